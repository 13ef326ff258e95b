"""What each clause of a sentence asks for, where it has several: acts one after the other, acts that leave out what the one before
said, and what is only said aside."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import structs

from intents.again import Again
from intents.clauses import Cut
from intents.grammar import PROSE
from intents.joining import asked_first, makes, together
from intents.mentions import Mention, Reference
from intents.normalise import View
from intents.reader import NUMBER_ALONE
from intents.references import References
from intents.shapes import Context, Focus, Match
from intents.slots import FOCUSED, LISTS, going_on

if TYPE_CHECKING:
    from intents.guess import Guess, Thought

# How sure each clause of a sentence has to be to be an act of its own, and to be one beside which all else is said aside.
CLAUSE, MAIN = 0.45, 0.45
# How sure what begins like an act has to be to be one at all.
AT_ALL = 0.3
# At how many places a sentence is tried to be cut.
CUTS = 4
SURE = 0.8
"""How sure a mention is that is what the sentence goes on about."""
OPENING = ("scene", "character", "shot", "person", "project")
"""Kinds of things that a clause may begin with the name of."""
STOPS = ".;!?\n—–:"


class Several:
    """The clauses of one sentence."""

    def __init__(self, guess: "Guess") -> None:
        self.guess, self.of, self.commands = guess, guess.of, guess.commands

    def stretches(self, view: View) -> list[tuple[int, int]]:
        """Every stretch between two places where the sentence may be cut, but for the whole."""
        cuts = self._cuts(view)
        starts, ends = [0, *(cut.start for cut in cuts)], [*(cut.end for cut in cuts), len(view.tokens)]
        return [(start, end) for start in starts for end in ends if start < end and (start, end) != (0, len(view.tokens))]

    def acts(self, view: View, context: Context) -> tuple[Match, ...] | None:
        """An act for each clause, when the sentence can be cut so that each surely is one."""
        found = self._acts(view, context)
        return together(found, self.of.places) if found else None

    def main(self, view: View, thought: "Thought") -> tuple[Match, ...] | None:
        """The acts of a sentence in which something else is said aside: why, or what it is about."""
        for cut in self._cuts(view):
            if not _stops(view, cut):
                continue
            left, right = view.part(0, cut.end), view.part(cut.start, len(view.tokens))
            found = self._after_aside(left, right) or self._before_aside(left, right)
            if found and self._stands(found, thought):
                return found
        return None

    # ---- acts

    def _acts(self, view: View, context: Context, before: Match | None = None) -> tuple[Match, ...] | None:
        """`before` is the act that stands before them, of which they may leave out what it says."""
        for cut in self._cuts(view):
            if not self._opens(view, cut):
                continue
            left, right = view.part(0, cut.end), view.part(cut.start, len(view.tokens))
            if (topic := self._topic(left)) is not None:
                if not _stops(view, cut) or self._listed(topic, right):
                    continue
                about = self._rest(right, None, structs.replace(context, focus=(topic, *context.focus)))
                return None if about is None else tuple(self._of(act, topic) for act in about)
            first = self._elliptic(left, before, context) or self._act(left, context)
            # What is told of something may have commas and commands in it: "note on 3: the paper is too clean, cover it".
            if first is None or (not PROSE.isdisjoint(first.slots) and not self._then(view, cut)):
                continue
            after = going_on(context, first, self.of.places(first.operation))
            rest = self._rest(right, first, after)
            if rest is not None:
                return (first, *rest)
        return None

    def _rest(self, view: View, first: Match | None, context: Context) -> tuple[Match, ...] | None:
        several = self._acts(view, context, first)
        if several is not None:
            return several
        one = self._elliptic(view, first, context) or self._act(view, context)
        return None if one is None else (one,)

    def _topic(self, view: View) -> Focus | None:
        """What is only named ("The letter, …", "In the vault, …") for what follows to be about."""
        small = self.of.catalogue.references.small | self.of.catalogue.references.determiners
        mentions = self.commands.mentions(view)
        for kind in FOCUSED:
            for mention in mentions.get(kind, ()):
                outside = (*view.words[: mention.start], *view.words[mention.end :])
                if mention.score >= SURE and _single(mention) and small.issuperset(outside):
                    return Focus(kind=kind, id=mention.value.names[0].id)
        return None

    def _listed(self, topic: Focus, right: View) -> bool:
        """Whether more of its kind follows: "Coralie and Jo come on"."""
        return any(m.start == 0 for m in self.commands.mentions(right).get(topic.kind, ()))

    def _of(self, act: Match, topic: Focus) -> Match:
        """The act on the topic, where it can be done to such a thing and names none."""
        fits = topic.kind in self.of.places(act.operation).get(topic.kind, frozenset()) and topic.kind not in act.slots
        return structs.replace(act, slots={**act.slots, topic.kind: topic.id}) if fits else act

    def _act(self, view: View, context: Context, sure: float = CLAUSE) -> Match | None:
        """The one act that a clause surely is, by a rule or by its meaning."""
        view = self.of.clauses.trimmed(view)
        reading = self.commands.readings(view, context)
        if reading and reading[0].template.clauses and not reading[0].guess and not reading[0].template.sentence.weak:
            done = self.commands.resolved(reading[0], context)
            if not isinstance(done, Match) or not self.guess.overruled(view, done):
                return self.guess.refined(view, done, context) if isinstance(done, Match) else None
        return self.guess.act(view, context, sure)

    def _elliptic(self, view: View, first: Match | None, context: Context) -> Match | None:
        """ "Agnes is 68, Dell 71": the act before for something else, when every word that tells anything is part of that."""
        if first is None or view.words[0] in self.of.grammar.openers - self.of.reader.nouns:
            return None
        again = Again(self.of, self.commands, References(self.of.catalogue.references, self.commands.vocabulary, context), context)
        if isinstance(act := again.recognise(view) or again.fragment(view), Match):
            return act
        if makes(first.operation):
            return None
        found = self.guess.tagged(view, self.commands.mentions(view, context), first.operation)
        slots = {label.partition("=")[0] for _, _, label in found}
        if not slots or not slots <= first.slots.keys() or len(slots) < min(len(first.slots), 2):
            return None
        small = self.of.catalogue.references.small | self.of.catalogue.references.determiners
        told = {at for start, end, _ in found for at in range(start, end)}
        if any(at not in told and view.words[at] not in small for at in range(len(view.words))):
            return None
        act = self.guess.filled(view, Match(operation=first.operation, source="nearest", text=view.spoken()), context)
        return act if isinstance(act, Match) and act.slots.keys() >= slots else None

    # ---- what is said aside

    def _after_aside(self, left: View, right: View) -> tuple[Match, ...] | None:
        """ "The haggling has no air in it, give it another fifteen": what the first clause is about is what the second means by it."""
        if not self._aside(left) and not self.of.clauses.conditional(left):
            return None
        context = structs.replace(self.guess.context, focus=(*self._about(left), *self.guess.context.focus))
        one = self._act(right, context, MAIN)
        found = self._acts(right, context) or ((one,) if one else None)
        return None if found and self.of.clauses.conditional(left) and not asked_first(found) else found

    def _before_aside(self, left: View, right: View) -> tuple[Match, ...] | None:
        """ "Get rid of Freeze, nobody will ever make that picture"."""
        if not self._aside(right) or self.of.clauses.takes_back(right):
            return None
        one = self._act(left, self.guess.context, MAIN)
        found = self._acts(left, self.guess.context) or ((one,) if one else ())
        # What follows the making of something tells more of it.
        return None if not found or makes(found[-1].operation) or not PROSE.isdisjoint(found[-1].slots) else found

    def _aside(self, view: View) -> bool:
        """Whether a clause is no act: it does not begin like one, and is not surely like any."""
        view = self.of.clauses.trimmed(view)
        if self.of.clauses.negated(view) is not None:
            return False
        thought = self.guess.thought(view)
        enough = AT_ALL if view.words[0] in self.of.grammar.openers else CLAUSE
        return thought is None or thought.foreign or thought.first.chance < enough or thought.first.talks

    def _stands(self, found: tuple[Match, ...], thought: "Thought") -> bool:
        """Whether the whole does not surely ask for something else."""
        return thought.first.chance < MAIN or thought.first.operation in {act.operation for act in found} or thought.first.talks

    def _about(self, view: View) -> Iterator[Focus]:
        """What a clause speaks of, the last first."""
        mentions = self.commands.mentions(view)
        named = [m for kind in FOCUSED for m in mentions.get(kind, ()) if m.score >= SURE and _single(m)]
        for mention in sorted(named, key=lambda m: -m.start):
            yield Focus(kind=LISTS.get(mention.kind, mention.kind), id=mention.value.names[0].id)

    # ---- cutting

    def _cuts(self, view: View) -> list[Cut]:
        """The places where what begins like an act follows, or something may be said aside, and no name goes on."""
        cuts = [cut for cut in self.of.clauses.cuts(view) if not self.commands.in_a_name(view, cut, self.guess.context)]
        best = sorted(cuts, key=lambda cut: (not self._opens(view, cut), not _stops(view, cut)))[:CUTS]
        return sorted((cut for cut in best if self._opens(view, cut) or _stops(view, cut)), key=lambda cut: cut.start)

    def _opens(self, view: View, cut: Cut) -> bool:
        if view.words[cut.start] in self.of.grammar.openers or cut.start - cut.end > 1 or self._then(view, cut):
            return True
        named = (m for kind in OPENING for m in self.commands.mentions(view).get(kind, ()))
        # After a comma alone "who waits tables" asks nothing.
        asks = cut.end < cut.start and self.of.clauses.questions(view.part(cut.start, len(view.tokens)))
        return asks or any(m.start == cut.start and m.score >= NUMBER_ALONE for m in named)

    def _then(self, view: View, cut: Cut) -> bool:
        """Whether the word between joins acts and not names: "then", but not "and"."""
        return cut.start > cut.end and view.words[cut.end] not in self.of.catalogue.references.together


def _stops(view: View, cut: Cut) -> bool:
    """Whether a clause ends there, and not only a name of a list."""
    return cut.start == cut.end and any(mark in view.tokens[cut.start].gap for mark in STOPS + ",")


def _single(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, Reference) and len(value.names) == 1 and not value.pronoun
