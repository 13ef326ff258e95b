"""The plan: a chain of dramatic steps in which every scene needs something an earlier scene brought about.

A beam search over a small world. Each beat is filled by an operator whose preconditions hold; plans score by how tightly
scenes cause one another, by set-ups that pay off, and by how well operators fit the quest. Ties fall by seed.
"""

from random import Random

from msgspec import Struct

from .avoidance import avoided
from .beats import Beat
from .lexicon import Operator, beat_table, operators
from .matter import Matter
from .world import World

_WIDTH = 6
_PAYOFFS = {
    "hero-has-tool",
    "promise-made",
    "ally-gone",
    "hero-knows-truth",
    "foe-spared",
    "prize-given-up",
    "foe-knows",
    "hero-has-lead",
}
"""Facts that a later scene had better use: a tool shown is a tool used."""


class Step(Struct, frozen=True):
    """One scene of the plan. `because` is the index of the scene whose effect this one needs; `fact` is that effect."""

    beat: Beat
    operator: Operator
    because: int | None
    fact: str


class _Draft(Struct, frozen=True):
    steps: tuple[Step, ...]
    world: World
    score: float


def plan(beats: tuple[Beat, ...], matter: Matter, rng: Random) -> tuple[Step, ...]:
    """Fill `beats` with operators. Always finds a plan: every beat has an operator that needs little."""
    usable = [one for one in operators() if not avoided(matter.avoid, _words(one)) and _suits(one, matter)]
    dark = any(tone in {"sad", "dread", "dark", "raw"} for tone in matter.tones) or matter.genre in {
        "noir",
        "horror",
        "war",
    }
    taste = {one.id: rng.random() for one in operators()}
    drafts = [_Draft((), World(), 0.0)]
    for index, beat in enumerate(beats):
        ahead = {later.function for later in beats[index + 1 :]}
        grown = [
            _grow(draft, beat, index, one, dark, taste)
            for draft in drafts
            for one in _fitting(draft, beat, matter.kind, [one for one in usable if _mends(one, beat, ahead, draft.world)])
        ]
        drafts = sorted(grown, key=lambda draft: (-draft.score, [step.operator.id for step in draft.steps]))[:_WIDTH]
    return drafts[0].steps


def _suits(operator: Operator, matter: Matter) -> bool:
    """Whether the operator's people and things are of the sort this story has."""
    if operator.genres and not {matter.genre, matter.second} & set(operator.genres.split()):
        return False
    if operator.place == "land" and matter.places[0].kind in {"ship", "sailship", "spaceship", "train", "underwater"}:
        return False
    if operator.prize and operator.prize != matter.prize_sort:
        return False
    return not (operator.threat == "being" and matter.force) and not (matter.loved and _confuses(operator))


def _words(operator: Operator) -> str:
    return " ".join([operator.goal, operator.outcome, *operator.see, *(text for do in operator.do for text in do.values())])


def _confuses(operator: Operator) -> bool:
    """Where the prize is the ally, no step may speak of both as if they were two."""
    parts = [
        operator.goal,
        operator.against,
        operator.outcome,
        operator.choice,
        *(f"<{who}> {text}" for do in operator.do for who, text in do.items()),
    ]
    return any("<prize" in part and ("<ally" in part or "<both" in part) for part in parts)


def _mends(operator: Operator, beat: Beat, ahead: set[str], world: World) -> bool:
    """Who leaves must be able to come back, and does so at the rally."""
    if "ally-gone" in operator.adds.split():
        return "rally" in ahead
    return not (beat.function == "rally" and "ally-gone" in world) or "ally-gone" in operator.dels.split()


def _fitting(draft: _Draft, beat: Beat, kind: str, usable: list[Operator]) -> list[Operator]:
    """Operators for the beat whose needs hold; failing that, those that miss least (a prompt may forbid a great deal)."""
    at_beat = [one for one in usable if beat.function in one.at.split()] or [
        one for one in operators() if beat.function in one.at.split() and not one.genres
    ]
    of_kind = [one for one in at_beat if not one.kinds or kind in one.kinds.split()] or at_beat
    able = [one for one in of_kind if draft.world.holds(needs(one)) and not _impossible(one, draft.world)]
    if able:
        return able
    possible = [one for one in at_beat if not _impossible(one, draft.world)] or of_kind
    fewest = min(sum(need not in draft.world for need in needs(one)) for one in possible)
    return [one for one in possible if sum(need not in draft.world for need in needs(one)) == fewest]


def needs(operator: Operator) -> tuple[str, ...]:
    return tuple(operator.needs.split())


def _impossible(operator: Operator, world: World) -> bool:
    """Nobody acts who has left; nothing is used that is lost."""
    acts = {who for do in operator.do for who in do}
    returns = "ally-gone" in operator.dels
    if "ally-gone" in world and not returns and (acts & {"ally", "both"} or "<ally" in str(operator.do)):
        return True
    return "tool-lost" in world and "hero-has-tool" not in operator.adds and "<tool" in str(operator.do)


def _grow(draft: _Draft, beat: Beat, index: int, operator: Operator, dark: bool, taste: dict[str, float]) -> _Draft:
    drawn = dict.fromkeys((*needs(operator), *beat_table().draws.get(beat.function, "").split()))
    made = [(draft.world.facts[need], need) for need in drawn if need in draft.world]
    causes = [(scene, need) for scene, need in made if scene is not None]
    because, fact = max(causes, default=(None, ""), key=lambda pair: pair[0]) if causes else (index - 1 if index else None, "")
    used = sum(step.operator.id == operator.id for step in draft.steps)
    last = next((index - at for at, step in reversed(list(enumerate(draft.steps))) if step.operator.id == operator.id), 99)
    score = taste[operator.id] * 2.6
    score += (1.0 if operator.kinds else 0.0) + (1.2 if operator.genres else 0.0)
    score += 0.3 if any("foe" in do or "threat" in do for do in operator.do) else 0.0
    score += sum(0.5 for scene, need in causes if need in _PAYOFFS and scene != index - 1)
    score += 0.5 if because == index - 1 else 0.0
    score += (0.9 if dark else -0.9) if operator.mood == "dark" else 0.0
    score -= 2.5 * used + (4.0 if last < 4 else 0.0)
    score -= 6.0 * (_impossible(operator, draft.world) + sum(need not in draft.world for need in needs(operator)))
    score -= 0.7 * sum(fact in draft.world for fact in operator.adds.split())
    world = draft.world.after(index, operator.adds.split(), operator.dels.split())
    return _Draft((*draft.steps, Step(beat, operator, because, fact)), world, draft.score + score)
