"""What a turn leaves behind when it is answered as expected: a change to the film, or a question that waits."""

from typing import Any

from api.understanding.cases import Act, Slots, TurnCase
from api.understanding.neutral import Names
from assistant.conversation.acts import Acts
from assistant.conversation.mind import Mind, meant
from assistant.conversation.questions import question
from assistant.operation import registry
from intents.catalogue import catalogue
from intents.shapes import MADE, Choice, Match, Pending, Recognition, Unclear

SLOTS: dict[str, dict[str, str]] = {
    "shot.add": {"size": "type", "subject": "description"},
    "shot.update": {"size": "type", "movement": "camera_movement"},
}
"""Their slots by our fields; '' for what we have no field for."""
SEVERAL = {"scene.update", "scene.remove"}
"""These take a list of scenes."""
IDS = {
    "scene": "scene",
    "before": "scene",
    "after": "scene",
    "swap_with": "scene",
    "project": "project",
    "character": "character",
    "remove_character": "character",
}


async def settled(acts: Acts, mind: Mind, turn: TurnCase, understood: Recognition, names: Names) -> Mind:
    """The mind after the expected answer. What the assistant cannot do yet leaves things as they are."""
    for act in turn.expect:
        match = ours(act, names)
        if turn.policy == "clarify":
            return _asked(mind, match, understood)
        if turn.policy == "confirm" and match.operation not in {"dialog.confirm", "dialog.deny"}:
            question = Pending(kind="confirm", operation=match.operation, slots=match.slots)
            return mind.about(meant(match.slots)).asking(question)
        mind = (await acts.carry_out(match, mind)).mind
    return mind


def _asked(mind: Mind, match: Match, understood: Recognition) -> Mind:
    """With the question that is expected: our own with its choices, where we ask for the same, else one for the first slot that is
    missing. Asked about a question, it stays open."""
    own = question(understood) if isinstance(understood, Unclear) else None
    if own and match.operation in {own.operation, "dialog.clarify"}:
        return mind.asking(own)
    if match.operation == "dialog.clarify" and mind.pending:
        return mind
    return mind.asking(Pending(kind="slot", operation=match.operation, slots=match.slots, slot=_missing(match)))


def ours(act: Act, names: Names) -> Match:
    """An expected act in our words."""
    if act.op == "scene.move" and "swap_with" in act.slots:
        slots = {"scene": _id("scene", act.slots.get("scene"), names), "other": _id("scene", act.slots["swap_with"], names)}
        return Match(operation="scene.swap", slots=slots)
    if act.op == "project.create" and "prompt" in act.slots:
        return Match(operation="project.generate", slots={"prompt": str(act.slots["prompt"])})
    if act.op == "choice.pick":
        return _picked(act.slots, names)
    renamed = SLOTS.get(act.op, {})
    slots = {renamed.get(slot, slot): _id(IDS.get(slot, ""), value, names) for slot, value in act.slots.items()}
    slots.pop("", None)
    if act.op in SEVERAL and not isinstance(slots.get("scene"), list | None):
        slots["scene"] = [slots["scene"]]
    return Match(operation=act.op, slots=slots)


def _picked(slots: Slots, names: Names) -> Match:
    choices: tuple[Choice, ...] = names.pending.choices if names.pending else ()
    number = slots.get("choice")
    if isinstance(number, int) and 0 < number <= len(choices):
        return Match(operation="dialog.choose", slots={"choice": choices[number - 1].id})
    return Match(operation="dialog.deny")


def _id(kind: str, value: Any, names: Names) -> Any:
    """The id of what a number or a name stands for."""
    if isinstance(value, list):
        return [_id(kind, one, names) for one in value]
    if value == "$new":
        return names.made or value
    if isinstance(value, str) and value.startswith("$1."):
        return MADE
    known = names.vocabulary.of(kind) if kind else ()
    found = names.find(kind, value) if kind else None
    if found is None and kind == "scene" and isinstance(value, int) and value < 0 and len(known) >= -value:
        found = known[value]
    return found.id if found else value


def _missing(match: Match) -> str:
    """What is asked for first: what the act needs, or its subject."""
    entry = catalogue().entries().get(match.operation)
    needed = next((slot for slot in entry.needs if slot not in match.slots), "") if entry else ""
    subject = match.operation.partition(".")[0]
    operation = registry.get(match.operation)
    fields = operation.command.__struct_fields__ if operation else ("duration", "title")
    more = next((slot for slot in ("duration", "age", "title") if slot in fields and slot not in match.slots), subject)
    return needed or (subject if subject not in match.slots else more)
