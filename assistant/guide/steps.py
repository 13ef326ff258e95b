"""What can be proposed for each step. Pure: a film and the stories asked for give the same proposals every time."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from assistant.guide import brief, cast, concept, ending, look, scenes, sound
from assistant.guide.proposal import MANUAL, Act, Draft, Wanted
from assistant.guide.standing import Standing
from assistant.story.lexicon import speaking
from assistant.story.model import Story
from assistant.workflow import StepId
from memory.film import Film


class Proposing(Struct, frozen=True):
    """One step's: the stories it asks for, and what it makes of them and the film."""

    wanted: Callable[[Standing], Wanted]
    drafts: Callable[[Standing, Sequence[Story]], list[Draft]]


BY_STEP: dict[StepId, Proposing] = {
    "initial_concept": Proposing(concept.wanted, concept.drafts),
    "story_development": Proposing(brief.wanted, brief.drafts),
    "character_creation": Proposing(cast.wanted, cast.drafts),
    "visual_design": Proposing(look.wanted, look.drafts),
    "audio_design": Proposing(sound.wanted, sound.drafts),
    "scene_production": Proposing(scenes.wanted, scenes.drafts),
    "post_production": Proposing(ending.wanted, ending.drafts),
    "final_assembly": Proposing(ending.wanted, ending.drafts),
}
OWN_WAY = Draft(kind=MANUAL, text=MANUAL)
SHORT = 200


def wanted(standing: Standing) -> Wanted:
    """The stories its step draws on."""
    return BY_STEP[standing.step].wanted(standing)


def drafts(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    """Proposals that differ in kind, in the order to show them; "my own way" is not among them. Their texts are not chosen yet, so this
    may be asked in any language; what they write is in the film's own."""
    with speaking(standing.language):
        return BY_STEP[standing.step].drafts(standing, stories)


def own_words(step: StepId, film: Film, text: str) -> tuple[Act, ...]:
    """What words of one's own are taken for: the look, a scene to be, a note for whoever cuts and mixes; else they go with the
    film's description."""
    if step == "visual_design" and len(text) <= SHORT:
        return (Act("project.update", {"style": text}),)
    if step == "scene_production":
        return (Act("scene.add", {"description": text}),)
    if step in ("audio_design", "post_production", "final_assembly"):
        return (Act("note.add", {"text": text}),)
    return (Act("project.update", {"description": f"{film.header.description} {text}".strip()}),)
