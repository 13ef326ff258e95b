"""What people call a camera movement, and which of the published ones it counts as.

A movement is said in any words: "slow push in", "creep in slowly". The published contract knows five only (`contracts/facts.md` 1.2),
so whatever leaves this program for it, and the engine's own rules, go by those.
"""

from functools import cache
from typing import cast, get_args

from .. import lexicon
from ..model import CameraMovement
from .words import shot_words


def published_movement(said: str) -> CameraMovement:
    """The movement as the contract has it, by the longest phrase of any language in the words; static where nobody can tell."""
    words = f" {' '.join(said.lower().replace('_', ' ').replace('-', ' ').split())} "
    found = [(len(phrase), movement) for phrase, movement in _phrases() if phrase in words]
    return max(found)[1] if found else "static"


@cache
def _phrases() -> tuple[tuple[str, CameraMovement], ...]:
    """Each way to say a movement, with a space around it."""
    said: dict[str, CameraMovement] = {f" {name} ": cast(CameraMovement, name) for name in get_args(CameraMovement)}
    for language in lexicon.LANGUAGES:
        with lexicon.speaking(language):
            forms = shot_words().movements
        said |= {f" {form.replace('-', ' ')} ": movement for movement, phrases in forms.items() for form in phrases}
    return tuple(said.items())
