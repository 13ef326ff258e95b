"""The clients in Python and JavaScript: the document's programs run with them, less their package names; refusals are told as what they
are; sockets are joined, and outlive a lost connection."""

import asyncio
import json
from typing import Any

import pytest
import requests

from api.client.ai_movie import AIMovieClient, AIMovieError, AsyncAIMovieClient
from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.people import Person
from tests.api.contract.ai_movie.test_media import picture
from tests.browser import browser
from tests.patience import PATIENCE

PYTHON, JAVASCRIPT = document.program("client.py.txt"), document.program("client.js.txt")


def known(robin: Person) -> dict[str, str]:
    return {"base_url": robin.served.base, "api_key": str(robin.headers["Authorization"]).removeprefix("Bearer ")}


def patched(program: str, robin: Person, **names: str) -> str:
    """The printed program with addresses, keys and ids that are there."""
    there = {"https://api.aimovie.com/v1": robin.served.base, "your-api-key": known(robin)["api_key"], **names}
    for printed, real in there.items():
        assert printed in program, printed
        program = program.replace(printed, real)
    return program


@pytest.fixture
def client(robin: Person) -> AIMovieClient:
    return AIMovieClient(**known(robin))


@pytest.fixture
def session(robin: Person, movie: dict[str, Any]) -> str:
    return str(robin.say("hello", projectId=movie["id"])["session"]["id"])


def test_the_printed_python_program_runs(robin: Person, movie: dict[str, Any], session: str) -> None:
    names = {"ai_movie_api": "api.client.ai_movie", "project-123": movie["id"], "session-456": session, "Create action scenes": "hello"}
    did: dict[str, Any] = {}
    exec(patched(PYTHON, robin, **names), did)
    assert (did["project"]["title"], did["project"]["episode_count"]) == ("My Movie", 5)
    assert did["response"]["ai_response"]["content"]


async def test_the_printed_javascript_program_runs(robin: Person, movie: dict[str, Any], session: str) -> None:
    names = {"'project-123'": f"'{movie['id']}'", "'session-456'": f"'{session}'", "Create an action sequence": "hello"}
    program = patched(JAVASCRIPT, robin, **names)
    imported = "import { AIMovieAPI } from '@ai-movie/api-client';"
    assert imported in program
    program = program.replace(imported, "const { AIMovieAPI } = await import('/client/ai-movie.js');")
    async with browser() as tab:
        await tab.goto(robin.served.url)
        await tab.until("document.readyState === 'complete'")
        bytes_of = f"Uint8Array.from(atob({json.dumps(_base64(picture()))}), (each) => each.charCodeAt(0))"
        fileBlob = f"const fileBlob = new Blob([{bytes_of}], {{ type: 'image/jpeg' }});"  # noqa: N806
        told = await tab.evaluate(f"(async () => {{ {fileBlob}\n{program}\nreturn {{ response, upload }}; }})()")
    assert told["response"]["aiResponse"]["content"]
    assert [one["mediaType"] for one in told["upload"]["uploads"]] == ["style_reference"]


def _base64(content: bytes) -> str:
    import base64

    return base64.b64encode(content).decode()


async def test_the_javascript_room_talks_and_tells_what_is_refused(robin: Person, session: str) -> None:
    key, base = known(robin)["api_key"], robin.served.base
    program = f"""(async () => {{
        const {{ AIMovieAPI }} = await import('/client/ai-movie.js');
        const api = new AIMovieAPI({{ baseUrl: '{base}', apiKey: '{key}' }});
        const room = api.room('{session}');
        const heard = [];
        room.addEventListener('message-received', ({{ detail }}) => heard.push(detail.content));
        const answer = await room.say('add a scene called Dawn');
        const refused = await api.projects.create({{ title: 'x', episodeCount: 99 }}).catch((error) => error);
        room.close();
        return {{ answer: answer.content, heard, code: refused.code, field: refused.details[0].field, id: refused.requestId }};
    }})()"""
    async with browser() as tab:
        await tab.goto(robin.served.url)
        await tab.until("document.readyState === 'complete'")
        told = await tab.evaluate(program)
    assert "Dawn" in told["answer"]
    assert (told["heard"], told["code"], told["field"]) == (["add a scene called Dawn"], "VALIDATION_ERROR", "episodeCount")
    assert told["id"].startswith("req")


def test_the_module_needs_nothing_else(robin: Person) -> None:
    answer = requests.get(f"{robin.served.url}/client/ai-movie.js", timeout=PATIENCE)
    assert "javascript" in answer.headers["content-type"]
    assert "import " not in [line[:7] for line in answer.text.splitlines()]


def test_every_part_of_the_contract_has_a_method(client: AIMovieClient, robin: Person) -> None:
    movie = client.projects.create(title="Harbour Lights", genre="drama", project_settings={"aspect_ratio": "16:9"})
    assert movie["project_settings"]["aspect_ratio"] == "16:9"
    assert client.projects.update(movie["id"], description="At night")["description"] == "At night"
    assert client.projects.get(movie["id"])["active_sessions"] == []
    assert [one["id"] for one in client.projects.list(sort="title", limit=5)["projects"]] == [movie["id"]]
    assert client.projects.add_collaborator(movie["id"], "guest@example.com", "viewer")["status"] == "pending"
    opened = client.chat.send_message("hello", project_id=movie["id"])["session"]["id"]
    assert [one["id"] for one in client.chat.sessions(project_id=movie["id"])["sessions"]] == [opened]
    assert len(client.chat.session(opened)["conversation_history"]) == 2
    brought = client.media.upload(movie["id"], [("harbour.jpg", picture())], tags=["night"], description="The harbour")
    sent = client.chat.upload(opened, ("dawn.jpg", picture("orange")), description="The dawn")
    ids = {brought["uploads"][0]["media_id"], sent["media_id"]}
    assert {one["id"] for one in client.media.list(project_id=movie["id"])["media"]} == ids
    assert client.media.get(sent["media_id"])["description"] == "The dawn"
    robin.until_looked_at(sent["media_id"])
    assert sent["media_id"] in [one["media"]["id"] for one in client.media.search("dawn", threshold=0.1)["results"]]


def test_a_refusal_has_its_code_its_fields_and_the_requests_id(client: AIMovieClient) -> None:
    with pytest.raises(AIMovieError) as refused:
        client.projects.create(title="x", episode_count=51)
    error = refused.value
    assert (error.status, error.code, error.details[0]["field"]) == (400, "VALIDATION_ERROR", "episodeCount")
    assert error.request_id.startswith("req")
    with pytest.raises(AIMovieError) as missing:
        client.projects.get("nowhere")
    assert missing.value.code == "NOT_FOUND"


def test_a_room_that_waits(client: AIMovieClient, session: str) -> None:
    with client.room(session) as room:
        assert "Dawn" in room.say("add a scene called Dawn")["content"]
    with pytest.raises(AIMovieError, match="NOT_FOUND"), client.room("nowhere"):
        pass


async def test_the_awaiting_client_does_the_same_and_its_room_outlives_a_lost_connection(robin: Person, session: str) -> None:
    async with AsyncAIMovieClient(**known(robin)) as client:
        movie, sessions = await asyncio.gather(client.projects.create(title="Elsewhere"), client.chat.sessions())
        assert movie["title"] == "Elsewhere"
        assert [one["id"] for one in sessions["sessions"]] == [session]
        async with client.room(session) as room:
            assert "Dawn" in (await room.say("add a scene called Dawn"))["content"]
            await room._socket.close()
            assert "Dusk" in (await room.say("add a scene called Dusk"))["content"]
        history = (await client.chat.session(session))["conversation_history"]
    assert [one["content"] for one in history if one["role"] == "user"] == ["hello", "add a scene called Dawn", "add a scene called Dusk"]


def test_signing_in_gets_the_key(robin: Person) -> None:
    client = AIMovieClient(robin.served.base)
    assert client.sign_in("user@example.com", "secure_password")["name"] == "user@example.com"
    assert client.projects.list()["projects"] == []
    with pytest.raises(AIMovieError, match="AUTH_REQUIRED"):
        client.sign_in("user@example.com", "guess")
