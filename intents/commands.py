"""Commands in a sentence: the surest reading of the whole, or of its parts where both sides of a cut are commands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import structs

from intents.again import Again
from intents.clauses import Cut
from intents.grammar import PROSE, Reading, unspoken
from intents.joining import Read, asked_first, makes, once
from intents.mentions import Mention, Mentions, within
from intents.normalise import View, view_of
from intents.numbers import numbers
from intents.reader import SET
from intents.references import References
from intents.sense import Sense
from intents.shapes import Context, Focus, Match, Recognition, Slots, Unclear, Vocabulary
from intents.slots import Completer, choices, fill, focus_after, going_on, numbered_shots
from intents.tails import Tail

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

GENERATE, KEEP, SAVE = "project.generate", "project.finalize", "project.save"
LISTED, SEEN = "media.list", "media.show"
LISTING: Mapping[str, tuple[str, ...]] = {LISTED: (LISTED,), "media.search": (LISTED,), SEEN: (LISTED, SEEN)}
"""After which acts "the second" may be one of the media shown, and "it" the one that was shown alone."""
# Confidence of a template without free text, and of one with.
EXACT, CAPTURED = 0.98, 0.92
# A reading with more doubt than this about its names is not sure enough to cut a sentence by it.
DOUBT = 0.45
# Longer sentences are not run through the speller: what they say beside commands is free text.
LONGEST_MISSPELLED = 24
# So many ways to read the end of a sentence as what its act is done to are tried.
TAILS = 4
# In `{number:_times}` a sentence says how often the command is meant ("add 3 shots of …"); more than this is not meant.
TIMES, MOST_TIMES = "_times", 12
# What has a name, and how sure it is when the name is said in full.
NAMES, IN_FULL = ("scene", "character", "project", "person"), 0.97

# What a sentence may take in all, in words that are matched as a part of a command; READING so many each are as much as finding out what
# one mentions. Next to nothing that people type takes more (one of 1,269 turns); a heap of words is not cut to its end, or it
# would take a hundred times as long.
MOST_EFFORT, READING = 400, 3
# So many words, again and again, are tried for what a sentence may be without what it takes back.
MOST_MENDED = 200

TAKEN_OFF: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "media.detach": ("media.attach", ("scene", "character", "shot", "target")),
    "job.cancel": ("job.start", ("kind",)),
}
"""What takes back another act, and what of that act says where it was done."""

WITHIN: Mapping[str, tuple[str, str, str, str]] = {"character.remove": ("character", "scene", "scene.update", "remove_character")}
"""What is done to a thing as a whole, and what is meant instead where it is said of a part of the film: "remove Mara from scene 6 only"."""

PLACES = ("after", "before", "position")
"""Slots of which an act takes one."""

Part = tuple[int, tuple[str, ...], tuple[Focus, ...]]
"""What tells a part of a sentence from others: where it begins, its words, and what was in focus."""


class Commands:
    """The commands of one sentence, said in one context."""

    def __init__(self, recogniser: "Recogniser", vocabulary: Vocabulary, context: Context) -> None:
        self.of, self.vocabulary, self.context = recogniser, vocabulary, context
        self._sense = Sense(recogniser)
        waiting = [context.pending.operation] if context.pending else LISTING.get(context.last.operation, ()) if context.last else ()
        self._during = frozenset([*waiting, KEEP] if context.preview else waiting)
        self._mentions_before: list[tuple[View, tuple[Focus, ...] | None, Mentions]] = []
        self._mentions_of: dict[Part, Mentions] = {}
        self._best_before: dict[Part, Reading | None] = {}
        self._read_before: dict[Part, Read | None] = {}
        self._effort_left = MOST_EFFORT

    def recognise(self, view: View) -> Recognition | None:
        """One or more commands, in order; None when the text is none."""
        whole = self.best(view, self.context)
        sure = whole is not None and not whole.free and whole.doubt <= DOUBT
        return (None if sure else self.with_tail(view, self._recognised)) or self._recognised(view)

    def with_tail(self, view: View, recognise: Callable[[View], Recognition | None]) -> Recognition | None:
        """ "drop the corridor, and the laundromat too", "delete the night scenes, please, but not Supper": what is recognised in the
        words before, with what the end says of it; None where the end says nothing of it."""
        for tail, body in self.tails(view):
            acts = recognise(body)
            if isinstance(acts, tuple) and (applied := tail.applied(acts, self.of.places(acts[-1].operation))):
                return applied
        return None

    def tails(self, view: View) -> Iterator[tuple[Tail, View]]:
        """What the end of the text may say about the act before it, with what is said before it."""
        for tail in islice(self.of.tails.found(view, self.mentions(view)), TAILS):
            yield tail, self.of.clauses.trimmed(view.part(0, tail.end))

    def _recognised(self, view: View) -> Recognition | None:
        mended = self._mended(view)
        read = self._read(view if mended is None else mended, self.context)
        if mended is None and read is not None and len(read) > 1 and self.of.clauses.repair(view):
            return None  # what is taken back may be a part of what was read
        return None if read is None else _joined(once(read, self.of.places))

    def unwanted(self, view: View, context: Context | None = None) -> bool:
        """Whether this is a command that is expressly not wanted: "don't delete scene 2"."""
        rest = self.of.clauses.unwanted(view)
        if rest is None:
            return False
        rest = self.of.clauses.trimmed(rest)
        return not rest.tokens or self.best(rest, context or self.context) is not None

    def mentions(self, view: View, context: Context | None = None) -> Mentions:
        """What the words mention; read once for a sentence, and for each focus where it matters, and shared by the parts of it."""
        key = _part(view, context or self.context)
        if key not in self._mentions_of:
            self._mentions_of[key] = self._mentioned(view, context or self.context)
        return self._mentions_of[key]

    def _mentioned(self, view: View, context: Context) -> Mentions:
        for whole, focus, mentions in self._mentions_before:
            at = whole.find(view) if focus is None or focus == context.focus else None
            if at is not None:
                return within(mentions, at, at + len(view.words))
        mentions, leant = self.of.reader.read(view, self.vocabulary, context, self.of.known)
        mentions = self._but_the_verb(view, mentions)
        self._mentions_before.append((view, context.focus if leant else None, mentions))
        self._effort_left -= READING * len(view.words)
        return mentions

    def _but_the_verb(self, view: View, mentions: Mentions) -> Mentions:
        """Without the name that the first word could be, where it is a verb with something after it: "swap it", "open the Voices one"."""
        said, of = view.words, self.of.catalogue.references
        if len(said) < 2 or said[0] not in self.of.grammar.openers or said[0] in self.of.reader.nouns:
            return mentions
        begins = said[1] in of.determiners or said[1] in of.pronouns or any(m.start == 1 for kind in NAMES for m in mentions.get(kind, ()))
        if not begins:
            return mentions
        return {kind: tuple(m for m in found if (m.start, m.end) != (0, 1)) for kind, found in mentions.items()}

    def readings(self, view: View, context: Context | None = None) -> list[Reading]:
        return self.of.grammar.readings(view, self.mentions(view, context), self._during)

    def best(self, view: View, context: Context) -> Reading | None:
        """The surest reading of the text as one command, None when there is none or the effort is spent; kept, since the cuts of a
        sentence share their parts."""
        key = _part(view, context)
        if key not in self._best_before:
            self._best_before[key] = self._best(view, context) if self._effort_left > 0 else None
            self._effort_left -= len(view.words)
        return self._best_before[key]

    def spelled(self, view: View) -> View | None:
        """The text with its unknown words corrected towards the words of the grammar; None when there are none."""
        if len(view.tokens) > LONGEST_MISSPELLED:
            return None
        counted = {i for n in numbers(view, self.of.catalogue.language, words=self.of.catalogue.numbers) for i in range(n.start, n.end)}
        typed = [(i, t.word) for i, t in enumerate(view.tokens) if not t.quote and i not in counted and t.word not in self.of.known]
        near = {i: meant for i, word in typed if (meant := self.of.speller.near(word))}
        return self.of.clauses.trimmed(view.spelled(near)) if near else None

    def complete(self, match: Match, ask: tuple[str, ...] = (), context: Context | None = None) -> Match | Unclear:
        """The match with what its operation needs, or the question for it."""
        entry, match = self.of.entries.get(match.operation), self._taken_off(match)
        references = References(self.of.catalogue.references, self.vocabulary, context or self.context)
        completer = Completer(references, self.vocabulary, self.context.project)
        return completer.complete(match, entry.needs if entry else (), ask, self.of.places(match.operation))

    def _taken_off(self, match: Match) -> Match:
        """ "take it off again": of what was put there just now."""
        last, slots = self.context.last, TAKEN_OFF.get(match.operation, ("", ()))
        if last is None or last.operation != slots[0] or not match.slots.keys().isdisjoint(slots[1]):
            return match
        return structs.replace(match, slots={**match.slots, **{slot: last.slots[slot] for slot in slots[1] if slot in last.slots}})

    def _mended(self, view: View) -> View | None:
        """ "add two… no, one close-up": the sentence without what was taken back, when that is a command all of itself."""
        cut = self.of.clauses.repair(view)
        whole = self.best(view, self.context) if cut else None
        for end in _left_over(view, cut) if cut else ():
            mended = view_of(view.raw, (*view.tokens[:end], *view.tokens[cut.start :])) if cut else view
            reading = self.best(self.of.clauses.trimmed(mended), self.context)
            if reading is None or reading.doubt > DOUBT or any(start < end < stop for start, stop in reading.free.values()):
                continue
            if self._begins_another(reading):
                continue
            # A title may have such words in it: "Yes, No, Maybe".
            return None if whole is not None and whole.free.keys() & reading.free.keys() else self.of.clauses.trimmed(mended)
        return None

    # ---- cutting

    def _read(self, view: View, context: Context) -> Read | None:
        """What the text says; kept, since what follows one cut follows others too, and each way would double the ways."""
        key = _part(view, context)
        if key not in self._read_before:
            self._read_before[key] = self._cut(view, context) if self._effort_left > 0 else None
        return self._read_before[key]

    def _cut(self, view: View, context: Context) -> Read | None:
        """The whole as one command; cut in two where both sides are commands; or as one whose free text spans the cut."""
        whole = self.best(view, context)
        cuts = [cut for cut in self.of.clauses.cuts(view) if not self.in_a_name(view, cut, context)]
        if whole is not None and not any(_crossed(whole, cut) for cut in cuts):
            return self._resolved(whole, context)
        for cut in cuts:
            parts = self._in_two(view.part(0, cut.end), view.part(cut.start, len(view.tokens)), context)
            if parts is not None:
                return parts
        return None if whole is None or self._swallows(whole, cuts) else self._resolved(whole, context)

    def _in_two(self, left: View, right: View, context: Context) -> Read | None:
        """Both sides, when both are commands; a side that says what is not wanted is nothing."""
        left = self.of.clauses.trimmed(left)
        conditional = self.of.clauses.conditional(left)
        first = [] if conditional else self._clause(left, context)
        if first is None:
            return None
        after = context if first else self.spoken_of(left, context)
        if self._only_names(left, context):
            first, after = [], self._about(first, after)
        for match in first:
            if isinstance(match, Match):
                after = going_on(after, match, self.of.places(match.operation))
        right = self.of.clauses.trimmed(right)
        given = Again(self.of, self, References(self.of.catalogue.references, self.vocabulary, after), after).given(right)
        rest = [given] if given else self._taken_up(left, right, after)
        rest = self._read(right, after) if rest is None else rest
        if rest is None and self.unwanted(right, after):
            rest = []
        return None if rest is None or (conditional and not asked_first(rest)) else [*first, *rest]

    def _only_names(self, view: View, context: Context) -> bool:
        """Whether it is nothing but the name of what the rest is about: "A Count of Lamps: turn shot 1 into a wide"."""
        reading = self.best(view, context)
        return reading is not None and not reading.template.clauses and len(reading.mentioned) == 1

    def _about(self, named: Read, context: Context) -> Context:
        """With what was only named in focus; it is not what was done last."""
        for match in named:
            if isinstance(match, Match):
                context = structs.replace(context, focus=focus_after(context, match, self.of.places(match.operation)))
        return context

    def _taken_up(self, left: View, right: View, context: Context) -> Read | None:
        """ "make 3 longer and 5 shorter": the verb said once, for what has none of its own."""
        lead, alone = self.best(left, context), self.best(right, context)
        if lead is None or not lead.mentioned or makes(lead.operation) or (alone and alone.template.clauses):
            return None
        if right.words[0] in self.of.grammar.openers and right.words[0] not in self.of.reader.nouns:
            return None
        verb = min((*(m.start for m in lead.mentioned.values()), *(start for start, _ in lead.free.values())))
        if not verb or (alone and len(alone.mentioned) > 1):
            return None
        read = self._read(view_of(right.raw, (*lead.view.tokens[:verb], *right.tokens)), context)
        same = read and isinstance(read[0], Match) and read[0].operation == lead.operation
        return read if same else None

    def spoken_of(self, left: View, context: Context) -> Context:
        """ "don't delete Night, make it shorter": what is not wanted was spoken of all the same."""
        rest = self.of.clauses.unwanted(left)
        reading = self.best(self.of.clauses.trimmed(rest), context) if rest else None
        if reading is None:
            return context
        match = Match(operation=reading.operation, slots=fill(reading.mentioned).slots)
        return structs.replace(context, focus=focus_after(context, match, self.of.places(reading.operation)))

    def in_a_name(self, view: View, cut: Cut, context: Context) -> bool:
        """Whether the cut would go through a name ("Mrs. Pell", "Salt and Ash") or a set ("every scene Mara is in, but not the last")."""
        mentions = self.mentions(view, context)
        names = (m for kind in (*NAMES, SET) for m in mentions.get(kind, ()) if kind == SET or m.score >= IN_FULL)
        return any(m.start < cut.end and cut.start < m.end for m in names)

    def _clause(self, view: View, context: Context) -> Read | None:
        reading = self.best(view, context)
        if reading is None:
            return [] if self.unwanted(view, context) else None
        return self._resolved(reading, context) if reading.doubt <= DOUBT else None

    def _begins_another(self, reading: Reading) -> bool:
        """Whether any free text in it has what begins like another command: "25 seconds and rename it Contact"."""
        cuts = [cut for cut in self.of.clauses.cuts(reading.view) if reading.view.words[cut.start] in self.of.grammar.openers]
        return any(start <= cut.end and cut.start < end for start, end in reading.free.values() for cut in cuts)

    def _swallows(self, reading: Reading, cuts: Sequence[Cut]) -> bool:
        """Whether a name or a place in it runs on into what begins like another command."""
        crossed = [cut for cut in cuts if _crossed(reading, cut, PROSE)]
        answers = self.of.catalogue.talk.denying | self.of.catalogue.talk.reserving
        return any(reading.view.words[cut.start] in self.of.grammar.openers - answers for cut in crossed)

    # ---- one command

    def _best(self, view: View, context: Context) -> Reading | None:
        """Where the surest reading had to take words for free text, the one with their spelling corrected is better if it takes
        fewer ("set it at dsuk" is no place called Dsuk)."""
        best = self._surest(view, context)
        if best is None or not best.free:
            return best
        corrected = self.spelled(view)
        other = self._surest(corrected, context) if corrected else None
        return other if other is not None and other.free_words < best.free_words and not other.guess else best

    def _surest(self, view: View, context: Context) -> Reading | None:
        """The surest; a weak one only where "it" would mean nothing otherwise: "how long is it" is the film, as long as no scene was
        spoken of."""
        sensible = (reading for reading in self.readings(view, context) if self._sense.of(reading))
        surest, weak = None, None
        for reading in sensible:
            if reading.template.sentence.weak:
                weak = weak or reading
            else:
                surest = surest or reading
            if surest is not None and (weak is not None or not surest.hollow):
                break
        return weak if surest is not None and surest.hollow and weak is not None and not weak.mentioned else surest

    def _resolved(self, reading: Reading, context: Context) -> Read:
        return [self.resolved(reading, context)] * _times(reading.mentioned.get(TIMES))

    def resolved(self, reading: Reading, context: Context) -> Match | Unclear:
        """One command as it was read, or the question for what is missing or in doubt."""
        sentence = reading.template.sentence
        free = {slot: self._told(reading.view, slot, *span) for slot, span in reading.free.items() if not unspoken(slot)}
        sure = max((CAPTURED if free else EXACT) * (1 - reading.doubt / 2), 0.0)
        match = Match(operation=reading.operation, slots={**sentence.slots, **free}, confidence=sure, text=reading.view.spoken())
        return self.filled(match, reading.mentioned, sentence.ask, context)

    def _told(self, view: View, slot: str, start: int, end: int) -> str:
        """The words of a free text; of "the shed, not in the yard" only where it is."""
        against = self.of.clauses.contrast(view, start + 1, end) if slot == "location" else None
        return view.original(start, against or end)

    def filled(
        self, match: Match, mentioned: Mapping[str, Mention], ask: tuple[str, ...] = (), context: Context | None = None
    ) -> Match | Unclear:
        """The match with what was mentioned for its slots and what its operation needs; or the question for what is in doubt."""
        filled = fill(mentioned)
        slots = self.of.wording.kept(match.operation, _in_one_place({**match.slots, **filled.slots}), self.vocabulary)
        if filled.doubtful:
            offered = choices(match.operation, slots, filled.doubtful, filled.kind, filled.options)
            return Unclear(reason="ambiguous", choices=offered, slot=filled.doubtful, mentioned=filled.said)
        # "make it a romance" is about the open film, when no other was spoken of.
        empty = tuple(slot for slot in filled.empty if slot != "project" or not self.context.project)
        done = self.complete(structs.replace(match, slots=slots), (*ask, *empty), context)
        shots = mentioned.get("shot")
        if shots is None or isinstance(done, Unclear):
            return done
        numbered = numbered_shots(done, shots.value, self.vocabulary)
        return done if numbered is done else self.complete(numbered, (*ask, "shot"), context)


def _part(view: View, context: Context) -> Part:
    return view.tokens[0].start if view.tokens else 0, view.words, context.focus


def _left_over(view: View, cut: Cut) -> Iterator[int]:
    """How many words may be left of what stands before a repair: all but the last few, or none."""
    few = max(MOST_MENDED // len(view.words), 1)
    yield from range(cut.end - 1, max(cut.end - 1 - few, 0), -1)
    yield 0


def _in_one_place(slots: Slots) -> Slots:
    """Where something goes is said once: between scenes 2 and 3 is after scene 2."""
    first = next((slot for slot in PLACES if slot in slots), None)
    return {slot: value for slot, value in slots.items() if slot not in PLACES or slot == first}


def _times(said: Mention | None) -> int:
    return min(max(int(said.value), 1), MOST_TIMES) if said else 1


def _crossed(reading: Reading, cut: Cut, but: frozenset[str] = frozenset()) -> bool:
    """Whether its free text, `but` for that of some slots, runs across a place where the sentence could be cut."""
    return any(start < cut.end and cut.start < end for slot, (start, end) in reading.free.items() if slot not in but)


def _joined(read: Read) -> Recognition | None:
    """All matches; or the first doubt, with what was understood before it."""
    done: list[Match] = []
    for item in read:
        if isinstance(item, Unclear):
            return structs.replace(item, done=tuple(done))
        done.append(item)
    return tuple(done) or None
