"""From step to step. A move gives a new state or raises Conflict, saying what is missing; an unknown step is Invalid.

A step is entered only when all it comes after is complete or skipped, and left forward only when it is so itself.
"""

from typing import TypeVar

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from assistant.errors import Conflict
from assistant.workflow.needs import Facts, Missing, completed, missing
from assistant.workflow.steps import STEPS, Step, StepId, before, beyond, step_named


class State(Struct, frozen=True, kw_only=True):
    """What must be remembered between calls. `visited` is the way back: the steps left behind, the latest last, each once."""

    current: StepId = STEPS[0].id
    skipped: tuple[StepId, ...] = ()
    visited: tuple[StepId, ...] = ()


S = TypeVar("S", bound=State)


def advance(state: S, facts: Facts) -> S:
    """On to the next step with something left to do, once this one's data are all there."""
    step = step_named(state.current)
    gaps = missing(step, facts)
    remedy = "Add what is missing." if _critical(gaps) else "Add what is missing, or skip the step."
    _refuse(f"The step {step.words} is not complete.", missing=gaps, remedy=remedy, why="step_incomplete", step=step.id)
    return _entered(state, facts, _following(state, facts))


def skip(state: S, facts: Facts, ahead: str | None = None) -> S:
    """Like `advance`, but without this step's data, where no step that builds on it lacks them too. A complete step is just left. A step
    that lies `ahead` is left out beforehand: one stays, and is not led there."""
    step = step_named(ahead or state.current)
    if step.id != state.current:
        return _left_out(state, facts, step)
    gaps = missing(step, facts)
    _refuse_skipping(step, gaps)
    if gaps and step.id not in state.skipped:
        state = replace(state, skipped=(*state.skipped, step.id))
    return _entered(state, facts, _following(state, facts))


def back(state: S, facts: Facts, to: str | None = None) -> S:
    """To where one came from, or to any earlier step; what was left behind since then is forgotten, what was skipped is not."""
    step = _behind(state, facts, to)
    _refuse_entering(step, state, facts)
    known = state.visited
    kept = known[: known.index(step.id)] if step.id in known else tuple(one.id for one in before(step) if one.id in known)
    return replace(state, current=step.id, visited=kept)


def revisit(state: S, facts: Facts, step: str) -> S:
    """To a completed, skipped or earlier step; ahead only from one that is itself complete or skipped."""
    wanted = step_named(step)
    if wanted.id == state.current:
        return state
    if wanted in _ahead(state) and wanted.id not in _settled(state, facts):
        raise Conflict(
            f"The step {wanted.words} is not complete yet.",
            remedy="Go on step by step.",
            why="step_ahead",
            field="step",
            step=wanted.id,
        )
    return _entered(state, facts, wanted)


def following(state: State, facts: Facts) -> Step | None:
    """The next step: the first later one that is neither complete nor skipped, else the last. None from the last."""
    later = _ahead(state)
    settled = _settled(state, facts)
    return next((step for step in later if step.id not in settled), later[-1] if later else None)


def in_the_way(state: State, facts: Facts) -> list[Missing]:
    """What keeps `advance` from the next step: the data of this step; with these there, prerequisites of the next."""
    step = following(state, facts)
    return missing(step_named(state.current), facts) or (waiting(step, state, facts) if step else [])


def waiting(step: Step, state: State, facts: Facts) -> list[Missing]:
    """The prerequisites of a step that are neither complete nor skipped."""
    settled = _settled(state, facts)
    return [
        Missing(field=one, rule="prerequisite", message=f"The step {step_named(one).words} is neither complete nor skipped.")
        for one in step.after
        if one not in settled
    ]


def _left_out(state: S, facts: Facts, step: Step) -> S:
    if step not in _ahead(state) or step.id in _settled(state, facts):
        raise Conflict(
            f"The step {step.words} is not ahead of you.",
            remedy="Skip the step you are at, or a later one that is open.",
            why="step_not_ahead",
            field="step",
            step=step.id,
        )
    _refuse_skipping(step, missing(step, facts))
    return replace(state, skipped=(*state.skipped, step.id))


def _refuse_skipping(step: Step, gaps: list[Missing]) -> None:
    _refuse(
        f"The step {step.words} cannot be skipped: a later one needs the same.",
        missing=_critical(gaps),
        remedy="Add what is missing.",
        why="step_needed",
        step=step.id,
    )


def _settled(state: State, facts: Facts) -> set[StepId]:
    return {*completed(facts), *state.skipped}


def _ahead(state: State) -> tuple[Step, ...]:
    return beyond(step_named(state.current))


def _critical(gaps: list[Missing]) -> list[Missing]:
    return [gap for gap in gaps if gap.severity == "critical"]


def _following(state: State, facts: Facts) -> Step:
    step = following(state, facts)
    if step is None:
        raise Conflict(
            f"The step {step_named(state.current).words} is the last.",
            remedy="Go back to an earlier step by its name.",
            why="last_step",
            field="step",
            step=state.current,
        )
    return step


def _behind(state: State, facts: Facts, to: str | None) -> Step:
    """The step meant by going back: the one named, or the latest left behind that can be entered, else the nearest before this one."""
    current = step_named(state.current)
    behind = [*map(step_named, reversed(state.visited)), *reversed(before(current))]
    if to is not None:
        wanted = step_named(to)
        if wanted not in behind:
            raise Conflict(
                f"The step {wanted.words} is not behind you.",
                remedy="Name an earlier step.",
                why="step_not_behind",
                field="step",
                step=wanted.id,
            )
        return wanted
    found = next((step for step in behind if not _hindrances(step, state, facts)), None)
    if found is None:
        raise Conflict("There is no step to go back to.", remedy="Go on from this one.", why="first_step", field="step")
    return found


def _entered(state: S, facts: Facts, step: Step) -> S:
    _refuse_entering(step, state, facts)
    kept = (one for one in state.visited if one not in (state.current, step.id))
    return replace(state, current=step.id, visited=(*kept, state.current))


def _hindrances(step: Step, state: State, facts: Facts) -> list[Missing]:
    """What keeps from entering a step now: its prerequisites, and the current step's data if it lies ahead."""
    leaving = step in _ahead(state) and state.current not in state.skipped
    return [*(missing(step_named(state.current), facts) if leaving else []), *waiting(step, state, facts)]


def _refuse_entering(step: Step, state: State, facts: Facts) -> None:
    _refuse(
        f"The step {step.words} cannot begin yet.",
        missing=_hindrances(step, state, facts),
        remedy="Add what is missing; complete or skip what comes before.",
        why="step_waits",
        step=step.id,
    )


def _refuse(saying: str, *, missing: list[Missing], remedy: str, why: str, step: StepId) -> None:
    """Raises Conflict where something is missing."""
    if missing:
        message = " ".join([saying, *(gap.message for gap in missing)])
        raise Conflict(message, remedy=remedy, why=why, field=missing[0].field, missing=to_builtins(missing), step=step)
