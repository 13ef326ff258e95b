"""What phrases refer to: "scene three", "the last one", "scenes 2 to 4", "the bridge scene", "it", "her", "the other one"."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from intents.mentions import Mention, Reference
from intents.normalise import View, words_of
from intents.numbers import Number
from intents.shapes import MADE, Context, Focus, Name, Vocabulary

# A pronoun that nothing has been spoken of for stands behind every pronoun that has.
NEVER = 99
# How sure a phrase is that has the form of a name but is nobody's: "the pier scene" where no scene is called so.
UNKNOWN = 0.5
# How sure "a scene" is one that exists: any of them, to be asked which.
ANY = 0.6
# How many words the name in such a phrase may have.
LONGEST_UNKNOWN = 3
# "scenes 2-4".
DASHES = frozenset("-–—")


class ReferenceWords(Struct, frozen=True, kw_only=True):
    """How a language refers. `nouns` per kind, singular and plural; `pronouns` with the kinds they may mean.

    For languages other than English: `alone` gives the kinds an article stands for when only a number or a place follows ("la 3");
    with `noun_first` a place may follow its noun; `of` links a noun and a name nobody has;
    `during` may stand between scenes and their time of day, words `inside` between scenes and their place. A name may stand before
    other words than the noun, that say `loosely` what it is ("the market bit"). No place begins with words that are `nowhere`.
    `next_one` and `one_before` are said of the scene beside the one spoken of.
    """

    small: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    nouns: dict[str, frozenset[str]] = {}
    plurals: dict[str, frozenset[str]] = {}
    pronouns: dict[str, tuple[str, ...]] = {}
    others: tuple[str, ...] = ()
    one: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()
    previous: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    every: tuple[str, ...] = ()
    through: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    opening: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    alone: dict[str, tuple[str, ...]] = {}
    noun_first: bool = False
    of: frozenset[str] = frozenset()
    during: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    loosely: frozenset[str] = frozenset()
    nowhere: frozenset[str] = frozenset()
    next_one: tuple[str, ...] = ()
    one_before: tuple[str, ...] = ()


class References:
    """The references in one text, said in one context."""

    def __init__(self, words: ReferenceWords, vocabulary: Vocabulary, context: Context) -> None:
        self.words, self.vocabulary, self.context = words, vocabulary, context
        self.names = {kind: distinct(vocabulary.of(kind)) for kind in words.nouns}

    def mentions(
        self,
        view: View,
        numbers: tuple[Number, ...],
        named: tuple[Mention, ...],
        known: frozenset[str],
        values: tuple[Mention, ...] = (),
    ) -> Iterator[Mention]:
        """Every reference by number, place, pronoun or set, and the `named` ones with the words that belong to them. Sets may be told
        by the times of day among the `values`."""
        times = tuple(value for value in values if value.kind == "time")
        for mention in named:
            yield from self._with_cue(view, mention)
        yield from self._pronouns(view)
        yield from self._edges(view)
        for kind in self.words.nouns:
            yield from self._numbered(view, kind, numbers)
            yield from self._ordered(view, kind, numbers)
            yield from self._sets(view, kind, named, times)
            yield from self._any(view, kind)
            yield from self._unknown(view, kind, named, known)
            yield from self._unknown_after(view, kind, named, known)
        yield from self._alone(view, numbers)

    def place(self, kind: str, number: int) -> Reference:
        """The thing in that place, from 1, or from the end when negative."""
        names = self.names.get(kind, ())
        if number < 0:
            found = names[number:][:1] if -number <= len(names) else ()
        else:
            found = tuple(n for i, n in enumerate(names, 1) if (n.number or i) == number)
        # Shots of several scenes share their numbers: the number alone is the answer, the scene is another slot.
        if kind == "shot" or not found:
            return Reference(kind, missing=(number,))
        return Reference(kind, found[:1])

    def focused(self, kind: str, which: int = 0) -> Reference:
        """What a pronoun means: the most recently mentioned thing of a kind, or with `which=1` the one before it."""
        seen: dict[str, tuple[int, Name]] = {}
        for recency, focus in enumerate(self.context.focus):
            name = self._thing(focus) if focus.kind == kind else None
            if name is not None:
                seen.setdefault(name.id, (recency, name))
        if len(seen) <= which:
            return Reference(kind, recency=self._never(kind), pronoun=True)
        recency, name = list(seen.values())[which]
        return Reference(kind, (name,), recency=recency, pronoun=True)

    def _thing(self, focus: Focus) -> Name | None:
        """What is in focus; None when it is gone by now. Shots and what is only being made may have no name yet."""
        named = next((name for name in self.names.get(focus.kind, ()) if name.id == focus.id), None)
        if named is None and (focus.kind == "shot" or focus.id == MADE):
            return Name(kind=focus.kind, id=focus.id, label=focus.id)
        return named

    def _recency(self, kind: str) -> int:
        return next((i for i, focus in enumerate(self.context.focus) if focus.kind == kind), self._never(kind))

    def _never(self, kind: str) -> int:
        """Of what was never spoken of, "it" is a scene before it is anything else (the order of `nouns`)."""
        return NEVER + list(self.words.nouns).index(kind)

    def _pronouns(self, view: View) -> Iterator[Mention]:
        for which, phrases in ((0, self.words.pronouns), (1, dict.fromkeys(self.words.others, tuple(self.words.nouns)))):
            for phrase, kinds in phrases.items():
                for start, end in _occurrences(view, phrase):
                    for kind in kinds:
                        yield Mention(kind, start, end, self.focused(kind, which))
        for step, beside in ((1, self.words.next_one), (-1, self.words.one_before)):
            for phrase in beside:
                for start, end in _occurrences(view, phrase):
                    yield Mention("scene", start, end, self._beside("scene", step), 0.95)
        for kind, nouns in self.words.nouns.items():  # "the scene", "this shot"
            for at, word in enumerate(view.words):
                if word in nouns and at and view.words[at - 1] in self.words.determiners:
                    yield Mention(kind, at - 1, at + 1, self.focused(kind), 0.9)
                for phrase in self.words.others:  # "the other scene"
                    start = at - len(phrase.split())
                    if word in nouns and start >= 0 and view.surface(start, at) == phrase:
                        yield Mention(kind, start, at + 1, self.focused(kind, 1), 0.95)

    def _edges(self, view: View) -> Iterator[Mention]:
        for number, phrases in ((1, self.words.opening), (-1, self.words.ending)):
            for phrase in phrases:
                for start, end in _occurrences(view, phrase):
                    yield Mention("scene", start, end, self.place("scene", number), 0.95)

    def _numbered(self, view: View, kind: str, numbers: tuple[Number, ...]) -> Iterator[Mention]:
        """ "scene 3", "scene number three", "scenes 2 and 4", "scenes 2 to 4"."""
        counts = {n.start: n for n in numbers if not n.ordinal and n.value == int(n.value)}
        noun = self.words.nouns[kind] | self.words.plurals.get(kind, frozenset())
        for at, word in enumerate(view.words):
            if word not in noun:
                continue
            first = at + 1
            while view.words[first : first + 1] and view.words[first] in self.words.number:
                first += 1
            start = at - 1 if at and view.words[at - 1] in self.words.determiners else at
            meant: list[int] = []
            for end, more in self._run(view, first, counts, noun, commas=word in self.words.plurals.get(kind, ())):
                meant = [*meant, *(n for n in more if n not in meant)]
                for begin in {start, at}:
                    yield Mention(kind, begin, end, self._places(kind, meant))

    def _run(self, view: View, at: int, counts: dict[int, Number], noun: frozenset[str], commas: bool) -> Iterator[tuple[int, list[int]]]:
        """The numbers of a list such as "2, 3 and 5" or "2 to 4", with where each step of it ends. After "scene 2," comes something
        else; only several scenes are listed with `commas`."""
        number = counts.get(at)
        while number is not None:
            value, end = int(number.value), number.end
            yield end, [value]
            link = view.words[end] if end < len(view.words) else ""
            after = end + 1 if link in self.words.through or link in self.words.together else end
            while after + 1 < len(view.words) and after > end and after not in counts and self._again(view.words[after], noun):
                after += 1  # "scene 2 and scene 4", "la 2 y la 4"
            following = counts.get(after)
            if following is None:
                return
            dashed = after == end and view.tokens[end].gap.strip() in DASHES
            if after == end and not dashed and not (commas and "," in view.tokens[end].gap):
                return
            if (dashed or link in self.words.through) and value < following.value <= value + 200:
                yield following.end, list(range(value, int(following.value) + 1))
                at = following.end
                return
            number = following

    def _places(self, kind: str, places: list[int]) -> Reference:
        if len(places) == 1:
            return self.place(kind, places[0])
        each = [self.place(kind, place) for place in places]
        names = tuple(name for ref in each for name in ref.names)
        missing = tuple(number for ref in each for number in ref.missing)
        return Reference(kind, names, several=True, missing=missing)

    def _ordered(self, view: View, kind: str, numbers: tuple[Number, ...]) -> Iterator[Mention]:
        """ "the third scene", "the last one", "the next scene", "the second to last scene", "the last two scenes"."""
        ordinals = {n.start: n for n in reversed(numbers) if n.ordinal}  # "second to last" before "second"
        nouns, plurals = self.words.nouns[kind], self.words.plurals.get(kind, frozenset())
        for at, word in enumerate(view.words):
            found = self._step(kind, word)
            end = at + 1
            if at in ordinals:
                found, end = self.place(kind, int(ordinals[at].value)), ordinals[at].end
            elif word in self.words.last:
                found = self.place(kind, -1)
            if found is None:
                continue
            start = at - 1 if at and view.words[at - 1] in self.words.determiners else at
            following = view.words[end] if end < len(view.words) else ""
            yield from self._after_noun(view, kind, at, end, found)
            if following in plurals:  # "las dos últimas escenas"
                yield from self._several(view, kind, numbers, (at, end, at))
            if following in nouns:
                yield Mention(kind, start, end + 1, found)
                yield Mention(kind, at, end + 1, found)
            elif following in self.words.one:
                recent = Reference(kind, found.names, missing=found.missing, recency=self._recency(kind), pronoun=True)
                yield Mention(kind, start, end + 1, recent, 0.95)
            elif not following and at and kind == "scene" and view.words[at - 1] in self.words.determiners:  # "render the last"
                recent = Reference(kind, found.names, missing=found.missing, recency=self._recency(kind), pronoun=True)
                yield Mention(kind, at - 1, end, recent, 0.8)
            elif following and end + 1 < len(view.words) and view.words[end + 1] in plurals:
                yield from self._several(view, kind, numbers, (at, end + 1, end))
        for phrase in (phrase for phrase in (*self.words.following, *self.words.previous) if " " in phrase):
            for at, end in _occurrences(view, phrase):  # "la scène d'après"
                found = self._step(kind, phrase)
                yield from self._after_noun(view, kind, at, end, found) if found else ()

    def _several(self, view: View, kind: str, numbers: tuple[Number, ...], place: tuple[int, int, int]) -> Iterator[Mention]:
        """ "the last two scenes", "las dos últimas escenas": `place` has where the order stands, its noun, and where the count is."""
        at, noun, counted = place
        count = next((n for n in numbers if counted in (n.start, n.end) and n.end <= noun and not n.ordinal), None)
        names = self.names[kind]
        if count is not None and 0 < count.value <= len(names):
            size, begin = int(count.value), min(at, count.start)
            some = names[-size:] if view.words[at] in self.words.last else names[:size]
            start = begin - 1 if begin and view.words[begin - 1] in self.words.determiners else begin
            yield Mention(kind, start, noun + 1, Reference(kind, some, several=True))

    def _after_noun(self, view: View, kind: str, at: int, end: int, found: Reference) -> Iterator[Mention]:
        """ "la escena siguiente": the place after its noun."""
        if self.words.noun_first and at and view.words[at - 1] in self.words.nouns[kind]:
            start = at - 2 if at > 1 and view.words[at - 2] in self.words.determiners else at - 1
            for begin in {start, at - 1}:
                yield Mention(kind, begin, end, found)

    def _alone(self, view: View, numbers: tuple[Number, ...]) -> Iterator[Mention]:
        """ "la 3", "la tercera", "la última", "la siguiente": an article for the noun, then a number or a place."""
        for at, word in enumerate(view.words[:-1]):
            for kind in self.words.alone.get(word, ()):
                for end, found in self._stands(view, kind, at + 1, numbers):
                    recent = Reference(kind, found.names, missing=found.missing, recency=self._recency(kind), pronoun=True)
                    yield Mention(kind, at, end, recent, 0.95)

    def _stands(self, view: View, kind: str, at: int, numbers: tuple[Number, ...]) -> Iterator[tuple[int, Reference]]:
        word = view.words[at]
        for number in numbers:
            if number.start == at and number.value == int(number.value):
                yield number.end, self.place(kind, int(number.value))
        step = self._step(kind, word)
        if step is not None:
            yield at + 1, step
        if word in self.words.last:
            yield at + 1, self.place(kind, -1)

    def _again(self, word: str, noun: frozenset[str]) -> bool:
        """Whether the word only takes up the noun of a list again."""
        return word in noun or word in self.words.alone

    def _step(self, kind: str, word: str) -> Reference | None:
        step = 1 if word in self.words.following else -1 if word in self.words.previous else 0
        return self._beside(kind, step) if step else None

    def _beside(self, kind: str, step: int) -> Reference:
        """What comes after what was spoken of (1), or before it (-1)."""
        here = self.focused(kind)
        names = self.names.get(kind, ())
        at = names.index(here.names[0]) + step if here.names and here.names[0] in names else -1
        return Reference(kind, names[at : at + 1]) if 0 <= at < len(names) else Reference(kind, pronoun=True, recency=NEVER)

    def _sets(self, view: View, kind: str, named: tuple[Mention, ...], times: tuple[Mention, ...]) -> Iterator[Mention]:
        """ "all scenes", "every night scene", "all scenes with Juno"."""
        nouns = self.words.nouns[kind] | self.words.plurals.get(kind, frozenset())
        for phrase in self.words.every:
            for start, end in _occurrences(view, phrase):
                for at in range(end, min(end + 3, len(view.words))):
                    if view.words[at] in nouns:
                        yield from self._chosen(view, kind, (start, end, at), named)
                        yield from self._timed(view, kind, (start, at), times)
                        yield from self._inside(view, kind, (start, at))
        yield from self._there(view, kind)

    def _any(self, view: View, kind: str) -> Iterator[Mention]:
        """ "a scene": one of those there are; which one has to be asked where there are several."""
        for at, word in enumerate(view.words):
            if at and word in self.words.nouns[kind] and view.words[at - 1] in self.words.indefinite:
                yield Mention(kind, at - 1, at + 1, Reference(kind, self.names[kind], said=view.original(at - 1, at + 1)), ANY)

    def _chosen(self, view: View, kind: str, place: tuple[int, int, int], named: tuple[Mention, ...]) -> Iterator[Mention]:
        start, end, noun = place
        tag = "_".join(view.words[end:noun])
        names = tuple(n for n in self.names[kind] if not tag or tag in n.tags or _happens(n, view.words[end:noun]))
        if tag and not names:
            return
        yield Mention(kind, start, noun + 1, Reference(kind, names, several=True, said=view.original(start, noun + 1)))
        for size in (size for size in range(1, 6) if view.surface(noun + 1, noun + 1 + size) in self.words.having):
            for who in named:
                if who.start == noun + 1 + size and who.kind == "character" and not who.value.ambiguous:
                    wanted = who.value.names[0].id
                    having = tuple(n for n in names if wanted in n.tags)
                    yield Mention(kind, start, who.end, Reference(kind, having, several=True, said=view.original(start, who.end)))

    def _timed(self, view: View, kind: str, place: tuple[int, int], times: tuple[Mention, ...]) -> Iterator[Mention]:
        """ "todas las escenas de noche": the noun, then the time."""
        start, noun = place
        for time in times:
            if time.start > noun and self.words.during.issuperset(view.words[noun + 1 : time.start]) and self.words.during:
                names = tuple(name for name in self.names[kind] if time.value in name.tags)
                yield Mention(kind, start, time.end, Reference(kind, names, several=True, said=view.original(start, time.end)))

    def _inside(self, view: View, kind: str, place: tuple[int, int]) -> Iterator[Mention]:
        """ "every scene on the bridge"."""
        start, noun = place
        at = noun + 1
        while view.words[at : at + 1] and view.words[at] in self.words.inside | self.words.determiners:
            at += 1
        if noun + 1 == at or view.words[noun + 1] in self.words.determiners:
            return
        for end in range(at + 1, min(at + LONGEST_UNKNOWN, len(view.words)) + 1):
            names = tuple(name for name in self.names[kind] if _happens(name, view.words[at:end]))
            if names:
                yield Mention(kind, start, end, Reference(kind, names, several=True, said=view.original(start, end)))

    def _there(self, view: View, kind: str) -> Iterator[Mention]:
        """ "the kitchen scenes"."""
        for at, word in enumerate(view.words):
            for start in range(max(at - LONGEST_UNKNOWN, 1), at) if word in self.words.plurals.get(kind, ()) else ():
                names = tuple(name for name in self.names[kind] if _happens(name, view.words[start:at]))
                if names and view.words[start - 1] in self.words.determiners:
                    said = view.original(start - 1, at + 1)
                    yield Mention(kind, start - 1, at + 1, Reference(kind, names, several=True, said=said))

    def _with_cue(self, view: View, mention: Mention) -> Iterator[Mention]:
        """A name alone, with its article, and with the noun for its kind: "the bridge scene", "scene called The Bridge"."""
        yield mention
        words, noun = view.words, self.words.nouns.get(mention.kind, frozenset())
        starts = {mention.start}
        if mention.start and words[mention.start - 1] in self.words.determiners:
            starts.add(mention.start - 1)
        ends = {mention.end}
        sure = min(1.0, mention.score + 0.1)
        loosely = self.words.loosely if mention.kind == "scene" else frozenset()
        if mention.end < len(words) and (words[mention.end] in noun or words[mention.end] in loosely):
            ends.add(mention.end + 1)
        for start in starts:
            for end in ends:
                yield Mention(mention.kind, start, end, mention.value, sure if end > mention.end else mention.score)
            before = start - 1
            while before >= 0 and words[before] in self.words.called:
                before -= 1
            if 0 <= before < start - 1 and mention.kind in self.words.alone.get(words[before], ()):
                yield Mention(mention.kind, before, mention.end, mention.value, mention.score)  # "la del puente"
            if before >= 0 and words[before] in noun:
                yield Mention(mention.kind, before, mention.end, mention.value, sure)
                if before and words[before - 1] in self.words.determiners:
                    yield Mention(mention.kind, before - 1, mention.end, mention.value, sure)

    def _unknown(self, view: View, kind: str, named: tuple[Mention, ...], known: frozenset[str]) -> Iterator[Mention]:
        """ "the pier scene" when no scene is called so: kept as said, so that the answer can name what there is."""
        taken = {i for m in named if m.kind == kind for i in range(m.start, m.end)}
        for at, word in enumerate(view.words):
            if word not in self.words.nouns[kind]:
                continue
            for length in range(1, LONGEST_UNKNOWN + 1):
                start = at - length
                inside = range(start, at)
                if start < 0 or view.words[start] in known or taken & set(inside):
                    break
                if start and view.words[start - 1] in self.words.determiners:
                    said = view.original(start, at)
                    yield Mention(kind, start - 1, at + 1, Reference(kind, missing=(said,), said=said), UNKNOWN)

    def _unknown_after(self, view: View, kind: str, named: tuple[Mention, ...], known: frozenset[str]) -> Iterator[Mention]:
        """ "la escena del muelle" when no scene is called so."""
        taken = {i for m in named if m.kind == kind for i in range(m.start, m.end)}
        for at, word in enumerate(view.words[:-1]):
            if word not in self.words.nouns[kind] or view.words[at + 1] not in self.words.of:
                continue
            first = at + 2
            while view.words[first : first + 1] and view.words[first] in self.words.determiners:
                first += 1
            start = at - 1 if at and view.words[at - 1] in self.words.determiners else at
            for end in range(first + 1, min(first + LONGEST_UNKNOWN, len(view.words)) + 1):
                if view.words[end - 1] in known or end - 1 in taken:
                    break
                said = view.original(first, end)
                yield Mention(kind, start, end, Reference(kind, missing=(said,), said=said), UNKNOWN)


def _happens(name: Name, words: tuple[str, ...]) -> bool:
    """Whether these words say where it happens: all of its place, or a part of it."""
    return bool(words) and set(words) <= set(words_of(name.place))


def distinct(names: Iterable[Name]) -> tuple[Name, ...]:
    """One name per thing: what answers to several (a project to its name and its title) is shown by the last of them."""
    return tuple({name.id: name for name in names}.values())


def _occurrences(view: View, phrase: str) -> Iterable[tuple[int, int]]:
    words = tuple(phrase.split())
    size = len(words)
    return [(i, i + size) for i in range(len(view.words) - size + 1) if view.words[i : i + size] == words]
