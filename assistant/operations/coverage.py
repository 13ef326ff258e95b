"""Coverage: do the shots cut together, and covering a scene anew."""

from typing import Literal

from msgspec import Struct

from assistant import film as films
from assistant.access import Role
from assistant.operation import operation
from assistant.operations import making
from assistant.operations.covering import coverage_for
from assistant.operations.fields import AboutProject, OnProject, SceneRef
from assistant.story.model import PlannedShot
from assistant.story.shots import Covered, ShotNote, Take, lint
from assistant.story.shots.movements import published_movement
from assistant.story.shots.reading import camera_of
from assistant.story.sizes import published
from assistant.views import SceneView, ShotView, scene_view, shot_views
from assistant.work import Work
from memory.film import Film, Scene, Shot

TAKES = 6
"""Ways of covering a scene that are tried until one differs from what is there."""
SECONDS = 5
"""The length of a scene that had no shots at all."""


class ShotsChecked(Struct, frozen=True, kw_only=True):
    """What does not cut together, in the order of the film. `scene` is the one that was asked about, None for the whole film;
    `shots` is how many were looked at, `scenes` in how many scenes."""

    scene: SceneView | None
    scenes: int
    shots: int
    notes: list[ShotNote]


class SceneCovered(Struct, frozen=True, kw_only=True):
    """A scene with its shots as they now are; `was` is how many there were, `changed` False when there is no other way to cover it."""

    scene: SceneView
    shots: list[ShotView]
    was: int
    changed: bool


class CheckShots(AboutProject[ShotsChecked], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Find shots that will not cut together: jump cuts, crossed lines, restless cameras, places and faces nobody sees."""

    scene: SceneRef | None = None
    language: Literal["en", "fr", "es"] = "en"


class CoverScene(OnProject[SceneCovered], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Plan the shots of a scene anew; the scene keeps its length to the frame."""

    scene: SceneRef


@operation("shot.check", needs=Role.VIEWER)
def check_shots(work: Work, command: CheckShots) -> ShotsChecked:
    film = work.film
    asked = None if command.scene is None else films.scene_named(film, command.scene)
    rows = [scene for scene in films.scenes(film) if asked is None or scene.id == asked.id]
    notes = lint(covered_film(film), film.header.language, film.header.fps, said_in=command.language)
    return ShotsChecked(
        scene=scene_view(film, asked) if asked else None,
        scenes=len(rows),
        shots=sum(len(films.shots_of(film, scene.id)) for scene in rows),
        notes=[note for note in notes if asked is None or note.scene.id == asked.id],
    )


@operation("shot.cover", needs=Role.EDITOR)
def cover_scene(work: Work, command: CoverScene) -> SceneCovered:
    film = work.film
    rows = films.scenes(film)
    scene = films.scene_named(film, command.scene)
    old = films.shots_of(film, scene.id)
    frames = sum(shot.frames for shot in old) or SECONDS * film.header.fps
    takes = (coverage_for(film, scene, rows.index(scene), len(rows), frames, take) for take in range(TAKES))
    planned = next((one for one in takes if not _same(one, old)), None)
    if planned is not None:
        work.film = _replaced(work, film, scene, old, planned)
    return SceneCovered(scene=scene_view(work.film, scene), shots=shot_views(work.film, scene), was=len(old), changed=planned is not None)


def covered_film(film: Film) -> list[Covered]:
    """The scenes of a project as the linter reads them."""
    names = {person.id: person.name for person in film.characters.values()}
    return [
        Covered(
            id=scene.id,
            number=number,
            title=scene.title,
            location=scene.location,
            people={person: names[person] for person in scene.characters if person in names},
            shots=tuple(_take(shot, at) for at, shot in enumerate(films.shots_of(film, scene.id), start=1)),
        )
        for number, scene in enumerate(films.scenes(film), start=1)
    ]


def _take(shot: Shot, number: int) -> Take:
    return Take(
        id=shot.id,
        number=number,
        type=published(shot.type),
        movement=published_movement(shot.camera_movement),
        frames=shot.frames,
        description=shot.description,
        camera=camera_of(shot.camera),
    )


def _same(planned: tuple[PlannedShot, ...], old: list[Shot]) -> bool:
    """Whether a plan is what is there already."""
    told = [(shot.type, shot.camera_movement, shot.frames, shot.description) for shot in planned]
    return told == [(shot.type, shot.camera_movement, shot.frames, shot.description) for shot in old]


def _replaced(work: Work, film: Film, scene: Scene, old: list[Shot], planned: tuple[PlannedShot, ...]) -> Film:
    """The scene's shots in its first sequence, the others and all that was in them gone."""
    sequences = films.sequences_of(film, scene.id)
    if not sequences:
        sequence, shots = making.sequence_with(work, film, scene, planned)
        return films.put(film, sequence, *shots)
    shots = making.shots_with(work, film, scene.id, sequences[0].id, planned)
    film = films.drop(film, "sequences", [row.id for row in sequences[1:]])
    return films.put(films.drop(film, "shots", [shot.id for shot in old]), *shots)
