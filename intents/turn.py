"""One sentence: first as an answer to what was asked, then as commands, then as an idea, then with its spelling corrected; and
when no rule is sure, by what it is most like."""

from typing import TYPE_CHECKING

from intents.again import Again
from intents.asked import Asked
from intents.commands import EXACT, GENERATE, IN_FULL, NAMES, Commands
from intents.grammar import SMALLTALK
from intents.mentions import Mention, Reference
from intents.normalise import View
from intents.pending import pieces
from intents.references import References
from intents.shapes import Context, Match, Recognition, Unclear, Vocabulary

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

# Confidence of an idea that was recognised by its shape.
SHAPED = 0.85
# A name this sure at the beginning of a sentence is what the sentence is about.
NAMED = 0.8


def idea(prompt: str, confidence: float = SHAPED) -> Match:
    return Match(operation=GENERATE, slots={"prompt": prompt}, confidence=confidence, text=prompt)


class Turn:
    """One sentence, said in one context."""

    def __init__(self, recogniser: "Recogniser", vocabulary: Vocabulary, context: Context) -> None:
        self.of, self.context = recogniser, context
        self.pending = context.pending
        self.commands = Commands(recogniser, vocabulary, context)
        self.references = References(recogniser.catalogue.references, vocabulary, context)
        self.asked = Asked(recogniser, self.commands, self.references, context)

    def by_rule(self, whole: View) -> Recognition | None:
        """`whole` still has the politeness around it: "great" opens a command, and alone it is praise."""
        view = self.of.clauses.trimmed(whole)
        return (
            self.asked.answer(whole)
            or self._chat(whole)
            or self.asked.answer(view)
            or self._again(whole)
            or self._idea_introduced(view)
            or self._command_or_more(view)
            or self._named_politely(whole, view)
            or self._going_on(view)
            or self._not_wanted(view)
            or self._idea_asked_for(view)
            or self.asked.free(view)
            or self._bare_idea(view)
            or self._misspelled(view)
        )

    def _again(self, view: View) -> Recognition | None:
        """What was just done, for something else or with another value; while nothing is asked."""
        if self.pending is not None:
            return None
        said = Again(self.of, self.commands, self.references, self.context).recognise(view)
        return (said,) if isinstance(said, Match) else said

    def _going_on(self, view: View) -> Recognition | None:
        """Nothing but other values of what was just done; while nothing is asked."""
        said = Again(self.of, self.commands, self.references, self.context).fragment(view) if self.pending is None else None
        return (said,) if said else None

    def _with_a_remark(self, view: View) -> Recognition | None:
        """ "it looks cheap, take it out": the one part that asks for something, of what was just spoken of."""
        each, talk = pieces(view), self.of.catalogue.talk
        if len(each) == 1 or not self.context.focus or not (talk.reserving | talk.denying).isdisjoint(view.words):
            return None
        again = Again(self.of, self.commands, self.references, self.context)
        values = [value for piece in each if (value := again.fragment(piece))]
        if values:  # "too long: thirty"
            return (values[-1],)
        said = [read for piece in each if (read := self.commands.recognise(self.of.clauses.trimmed(piece)))]
        sure = len(said) == 1 and isinstance(said[0], tuple) and all(match.confidence >= EXACT for match in said[0])
        return said[0] if sure else None

    def told_of_the_last(self, view: View) -> Recognition | None:
        """More words about what was just done, for what means nothing else; while nothing is asked."""
        if self.pending is not None:
            return None
        said = Again(self.of, self.commands, self.references, self.context).tagged(view)
        return (said,) if said else self._with_a_remark(view)

    # ---- commands, talk and ideas

    def _command(self, view: View) -> Recognition | None:
        """Commands; after "no," too. While words are what was asked for, "call it …" and a name alone are the answer."""
        slot, kinds = self.asked.missing()
        if slot is not None and not kinds:
            best = self.commands.best(view, self.context)
            if self.of.answering.introduces(view) or (best is not None and not best.template.first_words):
                return None
        said = self.commands.recognise(view)
        if said is None and (rest := self.of.answering.opening_no(view)):
            said = self.commands.recognise(self.of.clauses.trimmed(rest))
        return said

    def _command_or_more(self, view: View) -> Recognition | None:
        """A command; where it lacks something, rather other values of what was just done, if it is nothing else."""
        said = self._command(view)
        lacking = isinstance(said, Unclear) and said.reason == "missing" and not said.done
        return (self._going_on(view) if lacking else None) or said

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
        said = [] if self.pending else [self.of.grammar.chat(piece) for piece in (whole, *pieces(whole))]
        reading = said[0] if said and said[0] else said[1] if all(said[1:]) and said else None
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

    def _idea_introduced(self, view: View) -> Recognition | None:
        introduced = self.of.clauses.negated(view) is None and self.of.ideas.introduced(view)
        return (idea(view.raw.strip(), EXACT),) if introduced else None

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
        answered = self.asked.answer(corrected) if self.pending and self.pending.kind != "confirm" else None
        return answered or self._command(corrected) or self._not_wanted(corrected)


def _by_name(mention: Mention) -> bool:
    """Whether it is a thing called by its whole name."""
    said: Reference = mention.value
    return mention.score >= IN_FULL and bool(said.names and said.said) and not said.several and not said.pronoun
