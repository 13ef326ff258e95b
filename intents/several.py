"""What the clauses of a sentence ask for, where it has several: the likeliest way to cut it and to understand each part, of acts one
after the other, acts that leave out what the one before said, corrections of it, and what is only said aside."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from intents.again import Again
from intents.clauses import Cut
from intents.filling import EDGES
from intents.grammar import PROSE
from intents.joining import asked_first, makes, together
from intents.mentions import Mention, Reference
from intents.normalise import View
from intents.reader import NUMBER_ALONE
from intents.references import References
from intents.shapes import Context, Focus, Match, Slots
from intents.slots import FOCUSED, LISTS, going_on

if TYPE_CHECKING:
    from intents.guess import Guess, Scored, Thought

# At how many places a sentence is tried to be cut, over how many of them one clause may go on, and how many ways to understand what
# stands before a place are followed.
CUTS, RUNS, FOLLOWED = 5, 3, 3
# How likely it is that another act begins: where words or marks say so, and after a mere "and".
BEGINS, MAY_BEGIN = 0.85, 0.6
# How likely it is that none does where a verb says so, a name, or only a mark.
NO_VERB, NO_NAME, NO_MARK = 0.5, 0.75, 0.95
# How likely are a clause that says the act before anew, one that names what the next is about, one that is not wanted, and one said aside.
SAID_ANEW, TOPIC, UNWANTED, ASIDE = 0.9, 0.9, 0.9, 0.5
# How likely it is that words that take back what was said before them mean nothing.
NOT_TAKEN_BACK = 0.2
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
OPENING = ("scene", "character", "shot", "person", "project")
"""Kinds of things that a clause may begin with the name of."""
PLACES = ("after", "before", "other")
"""Slots for a scene that is said after the one an act is done to."""
SHORT = {"shot.add": frozenset({"description"}), "shot.update": frozenset({"description"})}
"""Free texts that end where another act begins."""
STOPS = ".;!?\n—–:"


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
        self._read: dict[tuple[int, int, tuple[Focus, ...]], Scored | None] = {}

    def stretches(self, view: View) -> list[tuple[int, int]]:
        """Every stretch between two places where the sentence may be cut, but for the whole; of one that corrects, what it says instead."""
        cuts = self._cuts(view)
        starts, ends = _edges(view, cuts)
        found = [(starts[i], ends[j]) for i in range(len(starts)) for j in range(i, len(ends)) if j - i < RUNS and (i, j) != (0, len(cuts))]
        anew = [(start + size, end) for start, end in found if 0 < (size := self.of.clauses.repairs(view.part(start, end))) < end - start]
        return [*found, *anew]

    def acts(self, view: View, thought: "Thought") -> tuple[Match, ...] | None:
        """The acts of its clauses, where that is likelier than that it is one act; `thought` is what the whole is like."""
        best = self._likeliest(view)
        if best is None or (best.loose and not self._stands(best.acts, thought)):
            return None
        whole = self._one(view, self.guess.context)
        if whole is not None and whole.chance * self._runs_on(view, self._cuts(view)) >= best.chance:
            return None
        return together(best.acts, self.of.places)

    # ---- the ways

    def _likeliest(self, view: View) -> Way | None:
        """The likeliest way of those that cut the sentence at least once."""
        cuts = self._cuts(view)
        starts, ends = _edges(view, cuts)
        ways: list[list[Way]] = [[] for _ in range(len(starts) + 1)]
        ways[0] = [Way(context=self.guess.context)]
        for i in range(len(starts)):
            for way in sorted(ways[i], key=lambda one: -one.chance)[:FOLLOWED]:
                for j in range(i, min(i + RUNS, len(ends))):
                    if (i, j) != (0, len(cuts)):
                        goes_on = self._runs_on(view, cuts[i:j])
                        part = _Part(view, starts[i], ends[j], cuts[i - 1] if i else None, cuts[j] if j < len(cuts) else None, goes_on)
                        ways[j + 1] += self._further(structs.replace(way, chance=way.chance * goes_on), part)
        whole = [way for way in ways[-1] if way.acts and way.topic is None and (not way.conditional or asked_first(way.acts))]
        return max(whole, key=lambda way: way.chance, default=None)

    def _further(self, way: Way, part: "_Part") -> Iterator[Way]:
        """The ways to understand one part more."""
        way = structs.replace(way, chance=way.chance * self._begins(part)) if part.before else way
        said = self.of.clauses.trimmed(part.said)
        last = way.acts[-1] if way.acts else None
        size = self.of.clauses.repairs(part.said) if part.before else 0
        if size and last is not None and way.before is not None:
            yield from self._anew(way, way.before, part.said.part(size, len(part.said.tokens)))
            return
        if part.after and not way.acts and self.of.clauses.takes_up(part.rest):
            yield structs.replace(way, chance=way.chance * DROPPED)
        if size:
            said = self.of.clauses.trimmed(part.said.part(size, len(part.said.tokens)))
        if last is not None and (act := self._elliptic(said, last, way.context)):
            yield self._with(way, act, SAID_ANEW)
        if last is not None and (act := self._noted(said, last, way.context)):
            yield self._with(way, act, SAID_ANEW / part.goes_on)
        if last is None or self._may_follow(last, part):
            if (scored := self._one(said, way.context)) and not self._tells_more(scored.act, last, part, said):
                act = self._of(scored.act, way.topic)
                yield self._with(way, act, scored.chance**0.5 if last is not None and _alike(act, last) else scored.chance)
            yield from self._beside(way, part, said)

    def _beside(self, way: Way, part: "_Part", said: View) -> Iterator[Way]:
        """The ways in which a part is no act: it names what the next is about, is not wanted, says when, or is said aside."""
        if part.after and (topic := self._topic(said)) and (_stops(part.whole, part.after) and not self._listed(topic, part.rest)):
            context = structs.replace(way.context, focus=(topic, *way.context.focus))
            yield structs.replace(way, context=context, topic=topic, chance=way.chance * TOPIC)
        elif self.of.clauses.negated(said) is not None and self.commands.unwanted(said, way.context):
            context = self.commands.spoken_of(said, way.context)
            acts = way.acts[:-1] if way.acts and self._takes_back(said, way.acts[-1]) else way.acts
            yield structs.replace(way, acts=acts, context=context, chance=way.chance * UNWANTED)
        elif (not part.before or _stops(part.whole, part.before)) and (not part.after or _stops(part.whole, part.after)):
            conditional = not way.acts and self.of.clauses.conditional(said)
            if conditional or self._aside(way, said):
                context = structs.replace(way.context, focus=(*self._about(said), *way.context.focus))
                loose = structs.replace(way, context=context, chance=way.chance * ASIDE, loose=True)
                yield structs.replace(loose, conditional=way.conditional or conditional)

    def _runs_on(self, view: View, cuts: list[Cut]) -> float:
        """How likely it is that at none of these places another act begins."""
        chance = 1.0
        for cut in cuts:
            if self.of.clauses.takes_up(view.part(cut.start, len(view.tokens))):
                chance *= NOT_TAKEN_BACK
            verb = view.words[cut.start] in self.of.grammar.openers or self._then(view, cut)
            chance *= NO_VERB if verb else NO_NAME if self._opens(view, cut) else NO_MARK if _stops(view, cut) else 1.0
        return chance

    def _takes_back(self, said: View, last: Match) -> bool:
        """ "delete it, no, don't": whether what is not wanted is what was just said."""
        rest = self.of.clauses.unwanted(said)
        reading = self.commands.best(self.of.clauses.trimmed(rest), self.guess.context) if rest is not None and rest.tokens else None
        return reading is None or reading.operation == last.operation

    def _begins(self, part: "_Part") -> float:
        assert part.before is not None
        return BEGINS if self._opens(part.whole, part.before) or _stops(part.whole, part.before) else MAY_BEGIN

    def _with(self, way: Way, act: Match, chance: float) -> Way:
        after = going_on(way.context, act, self.of.places(act.operation))
        return Way(
            context=after,
            acts=(*way.acts, act),
            chance=way.chance * chance,
            before=way.context,
            loose=way.loose,
            conditional=way.conditional,
        )

    def _anew(self, way: Way, before: Context, said: View) -> Iterator[Way]:
        """Instead of the last act the same with other values, or another."""
        said, last = self.of.clauses.trimmed(said), way.acts[-1]
        if not said.tokens:
            return
        without = structs.replace(way, acts=way.acts[:-1], context=before)
        if act := self._again(way.context).fragment(said):
            slots = _corrected(last.slots, act.slots) if act.operation == last.operation else act.slots
            yield self._with(without, structs.replace(act, slots=slots), SAID_ANEW)
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

    def _may_follow(self, last: Match, part: "_Part") -> bool:
        """What is told of something may have commas and commands in it: "note on 3: the paper is too clean, cover it". What is in a shot
        is told in a few words."""
        told = PROSE - SHORT.get(last.operation, frozenset())
        return told.isdisjoint(last.slots) or (part.before is not None and self._then(part.whole, part.before))

    def _tells_more(self, act: Match, last: Match | None, part: "_Part", said: View) -> bool:
        """Whether what stands without a verb behind a comma only tells more of what is asked for: "a shot, over the shoulder, of Dell",
        "Norma Pike, who runs the caravan park"; or says it again."""
        if last is None or part.before is None or self._verb(part) or _alike(act, last):
            return False
        if makes(last.operation) and part.before.start == part.before.end:
            return True
        if act.operation.endswith((".show", ".list")):
            return not self.of.clauses.questions(said) or part.before.start == part.before.end
        return act.operation == last.operation and act.slots.items() >= last.slots.items()

    def _verb(self, part: "_Part") -> bool:
        return part.before is not None and (
            part.whole.words[part.before.start] in self.of.grammar.openers or self._then(part.whole, part.before)
        )

    def _of(self, act: Match, topic: Focus | None) -> Match:
        """The act on the topic, where it can be done to such a thing and names none."""
        if topic is None:
            return act
        fits = topic.kind in self.of.places(act.operation).get(topic.kind, frozenset()) and topic.kind not in act.slots
        return structs.replace(act, slots={**act.slots, topic.kind: topic.id}) if fits else act

    def _again(self, context: Context) -> Again:
        return Again(self.of, self.commands, References(self.of.catalogue.references, self.commands.vocabulary, context), context)

    def _elliptic(self, view: View, first: Match, context: Context) -> Match | None:
        """ "Agnes is 68, Dell 71": the act before for something else, when every word that tells anything is part of that."""
        again = self._again(context)
        if given := again.given(view):
            return given
        if not view.tokens or view.words[0] in self.of.grammar.openers - self.of.reader.nouns:
            return None
        if isinstance(act := again.recognise(view) or again.fragment(view), Match):
            return act
        if makes(first.operation):
            return None
        found = self.guess.tagged(view, self.commands.mentions(view, context), first.operation)
        slots = {label.partition("=")[0] for _, _, label in found}
        if not slots or not slots <= first.slots.keys() or len(slots) < min(len(first.slots), 2):
            return None
        small = self.of.catalogue.references.small | self.of.catalogue.references.determiners
        told = {at for start, end, _ in found for at in range(start, end)}
        if any(at not in told and view.words[at] not in small for at in range(len(view.words))):
            return None
        act = self.guess.filled(view, Match(operation=first.operation, source="nearest", text=view.spoken()), context)
        return act if isinstance(act, Match) and act.slots.keys() >= slots else None

    def _noted(self, view: View, last: Match, context: Context) -> Match | None:
        """ "note on 3: the paper is too clean; on 5, the bales are wrong": what is told of something else."""
        if "text" not in last.slots or len(view.words) < 2 or view.words[0] not in self.of.catalogue.references.small:
            return None
        mentions = self.commands.mentions(view, context)
        for mention in sorted(mentions.get("scene", ()), key=lambda m: m.start - m.end):
            told = mention.end
            if mention.start != 1 or told >= len(view.words) or not isinstance(mention.value, Reference) or len(mention.value.names) != 1:
                continue
            linked = view.words[told] in self.of.catalogue.talk.linking
            if linked or view.tokens[told].gap.strip():
                text = view.original(told + linked, len(view.tokens)).strip(EDGES)
                return structs.replace(last, slots={"scene": mention.value.names[0].id, "text": text}, text=view.spoken()) if text else None
        return None

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
        return thought.foreign or thought.first.chance < enough or thought.first.talks

    def _stands(self, found: tuple[Match, ...], thought: "Thought") -> bool:
        """Whether the whole does not surely ask for something else."""
        return thought.first.chance < MAIN or thought.first.operation in {act.operation for act in found} or thought.first.talks

    def _about(self, view: View) -> Iterator[Focus]:
        """What a clause speaks of, the last first."""
        mentions = self.commands.mentions(view)
        named = [m for kind in FOCUSED for m in mentions.get(kind, ()) if m.score >= SURE and _single(m)]
        for mention in sorted(named, key=lambda m: -m.start):
            yield Focus(kind=LISTS.get(mention.kind, mention.kind), id=mention.value.names[0].id)

    # ---- cutting

    def _cuts(self, view: View) -> list[Cut]:
        """The likeliest places: where what begins like an act follows, or a clause ends; no name goes on there."""
        cuts = [cut for cut in self.of.clauses.cuts(view) if not self.commands.in_a_name(view, cut, self.guess.context)]
        best = sorted(cuts, key=lambda cut: (not self._opens(view, cut), not _stops(view, cut)))[:CUTS]
        return sorted(best, key=lambda cut: cut.start)

    def _opens(self, view: View, cut: Cut) -> bool:
        if view.words[cut.start] in self.of.grammar.openers or cut.start - cut.end > 1 or self._then(view, cut):
            return True
        named = (m for kind in OPENING for m in self.commands.mentions(view).get(kind, ()))
        # After a comma alone "who waits tables" asks nothing.
        asks = cut.end < cut.start and self.of.clauses.questions(view.part(cut.start, len(view.tokens)))
        return asks or any(m.start == cut.start and m.score >= NUMBER_ALONE for m in named)

    def _then(self, view: View, cut: Cut) -> bool:
        """Whether the word between joins acts and not names: "then", but not "and"."""
        return cut.start > cut.end and view.words[cut.end] not in self.of.catalogue.references.together


class _Part(Struct, frozen=True):
    """The words `start` up to `end` of a sentence, the cuts around them, and how likely it is that it is not cut within."""

    whole: View
    start: int
    end: int
    before: Cut | None
    after: Cut | None
    goes_on: float

    @property
    def said(self) -> View:
        return self.whole.part(self.start, self.end)

    @property
    def rest(self) -> View:
        return self.whole.part(self.after.start if self.after else self.end, len(self.whole.tokens))


def _edges(view: View, cuts: list[Cut]) -> tuple[list[int], list[int]]:
    """Where clauses may begin, and where they may end."""
    return [0, *(cut.start for cut in cuts)], [*(cut.end for cut in cuts), len(view.tokens)]


def _stops(view: View, cut: Cut) -> bool:
    """Whether a clause ends there, and not only a name of a list."""
    return cut.start == cut.end and any(mark in view.tokens[cut.start].gap for mark in STOPS + ",")


def _corrected(before: Slots, said: Slots) -> Slots:
    """What was said with what is said anew; "after Night Train, sorry, the Customs Hall" corrects what was said last."""
    changed = {slot: value for slot, value in said.items() if before.get(slot) != value}
    place = next((slot for slot in PLACES if slot in before), None)
    return {**before, place: changed["scene"]} if place and changed.keys() == {"scene"} else {**before, **said}


def _alike(act: Match, last: Match) -> bool:
    """Whether it says the same of something else: "Gwen is 68 and Bream is 51"."""
    return act.operation == last.operation and act.slots.keys() == last.slots.keys() and len(act.slots) > 1


def _single(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, Reference) and len(value.names) == 1 and not value.pronoun
