"""The shot linter: whether the shots of any film, written here or typed in, will cut together.

The rules are those of continuity editing as its textbooks give them: 30 degrees, the line, screen direction, neutral shots (Arijon,
Grammar of the Film Language); establishing, progression, motivated moves (Katz, Film Directing Shot by Shot).
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from .. import lexicon
from ..model import FPS, Camera
from .look import SIZES, shortest
from .movements import published_movement
from .moving import ON_AXIS
from .notes import Change, ShotNote, note
from .reading import Covered, Seen, seen
from .words import shot_words

__all__ = ["Change", "ShotNote", "lint"]

_MOVEMENTS = ("static", "pan", "tilt", "dolly", "crane")
_NEAR = ("close-up", "extreme-close-up")
_A_FEW = 3
"""Shots from which a scene is expected to have a shape: a place, a progression, a face."""
_HEAVY, _HEAVY_SECONDS = 0.5, 15
"""Share of its scene, and seconds, beyond which both a shot outstays its welcome."""
Rule = Callable[[Covered, list[Seen], int], Iterator[ShotNote]]


def lint(scenes: Sequence[Covered], language: str = "en", fps: int = FPS, said_in: str | None = None) -> tuple[ShotNote, ...]:
    """What does not cut together in `scenes`, in their order.

    `language` is the film's: shots whose camera is not noted are read by their words. Notes are in `said_in`, without it in the same;
    a language that is not known counts as English.
    """
    with lexicon.speaking(_known_language(language)):
        read = [seen(scene) for scene in scenes]
    with lexicon.speaking(_known_language(said_in or language)):
        found: list[ShotNote] = []
        where = None
        for scene, shots in zip(scenes, read, strict=True):
            found += [one for rule in _RULES for one in rule(scene, shots, fps)]
            if where is None or scene.location.strip().casefold() != where:
                found += _no_establishing(scene, shots)
            where = scene.location.strip().casefold()
        return tuple(found)


def _known_language(language: str) -> str:
    return language if language in lexicon.LANGUAGES else "en"


def known_type(said: str) -> str:
    """The size people mean by `said` (ECU, two shot), of any language; a medium shot where nobody can tell."""
    return _known(said, "types", "medium")


# -- one shot --------------------------------------------------------------------------------------------------------------


def _unknown(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    for take in (one.take for one in shots):
        if take.type not in SIZES:
            yield note("unknown-type", scene, [take], "type", known_type(take.type), said=take.type)
        if take.movement not in _MOVEMENTS:
            yield note("unknown-movement", scene, [take], "camera_movement", published_movement(take.movement), said=take.movement)


def _lengths(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    total = sum(one.take.frames for one in shots)
    for take in (one.take for one in shots):
        if take.frames < 1:
            yield note("no-frames", scene, [take], "frames", shortest(fps))
        elif take.frames < shortest(fps):
            yield note("too-short", scene, [take], "frames", shortest(fps), count=take.frames)
        elif len(shots) >= _A_FEW and take.frames > max(_HEAVY_SECONDS * fps, _HEAVY * total):
            bearable = max(_HEAVY_SECONDS * fps, total - take.frames)
            yield note("too-long", scene, [take], "frames", bearable, seconds=_told(take.frames, fps), total=_told(total, fps))


def _unmotivated(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    for at, one in enumerate(shots):
        move = one.take.movement
        if move in _MOVEMENTS and move != "static" and not one.asks and not _reveals(one, at, len(shots)):
            yield note("unmotivated-move", scene, [one.take], "camera_movement", "static", said=move)


def _reveals(one: Seen, at: int, count: int) -> bool:
    """A move of its own right: over the place at either end of a scene, or into the face that ends it."""
    if one.take.type == "wide":
        return at in (0, count - 1)
    return one.take.movement == "dolly" and at == count - 1


# -- neighbours ------------------------------------------------------------------------------------------------------------


def _jump_cuts(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    for at, (one, other) in enumerate(pairwise(shots)):
        if one.take.type == other.take.type and one.camera.angle == other.camera.angle and _same_subject(one, other):
            after = shots[at + 2].take.type if at + 2 < len(shots) else ""
            size = _another_size(other.take.type, after)
            yield note("jump-cut", scene, [one.take, other.take], "type", size, names=_names(scene, one.camera))


def _crossed(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    """A wide shot, one on the line or a camera that travels across it shows everybody how sides change; a plain cut does not."""
    last: Seen | None = None
    for one in shots:
        side, open_ = one.camera.side, _neutral(one) or one.take.movement == "dolly"
        if last and side and side != last.camera.side and not open_:
            yield note("crossed-line", scene, [last.take, one.take], "side", last.camera.side)
        last = one if side else None if open_ else last


def _flipped(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    """A neutral shot, a cutaway to something else, or words that say that somebody turns let the direction change."""
    going: dict[str, Seen] = {}
    for one in shots:
        who = one.camera.subjects[:1]
        if who and one.camera.direction:
            last = going.get(who[0])
            if last and last.camera.direction != one.camera.direction and not (last.turns or one.turns):
                way, names = last.camera.direction, _names(scene, one.camera)
                yield note("flipped-direction", scene, [last.take, one.take], "direction", way, names=names)
            going = {**going, who[0]: one}
        elif _neutral(one):
            going = {}
        else:
            going = {key: last for key, last in going.items() if key in one.camera.subjects}


def _restless(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    for moving, run in groupby(shots, key=lambda one: one.take.movement != "static"):
        takes = [one.take for one in run]
        if moving and len(takes) >= _A_FEW:
            yield note("restless", scene, takes, "camera_movement", "static", on=takes[1])


# -- the whole scene -------------------------------------------------------------------------------------------------------


def _one_size(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    sizes = {one.take.type for one in shots}
    if len(shots) >= _A_FEW and len(sizes) == 1:
        size = "medium" if "close-up" in sizes else "close-up"
        yield note("one-size", scene, [shots[-1].take], "type", size, count=len(shots))


def _no_face(scene: Covered, shots: list[Seen], fps: int) -> Iterator[ShotNote]:
    if len(shots) < _A_FEW or not scene.people or any(_near(one) for one in shots):
        return
    people = [one for one in shots if one.camera.subjects and one.take.type in SIZES] or shots
    yield note("no-face", scene, [people[-1].take], "type", "close-up")


def _no_establishing(scene: Covered, shots: list[Seen]) -> list[ShotNote]:
    if len(shots) < _A_FEW or any(one.take.type == "wide" for one in shots[:2]):
        return []
    return [note("no-establishing", scene, [shots[0].take], "type", "wide")]


_RULES: tuple[Rule, ...] = (_unknown, _lengths, _jump_cuts, _crossed, _flipped, _unmotivated, _restless, _one_size, _no_face)


def _near(one: Seen) -> bool:
    """Whether a shot can show a face from near: inserts that were planned as such do not."""
    return one.take.type in _NEAR and (bool(one.camera.subjects) or not one.noted)


def _neutral(one: Seen) -> bool:
    return one.take.type == "wide" or one.camera.angle in ON_AXIS or (one.noted and not one.camera.subjects)


def _same_subject(one: Seen, other: Seen) -> bool:
    return bool(one.camera.subjects) and one.camera.subjects[0] == (other.camera.subjects or ("",))[0]


def _another_size(now: str, after: str) -> str:
    """One step away from `now`, and not what comes after."""
    step = SIZES.index(now) if now in SIZES else 1
    near = [SIZES[at] for at in (step + 1, step - 1) if 0 <= at < len(SIZES)]
    return next((size for size in near if size != after), near[0])


def _names(scene: Covered, camera: Camera) -> str:
    return next((scene.people[who] for who in camera.subjects[:1] if who in scene.people), shot_words().somebody)


def _known(said: str, kind: str, otherwise: str) -> str:
    bare = " ".join(said.lower().replace("_", " ").split())
    for language in lexicon.LANGUAGES:
        with lexicon.speaking(language):
            table: dict[str, tuple[str, ...]] = getattr(shot_words(), kind)
        for name, forms in table.items():
            if bare in forms or bare == name.replace("-", " "):
                return name
    return otherwise


def _told(frames: int, fps: int) -> str:
    return f"{frames / fps:.3g}"
