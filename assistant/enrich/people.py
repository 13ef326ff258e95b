"""Who is named in a text, as far as capital letters tell."""

import re
from collections.abc import Iterable

from assistant.story.model import Member

_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_CALENDAR = {
    "i", "mr", "mrs", "ms", "dr", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "christmas", "god", "english",
}  # fmt: skip
"""Words that English writes with a capital and that are nobody's name."""


def parts(member: Member) -> set[str]:
    """The words a person may be called by."""
    return {word for word in _NAME.findall(member.name) if len(word) > 2 and word[0].isupper()} or {member.name}


def named(member: Member, text: str) -> bool:
    """Whether the person is called by name in `text`."""
    return any(_has(text, part) for part in parts(member))


def strangers(text: str, here: Iterable[Member], absent: Iterable[Member]) -> list[str]:
    """Names in `text` of people who are `absent`; what they share with somebody `here` does not count."""
    ours = {part for member in here for part in parts(member)}
    return sorted(part for member in absent for part in parts(member) - ours if _has(text, part))


def invented(text: str, known: str) -> list[str]:
    """Words with a capital in the middle of a sentence that are nowhere in `known`: somebody or some place that the story has not."""
    seen = {_bare(word) for word in _NAME.findall(known)} | _CALENDAR
    found = (one.group() for one in _NAME.finditer(text) if one.group()[0].isupper() and _inside(text[: one.start()]))
    return sorted({word for word in found if _bare(word) not in seen and (len(word) == 1 or not word.isupper())} - {"I"})


def _inside(before: str) -> bool:
    """Whether a sentence is under way after these words."""
    before = before.rstrip()
    return bool(before) and before[-1] not in '.!?…:;“”"«»—–-¿¡('


def _has(text: str, part: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower())
