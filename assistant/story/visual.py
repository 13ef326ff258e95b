"""Visual notes: the style asked for, applied to the light of the hour, the room and the beat."""

from random import Random

from msgspec.structs import replace

from . import english
from .lexicon import genres, looks, seeing
from .matter import Matter
from .model import PlannedScene, Story


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
    light = rng.choice(seeing().light.get(scene.time_of_day, seeing().light["evening"]))
    mood = looks().tones[rng.choice(matter.tones)].look if matter.tones and rng.random() < 0.6 else rng.choice(palette.light)
    lens = rng.choice(seeing().lens)
    sound = rng.choice(palette.sound)
    where = f" in {scene.location}" if placed else ""
    shape = rng.choice([
        f"{matter.style}: {light}{where}; {mood}; {lens}",
        f"{matter.style}, {light}{where}; {lens}; under it, {sound}",
        f"{english.capital(light)}{where}, {matter.style}; {mood}; sound of {sound}",
        f"{matter.style}, with {mood}{where}; {light}; {lens}",
    ])  # fmt: skip
    return english.sentence(shape)
