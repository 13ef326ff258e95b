"""Names for projects: short, plain, and nobody else's."""

import re
import unicodedata

LONGEST = 80


def slug(text: str) -> str:
    """`The Night Ferry` to `the-night-ferry`; letters of other scripts stay, `untitled` when nothing is left."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    latin = "".join(mark for mark in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(mark))
    name = re.sub(r"[\W_]+", "-", latin).strip("-")
    return name[:LONGEST].rstrip("-") or "untitled"


def free(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with the first number from 2 that makes it new."""
    if wanted not in taken:
        return wanted
    return next(name for number in range(2, len(taken) + 3) if (name := f"{wanted}-{number}") not in taken)
