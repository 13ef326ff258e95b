"""Whether a story says anything twice: descriptions that are nearly the same, and sentences that are."""

import re
from itertools import chain, combinations

from rapidfuzz.fuzz import ratio

from assistant.story import Story
from tests.benchmarks.story.tales import Failure, Outcome, Tale, none_of
from tests.benchmarks.story.texts import descriptions, pictures, runs, sentences, words

SHINGLES = 0.4
"""Runs of three words in common over runs of three words in either, from which two texts are nearly the same (Broder, 1997)."""
ALIKE = 82.0
"""Or that many per cent of their characters in the same order (rapidfuzz's `ratio`)."""

HABIT = 4
"""Words up to which something said may be said again: "As a matter of fact." is how somebody talks."""


def measure(tales: list[Tale]) -> Outcome:
    near = [_failure("nearly the same description", tale, f"{one!r} | {other!r}") for tale in tales for one, other in doubles(tale.story)]
    twice = [_failure("a sentence said twice", tale, one) for tale in tales for one in repeated(tale.story)]
    rows = [
        none_of("near-duplicate descriptions in a story", len(near), "pairs"),
        none_of("sentences said twice in a story", len(twice), "sentences"),
    ]
    return Outcome(rows, near + twice)


def doubles(story: Story) -> list[tuple[str, str]]:
    """Pairs of descriptions of one story that are nearly the same."""
    return [(one, other) for one, other in combinations(descriptions(story), 2) if alike(one, other)]


def alike(one: str, other: str) -> bool:
    first, second = set(runs(words(one), 3)), set(runs(words(other), 3))
    return len(first & second) >= SHINGLES * max(1, len(first | second)) or ratio(one.lower(), other.lower()) >= ALIKE


def repeated(story: Story) -> list[str]:
    """Sentences of descriptions, shots, visual notes and dialogue that were said before in the story, but for short ones in dialogue."""
    spoken = chain.from_iterable(sentences(line.line) for scene in story.scenes for line in scene.dialogue)
    lines = (one for one in spoken if len(words(one)) > HABIT)
    found, before = [], set()
    for sentence in chain.from_iterable(map(sentences, chain(descriptions(story), pictures(story), lines))):
        key = re.sub(r"\W+", " ", sentence.lower()).strip()
        if key in before and " " in key:
            found.append(sentence)
        before.add(key)
    return found


def _failure(kind: str, tale: Tale, said: str) -> Failure:
    return Failure(kind, tale.wish.language, tale.wish.prompt, said)
