"""Films of both kinds as scripts: what the engine wrote, and what a project holds."""

from typing import Any

import msgspec

from assistant import film as films
from assistant.story.lexicon import LANGUAGES, speaking
from assistant.story.model import PlannedScene, PlannedShot, Story
from assistant.story.reading.directions import directions
from assistant.story.shots.movements import published_movement
from assistant.story.sizes import published
from memory import film as rows
from memory.film import Film

from .script import Line, Person, Scene, Script, Shot


def script_of_story(story: Story, prompt: str = "", asked: float | None = None) -> Script:
    """A story before anything of it is stored: scene and character ids are those it will probably get, indexes turned into ids."""
    ids = [f"scene_{number}" for number in range(1, len(story.scenes) + 1)]
    return Script(
        title=story.title,
        prompt=prompt,
        language=story.language,
        fps=story.fps,
        period=story.premise.period.value,
        avoid=tuple(one.value for one in story.premise.avoid),
        asked=asked,
        cast=tuple(Person(id=member.key, name=member.name, role=member.role) for member in story.cast),
        scenes=tuple(_planned(number, scene, ids) for number, scene in enumerate(story.scenes, start=1)),
    )


def script_of_film(film: Film) -> Script:
    """A project as it stands."""
    header = film.header
    premise = header.premise or {}
    return Script(
        title=header.title,
        prompt=header.prompt,
        language=header.language,
        fps=header.fps,
        period=_value(premise.get("period")),
        avoid=tuple(filter(None, (_value(one) for one in premise.get("avoid") or ()))),
        asked=_asked(header),
        cast=tuple(Person(id=one.id, name=one.name, role=one.role) for one in films.cast(film)),
        scenes=tuple(_stored(film, number, scene) for number, scene in enumerate(films.scenes(film), start=1)),
    )


def _planned(number: int, scene: PlannedScene, ids: list[str]) -> Scene:
    why = msgspec.to_builtins(scene.why)
    why["because_scene"] = None if scene.why.because is None else ids[scene.why.because]
    for need in (why.get("plan") or {}).get("needs", ()):
        need["scene"] = None if need["scene"] is None else ids[need["scene"]]
    subjects = [shot.camera.subjects if shot.camera else () for shot in scene.shots]
    return _scene(
        scene,
        id=ids[number - 1],
        number=number,
        people=scene.cast,
        shots=tuple(_shot(f"shot_{at}", shot, seen) for at, (shot, seen) in enumerate(zip(scene.shots, subjects, strict=True), start=1)),
        dialogue=tuple(Line(one.who, one.line) for one in scene.dialogue),
        why=why,
    )


def _stored(film: Film, number: int, scene: rows.Scene) -> Scene:
    return _scene(
        scene,
        id=scene.id,
        number=number,
        people=scene.characters,
        shots=tuple(_shot(shot.id, shot, tuple((shot.camera or {}).get("subjects") or ())) for shot in films.shots_of(film, scene.id)),
        dialogue=tuple(Line(one.get("who", ""), one.get("line", "")) for one in scene.dialogue or ()),
        why=scene.why,
    )


def _scene(scene: PlannedScene | rows.Scene, **other: Any) -> Scene:
    """With what both kinds of scene call alike."""
    same = {name: getattr(scene, name) for name in ("title", "description", "location", "time_of_day", "key_actions")}
    return Scene(visual_notes=scene.visual_notes or "", **same, **other)


def _shot(key: str, shot: PlannedShot | rows.Shot, subjects: tuple[str, ...]) -> Shot:
    size, movement = published(shot.type), published_movement(shot.camera_movement)
    return Shot(id=key, type=size, movement=movement, frames=shot.frames, description=shot.description, subjects=subjects)


def _value(found: Any) -> str:
    """The value of one of the premise's findings, which are plain data here."""
    value = found.get("value") if isinstance(found, dict) else found
    return value if isinstance(value, str) else ""


def _asked(header: rows.Header) -> float | None:
    """The length that the prompt asks for in words, in seconds."""
    if not header.prompt or header.language not in LANGUAGES:
        return None
    with speaking(header.language):
        return directions(header.prompt).duration
