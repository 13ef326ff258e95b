"""What was going on before a case begins, from its `context`."""

from typing import Any

from api.understanding.cases import Act, Case
from api.understanding.neutral import Names
from api.understanding.settle import ours
from assistant.conversation.mind import Mind
from intents.shapes import Choice, Focus, Pending


def begun(case: Case, names: Names) -> Mind:
    """The mind of a conversation in the middle: what is spoken of and what waits for an answer."""
    mind = Mind(language=case.lang)
    for kind, value in _spoken(case.context.get("focus")):
        if known := names.find(kind, value):
            mind = mind.about([Focus(kind=kind, id=known.id)])
    if done := case.context.get("last_op"):
        match = ours(Act(str(done.get("op", "")), done.get("slots") or {}), names)
        mind = mind.having_done(match.operation, match.slots)
    return mind.asking(_pending(case.context, names))


def _spoken(focus: Any) -> list[tuple[str, Any]]:
    """`{"scene": 3}`, `"scene:3"`, or a list of these, the most recent last."""
    if isinstance(focus, dict):
        return list(focus.items())
    if isinstance(focus, str):
        kind, _, value = focus.partition(":")
        return [(kind, int(value) if value.isdigit() else value)]
    return [pair for one in focus or [] for pair in _spoken(one)]


def _pending(context: dict[str, Any], names: Names) -> Pending | None:
    """The question asked just now; results to choose from are one, too."""
    asked = context.get("pending")
    if not asked:
        return _choosing(context.get("last_results") or [], "media.attach", {})
    if isinstance(asked, list):
        return _choosing(asked, "dialog.clarify", {})
    operation = str(asked.get("op") or asked.get("operation") or "dialog.clarify")
    match = ours(Act(operation, asked.get("slots") or {}), names)
    if asked.get("choices"):
        return _choosing(asked["choices"], match.operation, match.slots)
    missing = asked.get("slot") or asked.get("missing")
    if missing:
        return Pending(kind="slot", operation=match.operation, slots=match.slots, slot=str(missing))
    return Pending(kind="confirm", operation=match.operation, slots=match.slots)


def _choosing(labels: list[Any], operation: str, slots: dict[str, Any]) -> Pending | None:
    choices = tuple(
        Choice(id=f"choice-{number}", label=_label(one), operation=operation, slots=slots) for number, one in enumerate(labels, start=1)
    )
    return Pending(kind="choice", operation=operation, slots=slots, choices=choices) if choices else None


def _label(one: Any) -> str:
    if isinstance(one, dict):
        return str(next((one[key] for key in ("label", "title", "name", "text") if key in one), one))
    return str(one)
