"""What a sentence most likely asks for where no rule is sure: the operations that the classifier finds likeliest, their slots filled with
what the tagger finds; one act, or one for each of its clauses; or a question between the likeliest."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from intents.commands import EXACT, GENERATE, Commands
from intents.embedded import Embedded
from intents.filling import Found, fillings
from intents.gist import gist
from intents.grammar import SMALLTALK
from intents.joining import makes
from intents.meaning import misfits, telling
from intents.mentions import Mentions
from intents.normalise import View
from intents.several import Several
from intents.shapes import Choice, Context, Match, NoMatch, Recognition, Slots, Unclear, Vocabulary
from intents.tagger import units

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

# What a thing that was mentioned and that the operation has no place for leaves of its chance.
SHY = 0.5
# A chance that is sure enough to act on, one to be offered, and how far outside a sentence is none of our business: when nothing in
# it is of the user's film, and when something is.
LIKELY, OFFERABLE = 0.4, 0.1
FOREIGN, FOREIGN_ALL_THE_SAME = 0.5, 0.9
# A chance that is enough where no other operation has more than a part of it.
LIKELIEST, AHEAD = 0.15, 1.4
# How sure something that is to go has to be where the sentence has a negation in it.
DENIED = 0.9
# How sure another operation has to be, and how unlikely the one that a rule read, for the rule to be overruled.
OVERRULING, OVERRULED = 0.75, 0.05
# How sure small talk has to be where a sentence is far from everything.
TALK = 0.5
# A chance not worth looking at.
NO_CHANCE = 0.01
# How many operations are offered.
OFFERED = 3


class Likely(Struct, frozen=True):
    """An operation, the kind of small talk it is if it is that, and its chance: 0 to 1."""

    operation: str
    kind: str
    chance: float

    @property
    def talks(self) -> bool:
        """Whether it is small talk."""
        return self.operation == SMALLTALK


class Thought(Struct, frozen=True):
    """What a clause may ask for: the operations, the likeliest first, and how far it is outside of all of them."""

    likely: tuple[Likely, ...]
    foreign: bool

    @property
    def first(self) -> Likely:
        return self.likely[0]

    @property
    def sure(self) -> bool:
        """Whether it is sure enough to act on: likely, or far likelier than anything else."""
        second = next((one.chance for one in self.likely[1:] if one.operation != self.first.operation), 0.0)
        return self.first.chance >= LIKELY or (self.first.chance >= LIKELIEST and self.first.chance >= AHEAD * second)

    def chance(self, operation: str) -> float:
        return sum(one.chance for one in self.likely if one.operation == operation)


class Guess:
    """One sentence, said in one context; `embedded` are its `gists` and its words."""

    def __init__(self, recogniser: "Recogniser", vocabulary: Vocabulary, context: Context, embedded: Embedded) -> None:
        self.of, self.context, self.embedded = recogniser, context, embedded
        self.commands = Commands(recogniser, vocabulary, context)
        self.several = Several(self)

    def gists(self, view: View) -> Iterator[str]:
        """The texts whose embeddings are looked at: the gist of the whole, of the clauses it may consist of, and of what stands before
        what an act is done to as well or not done to."""
        seen = set()
        parts = [self.of.clauses.trimmed(view.part(start, end)) for start, end in ((0, len(view.tokens)), *self.several.stretches(view))]
        for part in (*parts, *(body for _, body in self.commands.tails(view))):
            text = self._gist(part)
            if text not in seen:
                seen.add(text)
                yield text

    def recognise(self, view: View, read: Match | None = None) -> Recognition:
        """`read` is what a rule made of it, if one did. Before anything was learnt, nothing is recognised."""
        return (self.commands.with_tail(view, self._recognised) if read is None else None) or self._recognised(view, read)

    def _recognised(self, view: View, read: Match | None = None) -> Recognition:
        thought = self.thought(view)
        if thought is None:
            return (read,) if read else NoMatch(text=view.raw)
        acts = self.several.acts(view, self.context)
        if read is not None and thought.foreign and thought.chance(read.operation) < LIKELY:
            return NoMatch(text=view.raw, out_of_scope=True)
        if read is not None and not self._overruled(read, thought):
            return acts if acts and _ends_earlier(acts[0], read) else (self.refined(view, read, self.context),)
        if acts := acts or self.several.main(view, thought):
            return acts
        if thought.foreign:
            return NoMatch(text=view.raw, out_of_scope=True)
        if self._denied(view, thought.first):
            return (Match(operation=SMALLTALK, slots={"kind": "mood"}, source="nearest", text=view.spoken()),)
        if thought.sure:
            done = self._done(view, thought.first, self.context)
            if done is not None:
                return (done,) if isinstance(done, Match) else done
        return self._between(view, thought)

    # ---- one clause

    def _gist(self, view: View) -> str:
        return gist(view, self.commands.mentions(view), self.of.catalogue.stands_for)

    def thought(self, view: View) -> Thought | None:
        vector = self.embedded.gists.get(text := self._gist(view))
        if self.of.classifier is None or vector is None:
            return None
        scored = self.of.classifier.scores(text, vector)
        said = telling(self.commands.mentions(view))
        fitting = []
        for label, chance in zip(scored.labels, scored.probabilities, strict=True):
            operation, _, kind = label.partition(":")
            wrong = misfits(self.of.places(operation), said) if chance >= NO_CHANCE else 0
            fitting.append(Likely(operation, kind, chance * SHY**wrong))
        likely = tuple(sorted(fitting, key=lambda one: -one.chance))
        far = FOREIGN_ALL_THE_SAME if said else FOREIGN
        return Thought(likely, scored.outside > far and not (likely[0].talks and likely[0].chance >= TALK))

    def act(self, view: View, context: Context, sure: float) -> Match | None:
        """The one act that a clause is like, at least this `sure`."""
        thought = self.thought(view)
        if thought is None or thought.foreign or thought.first.chance < sure or self._denied(view, thought.first):
            return None
        if thought.first.operation in {SMALLTALK, GENERATE}:
            return None
        found = self._done(view, thought.first, context)
        return found if isinstance(found, Match) and (found.slots or not makes(found.operation)) else None

    def _denied(self, view: View, like: Likely) -> bool:
        """Whether something would be destroyed although a negation stands in the sentence. What is asked about first may all the same be
        meant, if that is very sure: "bin it, nobody will miss it"."""
        act = like.operation.rpartition(".")[2]
        if act not in {"remove", "delete", "cancel"}:
            return False
        if self.of.clauses.takes_back(view):
            return True
        cuts = self.of.clauses.cuts(view)
        first = view.part(0, cuts[0].end) if cuts else view
        return self._denies(view) and (act == "cancel" or like.chance < DENIED or self._denies(first))

    def _denies(self, view: View) -> bool:
        return not self.of.catalogue.talk.denying.isdisjoint(view.words)

    def _done(self, view: View, like: Likely, context: Context) -> Match | Unclear | None:
        """The act, or the question for what it still needs; None when it would change nothing."""
        match = Match(operation=like.operation, confidence=min(like.chance, 1.0), source="nearest", text=view.spoken())
        if like.operation == SMALLTALK:
            return structs.replace(match, slots={"kind": like.kind})
        if like.operation == GENERATE:
            return structs.replace(match, slots={"prompt": view.raw.strip()})
        return self.filled(view, match, context)

    def filled(self, view: View, match: Match, context: Context) -> Match | Unclear | None:
        mentions, entry = self.commands.mentions(view, context), self.of.entries[match.operation]
        found = self.tagged(view, mentions, match.operation)
        filling = fillings(view, mentions, self.of.places(match.operation), found, entry.needs)
        if entry.changes and not filling.mentioned.keys() - set(entry.needs) and not filling.said:
            return None
        return self.commands.filled(structs.replace(match, slots=filling.said), filling.mentioned, filling.lost, context)

    def tagged(self, view: View, mentions: Mentions, operation: str) -> list[Found]:
        """The words that fill the slots of an operation."""
        assert self.of.tagger is not None
        said, around = units(view, mentions), self.embedded.words
        return self.of.tagger.tag(said, operation, around.of(view, said) if around else None)

    # ---- what a rule read

    def overruled(self, view: View, read: Match) -> bool:
        """Whether what a rule took words of a clause for is surely something else."""
        thought = self.thought(view) if read.confidence < EXACT else None
        return thought is not None and self._overruled(read, thought)

    def _overruled(self, read: Match, thought: Thought) -> bool:
        first = thought.first
        return first.operation != read.operation and first.chance >= OVERRULING and thought.chance(read.operation) <= OVERRULED

    def refined(self, view: View, read: Match, context: Context) -> Match:
        """ "create a character: Hal Penrose, 61, auctioneer": what a rule took for one free text may fill several slots."""
        thought = self.thought(view) if read.confidence < EXACT else None
        if thought is None or read.operation == GENERATE or thought.first.operation != read.operation or self._denies(view):
            return read
        other = self.filled(view, structs.replace(read, slots={}), context)
        free = {slot for slot, kinds in self.of.places(read.operation).items() if not kinds}
        finer = isinstance(other, Match) and _finer(other.slots, read.slots, free)
        return structs.replace(read, slots=other.slots) if isinstance(other, Match) and finer else read

    # ---- a question

    def _between(self, view: View, thought: Thought) -> Recognition:
        """Which of the likeliest is meant? Only ones that could be carried out as they are."""
        offered: list[Choice] = []
        for like in thought.likely:
            if len(offered) == OFFERED or like.chance < OFFERABLE:
                break
            done = self._done(view, like, self.context) if not like.talks and not self._denied(view, like) else None
            if isinstance(done, Match):
                label = self.of.catalogue.label(like.operation)
                offered.append(Choice(id=like.operation, label=label, operation=like.operation, slots=done.slots))
        if not offered:
            return NoMatch(text=view.raw)
        return Unclear(reason="uncertain", choices=tuple(offered), mentioned=view.spoken())


def _finer(new: Slots, old: Slots, free: AbstractSet[str]) -> bool:
    """Whether more slots are filled, the same things are meant, and every `free` text is a part of what it was, or other slots' now."""
    kept = all(new.get(slot) == value or (slot in free and _part(new.get(slot, ""), value)) for slot, value in old.items())
    return kept and len(new) > len(old)


def _part(new: object, old: object) -> bool:
    return isinstance(new, str) and isinstance(old, str) and new in old


def _ends_earlier(first: Match, read: Match) -> bool:
    """ "undo that, then close up shop": what a rule took for words of the first act is another act."""
    if first.operation != read.operation:
        return False
    changed = [slot for slot, value in read.slots.items() if first.slots.get(slot) != value]
    return bool(changed) and all(
        isinstance(read.slots[slot], str) and str(first.slots.get(slot, "")) in read.slots[slot] for slot in changed
    )
