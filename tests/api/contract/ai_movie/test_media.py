"""Media: brought in by form, refused with a reason, listed, shown and found; signed addresses open without signing in."""

import io
import json
from typing import Any

import pytest
import requests
from PIL import Image

from assistant.tiers import FREE
from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.conftest import Make
from tests.api.contract.ai_movie.people import Person
from tests.api.contract.ai_movie.shapes import check_error, check_shape
from tests.patience import PATIENCE

PRINTED = document.kept()


def picture(colour: str = "navy", size: tuple[int, int] = (320, 180)) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, colour).save(kept, "JPEG")
    return kept.getvalue()


def files(*named: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", each) for each in named]


def bring(robin: Person, project: str, *named: tuple[str, bytes], **said: str) -> requests.Response:
    return robin.send_to("POST", "/media/upload", files=files(*named), form={"projectId": project, **said})


@pytest.fixture
def harbour(robin: Person, movie: dict[str, Any]) -> dict[str, Any]:
    """A picture in Robin's movie, looked at."""
    answer = bring(robin, movie["id"], ("harbour.jpg", picture()), description="The harbour at night", tags='["harbour", "night"]')
    (one,) = answer.json()["uploads"]
    return robin.until_looked_at(one["mediaId"])


def test_files_are_brought_in_as_printed(robin: Person, movie: dict[str, Any]) -> None:
    answer = bring(
        robin, movie["id"], ("a.jpg", picture()), ("b.jpg", picture("red")), ("c.exe", b"MZ" + b"\0" * 200), mediaType="character_design"
    )
    assert answer.status_code == 200, answer.text
    check_shape(answer.json(), PRINTED["POST /v1/media/upload"]["response"])
    body = answer.json()
    assert [one["filename"] for one in body["uploads"]] == ["a.jpg", "b.jpg"]
    assert {one["mediaType"] for one in body["uploads"]} == {"character_design"}
    assert [(one["filename"], one["code"]) for one in body["rejected"]] == [("c.exe", "UNSUPPORTED_FORMAT")]
    assert len(robin.get(f"/projects/{movie['id']}").json()["project"]["media"]) == 2


def test_media_are_listed_as_printed(robin: Person, movie: dict[str, Any], harbour: dict[str, Any]) -> None:
    answer = robin.get(f"/media?projectId={movie['id']}").json()
    check_shape(answer, PRINTED["GET /v1/media"]["response"])
    (one,) = answer["media"]
    assert (one["id"], one["status"], one["tags"]) == (harbour["id"], "active", ["harbour", "night"])
    assert one["metadata"]["dimensions"] == {"width": 320, "height": 180}
    assert one["metadata"]["embedding"]["vector"]


def test_one_is_shown_as_printed(robin: Person, harbour: dict[str, Any]) -> None:
    answer = robin.get(f"/media/{harbour['id']}").json()
    check_shape(answer, PRINTED["GET /v1/media/{id}"]["response"])
    one = answer["media"]
    assert one["technicalData"] | {"size": 0} == {
        "mimeType": "image/jpeg", "size": 0, "dimensions": {"width": 320, "height": 180}, "colorDepth": 24, "compression": "JPEG",
    }  # fmt: skip
    assert one["embedding"]["model"] == "all-MiniLM-L6-v2"
    assert (one["aiAnalysis"]["detectedObjects"], one["aiAnalysis"]["styleAnalysis"]["mood"]) == ([], None)
    whole = requests.get(one["downloadUrl"], timeout=PATIENCE)
    assert whole.content == picture()
    assert requests.get(one["thumbnailUrl"], timeout=PATIENCE).headers["content-type"] == "image/webp"
    assert requests.get(one["downloadUrl"].split("?")[0], timeout=PATIENCE).status_code == 403


def test_media_are_found_by_meaning_as_printed(robin: Person, movie: dict[str, Any], harbour: dict[str, Any]) -> None:
    wanted = {**PRINTED["POST /v1/media/search"]["request"], "query": "ships by night", "projectId": movie["id"], "threshold": 0.1}
    answer = robin.post("/media/search", {**wanted, "mediaTypes": []})
    assert answer.status_code == 200, answer.text
    check_shape(answer.json(), PRINTED["POST /v1/media/search"]["response"])
    assert [one["media"]["id"] for one in answer.json()["results"]] == [harbour["id"]]
    assert robin.post("/media/search", wanted).json()["results"] == []  # of other types only


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("?search=harbour", True),
        ("?tags=night,harbour", True),
        ("?tags=night,day", False),
        ("?mediaType=storyboard", False),
        ("?status=active", True),
        ("?status=failed", False),
        ("?sort=filename", True),
        ("?sort=size", True),
        ("?page=2", False),
    ],
)
def test_a_list_of_media_is_filtered(robin: Person, harbour: dict[str, Any], query: str, there: bool) -> None:
    assert bool(robin.get(f"/media{query}").json()["media"]) is there


@pytest.mark.parametrize("query", ["status=gone", "sort=colour", "mediaType=film", "limit=0"])
def test_a_wrong_filter_of_media_is_named(robin: Person, query: str) -> None:
    error = check_error(robin.get(f"/media?{query}"), 400)
    assert [one["field"] for one in error["details"]] == [query.partition("=")[0]]


def test_a_file_is_attached_to_a_conversation_as_printed(robin: Person, movie: dict[str, Any]) -> None:
    session = robin.say("hello", projectId=movie["id"])["session"]["id"]
    form = {"projectId": movie["id"], "sessionId": session, "description": "Character reference image", "mediaType": "style_reference"}
    with robin.socket() as room:
        room.joined(sessionId=session)
        answer = robin.send_to("POST", "/chat/upload", files=[("file", ("hero.jpg", picture()))], form=form)
        assert answer.status_code == 200, answer.text
        heard = room.receive("message-received")
    check_shape(answer.json(), PRINTED["POST /v1/chat/upload"]["response"])
    media = answer.json()["mediaId"]
    assert (heard["content"], heard["attachments"]) == ("Character reference image", [media])
    history = robin.get(f"/chat/session/{session}").json()["session"]
    assert history["conversationHistory"][-1]["attachments"] == [media]
    assert history["contextData"]["mediaReferences"] == [media]
    usage = robin.get(f"/media/{media}").json()["media"]["usage"]
    assert (usage["referencedInSessions"], usage["referencedInMessages"]) == ([session], 1)


def test_what_is_attached_to_a_message_is_meant_by_it(robin: Person, movie: dict[str, Any], harbour: dict[str, Any]) -> None:
    session = robin.say("add a scene called Dawn", projectId=movie["id"])["session"]["id"]
    robin.say("attach the first picture to scene 1", sessionId=session, attachments=[harbour["id"]])
    tied = robin.get("/media").json()["media"][0]["relatedElements"]
    assert tied["scene"]


def test_media_of_others_are_not_found_by_any_door(robin: Person, noor: Person, movie: dict[str, Any], harbour: dict[str, Any]) -> None:
    check_error(noor.get(f"/media/{harbour['id']}"), 404)
    check_error(noor.get(f"/media?projectId={movie['id']}"), 404)
    check_error(noor.post("/media/search", {"query": "harbour", "projectId": movie["id"]}), 404)
    assert noor.post("/media/search", {"query": "harbour", "threshold": 0.0}).json()["results"] == []
    assert noor.get("/media").json()["media"] == []
    check_error(noor.post("/chat/message", {"message": "hello", "attachments": [harbour["id"]]}), 404)
    check_error(bring(noor, movie["id"], ("a.jpg", picture())), 404)


def test_a_viewer_finds_media_and_brings_none(robin: Person, noor: Person, movie: dict[str, Any], harbour: dict[str, Any]) -> None:
    robin.let_in(noor, movie["id"], "viewer")
    found = noor.post("/media/search", {"query": "harbour at night", "threshold": 0.1}).json()["results"]
    assert [one["media"]["id"] for one in found] == [harbour["id"]]
    check_error(bring(noor, movie["id"], ("a.jpg", picture())), 403)


def test_too_large_a_file_and_one_of_another_kind_are_refused(somebody: Make) -> None:
    free = somebody("free")
    movie = free.project("Harbour Lights")
    error = check_error(bring(free, movie["id"], ("large.jpg", b"\xff\xd8\xff" + b"\0" * FREE.upload_bytes)), 413, "FILE_TOO_LARGE")
    assert "10 MB" in error["details"][0]["message"]
    check_error(bring(free, movie["id"], ("a.exe", b"MZ" + b"\0" * 500)), 415, "UNSUPPORTED_FORMAT")
    assert free.get("/media").json()["media"] == []


@pytest.mark.parametrize(
    ("form", "field"),
    [({}, "projectId"), ({"projectId": "x", "mediaType": "film"}, "mediaType"), ({"projectId": "x", "tags": "[1]"}, "tags")],
)
def test_a_wrong_form_names_its_field(robin: Person, form: dict[str, str], field: str) -> None:
    answer = robin.send_to("POST", "/media/upload", files=files(("a.jpg", picture())), form=form)
    assert [one["field"] for one in check_error(answer, 400)["details"]] == [field]


def test_what_is_no_form_is_refused(robin: Person, movie: dict[str, Any]) -> None:
    for path in ("/media/upload", "/chat/upload"):
        check_error(robin.post(path, {"projectId": movie["id"]}), 400)
        check_error(robin.served.nobody().post(path, {}), 401)
    assert json.loads(bring(robin, movie["id"]).text)["error"]["code"] == "VALIDATION_ERROR"
