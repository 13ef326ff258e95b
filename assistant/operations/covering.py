"""Shots planned for a scene as it stands in its film: who is there, what came before, what it does in the plan."""

from typing import Any, cast

from assistant import film as films
from assistant.story.model import PlannedShot, ShotType, Turn
from assistant.story.shots import Position, cover
from assistant.story.shots.movements import published_movement
from assistant.story.shots.reading import camera_of
from assistant.story.sizes import published
from memory.film import Film, Scene, Shot


def coverage_for(film: Film, scene: Scene, index: int, count: int, frames: int, take: int = 0) -> tuple[PlannedShot, ...]:
    """Shots of `frames` in all (one at least) for `scene`, which is or will be at `index` (from 0) among `count` scenes."""
    before = _before(film, scene, index)
    plan = _plan(scene)
    people = tuple(person for person in scene.characters if person in film.characters)
    return cover(
        description=scene.description or scene.title,
        key_actions=scene.key_actions,
        names=tuple(film.characters[person].name for person in people),
        people=people,
        location=scene.location or scene.title,
        time_of_day=scene.time_of_day,
        frames=max(1, frames),
        position=_position(index, count),
        language=film.header.language,
        fresh_place=before is None or not _same_place(before, scene),
        function=str(plan.get("function") or ""),
        turn=cast(Turn | None, plan.get("turn")),
        before=[_planned(shot) for shot in films.shots_of(film, before.id)] if before else (),
        fps=film.header.fps,
        take=take,
    )


def _position(index: int, count: int) -> Position:
    return "opening" if index == 0 else "closing" if index == count - 1 else "middle"


def _before(film: Film, scene: Scene, index: int) -> Scene | None:
    others = [row for row in films.scenes(film) if row.id != scene.id]
    return others[index - 1] if 0 < index <= len(others) else None


def _same_place(one: Scene, other: Scene) -> bool:
    return one.location.strip().casefold() == other.location.strip().casefold()


def _plan(scene: Scene) -> dict[str, Any]:
    plan = (scene.why or {}).get("plan")
    return plan if isinstance(plan, dict) else {}


def _planned(shot: Shot) -> PlannedShot:
    """A stored shot as the engine knows shots; what it does not know of size and movement it does not ask for."""
    return PlannedShot(
        type=cast(ShotType, published(shot.type)),
        camera_movement=published_movement(shot.camera_movement),
        frames=shot.frames,
        description=shot.description,
        camera=camera_of(shot.camera),
    )
