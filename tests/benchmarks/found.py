"""Whole searches of media, text in and results out, against one embedding of the same text: 100 items of a project that is one of a
thousand, each with as many. Only the project's own rows are real; the others stand in the index alone, which is what a search meets."""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from assistant import SYSTEM, Actor, Assistant
from assistant.film import put
from assistant.library.embedding import lenses
from assistant.operations.accounts import InsertUser, StartLogin
from assistant.operations.media import SearchMedia
from assistant.operations.projects import CreateProject
from memory import films, media
from memory.film import Media
from memory.media import Look
from memory.vectors import normalised
from tests.benchmarks.rows import Row, at_most, spread
from tests.conftest import opened

PROJECTS, EACH, DIMENSION = 1000, 100, 384
QUERIES = 60
GOAL = 1.3
PLACES = ("pier", "bakery", "rooftop", "chapel", "quarry", "ferry", "market", "kitchen", "station", "orchard")
LIGHTS = (
    "at dusk",
    "in fog",
    "before the storm",
    "at noon",
    "by candlelight",
    "under snow",
    "after the rain",
    "in neon",
    "at dawn",
    "by moon",
)
SUBJECTS = ("a goat", "two sisters", "an old winch", "wet ropes", "a brass band", "empty chairs", "a lantern", "gulls", "a piano", "nobody")


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        async with opened(f"sqlite:///{Path(folder) / 'bench.db'}", Path(folder)) as house:
            by = await _stocked(house)
            for text in ("warm", "up"):
                await house.perform(SearchMedia(query=text), by=by)
            texts = [
                f"{SUBJECTS[(7 * at) % 10]} near the {PLACES[at % 10]} {LIGHTS[(3 * at + at // 10) % 10]}, {at}" for at in range(QUERIES)
            ]
            whole, alone = [], []
            for text in texts:  # in turns, so that both meet the same load; each text is new to the embedder
                whole.append(await _timed(house.perform(SearchMedia(query=text), by=by)))
                alone.append(await _timed(house.tools.embedder.encode((f"{text} or so",))))
    ratio = median(whole) / median(alone)
    return [
        *spread("one embedding", alone),
        *[Row(name=row.name, value=row.value, unit=row.unit) for row in spread("a search, text in, results out", whole)][1:],
        Row(
            name="a search, text in, results out, p50", value=median(whole) * 1e3, unit="ms", against="one embedding, p50",
            **at_most(GOAL, ratio),
        ),
    ]  # fmt: skip


async def _timed(work: object) -> float:
    began = time.perf_counter()
    await work  # type: ignore[misc]
    return time.perf_counter() - began


async def _stocked(house: Assistant) -> Actor:
    """Somebody with a project of EACH items that have their vectors, among those of all the others."""
    user = await house.perform(InsertUser(name="robin", password_hash=None), by=SYSTEM)
    by = house.identity.actor((await house.perform(StartLogin(user_id=user.id), by=SYSTEM)).access_token)
    project = await house.perform(CreateProject(title="Bench"), by=by)
    rows = [_row(number, by.user_id) for number in range(EACH)]

    def stock(db: object) -> None:
        film = films.load(db, project.id)  # type: ignore[arg-type]
        from assistant.changes import difference

        films.write(db, project.id, difference(film, put(film, *rows)))  # type: ignore[arg-type]
        look = Look(project_id=project.id, digest=rows[0].digest, kind="image", mime="image/png", status="ready", at=1.0)
        media.add_look(db, look)  # type: ignore[arg-type]

    await house.store.run(stock)
    for _ in range(4):  # a search embeds only so many new items
        await house.perform(SearchMedia(query="begin"), by=by)
    index, draw = house.tools.shelves.index(lenses(house)[0].name), np.random.default_rng(0)
    assert index.count(project.id) == EACH
    for number in range(1, PROJECTS):
        for at, vector in enumerate(normalised(draw.normal(size=(EACH, DIMENSION)).astype(np.float32))):
            index.put(f"owner {number}", f"project {number}", f"item {number} {at}", vector)
    return by


def _row(number: int, user_id: str) -> Media:
    words = f"{SUBJECTS[number % 10]} at the {PLACES[number // 10]} {LIGHTS[(number * 3) % 10]}"
    return Media(
        id=f"media_{number:016x}", order=float(number), filename=f"IMG_{number}.png", title=words.capitalize(), kind="image",
        media_type="style_reference", mime="image/png", size=1, digest="0" * 64, user_id=user_id, at=1.0, description=words,
    )  # fmt: skip
