"""Questions: the one before something destructive, with what would be lost in numbers, and what a result offers to do next."""

from collections.abc import Sequence
from typing import Any, Literal

from assistant.views import Offer
from intents.replies import Replies
from intents.shapes import Choice, Pending, Slots, Unclear


def asked(replies: Replies, operation: str, slots: Slots, losses: dict[str, Any]) -> tuple[str, Pending]:
    """The words, and what waits for the answer."""
    choices = _ways(replies, slots, losses) if operation == "character.remove" and losses.get("scenes") else ()
    content = replies.say(f"confirm.{operation}", **losses)
    return content, Pending(kind="choice" if choices else "confirm", operation=operation, slots=slots, choices=choices)


def offered(operation: str, offers: Sequence[Offer]) -> Pending | None:
    """What a result offers, waiting to be chosen by number, name or paraphrase; any other request passes it by."""
    choices = tuple(
        Choice(
            id=one.id or f"choice-{number}",
            label=one.label,
            operation=one.operation,
            slots=one.slots,
            description=one.description,
            metadata=one.metadata,
            asks=one.asks,
        )
        for number, one in enumerate(offers, start=1)
    )
    return Pending(kind="choice", operation=operation, choices=choices) if choices else None


def question(unclear: Unclear) -> Pending | None:
    """What waits for the answer to a doubt; None where there is nothing to go on with."""
    if not unclear.choices:
        return None
    first = unclear.choices[0]
    kind: Literal["slot", "choice"] = "slot" if unclear.reason == "missing" else "choice"
    return Pending(kind=kind, operation=first.operation, slots=first.slots, slot=unclear.slot, choices=unclear.choices)


def _ways(replies: Replies, slots: Slots, losses: dict[str, Any]) -> tuple[Choice, ...]:
    """What may become of the scenes of a character who goes."""
    ways = (("keep", {"scenes": "keep"}), ("remove", {"scenes": "remove"}))
    choices = [
        Choice(
            id=f"choice-{number}",
            label=replies.say(f"character.remove.{way}", **losses),
            operation="character.remove",
            slots={**slots, **extra, "confirmed": True},
        )
        for number, (way, extra) in enumerate(ways, start=1)
    ]
    never = Choice(id=f"choice-{len(choices) + 1}", label=replies.say("character.remove.never", **losses), operation="dialog.deny")
    return (*choices, never)
