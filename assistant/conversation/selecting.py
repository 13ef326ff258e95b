"""A choice that was selected by its id, as a button does, and the words that may come with it."""

from assistant.guide.proposal import is_id
from intents.shapes import Match, NoMatch, Pending, Recognition, Slots

CHOOSE = "workflow.choose"
SURE = 0.9
"""From this confidence on a sentence is what it says, and not what goes with a choice."""
TALK = ("chat.", "dialog.", "help.", "memory.", "project.generate", "project.create")
"""What a sentence beside a choice is not taken for: an idea is no new film then."""


def selected(pending: Pending | None, choice: str, text: str) -> Match | None:
    """The act of selecting that choice; None where it is not known, or where the words beside it say all."""
    found = next((one for one in (pending.choices if pending else ()) if one.id == choice), None)
    words = text.strip() if text.strip() != choice else ""
    if found is None:
        return _chosen({"choice": choice}, words) if is_id(choice) else None
    if found.operation == CHOOSE and words:
        return _chosen(found.slots, words)
    return None if words else Match(operation="dialog.choose", slots={"choice": choice}, source="pending", text=text)


def label_of(pending: Pending | None, choice: str | None) -> str | None:
    """What a choice of the open question says."""
    return next((one.label for one in (pending.choices if pending else ()) if one.id == choice), None)


def repeated(pending: Pending | None, text: str) -> bool:
    """Whether `text` is what a choice of the open question says, or its id: repeated words tell nothing of who repeats them."""
    said = text.strip().casefold()
    return any(said in (one.id.casefold(), one.label.casefold()) for one in (pending.choices if pending else ()))


def left_open(pending: Pending | None, said: Recognition) -> Pending | None:
    """What is still there to be chosen after a sentence that nobody understood."""
    return proposed(pending) if isinstance(said, NoMatch) else None


def proposed(pending: Pending | None) -> Pending | None:
    """The open question, where it is what the guide proposes: nothing is lost by answering it later."""
    return pending if pending is not None and any(one.operation == CHOOSE for one in pending.choices) else None


def ordinary(said: Recognition) -> bool:
    """Whether a sentence is surely about something that can be done."""
    return isinstance(said, tuple) and all(one.confidence >= SURE and not one.operation.startswith(TALK) for one in said)


def _chosen(slots: Slots, words: str) -> Match:
    return Match(operation=CHOOSE, slots={**slots, **({"custom_input": words} if words else {})}, source="pending", text=words)
