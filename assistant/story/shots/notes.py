"""What the linter finds, and how it says it in the language spoken."""

from typing import Literal

from msgspec import Struct

from .reading import Covered, Take
from .words import shot_words

Rule = Literal[
    "jump-cut", "crossed-line", "flipped-direction", "unmotivated-move", "restless", "no-establishing", "one-size", "no-face", "too-short",
    "too-long", "no-frames", "unknown-type", "unknown-movement",
]  # fmt: skip
Severity = Literal["error", "warning", "hint"]
Field = Literal["type", "camera_movement", "frames", "side", "direction"]
_SEVERITIES: dict[str, Severity] = {
    "no-frames": "error", "unknown-type": "error", "unknown-movement": "error", "unmotivated-move": "hint", "one-size": "hint",
    "too-long": "hint",
}  # fmt: skip
"""error: this is no shot; hint: the director may want to look; a warning otherwise: it will not cut well."""


class Spot(Struct, frozen=True):
    """A scene or shot a note is about; shots are numbered through their scene."""

    id: str
    number: int


class Change(Struct, frozen=True):
    """A proposal: this `field` of this shot gets this value. `side` and `direction` are fields of its camera, `frames` a whole number."""

    scene: str
    shot: str
    field: Field
    value: str | int


class ShotNote(Struct, frozen=True, kw_only=True):
    """One place where the shots do not cut together. `said` is what is wrong, `because` why that matters, `offer` what `change`
    would do."""

    rule: Rule
    severity: Severity
    scene: Spot
    title: str
    shots: tuple[Spot, ...]
    said: str
    because: str
    change: Change | None = None
    offer: str = ""


def note(
    rule: Rule, scene: Covered, shots: list[Take], field: Field, value: str | int, on: Take | None = None, **facts: object
) -> ShotNote:
    """A note on `shots`, proposing that `field` of `on` (the last of them) becomes `value`; `facts` fill what is said."""
    words = shot_words()
    target = on or shots[-1]
    known = {"shot": shots[-1].number, "other": shots[0].number, **facts}
    shown = words.values.get(str(value), value)
    return ShotNote(
        rule=rule,
        severity=_SEVERITIES.get(rule, "warning"),
        scene=Spot(scene.id, scene.number),
        title=scene.title,
        shots=tuple(Spot(one.id, one.number) for one in shots),
        said=_capital(words.said[rule].format(**known)),
        because=words.because[rule],
        change=Change(scene.id, target.id, field, value),
        offer=words.offers[field].format(shot=target.number, value=shown),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
