"""Where a film stands among the guided steps, at one look."""

from typing import Literal

from msgspec import Struct

from assistant.workflow.moves import State, following, in_the_way, waiting
from assistant.workflow.needs import Facts, Missing, completed, progress
from assistant.workflow.steps import CONTRACT_NAMES, STEPS, Step, StepId

Status = Literal["done", "current", "open", "skipped", "blocked"]


class StepView(Struct, frozen=True, kw_only=True):
    """`name` is the contract's; `estimate` the least and the most minutes it usually takes, for as many scenes as there are."""

    id: StepId
    name: str
    status: Status
    estimate: tuple[int, int]


class Overview(Struct, frozen=True, kw_only=True):
    """`completed` may hold the current step, which is shown as "current" among the `steps`. `available` are the open ones. `next` is
    where `advance` leads once nothing is `missing`, None from the last step. `progress` is in percent."""

    current: StepId
    completed: list[StepId]
    available: list[StepId]
    next: StepId | None
    progress: int
    can_advance: bool
    missing: list[Missing]
    steps: list[StepView]


def overview(state: State, facts: Facts) -> Overview:
    step, gaps = following(state, facts), in_the_way(state, facts)
    steps = [_view(each, state, facts) for each in STEPS]
    return Overview(
        current=state.current,
        completed=completed(facts),
        available=[each.id for each in steps if each.status == "open"],
        next=step.id if step else None,
        progress=progress(facts),
        can_advance=step is not None and not gaps,
        missing=gaps,
        steps=steps,
    )


def _view(step: Step, state: State, facts: Facts) -> StepView:
    return StepView(id=step.id, name=CONTRACT_NAMES[step.id], status=_status(step, state, facts), estimate=_estimate(step, facts))


def _status(step: Step, state: State, facts: Facts) -> Status:
    if step.id == state.current:
        return "current"
    if step.id in completed(facts):
        return "done"
    if step.id in state.skipped:
        return "skipped"
    return "blocked" if waiting(step, state, facts) else "open"


def _estimate(step: Step, facts: Facts) -> tuple[int, int]:
    least, most = step.minutes
    scenes = max(1, facts.scenes) if step.per_scene else 1
    return least * scenes, most * scenes
