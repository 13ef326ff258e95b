"""What a language model is told before it proposes what a sentence asks for, and the form of its answer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

import prompts
from assistant.conversation.heard import Heard
from assistant.conversation.proposal import MOST, proposable, slots_of
from assistant.model import Messages
from assistant.operation import registry
from intents.catalogue import Example
from intents.grammar import SMALLTALK
from intents.shapes import MADE, Name
from intents.slots import LISTS, main_kind

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

MOST_NAMES = {"project": 30, "scene": 80, "character": 60, "shot": 20, "person": 30}
"""Names of each kind that are told. Others still go by their number, or as they are said."""
MOST_SPOKEN_OF = 4
LONGEST = 120
"""Characters of a name, a choice or an example that are told."""
TIMED = frozenset({"duration", "seconds", "change", "longer", "shorter"})

Schema = dict[str, Any]
Examples = Sequence[tuple[str, Example]]


def briefing(heard: Heard, offered: Sequence[str], examples: Examples) -> tuple[Messages, Schema]:
    """The question and the schema of its answer. `offered` are the likeliest operations, `examples` sentences like this one."""
    recogniser, schema = heard.recogniser, schema_of(heard.recogniser, offered)
    operations = [
        {"name": name, "slots": sorted(slots_of(recogniser, name)), "help": _help(recogniser, name)} for name in proposable(recogniser)
    ]
    rules = prompts.load("acts").render(operations=operations, most=MOST, made=MADE, schema=msgspec.json.encode(schema).decode())
    return [("system", rules), ("human", prompts.load("act").render(**_told(heard, offered, examples)))], schema


def schema_of(recogniser: "Recogniser", offered: Sequence[str]) -> Schema:
    """The likeliest operations with their slots as their commands take them; the others by name."""
    others = [name for name in proposable(recogniser) if name not in offered]
    forms = [_form([name], {slot: _values(recogniser, name, slot) for slot in slots_of(recogniser, name)}) for name in offered]
    acts = {"type": "array", "maxItems": MOST, "items": {"anyOf": [*forms, _form(others, None)]}}
    answer = {"enum": ["acts", "ask", "out_of_scope"]}
    return {
        "title": "Proposal",
        "description": "What the sentence asks for.",
        "type": "object",
        "properties": {"answer": answer, "acts": acts},
        "required": ["answer", "acts"],
        "additionalProperties": False,
    }


def _form(names: Sequence[str], slots: Mapping[str, Schema] | None) -> Schema:
    inside = {"type": "object"} if slots is None else {"type": "object", "properties": dict(slots), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"operation": {"enum": list(names)}, "slots": inside},
        "required": ["operation", "slots"],
        "additionalProperties": False,
    }


def _values(recogniser: "Recogniser", operation: str, slot: str) -> Schema:
    """What a slot takes: by its command; for what is understood before there is a command, anything."""
    if operation == SMALLTALK:
        return {"enum": list(recogniser.catalogue.smalltalk)}
    entry = registry.get(operation)
    if entry is None or slot not in entry.command.__struct_fields__:
        return {}
    content = msgspec.json.schema(entry.command)["$defs"][entry.command.__name__]["properties"][slot]
    some = [one for one in content.get("anyOf", [content]) if one.get("type") != "null"]
    kept = {"anyOf": some} if len(some) > 1 else {name: value for name, value in some[0].items() if name != "default"}
    listed = _listed(recogniser, operation, slot)
    return {**kept, "description": listed} if listed else kept


def _listed(recogniser: "Recogniser", operation: str, slot: str) -> str:
    """What its values are, in words: the kind of thing, or the fixed values that there are words for."""
    kinds = slots_of(recogniser, operation)[slot]
    kind = main_kind(slot, {slot: kinds})
    single = LISTS.get(kind, kind)
    if single in MOST_NAMES:
        return f"The {single}'s name or number" + (", or several" if kind in LISTS else "")
    values = [value for each in sorted(kinds) for value in recogniser.catalogue.values.get(each, ())]
    if values:
        return f"For example {', '.join(values)}"
    return "Seconds, or a change" if kinds & TIMED else ""


def _help(recogniser: "Recogniser", operation: str) -> str:
    if operation == SMALLTALK:
        return f"Answer a word of small talk; kind is one of {', '.join(recogniser.catalogue.smalltalk)}."
    return recogniser.catalogue.help(operation)


def _told(heard: Heard, offered: Sequence[str], examples: Examples) -> dict[str, Any]:
    """What is told as data."""
    context = heard.context
    labels = {(name.kind, name.id): name.label[:LONGEST] for name in heard.names.names}
    spoken_of = [{"kind": focus.kind, "name": labels[focus.kind, focus.id]} for focus in context.focus if (focus.kind, focus.id) in labels]
    return {
        "names": {f"{kind}s": list(_names(heard, kind)) for kind in MOST_NAMES if heard.names.of(kind)},
        "spoken_of": spoken_of[:MOST_SPOKEN_OF],
        "done": context.last.operation if context.last else "",
        "question": _question(heard),
        "offered": [{"operation": name, "does": _help(heard.recogniser, name)} for name in offered],
        "examples": [{"sentence": one.text[:LONGEST], "operation": label.partition(":")[0]} for label, one in examples],
        "sentence": heard.text.encode(errors="replace").decode(),
    }


def _names(heard: Heard, kind: str) -> Iterator[dict[str, Any]]:
    """The first names of a kind with their numbers; never an id."""
    known = {name.id: name for name in heard.names.of(kind)}
    for name in list(known.values())[: MOST_NAMES[kind]]:
        yield {"name": name.label[:LONGEST], **_more(name)}


def _more(name: Name) -> dict[str, Any]:
    number = {} if name.number is None else {"number": name.number}
    return {**number, **({"place": name.place[:LONGEST]} if name.place else {})}


def _question(heard: Heard) -> dict[str, Any] | None:
    """What was asked last and waits for an answer."""
    pending = heard.context.pending
    if pending is None:
        return None
    choices = [choice.label[:LONGEST] for choice in pending.choices if choice.label][:10]
    asked = {
        "operation": pending.operation,
        "asks_for": pending.slot or ("yes or no" if pending.kind == "confirm" else "one of the choices"),
    }
    return {**asked, "choices": choices} if choices else asked
