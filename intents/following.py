"""What a clause says of the act before it: the same of something else, another value, the same note elsewhere."""

from typing import TYPE_CHECKING

from msgspec import structs

from intents.again import Again
from intents.filling import EDGES
from intents.joining import makes
from intents.mentions import Reference
from intents.normalise import View
from intents.references import References
from intents.shapes import Context, Match, Slots

if TYPE_CHECKING:
    from intents.guess import Guess

PLACES = ("after", "before", "other")
"""Slots for a scene that is said after the one an act is done to."""


class Following:
    """The clauses of one sentence that lean on the act before."""

    def __init__(self, guess: "Guess") -> None:
        self.guess, self.of, self.commands = guess, guess.of, guess.commands

    def elliptic(self, view: View, first: Match, context: Context) -> Match | None:
        """ "Agnes is 68, Dell 71": the act before for something else, when every word that tells anything is part of that."""
        again = self._again(context)
        if leaning := again.given(view) or again.named(view):
            return leaning
        if not view.tokens or view.words[0] in self.of.grammar.openers - self.of.reader.nouns:
            return None
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

    def noted(self, view: View, last: Match, context: Context) -> Match | None:
        """ "note on 3: the paper is too clean; on 5, the bales are wrong": what is told of something else."""
        if "text" not in last.slots or len(view.words) < 2 or view.words[0] not in self.of.catalogue.references.small:
            return None
        mentions = self.commands.mentions(view, context)
        for mention in sorted(mentions.get("scene", ()), key=lambda m: m.start - m.end):
            told = mention.end
            if mention.start != 1 or told >= len(view.words) or not isinstance(mention.value, Reference) or len(mention.value.names) != 1:
                continue
            linked = view.words[told] in self.of.catalogue.talk.linking
            if linked or view.tokens[told].gap.strip():
                text = view.original(told + linked, len(view.tokens)).strip(EDGES)
                return structs.replace(last, slots={"scene": mention.value.names[0].id, "text": text}, text=view.spoken()) if text else None
        return None

    def takes_back(self, said: View, last: Match) -> bool:
        """ "delete it, no, don't": whether what is not wanted is what was just said."""
        rest = self.of.clauses.unwanted(said)
        reading = self.commands.best(self.of.clauses.trimmed(rest), self.guess.context) if rest is not None and rest.tokens else None
        return reading is None or reading.operation == last.operation

    def anew(self, view: View, last: Match, context: Context) -> Match | None:
        """The last act with other values: "make it 80, no, 75 seconds"."""
        act = self._again(context).fragment(view)
        if act is None:
            return None
        return structs.replace(act, slots=_corrected(last.slots, act.slots)) if act.operation == last.operation else act

    def _again(self, context: Context) -> Again:
        return Again(self.of, self.commands, References(self.of.catalogue.references, self.commands.vocabulary, context), context)


def _corrected(before: Slots, said: Slots) -> Slots:
    """What was said with what is said anew; "after Night Train, sorry, the Customs Hall" corrects what was said last."""
    changed = {slot: value for slot, value in said.items() if before.get(slot) != value}
    place = next((slot for slot in PLACES if slot in before), None)
    return {**before, place: changed["scene"]} if place and changed.keys() == {"scene"} else {**before, **said}
