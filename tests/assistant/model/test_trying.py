"""What a sentence would do, where a language model is configured: it may say what the sentence means, and it words nothing."""

from collections.abc import Callable
from pathlib import Path

import langchain_openai  # noqa: F401  here, so that no turn waits for it
import pytest

from assistant.conversation.trying import tried
from assistant.conversation.turn import Turn
from assistant.model import Model
from tests.assistant.model.model_server import ModelServer, Said
from tests.assistant.model.talk import SCENES, Talk, acts, talking

ODD = "Low Tide wants to overstay by twelve"
ODDER = "the hall belongs to the small hours"
ENDING = "This was only tried; nothing was done."
pytestmark = pytest.mark.slow

Models = Callable[..., Model]


async def attempted(talk: Talk, text: str) -> Turn:
    """The turn that tries `text`, after which nothing is other than it was."""
    before = await talk.scenes(), await talk.projects(), (await talk.do("history.list")).changes
    turn = await tried(talk.conversation, talk.house, text, by=talk.by)
    assert (await talk.scenes(), await talk.projects(), (await talk.do("history.list")).changes) == before
    return turn


async def test_what_the_model_proposes_is_told_as_a_difference(server: ModelServer, model_of: Models, tmp_path: Path) -> None:
    server.speaks = lambda question: acts(("scene.update", {"scene": "Low Tide", "duration": "+12"}))
    async with talking(tmp_path, model_of()) as talk:
        turn = await attempted(talk, ODD)
        assert "~ scene 1, “Low Tide”: duration 20 s → 32 s" in turn.reply.content
        assert turn.reply.content.endswith(ENDING)
        use = await talk.use()
        assert use is not None and use.questions == len(server.questions) == 1  # a question costs what it costs
        await talk.say(ODD)
        assert [scene.duration for scene in await talk.scenes()] == [32, 20, 20]


async def test_a_removal_it_proposes_tells_what_would_go_and_waits_for_no_yes(
    server: ModelServer, model_of: Models, tmp_path: Path
) -> None:
    server.speaks = lambda question: acts(("scene.remove", {"scene": "Night Train"}))
    async with talking(tmp_path, model_of()) as talk:
        turn = await attempted(talk, ODDER)
        assert "- scene 3, “Night Train” (1 shot, 20 s)" in turn.reply.content
        assert turn.mind.pending is None and not turn.reply.choices
        await talk.say("yes")
        assert await talk.titles() == list(SCENES)


async def test_a_film_is_tried_without_a_word_of_the_model(server: ModelServer, model_of: Models, tmp_path: Path) -> None:
    async with talking(tmp_path, model_of()) as talk:
        turn = await attempted(talk, "make a film about a heist on the night ferry to Tangier, six scenes, two minutes")
        assert "+ a preview of “" in turn.reply.content
        assert "a model was not asked" in turn.reply.content
        assert not server.questions
        assert await talk.use() is None


@pytest.mark.parametrize("said", [Said(hang=True), Said(status=500), Said(content="I would make it longer.")])
async def test_without_its_answer_it_is_tried_as_without_a_model(said: Said, server: ModelServer, model_of: Models, tmp_path: Path) -> None:
    server.speaks = lambda question: said
    async with talking(tmp_path / "with", model_of(timeout=2.0 if said.hang else 20.0)) as talk:
        helped = await attempted(talk, ODD)
    async with talking(tmp_path / "without", None) as talk:
        assert (await attempted(talk, ODD)).reply == helped.reply


async def test_what_is_sure_is_tried_without_asking(server: ModelServer, model_of: Models, tmp_path: Path) -> None:
    async with talking(tmp_path, model_of()) as talk:
        turn = await attempted(talk, "make Low Tide ten seconds longer")
        assert "~ scene 1, “Low Tide”: duration 20 s → 30 s" in turn.reply.content
    assert not server.questions
