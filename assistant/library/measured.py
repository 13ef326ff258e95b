"""How far a file is on one side of a measure, and which measure it is told by. Only what was measured counts."""

from typing import TYPE_CHECKING

from assistant.library.wishes import OTHER, Side

if TYPE_CHECKING:
    from assistant.looking.described import Look

PHRASES: dict[Side, str] = {
    "cool": "cool tones", "warm": "warm tones", "dark": "low-key light", "bright": "high-key light", "contrasty": "strong contrast",
    "flat": "flat contrast", "colourful": "vivid colours", "muted": "muted colours", "sharp": "sharp edges", "soft": "soft edges",
    "loud": "loud sound", "quiet": "quiet sound", "long": "longer", "short": "shorter",
}  # fmt: skip
MORE: dict[Side, str] = {
    "cool": "colder", "warm": "warmer", "dark": "darker", "bright": "brighter", "contrasty": "more contrast", "flat": "less contrast",
    "colourful": "more colourful", "muted": "less colourful", "sharp": "sharper", "soft": "softer", "loud": "louder", "quiet": "quieter",
    "long": "longer", "short": "shorter",
}  # fmt: skip
_UP: dict[Side, tuple[float, float]] = {
    "warm": (0.0, 0.04), "bright": (0.5, 0.25), "contrasty": (0.195, 0.1), "colourful": (0.07, 0.08), "sharp": (0.0, 1.0),
    "loud": (-22.0, 10.0), "long": (30.0, 60.0),
}  # fmt: skip
"""The middle of each measure, and how far from it one is clearly on a side. They are those by which `assistant.looking` gives its words."""
SHARE = 0.08
"""Of a picture, from which a colour is seen in it."""
NOTICED = 0.15
"""Difference on a measure (1 is as far as from its middle to where one is clearly on a side) from which one file has more of it."""


def degree(look: "Look | None", side: Side) -> float | None:
    """-1 (clearly the other side) to 1 (clearly this one); None where that was not or cannot be measured."""
    value = _on(look, side)
    return None if value is None else max(-1.0, min(1.0, value))


def more(look: "Look | None", than: "Look | None", side: Side) -> float | None:
    """By how much more one file is on a side than another; None where either was not measured."""
    one, other = _on(look, side), _on(than, side)
    return None if one is None or other is None else one - other


def share_of(look: "Look | None", colour: str) -> tuple[float, str] | None:
    """The share of a colour (a plain name) in a picture or film, and what the largest part of it is called."""
    from assistant.looking.sound import SoundLook

    if look is None or isinstance(look, SoundLook):
        return None
    parts = [swatch for swatch in look.appearance.palette if swatch.name.split()[-1] == colour]
    return (sum(swatch.share for swatch in parts), parts[0].name) if parts else (0.0, colour)


def _on(look: "Look | None", side: Side) -> float | None:
    up = side if side in _UP else OTHER[side]
    value = None if look is None else _value(look, up)
    if value is None:
        return None
    middle, reach = _UP[up]
    return (value - middle) / reach * (1 if side in _UP else -1)


def _value(look: "Look", up: Side) -> float | None:
    from assistant.looking.picture import PictureLook
    from assistant.looking.sound import SoundLook

    if up == "long":
        return None if isinstance(look, PictureLook) else look.duration
    if isinstance(look, SoundLook):
        return look.loudness if up == "loud" else None
    if up == "sharp":
        return {"sharp": 1.0, "soft": -1.0, "plain": 0.0}[look.sharpness.word] if isinstance(look, PictureLook) else None
    seen = look.appearance
    values: dict[Side, float] = {
        "warm": seen.tone.warmth,
        "bright": seen.light.mean,
        "contrasty": seen.contrast.rms,
        "colourful": seen.tone.chroma,
    }
    return values.get(up)
