"""How old people are, and how it shows."""

import re
from random import Random

from .lexicon import looks, words

_RANKS = {"eldest": 3, "elder": 2, "second": 2, "third": 1, "fourth": 1, "fifth": 1, "sixth": 0, "younger": 1, "youngest": 0}
"""Where brothers and sisters stand among the ages of grown people, youngest first."""
_SCHOOLED = {"pupil", "student", "apprentice", "élève", "étudiant", "étudiante", "apprenti", "apprentie", "alumno", "alumna", "aprendiz"}
"""What a former one of is no more."""
_OF_LONG = r"\bold (?=(?:friend|flame|partner|rival|enemy|acquaintance|colleague)\b)"
"""An old friend is a friend of long standing."""


def hair_of(age: str, gender: str) -> tuple[str, ...]:
    """Hair for an age, with what only women, or only men, usually wear."""
    known, of = looks().hair, age if age in {"old", "child"} else "adult"
    return (*known[of], *known.get(f"{of}_{gender}", ()))


def years_of(role: str, age: str, rng: Random) -> str:
    """How old somebody looks; brothers and sisters in their order."""
    known = looks().ages[age]
    rank = _RANKS.get(role.split(" ")[0]) if age == "adult" else None
    return rng.choice(known) if rank is None else known[min(rank, len(known) - 1)]


def age_of(role: str) -> str:
    """`child`, `teen`, `adult` or `old`, as far as a role tells."""
    low = re.sub(_OF_LONG, "", role.lower())
    parts = set(low.split()) - (_SCHOOLED if low.startswith(("former ", "ex-", "ancien ", "ancienne ", "antiguo ", "antigua ")) else set())
    if low.endswith(" elder"):
        return "old"
    if (years := re.search(r"([a-z]+|\d+)-year-old", low)) is not None:
        number = int(years.group(1)) if years.group(1).isdigit() else words().numbers.get(years.group(1), 40)
        return "child" if number < 13 else "teen" if number < 20 else "old" if number > 64 else "adult"
    return next((age for age in ("child", "teen", "old") if parts & set(looks().age_words[age])), "adult")
