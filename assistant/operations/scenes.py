"""Scenes: add, change, move, swap, remove, list, show, and why each is there."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType, convert
from msgspec.structs import replace

from assistant import film as films
from assistant.access import Role
from assistant.errors import Invalid, NotFound
from assistant.operation import operation
from assistant.operations import making, timing
from assistant.operations.fields import (
    AboutProject,
    Duration,
    OnProject,
    Place,
    Prose,
    SceneRef,
    SceneRefs,
    Short,
    Title,
    all_named,
    given,
    index_for,
    new_duration,
)
from assistant.order import move
from assistant.story.model import Why
from assistant.views import Difference, SceneView, differences, scene_view
from assistant.work import Work
from memory.film import Film, Scene

EMPTY: dict[str, Any] = {
    "description": "",
    "location": "",
    "time_of_day": "",
    "visual_notes": None,
    "characters": (),
    "key_actions": (),
}
DEFAULT_SECONDS = 5.0


class SceneEdit(Struct, frozen=True, kw_only=True):
    """A scene as it now is, and what differs from before."""

    scene: SceneView
    changed: list[Difference]


class ScenesEdited(Struct, frozen=True, kw_only=True):
    """`duration` is the film's."""

    scenes: list[SceneEdit]
    duration: float


class ScenesRemoved(Struct, frozen=True, kw_only=True):
    """The scenes as they were; `left` is how many remain, `bereft` the numbers of those that followed from what is gone."""

    removed: list[SceneView]
    left: int
    duration: float
    bereft: list[int] = []


class SceneList(Struct, frozen=True, kw_only=True):
    scenes: list[SceneView]
    duration: float


class Explanation(Struct, frozen=True, kw_only=True):
    """Why a scene is there. `why` is None for one a person added; `cause` is the number of the scene it follows from."""

    scene: SceneView
    why: Why | None
    cause: int | None
    cause_title: str | None


class AddScene(OnProject[SceneView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Add a scene; its shots are planned from the description. Without a place it goes to the end."""

    title: Title | None = None
    description: Prose = ""
    location: Short = ""
    time_of_day: Short = "day"
    duration: Duration | None = None
    characters: list[str] = []
    key_actions: list[Short] = []
    visual_notes: Prose | None = None
    position: Place | None = None
    before: SceneRef | None = None
    after: SceneRef | None = None
    id: Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[\w.-]+$")] | None = None


class UpdateScene(OnProject[ScenesEdited], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Change one scene or several. What is left out stays; null clears."""

    scene: SceneRefs
    title: Title | None | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    location: Short | None | UnsetType = UNSET
    time_of_day: Short | None | UnsetType = UNSET
    duration: Duration | None | UnsetType = UNSET
    characters: list[str] | None | UnsetType = UNSET
    key_actions: list[Short] | None | UnsetType = UNSET
    visual_notes: Prose | None | UnsetType = UNSET
    add_character: str | None = None
    remove_character: str | None = None


class MoveScene(OnProject[SceneList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Move a scene to a position, before another or after another."""

    scene: SceneRef
    position: Place | None = None
    before: SceneRef | None = None
    after: SceneRef | None = None


class SwapScenes(OnProject[SceneList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Let two scenes change places."""

    scene: SceneRef
    other: SceneRef


class RemoveScene(OnProject[ScenesRemoved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Remove scenes with their sequences and shots."""

    scene: SceneRefs
    confirmed: bool = False


class ListScenes(AboutProject[SceneList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List the scenes, all or some: those that are named, with a character, at a time of day."""

    scene: SceneRefs | None = None
    character: str | int | None = None
    time_of_day: Short | None = None


class ShowScene(AboutProject[SceneView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show one scene."""

    scene: SceneRef


class ExplainScene(AboutProject[Explanation], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Say why a scene is there, back to the words of the prompt."""

    scene: SceneRef


@operation("scene.add", needs=Role.EDITOR)
def add_scene(work: Work, command: AddScene) -> SceneView:
    film = work.film
    rows = films.scenes(film)
    average = films.duration(film) / len(rows) if rows else DEFAULT_SECONDS
    duration = average if command.duration is None else new_duration(average, command.duration)
    fields = {name: getattr(command, name) for name in ("description", "location", "time_of_day", "visual_notes")}
    scene = Scene(
        id=_new_id(work, film, command.id),
        order=0,
        title=command.title or _title(command, len(rows) + 1),
        characters=people(film, command.characters),
        key_actions=tuple(command.key_actions),
        **fields,
    )
    index = index_for(rows, command.position, command.before, command.after, "scene")
    work.film = making.add_scene(work, film, scene, index, films.frames(film, duration))
    return scene_view(work.film, work.film.scenes[scene.id])


@operation("scene.update", needs=Role.EDITOR)
def update_scene(work: Work, command: UpdateScene) -> ScenesEdited:
    before = work.film
    chosen = all_named(films.scenes(before), command.scene, "scene")
    film = before
    for scene in chosen:
        film = _updated(film, scene, command)
    work.film = film
    edits = [_edit(before, film, scene.id) for scene in chosen]
    return ScenesEdited(scenes=edits, duration=films.duration(film))


@operation("scene.move", needs=Role.EDITOR)
def move_scene(work: Work, command: MoveScene) -> SceneList:
    if command.position is None and command.before is None and command.after is None:
        raise Invalid("Where should it go? Give a position, or a scene to put it before or after.", why="where_to", field="position")
    rows = films.scenes(work.film)
    scene = films.scene_named(work.film, command.scene)
    before, after = (None if ref is None else films.scene_named(work.film, ref).id for ref in (command.before, command.after))
    if scene.id in (before, after):
        raise Invalid("A scene cannot be put before or after itself.", why="beside_itself", field="before" if before else "after")
    others = [row for row in rows if row.id != scene.id]
    index = index_for(others, command.position, before, after, "scene")
    if rows.index(scene) != index:
        work.film = films.put(work.film, *move(rows, scene, index))
    return _listed(work.film, films.scenes(work.film))


@operation("scene.swap", needs=Role.EDITOR)
def swap_scenes(work: Work, command: SwapScenes) -> SceneList:
    one, other = (films.scene_named(work.film, ref) for ref in (command.scene, command.other))
    if one.id == other.id:
        raise Invalid("Those are the same scene.", why="same_scene", field="other")
    work.film = films.put(work.film, replace(one, order=other.order), replace(other, order=one.order))
    return _listed(work.film, films.scenes(work.film))


def what_goes(work: Work, command: RemoveScene) -> dict[str, Any]:
    """The numbers for the question before scenes are removed."""
    chosen = all_named(films.scenes(work.film), command.scene, "scene")
    views = [scene_view(work.film, scene) for scene in chosen]
    return {
        "scenes": [{"number": view.number, "title": view.title} for view in views],
        "shots": sum(view.shot_count for view in views),
        "seconds": round(sum(view.duration for view in views), 6),
    }


@operation("scene.remove", needs=Role.EDITOR, asks=what_goes)
def remove_scene(work: Work, command: RemoveScene) -> ScenesRemoved:
    chosen = all_named(films.scenes(work.film), command.scene, "scene")
    removed = [scene_view(work.film, scene) for scene in chosen]
    work.film = films.drop_scenes(work.film, [scene.id for scene in chosen])
    gone = {scene.id for scene in chosen}
    bereft = [number for number, scene in enumerate(films.scenes(work.film), start=1) if (scene.why or {}).get("because_scene") in gone]
    return ScenesRemoved(removed=removed, left=len(work.film.scenes), duration=films.duration(work.film), bereft=bereft)


@operation("scene.list", needs=Role.VIEWER)
def list_scenes(work: Work, command: ListScenes) -> SceneList:
    rows = films.scenes(work.film)
    if command.scene is not None:
        rows = all_named(rows, command.scene, "scene")
    if command.character is not None:
        person = films.character_named(work.film, command.character)
        rows = [scene for scene in rows if person.id in scene.characters]
    if command.time_of_day is not None:
        rows = [scene for scene in rows if scene.time_of_day.casefold() == command.time_of_day.casefold()]
    return _listed(work.film, rows)


@operation("scene.show", needs=Role.VIEWER)
def show_scene(work: Work, command: ShowScene) -> SceneView:
    return scene_view(work.film, films.scene_named(work.film, command.scene))


@operation("scene.explain", needs=Role.VIEWER)
def explain_scene(work: Work, command: ExplainScene) -> Explanation:
    scene = films.scene_named(work.film, command.scene)
    view = scene_view(work.film, scene)
    if not scene.why:
        return Explanation(scene=view, why=None, cause=None, cause_title=None)
    because = work.film.scenes.get(str(scene.why.get("because_scene")))
    why = convert({**scene.why, "because": None, "plan": None}, Why)
    cause = films.number(films.scenes(work.film), because.id) if because else None
    return Explanation(scene=view, why=why, cause=cause, cause_title=because.title if because else None)


def people(film: Film, refs: list[str]) -> tuple[str, ...]:
    """Character ids for ids or names. Raises Invalid, naming who is not in the cast."""
    try:
        return tuple(dict.fromkeys(films.character_named(film, ref).id for ref in refs))
    except NotFound as error:
        cast = films.cast(film)
        who = ", ".join(person.id for person in cast) or "nobody yet"
        raise Invalid(
            f"{error.message} The cast is {who}.",
            field="characters",
            remedy="Add the character first.",
            why="not_in_the_cast",
            values={"ref": error.data["ref"], "cast": [person.name for person in cast]},
        ) from error


def _new_id(work: Work, film: Film, wanted: str | None) -> str:
    if wanted is None:
        return work.mint("scene_", film.scenes)
    if wanted in film.scenes:
        raise Invalid(
            f"There is a scene {wanted} already.",
            field="id",
            remedy="Leave the id out, or use another.",
            why="id_taken",
            values={"id": wanted},
        )
    work.reserve(wanted)
    return wanted


def _title(command: AddScene, number: int) -> str:
    words = (command.location or command.description).strip(" .").split()
    return " ".join(words[:6]).capitalize() if words else f"Scene {number}"


def _updated(film: Film, scene: Scene, command: UpdateScene) -> Film:
    names = ("title", "description", "location", "time_of_day", "visual_notes", "characters", "key_actions", "duration")
    values = given(command, names, EMPTY)
    wanted = values.pop("duration", None)
    for name in ("characters", "key_actions"):
        if name in values:
            values[name] = people(film, values[name]) if name == "characters" else tuple(values[name])
    present = values.get("characters", scene.characters)
    if command.add_character is not None:
        present = tuple(dict.fromkeys((*present, *people(film, [command.add_character]))))
    if command.remove_character is not None:
        present = tuple(person for person in present if person not in people(film, [str(command.remove_character)]))
    film = films.put(film, replace(scene, **{**values, "characters": present}))
    if wanted is None:
        return film
    now = films.seconds(film, films.frames_of(film, scene.id))
    return timing.retime_scene(film, scene.id, films.frames(film, new_duration(now, wanted)))


def _edit(before: Film, after: Film, scene_id: str) -> SceneEdit:
    view = scene_view(after, after.scenes[scene_id])
    return SceneEdit(scene=view, changed=differences(scene_view(before, before.scenes[scene_id]), view))


def _listed(film: Film, rows: list[Scene]) -> SceneList:
    views = [scene_view(film, scene) for scene in rows]
    return SceneList(scenes=views, duration=round(sum(view.duration for view in views), 6))
