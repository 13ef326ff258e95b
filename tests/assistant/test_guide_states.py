"""Whatever a film has: every proposal can be carried out, changes what its preview says, differs from the others in kind, and leaves a
sound film; one's own way is the last; the same film is made the same proposals."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from assistant import Actor, Assistant
from assistant.errors import Problem
from assistant.guide.proposal import MANUAL
from assistant.operations.guide import BackStep, SkipStep
from assistant.operations.history import Undo
from assistant.operations.projects import CreateProject
from assistant.workflow import STEPS
from tests.assistant.guided import bring, choose, standing
from tests.assistant.told import do
from tests.conftest import opened, signed_in
from tests.films import film_of, is_sound

TEXTS = [
    "",
    "A diver must find the bell before the storm.",
    "?!",
    "Une plongeuse cherche une cloche sous la glace.",
    "Nothing happens.",
    "x",
]


class Film(Struct, frozen=True):
    """What somebody did before they asked what is next."""

    title: str
    language: str
    description: str
    genre: str
    audience: str
    style: str
    people: list[str]
    scenes: list[float]
    media: list[str]
    to: str


films = st.builds(
    Film,
    title=st.sampled_from(["Untitled", "Night Boat", "Test 1"]),
    language=st.sampled_from(["en", "fr", "es", "de"]),
    description=st.sampled_from(TEXTS),
    genre=st.sampled_from(["", "noir", "science fiction", "musical", "of my own making"]),
    audience=st.sampled_from(["", "PG", "the whole town"]),
    style=st.sampled_from(["", "dusty widescreen", "!!!"]),
    people=st.lists(st.sampled_from(["Mara", "Old Pim", "Declan Quinn", "Zoé O'Hara"]), max_size=4, unique=True),
    scenes=st.lists(st.sampled_from([0.5, 10.0]), max_size=3),
    media=st.lists(st.sampled_from(["style_reference", "video_segment", "music_track"]), max_size=2, unique=True),
    to=st.sampled_from([step.id for step in STEPS]),
)


async def made(house: Assistant, by: Actor, film: Film) -> str:
    project = await house.perform(CreateProject(title=film.title, language=film.language), by=by)
    fields = {name: getattr(film, name) for name in ("description", "genre", "audience", "style")}
    await do(house, by, "project.update", **fields)
    for name in film.people:
        await do(house, by, "character.add", name=name, role="diver")
    for number, seconds in enumerate(film.scenes, start=1):
        await do(house, by, "scene.add", title=f"Scene {number}", duration=seconds, characters=film.people[:2])
    for media_type in film.media:
        await bring(house, by, project.id, media_type)
    for move in (BackStep(step=film.to), SkipStep()):
        try:
            await house.perform(move, by=by)
        except Problem:
            continue
    return project.id


async def checked(film: Film) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with opened(f"sqlite:///{folder}/guide.db", Path(folder)) as house:
            robin = await signed_in(house)
            project = await made(house, robin, film)
            view = await standing(house, robin)
            assert await standing(house, robin) == view
            kinds = [one.kind for one in view.choices]
            assert kinds[-1] == MANUAL
            assert len(set(kinds)) == len(kinds) <= 4
            assert len({one.id for one in view.choices}) == len(kinds)
            for choice in view.choices[:-1]:
                assert choice.title, choice
                assert choice.description, choice
                assert "{" not in choice.title + choice.description
                await _carried_out(house, robin, project, choice)


async def _carried_out(house: Assistant, by: Actor, project: str, choice: Any) -> None:
    before = await film_of(house, project)
    done = await choose(house, by, choice.id)
    after = await film_of(house, project)
    assert done.done == choice.preview
    assert is_sound(after)
    assert (after == before) == (not choice.preview) == bool(done.how)
    if after != before:
        await house.perform(Undo(), by=by)
        assert await film_of(house, project) == before


@settings(max_examples=20)
@given(films)
def test_every_proposal_does_what_it_says(film: Film) -> None:
    asyncio.run(checked(film))
