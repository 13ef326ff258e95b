"""Coverage: from what there is to see in a scene to shots with a size, a camera move and a length in frames.

A `Look` is one thing worth a shot. Its kind decides the size (a face is not shot wide), the order of looks makes the
sizes progress from the place to the person, and the camera moves only where something in the look gives it a reason.
"""

import re
from collections.abc import Sequence
from typing import Literal
from zlib import crc32

from msgspec import Struct

from .model import FPS, CameraMovement, PlannedShot, ShotType
from .timing import share

Position = Literal["opening", "middle", "closing"]
LookKind = Literal["place", "action", "detail", "face"]

SHORTEST = 12
"""Frames below which a shot reads as a flash (half a second at 24 fps); kept wherever the scene is long enough."""

_COUNTS = ((2, 1), (4, 2), (8, 3), (18, 4), (45, 5))
"""Seconds of a scene, and the number of shots up to there; six beyond."""
_WEIGHTS: dict[LookKind, float] = {"place": 1.1, "action": 1.3, "detail": 0.7, "face": 0.9}

_RISING = re.compile(r"\b(?:climb|rise|fall|drop|tower|look(?:s|ing)? up|descend|sink|lift)\w*", re.I)
_MOVING = re.compile(
    r"\b(?:walk|run|cross|chase|follow|flee|drive|ride|race|march|sail|row|crawl|push|pull|carr|drag|enter|leave|step|"
    r"move|pace|charge|swim|slip|hurr|stumbl|arriv|back)\w*",
    re.I,
)
_SCANNING = re.compile(r"\b(?:crowd|line|row|search|scan|count|look|watch|scatter|spread|horizon|along|past)\w*", re.I)
_REACTIONS = (
    "{name} takes it in; nothing on the face moves but the eyes.",
    "On {name}, holding still a moment longer than is comfortable.",
    "{name}, close, as the weight of it arrives.",
    "{name} looks off, already deciding.",
    "A breath goes out of {name}; the look stays.",
)


class Look(Struct, frozen=True):
    """One thing to see: `what` is the sentence of the shot, `kind` how it wants to be seen."""

    what: str
    kind: LookKind


def cover(
    *,
    description: str,
    key_actions: tuple[str, ...],
    names: tuple[str, ...],
    location: str,
    time_of_day: str,
    frames: int,
    position: Position = "middle",
) -> tuple[PlannedShot, ...]:
    """Shots for a scene told in free text, such as one a person adds by hand; their frames add up to `frames`.

    Raises ValueError when `frames` is less than one.
    """
    seen = [Look(_establishing(description, location, time_of_day), "place")]
    told = [_sentence(action) for action in key_actions if action.strip()] or _sentences(description)[1:]
    seen += [Look(what, "action") for what in told if what]
    seen += [Look(_reaction(name, description), "face") for name in names[:2] if name.strip()]
    return shoot(_distinct(seen), frames=frames, position=position)


def shoot(looks: Sequence[Look], *, frames: int, position: Position, fresh_place: bool = True) -> tuple[PlannedShot, ...]:
    """Choose among `looks` as many as `frames` can carry, and size, move and time them. Raises ValueError below a frame.

    `fresh_place` says that the place changed since the last scene: then an establishing look comes first.
    """
    if frames < 1 or not looks:
        raise ValueError("a scene needs at least one frame and one thing to see")
    chosen = _order(_choose(looks, shot_count(frames), fresh_place), position)
    lengths = share(frames, [_WEIGHTS[look.kind] for look in chosen], min(SHORTEST, frames // len(chosen)))
    sizes = _sizes([look.kind for look in chosen])
    return tuple(
        PlannedShot(
            type=size,
            camera_movement=_movement(look, index, len(chosen), position),
            frames=length,
            description=look.what,
        )
        for index, (look, size, length) in enumerate(zip(chosen, sizes, lengths, strict=True))
    )


def shot_count(frames: int) -> int:
    """How many shots a scene of `frames` carries: three to six at ordinary lengths, fewer in very short scenes."""
    seconds = frames / FPS
    wanted = next((count for limit, count in _COUNTS if seconds < limit), 6)
    return max(1, min(wanted, frames // SHORTEST))


def _choose(looks: Sequence[Look], count: int, fresh_place: bool) -> list[Look]:
    """Actions carry the scene, so they stay first; a place and a face frame them; details fill what is left."""
    priority: dict[LookKind, int] = {"action": 1, "face": 2, "detail": 2, "place": 0 if fresh_place else 2}
    firsts: dict[LookKind, int] = {}
    ranks: list[tuple[int, int]] = []
    for look in looks:
        nth = firsts[look.kind] = firsts.get(look.kind, -1) + 1
        ranks.append((priority[look.kind] + 2 * nth, len(ranks)))
    kept = {index for _, index in sorted(ranks)[:count]}
    return [look for index, look in enumerate(looks) if index in kept]


def _order(looks: list[Look], position: Position) -> list[Look]:
    """A film closes by stepping back: its last scene keeps the place for the end."""
    if position == "closing" and len(looks) > 1 and looks[0].kind == "place":
        return [*looks[1:], looks[0]]
    return looks


def _sizes(kinds: Sequence[LookKind]) -> list[ShotType]:
    """Actions close in from medium; two neighbours of one size are told apart when the look allows it."""
    sizes: list[ShotType] = []
    actions = kinds.count("action")
    nth = 0
    for kind in kinds:
        if kind == "action":
            nth += 1
            late = nth > 1 and (nth == actions or nth % 2 == 0)
            sizes.append("close-up" if late and (not sizes or sizes[-1] != "close-up") else "medium")
        elif kind == "place":
            sizes.append("wide")
        else:
            tight = kind == "detail" or (bool(sizes) and sizes[-1] == "close-up")
            sizes.append("extreme-close-up" if tight and (not sizes or sizes[-1] != "extreme-close-up") else "close-up")
    return sizes


def _movement(look: Look, index: int, count: int, position: Position) -> CameraMovement:
    if look.kind == "place":
        if (position == "opening" and index == 0) or (position == "closing" and index == count - 1):
            return "crane"
        return "tilt" if _RISING.search(look.what) else "pan" if _SCANNING.search(look.what) else "static"
    if look.kind == "action":
        return "tilt" if _RISING.search(look.what) else "dolly" if _MOVING.search(look.what) else _glance(look)
    return "dolly" if look.kind == "face" and index == count - 1 else "static"


def _glance(look: Look) -> CameraMovement:
    return "pan" if _SCANNING.search(look.what) else "static"


def _establishing(description: str, location: str, time_of_day: str) -> str:
    told = _sentences(description)
    where = location.strip() or "The place"
    when = f", {time_of_day.strip()}" if time_of_day.strip() else ""
    slug = f"{where[0].upper()}{where[1:]}{when}"
    return f"{slug}: {told[0][0].lower() + told[0][1:] if _plain_start(told[0]) else told[0]}" if told else f"{slug}."


def _plain_start(text: str) -> bool:
    """Articles and pronouns lose their capital after a colon; a name keeps it."""
    return text.split(" ", 1)[0].lower() in {
        "a",
        "an",
        "the",
        "in",
        "on",
        "at",
        "he",
        "she",
        "they",
        "it",
        "two",
        "rain",
    }


def _reaction(name: str, salt: str) -> str:
    return _REACTIONS[crc32(f"{name}|{salt}".encode()) % len(_REACTIONS)].format(name=name.strip())


def _distinct(looks: list[Look]) -> list[Look]:
    return list({look.what: look for look in looks}.values())


def _sentences(text: str) -> list[str]:
    return [_sentence(part) for part in re.split(r"(?<=[.!?…])\s+|\n+", text) if part.strip()]


def _sentence(text: str) -> str:
    clean = " ".join(text.split())
    return clean[:1].upper() + clean[1:] + ("" if clean.endswith((".", "!", "?", "…")) else ".") if clean else ""
