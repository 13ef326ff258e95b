"""Going on from what was just done: the same for something else, with another value, or a little more of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import structs

from intents.filling import fillings
from intents.mentions import Mention, Reference
from intents.normalise import View
from intents.pending import SIGNED, Phrases, phrases, pieces
from intents.shapes import Context, Match, Slots, Unclear
from intents.slots import LISTS, Places, fill, plain
from intents.tagger import units

if TYPE_CHECKING:
    from intents.commands import Commands
    from intents.recogniser import Recogniser
    from intents.references import References

SURE = 0.98
"""Confidence of an act that is said by pointing at the one before."""
THINGS = ("scene", "character", "shot", "project", "user", "job", "item")
"""Slots that say what an act is done to."""
MAKES = frozenset({"add", "create", "generate"})
"""Acts that make something. What is said of it next changes it."""
BACK = {"undo": "history.redo", "remove": "history.undo", "delete": "history.undo"}
"""What brings back what an act took away."""
LONGEST_TAGGED = 8
"""What goes on by a few more words is no longer than this."""
LONGEST_ALIKE = 3
"""Words in "same size", "same again please"."""
DOUBTFUL = 0.65
"""A mention less sure than this is no value by itself."""


class Again:
    """`context.last` with some of its slots said anew. `recognise` is for what says that it goes on ("same for scene five", "I meant
    dusk"); `fragment` for words that are no command and nothing but values ("twenty seconds, at dawn")."""

    def __init__(self, recogniser: "Recogniser", commands: "Commands", references: "References", context: Context) -> None:
        self.of, self.commands, self.references, self.context = recogniser, commands, references, context
        words = recogniser.catalogue.again
        self._same, self._too, self._rather = phrases(words.same), phrases(words.too), phrases(words.rather)
        self._alike, self._one = words.alike, recogniser.catalogue.references.one
        self._over = phrases(words.over)
        self._same_after, self._also, self._naming = phrases(words.same_after), phrases(words.also), phrases(words.naming)
        answers, references_said = recogniser.catalogue.answers, recogniser.catalogue.references
        loose, talk = answers.choose | references_said.small | references_said.together, recogniser.catalogue.talk
        self._loose = (words.loose | (loose - talk.reserving)) - talk.denying

    def recognise(self, whole: View) -> Match | Unclear | None:
        """The act again, when the sentence says that it is meant; `whole` still has its politeness."""
        last = self.context.last
        if last is None or not whole.tokens:
            return None
        view = self.of.clauses.trimmed(whole)
        rest = self._another(view)
        if rest is not None:
            return self._for(last, rest)
        if named := self.named(view):
            return named
        if given := self.given(view):
            return given
        if whole.text in self.of.catalogue.again.more:
            return self._more(last)
        if self._pointed(whole).text in self.of.catalogue.again.back and (back := BACK.get(_act(last.operation))):
            return Match(operation=back, confidence=SURE, text=whole.spoken())
        rest = self._corrected(whole) or self._corrected(view)
        return self._anew(last, rest) if rest is not None else self._also_for(last, whole)

    def fragment(self, view: View) -> Match | None:
        """Values of what was just done or made, and nothing else; for what is no command."""
        last = self.context.last
        if last is None or not view.tokens:
            return None
        return self._anew(last, view)

    def tagged(self, view: View) -> Match | None:
        """What a tagger takes for values of what was just done: "with a slow drift left"; for what means nothing else."""
        last, tagger = self.context.last, self.of.tagger
        if last is None or tagger is None or len(view.words) > LONGEST_TAGGED:
            return None
        mentions = self.commands.mentions(view)
        for operation in self._going_on(last):
            found = tagger.tag(units(view, mentions), operation)
            filling = fillings(view, mentions, self.of.places(operation), found, self.of.entries[operation].needs)
            spans = [*((start, end) for start, end, _ in found), *((m.start, m.end) for m in filling.mentioned.values())]
            said = {**filling.said, **fill(filling.mentioned).slots}
            if said and not filling.lost and self._only_loose(view, {at for start, end in spans for at in range(start, end)}):
                return self._done(operation, self._merged(last, operation, said), view.spoken())
        return None

    # ---- what is said of it

    def _another(self, view: View) -> View | None:
        """What the same is to be done to."""
        for phrase in self._same:
            if view.words[: len(phrase)] == phrase and len(view.words) > len(phrase):
                return view.part(len(phrase), len(view.tokens))
        alike = next((at for at, word in enumerate(view.words) if at and word in self._alike), None)
        if alike is not None and len(view.words) - alike <= LONGEST_ALIKE:
            return self.of.clauses.trimmed(view.part(0, alike))
        for phrase in (*self._too, *self._same_after):
            size = len(view.words) - len(phrase)
            if size > 0 and view.words[size:] == phrase:
                return self.of.clauses.trimmed(view.part(0, size))
        return None

    def _corrected(self, view: View) -> View | None:
        """What is meant instead."""
        rest = self._pointed(view)
        for phrase in self._rather:
            if rest.words[: len(phrase)] == phrase and len(rest.words) > len(phrase):
                return self.of.clauses.trimmed(rest.part(len(phrase), len(rest.tokens)))
        return self.of.clauses.trimmed(rest) if len(rest.tokens) < len(view.tokens) else None

    def _pointed(self, view: View) -> View:
        """Without a refusal at its beginning: "no wait, …", "not that one, …"."""
        rest = self.of.answering.to_the_point(view)
        rest = self.of.answering.after_no(rest) or rest
        first, *others = pieces(rest)
        refused = self.of.clauses.negated(first) is not None and self._loose.union(self.of.catalogue.talk.denying).issuperset(first.words)
        return rest.part(len(first.tokens), len(rest.tokens)) if others and refused else rest

    def _more(self, last: Match) -> Match | None:
        """ "a bit more": once more in the same direction."""
        duration = str(last.slots.get("duration", ""))
        sign = "-" if duration.startswith(("-", "*0")) else "+" if duration.startswith(("+", "*")) else ""
        return self._done(last.operation, {**last.slots, "duration": f"{sign}?"}, "") if sign else None

    def _also_for(self, last: Match, whole: View) -> Match | None:
        """ "and the next one": the same, where nothing but a thing is named."""
        opening = _opening(whole, self._also)
        rest = self.of.clauses.trimmed(whole.part(opening, len(whole.tokens))) if opening else None
        command = self.commands.recognise(rest) if rest else None
        whole_again = isinstance(command, tuple) and command[0].operation == last.operation
        ordered = rest is not None and rest.words[0] in self.of.grammar.openers - self.of.reader.nouns and rest.words[0] not in self._loose
        if rest is None or whole_again or ordered or _act(last.operation) in MAKES:
            return None
        said = self._covered(rest, last.operation) or {}
        return self._done(last.operation, {**last.slots, **said}, rest.spoken()) if said.keys() & {*THINGS} else None

    def named(self, view: View) -> Match | None:
        """ "call it Rain"."""
        last = self.context.last
        if last is None:
            return None
        lead = _opening(view, self._naming)
        subject = last.operation.partition(".")[0]
        update = f"{subject}.update"
        slot = next((slot for slot in ("title", "name") if slot in self.of.places(update)), "")
        return self._done(update, {slot: view.original(lead, len(view.tokens))}, view.spoken()) if lead and slot else None

    def given(self, view: View) -> Match | None:
        """ "take ten off the bank and give them to the vet": what one thing loses another gets."""
        last = self.context.last
        if last is None:
            return None
        lead = _opening(view, self._over)
        duration = str(last.slots.get("duration", ""))
        said = self._covered(view.part(lead, len(view.tokens)), last.operation, only=THINGS) if lead else None
        if said is None or not duration.startswith(("-", "+")):
            return None
        other = f"{'+' if duration.startswith('-') else '-'}{duration[1:]}"
        return self._done(last.operation, {**last.slots, **said, "duration": other}, view.spoken())

    # ---- the act it makes

    def _for(self, last: Match, rest: View) -> Match | Unclear | None:
        """The last act for another thing."""
        said = self._covered(rest, last.operation, only=THINGS)
        if said is None:
            return None
        again = structs.replace(last, slots={**last.slots, **said}, confidence=SURE, text=rest.spoken())
        return self.commands.complete(again, context=self.context)

    def _anew(self, last: Match, view: View) -> Match | None:
        """The last act with other values; or a change of what it made or showed."""
        for operation in self._going_on(last):
            for rest in self._told(view):
                said = self._covered(rest, operation)
                if said and ("project" not in said or "project" in last.slots):
                    return self._done(operation, self._merged(last, operation, said), rest.spoken())
        return None

    def _going_on(self, last: Match) -> Iterator[str]:
        """What may be done next with other values: the same; of what was made or shown, a change."""
        subject, _, act = last.operation.partition(".")
        update = f"{subject}.update"
        if update not in self.of.entries:
            update = last.operation
        yield update if act in MAKES else last.operation
        yield update

    def _told(self, view: View) -> Iterator[View]:
        """The sentence; or its one part that is neither refused nor a command: "not Mara, Ilya", "a full minute, there is a lot"."""
        yield view
        each = pieces(view)
        for told in each if len(each) > 1 else ():
            beside = (piece for piece in each if piece is not told and self.of.clauses.negated(piece) is None)
            if self.of.clauses.negated(told) is None and all(self._remark(piece) for piece in beside):
                yield self.of.clauses.trimmed(told)

    def _remark(self, piece: View) -> bool:
        reserved = not self.of.catalogue.talk.reserving.isdisjoint(piece.words)
        return not reserved and self.commands.recognise(piece) is None

    def _merged(self, last: Match, operation: str, said: Slots) -> Slots:
        """A change of one thing is not a change of another: of an update only what it is done to stays."""
        if operation != last.operation:
            return said
        changed = _act(operation) == "update" and said.keys() - {*THINGS}
        return {slot: value for slot, value in last.slots.items() if slot in THINGS or not changed} | said

    def _done(self, operation: str, slots: Slots, text: str) -> Match | None:
        done = self.commands.complete(Match(operation=operation, slots=slots, confidence=SURE, text=text), context=self.context)
        return done if isinstance(done, Match) else None

    def _covered(self, view: View, operation: str, only: tuple[str, ...] = ()) -> Slots | None:
        """The slots, or `only` some of them, that the words fill, when no word is left that says something else; None otherwise."""
        subject, left, said = operation.partition(".")[0], set(range(len(view.words))), Slots()
        places = {slot: kinds for slot, kinds in self.of.places(operation).items() if not only or slot in only}
        for mention, slot, value in sorted(self._values(view, places), key=lambda one: _longest(one, subject)):
            words = range(mention.start, mention.end)
            if slot not in said and left.issuperset(words):
                said[slot] = value
                left.difference_update(words)
        return said if said and self._only_loose(view, {*range(len(view.words))} - left) else None

    def _only_loose(self, view: View, taken: set[int]) -> bool:
        return all(at in taken or word in self._loose for at, word in enumerate(view.words))

    def _values(self, view: View, places: Places) -> Iterator[tuple[Mention, str, object]]:
        mentions = self.commands.mentions(view)
        for slot, kinds in places.items():
            for kind in kinds - SIGNED:
                clear = (m for m in mentions.get(kind, ()) if _clear(m) and view.words[m.start] not in self._one)
                yield from ((m, slot, plain(kind, m.value)) for m in clear)
            if any(LISTS.get(kind, kind) == "shot" for kind in kinds):  # what goes on about shots has their number alone
                yield from ((m, slot, m.value) for m in mentions.get("place", ()) if isinstance(m.value, int))


def _opening(view: View, said: Phrases) -> int:
    """How many words of one of these phrases the text begins with, where more follows."""
    return next((len(p) for p in said if view.words[: len(p)] == p and len(view.words) > len(p)), 0)


def _longest(one: tuple[Mention, str, object], subject: str) -> tuple[int, bool, bool, float]:
    """The longest first; a number alone is rather that of the `subject`, then of another thing, than a length."""
    mention, slot, _ = one
    return mention.start - mention.end, slot != subject, slot not in THINGS, -mention.score


def _clear(mention: Mention) -> bool:
    """Whether it is one thing or value that there is."""
    said = mention.value
    if isinstance(said, Reference) and not (LISTS.get(said.kind, said.kind) == "shot" and said.missing):  # shots go by their number
        return bool(said.names) and not said.missing and not said.ambiguous and mention.score >= DOUBTFUL
    return mention.score >= DOUBTFUL


def _act(operation: str) -> str:
    return operation.rpartition(".")[2]
