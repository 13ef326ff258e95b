"""Shots: what there is to see in a scene, how it is covered, and whether what was covered cuts together."""

from .choice import shot_count
from .coverage import shoot
from .free import cover
from .lint import Change, ShotNote, lint
from .look import SHORTEST, SIZES, Look, LookKind, Position
from .reading import Covered, Take, covered

__all__ = [
    "SHORTEST", "SIZES", "Change", "Covered", "Look", "LookKind", "Position", "ShotNote", "Take", "cover", "covered", "lint", "shoot",
    "shot_count",
]  # fmt: skip
