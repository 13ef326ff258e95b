"""What phrases refer to: "scene three", "the last one", "scenes 2 to 4", "the bridge scene", "it", "her", "the other one"."""

from collections.abc import Iterable, Iterator, Set
from functools import cached_property, lru_cache

from msgspec import Struct

from intents.mentions import Mention, Reference
from intents.normalise import View
from intents.numbers import Number
from intents.phrases import Meaning, Phrases
from intents.shapes import MADE, Context, Focus, Name, Vocabulary

# A pronoun that nothing has been spoken of for stands behind every pronoun that has.
NEVER = 99
# How sure a phrase is that has the form of a name but is nobody's: "the pier scene" where no scene is called so.
UNKNOWN = 0.5
# How sure "a scene" is one that exists: any of them, to be asked which.
ANY = 0.6
# How many words the name in such a phrase may have.
LONGEST_UNKNOWN = 3
# How many numbers a list of them may have.
LONGEST_LIST = 30
# "scenes 2-4".
DASHES = frozenset("-–—")


# "The last" is rather a place in an order than a word of the title "The Last Door".
THE_LAST = 0.9


class ReferenceWords(Struct, frozen=True, kw_only=True, dict=True):
    """How a language refers. `nouns` per kind, singular and plural; `pronouns` with the kinds they may mean.

    For languages other than English: `alone` gives the kinds an article stands for when only a number or a place follows ("la 3");
    with `noun_first` a place may follow its noun; `of` links a noun and a name nobody has. A name may stand before
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
    through: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    opening: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    alone: dict[str, tuple[str, ...]] = {}
    noun_first: bool = False
    of: frozenset[str] = frozenset()
    loosely: frozenset[str] = frozenset()
    nowhere: frozenset[str] = frozenset()
    next_one: tuple[str, ...] = ()
    one_before: tuple[str, ...] = ()
    longest: tuple[str, ...] = ()
    shortest: tuple[str, ...] = ()

    @cached_property
    def things(self) -> dict[str, frozenset[str]]:
        """The nouns of each kind, singular and plural."""
        return {kind: nouns | self.plurals.get(kind, frozenset()) for kind, nouns in self.nouns.items()}

    @cached_property
    def pointing(self) -> Phrases[tuple[int, tuple[str, ...]]]:
        """Pronouns with the kinds they may mean, of each the latest spoken of (0) or the one before it (1)."""
        others = [(phrase, (1, tuple(self.nouns))) for phrase in self.others]
        return _phrases([(phrase, (0, kinds)) for phrase, kinds in self.pronouns.items()] + others)

    @cached_property
    def the_other(self) -> Phrases[None]:
        return _phrases((phrase, None) for phrase in self.others)

    @cached_property
    def beside(self) -> Phrases[int]:
        return _phrases([*((phrase, 1) for phrase in self.next_one), *((phrase, -1) for phrase in self.one_before)])

    @cached_property
    def edges(self) -> Phrases[int]:
        return _phrases([*((phrase, 1) for phrase in self.opening), *((phrase, -1) for phrase in self.ending)])

    @cached_property
    def extremes(self) -> Phrases[int]:
        """What is the longest scene (1) or the shortest (-1)."""
        return _phrases([*((phrase, 1) for phrase in self.longest), *((phrase, -1) for phrase in self.shortest)])

    @cached_property
    def steps(self) -> Phrases[int]:
        """What comes next or came before, in several words."""
        steps = [*((phrase, 1) for phrase in self.following), *((phrase, -1) for phrase in self.previous)]
        return _phrases((phrase, step) for phrase, step in steps if " " in phrase)


class Things(Struct, frozen=True):
    """What there is, by kind: in order, by number, by id."""

    names: dict[str, tuple[Name, ...]]
    numbered: dict[str, dict[int, Name]]
    by_id: dict[str, dict[str, Name]]


@lru_cache(maxsize=256)
def things(vocabulary: Vocabulary, kinds: tuple[str, ...]) -> Things:
    """Kept, since a conversation asks with the same names again and again."""
    names = {kind: distinct(vocabulary.of(kind)) for kind in kinds}
    numbered: dict[str, dict[int, Name]] = {kind: {} for kind in kinds}
    for kind, each in names.items():
        for place, name in enumerate(each, 1):
            numbered[kind].setdefault(name.number or place, name)
    return Things(names, numbered, {kind: {name.id: name for name in each} for kind, each in names.items()})


class References:
    """The references in one text, said in one context."""

    def __init__(self, words: ReferenceWords, vocabulary: Vocabulary, context: Context) -> None:
        self.words, self.vocabulary, self._context = words, vocabulary, context
        self.leant = False
        """Whether anything asked for so far depends on what was spoken of before."""
        self._things = things(vocabulary, tuple(words.nouns))
        self.names = self._things.names
        self._focused: dict[tuple[str, int], Reference] = {}

    def mentions(
        self,
        view: View,
        numbers: tuple[Number, ...],
        named: tuple[Mention, ...],
        known: frozenset[str],
    ) -> Iterator[Mention]:
        """Every reference by number, place or pronoun, and the `named` ones with the words that belong to them."""
        for mention in named:
            yield from self._with_cue(view, mention)
        yield from self._pronouns(view)
        yield from self._edges(view)
        counts = {n.start: n for n in numbers if not n.ordinal and n.value == int(n.value)}
        ordinals = {n.start: n for n in reversed(numbers) if n.ordinal}  # "second to last" before "second"
        orders = self._orders(view, ordinals)
        for kind, nouns in self.words.things.items():
            spoken_of = not nouns.isdisjoint(view.words)
            if spoken_of:
                yield from self._numbered(view, kind, counts)
            yield from self._ordered(view, kind, ordinals, orders)
            if spoken_of:
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
            named = self._things.numbered.get(kind, {}).get(number)
            found = (named,) if named is not None else ()
        # Shots of several scenes share their numbers: the number alone is the answer, the scene is another slot.
        if kind == "shot" or not found:
            return Reference(kind, missing=(number,))
        return Reference(kind, found[:1])

    def focused(self, kind: str, which: int = 0) -> Reference:
        """What a pronoun means: the most recently mentioned thing of a kind, or with `which=1` the one before it."""
        if (kind, which) not in self._focused:
            self._focused[kind, which] = self._spoken_of(kind, which)
        return self._focused[kind, which]

    @property
    def context(self) -> Context:
        self.leant = True
        return self._context

    def _spoken_of(self, kind: str, which: int) -> Reference:
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
        named = self._things.by_id.get(focus.kind, {}).get(focus.id)
        if named is None and (focus.kind == "shot" or focus.id == MADE):
            return Name(kind=focus.kind, id=focus.id, label=focus.id)
        return named

    def together(self, kind: str, count: int = 0) -> tuple[Name, ...]:
        """What was spoken of together: the things that the last act was done to, while they still are what is spoken of; or the last
        `count` things spoken of, in their order. Nothing when there are not as many."""
        last = self.context.last
        ids = last.slots.get(kind) if last else None
        names = self.names.get(kind, ())
        named = tuple(name for name in names if name.id in ids) if isinstance(ids, list) else ()
        latest = [focus.id for focus in self.context.focus if focus.kind == kind]
        if len(named) > 1 and count in (0, len(named)) and (not latest or latest[0] in {name.id for name in named}):
            return named
        spoken = [*dict.fromkeys(latest)][:count]
        return tuple(name for name in names if name.id in spoken) if 1 < count == len(spoken) else ()

    @cached_property
    def listed(self) -> str:
        """The kind of thing that the last act listed; none if it was no list."""
        kind, _, act = (self.context.last.operation if self.context.last else "").partition(".")
        return kind if act == "list" else ""

    def recency(self, kind: str) -> int:
        """How many things were spoken of since the last of that kind; what was just listed is nearer than all of them."""
        if kind == self.listed:
            return -1
        return next((i for i, focus in enumerate(self.context.focus) if focus.kind == kind), self._never(kind))

    def _never(self, kind: str) -> int:
        """Of what was never spoken of, "it" is a scene before it is anything else (the order of `nouns`)."""
        return NEVER + list(self.words.nouns).index(kind)

    def _pronouns(self, view: View) -> Iterator[Mention]:
        words = view.words
        for start, end, (which, kinds) in self.words.pointing.found(words):
            for kind in kinds:
                yield Mention(kind, start, end, self.focused(kind, which))
        for start, end, step in self.words.beside.found(words):
            yield Mention("scene", start, end, self._beside("scene", step), 0.95)
        for kind, nouns in self.words.nouns.items():  # "the scene", "this shot"
            for at in _standing(words, nouns):
                if at and words[at - 1] in self.words.determiners:
                    yield Mention(kind, at - 1, at + 1, self.focused(kind), 0.9)
        for start, end, _ in self.words.the_other.found(words):  # "the other scene"
            for kind, nouns in self.words.nouns.items():
                if end < len(words) and words[end] in nouns:
                    yield Mention(kind, start, end + 1, self.focused(kind, 1), 0.95)

    def _edges(self, view: View) -> Iterator[Mention]:
        for start, end, number in self.words.edges.found(view.words):
            yield Mention("scene", start, end, self.place("scene", number), 0.95)
        for start, end, sign in self.words.extremes.found(view.words):
            by_length = sorted(self.names.get("scene", ()), key=lambda name: -sign * (name.seconds or 0.0))
            yield Mention("scene", start, end, Reference("scene", tuple(by_length[:1])))

    def _numbered(self, view: View, kind: str, counts: dict[int, Number]) -> Iterator[Mention]:
        """ "scene 3", "scene number three", "scenes 2 and 4", "scenes 2 to 4"."""
        noun = self.words.things[kind]
        for at in _standing(view.words, noun) if counts else ():
            first = at + 1
            while view.words[first : first + 1] and view.words[first] in self.words.number:
                first += 1
            start = at - 1 if at and view.words[at - 1] in self.words.determiners else at
            meant: list[int] = []
            for end, more in self._run(view, first, counts, noun, commas=view.words[at] in self.words.plurals.get(kind, ())):
                meant = [*meant, *(n for n in more if n not in meant)]
                for begin in {start, at}:
                    yield Mention(kind, begin, end, self._places(kind, meant))

    def _run(self, view: View, at: int, counts: dict[int, Number], noun: frozenset[str], commas: bool) -> Iterator[tuple[int, list[int]]]:
        """The numbers of a list such as "2, 3 and 5" or "2 to 4", with where each step of it ends. After "scene 2," comes something
        else; only several scenes are listed with `commas`."""
        number = counts.get(at)
        for _ in range(LONGEST_LIST):
            if number is None:
                return
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
                return
            number = following

    def _places(self, kind: str, places: list[int]) -> Reference:
        if len(places) == 1:
            return self.place(kind, places[0])
        each = [self.place(kind, place) for place in places]
        names = tuple(name for ref in each for name in ref.names)
        missing = tuple(number for ref in each for number in ref.missing)
        return Reference(kind, names, several=True, missing=missing)

    def _orders(self, view: View, ordinals: dict[int, Number]) -> list[int]:
        """Where a word stands that says a place in an order."""
        said = self.words.following | self.words.previous | self.words.last
        return sorted({*ordinals, *_standing(view.words, said)})

    def _ordered(self, view: View, kind: str, ordinals: dict[int, Number], orders: list[int]) -> Iterator[Mention]:
        """ "the third scene", "the last one", "the next scene", "the second to last scene"."""
        nouns = self.words.nouns[kind]
        for at in orders:
            word = view.words[at]
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
            if following in nouns:
                yield Mention(kind, start, end + 1, found)
                yield Mention(kind, at, end + 1, found)
            elif following in self.words.one:
                recent = Reference(kind, found.names, missing=found.missing, recency=self.recency(kind), pronoun=True)
                yield Mention(kind, start, end + 1, recent, 0.95)
            elif not following and at and kind in ("scene", self.listed) and view.words[at - 1] in self.words.determiners:
                # "render the last"
                recent = Reference(kind, found.names, missing=found.missing, recency=self.recency(kind), pronoun=True)
                yield Mention(kind, at - 1, end, recent, THE_LAST)
        for at, end, step in self.words.steps.found(view.words):  # "la scène d'après"
            yield from self._after_noun(view, kind, at, end, self._beside(kind, step))

    def _after_noun(self, view: View, kind: str, at: int, end: int, found: Reference) -> Iterator[Mention]:
        """ "la escena siguiente": the place after its noun."""
        if self.words.noun_first and at and view.words[at - 1] in self.words.nouns[kind]:
            start = at - 2 if at > 1 and view.words[at - 2] in self.words.determiners else at - 1
            for begin in {start, at - 1}:
                yield Mention(kind, begin, end, found)

    def _alone(self, view: View, numbers: tuple[Number, ...]) -> Iterator[Mention]:
        """ "la 3", "la tercera", "la última", "la siguiente": an article for the noun, then a number or a place."""
        starting: dict[int, list[Number]] = {}
        for number in numbers:
            if number.value == int(number.value):
                starting.setdefault(number.start, []).append(number)
        for at in _standing(view.words[:-1], self.words.alone.keys()):
            for kind in self.words.alone[view.words[at]]:
                for end, found in self._stands(view, kind, at + 1, starting.get(at + 1, [])):
                    recent = Reference(kind, found.names, missing=found.missing, recency=self.recency(kind), pronoun=True)
                    yield Mention(kind, at, end, recent, 0.95)

    def _stands(self, view: View, kind: str, at: int, starting: list[Number]) -> Iterator[tuple[int, Reference]]:
        word = view.words[at]
        for number in starting:
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

    def _any(self, view: View, kind: str) -> Iterator[Mention]:
        """ "a scene": one of those there are; which one has to be asked where there are several."""
        for at in _standing(view.words, self.words.nouns[kind]):
            if at and view.words[at - 1] in self.words.indefinite:
                yield Mention(kind, at - 1, at + 1, Reference(kind, self.names[kind], said=view.original(at - 1, at + 1)), ANY)

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
        for at in _standing(view.words, self.words.nouns[kind]):
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
        for at in _standing(view.words[:-1], self.words.nouns[kind]):
            if view.words[at + 1] not in self.words.of:
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


def distinct(names: Iterable[Name]) -> tuple[Name, ...]:
    """One name per thing: what answers to several (a project to its name and its title) is shown by the last of them."""
    return tuple({name.id: name for name in names}.values())


def _phrases(meanings: Iterable[tuple[str, Meaning]]) -> Phrases[Meaning]:
    return Phrases((tuple(phrase.split()), meaning) for phrase, meaning in meanings)


def _standing(words: tuple[str, ...], wanted: Set[str]) -> list[int]:
    """Where one of the wanted words stands."""
    return [] if wanted.isdisjoint(words) else [at for at, word in enumerate(words) if word in wanted]
