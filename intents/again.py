"""Going on from what was just done: the same for something else, or the same with another value."""

from typing import TYPE_CHECKING

from msgspec import structs

from intents.normalise import View
from intents.pending import phrases
from intents.shapes import Context, Match, Unclear

if TYPE_CHECKING:
    from intents.commands import Commands
    from intents.recogniser import Recogniser
    from intents.references import References

SURE = 0.9
"""Confidence of an act that is said by pointing at the one before."""
THINGS = ("scene", "character", "shot", "project", "user")
"""Slots that say what an act is done to, in the order they are tried."""


class Again:
    """ "Same for scene five", "and the next one too", "I meant dusk", "no, four": `context.last` with one of its slots said anew."""

    def __init__(self, recogniser: "Recogniser", commands: "Commands", references: "References", context: Context) -> None:
        self.of, self.commands, self.references, self.context = recogniser, commands, references, context
        words = recogniser.catalogue.again
        self._same, self._too, self._rather = phrases(words.same), phrases(words.too), phrases(words.rather)
        self._same_after = phrases(words.same_after)

    def recognise(self, view: View) -> Match | Unclear | None:
        """The act again, when the sentence is nothing but a way of saying so."""
        last = self.context.last
        if last is None or not view.tokens:
            return None
        slots = self.of.places(last.operation)
        things = [slot for slot in THINGS if slot in slots]
        rest = self._another(view)
        if rest is not None:
            return self._with(last, rest, things)
        rest = self._corrected(view)
        return self._with(last, rest, [slot for slot in last.slots if slot in slots]) if rest is not None else None

    def _another(self, view: View) -> View | None:
        """What the same is to be done to."""
        for phrase in self._same:
            if view.words[: len(phrase)] == phrase and len(view.words) > len(phrase):
                return view.part(len(phrase), len(view.tokens))
        for phrase in (*self._too, *self._same_after):
            size = len(view.words) - len(phrase)
            if size > 0 and view.words[size:] == phrase:
                return self.of.clauses.trimmed(view.part(0, size))
        return None

    def _corrected(self, view: View) -> View | None:
        """What is meant instead."""
        rest = self.of.answering.opening_no(view) or view
        for phrase in self._rather:
            if rest.words[: len(phrase)] == phrase and len(rest.words) > len(phrase):
                return rest.part(len(phrase), len(rest.tokens))
        return rest if len(rest.tokens) < len(view.tokens) else None

    def _with(self, last: Match, rest: View, slots: list[str]) -> Match | Unclear | None:
        """The last act with the first of `slots` that the words are a value for, and nothing but."""
        for slot in dict.fromkeys(slots):
            kinds = self.of.places(last.operation).get(slot, frozenset())
            value = self.of.answering.value(rest, kinds, self.commands.mentions(rest), self.references) if kinds else None
            if value is not None:
                said = structs.replace(last, slots={**last.slots, slot: value}, source="grammar", text=rest.spoken(), confidence=SURE)
                return self.commands.complete(said)
        return None
