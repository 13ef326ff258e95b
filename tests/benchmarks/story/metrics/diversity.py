"""Whether the wording is richer than that of a fill-in generator which was given as many words.

distinct-2 is the share of different pairs of neighbouring words among all of them (Li et al., 2016, "A Diversity-Promoting Objective
Function"). self-BLEU is the mean BLEU of each text with all others as its references (Zhu et al., 2018, "Texygen"); BLEU is the geometric
mean of the clipped precisions of runs of 1 to 4 words times the brevity penalty (Papineni et al., 2002), with 0.1 for no match (method 1
of Chen and Cherry, 2014). Both are taken within a story (its scene descriptions) and across stories (one text a story).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import cycle
from statistics import mean

from tests.benchmarks.rows import Row
from tests.benchmarks.story.tales import Outcome, Tale
from tests.benchmarks.story.texts import descriptions, runs, words
from tests.benchmarks.story.wishes import Wish, templates

Text = Sequence[str]
_LONGEST = 4
_NOTHING = 0.1


def measure(tales: list[Tale]) -> Outcome:
    ours = [[words(one) for one in descriptions(tale.story)] for tale in tales]
    theirs = [filled_in(tale.wish, texts) for tale, texts in zip(tales, ours, strict=True)]
    rows = [
        _more("distinct-2 within a story", mean(map(distinct, ours)), mean(map(distinct, theirs))),
        _less("self-BLEU within a story", mean(map(self_bleu, ours)), mean(map(self_bleu, theirs))),
        _more("distinct-2 across stories", distinct(_joined(ours)), distinct(_joined(theirs))),
        _less("self-BLEU across stories", self_bleu(_joined(ours)), self_bleu(_joined(theirs))),
    ]
    return Outcome(rows)


def filled_in(wish: Wish, texts: Sequence[Text]) -> list[list[str]]:
    """Fixed sentences filled with the prompt's words, cut into as many texts of as many words each."""
    people = wish.people or ("someone",)
    slots = {"person": people[0], "other": people[-1], "thing": (*wish.things, *people)[0], "place": (*wish.places, *people)[0]}
    endless = (word for shape in cycle(templates(wish.language)) for word in words(shape.format(**slots)))
    return [[next(endless) for _ in text] for text in texts]


def distinct(texts: Sequence[Text]) -> float:
    """Different pairs of words over all pairs, from 0 to 1; 1 where there are none."""
    pairs = [pair for text in texts for pair in runs(text, 2)]
    return len(set(pairs)) / len(pairs) if pairs else 1.0


def self_bleu(texts: Sequence[Text]) -> float:
    """From 0 (nothing in common) to 1 (each text is another's); 0 for fewer than two texts."""
    known = [text for text in texts if text]
    if len(known) < 2:
        return 0.0
    precisions = [_precisions(known, length) for length in range(1, _LONGEST + 1)]
    scores = [math.exp(mean(math.log(at) for at in each)) for each in zip(*precisions, strict=True)]
    return mean(score * _brevity(at, known) for at, score in enumerate(scores))


def _precisions(texts: Sequence[Text], length: int) -> list[float]:
    """Of each text's runs of words, the share that is in another text as often."""
    counted = [Counter(runs(text, length)) for text in texts]
    owners: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for at, one in enumerate(counted):
        for run, count in one.items():
            owners[run] = sorted([*owners[run], (count, at)], reverse=True)[:2]
    return [_precision(at, one, owners) for at, one in enumerate(counted)]


def _precision(at: int, own: Counter[tuple[str, ...]], owners: dict[tuple[str, ...], list[tuple[int, int]]]) -> float:
    """The two who have a run most often are enough to know who, but oneself, has it most often."""
    total = max(1, own.total())
    clipped = sum(min(count, max((most for most, who in owners[run] if who != at), default=0)) for run, count in own.items())
    return (clipped or _NOTHING) / total


def _brevity(at: int, texts: Sequence[Text]) -> float:
    length = len(texts[at])
    nearest = min((abs(len(other) - length), len(other)) for index, other in enumerate(texts) if index != at)[1]
    return 1.0 if length >= nearest else math.exp(1 - nearest / length)


def _joined(stories: Sequence[Sequence[Text]]) -> list[list[str]]:
    return [[word for text in texts for word in text] for texts in stories]


def _more(name: str, ours: float, theirs: float) -> Row:
    return Row(
        name=name, value=ours, unit="", ratio=ours / theirs, against=f"this over fill-in's {theirs:.3f}", goal="> 1×", met=ours > theirs
    )


def _less(name: str, ours: float, theirs: float) -> Row:
    return Row(
        name=name, value=ours, unit="", ratio=ours / theirs, against=f"this over fill-in's {theirs:.3f}", goal="< 1×", met=ours < theirs
    )
