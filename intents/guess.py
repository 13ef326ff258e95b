"""What a sentence most likely asks for, when no rule was sure: the operation whose examples are nearest, or a question between
the nearest ones."""

from typing import TYPE_CHECKING

from msgspec import structs

from intents.classifier import Scored
from intents.commands import GENERATE, Commands
from intents.gist import example_world, gist
from intents.grammar import SMALLTALK, unspoken
from intents.meaning import extract, misfits, telling
from intents.mentions import Reference
from intents.nearest import OUT_OF_SCOPE, Likeness, Vectors
from intents.normalise import View
from intents.reader import PLURALS
from intents.shapes import Choice, Context, Match, NoMatch, Recognition, Slots, Unclear, Vocabulary

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

# Likeness (cosine to the nearest example). On 78 sentences that are no examples: at 0.62 and 0.06 ahead of the next 38 of 38 were right,
# at 0.62 but closer 6 of 11; ten that are none of our business came no nearer than 0.44 to any operation, most of them below 0.42.
SURE, AHEAD, PLAUSIBLE = 0.62, 0.06, 0.42
# What a thing that was mentioned and that the operation has no place for takes off its likeness.
MISFIT = 0.2
# The same for its chance; a chance that is sure enough to act on, or to be offered; and how far outside a sentence is none of our business.
SHY, LIKELY, OFFERABLE, OUTSIDE = 0.8, 0.55, 0.15, 0.5
# Acts of an operation that only tell something.
READS = ("list", "show", "explain")
# How far behind the first an operation may be and still be offered; how many are.
NEAR, OFFERED = 0.12, 3


class Guess:
    """One sentence, said in one context."""

    def __init__(self, recogniser: "Recogniser", vocabulary: Vocabulary, context: Context) -> None:
        self.of = recogniser
        self.commands = Commands(recogniser, vocabulary, context)

    def recognise(self, view: View, vector: Vectors) -> Recognition:
        """The likeliest operation when it is sure enough; a question between the likeliest; or nothing. Where the classifier has
        learnt, it decides; else the nearest examples do. `vector` is the embedding of the view's gist."""
        scored = self._scored(view, vector)
        likely = self._fitting(view, self.of.nearest.ranked(vector), scored)
        first = likely[0] if likely else None
        if first is None or self._foreign(first, scored):
            out = first is not None and (first.operation == OUT_OF_SCOPE or scored is not None)
            return NoMatch(text=view.raw, out_of_scope=out)
        if self._sure(likely, scored) and not self._denies(view) and not self._only_asks(view, first):
            done = self._like(view, first)
            if done is not None:
                return done
        return self._between(view, likely)

    def _scored(self, view: View, vector: Vectors) -> Scored | None:
        if self.of.classifier is None:
            return None
        return self.of.classifier.scores(gist(view, self.commands.mentions(view), self.of.catalogue.stands_for), vector)

    def _foreign(self, first: Likeness, scored: Scored | None) -> bool:
        """Whether it is none of our business, or like nothing that is."""
        if scored is not None and scored.outside > OUTSIDE and first.score < SURE:
            return True
        return first.operation == OUT_OF_SCOPE or (first.score < PLAUSIBLE and first.chance < LIKELY)

    def _sure(self, likely: list[Likeness], scored: Scored | None) -> bool:
        first = likely[0]
        if scored is not None and first.chance >= LIKELY:
            return True
        others = [one.score for one in likely[1:]]
        return first.score >= SURE and first.score - max(others, default=0.0) >= AHEAD

    def _fitting(self, view: View, ranked: list[Likeness], scored: Scored | None) -> list[Likeness]:
        """The ranking with what was mentioned taken into account."""
        said = telling(self.commands.mentions(view))
        chances = dict(zip(scored.labels, scored.probabilities, strict=True)) if scored else {}
        fitting = []
        for like in ranked:
            wrong = misfits(self.of.places(like.operation), said)
            chance = chances.get(f"{like.operation}:{like.kind}", 0.0) * SHY**wrong
            fitting.append(structs.replace(like, score=like.score - MISFIT * wrong, chance=chance))
        return sorted(fitting, key=lambda like: (-like.chance, -like.score))

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
        world = example_world(self.of.catalogue)
        read = Commands(self.of, world, Context()).recognise(self.of.clauses.trimmed(self.of.view(like.example.text, world)))
        if isinstance(read, tuple) and read[0].operation == like.operation:
            return {**like.example.slots, **read[0].slots}
        return like.example.slots

    def _between(self, view: View, likely: list[Likeness]) -> Recognition:
        """A question: which of the nearest is meant? Only ones that could be carried out as they are."""
        offered: list[Choice] = []
        for like in likely:
            if len(offered) == OFFERED:
                break
            if like.score < max(PLAUSIBLE, likely[0].score - NEAR) and like.chance < OFFERABLE:
                continue
            done = self._like(view, like) if like.operation not in {OUT_OF_SCOPE, SMALLTALK} else None
            if isinstance(done, tuple):
                label = self.of.catalogue.label(like.operation)
                offered.append(Choice(id=like.operation, label=label, operation=like.operation, slots=done[0].slots))
        if not offered:
            return NoMatch(text=view.raw)
        return Unclear(reason="uncertain", choices=tuple(offered), mentioned=view.spoken())
