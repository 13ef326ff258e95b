"""Characters: add, change, rename, remove, list, show. Scenes refer to them by id, so a new name is a new name everywhere."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

from assistant import film as films
from assistant.access import Role
from assistant.errors import Invalid
from assistant.operation import operation
from assistant.operations.fields import AboutProject, OnProject, Prose, Short, Title, given
from assistant.operations.naming import renamed_in_texts
from assistant.order import insert
from assistant.views import CharacterView, Difference, character_view, differences
from assistant.work import Work
from memory.film import Age, Character, Film

EMPTY: dict[str, Any] = {"role": "", "description": "", "appearance": "", "personality": "", "visual_reference": None, "age": None}
CharacterRef = Annotated[str, Meta(min_length=1, max_length=200)] | int


class CharacterEdit(Struct, frozen=True, kw_only=True):
    """`mentions` counts the texts in which a new name replaced the old one."""

    character: CharacterView
    changed: list[Difference]
    mentions: int = 0


class CharacterRemoved(Struct, frozen=True, kw_only=True):
    """The character as they were; `scenes` are the numbers of the scenes they were in, before any was removed."""

    removed: CharacterView
    scenes: list[int]
    replaced_by: str | None
    scenes_removed: int


class CharacterList(Struct, frozen=True, kw_only=True):
    characters: list[CharacterView]


class AddCharacter(OnProject[CharacterView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Add a character to the cast."""

    name: Title
    role: Short = ""
    description: Prose = ""
    appearance: Prose = ""
    personality: Prose = ""
    age: Age | None = None


class UpdateCharacter(OnProject[CharacterEdit], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Change a character. What is left out stays; null clears."""

    character: CharacterRef
    name: Title | None | UnsetType = UNSET
    role: Short | None | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    appearance: Prose | None | UnsetType = UNSET
    personality: Prose | None | UnsetType = UNSET
    visual_reference: Prose | None | UnsetType = UNSET
    age: Age | None | UnsetType = UNSET


class RenameCharacter(OnProject[CharacterEdit], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Give a character a new name, in the cast and in every text that names them."""

    character: CharacterRef
    name: Title


class RemoveCharacter(OnProject[CharacterRemoved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Remove a character. `scenes` says what becomes of the scenes they are in: stay without them, go too, or get a replacement."""

    character: CharacterRef
    scenes: Literal["keep", "remove"] = "keep"
    replace_with: CharacterRef | None = None
    confirmed: bool = False


class ListCharacters(AboutProject[CharacterList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List the cast."""


class ShowCharacter(AboutProject[CharacterView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show one character."""

    character: CharacterRef


@operation("character.add", needs=Role.EDITOR)
def add_character(work: Work, command: AddCharacter) -> CharacterView:
    _check_name(work.film, command.name, None)
    names = ("name", "role", "description", "appearance", "personality", "age")
    fields = {name: getattr(command, name) for name in names}
    person = Character(id=work.mint("char_", work.film.characters), order=0, **fields)
    rows = films.cast(work.film)
    work.film = films.put(work.film, *insert(rows, person, len(rows)))
    return character_view(work.film, work.film.characters[person.id])


@operation("character.update", needs=Role.EDITOR)
def update_character(work: Work, command: UpdateCharacter) -> CharacterEdit:
    person = films.character_named(work.film, command.character)
    values = given(command, ("name", "role", "description", "appearance", "personality", "visual_reference", "age"), EMPTY)
    if "name" in values:
        _check_name(work.film, values["name"], person.id)
    return _changed(work, person, films.put(work.film, replace(person, **values)), 0)


@operation("character.rename", needs=Role.EDITOR)
def rename_character(work: Work, command: RenameCharacter) -> CharacterEdit:
    person = films.character_named(work.film, command.character)
    _check_name(work.film, command.name, person.id)
    film = films.put(work.film, replace(person, name=command.name))
    film, mentions = renamed_in_texts(film, person.name, command.name)
    return _changed(work, person, film, mentions)


def what_goes(work: Work, command: RemoveCharacter) -> dict[str, Any]:
    """The numbers for the question before a character is removed."""
    view = character_view(work.film, films.character_named(work.film, command.character))
    return {"character": view.name, "scenes": view.scenes, "scenes_go": command.scenes == "remove"}


@operation("character.remove", needs=Role.EDITOR, asks=what_goes)
def remove_character(work: Work, command: RemoveCharacter) -> CharacterRemoved:
    film = work.film
    person = films.character_named(film, command.character)
    view = character_view(film, person)
    other = None if command.replace_with is None else films.character_named(film, command.replace_with)
    if other and other.id == person.id:
        raise Invalid("Nobody can be replaced by themselves.", why="own_stand_in", field="replace_with")
    present = [scene for scene in films.scenes(film) if person.id in scene.characters]
    gone = present if command.scenes == "remove" else []
    film = films.drop_scenes(film, [scene.id for scene in gone])
    for scene in present:
        if scene not in gone:
            instead = (other.id if other and key == person.id else key for key in scene.characters)
            film = films.put(film, replace(scene, characters=tuple(dict.fromkeys(key for key in instead if key != person.id))))
    work.film = films.drop(film, "characters", [person.id])
    return CharacterRemoved(removed=view, scenes=view.scenes, replaced_by=other.name if other else None, scenes_removed=len(gone))


@operation("character.list", needs=Role.VIEWER)
def list_characters(work: Work, command: ListCharacters) -> CharacterList:
    return CharacterList(characters=[character_view(work.film, person) for person in films.cast(work.film)])


@operation("character.show", needs=Role.VIEWER)
def show_character(work: Work, command: ShowCharacter) -> CharacterView:
    return character_view(work.film, films.character_named(work.film, command.character))


def _changed(work: Work, person: Character, film: Film, mentions: int) -> CharacterEdit:
    was = character_view(work.film, person)
    work.film = film
    now = character_view(film, film.characters[person.id])
    return CharacterEdit(character=now, changed=differences(was, now), mentions=mentions)


def _check_name(film: Film, name: str, own_id: str | None) -> None:
    for person in films.cast(film):
        if person.id != own_id and person.name.casefold() == name.strip().casefold():
            raise Invalid(
                f"There is a {person.name} in the cast already.",
                field="name",
                remedy="Choose another name.",
                why="name_taken",
                values={"name": person.name},
            )
