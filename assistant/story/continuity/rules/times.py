"""The hour of a scene: as its own texts have it, and after the scene before."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from ..hours import agree, gap, in_one_night
from ..notes import MoveBefore, Note, Repair, Rewrite, SetTime, Severity
from ..reading import Reading
from ..script import Shot

_LONG_WAIT = 15.0
"""Hours from one scene to the next that a film had better account for."""


_AT_ONCE = 3.0
"""Hours that may lie between two names of hours where a scene goes on at once."""
_TURNED = 12.0
"""Hours from one scene to the next that the engine never lets pass unsaid; a film of its own that has them has been changed."""


def check(reading: Reading) -> Iterator[Note]:
    for at in range(len(reading.script.scenes)):
        yield from _denied(reading, at)
    yield from _one_night(reading)
    yield from _backwards(reading)


class Named(Struct, frozen=True):
    """An hour that a text of the scene names, by which word; `shot` is the one whose slug line it is, None for the description."""

    hour: str
    word: str
    text: str
    shot: Shot | None = None


def named(reading: Reading, at: int) -> list[Named]:
    """How the description opens, and the slug lines of the shots."""
    tongue, opening = reading.tongue, reading.opening(at)
    opens = next((match for pattern in tongue.hour_opens if (match := pattern.search(opening))), None)
    slugs = [(shot, tongue.slug.match(shot.description)) for shot in reading.script.scenes[at].shots]
    found: list[tuple[str, str, Shot | None]] = [(opens["hour"].lower(), opening, None)] if opens else []
    found += [(slug["hour"].lower(), shot.description, shot) for shot, slug in slugs if slug]
    return [Named(tongue.hour_names[word], word, text, shot) for word, text, shot in found]


def _denied(reading: Reading, at: int) -> Iterator[Note]:
    """The scene's hour against that of its texts; the description's own is what the repair sets, else that of the shots."""
    hour, found = reading.hours[at], named(reading, at)
    wrong = next((one for one in found if hour is not None and one.hour != hour and not _broadly(one.hour, hour)), None)
    if wrong is None:
        return
    meant = found[0] if found[0].shot is None else _most(found)
    scene = reading.script.scenes[at]
    yield reading.note(
        "hour-denied",
        "warning" if agree(wrong.hour, str(hour)) else "error",
        [at],
        repair=SetTime(
            scene.id, _as_typed(reading, meant.word), tuple(_rewritten(reading, one, meant.word) for one in found if one.hour != meant.hour)
        ),
        time=scene.time_of_day,
        other=wrong.word,
        words_of=wrong.text,
    )


def _broadly(one: str, other: str) -> bool:
    """'Day' is any hour of it."""
    return "day" in (one, other) and agree(one, other)


def _most(found: list[Named]) -> Named:
    """One of those that name what most name."""
    hour = Counter(one.hour for one in found).most_common(1)[0][0]
    return next(one for one in found if one.hour == hour)


def _rewritten(reading: Reading, one: Named, word: str) -> Rewrite:
    assert one.shot is not None
    found = reading.tongue.slug.match(one.text)
    assert found is not None
    return Rewrite(one.shot.id, one.text[: found.start("hour")] + word + one.text[found.end("hour") :])


def _as_typed(reading: Reading, word: str) -> str:
    """The hour in the wording that the film's other scenes use for it."""
    hour = reading.tongue.hour_names[word]
    for scene, known in zip(reading.script.scenes, reading.hours, strict=True):
        if known == hour:
            return scene.time_of_day
    return word


def _one_night(reading: Reading) -> Iterator[Note]:
    """A film of one night, as its prompt says, cannot have an hour after a later one."""
    if not reading.tongue.one_night.search(reading.script.prompt) or any(hour is None for hour in reading.hours):
        return
    hours = [str(hour) for hour in reading.hours]
    at = in_one_night(hours)
    if at is None or any(reading.tongue.later_on.search(reading.opening(scene)) for scene in range(len(hours))):
        return
    scenes = reading.script.scenes
    before = next(index for index in range(at) if in_one_night([*hours[index : index + 1], hours[at]]) is not None)
    yield reading.note(
        "night-order",
        "error",
        [at, before],
        repair=MoveBefore(scenes[at].id, scenes[before].id),
        time=scenes[at].time_of_day,
        other=scenes[before].time_of_day,
    )


def _turned(reading: Reading) -> int | None:
    """The scene (by index) that would go better before the one before it: in a planned film, the hours run forward all through but for
    this one place, and would there too, the other way round. None if there is none."""
    hours = [str(hour) for hour in reading.hours]
    if "None" in hours or not all(scene.why for scene in reading.script.scenes):
        return None
    jumps = _jumps(hours)
    if len(jumps) != 1 or _passes(reading, at := jumps[0]):
        return None
    return None if _jumps([*hours[: at - 1], hours[at], hours[at - 1], *hours[at + 1 :]]) else at


def _jumps(hours: list[str]) -> list[int]:
    return [at for at in range(1, len(hours)) if gap(hours[at - 1], hours[at]) >= _TURNED]


def _passes(reading: Reading, at: int) -> bool:
    """Whether the scene says that time has gone by, or is of another time."""
    said = f"{reading.script.scenes[at].title}. {reading.opening(at)}"
    return reading.elsewhen(at) or reading.tongue.later_on.search(said) is not None


def _backwards(reading: Reading) -> Iterator[Note]:
    """Nearly a whole day between two scenes: fine where it is said, impossible where the next goes on at once."""
    turned = _turned(reading)
    for at in range(1, len(reading.hours)):
        before, hour = reading.hours[at - 1], reading.hours[at]
        if before is None or hour is None or reading.elsewhen(at):
            continue
        if reading.tongue.at_once.search(reading.opening(at)):
            if gap(before, hour) > _AT_ONCE:
                yield _hour_back(reading, at, "error", "hour-at-once", SetTime(reading.script.scenes[at].id, _hour_said(reading, at - 1)))
        elif at == turned:
            scenes = reading.script.scenes
            yield _hour_back(reading, at, "warning", "hour-back", MoveBefore(scenes[at].id, scenes[at - 1].id))
        elif gap(before, hour) >= _LONG_WAIT and not _passes(reading, at):
            yield _hour_back(reading, at, "hint", "hour-back", None)


def _hour_said(reading: Reading, at: int) -> str:
    return reading.script.scenes[at].time_of_day


def _hour_back(reading: Reading, at: int, severity: Severity, words: str, repair: Repair | None) -> Note:
    return reading.note(
        "hour-back",
        severity,
        [at, at - 1],
        repair=repair,
        words=words,
        time=_hour_said(reading, at),
        other=_hour_said(reading, at - 1),
        words_of=reading.opening(at),
    )
