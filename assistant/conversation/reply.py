"""What the assistant answers with, and how results and problems become words."""

from typing import Any

import msgspec
from msgspec import Struct

from assistant.errors import Problem
from intents.replies import Replies
from intents.shapes import Choice


class View(Struct, frozen=True, kw_only=True):
    """What a part of a reply was made from: the operation's result as plain data, for clients that draw tables."""

    operation: str
    result: Any


class Reply(Struct, frozen=True, kw_only=True):
    """`failed` when nothing of what was asked could be done."""

    content: str
    choices: tuple[Choice, ...] = ()
    views: tuple[View, ...] = ()
    failed: bool = False


def told(replies: Replies, operation: str, result: Any, dialogue: dict[str, Any]) -> str:
    """A result in the words of the operation's reply. `r` is the result, `said` the slots it was asked with."""
    return replies.say(operation, r=msgspec.to_builtins(result), said=dialogue)


def question_view(operation: str, slots: dict[str, Any], losses: dict[str, Any], language: str) -> View:
    """The question before something destructive, for clients that show what would come of it: `params` are the operation's own,
    without the consent; `losses` the numbers; `language` the one a yes or no is to be said in."""
    asked = {"operation": operation, "params": slots, "losses": losses, "language": language}
    return View(operation="confirm", result=msgspec.to_builtins(asked))


def problem_told(replies: Replies, problem: Problem) -> str:
    """A problem as a sentence and what to do about it: the language's text for this very problem, or for its kind; else as it was
    raised, in English."""
    texts = (f"problem.{problem.why}", f"problem.{problem.code}", "problem")
    key = next(text for text in texts if replies.has(text))
    return replies.say(key, **{**problem.values, "message": problem.message, "remedy": problem.remedy})
