"""What a sentence most likely asks for where no rule is sure: the operations that the classifier finds likeliest, their slots filled with
what the tagger finds; one act, or one for each of its clauses; or a question between the likeliest."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from intents.commands import CAPTURED, EXACT, GENERATE, WITHIN, Commands
from intents.embedded import Embedded
from intents.filling import Filling, Found, fillings
from intents.gist import gist
from intents.grammar import SMALLTALK, Reading
from intents.joining import makes
from intents.meaning import SURE, VALUES, misfits, telling, unplaced
from intents.mentions import Mentions
from intents.normalise import View
from intents.several import Several
from intents.shapes import Choice, Context, Match, NoMatch, Recognition, Slots, Unclear, Vocabulary
from intents.slots import choices
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
DENIED = 0.6
# How sure another operation has to be, and how unlikely the one that a rule read, for the rule to be overruled.
OVERRULING, OVERRULED = 0.75, 0.05
# How sure small talk has to be where a sentence is far from everything.
TALK = 0.5
# A chance not worth looking at; the least that one act among several has, and how many operations are tried for it.
NO_CHANCE = 0.01
AMONG, TRIED = 0.2, 3
# What each word of a free text that runs on leaves of the chance that it does.
RUN_ON = 0.97
# What is said after something was done is rather about such things again: a picture that was found, the render that runs.
FAMILIAR, FAMILIES = 2.5, frozenset({"job", "media", "shot", "share", "comment"})
# What is done to the film as a whole, where nothing says the film and a part of it was spoken of just now: "lose ten seconds".
ON_THE_WHOLE, TO_A_PART = frozenset({"project.retime", "project.delete"}), 0.1
# What leaves the film everybody is in, and how sure that has to be: "more close-ups" closes nothing.
LEAVING, SURE_TO_LEAVE = frozenset({"project.close"}), 0.85
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


class Scored(Struct, frozen=True):
    """An act, and how likely it is that its words ask for that and for nothing else: 0 to 1."""

    act: Match
    chance: float


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
        if read is not None and thought.foreign and thought.chance(read.operation) < LIKELY:
            return NoMatch(text=view.raw, out_of_scope=True)
        if (read is None or read.confidence <= CAPTURED) and (acts := self.several.acts(view, thought)):
            return acts
        if read is not None and not self._overruled(read, thought):
            return (self.refined(view, read, self.context),)
        if thought.foreign:
            return NoMatch(text=view.raw, out_of_scope=True)
        if self._denied(view, thought.first):
            return (Match(operation=SMALLTALK, slots={"kind": "mood"}, source="nearest", text=view.spoken()),)
        if thought.sure and not (thought.first.operation in LEAVING and thought.first.chance < SURE_TO_LEAVE):
            done = self._done(view, thought.first, self.context)
            if done is not None:
                return (done,) if isinstance(done, Match) else done
        return self._between(view, thought)

    # ---- one clause

    def _gist(self, view: View) -> str:
        return gist(view, self.commands.mentions(view), self.of.catalogue.stands_for)

    def thought(self, view: View, context: Context | None = None) -> Thought | None:
        """What a clause may ask for, said in this sentence's context or in that which the clauses before it leave."""
        vector = self.embedded.gists.get(text := self._gist(view))
        if self.of.classifier is None or vector is None:
            return None
        scored = self.of.classifier.scores(text, vector)
        said, apart = telling(self.commands.mentions(view)), self._of_a_part(view, context or self.context)
        fitting = []
        for label, chance in zip(scored.labels, scored.probabilities, strict=True):
            operation, _, kind = label.partition(":")
            wrong = misfits(self.of.places(operation), said) if chance >= NO_CHANCE else 0
            chance *= SHY**wrong * self._familiar(operation) * (TO_A_PART if apart and operation in ON_THE_WHOLE else 1.0)
            fitting.append(Likely(operation, kind, min(chance, 1.0)))
        likely = tuple(sorted(fitting, key=lambda one: -one.chance))
        far = FOREIGN_ALL_THE_SAME if said else FOREIGN
        return Thought(likely, scored.outside > far and not (likely[0].talks and likely[0].chance >= TALK))

    def _familiar(self, operation: str) -> float:
        subject, last = operation.partition(".")[0], self.context.last
        return FAMILIAR if last and subject in FAMILIES and last.operation.startswith(f"{subject}.") else 1.0

    def _of_a_part(self, view: View, context: Context) -> bool:
        """Whether something in the film was spoken of last, and nothing is said of the film itself."""
        film = self.of.catalogue.references.things["project"]
        part = bool(context.focus) and context.focus[0].kind != "project"
        return part and film.isdisjoint(view.words) and not self.commands.mentions(view).get("project")

    def act(self, view: View, context: Context) -> Scored | None:
        """The one act that a clause among others is like."""
        thought = self.thought(view, context)
        if thought is None or thought.foreign or thought.first.operation in {SMALLTALK, GENERATE}:
            return None
        likely = [like for like in thought.likely[:TRIED] if like.chance >= AMONG and like.operation not in {SMALLTALK, GENERATE}]
        tried = [self._scored(view, like, context) for like in likely if not self._denied(view, like)]
        return max((one for one in tried if one is not None), key=lambda one: one.chance, default=None)

    def _scored(self, view: View, like: Likely, context: Context) -> Scored | None:
        mentions = self.commands.mentions(view, context)
        match, filling = self._within(_match(view, like), mentions, self._filling(view, mentions, like.operation))
        places = self.of.places(match.operation)
        done = self._made_of(view, match, filling, context)
        if not isinstance(done, Match) or not (done.slots or not makes(done.operation)):
            return None
        said = telling(mentions, VALUES)
        words = sum(end - start for start, end, label in filling.placed if not places.get(label, label))
        more = max(unplaced(said, ((start, end) for start, end, _ in filling.placed)) - misfits(places, said), 0)
        return Scored(done, like.chance * SHY**more * RUN_ON**words)

    def read(self, view: View, reading: Reading, context: Context) -> Scored | None:
        """What a rule reads in a clause."""
        done = self.commands.resolved(reading, context)
        if not isinstance(done, Match) or self.overruled(view, done):
            return None
        spans = [*reading.free.values(), *((m.start, m.end) for m in reading.mentioned.values())]
        left = unplaced(telling(self.commands.mentions(view, context), VALUES), spans)
        words = sum(end - start for start, end in reading.free.values())
        return Scored(self.refined(view, done, context), done.confidence * SHY**left * RUN_ON**words)

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
        ends = [*(cut.end for cut in cuts), len(view.tokens)]
        clauses = (view.part(cut.start, end) for at, cut in enumerate(cuts) for end in ends[at + 1 :])
        if any(self.commands.unwanted(self.of.clauses.trimmed(clause)) for clause in clauses):
            return True
        denies = self.of.clauses.denies
        return denies(first) or (denies(view) and (act == "cancel" or like.chance < DENIED))

    def _done(self, view: View, like: Likely, context: Context) -> Match | Unclear | None:
        """The act, or the question for what it still needs; None when it would change nothing."""
        match = _match(view, like)
        if like.operation == SMALLTALK:
            return structs.replace(match, slots={"kind": like.kind})
        if like.operation == GENERATE:
            return structs.replace(match, slots={"prompt": view.raw.strip()})
        return self.filled(view, match, context)

    def filled(self, view: View, match: Match, context: Context) -> Match | Unclear | None:
        mentions = self.commands.mentions(view, context)
        match, filling = self._within(match, mentions, self._filling(view, mentions, match.operation))
        return self._made_of(view, match, filling, context)

    def _within(self, match: Match, mentions: Mentions, filling: Filling) -> tuple[Match, Filling]:
        """The act and what fills it; within a scene that is named, where only a part of the film is meant."""
        thing, place, instead, slot = WITHIN.get(match.operation, ("", "", "", ""))
        who = filling.mentioned.get(thing)
        found = mentions.get(place, ()) if who is not None else ()
        apart = [m for m in found if who is not None and (m.end <= who.start or who.end <= m.start)]  # "Oskar" is no "What Oskar Saw"
        named = [m for m in apart if m.score >= SURE and m.value.names and not m.value.pronoun]
        if not named:
            return match, filling
        where = max(named, key=lambda m: (m.score, m.end - m.start))
        placed = (*filling.placed, (where.start, where.end, place))
        filled = structs.replace(filling, mentioned={slot: filling.mentioned[thing], place: where}, placed=placed)
        return structs.replace(match, operation=instead), filled

    def _filling(self, view: View, mentions: Mentions, operation: str) -> Filling:
        found = self.tagged(view, mentions, operation)
        return fillings(view, mentions, self.of.places(operation), found, self.of.entries[operation].needs)

    def _made_of(self, view: View, match: Match, filling: Filling, context: Context) -> Match | Unclear | None:
        entry = self.of.entries[match.operation]
        if entry.changes and not filling.mentioned.keys() - set(entry.needs) and not filling.said:
            return None
        done = structs.replace(match, slots=filling.said)
        return self._one_of_them(view, done, filling, context) or self.commands.filled(done, filling.mentioned, filling.lost, context)

    def _one_of_them(self, view: View, match: Match, filling: Filling, context: Context) -> Unclear | None:
        """ "wipe every project except Hush": which first, where only one can be taken at a time, and never the one left out."""
        one = filling.mentioned.get("project")
        for said in self.commands.mentions(view, context).get("projects", ()) if one is not None and one.kind == "project" else ():
            if one is not None and said.value.several and said.start <= one.start and one.end <= said.end:
                offered = choices(match.operation, match.slots, "project", "project", said.value.names)
                return Unclear(reason="ambiguous", choices=offered, slot="project", mentioned=view.original(said.start, said.end))
        return None

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
        if thought is None or read.operation == GENERATE or thought.first.operation != read.operation or self.of.clauses.denies(view):
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


def _match(view: View, like: Likely) -> Match:
    return Match(operation=like.operation, confidence=min(like.chance, 1.0), source="nearest", text=view.spoken())


def _finer(new: Slots, old: Slots, free: AbstractSet[str]) -> bool:
    """Whether more slots are filled, the same things are meant, and every `free` text is a part of what it was, or other slots' now."""
    kept = all(new.get(slot) == value or (slot in free and _part(new.get(slot, ""), value)) for slot, value in old.items())
    return kept and len(new) > len(old)


def _part(new: object, old: object) -> bool:
    return isinstance(new, str) and isinstance(old, str) and new in old
