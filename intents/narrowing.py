"""What narrows several scenes down: when and where they are, with whom, how long, and how far in the film."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache, partial

from intents.mentions import Mention
from intents.normalise import words_of
from intents.references import References
from intents.set_words import SetWords
from intents.shapes import Name

Fits = Callable[[Name], bool]
# How many words the name of a place may have, and what leads up to something that narrows a set down; by how many people that may be.
LONGEST_PLACE, LONGEST_LEAD, MOST_PEOPLE = 4, 7, 3
# A person this doubtful says nothing about a scene.
SURE = 0.75


class Narrowing:
    """What may follow the noun of a set in one text. `starting` is what the text mentions, by its kind and the word it begins with;
    `abroad` what words mean in the language that places are written in."""

    def __init__(
        self,
        words: SetWords,
        references: References,
        said: tuple[str, ...],
        starting: Mapping[tuple[str, int], list[Mention]],
        abroad: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.words, self.references, self.said = words, references, said
        self._of, self._starting, self._abroad = references.words, starting, abroad

    def of(self, start: int, end: int) -> Iterator[tuple[int, Fits]]:
        """Everything that tells more of a set of scenes from `start` to `end`: where that ends, and which scenes it lets through."""
        yield from self._when_and_where(end)
        yield from self._with_whom(start, end)
        yield from self._how_long_and_far(end)

    def _when_and_where(self, at: int) -> Iterator[tuple[int, Fits]]:
        """ "at night", "that take place on the bridge"."""
        during, inside = self._of.noun_first, False  # "escenas nocturnas"
        for start in range(at, min(at + LONGEST_LEAD, len(self.said))):
            if during:
                yield from ((m.end, partial(_tagged, m.value)) for m in self._starting.get(("time", start), ()))
            if inside and (place := self._place(start)):
                yield place
            word = self.said[start]
            during, inside = during or word in self.words.during, inside or word in self.words.inside
            if not (word in self.words.linking or word in self.words.during or word in self.words.inside or word in self._of.determiners):
                return

    def _place(self, start: int) -> tuple[int, Fits] | None:
        """The longest name of a place that something happens at."""
        for end in range(min(start + LONGEST_PLACE, len(self.said)), start, -1):
            words = self.said[start:end]
            if not self._of.small.issuperset(words) and any(self.happens(words, name) for name in self.references.names.get("scene", ())):
                return end, partial(self.happens, words)
        return None

    def happens(self, words: tuple[str, ...], name: Name) -> bool:
        """Whether these words say where it happens: all of its place, or a part of it; small words inside may be others."""
        place = _words_of_place(name.place)
        small = self._of.small.isdisjoint((words[0], words[-1]))
        return all(
            word in place or (small and word in self._of.small) or not place.isdisjoint(self._abroad.get(word, ())) for word in words
        )

    def _with_whom(self, before: int, at: int) -> Iterator[tuple[int, Fits]]:
        """ "with Mara and Juno", "without her", "the boy is in", "where Mara appears"."""
        for led in self._led(at):
            for phrase, kind in self.words.narrowing.at(self.said, led):
                if kind in ("having", "lacking"):
                    for end, people in self.people(led + len(phrase), before):
                        yield end, partial(has if kind == "having" else _lacks, people)
        starts = {at, *(at + len(phrase) for phrase, _ in self.words.relative.at(self.said, at))}
        for start in starts:
            yield from self._there(start, before)
            for phrase, present in self.words.being.at(self.said, start) if start > at or self._of.noun_first else ():
                for end, people in self.people(start + len(phrase), before):
                    yield end, partial(has if present else _lacks, people)

    def _there(self, start: int, before: int) -> Iterator[tuple[int, Fits]]:
        """Somebody, and that they are there: "the wee lad is in"."""
        is_there = [(start + 1, self.person_before(before))] if self.said[start : start + 1] in self._people_being else []
        for end, people in (*self.people(start, before), *is_there):
            loose = 1 if self.said[start] in self._of.determiners else 0  # "the wee lad" is called Wee
            for after in range(end, end + loose + 1):
                for phrase, present in self.words.being.at(self.said, after):
                    yield after + len(phrase), partial(has if present else _lacks, people)

    @cached_property
    def _people_being(self) -> frozenset[tuple[str, ...]]:
        return frozenset((word,) for word in self.words.person_is)

    def people(self, at: int, before: int, more: int = MOST_PEOPLE) -> Iterator[tuple[int, frozenset[str]]]:
        """Who is named at that word, and after an "and" (so many `more`): where it ends, and their ids. Whoever is only pointed at may
        have been named in the text `before`."""
        for mention in self._starting.get(("character", at), ()):
            ids = frozenset(name.id for name in mention.value.names)
            if mention.value.pronoun:
                ids = self.person_before(before) or ids
            if len(ids) != 1 or mention.score < SURE:
                continue
            yield mention.end, ids
            if more and self.said[mention.end : mention.end + 1] and self.said[mention.end] in self._of.together:
                yield from ((end, ids | others) for end, others in self.people(mention.end + 1, before, more - 1))

    def person_before(self, before: int) -> frozenset[str]:
        named = [m for found in self._starting.values() for m in found if m.kind == "character" and m.end <= before and not m.value.pronoun]
        last = max((m for m in named if m.score >= SURE and len(m.value.names) == 1), key=lambda m: m.end, default=None)
        return frozenset(name.id for name in last.value.names) if last else frozenset()

    def _how_long_and_far(self, end: int) -> Iterator[tuple[int, Fits]]:
        """ "under ten seconds", "that come after the storm"."""
        for at in self._led(end):
            for phrase, kind in self.words.narrowing.at(self.said, at):
                start = at + len(phrase)
                if kind in ("over", "under"):
                    yield from ((m.end, partial(_measured, kind, m.value)) for m in self._starting.get(("duration", start), ()))
                elif kind in ("after", "before", "since"):
                    for mention in self._single_scenes(start):
                        onward = self.words.forward.size(self.said, mention.end) if kind == "since" else 0
                        if onward or kind != "since" or not self.words.onward:
                            yield mention.end + onward, partial(_beside, kind, mention.value.names[0].number)
                    if kind == "since":  # "from 3 to 5"
                        yield from ((m.end, frozenset(m.value.names).__contains__) for m in self._several_scenes(start))

    def _several_scenes(self, at: int) -> Iterator[Mention]:
        return (m for m in self._starting.get(("scene", at), ()) if m.value.several)

    def _single_scenes(self, at: int) -> Iterator[Mention]:
        return (m for m in self._starting.get(("scene", at), ()) if len(m.value.names) == 1 and m.value.names[0].number)

    def _led(self, at: int) -> Iterator[int]:
        """Where what tells more may begin: there, or past words that only link it."""
        for start in range(at, min(at + LONGEST_LEAD, len(self.said))):
            yield start
            if self.said[start] not in self.words.linking:
                return


def _tagged(tag: str, name: Name) -> bool:
    return tag in name.tags


def has(people: frozenset[str], name: Name) -> bool:
    return people.issubset(name.tags)


def _lacks(people: frozenset[str], name: Name) -> bool:
    return people.isdisjoint(name.tags)


def _beside(kind: str, place: int, name: Name) -> bool:
    here = name.number
    return here is not None and (here > place if kind == "after" else here < place if kind == "before" else here >= place)


def _measured(kind: str, seconds: float, name: Name) -> bool:
    return name.seconds is not None and (name.seconds > seconds if kind == "over" else name.seconds < seconds)


@lru_cache(maxsize=4096)
def _words_of_place(place: str) -> frozenset[str]:
    return frozenset(words_of(place))
