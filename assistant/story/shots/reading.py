"""Shots as the linter reads them: those that know how they were framed, and those of which only words, size and movement are known."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from ..model import Camera, Story
from .free import shown
from .words import hints


class Take(Struct, frozen=True, kw_only=True):
    """One shot. `type` and `movement` are as stored, known or not; `frames` its length; `camera` how it stands to the action, None where
    nobody noted it."""

    id: str
    number: int
    type: str
    movement: str
    frames: int
    description: str = ""
    camera: Camera | None = None


class Covered(Struct, frozen=True, kw_only=True):
    """A scene and its shots. `people` are names by key; `title`, `location` as people read them."""

    id: str
    number: int
    title: str
    location: str = ""
    people: Mapping[str, str] = {}
    shots: tuple[Take, ...] = ()


def covered(story: Story) -> tuple[Covered, ...]:
    """The scenes of a story that is not stored yet; ids are those it will probably get."""
    names = {member.key: member.name for member in story.cast}
    return tuple(
        Covered(
            id=f"scene_{number}",
            number=number,
            title=scene.title,
            location=scene.location,
            people={key: names[key] for key in scene.cast},
            shots=tuple(
                Take(
                    id=f"shot_{at}",
                    number=at,
                    type=shot.type,
                    movement=shot.camera_movement,
                    frames=shot.frames,
                    description=shot.description,
                    camera=shot.camera,
                )
                for at, shot in enumerate(scene.shots, start=1)
            ),
        )
        for number, scene in enumerate(story.scenes, start=1)
    )


def camera_of(stored: Mapping[str, Any] | None) -> Camera | None:
    """A camera from plain data (`memory.film.Shot.camera`); None for none, and for what is no camera."""
    try:
        return msgspec.convert(dict(stored), Camera) if stored else None
    except (msgspec.ValidationError, TypeError, ValueError):
        return None


class Seen(Struct, frozen=True):
    """A take with all that can be told of it: `camera` as noted, or as its words say. `asks` says that they give the camera a reason to
    move, `turns` that somebody turns in it, `noted` that its camera was noted."""

    take: Take
    camera: Camera
    asks: bool
    turns: bool
    noted: bool


def seen(scene: Covered) -> list[Seen]:
    """A scene's shots, read in the language spoken."""
    return [_seen(take, scene) for take in scene.shots]


def _seen(take: Take, scene: Covered) -> Seen:
    hint = hints(take.description)
    if take.camera is not None:
        return Seen(take, take.camera, bool(take.camera.reason) or hint.asks_for_a_move, hint.turning, True)
    keys = {name: key for key, name in scene.people.items()}
    camera = Camera(angle=hint.angle or "eye-level", direction=hint.heading or "", subjects=shown(take.description, keys))
    return Seen(take, camera, hint.asks_for_a_move, hint.turning, False)
