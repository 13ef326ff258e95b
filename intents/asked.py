"""The question that waits, and what a sentence does about it: answers it, corrects it, asks about it, or passes it by."""

from typing import TYPE_CHECKING

from intents.commands import GENERATE, KEEP, SAVE
from intents.normalise import View
from intents.pending import pieces, questioned
from intents.references import References
from intents.shapes import Context, Match, Pending, Recognition, Unclear
from intents.slots import fill

if TYPE_CHECKING:
    from intents.commands import Commands
    from intents.recogniser import Recogniser

# A yes with more words than this after it may be about something else.
LONGEST_YES = 6
# What is asked back in no more words than this only takes up what was told: "only two? go ahead then".
LONGEST_ECHO = 4
# What is said for doing the very thing in question is no longer than "get rid of it".
LONGEST_SAME = 4
TAKES_AWAY = frozenset({"remove", "delete"})
LOSING = TAKES_AWAY | {"cancel", "restore"}
"""Acts after which something is no longer there: then "keep it" is a no."""


class Asked:
    """One sentence against the question that waits, if any."""

    def __init__(self, recogniser: "Recogniser", commands: "Commands", references: References, context: Context) -> None:
        self.of, self.commands, self.references = recogniser, commands, references
        self.context, self.pending = context, context.pending

    def answer(self, view: View) -> Recognition | None:
        """An answer to the open question, or a plain yes or no without one."""
        answering = self.of.answering
        if kept := self._kept(view):
            return kept
        for said in (view, answering.to_the_point(view)):
            if answering.no(said, waiting=self.pending is not None):
                return self._no(said)
            if answering.yes(said):
                return (self._consent(said),)
        if self.pending is None:
            return None
        return self._of_its_kind(self.pending, view) or self._asked_about(view)

    def _of_its_kind(self, pending: Pending, view: View) -> Recognition | None:
        pointed = self.of.answering.to_the_point(view)
        if pending.kind == "choice":
            return self._chosen(pending, pointed)
        if pending.kind == "slot":
            return self._value(view)
        return (
            self._yes_in_pieces(pending, pointed)
            or self._consent_and_more(pending, pointed)
            or self._correction(pending, pointed)
            or self._no_and_more(pointed)
        )

    def _asked_about(self, view: View) -> Recognition | None:
        """ "sorry, what was the question?": to be asked again."""
        asks = self.of.answering.asks(view) and self.commands.recognise(view) is None
        return (Match(operation="dialog.clarify", source="pending", text=view.spoken()),) if asks else None

    def _no(self, view: View) -> tuple[Match, ...]:
        return (Match(operation="dialog.deny", source="pending", text=view.spoken()),)

    # ---- a film that was told and may be kept

    def _kept(self, view: View) -> Recognition | None:
        """ "yes, keep it", "looks good, save it": of a film that is not kept yet, unless something else was asked."""
        if not self.context.preview or (self.pending and self.pending.operation != GENERATE):
            return None
        said = self.of.answering.to_the_point(view)
        parts = [self._without_yes(piece) for piece in pieces(said)]
        kept = [self._keeps(part) for part in parts]
        rest = [part for part, match in zip(parts, kept, strict=True) if match is None]
        first = next((match for match in kept if match), None)
        return (first,) if first is not None and all(self.of.answering.yes(part) for part in rest) else None

    def _without_yes(self, view: View) -> View:
        rest = self.of.answering.opening_yes(view)
        return rest if rest is not None and rest.tokens else view

    def _keeps(self, view: View) -> Match | None:
        """Whether it says to keep the film, and nothing of any other thing."""
        said = self.commands.recognise(self.of.clauses.trimmed(view))
        keeps = isinstance(said, tuple) and len(said) == 1 and said[0].operation in {KEEP, SAVE} and not said[0].slots
        return said[0] if isinstance(said, tuple) and keeps else None

    # ---- yes

    def _consent(self, view: View) -> Match:
        if self.pending and self.pending.kind == "choice" and len(self.pending.choices) == 1:
            chosen = {"choice": self.pending.choices[0].id}
            return Match(operation="dialog.choose", slots=chosen, source="pending", text=view.spoken())
        return Match(operation="dialog.confirm", source="pending", text=view.spoken())

    def _yes_in_pieces(self, pending: Pending, view: View) -> Recognition | None:
        """ "right. yes, bin it", "only two? go ahead then": a yes, and nothing beside it that is anything else."""
        each = pieces(view)
        agreed = [self.of.answering.yes(piece) for piece in each]
        beside = [piece for piece, yes in zip(each, agreed, strict=True) if not yes]
        aside = all(self.of.answering.remark(one) or self._echo(one) or self._the_same(pending, one) for one in beside)
        return (self._consent(view),) if any(agreed) and aside else None

    def _echo(self, view: View) -> bool:
        denies = self.of.catalogue.talk.denying
        return questioned(view) and len(view.words) <= LONGEST_ECHO and denies.isdisjoint(view.words)

    def _the_same(self, pending: Pending, view: View) -> bool:
        """Whether it says no more than what was asked: "bin it"."""
        pronouns = self.of.catalogue.references.pronouns
        if len(view.words) > LONGEST_SAME or view.words[-1] not in pronouns:
            return False
        said = self.commands.recognise(view)
        acts = said.choices if isinstance(said, Unclear) else said if isinstance(said, tuple) else ()
        return bool(acts) and all({_act(one.operation), _act(pending.operation)} <= TAKES_AWAY for one in acts)

    def _consent_and_more(self, pending: Pending, view: View) -> Recognition | None:
        """ "yes, delete it" confirms; "yes, delete scene 5" (when 4 was asked about) is a new command, not a yes."""
        rest = self.of.answering.opening_yes(view)
        said = self.commands.recognise(self.of.clauses.trimmed(rest)) if rest else None
        if not isinstance(said, tuple):
            return (self._consent(view),) if rest and said is None and self._unreserved(rest) else None
        first = said[0]
        if first.operation != pending.operation:
            reserved = rest and not self.of.catalogue.talk.reserving.isdisjoint(rest.words[:2])
            return said if reserved else (self._consent(view), *said)
        same = all(pending.slots.get(slot, value) == value for slot, value in first.slots.items())
        return (self._consent(view), *said[1:]) if same else said

    def _unreserved(self, rest: View) -> bool:
        """Whether nothing after a yes takes any of it back: "yes, I am quite certain", but not "yes, but only scene 4"."""
        talk = self.of.catalogue.talk
        return talk.denying.isdisjoint(rest.words) and talk.reserving.isdisjoint(rest.words) and len(rest.words) <= LONGEST_YES

    # ---- no

    def _correction(self, pending: Pending, view: View) -> Recognition | None:
        """ "no, scene four", "wait, not that one, scene four": what was asked about, with another value."""
        rest = self.of.answering.opening_no(view) or view
        meant = [piece for piece in pieces(rest) if self.of.clauses.negated(piece) is None]
        refused = len(rest.tokens) < len(view.tokens) or len(meant) < len(pieces(rest))
        for slot in pending.slots if refused and len(meant) == 1 else ():
            kinds = self.of.places(pending.operation).get(slot, frozenset())
            value = self.of.answering.value(meant[0], kinds, self.commands.mentions(meant[0]), self.references) if kinds else None
            if value is not None:
                return self._answered(slot, value, view)
        return None

    def _no_and_more(self, view: View) -> Recognition | None:
        """ "no, leave it in", "keep it, it's cute": a no; "keep it, but make it shorter": a no, and what is wanted instead."""
        after = self._after_no(view)
        if after is None:
            return None
        reserving = self.of.catalogue.talk.reserving
        start = next((at for at in range(after, len(view.tokens)) if view.words[at] not in reserving), len(view.tokens))
        rest = self.of.clauses.trimmed(view.part(start, len(view.tokens))) if start < len(view.tokens) else None
        said = self.commands.recognise(rest) if rest is not None else None
        if said is None:
            return self._no(view)
        return (*self._no(view.part(0, after)), *said) if isinstance(said, tuple) else said

    def _after_no(self, view: View) -> int | None:
        """Where that ends what refuses: the words from there on are about something else."""
        cuts = self.of.clauses.cuts(view)
        starts, ends = [0, *(cut.start for cut in cuts), len(view.tokens)], [*(cut.end for cut in cuts), len(view.tokens)]
        refusing = [starts[at + 1] for at, end in enumerate(ends) if self._refuses(view.part(starts[at], end))]
        return refusing[-1] if refusing else None

    def _refuses(self, piece: View) -> bool:
        said = self.of.answering.to_the_point(piece)
        loses = self.pending is not None and _act(self.pending.operation) in LOSING
        return self.of.answering.no(said) or (loses and self.of.answering.keeps(said))

    # ---- one of the choices, or what is missing

    def _chosen(self, pending: Pending, view: View) -> Recognition | None:
        chosen = self.of.answering.chosen(view, pending.choices)
        if chosen is not None or self.commands.recognise(view) is not None:
            return (chosen,) if chosen else None
        known = {name.id: name for name in self.references.vocabulary.names}
        told = self.of.answering.told(view, pending.choices, known)
        return (told,) if told else None

    def _value(self, view: View) -> Recognition | None:
        """The missing value, when it is of a kind that is found in words."""
        slot, kinds = self.missing()
        if slot is None or not kinds:
            return None
        for said in (view, self.of.answering.to_the_point(view)):
            value = self.of.answering.value(said, kinds, self.commands.mentions(said), self.references)
            if value is not None:
                return self._answered(slot, value, view)
        return self._said_for_it(view) or self._value_in_pieces(slot, kinds, view)

    def _value_in_pieces(self, slot: str, kinds: frozenset[str], view: View) -> Recognition | None:
        """ "fountain, what else", "excuse me, fifty-two": one part is a value, and the whole is nothing else."""
        if self.commands.recognise(view) is not None:
            return None
        each = [piece for piece in pieces(view) if self.of.clauses.negated(piece) is None]
        values = [self.of.answering.value(one, kinds, self.commands.mentions(one), self.references) for one in each]
        found = [value for value in values if value is not None]
        return self._answered(slot, found[0], view) if len(found) == 1 and len(view.words) <= LONGEST_YES else None

    def _said_for_it(self, view: View) -> Recognition | None:
        """What fills the operation that waits, in a sentence that is only said for it: "she only needs to read it"."""
        reading = self.commands.best(view, self.commands.context)
        if self.pending is None or reading is None or reading.template.sentence.during != self.pending.operation:
            return None
        said = fill(reading.mentioned).slots
        slots = {**self.pending.slots, **reading.template.sentence.slots, **said}
        done = self.commands.complete(Match(operation=self.pending.operation, slots=slots, source="pending", text=view.spoken()))
        return (done,) if isinstance(done, Match) else done

    def free(self, view: View) -> Recognition | None:
        """Whatever was typed, when the missing value is free text and the text is nothing else."""
        slot, kinds = self.missing()
        if slot is None or kinds or self.of.clauses.negated(view) is not None:
            return None
        return self._answered(slot, self.of.answering.free(view), view)

    def missing(self) -> tuple[str | None, frozenset[str]]:
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


def _act(operation: str) -> str:
    return operation.rpartition(".")[2]
