"""The eight steps in order, as a table: what each comes after, which data it is complete with, and how long it takes.

Ids, prerequisites, data and estimates are those of the AI Movie Platform's own table (facts 3.1).
"""

from typing import Literal

from msgspec import Struct

from assistant.errors import Invalid

StepId = Literal[
    "initial_concept",
    "story_development",
    "character_creation",
    "visual_design",
    "audio_design",
    "scene_production",
    "post_production",
    "final_assembly",
]
RuleKind = Literal["exists", "count", "value", "relationship"]
PROGRESS = "overall_progress"
"""The one field of a rule that is computed: how far the other steps are, in percent."""


class Rule(Struct, frozen=True, kw_only=True):
    """What must hold of a field of `Facts`. `exists`: it is there. `count`: how many of its own parts the film has. `relationship`: how
    many media are tied to it. `value`: the number or text itself. Limits are inclusive; those of a text bound its characters."""

    field: str
    kind: RuleKind
    min: int | None = None
    max: int | None = None
    equals: str | int | None = None
    one_of: tuple[str | int, ...] = ()


class Step(Struct, frozen=True, kw_only=True):
    """`after` are its prerequisites; `minutes` the least and the most it usually takes, for each scene if `per_scene`."""

    id: StepId
    after: tuple[StepId, ...] = ()
    needs: tuple[Rule, ...]
    minutes: tuple[int, int]
    per_scene: bool = False

    @property
    def words(self) -> str:
        return self.id.replace("_", " ")


def _some(field: str) -> Rule:
    return Rule(field=field, kind="exists")


def _parts(field: str, least: int) -> Rule:
    return Rule(field=field, kind="count", min=least)


def _media(field: str, least: int) -> Rule:
    return Rule(field=field, kind="relationship", min=least)


STEPS: tuple[Step, ...] = (
    Step(id="initial_concept", needs=(_some("title"),), minutes=(5, 10)),
    Step(
        id="story_development",
        after=("initial_concept",),
        needs=(_some("genre"), _some("target_audience")),
        minutes=(15, 30),
    ),
    Step(id="character_creation", after=("story_development",), needs=(_parts("characters", 2),), minutes=(20, 40)),
    Step(id="visual_design", after=("character_creation",), needs=(_media("style_references", 1),), minutes=(15, 25)),
    Step(id="audio_design", after=("character_creation",), needs=(_parts("characters", 1),), minutes=(10, 20)),
    Step(
        id="scene_production",
        after=("character_creation", "visual_design"),
        needs=(_parts("scenes", 1), _parts("characters", 2), _media("style_references", 1)),
        minutes=(30, 60),
        per_scene=True,
    ),
    Step(
        id="post_production",
        after=("scene_production",),
        needs=(_media("video_segments", 1), _parts("scenes", 1)),
        minutes=(20, 40),
    ),
    Step(
        id="final_assembly",
        after=("post_production",),
        needs=(_media("video_segments", 1), Rule(field=PROGRESS, kind="value", min=80)),
        minutes=(10, 20),
    ),
)

CONTRACT_NAMES: dict[StepId, str] = {
    "initial_concept": "concept-development",
    "story_development": "setting-selection",
    "character_creation": "character-development",
    "visual_design": "character-design",
    "audio_design": "voice-design",
    "scene_production": "plot-outline",
    "post_production": "post-production",
    "final_assembly": "final-assembly",
}
"""What the published contract calls a step. Its names occur in no code of the original (facts 3.1), so this table is ours; the contract
has none for the audio and the last two steps, and those are ours altogether."""
STEP_IDS: dict[str, StepId] = {name: step for step, name in CONTRACT_NAMES.items()}
"""And back."""

WORDS: dict[str, StepId] = {
    **dict.fromkeys(("concept", "premise"), "initial_concept"),
    **dict.fromkeys(("outline", "script"), "story_development"),
    **dict.fromkeys(("characters", "casting"), "character_creation"),
    "style": "visual_design",
    "sound": "audio_design",
    **dict.fromkeys(("scenes", "storyboard", "shots"), "scene_production"),
    "editing": "post_production",
    **dict.fromkeys(("assembly", "review"), "final_assembly"),
}
"""What people call a step; the words are those that the language files give for theirs (`values.step`)."""

_BY_ID: dict[str, Step] = {step.id: step for step in STEPS}


def step_named(name: str) -> Step:
    """By its id, its name in the contract or a word for it. Raises Invalid for any other."""
    said = "_".join(name.casefold().replace("-", " ").split())
    step = _BY_ID.get(STEP_IDS.get(name) or WORDS.get(said) or said)
    if step is None:
        known = ", ".join(_BY_ID)
        raise Invalid(f"There is no step “{name}”.", field="step", remedy=f"Use one of these: {known}.", why="no_step", step=name)
    return step


def before(step: Step) -> tuple[Step, ...]:
    return STEPS[: STEPS.index(step)]


def beyond(step: Step) -> tuple[Step, ...]:
    return STEPS[STEPS.index(step) + 1 :]
