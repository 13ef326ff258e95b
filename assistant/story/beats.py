"""Beats: what a story must do, in order, and which of it can be left out when there are few scenes.

Twelve functions make a whole film. With fewer scenes the least needed go first; with more, the middle grows by rounds of
approach, trial, pressure and respite.
"""

from msgspec import Struct

ORDER = (
    "opening", "disturbance", "commitment", "approach", "trial", "midpoint", "pressure", "fracture", "low", "rally", "climax", "ending",
)  # fmt: skip
_NEED = (
    "disturbance", "midpoint", "climax", "ending", "commitment", "opening", "pressure", "trial", "low", "approach", "rally", "fracture",
)  # fmt: skip
"""From the most to the least needed."""
_EARLY = ("approach", "respite", "trial", "approach", "trial")
_LATE = ("pressure", "respite", "trial", "approach", "pressure")
FEWEST, MOST = 3, 60


class Beat(Struct, frozen=True):
    """`function` chooses operators; `label` is what a writer calls it; `weight` how long it wants to be."""

    function: str
    label: str
    purpose: str
    weight: float


_WEIGHTS = {
    "opening": 1.1, "disturbance": 1.0, "commitment": 0.9, "approach": 0.9, "trial": 1.0, "midpoint": 1.2, "pressure": 1.0, "respite": 0.8,
    "fracture": 1.0, "low": 0.9, "rally": 0.9, "climax": 1.5, "ending": 0.9,
}  # fmt: skip
_LABELS = {
    "opening": "Opening image", "disturbance": "Inciting incident", "commitment": "Commitment", "approach": "Progress", "trial": "Complication",
    "midpoint": "Midpoint turn", "pressure": "The opposition strikes", "respite": "Respite", "fracture": "Fracture", "low": "All is lost",
    "rally": "Rally", "climax": "Climax", "ending": "Resolution",
}  # fmt: skip
_BY_KIND = {
    "steal": {"opening": "The crew's reason", "disturbance": "The job", "commitment": "The crew", "approach": "Casing the place", "midpoint": "The hitch in the plan", "climax": "The score"},
    "solve": {"opening": "The routine broken", "disturbance": "The crime", "commitment": "The case is taken", "approach": "A clue", "trial": "A false trail", "midpoint": "The pattern", "climax": "The accusation"},
    "find": {"disturbance": "The call", "commitment": "Setting out", "approach": "The trail", "midpoint": "The discovery", "climax": "The last gate"},
    "fight": {"disturbance": "The wrong done", "commitment": "The oath", "approach": "Gathering", "midpoint": "The enemy's face", "climax": "The battle"},
    "survive": {"disturbance": "The trap closes", "commitment": "The decision to act", "trial": "The chase", "midpoint": "The thing seen", "climax": "Into the dark"},
    "protect": {"disturbance": "The threat", "commitment": "The vow", "midpoint": "The cost seen", "climax": "The stand"},
    "make": {"opening": "The ordinary day", "disturbance": "The deadline", "approach": "The lesson", "trial": "The public failure", "midpoint": "The first success", "climax": "The test"},
    "love": {"opening": "Apart", "disturbance": "The meeting", "approach": "Closer", "fracture": "The break", "climax": "The declaration"},
    "carry": {"disturbance": "The errand", "commitment": "Departure", "approach": "The road", "trial": "The crossing", "climax": "The last mile"},
}  # fmt: skip
_PURPOSES = {
    "opening": "shows what {hero} wants before anything moves",
    "disturbance": "brings the trouble that makes it impossible to go on as before",
    "commitment": "takes away {hero}'s way back",
    "approach": "gives {hero} something to work with, so that there is something to lose",
    "trial": "makes {hero} pay for the progress so far",
    "midpoint": "turns the story over: from here on {hero} knows what it is really about",
    "pressure": "lets {foe} answer what {hero} has done",
    "respite": "lets {hero} and {ally} be people, so that what follows can hurt",
    "fracture": "makes {hero}'s flaw cost something",
    "low": "takes away everything but the choice",
    "rally": "gives {hero} the strength to do what was impossible at the start",
    "climax": "lets {hero} decide, by a choice, what was at stake",
    "ending": "answers the question the story asked",
}


def beats(count: int, kind: str) -> tuple[Beat, ...]:
    """The beats of a film of `count` scenes, from 3 to 60, named as stories of this kind name them."""
    if count <= len(ORDER):
        kept = set(_NEED[:count])
        functions = [one for one in ORDER if one in kept]
    else:
        functions = _expanded(count)
    labels = _LABELS | _BY_KIND.get(kind, {})
    return tuple(Beat(one, labels[one], _PURPOSES[one], _WEIGHTS[one]) for one in functions)


def _expanded(count: int) -> list[str]:
    """The middle grows evenly on both sides of the midpoint, in rounds that never repeat a function twice running."""
    extra = count - len(ORDER)
    early, late = (extra + 1) // 2, extra // 2
    first = [_EARLY[index % len(_EARLY)] for index in range(early)]
    last = [_LATE[index % len(_LATE)] for index in range(late)]
    at = ORDER.index("midpoint")
    after = ORDER.index("fracture")
    return [*ORDER[:at], *first, *ORDER[at:after], *last[1:], *last[:1], *ORDER[after:]]
