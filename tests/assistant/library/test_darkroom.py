"""Looking at media in the background: what waits is looked at, by whoever is there; what cannot be read says why; captions by a model."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from assistant import SYSTEM, Actor, Assistant
from assistant.library.darkroom import Darkroom
from assistant.library.embedding import lenses
from assistant.library.librarian import Librarian
from assistant.library.views import MediaDetail
from assistant.model import Model, Options, Secret
from assistant.operations.looks import MOST_TRIES, ClaimLook, MediaLooked
from assistant.operations.media import ShowMedia
from memory import media
from tests.assistant.library.bringing import COLD, brought, picture
from tests.assistant.model.model_server import Question, Said, model_server
from tests.films import small_film


@asynccontextmanager
async def at_work(house: Assistant) -> AsyncIterator[Darkroom]:
    darkroom = Darkroom(house)
    darkroom.start()
    try:
        yield darkroom
    finally:
        await darkroom.stop()


async def settled(house: Assistant, by: Actor, number: int = 1) -> MediaDetail:
    async with asyncio.timeout(90):
        while (shown := await house.perform(ShowMedia(media=number), by=by)).media.status not in ("ready", "failed"):
            await asyncio.sleep(0.1)
        return shown


async def test_what_was_brought_is_looked_at_step_by_step(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    steps: list[tuple[str, int]] = []

    async def hear(event: object) -> None:
        if isinstance(event, MediaLooked):
            steps.append((event.stage, event.percent))

    house.bus.subscribe(hear)
    await small_film(house, robin)
    await brought(house, robin, picture(tmp_path / "pier.png", COLD, size=(1280, 720)), description="the pier")
    async with at_work(house):
        shown = await settled(house, robin)
    assert (shown.media.width, shown.media.height, shown.media.colours) == (1280, 720, ["#466ebe"])
    assert "cool tones" in shown.elements
    assert shown.said.startswith("The pier.")
    assert (shown.caption, shown.caption_tags) == (None, [])
    assert [stage for stage, _ in steps] == ["opening", "measuring", "thumbnail", "ready"]
    assert house.blobs.beside(shown.media.digest, "thumbnail.webp").is_file()


async def test_a_damaged_file_says_why_it_failed(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    await small_film(house, robin)
    whole = picture(tmp_path / "pier.png", COLD, (1, 2, 3), size=(400, 400))
    item = await brought(house, robin, whole)
    path = house.blobs.path(item.digest)
    path.write_bytes(path.read_bytes()[:200])
    async with at_work(house):
        shown = (await settled(house, robin)).media
    assert (shown.status, shown.why) == ("failed", "broken_media")
    assert "damaged" in (shown.failure or "")


async def test_what_a_killed_server_was_at_is_taken_over(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    project = await small_film(house, robin)
    item = await brought(house, robin, picture(tmp_path / "pier.png", COLD))
    assert await house.perform(ClaimLook(process="killed", lease=60), by=SYSTEM) is not None
    assert await house.perform(ClaimLook(process="other", lease=60), by=SYSTEM) is None
    await house.store.run(lambda db: media.change_look(db, project, item.digest, lease_until=time.time() - 1))
    async with at_work(house):
        assert (await settled(house, robin)).media.status == "ready"


async def test_a_file_that_brings_every_look_down_is_given_up(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    await small_film(house, robin)
    await brought(house, robin, picture(tmp_path / "pier.png", COLD))
    for _ in range(MOST_TRIES):
        assert await house.perform(ClaimLook(process="killed", lease=-1), by=SYSTEM) is not None
    assert await house.perform(ClaimLook(process="killed", lease=-1), by=SYSTEM) is None
    assert (await house.perform(ShowMedia(media=1), by=robin)).media.why == "look_failed"


async def test_a_stopped_darkroom_leaves_its_file_to_the_next_at_once(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    await small_film(house, robin)
    await brought(house, robin, picture(tmp_path / "pier.png", COLD))
    async with at_work(house), asyncio.timeout(60):
        while (await house.perform(ShowMedia(media=1), by=robin)).media.status != "looking":
            await asyncio.sleep(0.02)
    assert (await house.perform(ShowMedia(media=1), by=robin)).media.status in ("waiting", "ready")
    async with at_work(house):
        assert (await settled(house, robin)).media.status == "ready"


async def test_vectors_come_in_the_background(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    librarian = Librarian(house)
    librarian.start()
    try:
        await small_film(house, robin)
        await brought(house, robin, picture(tmp_path / "pier.png", COLD))
        async with asyncio.timeout(60):
            while not (await house.perform(ShowMedia(media=1), by=robin)).vector:
                await asyncio.sleep(0.1)
    finally:
        await librarian.stop()


async def test_what_a_killed_server_left_without_vectors_gets_them_at_the_next_start(
    house: Assistant, robin: Actor, tmp_path: Path
) -> None:
    project = await small_film(house, robin)
    await brought(house, robin, picture(tmp_path / "pier.png", COLD))
    librarian = Librarian(house)
    librarian.start()
    try:
        async with asyncio.timeout(60):
            while not (await house.perform(ShowMedia(media=1), by=robin)).vector:
                await asyncio.sleep(0.1)
    finally:
        await librarian.stop()
    assert house.tools.shelves.index(lenses(house)[0].name).count(project) == 1, "before anybody searched"


GOOD = {"caption": "A blue field, lighter to the left.", "tags": ["Blue", "field", "**bold**"]}
CAPTIONS = [
    (Said(content=json.dumps(GOOD)), GOOD["caption"], ["blue", "field"]),
    (Said(content=json.dumps({"caption": "I'm sorry, but I cannot help with that.", "tags": []})), None, []),
    (Said(content="no json"), None, []),
    (Said(status=400), None, []),
]


@pytest.mark.parametrize(("said", "caption", "tags"), CAPTIONS, ids=["good", "refusal", "no object", "a server without sight"])
async def test_a_vision_model_says_what_is_shown_or_nothing_is_said(
    house: Assistant, robin: Actor, tmp_path: Path, said: Said, caption: str | None, tags: list[str]
) -> None:
    asked: list[Question] = []

    def speaks(question: Question) -> Said:
        asked.append(question)
        return said

    with model_server(speaks) as server:
        model = Model(Options(name="sees", url=server.url, timeout=20.0, key=Secret("k")))
        house.tools = msgspec.structs.replace(house.tools, captions=model)
        await small_film(house, robin)
        await brought(house, robin, picture(tmp_path / "pier.png", COLD), description="the pier")
        async with at_work(house):
            shown = await settled(house, robin)
        await model.close()
    assert (shown.media.status, shown.caption, shown.caption_tags) == ("ready", caption, tags)
    parts = asked[0].body["messages"][0]["content"]
    assert parts[1]["image_url"]["url"].startswith("data:image/webp;base64,")
    assert "the pier" in parts[0]["text"]
