"""A summary in a model's words: only what was done, and the points where its answer cannot be used."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from assistant import Assistant
from assistant.conversation.remembering import Remembering
from assistant.enrich.recap import recap, unusable
from assistant.model import Model, Tally
from assistant.operations.catching_up import FOLD_FROM
from memory import turns
from memory.tables.films import changes
from memory.turns import Turn, Whose
from tests.assistant.model.model_server import ModelServer, Said
from tests.assistant.told import do, in_conversation
from tests.conftest import opened, signed_in

POINTS = ["Added scene 3, “Dawn”.", "Removed “In Other Hands”."]
GOOD = "Scene 3, “Dawn”, was added and “In Other Hands” went."


def says(text: str) -> Callable[[object], Said]:
    return lambda question: Said(content=json.dumps({"recap": text}))


async def test_the_model_is_given_the_points_as_data_and_its_words_are_used(server: ModelServer, model_of: Callable[..., Model]) -> None:
    server.speaks = says(GOOD)
    assert await recap(POINTS, model_of(), Tally()) == GOOD
    assert server.questions[0].data["done_so_far_oldest_first"] == POINTS


@pytest.mark.parametrize(
    "answer",
    [
        Said(content="no JSON at all"),
        Said(content='{"summary": "another form"}'),
        Said(refusal="I would rather not."),
        Said(status=500),
        Said(content=json.dumps({"recap": "Scene 7 was added."})),
        Said(content=json.dumps({"recap": "**Dawn** was added."})),
        Said(content=json.dumps({"recap": "word " * 400})),
    ],
)
async def test_what_cannot_be_used_is_left(answer: Said, server: ModelServer, model_of: Callable[..., Model]) -> None:
    server.speaks = lambda question: answer
    assert await recap(POINTS, model_of(), Tally()) is None


def test_numbers_of_its_own_are_noticed() -> None:
    assert "7" in unusable("Scene 7 was added.", POINTS)
    assert unusable(GOOD, POINTS) == ""


async def test_a_folded_summary_is_told_until_something_of_it_is_undone(
    server: ModelServer, model_of: Callable[..., Model], tmp_path: Path
) -> None:
    server.speaks = says("Some scenes were added.")
    async with opened(f"sqlite:///{tmp_path / 'storycore.db'}", tmp_path) as house:
        house.tools = replace(house.tools, model=model_of())
        by = await in_conversation(house, await signed_in(house))
        await do(house, by, "project.create", title="Night Boat")
        for number in range(3):
            await do(house, by, "scene.add", title=f"Take {number}")
        mine = Whose(project_id=(await do(house, by, "project.show")).project.id, user_id=by.user_id)
        await _turns_for_changes(house, mine)
        await Remembering(house).do(mine)
        told = await do(house, by, "memory.summary")
        assert told.told == "Some scenes were added."
        await do(house, by, "history.undo")
        told = await do(house, by, "memory.summary")
        assert told.told is None
        assert [point.text for point in told.points] == ["Added take 0.", "Added take 1."]
        assert (await do(house, by, "usage.show")).models[0].questions == 1


async def _turns_for_changes(house: Assistant, mine: Whose) -> None:
    """The first three turns made the last three changes; the rest changed nothing."""

    def write(db: Connection) -> None:
        first = int(db.scalar(select(func.max(changes.c.seq))) or 0) - 2
        for number in range(FOLD_FROM):
            change = first + number if number < 3 else None
            turn = Turn(at=0.0, said="go", answered=f"Added take {number}.", did=("scene.add",), first_change=change, last_change=change)
            turns.keep(db, mine, turn)

    await house.store.run(write)
