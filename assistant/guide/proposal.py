"""What is proposed for a step: texts, what it would do, and how much of it is left to a person."""

import hashlib
import re
from typing import Any, Literal

from msgspec import Struct, field, json, to_builtins

from assistant.story.model import Brief
from assistant.workflow import StepId

Difficulty = Literal["easy", "medium", "high"]
MANUAL = "manual_override"
"""The id and the kind of "my own way", the last of every step's choices (`contracts/facts.md` 3.2)."""
DIGITS = 10
MOST = 3
"""Proposals that are shown beside it."""


class Act(Struct, frozen=True):
    """An operation with its slots, as one would send it."""

    operation: str
    slots: dict[str, Any]


class Term(Struct, frozen=True):
    """Something the lexicon has a word for in each language: a genre, a structure, an audience or a tone, by its key."""

    sort: Literal["genre", "structure", "audience", "tone"]
    key: str


Titles = tuple[str, ...]
"""Titles of scenes, to be listed in the quotation marks of whoever reads."""
Values = dict[str, str | int | Term | Titles]


class Draft(Struct, frozen=True, kw_only=True):
    """A proposal before it is put into words. `kind` tells it from the step's others in any language; `text` names its words, `values`
    go into them; `keeps` is what the guide remembers of it; `outside` when a person has to bring something; `weight` is how many
    things there are to read through afterwards."""

    kind: str
    text: str
    values: Values = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    keeps: dict[str, Any] = field(default_factory=dict)
    recommended: bool = False
    outside: bool = False

    @property
    def weight(self) -> int:
        return sum(act.operation != "project.update" for act in self.acts)

    @property
    def difficulty(self) -> Difficulty:
        """Easy is settled by the choice itself; medium leaves people or scenes to read through; high leaves work outside, or much."""
        if self.outside or self.weight > 5:
            return "high"
        return "medium" if self.weight else "easy"

    def id(self, step: StepId) -> str:
        """The same for the same step and the same doing, in whichever language it is told."""
        if self.kind == MANUAL:
            return MANUAL
        told = json.encode([step, self.kind, to_builtins(self.acts), self.keeps], order="deterministic")
        return f"choice-{hashlib.sha256(told).hexdigest()[:DIGITS]}"


def is_id(text: str) -> bool:
    """Whether it is a proposal's id, of now or of before."""
    return text == MANUAL or re.fullmatch(rf"choice-[0-9a-f]{{{DIGITS}}}", text) is not None


class Idea(Struct, frozen=True, kw_only=True):
    """What a logline of the engine's own was made from, so that its people and scenes can be made as well."""

    prompt: str
    seed: int
    logline: str


Wanted = tuple[tuple[Brief, ...], ...]
"""Stories a step draws on: for each, briefs in the order to try them."""
