"""The plan: a chain of dramatic steps in which every scene needs something an earlier scene brought about.

A beam search over a small world. Each beat is filled by an operator whose preconditions hold; plans score by how tightly
scenes cause one another, by set-ups that pay off, and by how well operators fit the quest. Ties fall by seed. A plan can be
made again with some of its steps kept or changed: what the change does not touch stays.
"""

from collections.abc import Mapping
from random import Random

from msgspec import Struct

from .avoidance import avoided
from .beats import Beat
from .lexicon import Operator, beat_table, operators
from .matter import Matter
from .model import Turn
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
_DARK_TONES = {"sad", "dread", "dark", "raw"}
_DARK_GENRES = {"noir", "horror", "war"}
_KEEPING = 50.0
"""What it is worth to keep a step of the plan before: more than any other reason together."""
_TASTE, _OWN = 3.6, 1.2
"""What a film's own taste is worth, and what it is worth that an operator is made for one kind of quest and not for many."""
_GLAD = {"hope", "resolve", "relief", "wonder"}
_COSTS = {"foe-knows", "hero-hurt", "tool-lost", "ally-gone", "ally-doubts", "foe-strikes", "hero-shamed", "all-lost", "witness-turned"}


class Need(Struct, frozen=True):
    """A fact a step rests on, and the index of the scene that made it so; None for what was so before."""

    fact: str
    scene: int | None


class Step(Struct, frozen=True):
    """One scene of the plan. `because` is the index of the scene whose effect this one needs; `fact` is that effect."""

    beat: Beat
    operator: Operator
    because: int | None
    fact: str
    needs: tuple[Need, ...] = ()

    @property
    def turn(self) -> Turn:
        """How it ends for the one who wanted something: feeling and cost decide."""
        glad, costly = self.operator.turn in _GLAD, bool(_COSTS & set(self.operator.adds.split()))
        if glad:
            return "yes-but" if costly else "yes"
        return "no-and" if costly else "yes-but" if self.beat.function in {"approach", "midpoint", "climax", "rally"} else "no"


class _Draft(Struct, frozen=True):
    steps: tuple[Step, ...]
    world: World
    score: float


class Search:
    """Plans for one story: which operators it can use, and how much each is to its taste."""

    def __init__(self, beats: tuple[Beat, ...], matter: Matter, rng: Random, mood: str = "") -> None:
        self.beats, self.matter = beats, matter
        self.usable = [one for one in operators() if not avoided(matter.avoid, _words(one)) and _suits(one, matter)]
        self.dark = bool(mood) or bool(_DARK_TONES & set(matter.tones)) or matter.genre in _DARK_GENRES
        self.taste = {one.id: rng.random() for one in operators()}

    def plan(self, kept: Mapping[int, Step] | None = None, forced: Mapping[int, str] | None = None) -> tuple[Step, ...]:
        """Fill the beats. Always finds a plan: every beat has an operator that needs little.

        `kept` are steps of an earlier plan, by index, to stay wherever what they need and what caused them still holds; `forced`
        ones (operator ids) stay whatever happens.
        """
        drafts = [_Draft((), World(), 0.0)]
        for index in range(len(self.beats)):
            grown = [
                self._grow(draft, index, one, kept or {})
                for draft in drafts
                for one in self._choices(draft, index, (forced or {}).get(index), (kept or {}).get(index))
            ]
            drafts = sorted(grown, key=lambda draft: (-draft.score, [step.operator.id for step in draft.steps]))[:_WIDTH]
        return drafts[0].steps

    def options(self, steps: tuple[Step, ...], index: int) -> list[Operator]:
        """What else could happen at `index` of a plan, as it stands before that scene; most to the story's taste first."""
        world = World()
        for at, step in enumerate(steps[:index]):
            world = world.after(at, step.operator.adds.split(), step.operator.dels.split())
        draft = _Draft(steps[:index], world, 0.0)
        used = {step.operator.id for step in steps}
        found = [one for one in self._choices(draft, index, None, None) if one.id not in used]
        return sorted(found, key=lambda one: (-self._grow(draft, index, one, {}).score, one.id))

    def _choices(self, draft: _Draft, index: int, forced: str | None, kept: Step | None) -> list[Operator]:
        if forced is not None:
            return [one for one in operators() if one.id == forced]
        beat = self.beats[index]
        ahead = {later.function for later in self.beats[index + 1 :]}
        fitting = _fitting(draft, beat, self.matter.kind, [one for one in self.usable if _mends(one, beat, ahead, draft.world)])
        if kept is None:
            return fitting
        others = [one for one in fitting if one.id != kept.operator.id]
        holds = draft.world.holds((*needs(kept.operator), *((kept.fact,) if kept.fact else ()))) and not _impossible(
            kept.operator, draft.world
        )
        return [*others, kept.operator] if holds or not others else others

    def _grow(self, draft: _Draft, index: int, operator: Operator, kept: Mapping[int, Step]) -> _Draft:
        beat = self.beats[index]
        drawn = dict.fromkeys((*needs(operator), *beat_table().draws.get(beat.function, "").split()))
        rests = tuple(Need(need, draft.world.facts[need]) for need in drawn if need in draft.world)
        causes = [(need.scene, need.fact) for need in rests if need.scene is not None]
        because, fact = max(causes, default=(None, ""), key=lambda pair: pair[0]) if causes else (index - 1 if index else None, "")
        score = self._score(draft, index, operator, causes) + (
            _KEEPING if index in kept and kept[index].operator.id == operator.id else 0.0
        )
        world = draft.world.after(index, operator.adds.split(), operator.dels.split())
        return _Draft((*draft.steps, Step(beat, operator, because, fact, rests)), world, draft.score + score)

    def _score(self, draft: _Draft, index: int, operator: Operator, causes: list[tuple[int, str]]) -> float:
        used = sum(step.operator.id == operator.id for step in draft.steps)
        last = next((index - at for at, step in reversed(list(enumerate(draft.steps))) if step.operator.id == operator.id), 99)
        score = self.taste[operator.id] * _TASTE
        score += 1.2 if operator.genres else 0.0
        score += _OWN / len(operator.kinds.split()) if operator.kinds else 0.0
        score += 0.3 if any("foe" in do or "threat" in do for do in operator.said.do) else 0.0
        score += sum(0.5 for scene, need in causes if need in _PAYOFFS and scene != index - 1)
        score += 0.5 if any(scene == index - 1 for scene, _ in causes) else 0.0
        score += (0.9 if self.dark else -0.9) if operator.mood == "dark" else 0.0
        score -= 2.5 * used + (4.0 if last < 4 else 0.0)
        score -= 6.0 * (_impossible(operator, draft.world) + sum(need not in draft.world for need in needs(operator)))
        return score - 0.7 * sum(fact in draft.world for fact in operator.adds.split())


def needs(operator: Operator) -> tuple[str, ...]:
    return tuple(operator.needs.split())


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
    said = operator.said
    return " ".join([said.goal, said.outcome, *said.see, *(text for do in said.do for text in do.values())])


def _confuses(operator: Operator) -> bool:
    """Where the prize is the ally, no step may speak of both as if they were two."""
    said = operator.said
    parts = [said.goal, said.against, said.outcome, said.choice, *(f"<{who}> {text}" for do in said.do for who, text in do.items())]
    return any("<prize" in part and ("<ally" in part or "<both" in part) for part in parts)


def _mends(operator: Operator, beat: Beat, ahead: set[str], world: World) -> bool:
    """Who leaves must be able to come back, and does so at the rally."""
    if "ally-gone" in operator.adds.split():
        return "rally" in ahead and not any(one.startswith("ally-") for one in ahead)
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


def _impossible(operator: Operator, world: World) -> bool:
    """Nobody acts who has left; nothing is used that is lost."""
    does = operator.said.do
    acts = {who for do in does for who in do}
    returns = "ally-gone" in operator.dels
    if "ally-gone" in world and not returns and (acts & {"ally", "both"} or "<ally" in str(does)):
        return True
    return "tool-lost" in world and "hero-has-tool" not in operator.adds and "<tool" in str(does)
