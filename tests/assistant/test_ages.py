"""How old a character is: kept, shown, taken back, and carried through the project's folder."""

import json
from pathlib import Path

import msgspec
import pytest

from assistant import Actor, Assistant
from assistant.changes import apply, difference, reverse
from assistant.errors import Conflict, Invalid
from assistant.folder import from_file, to_files
from assistant.operations.characters import AddCharacter, ListCharacters, RemoveCharacter, ShowCharacter, UpdateCharacter
from assistant.operations.history import ListHistory, Undo
from assistant.operations.projects import CreateProject
from assistant.operations.saving import SaveProject
from assistant.validation import made
from memory.film import Character, Film, Header, Touch
from tests.films import film_of, small_film


async def ages(house: Assistant, by: Actor) -> list[int | None]:
    return [person.age for person in (await house.perform(ListCharacters(), by=by)).characters]


async def test_a_character_is_added_with_an_age_or_without(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    added = await house.perform(AddCharacter(name="Bo", age=12, role="fisher boy"), by=robin)
    assert added.age == 12
    assert (await house.perform(ShowCharacter(character="Bo"), by=robin)).age == 12
    assert await ages(house, robin) == [None, None, 12]


async def test_an_age_changes_is_cleared_and_comes_back(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    edit = await house.perform(UpdateCharacter(character="Pim", age=12), by=robin)
    assert [(one.field, one.before, one.after) for one in edit.changed] == [("age", None, 12)]
    await house.perform(UpdateCharacter(character="Pim", age=0), by=robin)
    await house.perform(UpdateCharacter(character="Pim", role="baby"), by=robin)
    assert await ages(house, robin) == [None, 0]
    await house.perform(UpdateCharacter(character="Pim", age=None), by=robin)
    assert await ages(house, robin) == [None, None]
    await house.perform(Undo(steps=3), by=robin)
    assert await ages(house, robin) == [None, 12]
    await house.perform(Undo(), by=robin)
    assert await ages(house, robin) == [None, None]


async def test_the_history_tells_the_age(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(UpdateCharacter(character="Pim", age=12), by=robin)
    change = (await house.perform(ListHistory(), by=robin)).changes[0]
    assert change.touched[0].fields == {"age": (None, 12)}


async def test_somebody_removed_comes_back_at_their_age(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(UpdateCharacter(character="Pim", age=12), by=robin)
    await house.perform(RemoveCharacter(character="Pim", confirmed=True), by=robin)
    await house.perform(Undo(), by=robin)
    assert await ages(house, robin) == [None, 12]


@pytest.mark.parametrize("age", [-1, 151, 12.5, "twelve"])
def test_nobody_is_that_old(age: object) -> None:
    with pytest.raises(Invalid, match="age"):
        made({"name": "Bo", "age": age}, AddCharacter)
    with pytest.raises(Invalid, match="age"):
        made({"character": "Bo", "age": age}, UpdateCharacter)


async def test_the_folder_keeps_ages_where_the_published_format_has_none(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateCharacter(character="Pim", age=12), by=robin)
    film = await film_of(house, project)
    record = json.loads((Path((await house.perform(SaveProject(), by=robin)).path) / "project.json").read_text())
    published = {"id", "name", "role", "description", "appearance", "personality", "visual_reference"}
    assert [set(person) for person in record["characters"]] == [published, published]
    assert from_file(to_files(film, "x", 0, 0)["project.json"]).characters == film.characters


@pytest.mark.parametrize("age", [-3, 400, "old"])
async def test_an_age_that_is_none_in_a_folder_is_told(house: Assistant, robin: Actor, age: object) -> None:
    film = await film_of(house, await small_film(house, robin))
    record = json.loads(to_files(film, "x", 0, 0)["project.json"])
    record["storycore"]["ages"] = {"char_2": age}
    with pytest.raises(Invalid, match="ages"):
        from_file(json.dumps(record).encode())


async def test_a_project_without_people_saves(house: Assistant, robin: Actor) -> None:
    await house.perform(CreateProject(title="Empty"), by=robin)
    assert (await house.perform(SaveProject(), by=robin)).files == 5


def test_what_was_logged_before_there_were_ages_can_still_be_taken_back() -> None:
    """A log entry lacks the fields that came after it was written."""
    empty = Film(header=Header(title="Old"))
    pim = Character(id="char_1", order=1.0, name="Pim")
    (touch,) = difference(empty, msgspec.structs.replace(empty, characters={"char_1": pim}))
    assert touch.after is not None
    logged = Touch(kind="characters", id="char_1", after={name: value for name, value in touch.after.items() if name != "age"})
    film = apply(empty, (logged,))
    assert film.characters == {"char_1": pim}
    assert apply(film, reverse((logged,))) == empty
    with pytest.raises(Conflict):
        apply(msgspec.structs.replace(film, characters={"char_1": msgspec.structs.replace(pim, age=12)}), reverse((logged,)))
