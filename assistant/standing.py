"""How far a film is among the guided steps, at a glance and by the names the published contract has for them."""

from msgspec import Struct

from assistant.guide.standing import facts_of, guide_of
from assistant.workflow import CONTRACT_NAMES, STEPS, StepView, overview
from memory.film import Film


class Standing(Struct, frozen=True, kw_only=True):
    """`current`, `completed` and `next` are names of the contract; `percentage` of the `total` steps; `completed` is what the film has
    all it needs for, `next` the later steps that are neither complete nor skipped."""

    current: str
    percentage: int
    completed: list[str]
    next: list[str]
    total: int
    steps: list[StepView]


def standing(film: Film) -> Standing:
    guide = guide_of(film)
    seen = overview(guide, facts_of(film))
    order = [step.id for step in STEPS]
    settled = {*seen.completed, *guide.skipped}
    ahead = [step for step in order[order.index(guide.current) + 1 :] if step not in settled]
    return Standing(
        current=CONTRACT_NAMES[guide.current],
        percentage=seen.progress,
        completed=[CONTRACT_NAMES[step] for step in seen.completed],
        next=[CONTRACT_NAMES[step] for step in ahead],
        total=len(STEPS),
        steps=seen.steps,
    )
