"""What went wrong is said in the language of the conversation: every problem that talk can meet has its text in French and in Spanish,
whose values are those it is raised with."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct

import assistant
from assistant.conversation.reply import problem_told
from assistant.errors import Invalid, NotFound, Problem, all_kinds
from assistant.validation import WORDS
from intents.catalogue import catalogue
from intents.replies import Replies

LANGUAGES = ("fr", "es")
FOLDER = Path(assistant.__file__).parent
AWAY_FROM_TALK = ("operations/accounts.py", "identity.py", "operations/talk.py", "operations/uploads.py", "model/providers.py")
"""Signing in, joining a session, and a model's settings, which a turn does without; sending files."""
SAID_BY_THEIR_KIND = {"NothingOpen", "Unauthenticated", "Forbidden", "Unexpected", "Unconfirmed", "Unreadable", "StorageFull"}
CODES = {kind.__name__: kind.code for kind in all_kinds() if kind.__module__ == "assistant.errors"}
RAISED = {*CODES, "Unwritable"}
"""What problems are made by; an unwritable brief becomes an invalid request."""


class Raised(Struct, frozen=True):
    """Where a problem is made, the name of what makes it, and with which arguments."""

    place: str
    kind: str
    given: dict[str, ast.expr]

    @property
    def why(self) -> str:
        """The name of its text; '' where it has none, or is handed on with that of another."""
        why = self.given.get("why")
        return why.value if isinstance(why, ast.Constant) and isinstance(why.value, str) else ""

    @property
    def values(self) -> set[str]:
        more = self.given.get("values")
        named = [key.value for key in more.keys if isinstance(key, ast.Constant)] if isinstance(more, ast.Dict) else []
        return {*self.given, *map(str, named), *({"field"} if self.kind == "Unwritable" else ())}


def raised_in(path: Path) -> Iterator[Raised]:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
            found = Raised(f"{path.relative_to(FOLDER)}:{call.lineno}", call.func.id, given)
            if found.kind in RAISED or found.why:
                yield found


@cache
def raised() -> tuple[Raised, ...]:
    paths = [path for path in sorted(FOLDER.rglob("*.py")) if not str(path.relative_to(FOLDER)).startswith(AWAY_FROM_TALK)]
    return tuple(one for path in paths for one in raised_in(path))


def told() -> Iterator[tuple[str, str, set[str]]]:
    """Every text that is asked for: where, its name, and the values there are for it."""
    yield from ((one.place, one.why, one.values) for one in raised() if one.why)
    yield from ((pattern, why, {"field", *re.compile(pattern).groupindex}) for pattern, why, _ in WORDS)
    yield from ((one.place, CODES[one.kind], one.values) for one in raised() if one.kind in SAID_BY_THEIR_KIND and not one.why)


def test_problems_are_found_where_they_are_raised() -> None:
    assert {"only_shot", "none_such", "film_too_short", "changed_by_others", "unwritten", "at_least"} <= {why for _, why, _ in told()}


def test_every_problem_says_which_text_tells_it() -> None:
    assert [one.place for one in raised() if "why" not in one.given and one.kind not in SAID_BY_THEIR_KIND] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_conversation_has_a_text_whose_values_it_is_raised_with(language: str) -> None:
    replies = Replies(catalogue(language))
    assert [f"{place}: {why}" for place, why, _ in told() if not replies.has(f"problem.{why}")] == []
    assert [code for code in CODES.values() if not replies.has(f"problem.{code}")] == []
    assert [f"{place}: {why}" for place, why, values in told() if replies.values(f"problem.{why}") - values] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_of_a_problem_that_is_gone(language: str) -> None:
    known = {*(why for _, why, _ in told()), *CODES.values()}
    assert [key for key in catalogue(language).messages if key.startswith("problem.") and key.removeprefix("problem.") not in known] == []


NONE_SUCH = NotFound("There is no scene 9. There are 3.", why="none_such", kind="scene", ref=9, count=3)
UNKNOWN = Invalid("Quite another thing.", field="title")
TELLINGS = [
    (NONE_SUCH, "en", "There is no scene 9. There are 3."),
    (NONE_SUCH, "fr", "Il n’y a pas de scène 9. Il y en a 3."),
    (NONE_SUCH, "es", "No hay escena 9. Hay 3."),
    (UNKNOWN, "en", "I cannot do it like that: Quite another thing."),
    (UNKNOWN, "fr", "Je ne peux pas faire cela avec ces indications (titre). Dites-le autrement."),
    (UNKNOWN, "es", "No puedo hacerlo con esos datos (título). Dilo de otra manera."),
]


@pytest.mark.parametrize(("problem", "language", "content"), TELLINGS)
def test_a_problem_is_told_by_its_own_text_or_that_of_its_kind(problem: Problem, language: str, content: str) -> None:
    assert problem_told(Replies(catalogue(language)), problem) == content
