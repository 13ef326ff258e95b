"""Sequences, and the length of the whole film."""

from msgspec import Struct

from assistant import film as films
from assistant.access import Role
from assistant.errors import Invalid, NotFound
from assistant.operation import operation
from assistant.operations import timing
from assistant.operations.fields import Duration, OnProject, SceneRef, SceneRefs, Short, all_named, new_duration
from assistant.views import SceneView, SequenceView, scene_view, sequence_view
from assistant.work import Work
from memory.film import Film, Sequence


class SequenceEdit(Struct, frozen=True, kw_only=True):
    sequence: SequenceView
    scene: SceneView
    was: float


class FilmRetimed(Struct, frozen=True, kw_only=True):
    """The scenes with their new lengths; `was` and `duration` are the film's, in seconds."""

    scenes: list[SceneView]
    kept: list[int]
    was: float
    duration: float


class RetimeSequence(OnProject[SequenceEdit], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Give a sequence a new length; its shots share it. Named by its id, or by its scene when that has just one."""

    sequence: Short | None = None
    scene: SceneRef | None = None
    duration: Duration


class RetimeFilm(OnProject[FilmRetimed], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Give the whole film a length; the scenes share it, except those kept as they are."""

    duration: Duration
    keep: SceneRefs | None = None


@operation("sequence.retime", needs=Role.EDITOR)
def retime_sequence(work: Work, command: RetimeSequence) -> SequenceEdit:
    film = work.film
    row = _sequence(film, command)
    was = sequence_view(film, row).total_duration
    total = films.frames(film, new_duration(was, command.duration))
    shots = films.shots_in(film, row.id)
    work.film = timing.retime_shots(film, shots, total, row.id)
    scene = scene_view(work.film, work.film.scenes[row.scene_id])
    return SequenceEdit(sequence=sequence_view(work.film, row), scene=scene, was=was)


@operation("project.retime", needs=Role.EDITOR)
def retime_film(work: Work, command: RetimeFilm) -> FilmRetimed:
    film = work.film
    kept = [] if command.keep is None else [scene.id for scene in all_named(films.scenes(film), command.keep, "scene")]
    was = films.duration(film)
    work.film = timing.retime_film(film, films.frames(film, new_duration(was, command.duration)), kept)
    scenes = [scene_view(work.film, scene) for scene in films.scenes(work.film)]
    now = films.duration(work.film)
    return FilmRetimed(scenes=scenes, kept=[view.number for view in scenes if view.id in kept], was=was, duration=now)


def _sequence(film: Film, command: RetimeSequence) -> Sequence:
    if command.sequence is not None:
        if command.sequence not in film.sequences:
            raise NotFound(f"There is no sequence {command.sequence}.", why="no_sequence", kind="sequence", ref=command.sequence)
        return film.sequences[command.sequence]
    if command.scene is None:
        raise Invalid("Which sequence? Name it, or its scene.", why="which_sequence", field="sequence")
    rows = films.sequences_of(film, films.scene_named(film, command.scene).id)
    if len(rows) != 1:
        ids = [row.id for row in rows]
        raise Invalid(
            f"That scene has {len(rows)} sequences: {', '.join(ids)}.",
            field="sequence",
            remedy="Name the one you mean.",
            why="several_sequences",
            values={"ids": ids},
        )
    return rows[0]
