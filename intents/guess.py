"""What a sentence most likely asks for where no rule is sure: the operations that the classifier finds likeliest, their slots filled with
what the tagger finds; one act, or one for each of its clauses; or a question between the likeliest."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from intents.clauses import Cut
from intents.commands import GENERATE, Commands
from intents.examples import Vectors
from intents.filling import fillings
from intents.gist import gist
from intents.grammar import PROSE, SMALLTALK
from intents.meaning import misfits, telling
from intents.normalise import View
from intents.shapes import Choice, Context, Match, NoMatch, Recognition, Unclear, Vocabulary
from intents.slots import focus_after
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
# How sure the whole has to be for its clauses to be one act.
WHOLE = 0.5
# How sure each clause of a sentence has to be to be an act of its own.
CLAUSE = 0.6
# How sure another operation has to be, and how unlikely the one that a rule read, for the rule to be overruled.
OVERRULING, OVERRULED = 0.75, 0.05
# A chance not worth looking at.
NO_CHANCE = 0.01
# How many operations are offered, and at how many places a sentence is tried to be cut.
OFFERED, CUTS = 3, 3
# Changes of length of which only the direction was said.
DIRECTIONS = ("+?", "-?")


class Likely(Struct, frozen=True):
    """An operation, the kind of small talk it is if it is that, and its chance: 0 to 1."""

    operation: str
    kind: str
    chance: float


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
    """One sentence, said in one context; `vectors` are the embeddings of its `gists`."""

    def __init__(self, recogniser: "Recogniser", vocabulary: Vocabulary, context: Context, vectors: Mapping[str, Vectors]) -> None:
        self.of, self.context, self.vectors = recogniser, context, vectors
        self.commands = Commands(recogniser, vocabulary, context)

    def gists(self, view: View) -> Iterator[str]:
        """The texts whose embeddings are looked at: the gist of the whole and of the clauses it may consist of."""
        seen = set()
        for start, end in ((0, len(view.tokens)), *self._clauses(view)):
            text = self._gist(view.part(start, end))
            if text not in seen:
                seen.add(text)
                yield text

    def recognise(self, view: View, read: Match | None = None) -> Recognition:
        """`read` is what a rule made of it, if one did. Before anything was learnt, nothing is recognised."""
        thought = self._thought(view)
        if thought is None:
            return (read,) if read else NoMatch(text=view.raw)
        acts = self._acts(view, self.context)
        if read is not None and thought.foreign and thought.chance(read.operation) < LIKELY:
            return NoMatch(text=view.raw, out_of_scope=True)
        if read is not None and not self._overruled(read, thought):
            return acts if acts and _ends_earlier(acts[0], read) else (self._refined(view, read, thought),)
        if acts and not self._one_act(acts, thought):
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

    def _one_act(self, acts: tuple[Match, ...], thought: Thought) -> bool:
        """Whether the clauses only say more of the one thing that the whole asks for."""
        return {act.operation for act in acts} == {thought.first.operation} and thought.first.chance >= WHOLE and _one_target(acts)

    # ---- one clause

    def _gist(self, view: View) -> str:
        return gist(view, self.commands.mentions(view), self.of.catalogue.stands_for)

    def _thought(self, view: View) -> Thought | None:
        vector = self.vectors.get(text := self._gist(view))
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
        return Thought(likely, scored.outside > far and likely[0].operation != SMALLTALK)

    def _denied(self, view: View, like: Likely) -> bool:
        """Whether something would be destroyed although a negation stands in the sentence."""
        return like.operation.rpartition(".")[2] in {"remove", "delete", "cancel"} and self._denies(view)

    def _denies(self, view: View) -> bool:
        return not self.of.catalogue.talk.denying.isdisjoint(view.words)

    def _done(self, view: View, like: Likely, context: Context) -> Match | Unclear | None:
        """The act, or the question for what it still needs; None when it would change nothing."""
        match = Match(operation=like.operation, confidence=min(like.chance, 1.0), source="nearest", text=view.spoken())
        if like.operation == SMALLTALK:
            return structs.replace(match, slots={"kind": like.kind})
        if like.operation == GENERATE:
            return structs.replace(match, slots={"prompt": view.raw.strip()})
        return self._filled(view, match, context)

    def _filled(self, view: View, match: Match, context: Context) -> Match | Unclear | None:
        assert self.of.tagger is not None
        mentions, entry = self.commands.mentions(view), self.of.entries[match.operation]
        found = self.of.tagger.tag(units(view, mentions), match.operation)
        filling = fillings(view, mentions, self.of.places(match.operation), found, entry.needs)
        if entry.changes and not filling.mentioned.keys() - set(entry.needs) and not filling.said:
            return None
        return self.commands.filled(structs.replace(match, slots=filling.said), filling.mentioned, filling.lost, context)

    # ---- what a rule read

    def _overruled(self, read: Match, thought: Thought) -> bool:
        first = thought.first
        return first.operation != read.operation and first.chance >= OVERRULING and thought.chance(read.operation) <= OVERRULED

    def _refined(self, view: View, read: Match, thought: Thought) -> Match:
        """ "create a character: Hal Penrose, 61, auctioneer": what a rule took for one free text may fill several slots."""
        if read.operation == GENERATE or thought.first.operation != read.operation or self._denies(view):
            return read
        other = self._filled(view, structs.replace(read, slots={}), self.context)
        if not isinstance(other, Match) or not other.slots.keys() > read.slots.keys():
            return read
        same = all(_within(other.slots[slot], value) for slot, value in read.slots.items())
        return structs.replace(read, slots=other.slots) if same else read

    # ---- several clauses

    def _clauses(self, view: View) -> list[tuple[int, int]]:
        """Every stretch between two places where the sentence may be cut, but for the whole."""
        cuts = self._cuts(view)
        starts, ends = [0, *(cut.start for cut in cuts)], [*(cut.end for cut in cuts), len(view.tokens)]
        return [(start, end) for start in starts for end in ends if start < end and (start, end) != (0, len(view.tokens))]

    def _cuts(self, view: View) -> list[Cut]:
        """The places where what begins like an act follows, and no name goes on."""
        opening = [cut for cut in self.of.clauses.cuts(view) if not self.commands.in_a_name(view, cut, self.context)]
        return [cut for cut in opening if self._opens(view, cut)][:CUTS]

    def _opens(self, view: View, cut: Cut) -> bool:
        if view.words[cut.start] in self.of.grammar.openers or cut.start - cut.end > 1 or self._then(view, cut):
            return True
        named = (m for kind in ("scene", "character", "shot") for m in self.commands.mentions(view).get(kind, ()))
        joined = cut.end < cut.start or any(mark in view.tokens[cut.start].gap for mark in ".;!?\n")
        return joined and any(m.start == cut.start and m.score >= 0.8 for m in named)

    def _then(self, view: View, cut: Cut) -> bool:
        """Whether the word between joins acts and not names: "then", but not "and"."""
        return cut.start > cut.end and view.words[cut.end] not in self.of.catalogue.references.together

    def _acts(self, view: View, context: Context) -> tuple[Match, ...] | None:
        """An act for each clause, when the sentence can be cut so that each surely is one."""
        for cut in self._cuts(view):
            left, right = view.part(0, cut.end), view.part(cut.start, len(view.tokens))
            first = self._act(left, context)
            # What is told of something may have commas and commands in it: "note on 3: the paper is too clean, cover it".
            if first is None or (not PROSE.isdisjoint(first.slots) and not self._then(view, cut)):
                continue
            after = structs.replace(context, focus=focus_after(context, first, self.of.places(first.operation)))
            rest = self._acts(right, after) or _only(self._act(right, after))
            if rest is not None:
                return _together(first, rest)
        return None

    def _act(self, view: View, context: Context) -> Match | None:
        """The one act that a clause surely is, by a rule or by its meaning."""
        view = self.of.clauses.trimmed(view)
        reading = self.commands.readings(view, context)
        if reading and reading[0].template.clauses and not reading[0].guess and not reading[0].template.sentence.weak:
            done = self.commands.resolved(reading[0], context)
            return done if isinstance(done, Match) else None
        thought = self._thought(view)
        if thought is None or thought.foreign or thought.first.chance < CLAUSE or self._denied(view, thought.first):
            return None
        if thought.first.operation in {SMALLTALK, GENERATE}:
            return None
        found = self._done(view, thought.first, context)
        return found if isinstance(found, Match) else None

    # ---- a question

    def _between(self, view: View, thought: Thought) -> Recognition:
        """Which of the likeliest is meant? Only ones that could be carried out as they are."""
        offered: list[Choice] = []
        for like in thought.likely:
            if len(offered) == OFFERED or like.chance < OFFERABLE:
                break
            done = self._done(view, like, self.context) if like.operation != SMALLTALK else None
            if isinstance(done, Match):
                label = self.of.catalogue.label(like.operation)
                offered.append(Choice(id=like.operation, label=label, operation=like.operation, slots=done.slots))
        if not offered:
            return NoMatch(text=view.raw)
        return Unclear(reason="uncertain", choices=tuple(offered), mentioned=view.spoken())


def _within(new: object, old: object) -> bool:
    """Whether a slot keeps its value, or a part of its text."""
    return new == old or (isinstance(new, str) and isinstance(old, str) and new in old)


def _ends_earlier(first: Match, read: Match) -> bool:
    """ "undo that, then close up shop": what a rule took for words of the first act is another act."""
    if first.operation != read.operation:
        return False
    changed = [slot for slot, value in read.slots.items() if first.slots.get(slot) != value]
    return bool(changed) and all(
        isinstance(read.slots[slot], str) and str(first.slots.get(slot, "")) in read.slots[slot] for slot in changed
    )


def _one_target(acts: tuple[Match, ...]) -> bool:
    """Whether all of them change the same thing."""
    changed = [act.slots.get(act.operation.partition(".")[0]) for act in acts]
    return all(one == changed[0] for one in changed)


def _only(match: Match | None) -> tuple[Match, ...] | None:
    return None if match is None else (match,)


def _together(first: Match, rest: tuple[Match, ...]) -> tuple[Match, ...]:
    """ "the launderette outstays its welcome, shave eight seconds off it": a direction, and then by how much, is one change."""
    second = rest[0]
    if first.operation == second.operation:
        loose = {slot for slot, value in first.slots.items() if value in DIRECTIONS and slot in second.slots}
        same = all(second.slots.get(slot) == value for slot, value in first.slots.items() if slot not in loose)
        if loose and same:
            return rest
    return (first, *rest)
