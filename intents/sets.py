"""What is meant by several at once: "both scenes at the diner", "every scene Mara is in but the last", "the first two", "those".

A set begins with a noun ("all night scenes"), with words for all of them ("everything", "the ones") or by pointing back ("those two");
what follows narrows it down, and exceptions are taken out at the end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from msgspec import Struct, structs

from intents.mentions import Mention, Reference
from intents.narrowing import LONGEST_PLACE, Narrowing, has
from intents.normalise import View
from intents.numbers import Number
from intents.references import DASHES, References
from intents.set_words import SetWords
from intents.shapes import Name

Names = tuple[Name, ...]
ALL = "all"
"""Stands for every shot of a scene, whose number only the scene knows."""
# By how many things a set may be narrowed down.
MOST_FILTERS = 3
# How many things are left out of a set in one breath.
MOST_LISTED = 12
# How sure a set is that is told by its things, one that only points back at what was spoken of, one thing of a set, and numbers alone.
TOLD, POINTED, ONE, BARE = 1.0, 0.96, 0.9, 0.8


class Told(Struct, frozen=True):
    """A set so far: the words from `start` to `end`, and what they mean. It is one by itself when it is `whole`, else once it is narrowed
    down. `count` is how many it should have (0: not said); `order` takes the first (1, 2, …) or the last (-1, …) of them."""

    start: int
    end: int
    names: Names
    whole: bool = True
    count: int = 0
    order: int = 0
    pointed: bool = False
    score: float = TOLD


class Sets:
    """The sets in one text; `told` is everything else that it mentions, `counted` are words whose number counts no scenes, and `abroad`
    has what words mean in the language that places are written in."""

    def __init__(
        self,
        words: SetWords,
        references: References,
        view: View,
        numbers: Sequence[Number],
        told: Iterable[Mention],
        counted: frozenset[str],
        abroad: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.words, self.references, self.view, self.said = words, references, view, view.words
        self._of, self._numbers, self._told, self._counted, self._abroad = references.words, numbers, told, counted, abroad

    def mentions(self) -> Iterator[Mention]:
        """Every set, each as long as it may be and cut short after each thing that tells of it; the last in the text first, so that
        one may be taken out of another."""
        for at in range(len(self.said) - 1, -1, -1):
            for kind, told in self._begun(at):
                for mention in self._ways(kind, told):
                    self._starting.setdefault((kind, mention.start), []).append(mention)
                    yield mention
            yield from self._but_some_listed(at)

    def afloat(self, mention: Mention) -> Iterator[Mention]:
        """The same with the words behind it that only say again that it is several: "1 and 8 both"."""
        size = self.words.afloat.size(self.said, mention.end)
        if size:
            yield structs.replace(mention, end=mention.end + size)

    def _but_some_listed(self, at: int) -> Iterator[Mention]:
        """ "scenes 4 to 6 but not 5"."""
        for mention in self._starting.get(("scene", at), ()):
            if mention.value.several and mention in self._told:
                yield from self._excepted("scene", Told(mention.start, mention.end, mention.value.names))

    def _begun(self, at: int) -> Iterator[tuple[str, Told]]:
        """The sets whose noun is the word `at`, or that have none and begin there."""
        for kind, nouns in self._of.things.items():
            if self.said[at] in nouns:
                yield from ((kind, told) for told in self._with_noun(kind, at))
        for phrase, head in self.words.heads.at(self.said, at):
            yield from self._without_noun(at, at + len(phrase), head)
        if at + 1 in self._ending:
            yield from self._counted_alone(at + 1)
        if at in self._counts:
            yield from self._from_to(self._counts[at])

    @cached_property
    def _narrowing(self) -> Narrowing:
        return Narrowing(self.words, self.references, self.said, self._starting, self._abroad)

    @cached_property
    def _starting(self) -> dict[tuple[str, int], list[Mention]]:
        """What is mentioned, by its kind and the word it begins with."""
        starting: dict[tuple[str, int], list[Mention]] = {}
        for mention in self._told:
            starting.setdefault((mention.kind, mention.start), []).append(mention)
        return starting

    @cached_property
    def _ending(self) -> dict[int, tuple[int, int, bool]]:
        """Counts and places in an order, by where they end: where they begin, their number, and whether it is a place."""
        edges = {at + 1: (at, -1, True) for at, word in enumerate(self.said) if word in self._of.last}
        edges |= {at + 1: (at, 1, True) for at, word in enumerate(self.said) if word in self.words.first}
        return edges | {n.end: (n.start, int(n.value), n.ordinal) for n in self._numbers if n.value == int(n.value) != 0}

    @cached_property
    def _counts(self) -> dict[int, Number]:
        return {n.start: n for n in self._numbers if not n.ordinal and n.value == int(n.value) > 0}

    # ---- how a set begins

    def _with_noun(self, kind: str, noun: int) -> Iterator[Told]:
        """ "both kitchen scenes", "the first two night scenes", "every other scene", "scenes" that something is still to be told of."""
        plural = self.said[noun] in self._of.plurals.get(kind, ())
        for at, names, narrowed in self._narrowed_before(kind, noun):
            other = at > 0 and self.said[at - 1] in self.words.other
            at, names = (at - 1, self._not_spoken_of(kind, names)) if other else (at, names)
            if other and not names:
                continue
            first, count, order = self._counted_before(at)
            if kind == "scene" and (count or order) and not narrowed:
                first, names, narrowed = self._of_somebody(first, names)
            start, every, two = self._quantified(first)
            count = count or two
            pointing = every or start < first
            if order and (count or narrowed):
                yield Told(start, noun + 1, names, count=count or 1, order=order)
            elif every or (pointing and plural and (other or count)) or (narrowed and plural):
                yield Told(start, noun + 1, names, count=count)
            elif plural and not count and not order:
                yield Told(start, noun + 1, names, whole=False)
            elif self.said[start] in self.words.definite and start == noun - 1:
                yield Told(start, noun + 1, names, whole=False, count=1)

    def _narrowed_before(self, kind: str, noun: int) -> Iterator[tuple[int, Names, bool]]:
        """Where the words begin that narrow a noun down before it, and what is left: all of the kind, or those at a time of day, in a
        place, with somebody."""
        every = self.references.names.get(kind, ())
        yield noun, every, False
        for start in range(max(noun - LONGEST_PLACE, 0), noun if kind == "scene" else 0):
            words, owners = self.said[start:noun], self._owners(start, noun)
            if words[0] in self._of.determiners and not owners:
                continue
            tags = {m.value for m in self._starting.get(("time", start), ()) if m.end == noun} | {"_".join(words), *owners}
            names = tuple(name for name in every if self._narrowing.happens(words, name) or not tags.isdisjoint(name.tags))
            if names:
                yield start, names, True

    def _of_somebody(self, end: int, names: Names) -> tuple[int, Names, bool]:
        """ "Mara's first scene", where whose it is stands before the word `end`: where that begins, and what is left."""
        for start in range(max(end - LONGEST_PLACE, 0), end):
            if owners := self._owners(start, end):
                return start, tuple(name for name in names if has(owners, name)), True
        return end, names, False

    def _owners(self, start: int, end: int) -> frozenset[str]:
        """Whose something is by the words `start` up to `end`: somebody's name, or "her"."""
        if end == start + 1 and self.said[start] in self.words.theirs:
            spoken = frozenset(name.id for name in self.references.focused("character").names)
            return self._narrowing.person_before(start) or spoken
        return next((people for stop, people in self._narrowing.people(start, start, more=0) if stop == end), frozenset())

    def _counted_before(self, at: int) -> tuple[int, int, int]:
        """ "first three", "dos últimas": where that begins, how many, and which place in the order; 0 for what is not said."""
        count = order = 0
        for _ in range(2):
            start, number, placed = self._ending.get(at, (at, 0, False))
            if placed and not order:
                at, order = start, number
            elif number > 0 and not placed and not count:
                at, count = start, number
        return at, count, order

    def _quantified(self, at: int) -> tuple[int, bool, int]:
        """Where words such as "all", "both of the" or an article begin that end there, whether they mean all, and how many."""
        for phrase, count in self.words.quantifiers:
            if at >= len(phrase) and self.said[at - len(phrase) : at] == phrase:
                return at - len(phrase), True, count
        return (at - 1, False, 0) if at and self.said[at - 1] in self._of.determiners else (at, False, 0)

    def _without_noun(self, at: int, end: int, head: str) -> Iterator[tuple[str, Told]]:
        """ "everything", "the ones", "the rest", "those", "both of them"."""
        scenes = self.references.names.get("scene", ())
        if head in ("ones", "single"):
            yield "scene", Told(at, end, scenes, whole=False, count=int(head == "single"))
        elif head == "others":
            if names := self._not_spoken_of("scene", scenes):
                yield "scene", Told(at, end, names, pointed=True, score=POINTED)
        else:
            yield from self._pointed(at, end, 2 if head == "two" else 0)
            if head == "those" and (number := self._counts.get(end)):  # "those two"
                yield from self._pointed(at, number.end, int(number.value))

    def _pointed(self, start: int, end: int, count: int) -> Iterator[tuple[str, Told]]:
        """What was spoken of together, of every kind."""
        if self._alone(end):
            for kind in ("scene", "character"):
                if names := self.references.together(kind, count):
                    yield kind, Told(start, end, names, pointed=True, score=POINTED)

    def _counted_alone(self, end: int) -> Iterator[tuple[str, Told]]:
        """ "the first two", "all three", "the second of them"; its last word is the one before `end`."""
        first, count, order = self._counted_before(end)
        start, every, _ = self._quantified(first)
        among = self.words.among.size(self.said, end)
        if first == end or not self._alone(end + among) or not (every or start < first):
            return
        if count and not order:  # "the two at the jetty"
            yield "scene", Told(start, end, self.references.names.get("scene", ()), whole=False, count=count, score=POINTED)
        if among or not order:
            for kind, told in self._pointed(start, end + among, 0 if order else count) if count or among else ():
                yield kind, Told(start, end + among, told.names, count=count or 1, order=order, pointed=True, score=POINTED)
        elif count:
            for kind in ("scene", "shot"):
                yield kind, Told(start, end, self.references.names.get(kind, ()), count=count, order=order, pointed=True, score=POINTED)

    def _from_to(self, first: Number) -> Iterator[tuple[str, Told]]:
        """ "4 to 6" without a noun."""
        linked = self.said[first.end : first.end + 1]
        last = self._counts.get(first.end + bool(linked and linked[0] in self._of.through))
        through = last and (last.start > first.end or self.view.tokens[last.start].gap.strip() in DASHES)
        scenes = self.references.names.get("scene", ())
        if last and through and first.value < last.value <= len(scenes) and self._alone(last.end):
            yield "scene", Told(first.start, last.end, scenes[int(first.value) - 1 : int(last.value)], score=BARE)

    def _alone(self, end: int) -> bool:
        """Whether no noun follows that would be counted."""
        return end >= len(self.said) or self.said[end] not in self._counted or bool(self.view.tokens[end].gap.strip())

    def _not_spoken_of(self, kind: str, names: Names) -> Names:
        """What is left without what was spoken of last, alone or together; nothing where nothing was."""
        spoken = self.references.together(kind) or self.references.focused(kind).names
        return tuple(name for name in names if name not in spoken) if spoken else ()

    # ---- what tells more of it

    def _ways(self, kind: str, told: Told) -> Iterator[Mention]:
        """The set as it is, and as it is narrowed down; of each, all of it, and all but some."""
        ways = [told]
        for _ in range(MOST_FILTERS + 1):
            for each in ways:
                if each.whole:
                    yield from self._meant(kind, each)
                if each.count != 1:
                    yield from self._excepted(kind, each)
            ways = [narrowed for each in ways for narrowed in self._narrowed(each)] if kind == "scene" else []

    def _narrowed(self, told: Told) -> Iterator[Told]:
        for end, fits in self._narrowing.of(told.start, told.end):
            names = tuple(name for name in told.names if fits(name))
            yield structs.replace(told, end=end, names=names, whole=True)

    # ---- what is left out, and what is meant then

    def _excepted(self, kind: str, told: Told) -> Iterator[Mention]:
        """ "… but the last", "… except Rain and scene 5"."""
        for phrase, _ in self.words.excepting.at(self.said, told.end):
            for end, out in islice(self._some(kind, told.names, told.end + len(phrase)), MOST_LISTED):
                if kind == "shot":
                    yield from self._meant(kind, structs.replace(told, end=end, whole=True), tuple(out))
                    continue
                left = tuple(name for name in told.names if name.id not in out)
                if left and len(left) < len(told.names):
                    yield from self._meant(kind, structs.replace(told, end=end, names=left, whole=True, count=0))

    def _some(self, kind: str, names: Names, at: int) -> Iterator[tuple[int, frozenset[str | int]]]:
        """Things of that kind, one or listed: where they end, and their ids; shots have numbers. A place in an order is one in the set."""
        found = [(m.end, _ids(m.value)) for m in self._starting.get((kind, at), ()) if clear(m)]
        inside = [one for one in found if not one[1].isdisjoint({name.id for name in names}) or kind == "shot"]
        for end, people in self._narrowing.people(at, at, more=0) if kind == "scene" else ():  # "except Mara's"
            inside.append((end, frozenset(name.id for name in names if has(people, name))))
        end, out = max((self._placed(kind, names, at), *inside), key=lambda one: one[0])
        if not out:
            return
        yield end, out
        linked = self.said[end : end + 1] and self.said[end] in self._of.together
        if linked or (end < len(self.said) and "," in self.view.tokens[end].gap):
            yield from ((stop, out | more) for stop, more in self._some(kind, names, end + bool(linked)))

    def _placed(self, kind: str, names: Names, at: int) -> tuple[int, frozenset[str | int]]:
        """ "the last", "the second one": in the order of the set."""
        while self.said[at : at + 1] and self.said[at] in self._of.determiners:
            at += 1
        for end in range(at + 1, min(at + 4, len(self.said)) + 1):
            start, place, placed = self._ending.get(end, (0, 0, False))
            if start == at and (placed or kind == "shot"):
                noun = self.said[end : end + 1] and self.said[end] in self._of.one | self._of.things[kind]
                one = names[place - (place > 0) :][:1] if -len(names) <= place <= len(names) else ()
                return end + bool(noun), frozenset((place,)) if kind == "shot" else frozenset(name.id for name in one)
        return at, frozenset()

    def _meant(self, kind: str, told: Told, out: tuple[int | str, ...] = ()) -> Iterator[Mention]:
        reference = self._shots(told, out) if kind == "shot" else self._reference(kind, told)
        if reference is not None:
            said = structs.replace(reference, said=self.view.original(told.start, told.end))
            mention = Mention(kind, told.start, told.end, said, min(told.score, ONE) if told.count == 1 else told.score)
            yield mention
            yield from self.afloat(mention)

    def _reference(self, kind: str, told: Told) -> Reference | None:
        """Where it is not as many as it says, which ones they are has to be asked."""
        names, several = told.names, told.count != 1
        if told.order and several:
            names = names[: told.count] if told.order > 0 else names[-told.count :]
        elif told.order:
            names = names[told.order - (told.order > 0) :][:1] if -len(names) <= told.order <= len(names) else ()
        elif told.count > 1 and len(names) != told.count:
            spoken = self.references.together(kind, told.count) if names == self.references.names.get(kind) else ()
            names, several = spoken or names, bool(spoken)
            if len(names) < 2 or (told.score < TOLD and not several):  # then something else is meant by it
                return None
        recency = self.references.recency(kind) if told.pointed else 0
        return Reference(kind, names, several=several, recency=recency, pronoun=told.pointed)

    def _shots(self, told: Told, out: tuple[int | str, ...] = ()) -> Reference | None:
        """Shots are told by their numbers in a scene that is told elsewhere."""
        if told.count == 1 or (told.order and not told.count) or abs(told.order) > 1:
            return None
        recency = self.references.recency("shot") if told.pointed else 0
        if told.order:
            missing = tuple(range(1, told.count + 1) if told.order > 0 else range(-told.count, 0))
            return Reference("shot", missing=missing, several=True, recency=recency, pronoun=told.pointed)
        return Reference("shot", missing=(ALL,), several=True, but=tuple(n for n in out if isinstance(n, int)), size=told.count)


def clear(mention: Mention) -> bool:
    """Whether it can be one of several: "scene 2 and the last one", but not "scene 2 and it"."""
    said: Reference = mention.value
    return not said.ambiguous and not said.empty and (not said.pronoun or mention.end - mention.start > 1)


def _ids(reference: Reference) -> frozenset[str | int]:
    return frozenset((*(name.number or name.id if name.kind == "shot" else name.id for name in reference.names), *reference.missing))
