"""New lengths for what exists: the shots share the change, every sum stays exact because only shots have a length."""

from msgspec.structs import replace

from assistant import film as films
from assistant.errors import Invalid
from assistant.story.shots.look import shortest
from assistant.story.timing import retime
from memory.film import Film, Shot


def retime_shots(film: Film, shots: list[Shot], total: int, what: str) -> Film:
    """`shots` stretched or squeezed to `total` frames, a frame each at least. Raises Invalid when they do not fit."""
    if total < len(shots):
        least = films.seconds(film, len(shots))
        raise Invalid(
            f"{what} has {len(shots)} shots and cannot be shorter than {least:g} seconds.",
            field="duration",
            remedy="Choose a longer duration, or remove shots first.",
            why="too_short_for_its_shots",
            values={"shots": len(shots), "least": least},
        )
    lengths = retime([shot.frames for shot in shots], total)
    fitted = [replace(shot, frames=length) for shot, length in zip(shots, lengths, strict=True)]
    return films.put(film, *fitted)


def retime_scene(film: Film, scene_id: str, total: int) -> Film:
    """A scene of `total` frames."""
    number = films.number(films.scenes(film), scene_id)
    return retime_shots(film, films.shots_of(film, scene_id), total, f"Scene {number}")


def retime_film(film: Film, total: int, kept: list[str]) -> Film:
    """A film of `total` frames in which the scenes in `kept` keep their length."""
    fixed = sum(films.frames_of(film, scene_id) for scene_id in kept)
    loose = [shot for scene in films.scenes(film) if scene.id not in kept for shot in films.shots_of(film, scene.id)]
    if not loose:
        raise Invalid("There is no scene left that could change its length.", why="nothing_to_stretch", field="keep")
    return retime_shots(film, loose, total - fixed, "The rest of the film" if kept else "The film")


def redistribute(film: Film, scene_id: str, total: int) -> Film:
    """A scene of `total` frames in a film that stays as long as it is: its neighbours give or take the difference, and where they
    cannot without turning their shots into flashes, all other scenes do. Raises Invalid when the film is too short for that."""
    rows = films.scenes(film)
    at = films.number(rows, scene_id) - 1
    near = [scene.id for scene in rows[max(0, at - 1) : at + 2] if scene.id != scene_id]
    change = films.frames_of(film, scene_id) - total
    film = retime_scene(film, scene_id, total)
    for pool in (near, [scene.id for scene in rows if scene.id != scene_id]):
        shots = [shot for one in pool for shot in films.shots_of(film, one)]
        left = sum(shot.frames for shot in shots) + change
        if shots and left >= shortest(film.header.fps) * len(shots):
            break
    if not shots:
        raise Invalid("There is no scene left that could change its length.", why="nothing_to_stretch", field="scene")
    return retime_shots(film, shots, left, "The rest of the film")
