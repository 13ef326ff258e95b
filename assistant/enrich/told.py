"""What the model is told: the rules, and the scene or the film as data."""

from typing import Any

import msgspec

import prompts
from assistant.enrich import film as films
from assistant.enrich.language import NAMES
from assistant.enrich.shapes import FilmWords, SceneWords, Spoken, Verdict, schema_of
from assistant.enrich.verdict import DESCRIPTION, NOTES, here, kept
from assistant.model import Answer, Messages
from assistant.story.model import PlannedScene, Story

_MOST_IDEA = 4000
"""Characters of the prompt that are passed on."""


def about_scene(story: Story, index: int) -> Messages:
    """The question for scene `index`."""
    scene = story.scenes[index]
    least, most = DESCRIPTION
    return _asked(
        story,
        SceneWords,
        "scene",
        number=index + 1,
        count=len(story.scenes),
        film=_film(story),
        people=[_person(member) for member in here(story, scene)],
        plan=_plan(scene),
        before=story.scenes[index - 1].why.outcome if index else None,
        wording=msgspec.to_builtins(words_of(story, scene)),
        keep=kept(story, scene),
        avoid=_avoid(story),
        least=least,
        most=most,
        most_notes=NOTES[1],
    )


def about_film(story: Story, idea: str) -> Messages:
    """The question for the film's logline, stakes and theme. `idea` is the prompt as it was typed."""
    premise = story.premise
    least, most = films.LOGLINE
    theme = premise.themes[0].value if premise.themes else ""
    return _asked(
        story,
        FilmWords,
        "film",
        idea=idea[:_MOST_IDEA].encode(errors="replace").decode(),
        film=_film(story),
        people=[_person(member) for member in story.cast],
        scenes=[scene.why.outcome for scene in story.scenes],
        wording={"logline": story.logline, "stakes": premise.stakes.value, "theme": theme},
        protagonist=story.cast[0].name,
        avoid=_avoid(story),
        least=least,
        most=most,
    )


def again(messages: Messages, answer: Answer | None, verdict: Verdict) -> Messages:
    """The same question with what was wrong with the answer to it."""
    text = answer.text if answer else ""
    return [*messages, ("human", prompts.load("again").render(reason=verdict.detail, answer=text))]


def words_of(story: Story, scene: PlannedScene) -> SceneWords:
    """A scene's present wording in the shape the model answers in."""
    names = {member.key: member.name for member in story.cast}
    return SceneWords(
        description=scene.description,
        key_actions=list(scene.key_actions),
        visual_notes=scene.visual_notes,
        dialogue=[Spoken(names[line.who], line.line) for line in scene.dialogue],
    )


def _asked(story: Story, shape: type[msgspec.Struct], task: str, **values: Any) -> Messages:
    language = NAMES.get(story.language, story.language)
    schema = msgspec.json.encode(schema_of(shape)).decode()
    rules = prompts.load("rules").render(language=language, schema=schema)
    return [("system", rules), ("human", prompts.load(task).render(**values))]


def _film(story: Story) -> dict[str, Any]:
    premise = story.premise
    return {
        "title": story.title,
        "logline": story.logline,
        "genre": premise.genre.value,
        "tone": premise.tone.value,
        "style": story.style,
        "period": premise.period.value,
    }


def _person(member: Any) -> dict[str, str]:
    return {"name": member.name, "role": member.role, "description": member.description, "voice": member.inner.voice}


def _plan(scene: PlannedScene) -> dict[str, str]:
    why = scene.why
    return {
        "title": scene.title,
        "location": scene.location,
        "time_of_day": scene.time_of_day,
        "goal": why.goal,
        "opposition": why.opposition,
        "outcome": why.outcome,
        "what_changes": why.changes,
    }


def _avoid(story: Story) -> list[str]:
    return [one.value for one in story.premise.avoid]
