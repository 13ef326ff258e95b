"""What a sentence most likely asks for, when no rule was sure: the operation whose examples are nearest, or a question between
the nearest ones."""

from typing import TYPE_CHECKING

from msgspec import structs

from intents.commands import GENERATE, Commands
from intents.gist import example_world
from intents.grammar import SMALLTALK, unspoken
from intents.meaning import extract, misfits, telling
from intents.mentions import Reference
from intents.nearest import OUT_OF_SCOPE, Likeness
from intents.normalise import View, normalise
from intents.reader import PLURALS
from intents.shapes import Choice, Context, Match, NoMatch, Recognition, Slots, Unclear, Vocabulary

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

# Likeness (cosine to the nearest example). On 78 sentences that are no examples: at 0.62 and 0.06 ahead of the next 38 of 38 were right,
# at 0.62 but closer 6 of 11; ten that are none of our business came no nearer than 0.44 to any operation, most of them below 0.42.
SURE, AHEAD, PLAUSIBLE = 0.62, 0.06, 0.42
# What a thing that was mentioned and that the operation has no place for takes off its likeness.
MISFIT = 0.2
# Acts of an operation that only tell something.
READS = ("list", "show", "explain")
# How far behind the first an operation may be and still be offered; how many are.
NEAR, OFFERED = 0.12, 3


class Guess:
    """One sentence, said in one context."""

    def __init__(self, recogniser: "Recogniser", vocabulary: Vocabulary, context: Context) -> None:
        self.of = recogniser
        self.commands = Commands(recogniser, vocabulary, context)

    def recognise(self, view: View, ranked: list[Likeness]) -> Recognition:
        """The nearest operation when it is near and clearly ahead; a question between the nearest; or nothing."""
        likely = self._fitting(view, ranked)
        first = likely[0] if likely else None
        if first is None or first.score < PLAUSIBLE or first.operation == OUT_OF_SCOPE:
            return NoMatch(text=view.raw, out_of_scope=first is not None and first.operation == OUT_OF_SCOPE)
        ahead = first.score - (likely[1].score if len(likely) > 1 else 0.0)
        if first.score >= SURE and ahead >= AHEAD and not self._denies(view) and not self._only_asks(view, first):
            done = self._like(view, first)
            if done is not None:
                return done
        return self._between(view, likely)

    def _fitting(self, view: View, ranked: list[Likeness]) -> list[Likeness]:
        """The ranking with what was mentioned taken into account."""
        said = telling(self.commands.mentions(view))
        fitting = [structs.replace(like, score=like.score - MISFIT * misfits(self.of.places(like.operation), said)) for like in ranked]
        return sorted(fitting, key=lambda like: -like.score)

    def _denies(self, view: View) -> bool:
        """Whether a negation stands anywhere in it: then likeness says too little about what is wanted."""
        return not self.of.catalogue.talk.denying.isdisjoint(view.words)

    def _only_asks(self, view: View, like: Likeness) -> bool:
        """Whether it is a question, and the act would be more than an answer."""
        asks = view.raw.rstrip().endswith("?") or self.of.clauses.questions(view)
        return asks and like.operation.rpartition(".")[2] not in READS and like.operation != SMALLTALK

    def _like(self, view: View, like: Likeness) -> Recognition | None:
        """The act, or the question for what it still needs; None when it would change nothing."""
        slots = {"kind": like.kind} if like.operation == SMALLTALK else self._slots(view, like)
        sure = min(max(like.score, 0.0), 1.0)
        match = Match(operation=like.operation, slots=slots, confidence=sure, source="nearest", text=view.spoken())
        if like.operation == SMALLTALK:
            return (match,)
        done = self.commands.complete(match, self._spoken(view, like, slots))
        if isinstance(done, Unclear):
            return done
        entry = self.of.entries[like.operation]
        return (done,) if not entry.changes or set(done.slots) - set(entry.needs) else None

    def _spoken(self, view: View, like: Likeness, slots: Slots) -> tuple[str, ...]:
        """Needs that the words speak of without filling them ("all characters", for one): these are asked for, not taken from
        what was spoken of before."""
        mentions = self.commands.mentions(view)
        needs = [slot for slot in self.of.entries[like.operation].needs if slot not in slots]
        kinds = {slot: self.of.places(like.operation).get(slot, frozenset()) for slot in needs}
        several = {PLURALS.get(kind, kind) for places in kinds.values() for kind in places}
        spoken = {kind for kind in several if any(not m.value.pronoun for m in mentions.get(kind, ()) if isinstance(m.value, Reference))}
        return tuple(slot for slot in needs if any(PLURALS.get(kind, kind) in spoken for kind in kinds[slot]))

    def _slots(self, view: View, like: Likeness) -> Slots:
        """What the words say; failing that what a weak template captures; failing that what the example implies."""
        if like.operation == GENERATE:
            return {"prompt": view.raw.strip()}
        implied = self._implied(like)
        places = self.of.places(like.operation)
        said = extract(view, self.commands.mentions(view), places, frozenset(implied), self.of.catalogue)
        weak = next((r for r in self.commands.readings(view) if r.operation == like.operation), None)
        if weak is not None:
            said |= {slot: view.original(*span) for slot, span in weak.free.items() if not unspoken(slot)}
        return {**like.example.slots, **said}

    def _implied(self, like: Likeness) -> Slots:
        """The slots the nearest example fills: a sentence like it is about the same ones (to put in, or to take out)."""
        read = Commands(self.of, example_world(self.of.catalogue), Context()).recognise(
            self.of.clauses.trimmed(normalise(like.example.text))
        )
        if isinstance(read, tuple) and read[0].operation == like.operation:
            return {**like.example.slots, **read[0].slots}
        return like.example.slots

    def _between(self, view: View, likely: list[Likeness]) -> Recognition:
        """A question: which of the nearest is meant? Only ones that could be carried out as they are."""
        offered: list[Choice] = []
        for like in likely:
            if like.score < max(PLAUSIBLE, likely[0].score - NEAR) or len(offered) == OFFERED:
                break
            done = self._like(view, like) if like.operation not in {OUT_OF_SCOPE, SMALLTALK} else None
            if isinstance(done, tuple):
                label = self.of.catalogue.label(like.operation)
                offered.append(Choice(id=like.operation, label=label, operation=like.operation, slots=done[0].slots))
        if not offered:
            return NoMatch(text=view.raw)
        return Unclear(reason="uncertain", choices=tuple(offered), mentioned=view.spoken())
