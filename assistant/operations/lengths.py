"""A scene's length within a film that keeps its own."""

from msgspec import Struct

from assistant import film as films
from assistant.access import Role
from assistant.operation import operation
from assistant.operations import timing
from assistant.operations.fields import Duration, OnProject, SceneRef, new_duration
from assistant.views import SceneView, scene_view
from assistant.work import Work


class ScenesRebalanced(Struct, frozen=True, kw_only=True):
    """The scene with its new length, `was` the old one in seconds; `others` are the scenes that gave or took; `duration` is the
    film's, as before."""

    scene: SceneView
    was: float
    others: list[SceneView]
    duration: float


class RebalanceScene(OnProject[ScenesRebalanced], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Give a scene another length without changing the film's: its neighbours give or take."""

    scene: SceneRef
    duration: Duration


@operation("scene.rebalance", needs=Role.EDITOR)
def rebalance_scene(work: Work, command: RebalanceScene) -> ScenesRebalanced:
    film = work.film
    scene = films.scene_named(film, command.scene)
    was = films.seconds(film, films.frames_of(film, scene.id))
    total = films.frames(film, new_duration(was, command.duration))
    work.film = timing.redistribute(film, scene.id, total)
    others = [
        row for row in films.scenes(work.film) if row.id != scene.id and films.frames_of(work.film, row.id) != films.frames_of(film, row.id)
    ]
    return ScenesRebalanced(
        scene=scene_view(work.film, scene),
        was=was,
        others=[scene_view(work.film, row) for row in others],
        duration=films.duration(work.film),
    )
