"""What the clauses of a sentence ask for, where it has several: the likeliest way to cut it and to understand each part, of acts one
after the other, acts that leave out what the one before said, corrections of it, and what is only said aside."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from intents.clauses import Cut
from intents.commands import GENERATE
from intents.cutting import Cutting, Part, edges, stops
from intents.following import Following
from intents.grammar import PROSE
from intents.joining import asked_first, makes, together
from intents.mentions import Mention, Reference
from intents.normalise import View
from intents.shapes import Context, Focus, Match, Slots
from intents.slots import FOCUSED, LISTS, going_on

if TYPE_CHECKING:
    from intents.guess import Guess, Scored, Thought

# Over how many places to cut one clause may go on, and how many ways to understand what stands before a place are followed.
RUNS, FOLLOWED = 4, 3
# How likely are a clause that says the act before anew, one that names what the next is about, one that is not wanted, and one said aside.
SAID_ANEW, TOPIC, UNWANTED, ASIDE = 0.9, 0.9, 0.9, 0.5
# How likely an act is that has nothing to do with what was named just before for it to be about.
OFF_TOPIC = 0.3
# How likely it is that a clause was broken off that is then taken back.
DROPPED = 0.5
# How sure a clause has to be to be an act where all else is said aside, and beside others.
MAIN, ACT = 0.45, 0.3
# How sure what begins like an act has to be to be no aside.
AT_ALL = 0.3
QUOTED = 4
"""Words in quotation marks that are more than a name."""
SURE = 0.8
"""How sure a mention is that is what the sentence goes on about."""
SHORT = {"shot.add": frozenset({"description"}), "shot.update": frozenset({"description"})}
"""Free texts that end where another act begins."""


class Way(Struct, frozen=True, kw_only=True):
    """How the words so far may be understood: the acts, what the rest is said in, and how likely that is. `before` is what the last act
    was said in; `topic` what was only named; `loose` says that a clause was taken to be said aside."""

    context: Context
    acts: tuple[Match, ...] = ()
    chance: float = 1.0
    before: Context | None = None
    topic: Focus | None = None
    loose: bool = False
    conditional: bool = False


class Several:
    """The clauses of one sentence."""

    def __init__(self, guess: "Guess") -> None:
        self.guess, self.of, self.commands = guess, guess.of, guess.commands
        self.cutting, self.following = Cutting(guess.of, guess.commands, guess.context), Following(guess)
        self._read: dict[tuple[int, int, tuple[Focus, ...]], Scored | None] = {}

    def stretches(self, view: View) -> list[tuple[int, int]]:
        """Every stretch between two places where the sentence may be cut, but for the whole; of one that corrects, what it says instead."""
        cuts = self.cutting.cuts(view)
        starts, ends = edges(view, cuts)
        found = [(starts[i], ends[j]) for i in range(len(starts)) for j in range(i, len(ends)) if j - i < RUNS and (i, j) != (0, len(cuts))]
        anew = [(start + size, end) for start, end in found if 0 < (size := self.of.clauses.repairs(view.part(start, end))) < end - start]
        return [*found, *anew]

    def acts(self, view: View, thought: "Thought") -> tuple[Match, ...] | None:
        """The acts of its clauses, where that is likelier than that it is one act; `thought` is what the whole is like."""
        cuts = self.cutting.cuts(view)
        best = self._likeliest(view, cuts)
        if best is None or (best.loose and not self._stands(best.acts, thought)):
            return None
        whole = self._one(view, self.guess.context)
        if whole is not None and whole.chance * self.cutting.runs_on(view, cuts) >= best.chance:
            return None
        return together(best.acts, self.of.places)

    # ---- the ways

    def _likeliest(self, view: View, cuts: list[Cut]) -> Way | None:
        """The likeliest way of those that cut the sentence at least once."""
        starts, ends = edges(view, cuts)
        ways: list[list[Way]] = [[] for _ in range(len(starts) + 1)]
        ways[0] = [Way(context=self.guess.context)]
        for i in range(len(starts)):
            for way in sorted(ways[i], key=lambda one: -one.chance)[:FOLLOWED]:
                for j in range(i, min(i + RUNS, len(ends))):
                    if (i, j) != (0, len(cuts)):
                        goes_on = self.cutting.runs_on(view, cuts[i:j])
                        part = Part(view, starts[i], ends[j], cuts[i - 1] if i else None, cuts[j] if j < len(cuts) else None, goes_on)
                        ways[j + 1] += self._further(structs.replace(way, chance=way.chance * goes_on), part)
        whole = [way for way in ways[-1] if way.acts and way.topic is None and (not way.conditional or asked_first(way.acts))]
        return max(whole, key=lambda way: way.chance, default=None)

    def _further(self, way: Way, part: Part) -> Iterator[Way]:
        """The ways to understand one part more."""
        way = structs.replace(way, chance=way.chance * self.cutting.begins(part)) if part.before else way
        last = way.acts[-1] if way.acts else None
        size = self.of.clauses.repairs(part.said) if part.before else 0
        said = self.of.clauses.trimmed(part.said.part(size, len(part.said.tokens)))
        if size and last is not None and way.before is not None:
            yield from self._anew(way, way.before, said)
            return
        if part.after and not way.acts and self.of.clauses.takes_up(part.rest):
            yield structs.replace(way, chance=way.chance * DROPPED)
        if last is not None and (act := self.following.elliptic(said, last, way.context)) and not self._more_of_it(act, last, part):
            yield self._with(way, act, SAID_ANEW)
        if last is not None and (act := self.following.noted(said, last, way.context)):
            yield self._with(way, act, SAID_ANEW / part.goes_on)
        if last is None or self._may_follow(last, part):
            if (scored := self._one(said, way.context)) and not self._tells_more(scored.act, last, part, said):
                act, fits = self._of(scored.act, way.topic)
                likely = scored.chance**0.5 if last is not None and _alike(act, last) else scored.chance
                yield self._with(way, act, likely * fits)
            yield from self._beside(way, part, said)

    def _beside(self, way: Way, part: Part, said: View) -> Iterator[Way]:
        """The ways in which a part is no act: it names what the next is about, is not wanted, says when, or is said aside."""
        if part.after and (topic := self._topic(said)) and (stops(part.whole, part.after) and not self._listed(topic, part.rest)):
            context = structs.replace(way.context, focus=(topic, *way.context.focus))
            yield structs.replace(way, context=context, topic=topic, chance=way.chance * TOPIC)
        elif self.of.clauses.denies_what_follows(said):
            return
        elif way.acts and asked_first(way.acts[-1:]) and self.of.clauses.takes_back(said):
            yield structs.replace(way, acts=way.acts[:-1], chance=way.chance * UNWANTED)
        elif self.of.clauses.negated(said) is not None and self.commands.unwanted(said, way.context):
            context = self.commands.spoken_of(said, way.context)
            acts = way.acts[:-1] if way.acts and self.following.takes_back(said, way.acts[-1]) else way.acts
            yield structs.replace(way, acts=acts, context=context, chance=way.chance * UNWANTED)
        elif (not part.before or stops(part.whole, part.before)) and (not part.after or stops(part.whole, part.after)):
            conditional = not way.acts and self.of.clauses.conditional(said)
            if conditional or self._aside(way, said):
                context = structs.replace(way.context, focus=(*self._about(said), *way.context.focus))
                loose = structs.replace(way, context=context, chance=way.chance * ASIDE, loose=True)
                yield structs.replace(loose, conditional=way.conditional or conditional)

    def _with(self, way: Way, act: Match, chance: float) -> Way:
        after, acts = going_on(way.context, act, self.of.places(act.operation)), (*way.acts, act)
        return structs.replace(way, context=after, acts=acts, chance=way.chance * chance, before=way.context, topic=None)

    def _anew(self, way: Way, before: Context, said: View) -> Iterator[Way]:
        """Instead of the last act the same with other values, or another."""
        if not said.tokens:
            return
        last = way.acts[-1]
        without = structs.replace(way, acts=way.acts[:-1], context=before)
        if act := self.following.anew(said, last, way.context):
            yield self._with(without, act, SAID_ANEW)
        elif scored := self._one(said, structs.replace(before, focus=way.context.focus)):
            yield self._with(without, scored.act, scored.chance)

    # ---- one act

    def _one(self, view: View, context: Context) -> "Scored | None":
        """The one act that a clause surely is, by a rule or by its meaning."""
        view = self.of.clauses.trimmed(view)
        if self._quotes(view):
            return None
        key = (view.tokens[0].start, view.tokens[-1].end, context.focus) if view.tokens else (0, 0, ())
        if key not in self._read:
            self._read[key] = self._scored(view, context) if view.tokens else None
        return self._read[key]

    def _quotes(self, view: View) -> bool:
        """Whether it only tells what somebody says: "as “delete it all” does"."""
        quoted = sum(bool(token.quote) for token in view.tokens)
        return quoted >= QUOTED and 2 * quoted > len(view.tokens) and view.words[0] not in self.of.grammar.openers

    def _scored(self, view: View, context: Context) -> "Scored | None":
        reading = next(iter(self.commands.readings(view, context)), None)
        ruled = reading is not None and reading.template.clauses and not reading.guess and not reading.template.sentence.weak
        if reading is not None and ruled and (scored := self.guess.read(view, reading, context)):
            return scored
        scored = self.guess.act(view, context)
        return scored if scored is not None and scored.chance >= ACT else None

    def _may_follow(self, last: Match, part: Part) -> bool:
        """What is told of something may have commas and commands in it: "note on 3: the paper is too clean, cover it". What is in a shot
        is told in a few words."""
        told = PROSE - SHORT.get(last.operation, frozenset())
        return told.isdisjoint(last.slots) or (part.before is not None and self.cutting.then(part.whole, part.before))

    def _tells_more(self, act: Match, last: Match | None, part: Part, said: View) -> bool:
        """Whether what stands without a verb behind a comma only tells more of what is asked for: "a shot, over the shoulder, of Dell",
        "Norma Pike, who runs the caravan park"; or says it again."""
        if last is None or part.before is None or self.cutting.verb(part.whole, part.before) or _alike(act, last):
            return False
        if self._more_of_it(act, last, part):
            return True
        if act.operation.endswith((".show", ".list")):
            return not self.of.clauses.questions(said) or part.before.start == part.before.end
        return act.operation == last.operation and act.slots.items() >= last.slots.items()

    def _more_of_it(self, act: Match, last: Match, part: Part) -> bool:
        """Whether what follows the making of something behind a comma is a part of that: "a scene in the orchard, at noon, a minute"."""
        cut = part.before
        behind = cut is not None and cut.start == cut.end and not self.cutting.verb(part.whole, cut)
        return behind and makes(last.operation) and act.operation != last.operation

    def _of(self, act: Match, topic: Focus | None) -> tuple[Match, float]:
        """The act on the topic, where it can be done to such a thing and names none; and how likely it is then."""
        if topic is None:
            return act, 1.0
        places = self.of.places(act.operation)
        if topic.kind in places.get(topic.kind, frozenset()) and topic.kind not in act.slots:
            return structs.replace(act, slots={**act.slots, topic.kind: topic.id}), 1.0
        return act, 1.0 if topic.id in _values(act.slots) else OFF_TOPIC

    # ---- what is no act

    def _topic(self, view: View) -> Focus | None:
        """What is only named ("The letter, …", "In the vault, …") for what follows to be about."""
        small = self.of.catalogue.references.small | self.of.catalogue.references.determiners
        mentions = self.commands.mentions(view)
        for kind in FOCUSED:
            for mention in mentions.get(kind, ()):
                outside = (*view.words[: mention.start], *view.words[mention.end :])
                if mention.score >= SURE and _single(mention) and small.issuperset(outside):
                    return Focus(kind=kind, id=mention.value.names[0].id)
        return None

    def _listed(self, topic: Focus, right: View) -> bool:
        """Whether more of its kind follows: "Coralie and Jo come on"."""
        return any(m.start == 0 for m in self.commands.mentions(right).get(topic.kind, ()))

    def _aside(self, way: Way, view: View) -> bool:
        """Whether a clause is no act: it does not begin like one, is not surely like any, takes nothing back, and tells no more of what
        was just made."""
        if way.acts and (self.of.clauses.takes_back(view) or makes(way.acts[-1].operation)):
            return False
        thought = self.guess.thought(view)
        if thought is None:
            return False
        enough = AT_ALL if view.words[0] in self.of.grammar.openers else MAIN
        return thought.foreign or thought.first.chance < enough or thought.first.talks or thought.first.operation == GENERATE

    def _stands(self, found: tuple[Match, ...], thought: "Thought") -> bool:
        """Whether the whole does not surely ask for something else."""
        return thought.first.chance < MAIN or thought.first.operation in {act.operation for act in found} or thought.first.talks

    def _about(self, view: View) -> Iterator[Focus]:
        """What a clause speaks of, the last first."""
        mentions = self.commands.mentions(view)
        named = [m for kind in FOCUSED for m in mentions.get(kind, ()) if m.score >= SURE and _single(m)]
        for mention in sorted(named, key=lambda m: -m.start):
            yield Focus(kind=LISTS.get(mention.kind, mention.kind), id=mention.value.names[0].id)


def _values(slots: Slots) -> list[object]:
    return [one for value in slots.values() for one in (value if isinstance(value, list) else [value])]


def _alike(act: Match, last: Match) -> bool:
    """Whether it says the same of something else: "Gwen is 68 and Bream is 51"."""
    return act.operation == last.operation and act.slots.keys() == last.slots.keys() and len(act.slots) > 1


def _single(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, Reference) and len(value.names) == 1 and not value.pronoun
