"""No destructive operation ever runs without a yes that follows its own question: random talk, and every example of three languages,
through the real conversation over SQLite.

What is lost is read from the database before and after each turn, whatever the sentence was taken for."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.understanding.command import talking
from assistant import Actor, Assistant
from assistant.conversation import Conversation
from assistant.conversation.acts import Acts, Outcome
from assistant.conversation.mind import Mind
from assistant.conversation.turn import Turn
from assistant.events import Emit, ignore
from assistant.operation import registry
from assistant.operations.scenes import RemoveScene
from intents.catalogue import catalogue
from intents.shapes import Match
from tests.databases import IN_CI
from tests.everything import EVERYTHING
from tests.understanding.stage import Stage, Talk, staged

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nothing is destroyed")]
LANGUAGES = ("en", "fr", "es")
DESTROYING = ("project.delete", "scene.remove", "character.remove", "shot.remove", "snapshot.restore", "note.remove", "scene.turn")
SEVERAL = 4
"""How many examples are said of each operation that destroys."""
TALKS = 200 if EVERYTHING else 25
TOGETHER = 20
"""How many examples are said in one conversation before the film is as it was again."""
EXAMPLES = {
    language: {name: [example.text for example in entry.examples] for name, entry in catalogue(language).entries().items()}
    for language in LANGUAGES
}
DELETING = {
    "en": ("delete", "remove", "drop", "scene 2", "the last one", "it", "all", "the project", "Mara", "shot 1", "not", "don't", "and"),
    "fr": ("supprime", "enlève", "la scène 2", "la dernière", "la", "tout", "le projet", "Mara", "le plan 1", "ne", "pas", "et"),
    "es": ("borra", "quita", "la escena 2", "la última", "todo", "el proyecto", "Mara", "el plano 1", "no", "nunca", "y"),
}
THEN = (
    "yes",
    "yes please",
    "no",
    "ok",
    "1",
    "2",
    "the first",
    "oui",
    "non",
    "vas-y",
    "sí",
    "claro",
    "dale",
    "no, scene 3",
    "undo",
    "redo",
    "yes, but",
)


class Hasty(Acts):
    """Confirms by itself: what the tests must catch."""

    async def _operate(self, match: Match, mind: Mind) -> Outcome:
        consent = {"confirmed": True} if "confirmed" in registry[match.operation].command.__struct_fields__ else {}
        return await self._run(match.operation, {**match.slots, **consent}, mind)


class Careless(Acts):
    """Takes any yes for a yes to something else."""

    async def _confirm(self, match: Match, mind: Mind) -> Outcome:
        return await self._run("scene.remove", {"scene": [1], "confirmed": True}, mind)


def carried_out_by(wrong: type[Acts], talk: Talk) -> Talk:
    """The same conversations, but for what carries out what was understood."""

    class Wrong(Conversation):
        async def acts(self, by: Actor, mind: Mind, emit: Emit = ignore) -> Acts:
            return wrong(self._assistant, await self.tongues.replies(mind.language), by, emit)

    def begun(assistant: Assistant) -> Conversation:
        real = talk(assistant)
        return Wrong(assistant, real._embedder, real.tongues)

    return begun


def rashly(talk: Talk) -> Talk:
    """The same conversations, but each turn begins by removing a scene, whatever is said."""

    class Rash(Conversation):
        async def answer(self, text: str, *, by: Actor, emit: Emit = ignore) -> Turn:
            await self._assistant.perform(RemoveScene(scene=[1], confirmed=True), by=by)
            return await super().answer(text, by=by, emit=emit)

    def begun(assistant: Assistant) -> Conversation:
        real = talk(assistant)
        return Rash(assistant, real._embedder, real.tongues)

    return begun


class Theatre:
    """The stages of the three languages, and the loop they run in."""

    def __init__(self, runner: asyncio.Runner, talk: Talk) -> None:
        self.run, self.talk = runner.run, talk
        self.stages = {language: staged(language, talk) for language in LANGUAGES}
        for stage in self.stages.values():
            self.run(stage.house.build())

    def destroyed(self, stage: Stage, turns: list[str], *, afresh: bool = False) -> list[str]:
        """What these turns of one conversation destroy without consent."""

        async def said() -> list[str]:
            async with stage.conversation() as speaker:
                return [lost for text in turns for lost in await speaker.say(text, afresh=afresh)]

        return self.run(said())


@pytest.fixture(scope="module")
def theatre() -> Iterator[Theatre]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        opened = Theatre(runner, runner.run(stack.enter_async_context(talking())))
        yield opened
        for stage in opened.stages.values():
            runner.run(stage.house.close())
        runner.run(stack.aclose())


def said_of(language: str) -> list[str]:
    """Examples of every operation of a language."""
    chance = random.Random(0 if IN_CI else None)
    counts = {name: len(texts) if EVERYTHING else SEVERAL if name in DESTROYING else 1 for name, texts in EXAMPLES[language].items()}
    return [text for name, count in counts.items() for text in chance.sample(EXAMPLES[language][name], count)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_destroys_anything_by_itself(theatre: Theatre, language: str) -> None:
    texts = said_of(language)
    parts = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    assert [lost for part in parts for lost in theatre.destroyed(theatre.stages[language], part, afresh=True)] == []


def turns(language: str) -> st.SearchStrategy[list[str]]:
    """One to four turns: examples, heaps of the words that destroy, any text, and answers to whatever is asked."""
    heap = st.lists(st.sampled_from(DELETING[language]), min_size=1, max_size=6).map(" ".join)
    example = st.sampled_from(sorted(EXAMPLES[language])).flatmap(lambda name: st.sampled_from(EXAMPLES[language][name]))
    one = example | heap | st.text(max_size=60) | st.sampled_from(THEN)
    return st.lists(one | st.sampled_from(THEN), min_size=1, max_size=4)


@settings(max_examples=TALKS)
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_no_talk_destroys_what_was_not_asked_about(theatre: Theatre, data: st.DataObject, language: str) -> None:
    assert theatre.destroyed(theatre.stages[language], data.draw(turns(language))) == []


CONSENTED = [
    ["delete scene 2", "yes"],
    ["remove the last scene", "yes please"],
    ["supprime la scène 2", "oui"],
    ["borra la escena 2", "sí"],
]


@pytest.mark.parametrize("said", CONSENTED, ids=lambda said: said[0])
def test_a_yes_to_the_question_does_it(theatre: Theatre, said: list[str]) -> None:
    async def gone() -> int:
        async with theatre.stages["en"].conversation() as speaker:
            assert [lost for text in said for lost in await speaker.say(text)] == []
            return sum(kind == "scene" for kind, _ in speaker.given_up)

    assert theatre.run(gone()) == 1


HASTILY_DONE = [
    ["delete scene 2"],
    ["delete the project Tin Moon"],
    ["remove Mara"],
    ["delete shot 1 of scene 1"],
    ["make scene 1 longer", "undo that and delete scene 2"],
    ["cover scene 1 again and delete shot 1 of scene 2"],
]


@pytest.mark.parametrize("said", HASTILY_DONE, ids=lambda said: said[-1])
def test_a_conversation_that_confirms_by_itself_is_caught(theatre: Theatre, said: list[str]) -> None:
    assert theatre.destroyed(Stage(theatre.stages["en"].house, carried_out_by(Hasty, theatre.talk)), said)


def test_a_conversation_that_does_something_else_on_a_yes_is_caught(theatre: Theatre) -> None:
    careless = Stage(theatre.stages["en"].house, carried_out_by(Careless, theatre.talk))
    assert theatre.destroyed(careless, ["delete scene 2", "yes"])


@pytest.mark.parametrize("text", ["hello", "asdf qwer zxcv", "make it", ""])
def test_a_conversation_that_destroys_whatever_is_said_is_caught(theatre: Theatre, text: str) -> None:
    assert theatre.destroyed(Stage(theatre.stages["en"].house, rashly(theatre.talk)), [text])
