"""Verbs of Romance languages by their endings: the longest ending in the table that fits decides.

The tables are `lexicon/{fr,es}/conjugation.yaml`; the forms are those of the Bescherelle and of the Real Academia.
"""

from msgspec import Struct

from .lexicon import conjugation


class Forms(Struct, frozen=True):
    """What stories need of a verb: third persons of the present, and the gerund."""

    one: str
    many: str
    gerund: str


def forms(verb: str) -> Forms:
    """The forms of an infinitive. Raises ValueError for what is none."""
    table = conjugation()
    if alone := table.get(f"={verb}"):
        return Forms(*alone)
    for size in range(len(verb), 1, -1):
        if found := table.get(verb[-size:]):
            return Forms(*(verb[:-size] + form for form in found))
    raise ValueError(f"no infinitive: {verb!r}")
