"""How a language speaks of several, as its file says it."""

from functools import cached_property

from msgspec import Struct

from intents.phrases import Phrases, plain


class SetWords(Struct, frozen=True, kw_only=True, dict=True):
    """How a language speaks of several.

    Before a noun: `every`, `two`, a `definite` article, somebody's name or `theirs`, words for the `first`; `other` ones are those not
    spoken of. Alone: `everything` and the `ones` are scenes when something tells which, a `single` one is one of them; `others` are the
    rest, `those` were spoken of together, `of_them` is among those. After the noun, past words that only are `linking`: a time of day
    (`during`), a place (`inside`), a length (`over`, `under`), a place in the order (`after`, `before`, `since`, with `onward` behind it
    where a language says so), or a person (`having`, or `lacking`; that they are `present` there, or `absent`, may open with words for
    `where`; `person_is` says "she is" in one word). What follows `but` is taken out; words `floating` behind change nothing. Behind a
    whole act, things are left out that one is to `keep` (`staying` as they are), and others are added (`adding`) that it is done to `too`.
    """

    every: tuple[str, ...] = ()
    two: tuple[str, ...] = ()
    definite: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    everything: tuple[str, ...] = ()
    ones: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    those: tuple[str, ...] = ()
    of_them: tuple[str, ...] = ()
    linking: frozenset[str] = frozenset()
    during: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    person_is: frozenset[str] = frozenset()
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    onward: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    floating: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    too: tuple[str, ...] = ()

    @cached_property
    def heads(self) -> Phrases[str]:
        """What a set without a noun begins with."""
        each = {"ones": (*self.everything, *self.ones), "single": self.single, "others": self.others, "those": self.those, "two": self.two}
        return Phrases((tuple(phrase.split()), head) for head, phrases in each.items() for phrase in phrases)

    @cached_property
    def narrowing(self) -> Phrases[str]:
        """What opens a filter, by what it says."""
        each = {"having": self.having, "lacking": self.lacking, "over": self.over, "under": self.under}
        each |= {"after": self.after, "before": self.before, "since": self.since}
        return Phrases((tuple(phrase.split()), kind) for kind, phrases in each.items() for phrase in phrases)

    @cached_property
    def being(self) -> Phrases[bool]:
        """Whether somebody is there."""
        each = [*((phrase, True) for phrase in self.present), *((phrase, False) for phrase in self.absent)]
        return Phrases((tuple(phrase.split()), there) for phrase, there in each)

    @cached_property
    def quantifiers(self) -> tuple[tuple[tuple[str, ...], int], ...]:
        """What may stand before a noun, the longest first, with how many it counts (0: all there are)."""
        each = [*((phrase, 0) for phrase in self.every), *((phrase, 2) for phrase in self.two)]
        return tuple(sorted(((tuple(phrase.split()), count) for phrase, count in each), key=lambda one: -len(one[0])))

    @cached_property
    def relative(self) -> Phrases[None]:
        return plain(tuple(phrase.split()) for phrase in self.where)

    @cached_property
    def excepting(self) -> Phrases[None]:
        return plain(tuple(phrase.split()) for phrase in self.but)

    @cached_property
    def afloat(self) -> Phrases[None]:
        return plain(tuple(phrase.split()) for phrase in self.floating)

    @cached_property
    def forward(self) -> Phrases[None]:
        return plain(tuple(phrase.split()) for phrase in self.onward)

    @cached_property
    def among(self) -> Phrases[None]:
        return plain(tuple(phrase.split()) for phrase in self.of_them)
