"""What a language model may propose: which operations and slots, and how a proposal becomes what was understood.

Nothing of it is trusted. Names become ids here, by the names the user has; the command's own struct checks every act; a name that
nobody has is asked about.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, structs

from assistant.conversation.heard import Heard
from assistant.errors import Invalid
from assistant.operation import registry
from assistant.validation import made
from intents.commands import GENERATE, Commands
from intents.grammar import SMALLTALK
from intents.normalise import folded
from intents.references import References
from intents.shapes import MADE, Choice, Focus, Match, Name, NoMatch, Recognition, Slots, Unclear
from intents.slots import LISTS, choices, focus_after, main_kind

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

NEVER = frozenset({"project.close"})
"""Closing may take changes back without a question of its own, so that is for the user's own words only."""
MOST = 5
"""Acts in one proposal."""
SURE = 0.5
"""The confidence of a proposed act."""
LONGEST = 200
"""Characters of what something is called."""
THINGS = frozenset({"project", "scene", "character"})
"""What goes by names that are all known."""
CHANGE = "+-*"


class Act(Struct, frozen=True, forbid_unknown_fields=True):
    """An operation with its slots, its things called by their names."""

    operation: str
    slots: dict[str, Any] = {}


class Proposal(Struct, frozen=True, forbid_unknown_fields=True):
    """What a model answers."""

    answer: Literal["acts", "ask", "out_of_scope"]
    acts: Annotated[list[Act], Meta(max_length=MOST)] = []


class Unusable(Exception):
    """A proposal that cannot be used. `reason` is for the model and may quote its answer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def proposable(recogniser: "Recogniser") -> tuple[str, ...]:
    """Every operation that a model may propose; acts of the dialogue (a yes, a choice) are none."""
    return (*(name for name in recogniser.entries if name not in NEVER), SMALLTALK)


def slots_of(recogniser: "Recogniser", operation: str) -> Mapping[str, frozenset[str]]:
    """The slots that people can fill by talking, with the kinds of mention each takes. Consent is none of them."""
    if operation == SMALLTALK:
        return {"kind": frozenset()}
    fixed = {slot: value for sentence in recogniser.entries[operation].say for slot, value in sentence.slots.items()}
    said = {slot: frozenset[str]() for slot, value in fixed.items() if not isinstance(value, bool)}
    idea = {"prompt": frozenset[str]()} if operation == GENERATE else {}
    found = {**said, **idea, **recogniser.places(operation)}
    found.pop("confirmed", None)
    return found


def recognition(data: Any, heard: Heard) -> Recognition | None:
    """What the proposal comes to, None when it is to ask. Raises Unusable."""
    try:
        proposal = msgspec.convert(data, Proposal)
    except msgspec.ValidationError as error:
        raise Unusable(f"It does not fit the schema: {error}.") from error
    if proposal.answer == "ask":
        return None
    if proposal.answer == "out_of_scope":
        return NoMatch(text=heard.text, out_of_scope=True)
    if not proposal.acts:
        raise Unusable('It says "acts" and has none.')
    return _Reading(heard).read(proposal.acts)


def settled(match: Match, focus: tuple[Focus, ...], recogniser: "Recogniser") -> Match:
    """A later act with what the ones before it made, which is what was spoken of last."""
    places = slots_of(recogniser, match.operation)
    latest = {one.kind: one.id for one in reversed(focus)}

    def real(slot: str, value: Any) -> Any:
        if isinstance(value, list):
            return [real(slot, one) for one in value]
        kind = main_kind(slot, places)
        return latest.get(LISTS.get(kind, kind), value) if value == MADE else value

    return structs.replace(match, slots={slot: real(slot, value) for slot, value in match.slots.items()})


class _Reading:
    """The acts of one proposal, each read in what the ones before it left."""

    def __init__(self, heard: Heard) -> None:
        self.heard, self.context = heard, heard.context
        self.recogniser = heard.recogniser
        self.commands = Commands(heard.recogniser, heard.names, heard.context)

    def read(self, acts: list[Act]) -> Recognition:
        done: list[Match] = []
        for act in acts:
            found = self._act(act)
            if isinstance(found, Unclear):
                slots = [*(one.slots for one in done), *(one.slots for one in found.choices)]
                if MADE in str(slots):  # it would be asked about something that is not there
                    raise Unusable(f"“{found.mentioned}” is not known for {found.slot}.")
                return structs.replace(found, done=tuple(done))
            done.append(found)
            self.context = structs.replace(self.context, focus=focus_after(self.context, found, self._places(act)))
        return tuple(done)

    def _places(self, act: Act) -> Mapping[str, frozenset[str]]:
        return slots_of(self.recogniser, act.operation)

    def _act(self, act: Act) -> Match | Unclear:
        if act.operation not in proposable(self.recogniser):
            raise Unusable(f"“{act.operation}” is no operation that may be proposed.")
        # Structured answers often fill what was not said with null; a model clears nothing.
        said = {slot: value for slot, value in act.slots.items() if value not in (None, "", [])}
        if unknown := said.keys() - self._places(act).keys():
            raise Unusable(f"{act.operation} has no slot {', '.join(sorted(unknown))}.")
        if act.operation == SMALLTALK:
            return self._chat(said)
        if act.operation == GENERATE:
            said["prompt"] = self.heard.text.strip()
        found = self._resolved(act, said)
        if isinstance(found, Match):  # a question is checked when it is answered
            _check(found)
        return found

    def _chat(self, said: Slots) -> Match:
        if said.get("kind") not in self.recogniser.catalogue.smalltalk:
            raise Unusable(f"The kind of small talk is one of {', '.join(self.recogniser.catalogue.smalltalk)}.")
        return Match(operation=SMALLTALK, slots=said, confidence=SURE, source="model")

    def _resolved(self, act: Act, said: Slots) -> Match | Unclear:
        """With ids for names and with what the operation needs; or the question for what nobody is called, or for what is missing."""
        read = {slot: self._value(slot, value, self._places(act)[slot]) for slot, value in said.items()}
        known = {slot: value for slot, value in self._known(act.operation).items() if slot not in said}
        slots = known | {slot: value for slot, value in read.items() if not isinstance(value, _Doubt)}
        for doubt in read.values():
            if isinstance(doubt, _Doubt):
                return self._question(act, slots, doubt)
        entry = self.recogniser.entries[act.operation]
        if entry.changes and not slots.keys() - set(entry.needs):
            raise Unusable(f"{act.operation} without anything to change.")
        match = Match(operation=act.operation, slots=slots, confidence=SURE, source="model")
        return self.commands.complete(match, context=self.context)

    def _known(self, operation: str) -> Slots:
        """What is known already of the operation whose missing value was asked for."""
        pending = self.heard.context.pending
        if pending is None or pending.kind != "slot" or pending.operation != operation:
            return {}
        return {slot: value for slot, value in pending.slots.items() if slot not in ("confirmed", pending.slot)}

    def _question(self, act: Act, slots: Slots, doubt: "_Doubt") -> Unclear:
        kind = main_kind(doubt.slot, self._places(act))
        names = doubt.names or _distinct(self.heard.names.of(LISTS.get(kind, kind)))
        carrier = Choice(id="", label="", operation=act.operation, slots=slots)
        offered = choices(act.operation, slots, doubt.slot, kind, names) or (carrier,)
        return Unclear(reason="ambiguous" if doubt.names else "missing", choices=offered, slot=doubt.slot, mentioned=doubt.said)

    # ---- one value

    def _value(self, slot: str, said: Any, kinds: frozenset[str]) -> "Any | _Doubt":
        kind = main_kind(slot, {slot: kinds})
        single = LISTS.get(kind, kind)
        if single not in THINGS:
            return self._plain(slot, said, kinds)
        each = said if isinstance(said, list) else [said]
        if len(each) > 1 and kind not in LISTS:
            raise Unusable(f"{slot} takes one {single}.")
        ids: list[str] = []
        for one in each:
            found = self._called(slot, single, one, kinds)
            if isinstance(found, _Doubt):
                return found
            ids += [name.id for name in found if name.id not in ids]
        return ids if kind in LISTS else ids[0]

    def _plain(self, slot: str, said: Any, kinds: frozenset[str]) -> "Any | _Doubt":
        """A length, a place in an order, one of the fixed values: as it is, or as the user's language says it."""
        if not isinstance(said, str) or not kinds or said[0] in CHANGE:
            return said
        value = self._read(said, kinds)
        if value is None and kinds & {"shot", "shots"}:
            return _Doubt(slot, said)
        return said if value is None else value

    def _called(self, slot: str, kind: str, said: Any, kinds: frozenset[str]) -> "tuple[Name, ...] | _Doubt":
        """The thing of that kind that goes by this name or number. An id is no name."""
        if isinstance(said, bool) or not isinstance(said, (str, int)) or len(str(said)) > LONGEST:
            raise Unusable(f"{slot} takes the name or the number of a {kind}.")
        if any(one.kind == kind and one.id == MADE == said for one in self.context.focus):
            return (Name(kind=kind, id=MADE, label=MADE),)
        names = self.heard.names.of(kind)
        exact = _distinct(name for name in names if (said == name.number if isinstance(said, int) else _same(said, name.label)))
        if len(exact) == 1:
            return exact
        known = {name.id: name for name in _distinct(names)}
        read = None if exact or isinstance(said, int) or said in known else self._read(said, kinds)
        ids: list[Any] = read if isinstance(read, list) else [read]
        return tuple(known[one] for one in ids) if ids and known.keys() >= set(ids) else _Doubt(slot, str(said), exact)

    def _read(self, said: str, kinds: frozenset[str]) -> Any:
        """As the answer to "which one?" would be read; None when it is nothing but other words."""
        view = self.recogniser.view(said[:LONGEST], self.heard.names)
        references = References(self.recogniser.catalogue.references, self.heard.names, self.context)
        return self.recogniser.answering.value(view, kinds, self.commands.mentions(view, self.context), references)


def _check(match: Match) -> None:
    """By the command itself, where there is one already."""
    operation = registry.get(match.operation)
    if operation is None:
        return
    try:
        made(match.slots, operation.command)
    except Invalid as problem:
        raise Unusable(f"{match.operation}: {problem.message}") from problem


def _same(said: str, label: str) -> bool:
    return folded(said.strip()) == folded(label)


class _Doubt(Struct, frozen=True):
    """What was said for a slot and is nobody's name, or that of several."""

    slot: str
    said: str
    names: tuple[Name, ...] = ()


def _distinct(names: "Iterator[Name] | tuple[Name, ...]") -> tuple[Name, ...]:
    """One name for each thing, the last of those it goes by: a project's title."""
    return tuple({name.id: name for name in names}.values())
