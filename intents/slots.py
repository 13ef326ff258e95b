"""From a reading to what an operation takes: ids instead of names, the user's own words as free text, and what is missing."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, structs

from intents.grammar import unspoken
from intents.mentions import Mention, Reference
from intents.normalise import words_of
from intents.reader import PLURALS, SET
from intents.references import References
from intents.sets import ALL
from intents.shapes import MADE, Choice, Context, Focus, Match, Name, Slots, Unclear, Vocabulary

LISTS = {plural: kind for kind, plural in PLURALS.items()} | {SET: "scene"}
# Things that can be spoken of as "it" or "her" later in a sentence.
FOCUSED = ("project", "scene", "character")

Places = Mapping[str, frozenset[str]]


class Filled(Struct, frozen=True):
    """Slots as an operation takes them; `doubtful` is the first one that could be two things, with what it could be; `empty` are
    those whose pronoun means nothing yet ("the other one" when only one was spoken of)."""

    slots: Slots
    doubtful: str = ""
    kind: str = ""
    options: tuple[Name, ...] = ()
    said: str | None = None
    empty: tuple[str, ...] = ()


def fill(mentioned: Mapping[str, Mention]) -> Filled:
    said = {slot: mention for slot, mention in mentioned.items() if not unspoken(slot)}
    refs = {slot: m.value for slot, m in said.items() if isinstance(m.value, Reference)}
    doubtful = next((slot for slot, ref in refs.items() if ref.ambiguous), "")
    empty = tuple(slot for slot, ref in refs.items() if ref.empty)
    slots = {slot: plain(m.kind, m.value) for slot, m in said.items() if slot != doubtful and slot not in empty}
    if not doubtful:
        return Filled(slots, empty=empty)
    ref = refs[doubtful]
    return Filled(slots, doubtful, said[doubtful].kind, ref.names, ref.said, empty)


def plain(kind: str, value: Any) -> Any:
    """What an operation takes for a mention: an id, a list of ids, a shot's number, or the plain value.

    What nobody is called stays the number or the words that were said.
    """
    if not isinstance(value, Reference):
        return value
    if LISTS.get(kind) == "shot":
        numbers = [*(name.number or name.id for name in value.names), *value.missing]
        return numbers[0] if len(numbers) == 1 else numbers
    if kind in LISTS:
        return [*(name.id for name in value.names), *value.missing]
    if kind == "shot" and value.names:
        return value.names[0].number or value.names[0].id
    return value.names[0].id if value.names else value.missing[0]


def numbered_shots(match: Match, said: Reference, vocabulary: Vocabulary) -> Match:
    """All shots of the scene by their numbers, but for those left out. Where the scene has not as many as it was said to have, or it
    is not known how many, nobody can tell which are meant: then there is no slot; and without a scene it stays at all of them."""
    if ALL not in said.missing:
        return match
    scene = next((name for name in vocabulary.of("scene") if name.id == match.slots.get("scene")), None)
    count = scene.parts if scene else None
    if count is None and not (said.but or said.size):
        return match
    slots = {slot: value for slot, value in match.slots.items() if slot != "shot"}
    if count is not None and said.size in (0, count):
        left = [number for number in range(1, count + 1) if not {number, number - count - 1} & {*said.but}]
        slots |= {"shot": left[0] if len(left) == 1 else left} if left else {}
    return structs.replace(match, slots=slots)


def main_kind(slot: str, places: Places) -> str:
    """The kind that names what a slot takes: several of a thing before one, a thing before its number; else the slot itself."""
    kinds = places.get(slot, frozenset())
    things = [*(kind for kind in kinds if kind in LISTS), *(kind for kind in PLURALS if kind in kinds)]
    return things[0] if things else min(kinds, default=slot)


def choices(operation: str, slots: Slots, slot: str, kind: str, names: tuple[Name, ...]) -> tuple[Choice, ...]:
    """An answer per name that could be meant."""
    return tuple(
        Choice(
            id=name.id,
            label=name.label,
            operation=operation,
            slots={**slots, slot: plain(kind, Reference(LISTS.get(kind, kind), (name,)))},
        )
        for name in names
    )


class Completer:
    """Fills what an operation needs from what was spoken of, or says what has to be asked."""

    def __init__(self, references: References, vocabulary: Vocabulary, project: str = "") -> None:
        """`project` is the open one."""
        self.references, self.vocabulary, self.project = references, vocabulary, project

    def complete(self, match: Match, needs: tuple[str, ...], ask: tuple[str, ...], places: Places) -> Match | Unclear:
        """The match with its needs met; Unclear("missing") names the first slot that nothing fills."""
        slots = dict(match.slots)
        for slot in (*needs, *ask):
            if slot in slots:
                continue
            kind = main_kind(slot, places)
            found = None if slot in ask else self._spoken_of(LISTS.get(kind, kind)) or self._open(kind, match)
            # Nothing is swapped with itself: what is in focus fills one slot only.
            if found is None or plain(kind, found) in slots.values():
                return self._missing(match, slots, slot, kind)
            slots[slot] = plain(kind, found)
        return structs.replace(match, slots=slots)

    def _spoken_of(self, kind: str) -> Reference | None:
        """The thing of that kind in focus; a shot in focus also brings its scene."""
        if kind not in self.references.names:
            return None
        found = self.references.focused(kind)
        if found.empty and kind == "scene":
            shot = self.references.focused("shot")
            within = shot.names[0].within if shot.names else None
            found = Reference("scene", tuple(n for n in self.vocabulary.of("scene") if n.id == within))
        return None if found.empty else found

    def _open(self, kind: str, match: Match) -> Reference | None:
        """The open project, where one is spoken of: "delete the film"."""
        said = self.references.words.nouns.get("project", frozenset()) if kind == "project" and self.project else frozenset()
        if said.isdisjoint(words_of(match.text)):
            return None
        names = [name for name in self.vocabulary.of("project") if name.id == self.project]
        return Reference("project", tuple(names[-1:])) if names else None

    def _missing(self, match: Match, slots: Slots, slot: str, kind: str) -> Unclear:
        names = self.references.names.get(LISTS.get(kind, kind), ())
        # For free text, or when there is nothing yet, one choice without a name carries the operation and what is known.
        carrier = Choice(id="", label="", operation=match.operation, slots=slots)
        offered = choices(match.operation, slots, slot, kind, names) or (carrier,)
        return Unclear(reason="missing", choices=offered, slot=slot, mentioned=match.text)


def going_on(context: Context, match: Match, places: Places) -> Context:
    """What the rest of a sentence is said in, once this command in it has been understood."""
    return structs.replace(context, focus=focus_after(context, match, places), last=match)


def focus_after(context: Context, match: Match, places: Places) -> tuple[Focus, ...]:
    """What is spoken of once a command has been understood, for "it" in the rest of the sentence."""
    said: list[Focus] = []
    for slot, value in match.slots.items():
        kind = LISTS.get(main_kind(slot, places), main_kind(slot, places))
        ids = value if isinstance(value, list) else [value]
        said += [Focus(kind=kind, id=item) for item in ids if kind in FOCUSED and isinstance(item, str)]
    subject, _, act = match.operation.partition(".")
    made = [Focus(kind=subject, id=MADE)] if act in {"add", "create", "duplicate"} else []
    return (*made, *said, *context.focus)
