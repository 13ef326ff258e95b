"""An averaged structured perceptron (Collins, 2002) over the units of a sentence, with the labels of its operation.

Every sign of a unit counts twice: for all operations, so that "called" opens a title wherever there is one, and for this one. What a
language model makes of the unit (`Surroundings`) counts for all operations alike: on a fifth of the examples it took the sentences with
all slots right from 60 to 66 %.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Self
from zlib import crc32

import numpy as np
from msgspec import Struct

from intents.tagger.units import Hashes, Unit, features

SIZE = 1 << 20
"""Weights; signs and labels share them by hash."""
ROUNDS = 12
MARGIN = np.float32(60)
"""By how much the right labels have to be ahead of any others, for each unit that differs, for nothing to be learnt from a sentence:
two of a hundred held-out sentences more have all slots right with it."""
OFTEN = 5
"""In how many sentences a word has to stand to be known."""
MOST_LABELS, OWN_SHARE = 6, 0.08
"""A word that stands under more labels than this tells only those that have this share of its uses."""
MIX = np.uint32(0x9E3779B1)
OUTSIDE = "O"
NEVER = np.float32(-1e6)

Indices = np.ndarray[Any, np.dtype[np.uint32]]
Weights = np.ndarray[Any, np.dtype[np.float32]]
Cells = np.ndarray[Any, np.dtype[np.uint32]]
Found = tuple[int, int, str]
"""The words `start` up to `end` fill what the label says."""


class Lesson(Struct, frozen=True):
    """The units of a sentence of an operation, and the label of each: O, B-slot where one begins, I-slot where it goes on; `vectors`
    has what a language model makes of each, a row a unit."""

    operation: str
    units: tuple[Unit, ...]
    labels: tuple[str, ...]
    vectors: Weights | None = None


class _Labels:
    """What the units of one operation's sentences can be, and which can follow which."""

    def __init__(self, operation: str, slots: Iterable[str]) -> None:
        self.names = (OUTSIDE, *(f"{edge}-{slot}" for slot in sorted(slots) for edge in "BI"))
        self.index = {name: at for at, name in enumerate(self.names)}
        self.salt = np.uint32(crc32(operation.encode()))
        self.own = np.array([crc32(name.encode()) for name in self.names], dtype=np.uint32)
        count = len(self.names)
        self.allowed = np.zeros((count, count), dtype=np.float32)
        for to, name in enumerate(self.names):
            if name.startswith("I-"):
                before = {f"B-{name[2:]}", name}
                self.allowed[[at for at, one in enumerate(self.names) if one not in before], to] = NEVER
        self.first = np.where([name.startswith("I-") for name in self.names], NEVER, np.float32(0)).astype(np.float32)
        self.steps = (self.own[:, None] * np.uint32(31) + self.own[None, :] * MIX) % np.uint32(SIZE)

    def cells(self, signs: Hashes) -> Cells:
        """Units x (all signs, then those of this operation) x labels: where each weight stands."""
        both = np.concatenate([signs, (signs ^ self.salt) * MIX], axis=1)
        return np.asarray((both[:, :, None] + self.own[None, None, :] * MIX) % np.uint32(SIZE))


class Tagger:
    """`fit` makes one; it never changes afterwards."""

    def __init__(
        self,
        weights: Weights,
        slots: dict[str, tuple[str, ...]],
        known: frozenset[str],
        telling: dict[str, frozenset[str]],
        leanings: Weights | None = None,
    ) -> None:
        """`slots` are the labels of each operation, `known` the words that are not rare, `telling` the words that were seen to imply
        the value of a label, `leanings` a row of weights of a unit's vector for each of `names`."""
        self.weights, self.slots, self.known, self.telling = weights, slots, known, telling
        self.names = _names(slots)
        self.leanings = np.zeros((len(self.names), 0), dtype=np.float32) if leanings is None else leanings
        at = {name: row for row, name in enumerate(self.names)}
        self._rows = {operation: [at[name] for name in _Labels(operation, each).names] for operation, each in slots.items()}
        self._labels = {operation: _Labels(operation, each) for operation, each in slots.items()}

    @classmethod
    def of(
        cls,
        places: Indices,
        weights: Weights,
        slots: dict[str, tuple[str, ...]],
        known: frozenset[str],
        telling: dict[str, frozenset[str]],
        leanings: Weights,
    ) -> Self:
        """From the `weights` at `places`; the others are nothing. Raises IndexError for a place there is not, ValueError for leanings
        of other labels."""
        whole = np.zeros(SIZE, dtype=np.float32)
        whole[places] = weights
        return cls(whole, slots, known, telling, leanings.reshape(len(_names(slots)), -1))

    @classmethod
    def fit(cls, lessons: Sequence[Lesson], seed: int = 0) -> Self:
        slots: dict[str, set[str]] = {}
        for lesson in lessons:
            slots.setdefault(lesson.operation, set()).update(label[2:] for label in lesson.labels if label != OUTSIDE)
        said = Counter(word for lesson in lessons for word in {unit.said for unit in lesson.units})
        known = frozenset(word for word, times in said.items() if times >= OFTEN)
        tagger = cls(
            np.zeros(SIZE, dtype=np.float32),
            {operation: tuple(sorted(each)) for operation, each in slots.items()},
            known,
            _telling(lessons),
        )
        size = next((lesson.vectors.shape[1] for lesson in lessons if lesson.vectors is not None), 0)
        tagger.leanings = np.zeros((len(tagger.names), size), dtype=np.float32)
        tagger._learn([lesson for lesson in lessons if lesson.units], seed)
        return tagger

    def tag(self, said: Sequence[Unit], operation: str, vectors: Weights | None = None) -> list[Found]:
        """What the words of a sentence of this operation fill; nothing for an operation without lessons. `vectors` has a row a unit."""
        labels = self._labels.get(operation)
        if labels is None or len(labels.names) == 1 or not said:
            return []
        path = self._path(labels, labels.cells(features(said, self.known)), self._leaning(operation, vectors))
        found: list[Found] = []
        for unit, at in zip(said, path, strict=True):
            name = labels.names[at]
            if name.startswith("B-"):
                found.append((unit.start, unit.end, name[2:]))
            elif name.startswith("I-"):
                start, _, slot = found[-1]
                found[-1] = (start, unit.end, slot)
        return [one for one in found if self._tells(said, one)]

    def _tells(self, said: Sequence[Unit], found: Found) -> bool:
        """Whether words that are to imply a value did so before."""
        start, end, label = found
        return "=" not in label or any(unit.said in self.telling[label] for unit in said if start <= unit.start < end)

    def _leaning(self, operation: str, vectors: Weights | None) -> Weights | float:
        """What the vectors say for each label: units x labels."""
        if vectors is None or vectors.shape[1] != self.leanings.shape[1]:
            return 0.0
        return np.asarray(vectors @ self.leanings[self._rows[operation]].T)

    def _path(self, labels: _Labels, cells: Cells, leaning: Weights | float, gold: list[int] | None = None) -> list[int]:
        """The best labels (Viterbi, 1967); with `gold`, those ahead of it or not behind it by the margin."""
        scores = self.weights[cells].sum(axis=1) + leaning
        if gold is not None:
            scores[np.arange(len(gold)), gold] -= MARGIN
        step = self.weights[labels.steps] + labels.allowed
        best = scores[0] + labels.first
        back = []
        for row in scores[1:]:
            total = best[:, None] + step
            came = total.argmax(axis=0)
            back.append(came)
            best = total[came, np.arange(len(came))] + row
        path = [int(best.argmax())]
        for came in reversed(back):
            path.append(int(came[path[-1]]))
        return path[::-1]

    def _learn(self, lessons: Sequence[Lesson], seed: int) -> None:
        """Each mistake moves the weights; what stays is their mean over all of the lessons' turns."""
        random = np.random.default_rng(seed)
        known = [self._labels[lesson.operation] for lesson in lessons]
        signs = [features(lesson.units, self.known) for lesson in lessons]
        right = [[labels.index[name] for name in lesson.labels] for labels, lesson in zip(known, lessons, strict=True)]
        late, late_leaning, turn = np.zeros_like(self.weights), np.zeros_like(self.leanings), 1
        for _ in range(ROUNDS):
            for at in random.permutation(len(lessons)):
                labels, gold, lesson = known[at], right[at], lessons[at]
                if len(labels.names) > 1:
                    cells = labels.cells(signs[at])
                    path = self._path(labels, cells, self._leaning(lesson.operation, lesson.vectors), gold)
                    if path != gold:
                        for cell, change in self._changes(labels, cells, path, gold):
                            np.add.at(self.weights, cell, change)
                            np.add.at(late, cell, change * turn)
                        self._lean(lesson, path, gold, late_leaning, turn)
                turn += 1
        self.weights -= late / np.float32(turn)
        self.leanings -= late_leaning / np.float32(turn)

    def _lean(self, lesson: Lesson, path: list[int], gold: list[int], late: Weights, turn: int) -> None:
        rows = self._rows[lesson.operation]
        for vector, taken, meant in zip(() if lesson.vectors is None else lesson.vectors, path, gold, strict=False):
            for row, change in ((rows[meant], vector), (rows[taken], -vector)) if taken != meant else ():
                self.leanings[row] += change
                late[row] += change * np.float32(turn)

    @staticmethod
    def _changes(labels: _Labels, cells: Cells, path: list[int], gold: list[int]) -> Iterable[tuple[Cells, np.float32]]:
        for at, (taken, meant) in enumerate(zip(path, gold, strict=True)):
            if taken != meant:
                yield cells[at, :, meant], np.float32(1)
                yield cells[at, :, taken], np.float32(-1)
            if at and (taken, path[at - 1]) != (meant, gold[at - 1]):
                yield labels.steps[gold[at - 1], meant], np.float32(1)
                yield labels.steps[path[at - 1], taken], np.float32(-1)


def _names(slots: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every label of every operation, in an order that depends on nothing else."""
    return (OUTSIDE, *(f"{edge}-{slot}" for slot in sorted({slot for each in slots.values() for slot in each}) for edge in "BI"))


def _telling(lessons: Sequence[Lesson]) -> dict[str, frozenset[str]]:
    """The words under each label with a value, but for those that stand under most others as often."""
    words: dict[str, Counter[str]] = {}
    for lesson in lessons:
        for unit, label in zip(lesson.units, lesson.labels, strict=True):
            if "=" in label:
                words.setdefault(label[2:], Counter())[unit.said] += 1
    spread = Counter(word for each in words.values() for word in each)
    times = sum(words.values(), Counter())
    return {
        label: frozenset(word for word, own in each.items() if spread[word] <= MOST_LABELS or own >= OWN_SHARE * times[word])
        for label, each in words.items()
    }
