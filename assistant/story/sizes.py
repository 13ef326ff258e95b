"""What people call a shot's size, and which of the published sizes it counts as.

People name a shot by how it is taken as often as by how near it is: "over the shoulder", "the drone shot". The published contract
knows four sizes only (`contracts/facts.md` 1.2), so whatever leaves this program for it, and the engine's own rules, go by those.
"""

from typing import Literal

from .model import ShotType

ShotSize = Literal[
    "wide",
    "medium",
    "close-up",
    "extreme-close-up",
    "over-the-shoulder",
    "drone",
    "two-shot",
    "insert",
    "point-of-view",
    "low-angle",
    "high-angle",
    "dutch-angle",
]
"""`ShotType`, and what else people say."""
COUNTS_AS: dict[str, ShotType] = {
    "over-the-shoulder": "medium",
    "drone": "wide",
    "two-shot": "medium",
    "insert": "extreme-close-up",
    "point-of-view": "medium",
    "low-angle": "medium",
    "high-angle": "medium",
    "dutch-angle": "medium",
}


def published(size: str) -> str:
    """The size as the contract has it; what is none of ours stays as it is."""
    return COUNTS_AS.get(size, size)
