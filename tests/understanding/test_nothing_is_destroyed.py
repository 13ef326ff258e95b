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
from assistant.events import Emit, ignore
from intents.catalogue import catalogue
from intents.shapes import Match
from tests.conftest import IN_CI
from tests.understanding.stage import Stage, Talk, staged

pytestmark = pytest.mark.slow
LANGUAGES = ("en", "fr", "es")
SAMPLED = 120 if IN_CI else 40
"""How many examples of operations that destroy nothing are said in each language, others in every run on a laptop; those of operations
that destroy all are, in CI."""
DESTROYING = ("project.delete", "scene.remove", "character.remove", "shot.remove", "snapshot.restore", "note.remove", "scene.turn")
TOGETHER = 20
"""How many are said in one conversation before the film is as it was again."""
EXAMPLES = {
    language: [example.text for entry in catalogue(language).entries().values() for example in entry.examples] for language in LANGUAGES
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
        return await self._run(match.operation, {**match.slots, "confirmed": True}, mind)


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
            stage.house.close()
        runner.run(stack.aclose())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_destroys_anything_by_itself(theatre: Theatre, language: str) -> None:
    chosen = random.Random(0 if IN_CI else None)
    entries = catalogue(language).operations
    dangerous = [example.text for name in DESTROYING for example in entries[name].examples]
    texts = chosen.sample(EXAMPLES[language], SAMPLED) + (dangerous if IN_CI else chosen.sample(dangerous, SAMPLED))
    parts = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    assert [lost for part in parts for lost in theatre.destroyed(theatre.stages[language], part, afresh=True)] == []


def turns(language: str) -> st.SearchStrategy[list[str]]:
    """One to four turns: examples, heaps of the words that destroy, any text, and answers to whatever is asked."""
    heap = st.lists(st.sampled_from(DELETING[language]), min_size=1, max_size=6).map(" ".join)
    one = st.sampled_from(EXAMPLES[language]) | heap | st.text(max_size=60) | st.sampled_from(THEN)
    return st.lists(one | st.sampled_from(THEN), min_size=1, max_size=4)


@settings(max_examples=100 if IN_CI else 25)
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


@pytest.mark.parametrize("text", ["delete scene 2", "delete the project Tin Moon", "remove Mara", "delete shot 1 of scene 1"])
def test_a_conversation_that_confirms_by_itself_is_caught(theatre: Theatre, text: str) -> None:
    assert theatre.destroyed(Stage(theatre.stages["en"].house, carried_out_by(Hasty, theatre.talk)), [text])


def test_a_conversation_that_does_something_else_on_a_yes_is_caught(theatre: Theatre) -> None:
    careless = Stage(theatre.stages["en"].house, carried_out_by(Careless, theatre.talk))
    assert theatre.destroyed(careless, ["delete scene 2", "yes"])
