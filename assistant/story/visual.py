"""Visual notes: the style asked for, applied to the light of the hour, the room and the beat."""

from random import Random

from msgspec.structs import replace

from . import english
from .lexicon import genres, looks
from .matter import Matter
from .model import PlannedScene, Story

_LIGHT = {
    "dawn": ("grey light before the sun", "the first thin blue"), "morning": ("low clear morning light", "long shadows to the west"),
    "noon": ("hard light from straight above", "short shadows and white edges"), "afternoon": ("light going yellow at the edges", "the slow light after three"),
    "dusk": ("the last blue before the lamps", "a sky brighter than anything under it"), "evening": ("lamps against a dark blue", "warm windows in cold walls"),
    "night": ("one lamp and what it reaches", "darkness with a few points of light"), "midnight": ("almost no light, and that from the side", "black, with a single bright edge"),
}  # fmt: skip
_LENS = {
    "wide": "stay wide until the last moment", "near": "stay near the faces", "hands": "let the hands tell it", "back": "follow from behind", "still": "one steady frame for as long as it holds",
    "low": "keep the camera at the height of a table", "doors": "frame through doorways", "slow": "move slower than the people", "gap": "leave an empty half in every frame", "edge": "keep the threat at the edge of the frame",
}  # fmt: skip


def notes(story: Story, matter: Matter, rng: Random) -> Story:
    """The story with a visual note on each scene, no two alike."""
    said: set[str] = set()
    return replace(story, scenes=tuple(_noted(scene, matter, rng, said) for scene in story.scenes))


def _noted(scene: PlannedScene, matter: Matter, rng: Random, said: set[str]) -> PlannedScene:
    for attempt in range(12):
        note = _note(scene, matter, rng, attempt > 8)
        if note not in said:
            break
    said.add(note)
    return replace(scene, visual_notes=note)


def _note(scene: PlannedScene, matter: Matter, rng: Random, placed: bool) -> str:
    palette = genres()[rng.choice([matter.genre, matter.second])]
    light = rng.choice(_LIGHT.get(scene.time_of_day, _LIGHT["evening"]))
    mood = looks().tones[rng.choice(matter.tones)].look if matter.tones and rng.random() < 0.6 else rng.choice(palette.light)
    lens = _LENS[rng.choice(list(_LENS))]
    sound = rng.choice(palette.sound)
    where = f" in {scene.location}" if placed else ""
    shape = rng.choice([
        f"{matter.style}: {light}{where}; {mood}; {lens}",
        f"{matter.style}, {light}{where}; {lens}; under it, {sound}",
        f"{english.capital(light)}{where}, {matter.style}; {mood}; sound of {sound}",
        f"{matter.style}, with {mood}{where}; {light}; {lens}",
    ])  # fmt: skip
    return english.sentence(shape)
