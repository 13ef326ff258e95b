"""Fields from outside into commands, and what is wrong with them in words a person can use."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from assistant.errors import Invalid

T = TypeVar("T")
KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "empty",
}
WORDS: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    (r"Object missing required field `(?P<field>\w+)`", "missing", lambda found: f"{found[1]} is missing"),
    (r"Object contains unknown field `(?P<field>\w+)`", "unfit", lambda found: f"{found[1]} is not a field here"),
    (r"Expected `array` of length >= (?P<limit>\d+)", "too_few", lambda found: f"must have {found[1]} or more entries"),
    (r"Expected `array` of length <= (?P<limit>\d+)", "too_many", lambda found: f"must have {found[1]} entries at most"),
    (r"Expected `str` of length >= 1", "empty", lambda found: "must not be empty"),
    (r"Expected `str` of length <= (?P<limit>\d+)", "too_long", lambda found: f"must have {int(found[1]):,} characters at most"),
    (r"Expected `str` matching regex .*", "unfit", lambda found: "does not have the right form"),
    (r"Expected `\w+` >= (?P<limit>[\d.]+)", "at_least", lambda found: f"must be {_number(found[1])} or more"),
    (r"Expected `\w+` <= (?P<limit>[\d.]+)", "at_most", lambda found: f"must be {_number(found[1])} or less"),
    (r"Expected `\w+` > (?P<limit>[\d.]+)", "more_than", lambda found: f"must be more than {_number(found[1])}"),
    (r"Expected `\w+` < (?P<limit>[\d.]+)", "less_than", lambda found: f"must be less than {_number(found[1])}"),
    (r"Expected `([^`]+)`, got `(\w+)`", "unfit", lambda found: f"must be {_kinds(found[1])}, not {_kinds(found[2])}"),
    (r"Invalid enum value (.*)", "unfit", lambda found: f"cannot be {found[1]}"),
)
"""What msgspec says, why in one word (`Problem.why`), and how people say it."""


def made(fields: Mapping[str, Any], kind: type[T]) -> T:
    """A struct of that kind. Raises Invalid, naming the field."""
    for name, value in fields.items():
        _check_text(name, value)
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise invalid(str(error)) from error


def invalid(text: str) -> Invalid:
    """msgspec's "… - at `$.duration`" as a sentence about that field."""
    message, _, place = text.partition(" - at `")
    where = re.sub(r"^\$\.?|\[\.\.\.\]|`$", "", place) or None
    for pattern, why, words in WORDS:
        if found := re.fullmatch(pattern, message):
            told, known = words(found), found.groupdict()
            values = {"limit": _whole(known["limit"])} if "limit" in known else {}
            if "field" in known:
                return Invalid(f"{told}.", why=why, field=known["field"])
            return Invalid(f"{where} {told}." if where else f"This {told}.", why=why, values=values, field=where)
    return Invalid(f"{where} cannot be used: {message}." if where else f"{message}.", why="unfit", field=where)


def _check_text(field: str, value: Any) -> None:
    """PostgreSQL can store neither a NUL nor half of a surrogate pair, SQLite and UTF-8 not the latter; no sentence needs them."""
    if isinstance(value, str) and any(mark == "\0" or "\ud800" <= mark <= "\udfff" for mark in value):
        raise Invalid(f"{field} holds a character that cannot be stored.", why="unfit", field=field)
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _check_text(field, part)


def _kinds(names: str) -> str:
    said = [KINDS.get(name.strip(), name.strip()) for name in names.split("|")]
    return " or ".join(dict.fromkeys(said))


def _whole(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() else number


def _number(text: str) -> str:
    return f"{float(text):,.10g}"
