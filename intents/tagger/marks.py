"""Examples with their slots marked: `lose [fifteen seconds](duration=-) off [the auction](scene)`."""

import re

from msgspec import Struct

MARK = re.compile(r"\[([^\[\]]+)\]\((_?[a-z_]+(?:=[^()\[\]]+)?)\)")


class Mark(Struct, frozen=True):
    """The characters `start` up to `end` of the plain text fill a slot. `label` is the slot, or slot=value where the words only
    imply the value."""

    start: int
    end: int
    label: str

    @property
    def slot(self) -> str:
        return self.label.partition("=")[0]


class Marked(Struct, frozen=True):
    """A sentence as it is said, and what its words fill."""

    text: str
    marks: tuple[Mark, ...] = ()


def marked(text: str) -> Marked:
    """Raises ValueError for a bracket that is no mark."""
    plain, marks, before = "", [], 0
    for hit in MARK.finditer(text):
        plain += text[before : hit.start()]
        marks.append(Mark(len(plain), len(plain) + len(hit.group(1)), hit.group(2)))
        plain += hit.group(1)
        before = hit.end()
    plain += text[before:]
    if "](" in plain:
        raise ValueError(f"a mark that is not whole: {text!r}")
    return Marked(plain, tuple(marks))
