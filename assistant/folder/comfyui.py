"""comfyui_config.json (`contracts/facts.md` 1.3): prompts and parameters for rendering each shot.

The original looked characters up by id where scenes held names, so its `character_references` were always empty; here they are not.
"""

from typing import Any

from assistant import film as films
from memory.film import Film, Scene, Shot

NEGATIVE = "blurry, low quality, distorted anatomy, extra limbs, watermark, text"
PARAMETERS: dict[str, Any] = {
    "resolution": [1024, 576],
    "quality": "high",
    "style_strength": 0.8,
    "seed": None,
    "steps": 40,
    "cfg_scale": 7.5,
    "sampler": "euler_a",
}


def comfyui_config(film: Film, name: str) -> dict[str, Any]:
    shots = [(scene, shot) for scene in films.scenes(film) for shot in films.shots_of(film, scene.id)]
    people = {person.id: f"{person.name}, {person.appearance}".rstrip(", ") for person in films.cast(film)}
    return {
        "project_name": name,
        "master_style_prompt": film.header.style,
        "character_prompts": people,
        "shot_prompts": {shot.id: _prompt(film, scene, shot) for scene, shot in shots},
        "generation_parameters": PARAMETERS,
        "layer_configs": {shot.id: _layers(film, scene, shot) for scene, shot in shots},
        "ready_for_generation": bool(shots),
        "validation_errors": [] if shots else ["The project has no shots yet."],
    }


def _prompt(film: Film, scene: Scene, shot: Shot) -> dict[str, Any]:
    parts = (f"{shot.type} shot", shot.description, scene.location, scene.time_of_day, shot.visual_style or film.header.style)
    return {
        "shot_id": shot.id,
        "positive_prompt": ", ".join(part.strip(" .") for part in parts if part.strip()),
        "negative_prompt": NEGATIVE,
        "character_references": list(scene.characters),
        "style_tags": [tag.strip() for tag in film.header.style.replace(" and ", ",").split(",") if tag.strip()],
        "parameters": PARAMETERS,
    }


def _layers(film: Film, scene: Scene, shot: Shot) -> list[dict[str, Any]]:
    people = [film.characters[person] for person in scene.characters]
    layers = [("background", f"{scene.location}, {scene.time_of_day}")]
    layers += [("character", f"{person.name}, {person.appearance}".rstrip(", ")) for person in people]
    return [{"layer_type": kind, "prompt": prompt, "mask": None, "blend_mode": "normal", "opacity": 1.0} for kind, prompt in layers]
