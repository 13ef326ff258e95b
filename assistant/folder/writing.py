"""A film as the files of a project folder, "Data Contract v1" (`contracts/facts.md` 1.1 to 1.3).

It writes what the original program reads, plus one key of our own, `storycore`, with what that has no place for (whole frames,
the plan).
"""

import json
from datetime import datetime
from typing import Any

import msgspec

from assistant import film as films
from assistant.folder.comfyui import comfyui_config
from assistant.story.shots.movements import published_movement
from assistant.story.sizes import published
from memory.film import Character, Film, Scene, Sequence, Shot

USUAL: dict[str, Any] = {
    "capabilities": {"grid_generation": True, "promotion_engine": True, "qa_engine": True, "autofix_engine": True},
    "generation_status": {"grid": "pending", "promotion": "pending"},
}
"""What the original writes for every new project."""


def to_files(film: Film, name: str, created_at: float, modified_at: float) -> dict[str, bytes]:
    """File name to content. The split files hold the same records as project.json, so none can be stale."""
    scenes = [_scene_out(film, number, scene) for number, scene in enumerate(films.scenes(film), start=1)]
    characters = [_character_out(person) for person in films.cast(film)]
    sequences = [_sequence_out(film, row) for scene in films.scenes(film) for row in films.sequences_of(film, scene.id)]
    record = {
        **USUAL,
        **(film.header.extra or {}),
        "schema_version": "1.0",
        "project_name": name,
        "created_at": _local(created_at),
        "modified_at": _local(modified_at),
        "scenes": scenes,
        "characters": characters,
        "sequences": sequences,
        "storycore": _own(film),
    }
    contents = {
        "project.json": record,
        "scenes.json": {"scenes": scenes},
        "characters.json": {"characters": characters},
        "sequences.json": {"sequences": sequences},
        "comfyui_config.json": comfyui_config(film, name),
    }
    return {file: _json(content) for file, content in contents.items()}


def _own(film: Film) -> dict[str, Any]:
    shots = [shot for scene in films.scenes(film) for shot in films.shots_of(film, scene.id)]
    header = {name: value for name, value in msgspec.to_builtins(film.header).items() if name != "extra"}
    return {
        "header": header,
        "frames": {shot.id: shot.frames for shot in shots},
        "sizes": {shot.id: shot.type for shot in shots if shot.type != published(shot.type)},
        "movements": {shot.id: move for shot in shots if (move := shot.camera_movement) != published_movement(move)},
        "why": {scene.id: scene.why for scene in films.scenes(film) if scene.why},
        "inner": {person.id: person.inner for person in films.cast(film) if person.inner},
        "ages": {person.id: person.age for person in films.cast(film) if person.age is not None},
        "dialogue": {scene.id: list(scene.dialogue) for scene in films.scenes(film) if scene.dialogue},
        "camera": {shot.id: shot.camera for shot in shots if shot.camera},
    }


def _scene_out(film: Film, number: int, scene: Scene) -> dict[str, Any]:
    return {
        "id": scene.id,
        "number": number,
        "title": scene.title,
        "description": scene.description,
        "location": scene.location,
        "time_of_day": scene.time_of_day,
        "duration": films.seconds(film, films.frames_of(film, scene.id)),
        "characters": list(scene.characters),
        "key_actions": list(scene.key_actions),
        "visual_notes": scene.visual_notes,
    }


def _character_out(person: Character) -> dict[str, Any]:
    names = ("id", "name", "role", "description", "appearance", "personality", "visual_reference")
    return {name: getattr(person, name) for name in names}


def _sequence_out(film: Film, row: Sequence) -> dict[str, Any]:
    shots = films.shots_in(film, row.id)
    return {
        "id": row.id,
        "scene_id": row.scene_id,
        "total_duration": films.seconds(film, sum(shot.frames for shot in shots)),
        "shots": [_shot_out(film, number, shot) for number, shot in enumerate(shots, start=1)],
    }


def _shot_out(film: Film, number: int, shot: Shot) -> dict[str, Any]:
    names = ("description", "visual_style")
    return {
        "id": shot.id,
        "number": number,
        "duration": films.seconds(film, shot.frames),
        "type": published(shot.type),
        "camera_movement": published_movement(shot.camera_movement),
        **{name: getattr(shot, name) for name in names},
    }


def _local(at: float) -> str:
    return datetime.fromtimestamp(at).isoformat(timespec="microseconds")


def _json(content: Any) -> bytes:
    # The original writes two spaces and plain ASCII; the escapes keep old readers on odd code pages happy.
    return json.dumps(content, indent=2).encode() + b"\n"
