"""Notes: kept, listed, forgotten and brought back; one user's own, and no part of the film."""

import pytest

from assistant import Actor, Assistant
from assistant.errors import Invalid, NotFound
from assistant.operations.notes import MOST
from tests.assistant.told import do
from tests.conftest import another_session, signed_in

LEFT, CLOSED = "Voss is left-handed", "the harbour is closed on Sundays"


@pytest.fixture
async def project(house: Assistant, robin: Actor) -> str:
    """A project of Robin's with two notes; its name."""
    made = await do(house, robin, "project.create", title="Night Boat")
    for text in (LEFT, CLOSED):
        await do(house, robin, "note.add", text=text)
    return str(made.name)


async def texts(house: Assistant, by: Actor, project: str | None = None) -> list[str]:
    return [note.text for note in (await do(house, by, "note.list", project=project)).notes]


async def test_notes_are_numbered_in_the_order_they_were_made(house: Assistant, robin: Actor, project: str) -> None:
    listed = (await do(house, robin, "note.list")).notes
    assert [(note.number, note.text, note.when.unit) for note in listed] == [(1, LEFT, "moment"), (2, CLOSED, "moment")]


async def test_the_same_note_is_not_kept_twice(house: Assistant, robin: Actor, project: str) -> None:
    assert (await do(house, robin, "note.add", text="voss is  left-handed.")).again
    assert len(await texts(house, robin)) == 2


@pytest.mark.parametrize("which", [{"number": 1}, {"number": "start"}, {"text": LEFT}, {"text": "Voss being left-handed"}])
async def test_a_note_is_forgotten_by_its_number_or_its_words(
    which: dict[str, object], house: Assistant, robin: Actor, project: str
) -> None:
    assert (await do(house, robin, "note.remove", **which)).removed.text == LEFT
    assert await texts(house, robin) == [CLOSED]


@pytest.mark.parametrize("which", [{"number": 3}, {"text": "dragons"}])
async def test_a_note_that_is_not_there_is_not_found(which: dict[str, object], house: Assistant, robin: Actor, project: str) -> None:
    with pytest.raises(NotFound):
        await do(house, robin, "note.remove", **which)


async def test_of_two_notes_that_could_be_meant_neither_is_forgotten(house: Assistant, robin: Actor, project: str) -> None:
    await do(house, robin, "note.add", text="Voss is colour-blind")
    with pytest.raises(Invalid, match="1, 3"):
        await do(house, robin, "note.remove", text="Voss")
    assert len(await texts(house, robin)) == 3


async def test_undo_takes_a_note_back_and_brings_a_forgotten_one_again(house: Assistant, robin: Actor, project: str) -> None:
    await do(house, robin, "note.remove", number=1)
    undone = await do(house, robin, "history.undo")
    assert await texts(house, robin) == [LEFT, CLOSED]
    assert [(one.kind, one.label, one.verb) for one in undone.changes[0].touched] == [("note", LEFT, "removed")]
    await do(house, robin, "history.undo")
    assert await texts(house, robin) == [LEFT]
    await do(house, robin, "history.redo")
    assert await texts(house, robin) == [LEFT, CLOSED]


async def test_there_is_a_last_note(house: Assistant, robin: Actor, project: str) -> None:
    for number in range(MOST - 2):
        await do(house, robin, "note.add", text=f"fact {number}")
    with pytest.raises(Invalid, match="no more fit"):
        await do(house, robin, "note.add", text="one more")


async def test_a_project_has_its_own_notes(house: Assistant, robin: Actor, project: str) -> None:
    await do(house, robin, "project.create", title="Tin Moon")
    assert await texts(house, robin) == []
    assert await texts(house, robin, project) == [LEFT, CLOSED]


async def test_another_user_sees_nothing_of_them(house: Assistant, robin: Actor, project: str) -> None:
    noor = await signed_in(house, "noor")
    await do(house, noor, "project.create", title="Night Boat")
    assert await texts(house, noor) == []
    for command in ("note.list", "history.list"):
        with pytest.raises(NotFound):
            await do(house, noor, command, project=(await do(house, robin, "project.show")).project.id)


async def test_a_second_session_of_the_same_user_sees_them(house: Assistant, robin: Actor, project: str) -> None:
    assert await texts(house, await another_session(house, robin.user_id), project) == [LEFT, CLOSED]


async def test_a_copy_begins_without_notes(house: Assistant, robin: Actor, project: str) -> None:
    await do(house, robin, "project.duplicate")
    assert await texts(house, robin) == []


async def test_closing_without_saving_keeps_notes(house: Assistant, robin: Actor, project: str) -> None:
    await do(house, robin, "project.save")
    await do(house, robin, "scene.add", title="Dawn")
    await do(house, robin, "note.add", text="it is 1962")
    await do(house, robin, "project.close", save=False)
    await do(house, robin, "project.open", project=project)
    assert (await do(house, robin, "project.show")).project.scene_count == 0
    assert await texts(house, robin) == [LEFT, CLOSED, "it is 1962"]


async def test_a_snapshot_does_not_bring_old_notes_back(house: Assistant, robin: Actor, project: str) -> None:
    await do(house, robin, "snapshot.take", name="first")
    await do(house, robin, "note.remove", number=1)
    await do(house, robin, "scene.add", title="Dawn")
    await do(house, robin, "snapshot.restore", name="first", confirmed=True)
    assert await texts(house, robin) == [CLOSED]


async def test_notes_are_not_in_the_folder(house: Assistant, robin: Actor, project: str) -> None:
    saved = await do(house, robin, "project.save")
    folder = house.disk.folders.path(saved.name)
    assert not any("left-handed" in file.read_text() for file in folder.rglob("*") if file.is_file())
