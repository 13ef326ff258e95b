"""Tell-tale phrases: runs of five words by which a reader of several stories would know the machine.

Names of people are all read as the same word. A run that the story's own prompt holds is the writer's and is not counted. Runs that
overlap in the same stories are one longer phrase.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeAlias

from msgspec import Struct

from assistant.story import Story
from tests.benchmarks.rows import Row
from tests.benchmarks.story.tales import Failure, Outcome, Tale
from tests.benchmarks.story.texts import masked, names, pictures, prose, runs, sentences

LENGTH, MOST, SHOWN = 5, 0.15, 20
SAME = 0.9
"""Of the stories that have a run, the share that must have its continuation for the two to be one phrase."""
Run: TypeAlias = tuple[str, ...]
PARTS: dict[str, Callable[[Story], Iterable[str]]] = {"prose": prose, "shots and notes": pictures}


class Phrase(Struct, frozen=True):
    """Words that come together in this `share` (0 to 1) of the stories; `_` stands for a name."""

    words: str
    share: float

    def __str__(self) -> str:
        return f"{self.share:4.0%}  {self.words}"


def measure(tales: list[Tale]) -> Outcome:
    rows: list[Row] = []
    lines: list[str] = []
    failures: list[Failure] = []
    for name, part in PARTS.items():
        found = phrases(tales, part)
        over = [one for one in found if one.share > MOST]
        failures += [Failure(f"a tell-tale phrase ({name})", tales[0].wish.language, "", str(one)) for one in over]
        rows.append(Row(name=f"phrases in over {MOST:.0%} of stories, {name}", value=len(over), unit="phrases", goal="0", met=not over))
        rows.append(
            Row(name=f"most frequent phrase, {name}", value=100 * max((one.share for one in found), default=0.0), unit="% of stories")
        )
        lines += [f"the most frequent phrases in {name}:", *(f"  {one}" for one in found[:SHOWN])]
    return Outcome(rows, failures, lines)


def phrases(tales: list[Tale], part: Callable[[Story], Iterable[str]], least: float = 0.05) -> list[Phrase]:
    """Phrases of five words and more that are in more than one story and in at least this share of them, the most frequent first."""
    counted = counts(tales, part)
    often = {run: count for run, count in counted.items() if count > 1 and count >= least * len(tales) and _telling(run)}
    left = dict(sorted(often.items(), key=lambda one: -one[1]))
    found = []
    while left:
        run, count = next(iter(left.items()))
        found.append(Phrase(" ".join(_grown(run, count, left)), count / len(tales)))
    return found


def counts(tales: list[Tale], part: Callable[[Story], Iterable[str]]) -> Counter[Run]:
    """In how many stories each run of five words is."""
    counted: Counter[Run] = Counter()
    for tale in tales:
        called = names(tale.story)
        written = _runs([tale.wish.prompt], called)
        counted.update(_runs(part(tale.story), called) - written)
    return counted


def _runs(texts: Iterable[str], called: frozenset[str]) -> set[Run]:
    return {run for text in texts for sentence in sentences(text) for run in runs(masked(sentence, called), LENGTH)}


def _telling(run: Run) -> bool:
    """Two names in five words may be; three say nothing."""
    return sum(word != "_" for word in run) >= LENGTH - 2


def _grown(run: Run, count: int, left: dict[Run, int]) -> Run:
    """The run with what goes on from it, or leads up to it, in nearly the same stories; all of it is taken from `left`."""
    del left[run]
    words = run
    while follower := next((one for one in left if one[:-1] == words[-LENGTH + 1 :] and left[one] >= SAME * count), None):
        del left[follower]
        words = (*words, follower[-1])
    while leader := next((one for one in left if one[1:] == words[: LENGTH - 1] and left[one] >= SAME * count), None):
        del left[leader]
        words = (leader[0], *words)
    return words
