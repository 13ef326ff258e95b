"""Proposals in words, in the language of whoever is asked: their titles and descriptions, and lines of what they would change."""

import re
from collections.abc import Iterable

from msgspec import Struct

from assistant.guide.proposal import Draft, Term, Titles
from assistant.story.lexicon import GuideText, GuideWords, guide, speaking
from assistant.story.tongue import tongue
from assistant.views import Difference
from assistant.would import ProjectWould, Thing

LONGEST = 80
"""Characters of a value that a preview shows."""
SHOWN = 8
"""Titles that are listed."""
GLANCE = 160
"""Characters of a description beyond its first sentence."""
FEW = 3
"""Shots, and things that only change, that are told one by one; more of them are counted."""
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


class Worded(Struct, frozen=True):
    title: str
    description: str
    how: str


def worded(draft: Draft, language: str) -> Worded:
    with speaking(language):
        words = guide()
        values = {name: _said(words, value) for name, value in draft.values.items()}
        values |= {"about": _beginning(str(values["about"]))} if "about" in values else {}
        text: GuideText = words.texts[draft.text]
        title, description = (_capital(tongue().polish(one.format(**_opening(one, values)))) for one in (text.title, text.description))
        return Worded(title, description.replace("..", "."), text.how)


def lines(would: ProjectWould, structure: str | None, language: str) -> list[str]:
    """What would differ, a line each: "+" for what comes, "-" for what goes, "~" for what changes."""
    with speaking(language):
        words = guide()
        told = [line for group in _grouped(would.things) for line in _things(words, group)]
        told += [words.preview["field"].format(field=_field(words, one), value=_value(one)) for one in would.fields]
        if structure:
            told.append(words.preview["structure"].format(structure=words.structures[structure]))
        return told


def _beginning(text: str) -> str:
    """As many sentences as can be read at a glance, one at least."""
    first, *others = re.split(r"(?<=[.!?…]) ", text)
    for one in others:
        if len(first) + len(one) >= GLANCE:
            break
        first = f"{first} {one}"
    return first


def _said(words: GuideWords, value: str | int | Term | Titles) -> str | int:
    """A value of a draft as the language has it; many titles are cut short."""
    if isinstance(value, tuple):
        return ", ".join([*(words.quoted.format(name=title) for title in value[:SHOWN]), *(["…"] if len(value) > SHOWN else [])])
    return _term(words, value) if isinstance(value, Term) else value


def _term(words: GuideWords, term: Term) -> str:
    known = {"genre": words.genres, "audience": words.audiences, "structure": words.structures, "tone": words.tones}
    return known[term.sort][term.key]


def _opening(text: str, values: dict[str, str | int]) -> dict[str, str | int]:
    """What opens a text has a capital; numbers stay."""
    return {name: _capital(value) if isinstance(value, str) and text.startswith(f"{{{name}}}") else value for name, value in values.items()}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _grouped(things: Iterable[Thing]) -> list[list[Thing]]:
    groups: dict[tuple[str, str], list[Thing]] = {}
    for thing in things:
        groups.setdefault((thing.kind, thing.verb), []).append(thing)
    return list(groups.values())


def _things(words: GuideWords, things: list[Thing]) -> list[str]:
    kind, sign = things[0].kind, SIGNS[things[0].verb]
    if len(things) > FEW and (kind == "shot" or sign == "~"):
        return [words.preview["several"].format(sign=sign, kind=words.kinds[f"{kind}s"], count=len(things))]
    return [line for thing in things for line in _thing(words, thing, sign)]


def _thing(words: GuideWords, thing: Thing, sign: str) -> list[str]:
    named = {"kind": words.kinds[thing.kind], "label": _cut(thing.label)}
    if thing.verb != "changed":
        return [words.preview["thing"].format(sign=sign, **named)]
    return [words.preview["of"].format(**named, field=_field(words, one), value=_value(one)) for one in thing.fields]


def _field(words: GuideWords, change: Difference) -> str:
    return words.fields.get(change.field, change.field.replace("_", " "))


def _value(change: Difference) -> str:
    now = change.after
    if change.field == "duration" and isinstance(now, int | float):
        return f"{round(now, 1):g} s"
    if isinstance(now, list):
        return _cut(", ".join(map(str, now)))
    if now in (None, ""):
        return "–"
    was, told = str(change.before or ""), str(now)
    # What is only added to stays as it is known: what comes is shown.
    return _cut(f"… {told.removeprefix(was).strip()}" if was and told.startswith(was) else told)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
