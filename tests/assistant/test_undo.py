"""Every change can be taken back, whatever came before it."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Actor, Assistant
from assistant.changes import apply, canonical, difference, reverse, same
from assistant.errors import Conflict, Invalid, NotFound, Problem
from assistant.operation import Command
from assistant.operations.characters import AddCharacter, RemoveCharacter, RenameCharacter, UpdateCharacter
from assistant.operations.history import ListHistory, Redo, Undo
from assistant.operations.projects import CreateProject, OpenProject, UpdateProject
from assistant.operations.saving import CloseProject, SaveProject
from assistant.operations.scenes import AddScene, MoveScene, RemoveScene, SwapScenes, UpdateScene
from assistant.operations.sequences import RetimeFilm, RetimeSequence
from assistant.operations.shots import AddShot, MoveShot, RemoveShot, UpdateShot
from assistant.operations.snapshots import RestoreSnapshot, TakeSnapshot
from tests.conftest import another_session, opened, signed_in
from tests.films import film_of, is_sound, small_film

place = st.integers(-4, 6)
scene = st.one_of(place, st.sampled_from(["scene_1", "scene_2", "scene_9"]))
length = st.one_of(st.floats(0.05, 400), st.sampled_from(["+10", "-5", "*2", "*0.5", "+?", "-?"]))
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=20)
name = words.filter(lambda text: bool(text.strip()))
somebody = st.one_of(place, st.sampled_from(["Pim", "char_1"]))


def any_of(kind: type[Command[Any]], **fields: Any) -> Any:
    return st.builds(kind, **fields)


edits = st.one_of(
    any_of(AddScene, title=name, duration=length, position=st.one_of(st.none(), st.integers(1, 9), st.sampled_from(["start", "end"]))),
    any_of(UpdateScene, scene=scene, title=name, duration=length, location=words, visual_notes=st.none()),
    any_of(UpdateScene, scene=st.lists(scene, min_size=1, max_size=3), time_of_day=st.just("dusk")),
    any_of(MoveScene, scene=scene, position=st.integers(1, 9)),
    any_of(SwapScenes, scene=scene, other=scene),
    any_of(RemoveScene, scene=scene, confirmed=st.just(True)),
    any_of(AddCharacter, name=name),
    any_of(UpdateCharacter, character=somebody, appearance=words, role=st.none()),
    any_of(RenameCharacter, character=somebody, name=name),
    any_of(RemoveCharacter, character=somebody, scenes=st.sampled_from(["keep", "remove"]), confirmed=st.just(True)),
    any_of(AddShot, scene=scene, duration=length, position=st.one_of(st.none(), st.integers(1, 9))),
    any_of(UpdateShot, scene=scene, shot=place, duration=length, type=st.just("wide")),
    any_of(MoveShot, scene=scene, shot=place, position=st.integers(1, 9)),
    any_of(RemoveShot, scene=scene, shot=place, confirmed=st.just(True)),
    any_of(RetimeSequence, scene=scene, duration=length),
    any_of(RetimeFilm, duration=length),
    any_of(UpdateProject, title=name, style=words),
    any_of(Undo, steps=st.integers(1, 3)),
    any_of(Redo, steps=st.integers(1, 3)),
)


async def attempted(assistant: Assistant, by: Actor, command: Any) -> None:
    """Done, or refused for a reason a person can read."""
    try:
        await assistant.perform(command, by=by)
    except (Invalid, NotFound, Conflict) as refusal:
        assert refusal.message


@given(st.lists(edits, max_size=14))
@settings(max_examples=40)
def test_undoing_everything_gives_back_the_first_state_byte_for_byte(commands: list[Any]) -> None:
    async def run(folder: Path) -> None:
        async with opened(f"sqlite:///{folder / 'a.db'}", folder) as assistant:
            by = await signed_in(assistant)
            project = await small_film(assistant, by)
            # What came before is where this test begins: a fresh session that has done nothing yet cannot undo it by steps.
            first = await film_of(assistant, project)
            done = len((await assistant.perform(ListHistory(limit=1000), by=by)).changes)
            for command in commands:
                await attempted(assistant, by, command)
                assert is_sound(await film_of(assistant, project))
            await undo_down_to(assistant, by, done)
            assert canonical(await film_of(assistant, project)) == canonical(first)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


async def undo_down_to(assistant: Assistant, by: Actor, done: int) -> None:
    """Undo what was done after the first `done` changes, and redo what a test itself undid of those."""
    while True:
        log = (await assistant.perform(ListHistory(limit=1000), by=by)).changes
        mine = [change for change in log if change.number > done and change.undoes is None and not change.undone]
        if not mine:
            break
        await assistant.perform(Undo(change=mine[0].number), by=by)
    gone = [change for change in log if change.number <= done and change.undone]
    undoings = {change.undoes: change for change in log if change.undoes is not None and not change.undone}
    for change in sorted(gone, key=lambda change: change.number):
        await assistant.perform(Undo(change=undoings[change.number].number), by=by)


@given(st.lists(edits, min_size=1, max_size=6))
@settings(max_examples=15)
def test_redo_brings_back_what_undo_took(commands: list[Any]) -> None:
    async def run(folder: Path) -> None:
        async with opened(f"sqlite:///{folder / 'a.db'}", folder) as assistant:
            by = await signed_in(assistant)
            project = await small_film(assistant, by)
            for command in commands:
                if not isinstance(command, Undo | Redo):
                    await attempted(assistant, by, command)
            last = canonical(await film_of(assistant, project))
            steps = 0
            while True:
                try:
                    await assistant.perform(Undo(), by=by)
                except NotFound:
                    break
                steps += 1
            assert steps
            await assistant.perform(Redo(steps=steps), by=by)
            assert canonical(await film_of(assistant, project)) == last

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder)))


async def test_undo_says_what_it_undid(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(UpdateScene(scene=3, duration="+10", time_of_day="dusk"), by=robin)
    undone = (await house.perform(Undo(), by=robin)).changes[0]
    told = {(touched.label, touched.verb) for touched in undone.touched}
    assert told == {("Frost", "changed"), ("Frost", "shorter")} or told == {("Frost", "changed"), ("Frost", "longer")}


async def test_an_undo_can_be_undone(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateScene(scene=1, title="Dawn"), by=robin)
    after = await film_of(house, project)
    await house.perform(Undo(), by=robin)
    undoing = (await house.perform(ListHistory(limit=1), by=robin)).changes[0]
    await house.perform(Undo(change=undoing.number), by=robin)
    assert same(await film_of(house, project), after)


async def test_undo_works_after_a_restart(database: str, tmp_path: Path) -> None:
    async with opened(database, tmp_path) as assistant:
        by = await signed_in(assistant)
        project = await small_film(assistant, by)
        before = await film_of(assistant, project)
        await assistant.perform(RemoveScene(scene=2, confirmed=True), by=by)
    async with opened(database, tmp_path) as assistant:
        await assistant.perform(Undo(), by=by)
        assert same(await film_of(assistant, project), before)


@pytest.mark.parametrize("what", ["what I did to the ending", "the ending", "Frost"])
async def test_a_change_is_found_by_what_it_was_about(what: str, house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateScene(scene=3, location="pit"), by=robin)
    await house.perform(UpdateScene(scene=1, location="gate"), by=robin)
    await house.perform(Undo(what=what), by=robin)
    film = await film_of(house, project)
    assert (film.scenes["scene_3"].location, film.scenes["scene_1"].location) == ("quarry", "gate")


async def test_a_rename_is_found_by_that_word(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(RenameCharacter(character="Pim", name="Juno"), by=robin)
    await house.perform(UpdateScene(scene=1, location="gate"), by=robin)
    await house.perform(Undo(what="the rename"), by=robin)
    assert (await film_of(house, project)).characters["char_2"].name == "Pim"


async def test_what_fits_no_change_is_not_undone(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    with pytest.raises(NotFound, match="zebra"):
        await house.perform(Undo(what="the zebra crossing"), by=robin)


async def test_a_change_in_between_that_touches_the_same_is_a_conflict_and_nothing_is_half_applied(house: Assistant, robin: Actor) -> None:
    """Two hands on one project: until members come, they are two changes of which the earlier is undone by its number."""
    project = await small_film(house, robin)
    await house.perform(UpdateScene(scene=[1, 2], location="gate"), by=robin)
    first = (await house.perform(ListHistory(limit=1), by=robin)).changes[0].number
    await house.perform(UpdateScene(scene=2, location="bridge"), by=robin)
    before = await film_of(house, project)
    with pytest.raises(Conflict, match="scene_2 has changed since"):
        await house.perform(Undo(change=first), by=robin)
    assert same(await film_of(house, project), before)


async def test_a_change_elsewhere_in_between_is_no_conflict(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateScene(scene=1, location="gate"), by=robin)
    first = (await house.perform(ListHistory(limit=1), by=robin)).changes[0].number
    await house.perform(AddScene(title="Before all", position=1), by=robin)
    await house.perform(UpdateScene(scene="scene_1", title="Blast"), by=robin)
    await house.perform(Undo(change=first), by=robin)
    assert (await film_of(house, project)).scenes["scene_1"].location == "quarry"


async def test_something_new_ends_what_can_be_redone(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(UpdateScene(scene=1, location="gate"), by=robin)
    await house.perform(Undo(), by=robin)
    await house.perform(UpdateScene(scene=2, location="bridge"), by=robin)
    with pytest.raises(NotFound, match="nothing to redo"):
        await house.perform(Redo(), by=robin)


async def test_an_id_is_never_given_twice(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    added = await house.perform(AddScene(title="Fourth"), by=robin)
    await house.perform(Undo(), by=robin)
    again = await house.perform(AddScene(title="Fifth"), by=robin)
    assert (added.id, again.id) == ("scene_4", "scene_5")
    await house.perform(RemoveScene(scene=again.id, confirmed=True), by=robin)
    assert (await house.perform(AddScene(title="Sixth"), by=robin)).id == "scene_6"
    assert is_sound(await film_of(house, project))


async def test_closing_without_saving_goes_back_to_the_opening(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(CloseProject(), by=robin)
    await house.perform(OpenProject(project="quarry-lights"), by=robin)
    before = await film_of(house, project)
    await house.perform(UpdateScene(scene=1, title="Other"), by=robin)
    await house.perform(RemoveScene(scene=2, confirmed=True), by=robin)
    closed = await house.perform(CloseProject(save=False), by=robin)
    assert (closed.saved, closed.taken_back) == (False, 2)
    assert same(await film_of(house, project), before)


async def test_closing_without_saving_keeps_what_was_saved_since(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateScene(scene=1, title="Kept"), by=robin)
    await house.perform(SaveProject(), by=robin)
    saved = await film_of(house, project)
    await house.perform(UpdateScene(scene=1, title="Lost"), by=robin)
    await house.perform(CloseProject(save=False), by=robin)
    assert same(await film_of(house, project), saved)


async def test_what_closing_took_back_can_be_had_again(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(CloseProject(), by=robin)
    await house.perform(OpenProject(project="quarry-lights"), by=robin)
    await house.perform(UpdateScene(scene=1, title="Other"), by=robin)
    await house.perform(CloseProject(save=False), by=robin)
    await house.perform(OpenProject(project="quarry-lights"), by=robin)
    await house.perform(Undo(), by=robin)
    assert (await film_of(house, project)).scenes["scene_1"].title == "Other"


async def test_a_snapshot_is_gone_back_to_and_left_again(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(TakeSnapshot(name="first cut"), by=robin)
    kept = await film_of(house, project)
    await house.perform(RemoveScene(scene=[1, 2], confirmed=True), by=robin)
    removed = await film_of(house, project)
    await house.perform(RestoreSnapshot(name="First Cut", confirmed=True), by=robin)
    assert same(await film_of(house, project), kept)
    await house.perform(Undo(), by=robin)
    assert same(await film_of(house, project), removed)


async def test_nothing_changed_is_no_change(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    count = len((await house.perform(ListHistory(limit=1000), by=robin)).changes)
    await house.perform(UpdateScene(scene=1, title="First Blast"), by=robin)
    assert len((await house.perform(ListHistory(limit=1000), by=robin)).changes) == count


async def test_a_delta_and_its_reverse_cancel_out(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    before = await film_of(house, project)
    await house.perform(RemoveScene(scene=1, confirmed=True), by=robin)
    after = await film_of(house, project)
    delta = difference(before, after)
    assert same(apply(before, delta), after)
    assert same(apply(after, reverse(delta)), before)


async def test_another_session_of_the_same_person_can_undo(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    elsewhere = await another_session(house, robin.user_id)
    await house.perform(OpenProject(project="quarry-lights"), by=elsewhere)
    await house.perform(UpdateScene(scene=1, title="Other"), by=robin)
    await house.perform(Undo(), by=elsewhere)
    assert (await film_of(house, project)).scenes["scene_1"].title == "First Blast"


async def test_another_person_finds_nothing(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    eve = await signed_in(house, "eve")
    for command in (OpenProject(project="quarry-lights"), Undo(project="quarry-lights"), UpdateScene(project="quarry-lights", scene=1)):
        with pytest.raises(Problem, match="no project called"):
            await house.perform(command, by=eve)  # type: ignore[arg-type]


async def test_a_project_started_twice_gets_a_name_of_its_own(house: Assistant, robin: Actor) -> None:
    names = [(await house.perform(CreateProject(title="Tin Moon"), by=robin)).name for _ in range(3)]
    assert names == ["tin-moon", "tin-moon-2", "tin-moon-3"]
