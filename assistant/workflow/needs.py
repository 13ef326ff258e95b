"""What a film has, and what a step still lacks. Steps are complete by what exists, so nothing is counted that could go wrong."""

from typing import Literal

from msgspec import Struct

from assistant.workflow.steps import PROGRESS, STEPS, Rule, RuleKind, Step, StepId, beyond


class Facts(Struct, frozen=True, kw_only=True):
    """What there is of a film at a moment: texts ("" where nothing was said) and how many of each thing."""

    title: str = ""
    genre: str = ""
    target_audience: str = ""
    characters: int = 0
    scenes: int = 0
    shots: int = 0
    style_references: int = 0
    video_segments: int = 0


class Missing(Struct, frozen=True, kw_only=True):
    """What stands in the way: a field of `Facts` or "overall_progress", or the id of a step under the rule "prerequisite".
    Critical is what a step that builds on this one lacks as well, so that this one cannot be skipped."""

    field: str
    rule: RuleKind | Literal["prerequisite"]
    message: str
    severity: Literal["error", "critical"] = "error"


def completed(facts: Facts) -> list[StepId]:
    """The steps whose data are all there, in order."""
    return [step.id for step in STEPS if _complete(step, facts)]


def progress(facts: Facts) -> int:
    """Completed steps in percent of all."""
    return _percent(len(completed(facts)))


def missing(step: Step, facts: Facts) -> list[Missing]:
    """What the step's data lack, in the order of its rules."""
    return [_missing(step, rule, facts) for rule in step.needs if not meets(rule, _value(rule, facts))]


def meets(rule: Rule, value: str | int) -> bool:
    if rule.kind == "exists":
        return bool(value.strip() if isinstance(value, str) else value)
    size = len(value) if isinstance(value, str) else value
    return (
        (rule.min is None or size >= rule.min)
        and (rule.max is None or size <= rule.max)
        and (rule.equals is None or value == rule.equals)
        and (not rule.one_of or value in rule.one_of)
    )


def told(rule: Rule, value: str | int) -> str:
    """An unmet rule in a sentence, for example "Characters: 2 or more needed, 1 so far."."""
    name = rule.field.replace("_", " ")
    if rule.kind == "exists":
        return f"Still missing: {name}."
    return f"{name.capitalize()}: {_limits(rule)} needed, {value if value != '' else 'nothing'} so far."


def _complete(step: Step, facts: Facts) -> bool:
    return all(meets(rule, _value(rule, facts)) for rule in step.needs)


def _missing(step: Step, rule: Rule, facts: Facts) -> Missing:
    message = told(rule, _value(rule, facts))
    return Missing(field=rule.field, rule=rule.kind, message=message, severity="critical" if _lacked_later(step, rule, facts) else "error")


def _lacked_later(step: Step, rule: Rule, facts: Facts) -> bool:
    """Whether a step that builds on this one needs the same field and has not enough of it."""
    builders = (later for later in beyond(step) if step.id in later.after)
    same = (need for later in builders for need in later.needs if need.field == rule.field)
    return any(not meets(need, _value(need, facts)) for need in same)


def _value(rule: Rule, facts: Facts) -> str | int:
    """Progress is that of the steps which do not ask for it: a step cannot wait for itself."""
    if rule.field == PROGRESS:
        others = (step for step in STEPS if all(need.field != PROGRESS for need in step.needs))
        return _percent(sum(_complete(step, facts) for step in others))
    value: str | int = getattr(facts, rule.field)
    return value


def _percent(done: int) -> int:
    """Halves go up, as in the original's Math.round: one step of eight is 13."""
    return (200 * done + len(STEPS)) // (2 * len(STEPS))


def _limits(rule: Rule) -> str:
    if rule.equals is not None:
        return f"exactly {rule.equals}"
    if rule.one_of:
        return f"one of {', '.join(map(str, rule.one_of))}"
    if rule.min is not None and rule.max is not None:
        return f"{rule.min} to {rule.max}"
    return f"{rule.min} or more" if rule.min is not None else f"{rule.max} at most"
