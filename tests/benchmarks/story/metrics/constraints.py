"""Whether what was asked for holds: how many scenes, how long, what to leave out, what it is called, how it looks, in which language."""

import re
from collections.abc import Callable, Sequence
from itertools import chain

from assistant.story import Story
from tests.benchmarks.rows import Row
from tests.benchmarks.story.tales import Failure, Outcome, Tale, share
from tests.benchmarks.story.texts import prose, seen, sentences, words
from tests.benchmarks.story.wishes import Wish, topics

Check = Callable[[Wish, Story], str | None]
"""What is wrong, '' where it holds, None where nothing of the kind was asked for."""
_COMMON = {
    "en": frozenset(words("the of and to in is that it with for was her his they at on from what who this are not be has")),
    "fr": frozenset(words("le la les de des du et en à un est dans une pour sur qui que au avec elle il ne pas se sa son ce aux par")),
    "es": frozenset(words("el la los las de del y es en una para que con por no se su al lo como sin un sus le")),
}
_FOREIGN = 3
"""Common words of another language more than of its own, from which a sentence is in that language."""


def measure(tales: list[Tale]) -> Outcome:
    rows: list[Row] = []
    failures: list[Failure] = []
    asked = 0
    for name, check in CHECKS.items():
        found = [(tale, said) for tale in tales if (said := check(tale.wish, tale.story)) is not None]
        wrong = [(tale, said) for tale, said in found if said]
        asked += len(found)
        failures += [Failure(name, tale.wish.language, tale.wish.prompt, said) for tale, said in wrong]
        rows.append(share(name, len(found) - len(wrong), len(found)))
    return Outcome([share("constraints satisfied", asked - len(failures), asked, goal=100), *rows], failures)


def scenes(wish: Wish, story: Story) -> str | None:
    if wish.scenes is None:
        return None
    return "" if len(story.scenes) == wish.scenes else f"{len(story.scenes)} scenes, not {wish.scenes}"


def seconds(wish: Wish, story: Story) -> str | None:
    if wish.seconds is None:
        return None
    return "" if story.frames == round(wish.seconds * story.fps) else f"{story.frames / story.fps:g} s, not {wish.seconds:g}"


def people(wish: Wish, story: Story) -> str | None:
    """A group may be cast as one ("the choir"), so that only what was counted is counted."""
    if wish.cast is None:
        return None
    return "" if len(story.cast) >= wish.cast else f"{len(story.cast)} in the cast, {wish.cast} asked for"


def avoided(wish: Wish, story: Story) -> str | None:
    if not wish.avoid:
        return None
    texts = [*seen(story), story.title, story.logline, *story.synopsis]
    found = [
        f"{topic}: {hit.group()!r} in {text!r}"
        for topic in wish.avoid
        for text in texts
        if (hit := topics()[topic][wish.language].search(text))
    ]
    return found[0] if found else ""


def title(wish: Wish, story: Story) -> str | None:
    if not wish.title:
        return None
    return "" if story.title == wish.title else f"called {story.title!r}, not {wish.title!r}"


def style(wish: Wish, story: Story) -> str | None:
    if not wish.style:
        return None
    if wish.style.lower() not in story.style.lower().replace("-", " ") and wish.style.lower() not in story.style.lower():
        return f"style {story.style!r}, not {wish.style!r}"
    unseen = sum(story.style.lower() not in scene.visual_notes.lower() for scene in story.scenes)
    return f"{unseen} visual notes without the style {story.style!r}" if unseen else ""


def tone(wish: Wish, story: Story) -> str | None:
    if not wish.tone:
        return None
    said = f"{story.premise.tone.value} {story.premise.tone.source or ''} {story.style}".lower()
    return "" if wish.tone.lower() in said else f"tone {story.premise.tone.value!r}, not {wish.tone!r}"


def period(wish: Wish, story: Story) -> str | None:
    if not wish.period:
        return None
    found = story.premise.period
    return "" if wish.period.lower() in f"{found.value} {found.source or ''}".lower() else f"period {found.value!r}, not {wish.period!r}"


def structure(wish: Wish, story: Story) -> str | None:
    if not wish.structure:
        return None
    return "" if story.structure == wish.structure else f"told as {story.structure}, not as {wish.structure}"


def language(wish: Wish, story: Story) -> str | None:
    if story.language != wish.language:
        return f"in {story.language}, not {wish.language}"
    spoken = chain.from_iterable(map(sentences, [*seen(story), story.logline, *story.synopsis]))
    return next((f"not in {wish.language}: {one!r}" for one in spoken if _foreign(words(one), wish.language)), "")


def _foreign(said: Sequence[str], own: str) -> bool:
    here = sum(word in _COMMON[own] for word in said)
    return any(sum(word in common - _COMMON[own] for word in said) >= here + _FOREIGN for code, common in _COMMON.items() if code != own)


def slots(wish: Wish, story: Story) -> str | None:
    """Nothing of the machinery shows: no slot left open, no None, no doubled word."""
    texts = [*seen(story), *prose(story), story.title, *story.synopsis]
    found = (f"{hit.group()!r} in {text!r}" for text in texts if (hit := _SLOT.search(text)))
    return next(found, "")


_SLOT = re.compile(r"[<>{}⟦⟧|^]|\bNone\b(?! of)|  |\b(\w{2,}) \1\b(?<!\bthat that)(?<!\bnous nous)(?<!\bvous vous)")
CHECKS: dict[str, Check] = {
    "scene count": scenes, "length to the frame": seconds, "people counted": people, "left out": avoided, "title": title, "style": style,
    "tone": tone, "period": period, "structure": structure, "language": language, "no open slots": slots,
}  # fmt: skip
