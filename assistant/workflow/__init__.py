"""The guided steps from an idea to a finished film: a pure state machine over what a film has. No I/O, no database."""

from assistant.workflow.moves import State, advance, back, revisit, skip
from assistant.workflow.needs import Facts, Missing, completed, progress
from assistant.workflow.overview import Overview, StepView, overview
from assistant.workflow.steps import CONTRACT_NAMES, STEP_IDS, STEPS, StepId, step_named

__all__ = [
    "CONTRACT_NAMES",
    "STEPS",
    "STEP_IDS",
    "Facts",
    "Missing",
    "Overview",
    "State",
    "StepId",
    "StepView",
    "advance",
    "back",
    "completed",
    "overview",
    "progress",
    "revisit",
    "skip",
    "step_named",
]
