"""One sentence: first as an answer to what was asked, then as commands, then as an idea, then with its spelling corrected; and
when no rule is sure, by what it is most like."""

from typing import TYPE_CHECKING

from intents.again import Again
from intents.commands import EXACT, GENERATE, IN_FULL, NAMES, Commands
from intents.grammar import SMALLTALK
from intents.mentions import Mention, Reference
from intents.normalise import View
from intents.references import References
from intents.shapes import Context, Match, Recognition, Vocabulary
from intents.slots import fill

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

# Confidence of an idea that was recognised by its shape.
SHAPED = 0.85
# A name this sure at the beginning of a sentence is what the sentence is about.
NAMED = 0.8
# A yes with more words than this after it may be about something else.
LONGEST_YES = 6


def idea(prompt: str) -> Match:
    return Match(operation=GENERATE, slots={"prompt": prompt}, confidence=SHAPED, text=prompt)


class Turn:
    """One sentence, said in one context."""

    def __init__(self, recogniser: "Recogniser", vocabulary: Vocabulary, context: Context) -> None:
        self.of, self.context = recogniser, context
        self.pending = context.pending
        self.commands = Commands(recogniser, vocabulary, context)
        self.references = References(recogniser.catalogue.references, vocabulary, context)

    def by_rule(self, whole: View) -> Recognition | None:
        """`whole` still has the politeness around it: "great" opens a command, and alone it is praise."""
        view = self.of.clauses.trimmed(whole)
        return (
            self._answer(whole)
            or self._chat(whole)
            or self._answer(view)
            or self._again(view)
            or self._command(view)
            or self._named_politely(whole, view)
            or self._not_wanted(view)
            or self._idea_asked_for(view)
            or self._free_answer(view)
            or self._bare_idea(view)
            or self._misspelled(view)
        )

    # ---- an answer to what was asked

    def _answer(self, view: View) -> Recognition | None:
        """An answer to the open question, or a plain yes or no without one."""
        answering = self.of.answering
        for said in (view, answering.to_the_point(view)):
            if answering.no(said, waiting=self.pending is not None):
                return (Match(operation="dialog.deny", source="pending", text=said.spoken()),)
            if answering.yes(said):
                return (self._consent(said),)
        view = answering.to_the_point(view) if self.pending and self.pending.kind == "confirm" else view
        if self.pending is None:
            return None
        if self.pending.kind == "choice":
            chosen = answering.chosen(view, self.pending.choices)
            return (chosen,) if chosen else None
        if self.pending.kind == "slot":
            return self._value(view)
        return self._consent_and_more(view) or self._correction(view) or self._refusal(view)

    def _consent(self, view: View) -> Match:
        if self.pending and self.pending.kind == "choice" and len(self.pending.choices) == 1:
            chosen = {"choice": self.pending.choices[0].id}
            return Match(operation="dialog.choose", slots=chosen, source="pending", text=view.spoken())
        return Match(operation="dialog.confirm", source="pending", text=view.spoken())

    def _consent_and_more(self, view: View) -> Recognition | None:
        """ "yes, delete it" confirms; "yes, delete scene 5" (when 4 was asked about) is a new command, not a yes."""
        rest = self.of.answering.opening_yes(view)
        said = self.commands.recognise(self.of.clauses.trimmed(rest)) if rest else None
        if self.pending is None or not isinstance(said, tuple):
            return (self._consent(view),) if rest and said is None and self._unreserved(rest) else None
        first = said[0]
        if first.operation != self.pending.operation:
            return (self._consent(view), *said)
        same = all(self.pending.slots.get(slot, value) == value for slot, value in first.slots.items())
        return (self._consent(view), *said[1:]) if same else said

    def _unreserved(self, rest: View) -> bool:
        """Whether nothing after a yes takes any of it back: "yes, I am quite certain", but not "yes, but only scene 4"."""
        talk = self.of.catalogue.talk
        return talk.denying.isdisjoint(rest.words) and talk.reserving.isdisjoint(rest.words) and len(rest.words) <= LONGEST_YES

    def _refusal(self, view: View) -> Recognition | None:
        """ "no, leave it in": a no, and nothing after it that is a command or another value."""
        rest = self.of.answering.opening_no(view)
        if rest is None or self.commands.recognise(self.of.clauses.trimmed(rest)) is not None:
            return None
        return (Match(operation="dialog.deny", source="pending", text=view.spoken()),)

    def _correction(self, view: View) -> Recognition | None:
        """ "no, scene four": what was asked about, with another value."""
        rest = self.of.answering.opening_no(view)
        if rest is None or self.pending is None:
            return None
        for slot in self.pending.slots:
            kinds = self.of.places(self.pending.operation).get(slot, frozenset())
            value = self.of.answering.value(rest, kinds, self.commands.mentions(rest), self.references) if kinds else None
            if value is not None:
                return self._answered(slot, value, view)
        return None

    def _value(self, view: View) -> Recognition | None:
        """The missing value, when it is of a kind that is found in words."""
        slot, kinds = self._missing()
        if slot is None or not kinds:
            return None
        value = self.of.answering.value(view, kinds, self.commands.mentions(view), self.references)
        return self._said_for_it(view) if value is None else self._answered(slot, value, view)

    def _said_for_it(self, view: View) -> Recognition | None:
        """What fills the operation that waits, in a sentence that is only said for it: "she only needs to read it"."""
        reading = self.commands.best(view, self.context)
        if self.pending is None or reading is None or reading.template.sentence.during != self.pending.operation:
            return None
        said = fill(reading.mentioned).slots
        slots = {**self.pending.slots, **reading.template.sentence.slots, **said}
        done = self.commands.complete(Match(operation=self.pending.operation, slots=slots, source="pending", text=view.spoken()))
        return (done,) if isinstance(done, Match) else done

    def _free_answer(self, view: View) -> Recognition | None:
        """Whatever was typed, when the missing value is free text and the text is nothing else."""
        slot, kinds = self._missing()
        if slot is None or kinds or self.of.clauses.negated(view) is not None:
            return None
        return self._answered(slot, self.of.answering.free(view), view)

    def _missing(self) -> tuple[str | None, frozenset[str]]:
        """The slot that was asked for, and the kinds of mention it takes."""
        if self.pending is None or self.pending.kind != "slot" or self.pending.slot is None:
            return None, frozenset()
        return self.pending.slot, self.of.places(self.pending.operation).get(self.pending.slot, frozenset())

    def _answered(self, slot: str, value: object, view: View) -> Recognition:
        assert self.pending is not None
        slots = {**self.pending.slots, slot: value}
        match = Match(operation=self.pending.operation, slots=slots, source="pending", text=view.spoken())
        done = self.commands.complete(match)
        return (done,) if isinstance(done, Match) else done

    def _again(self, view: View) -> Recognition | None:
        """What was just done, for something else or with another value; while nothing is asked."""
        if self.pending is not None:
            return None
        said = Again(self.of, self.commands, self.references, self.context).recognise(view)
        return (said,) if isinstance(said, Match) else said

    # ---- commands, talk and ideas

    def _command(self, view: View) -> Recognition | None:
        """Commands; after "no," too. While words are what was asked for, "call it …" and a name alone are the answer."""
        slot, kinds = self._missing()
        if slot is not None and not kinds:
            best = self.commands.best(view, self.context)
            if self.of.answering.introduces(view) or (best is not None and not best.template.first_words):
                return None
        said = self.commands.recognise(view)
        if said is None and (rest := self.of.answering.opening_no(view)):
            said = self.commands.recognise(self.of.clauses.trimmed(rest))
        return said

    def _named_politely(self, whole: View, trimmed: View) -> Recognition | None:
        """ "list the shots of Thank You": what looks like politeness may be a name."""
        if len(whole.tokens) == len(trimmed.tokens):
            return None
        names = [m for kind in NAMES for m in self.commands.mentions(whole).get(kind, ()) if m.score >= IN_FULL]
        inside = frozenset(token.start for m in names for token in whole.tokens[m.start : m.end])
        kept = self.of.clauses.trimmed(whole, inside)
        return self._command(kept) if len(kept.tokens) > len(trimmed.tokens) else None

    def _chat(self, whole: View) -> Recognition | None:
        """Small talk, word for word."""
        reading = None if self.pending else self.of.grammar.chat(whole)
        if reading is None:
            return None
        slots = reading.template.sentence.slots
        return (Match(operation=SMALLTALK, slots=slots, confidence=EXACT, text=whole.spoken()),)

    def _not_wanted(self, view: View) -> Recognition | None:
        if not self.commands.unwanted(view):
            return None
        return (Match(operation="dialog.deny", text=view.spoken()),)

    def _idea_asked_for(self, view: View) -> Recognition | None:
        asked = self.of.clauses.negated(view) is None and self.of.ideas.asked_for(view) and not self._about_the_film(view)
        return (idea(view.raw.strip()),) if asked else None

    def _bare_idea(self, view: View) -> Recognition | None:
        bare = self.of.clauses.negated(view) is None and self.of.ideas.bare(view) and not self._about_the_film(view)
        return (idea(view.raw.strip()),) if bare else None

    def _about_the_film(self, view: View) -> bool:
        """Whether the sentence speaks of something there is: "the bridge scene needs more air and quiet"."""
        nouns = {noun for group in self.of.catalogue.references.nouns.values() for noun in group}
        if any(_by_name(m) for kind in ("scene", "character") for m in self.commands.mentions(view).get(kind, ())):
            return True
        for kind in ("scenes", "shot", "characters", "project"):
            for mention in self.commands.mentions(view).get(kind, ()):
                known = mention.score >= NAMED and not (isinstance(mention.value, Reference) and mention.value.empty)
                cued = not nouns.isdisjoint(view.words[mention.start : mention.end])
                if known and (mention.start == 0 or cued) and mention.end - mention.start > 1:
                    return True
        return False

    def _misspelled(self, view: View) -> Recognition | None:
        """The text again with its unknown words corrected. A yes is never made of something else."""
        corrected = self.commands.spelled(view)
        if corrected is None:
            return None
        answered = self._answer(corrected) if self.pending and self.pending.kind != "confirm" else None
        return answered or self._command(corrected) or self._not_wanted(corrected)


def _by_name(mention: Mention) -> bool:
    """Whether it is a thing called by its whole name."""
    said: Reference = mention.value
    return mention.score >= IN_FULL and bool(said.names and said.said) and not said.several and not said.pronoun
