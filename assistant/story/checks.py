"""Whether a story holds together on paper: sums, references, causes, repetition. Later checks of meaning join here."""

import re
from collections.abc import Mapping
from typing import get_args

from .model import CameraMovement, PlannedScene, ShotType, Story


class Unsound(AssertionError):
    """The engine broke one of its own rules; never the user's fault."""


def faults(story: Story) -> list[str]:
    """Every rule the story breaks, in words; an empty list when it is sound."""
    return [*grave(story), *slips(story)]


def grave(story: Story) -> list[str]:
    """Broken sums, references and causes: a story with one of these must not leave the engine."""
    return [fault for index, scene in enumerate(story.scenes) for fault in _scene_faults(index, scene, story)]


def slips(story: Story) -> list[str]:
    """Faults of wording: repetition, doubled words, wrong articles, names or titles used twice."""
    patterns = _SLIPS | (_ENGLISH if story.language == "en" else {})
    found = [fault for index, scene in enumerate(story.scenes) for fault in _slips_of(index, scene, patterns)]
    found += [f"sentence said twice: {one}" for one in repeated(story)]
    if len({member.key for member in story.cast}) != len(story.cast):
        found.append("two of the cast share a key")
    if len({member.name for member in story.cast}) != len(story.cast):
        found.append("two of the cast share a name")
    if len({scene.title.lower() for scene in story.scenes}) != len(story.scenes):
        found.append("two scenes share a title")
    return found


def repeated(story: Story) -> list[str]:
    """Sentences of descriptions, visual notes and shots that occur more than once in the story."""
    seen: set[str] = set()
    twice = []
    for scene in story.scenes:
        for text in (scene.description, scene.visual_notes, *(shot.description for shot in scene.shots)):
            for sentence in re.split(r"(?<=[.!?])\s+", text):
                key = re.sub(r"\W+", " ", sentence.lower()).strip()
                if key and key in seen:
                    twice.append(sentence)
                seen.add(key)
    return twice


def _scene_faults(index: int, scene: PlannedScene, story: Story) -> list[str]:
    where = f"scene {index + 1}"
    found = []
    if not scene.shots or any(shot.frames < 1 for shot in scene.shots):
        found.append(f"{where} has a shot without a frame")
    if any(shot.type not in get_args(ShotType) or shot.camera_movement not in get_args(CameraMovement) for shot in scene.shots):
        found.append(f"{where} has a shot of an unknown kind")
    if set(scene.cast) - {member.key for member in story.cast}:
        found.append(f"{where} refers to someone who is not cast")
    if (scene.why.because is None) != (index == 0) or (scene.why.because is not None and not 0 <= scene.why.because < index):
        found.append(f"{where} has no earlier cause")
    if not (scene.title.strip() and scene.description.strip() and scene.location.strip()):
        found.append(f"{where} has an empty text")
    return found


def _slips_of(index: int, scene: PlannedScene, patterns: Mapping[str, re.Pattern[str]]) -> list[str]:
    texts = [
        scene.title,
        scene.description,
        scene.location,
        *scene.key_actions,
        *(shot.description for shot in scene.shots),
    ]
    return [f"scene {index + 1}: {fault}" for text in texts for fault in _slips(text, patterns)]


_SLIPS = {
    "a doubled space": re.compile(r"  "),
    "a stray slot": re.compile(r"[<>{}⟦⟧^|]"),
    "doubled punctuation": re.compile(r"[,;:]\s*[.,;:]|\.\.(?!\.)|\s[,.;:!?]"),
}
_ENGLISH = {
    "a doubled word": re.compile(r"\b(the|a|an|of|to|in|on|is|and)\s+\1\b", re.I),
    "a wrong article": re.compile(r"\ba (?=[aeio][a-z])(?!one|once|eu)|\ban (?=[bcdfgjklmnpqrstvwxz][a-z])", re.I),
}


def _slips(text: str, patterns: Mapping[str, re.Pattern[str]]) -> list[str]:
    return [f"{name} in {text!r}" for name, pattern in patterns.items() if pattern.search(text)]
