"""Reads a text once: everything in it that could fill a place in a sentence."""

from collections.abc import Iterator, Mapping

from msgspec import structs

from intents.catalogue import Catalogue
from intents.durations import Durations
from intents.mentions import Mention, Mentions, Reference, by_kind
from intents.names import PART, Gazetteer, gazetteer
from intents.normalise import View
from intents.numbers import Number, numbers
from intents.references import References
from intents.sets import Sets, clear
from intents.shapes import Context, Vocabulary
from intents.values import Values

# A place for one thing, and the place for one or more of them.
PLURALS = {"scene": "scenes", "character": "characters", "project": "projects", "person": "persons", "shot": "shots"}
# Scenes that are several by what tells them ("the night scenes"), and how sure it is that they are not only some listed ones.
SET, SEVERAL = "set", 0.9
TIMED = ("duration", "longer", "shorter", "seconds", "change")
# How sure a number that counts nothing is to be a scene's.
NUMBER_ALONE = 0.7
# How sure "forty-second" is to be a place and no length.
LENGTH = 0.9
COUNTED = ("number", "place", "scene_number")
# Where a text has more numbers than this, those that count nothing are no scenes; and so many things are listed in one breath.
MOST_ALONE, MOST_TOGETHER = 24, 12


class Reader:
    """The mentions of a text, for one language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.words = catalogue
        self.durations = Durations(catalogue.durations)
        self.values = Values(catalogue.values, catalogue.worded)
        self.units = frozenset(catalogue.durations.units)
        things = (*catalogue.references.nouns.values(), *catalogue.references.plurals.values())
        self.nouns = frozenset(word for group in things for word in group)
        self._one = catalogue.references.one | catalogue.durations.one
        self._amounts = frozenset(
            phrase[0] for phrase in (*catalogue.durations.more, *catalogue.durations.less, *catalogue.durations.percent)
        )
        self._counted = self.units | self.nouns | self._amounts
        self._meanings = frozenset((own, foreign) for own, all_ in catalogue.abroad.items() for foreign in all_)
        self.kinds = frozenset((*catalogue.references.nouns, *PLURALS.values(), SET, *TIMED, *COUNTED, *self.values.kinds))

    def gazetteer(self, vocabulary: Vocabulary) -> Gazetteer:
        """What finds the names in texts of this language."""
        return gazetteer(vocabulary, self.words.references.small, self.words.parting.elided, self._meanings)

    def mentions(self, view: View, vocabulary: Vocabulary, context: Context, known: frozenset[str]) -> Mentions:
        """`known` words are the grammar's own: never a mistyped name."""
        return self.read(view, vocabulary, context, known)[0]

    def read(self, view: View, vocabulary: Vocabulary, context: Context, known: frozenset[str]) -> tuple[Mentions, bool]:
        """The mentions, and whether they would be others had something else been spoken of before."""
        said = numbers(view, self.words.language, self.units, self.words.numbers)
        references = References(self.words.references, vocabulary, context)
        counts = {(n.start, n.end): int(n.value) for n in said if not n.ordinal and n.value == int(n.value)}
        known |= {view.words[start] for start, _ in counts}  # "eight" is no slip in "night"
        named = tuple(m for m in self.gazetteer(vocabulary).mentions(view, known) if not _number_of(m, counts, references))
        values = (*self.values.mentions(view, known), *self.durations.mentions(view, said))
        referring = (*references.mentions(view, said, named, known), *self._numbers_alone(view, said, references))
        sets = Sets(self.words.sets, references, view, said, (*referring, *values), self._counted, self.words.abroad)
        several = tuple(sets.mentions())
        referring = (*referring, *several)
        found = by_kind(
            (
                *self._places(view, said, references),
                *values,
                *(mention for mention in referring if mention.kind not in PLURALS or not mention.value.several),
                *self._plural(view, referring, sets),
                *(structs.replace(m, kind=SET, score=min(m.score, SEVERAL)) for m in several if m.kind == "scene" and m.value.several),
            )
        )
        return found, references.leant

    def _places(self, view: View, said: tuple[Number, ...], references: References) -> Iterator[Mention]:
        """A bare number may be a count, a place in an order, or where the sentence leaves no doubt the scene in that place."""
        for number in said:
            if number.value == int(number.value):
                at = int(number.value)
                length = number.ordinal and number.end - number.start > 1 and view.words[number.end - 1] in self.units
                yield Mention("place", number.start, number.end, at, LENGTH if length else 1.0)
                yield Mention("scene_number", number.start, number.end, references.place("scene", at))
                if not number.ordinal:
                    yield Mention("number", number.start, number.end, int(number.value))

    def _numbers_alone(self, view: View, said: tuple[Number, ...], references: References) -> Iterator[Mention]:
        """ "make 3 longer": a number that counts nothing may be that of a scene."""
        for number in said if len(said) <= MOST_ALONE else ():
            after = view.words[number.end] if number.end < len(view.words) else ""
            if number.ordinal or view.words[number.start] in self._one or after in self._counted or number.value != int(number.value):
                continue
            found = references.place("scene", int(number.value))
            if found.names and number.value > 0:
                yield Mention("scene", number.start, number.end, found, NUMBER_ALONE)

    def _plural(self, view: View, referring: tuple[Mention, ...], sets: Sets) -> Iterator[Mention]:
        """One or several of a kind: "scene 2", "scenes 2 and 4", "the pier and the bridge", "Ilya, Mara and Juno"."""
        for kind, plural in PLURALS.items():
            single = [m for m in referring if m.kind == kind]
            starting: dict[int, list[Mention]] = {}
            for mention in single:
                starting.setdefault(mention.start, []).append(mention)
                yield structs.replace(mention, kind=plural)
            for mention in single:
                for joined in self._joined(view, plural, mention, starting):
                    yield from (joined, *sets.afloat(joined))

    def _joined(self, view: View, plural: str, first: Mention, starting: dict[int, list[Mention]]) -> Iterator[Mention]:
        together = self.words.references.together
        whole = first
        for _ in range(MOST_TOGETHER - 1):
            if whole.end >= len(view.tokens):
                return
            linked = view.words[whole.end] in together
            if not linked and "," not in view.tokens[whole.end].gap:
                return
            after = [m for m in starting.get(whole.end + linked, ()) if clear(m)]
            if not after or whole.value.ambiguous:
                return
            whole = _both(plural, whole, max(after, key=lambda m: (m.score, m.end)))
            yield whole


def _number_of(mention: Mention, counts: Mapping[tuple[int, int], int], references: References) -> bool:
    """Whether what is a part of a title is rather the number of another scene: "nine" where there are nine, though one is called
    Bulkhead Nine."""
    number = counts.get((mention.start, mention.end), 0)
    return mention.kind == "scene" and mention.score <= PART and number > 0 and bool(references.place("scene", number).names)


def _both(plural: str, first: Mention, second: Mention) -> Mention:
    one, other = first.value, second.value
    names = one.names + tuple(name for name in other.names if name not in one.names)
    meant = Reference(plural, names, several=True, missing=one.missing + other.missing, recency=one.recency)
    return Mention(plural, first.start, second.end, meant, min(first.score, second.score))
