"""Shots: add, change, move, remove, list. They are the only things with a length; scenes and the film follow."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

from assistant import film as films
from assistant.access import Role
from assistant.errors import Invalid
from assistant.operation import operation
from assistant.operations.fields import AboutProject, Duration, OnProject, Place, Prose, SceneRef, given, index_for, new_duration
from assistant.order import insert, move
from assistant.story.model import CameraMovement
from assistant.story.sizes import ShotSize
from assistant.views import Difference, SceneView, ShotView, differences, scene_view, shot_views
from assistant.work import Work
from memory.film import Film, Scene, Shot

ShotRef = Annotated[str, Meta(max_length=128)] | int
DEFAULT_SECONDS = 3.0
EMPTY: dict[str, Any] = {"description": "", "visual_style": ""}


class ShotEdit(Struct, frozen=True, kw_only=True):
    """A shot as it now is, and the scene it is in."""

    scene: SceneView
    shot: ShotView
    changed: list[Difference] = []


class ShotsRemoved(Struct, frozen=True, kw_only=True):
    scene: SceneView
    removed: ShotView


class ShotList(Struct, frozen=True, kw_only=True):
    scene: SceneView
    shots: list[ShotView]


class AddShot(OnProject[ShotEdit], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Add a shot to a scene, which gets longer by it."""

    scene: SceneRef
    type: ShotSize = "medium"
    camera_movement: CameraMovement = "static"
    duration: Duration | None = None
    description: Prose = ""
    visual_style: Prose | None = None
    position: Place | None = None
    after: ShotRef | None = None


class UpdateShot(OnProject[ShotEdit], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Change a shot; a new duration makes its scene longer or shorter. What is left out stays."""

    scene: SceneRef
    shot: ShotRef
    type: ShotSize | UnsetType = UNSET
    camera_movement: CameraMovement | UnsetType = UNSET
    duration: Duration | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    visual_style: Prose | None | UnsetType = UNSET


class MoveShot(OnProject[ShotList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Move a shot to another place in its scene."""

    scene: SceneRef
    shot: ShotRef
    position: Place


class RemoveShot(OnProject[ShotsRemoved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Remove a shot; its scene gets shorter by it."""

    scene: SceneRef
    shot: ShotRef
    confirmed: bool = False


class ListShots(AboutProject[ShotList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List a scene's shots."""

    scene: SceneRef


@operation("shot.add", needs=Role.EDITOR)
def add_shot(work: Work, command: AddShot) -> ShotEdit:
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
    return _edit(work.film, scene, shot.id)


@operation("shot.update", needs=Role.EDITOR)
def update_shot(work: Work, command: UpdateShot) -> ShotEdit:
    film = work.film
    scene = films.scene_named(film, command.scene)
    shot = films.shot_named(film, scene, command.shot)
    values = given(command, ("type", "camera_movement", "duration", "description", "visual_style"), EMPTY)
    if "duration" in values:
        wanted = new_duration(films.seconds(film, shot.frames), values.pop("duration"))
        values["frames"] = _frames(film, wanted)
    was = _edit(film, scene, shot.id).shot
    work.film = films.put(film, replace(shot, **values))
    now = _edit(work.film, scene, shot.id)
    return replace(now, changed=differences(was, now.shot))


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
    """The numbers for the question before a shot is removed."""
    scene = films.scene_named(work.film, command.scene)
    shot = films.shot_named(work.film, scene, command.shot)
    edit = _edit(work.film, scene, shot.id)
    return {"scene": edit.scene.title, "scene_number": edit.scene.number, "shot": edit.shot.number, "seconds": edit.shot.duration}


@operation("shot.remove", needs=Role.EDITOR, asks=what_goes)
def remove_shot(work: Work, command: RemoveShot) -> ShotsRemoved:
    film = work.film
    scene = films.scene_named(film, command.scene)
    shot = films.shot_named(film, scene, command.shot)
    if len(films.shots_of(film, scene.id)) == 1:
        raise Invalid(
            "That is the scene's only shot.", field="shot", remedy="Remove the scene, or add another shot first.", why="only_shot"
        )
    removed = _edit(film, scene, shot.id).shot
    film = films.drop(film, "shots", [shot.id])
    if not any(row.sequence_id == shot.sequence_id for row in film.shots.values()):
        film = films.drop(film, "sequences", [shot.sequence_id])
    work.film = film
    return ShotsRemoved(scene=scene_view(film, scene), removed=removed)


@operation("shot.list", needs=Role.VIEWER)
def list_shots(work: Work, command: ListShots) -> ShotList:
    return list_of(work.film, films.scene_named(work.film, command.scene))


def list_of(film: Film, scene: Scene) -> ShotList:
    return ShotList(scene=scene_view(film, scene), shots=shot_views(film, scene))


def _edit(film: Film, scene: Scene, shot_id: str) -> ShotEdit:
    shot = next(view for view in shot_views(film, scene) if view.id == shot_id)
    return ShotEdit(scene=scene_view(film, scene), shot=shot)


def _frames(film: Film, duration: float) -> int:
    return max(1, films.frames(film, duration))
