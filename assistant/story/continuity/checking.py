"""The whole check."""

from .notes import SEVERITIES, Note
from .reading import Reading
from .rules import RULES
from .script import Script


def check(script: Script, language: str | None = None) -> tuple[Note, ...]:
    """Everything that does not add up, the gravest first, then in the film's order; told in `language`, else in the film's own.

    The same script gives the same notes in the same order. Empty when nothing was found.
    """
    reading = Reading(script, language)
    found: dict[str, Note] = {}
    for rule in RULES:
        for note in rule.check(reading):
            found.setdefault(note.key, note)
    return tuple(sorted(found.values(), key=_rank))


def checked(language: str = "en") -> str:
    """What a check looks at, in words."""
    from .tongue import tongue

    return tongue(language).grammar.said["checked"]


def _rank(note: Note) -> tuple[int, list[int], str, str]:
    return SEVERITIES.index(note.severity), [spot.number for spot in note.scenes], note.rule, note.key
