"""Where a sentence may be cut into its clauses, and how likely it is that another act begins there."""

from typing import TYPE_CHECKING

from msgspec import Struct

from intents.clauses import Cut
from intents.normalise import View
from intents.reader import NUMBER_ALONE
from intents.shapes import Context

if TYPE_CHECKING:
    from intents.commands import Commands
    from intents.recogniser import Recogniser

# At how many places a sentence is tried to be cut.
CUTS = 5
# How likely it is that another act begins: where words or marks say so, and after a mere "and".
BEGINS, MAY_BEGIN = 0.85, 0.6
# How likely it is that none does where a verb says so, a name, or only a mark.
NO_VERB, NO_NAME, NO_MARK = 0.5, 0.75, 0.95
# How likely it is that words that take back what was said before them mean nothing.
NOT_TAKEN_BACK, NOT_ANEW = 0.2, 0.6
OPENING = ("scene", "character", "shot", "person", "project")
"""Kinds of things that a clause may begin with the name of."""
STOPS = ".;!?\n—–:,"


class Part(Struct, frozen=True):
    """The words `start` up to `end` of a sentence, the cuts around them, and how likely it is that it is not cut within."""

    whole: View
    start: int
    end: int
    before: Cut | None
    after: Cut | None
    goes_on: float

    @property
    def said(self) -> View:
        return self.whole.part(self.start, self.end)

    @property
    def rest(self) -> View:
        return self.whole.part(self.after.start if self.after else self.end, len(self.whole.tokens))


class Cutting:
    """The places of sentences said in one context."""

    def __init__(self, recogniser: "Recogniser", commands: "Commands", context: Context) -> None:
        self.of, self.commands, self.context = recogniser, commands, context

    def cuts(self, view: View) -> list[Cut]:
        """The likeliest places: where what begins like an act follows, or a clause ends; no name goes on there."""
        cuts = [cut for cut in self.of.clauses.cuts(view) if not self.commands.in_a_name(view, cut, self.context)]
        best = sorted(cuts, key=lambda cut: (not self.opens(view, cut), not stops(view, cut)))[:CUTS]
        return sorted(best, key=lambda cut: cut.start)

    def opens(self, view: View, cut: Cut) -> bool:
        if self.verb(view, cut) or cut.start - cut.end > 1:
            return True
        named = (m for kind in OPENING for m in self.commands.mentions(view).get(kind, ()))
        # After a comma alone "who waits tables" asks nothing.
        asks = cut.end < cut.start and self.of.clauses.questions(view.part(cut.start, len(view.tokens)))
        return asks or any(m.start == cut.start and m.score >= NUMBER_ALONE for m in named)

    def then(self, view: View, cut: Cut) -> bool:
        """Whether the word between joins acts and not names: "then", but not "and"."""
        return cut.start > cut.end and view.words[cut.end] not in self.of.catalogue.references.together

    def verb(self, view: View, cut: Cut) -> bool:
        """Whether words say that another act begins: a verb, or one that joins acts."""
        begins = view.words[cut.start] in self.of.grammar.openers and not self.of.clauses.describes(view.part(cut.start, len(view.tokens)))
        return begins or self.then(view, cut)

    def runs_on(self, view: View, cuts: list[Cut]) -> float:
        """How likely it is that at none of these places another act begins."""
        chance = 1.0
        for cut in cuts:
            rest = view.part(cut.start, len(view.tokens))
            if self.of.clauses.takes_up(rest):
                chance *= NOT_TAKEN_BACK
            elif stops(view, cut) and self._another_value(view, cut.start + self.of.clauses.repairs(rest), cut.start):
                chance *= NOT_ANEW
            chance *= NO_VERB if self.verb(view, cut) else NO_NAME if self.opens(view, cut) else NO_MARK if stops(view, cut) else 1.0
        return chance

    def _another_value(self, view: View, at: int, cut: int) -> bool:
        """Whether what follows words that take something back is a value: "thirty, no, fifty-two"."""
        mentions = self.commands.mentions(view)
        return cut < at < len(view.tokens) and any(m.start == at and m.score >= NUMBER_ALONE for found in mentions.values() for m in found)

    def begins(self, part: Part) -> float:
        assert part.before is not None
        return BEGINS if self.opens(part.whole, part.before) or stops(part.whole, part.before) else MAY_BEGIN


def edges(view: View, cuts: list[Cut]) -> tuple[list[int], list[int]]:
    """Where clauses may begin, and where they may end."""
    return [0, *(cut.start for cut in cuts)], [*(cut.end for cut in cuts), len(view.tokens)]


def stops(view: View, cut: Cut) -> bool:
    """Whether a clause ends there, and not only a name of a list."""
    return cut.start == cut.end and any(mark in view.tokens[cut.start].gap for mark in STOPS)
