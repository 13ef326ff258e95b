"""Shots: add, change, move, remove, list. They are the only things with a length; scenes and the film follow."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

from assistant import film as films
from assistant.access import Role
from assistant.errors import Invalid
from assistant.operation import operation
from assistant.operations.fields import (
    AboutProject,
    Duration,
    OnProject,
    Place,
    Prose,
    SceneRef,
    all_named,
    given,
    index_for,
    many,
    new_duration,
)
from assistant.order import insert, move
from assistant.story.sizes import ShotSize
from assistant.views import Difference, SceneView, ShotView, differences, scene_view, shot_views
from assistant.work import Work
from memory.film import Film, Movement, Scene, Shot

ShotRef = Annotated[str, Meta(max_length=128)] | int
ShotRefs = ShotRef | Annotated[list[ShotRef], Meta(min_length=1, max_length=500)]
"""One shot or several; "all" are all of the scene."""
ALL = "all"
DEFAULT_SECONDS = 3.0
EMPTY: dict[str, Any] = {"description": "", "visual_style": ""}


class ShotAdded(Struct, frozen=True, kw_only=True):
    """The new shot, and the scene it is in."""

    scene: SceneView
    shot: ShotView


class ShotEdit(Struct, frozen=True, kw_only=True):
    """A shot as it now is, and what differs from before."""

    shot: ShotView
    changed: list[Difference]


class ShotsEdited(Struct, frozen=True, kw_only=True):
    """The shots of one scene that were to be changed."""

    scene: SceneView
    shots: list[ShotEdit]


class ShotsRemoved(Struct, frozen=True, kw_only=True):
    """The shots as they were, and their scene as it now is."""

    scene: SceneView
    removed: list[ShotView]


class ShotList(Struct, frozen=True, kw_only=True):
    scene: SceneView
    shots: list[ShotView]


class AddShot(OnProject[ShotAdded], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Add a shot to a scene, which gets longer by it."""

    scene: SceneRef
    type: ShotSize = "medium"
    camera_movement: Movement = "static"
    duration: Duration | None = None
    description: Prose = ""
    visual_style: Prose | None = None
    position: Place | None = None
    after: ShotRef | None = None


class UpdateShot(OnProject[ShotsEdited], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Change one shot of a scene or several; a new duration makes the scene longer or shorter. What is left out stays."""

    scene: SceneRef
    shot: ShotRefs
    type: ShotSize | UnsetType = UNSET
    camera_movement: Movement | UnsetType = UNSET
    duration: Duration | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    visual_style: Prose | None | UnsetType = UNSET


class MoveShot(OnProject[ShotList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Move a shot to another place in its scene."""

    scene: SceneRef
    shot: ShotRef
    position: Place


class RemoveShot(OnProject[ShotsRemoved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Remove shots; their scene gets shorter by them."""

    scene: SceneRef
    shot: ShotRefs
    confirmed: bool = False


class ListShots(AboutProject[ShotList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List a scene's shots."""

    scene: SceneRef


@operation("shot.add", needs=Role.EDITOR)
def add_shot(work: Work, command: AddShot) -> ShotAdded:
    film = work.film
    scene = films.scene_named(film, command.scene)
    rows = films.shots_of(film, scene.id)
    index = index_for(rows, command.position, None, command.after, "shot")
    neighbour = rows[min(index, len(rows)) - 1] if rows else None
    if neighbour is None:
        raise Invalid(f"{scene.id} has no sequence to put a shot into.", why="no_room_for_a_shot", field="scene")
    duration = DEFAULT_SECONDS if command.duration is None else new_duration(DEFAULT_SECONDS, command.duration)
    shot = Shot(
        id=work.mint(f"{scene.id}_shot_", film.shots),
        order=0,
        sequence_id=neighbour.sequence_id,
        type=command.type,
        camera_movement=command.camera_movement,
        frames=_frames(film, duration),
        description=command.description or scene.description,
        visual_style=film.header.style if command.visual_style is None else command.visual_style,
    )
    siblings = [row for row in rows if row.sequence_id == neighbour.sequence_id]
    place = 0 if index == 0 else siblings.index(neighbour) + 1
    work.film = films.put(film, *insert(siblings, shot, place))
    return ShotAdded(scene=scene_view(work.film, scene), shot=_view(work.film, scene, shot.id))


@operation("shot.update", needs=Role.EDITOR)
def update_shot(work: Work, command: UpdateShot) -> ShotsEdited:
    before = work.film
    scene = films.scene_named(before, command.scene)
    chosen = shots_named(before, scene, command.shot)
    work.film = films.put(before, *(_updated(before, shot, command) for shot in chosen))
    return ShotsEdited(scene=scene_view(work.film, scene), shots=[_edit(before, work.film, scene, shot.id) for shot in chosen])


@operation("shot.move", needs=Role.EDITOR)
def move_shot(work: Work, command: MoveShot) -> ShotList:
    scene = films.scene_named(work.film, command.scene)
    shot = films.shot_named(work.film, scene, command.shot)
    rows = films.shots_of(work.film, scene.id)
    others = [row for row in rows if row.id != shot.id]
    index = index_for(others, command.position, None, None, "shot")
    if rows.index(shot) != index:
        target = others[max(0, index - 1)].sequence_id
        siblings = [row for row in others if row.sequence_id == target]
        place = sum(row.sequence_id == target for row in others[:index])
        work.film = films.put(work.film, *move([*siblings, shot], replace(shot, sequence_id=target), place))
    return list_of(work.film, scene)


def what_goes(work: Work, command: RemoveShot) -> dict[str, Any]:
    """The numbers for the question before shots are removed."""
    scene = films.scene_named(work.film, command.scene)
    gone = [_view(work.film, scene, shot.id) for shot in _removable(work.film, scene, command.shot)]
    view = scene_view(work.film, scene)
    return {
        "scene": view.title,
        "scene_number": view.number,
        "shots": [shot.number for shot in gone],
        "seconds": round(sum(shot.duration for shot in gone), 6),
    }


@operation("shot.remove", needs=Role.EDITOR, asks=what_goes)
def remove_shot(work: Work, command: RemoveShot) -> ShotsRemoved:
    film = work.film
    scene = films.scene_named(film, command.scene)
    gone = _removable(film, scene, command.shot)
    removed = [_view(film, scene, shot.id) for shot in gone]
    film = films.drop(film, "shots", [shot.id for shot in gone])
    held = {shot.sequence_id for shot in film.shots.values()}
    work.film = films.drop(film, "sequences", {shot.sequence_id for shot in gone} - held)
    return ShotsRemoved(scene=scene_view(work.film, scene), removed=removed)


@operation("shot.list", needs=Role.VIEWER)
def list_shots(work: Work, command: ListShots) -> ShotList:
    return list_of(work.film, films.scene_named(work.film, command.scene))


def list_of(film: Film, scene: Scene) -> ShotList:
    return ShotList(scene=scene_view(film, scene), shots=shot_views(film, scene))


def shots_named(film: Film, scene: Scene, refs: Any) -> list[Shot]:
    """The shots that are meant, in the order they are seen. Raises NotFound for one that is not there."""
    rows = films.shots_of(film, scene.id)
    return rows if ALL in many(refs) else all_named(rows, refs, "shot")


def _removable(film: Film, scene: Scene, refs: Any) -> list[Shot]:
    """The same. Raises Invalid where no shot would be left of the scene."""
    gone, rows = shots_named(film, scene, refs), films.shots_of(film, scene.id)
    if len(gone) < len(rows):
        return gone
    remedy = "Remove the scene, or add another shot first."
    if len(rows) == 1:
        raise Invalid("That is the scene's only shot.", field="shot", remedy=remedy, why="only_shot")
    raise Invalid(f"Those are all {len(rows)} shots of the scene.", field="shot", remedy=remedy, why="all_its_shots", count=len(rows))


def _updated(film: Film, shot: Shot, command: UpdateShot) -> Shot:
    values = given(command, ("type", "camera_movement", "duration", "description", "visual_style"), EMPTY)
    if "duration" in values:
        values["frames"] = _frames(film, new_duration(films.seconds(film, shot.frames), values.pop("duration")))
    return replace(shot, **values)


def _edit(before: Film, after: Film, scene: Scene, shot_id: str) -> ShotEdit:
    view = _view(after, scene, shot_id)
    return ShotEdit(shot=view, changed=differences(_view(before, scene, shot_id), view))


def _view(film: Film, scene: Scene, shot_id: str) -> ShotView:
    return next(view for view in shot_views(film, scene) if view.id == shot_id)


def _frames(film: Film, duration: float) -> int:
    return max(1, films.frames(film, duration))
