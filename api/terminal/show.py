"""Frames as a terminal shows them. The words all come from the server."""

import msgspec
from rich.json import JSON
from rich.text import Text

from api.frames import AiResponse, ChoiceShown, Error, MessageReceived, Result
from api.terminal.incoming import told
from api.terminal.views import TYPED, Parts, below, drawn
from api.terminal.words import clean

WRONG = {"failed": "yellow", "interrupted": "yellow", "cancelled": "dim"}
"""How the words of a turn look that did not end well."""


def reply(frame: AiResponse) -> Parts:
    """An answer: its words, then its tables, then the choices it offers."""
    views = [] if isinstance(frame.views, msgspec.UnsetType) else frame.views
    tables = [part for view in views for part in drawn(str(view.get("operation")), view.get("result"))]
    status = "" if isinstance(frame.status, msgspec.UnsetType) else frame.status
    words = Text(clean(frame.content).strip(), style=WRONG.get(status, ""))
    return below([words] if words else [], tables, choices(frame.choices))


def choices(offered: list[ChoiceShown]) -> Parts:
    """Numbered, as the number is what a person types to take one."""
    lines: Parts = []
    for number, choice in enumerate(offered, start=1):
        line = Text(f"  {number}. ", style="bold").append(clean(choice.title), style="not bold")
        if choice.description:
            line.append(f"  {clean(choice.description)}", style="dim not bold")
        lines.append(line)
    return lines


def message(frame: MessageReceived) -> Text:
    """What someone else in the session said, or oneself on another device."""
    return Text(f"{clean(frame.sender.name)}: ", style="bold cyan").append(clean(frame.content), style="not bold default")


def problem(frame: Error) -> Text:
    return Text(clean(told(frame)), style="red")


def result(frame: Result) -> Parts:
    """The answer to a typed operation: its table if there is one, else its data."""
    if not frame.ok:
        error = frame.error if isinstance(frame.error, dict) else {}
        said = " ".join(str(error[name]) for name in ("message", "suggested_action") if error.get(name))
        return [Text(clean(said), style="red")]
    plain = None if frame.result is msgspec.UNSET else frame.result
    return drawn(frame.operation, plain, TYPED) or [JSON(clean(msgspec.json.encode(plain).decode()))]
