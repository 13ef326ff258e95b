"""How much is at stake in a scene, which decides how near the camera comes and how long it stays."""

from msgspec import Struct

from ..model import Turn

_CALM = {"respite": -1, "opening": 0, "ending": 0}
_HIGH = {"climax": 2, "low": 1, "midpoint": 1, "fracture": 1}
_BY_TURN: dict[str, int] = {"no-and": 2, "no": 1, "yes-but": 1, "yes": 1}
_DECISIVE = {"commitment", "midpoint", "rally", "climax", "ending", "ally-close", "foe-close"}


class Drama(Struct, frozen=True):
    """`function` is what the scene does in the story (`lexicon/en/beats.yaml`, labels), `turn` how it ends for whoever wanted
    something; '' and None where nobody knows."""

    function: str = ""
    turn: Turn | None = None

    @property
    def strength(self) -> int:
        """0 for a scene in which little turns, up to 4."""
        return max(0, _BY_TURN.get(self.turn or "", 0) + _HIGH.get(self.function, 0) + _CALM.get(self.function, 0))

    @property
    def peaks(self) -> bool:
        """Whether the turn is worth an extreme close-up."""
        return self.strength >= 2

    @property
    def decides(self) -> bool:
        """Whether somebody makes up their mind in it, which a camera may close in on."""
        return self.function in _DECISIVE

    @property
    def blow(self) -> bool:
        """Whether it ends in a blow, so that a reaction must follow at once."""
        return self.turn in ("no", "no-and")
