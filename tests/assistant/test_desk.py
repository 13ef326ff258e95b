"""Films written in a process apart: the same films, told as they grow, and never lost with their writer."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from assistant.desk import Apart, Desk
from assistant.desk.apart import log
from assistant.story.model import Brief, PlannedScene, Unwritable

BRIEF = Brief(prompt="A retired goalkeeper must coach the prison team against the guards who beat his cellmate")


@pytest.fixture
async def apart() -> AsyncIterator[Apart]:
    desk = Apart()
    yield desk
    await desk.close()


class Heard:
    """What was told of a film while it grew."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int]] = []
        self.scenes: list[str] = []

    def stage(self, name: str, percent: int) -> None:
        self.stages.append((name, percent))

    def scene(self, place: int, scene: PlannedScene) -> None:
        assert place == len(self.scenes)
        self.scenes.append(scene.title)


async def test_a_film_written_apart_is_the_one_written_here_and_is_told_in_the_same_steps(apart: Apart) -> None:
    near, far = Heard(), Heard()
    here = await Desk().compose(BRIEF, near.stage, near.scene)
    there = await apart.compose(BRIEF, far.stage, far.scene)
    await asyncio.sleep(0)
    assert there == here
    assert (far.stages, far.scenes) == (near.stages, near.scenes)
    assert far.stages[-1] == ("finalizing", 100)
    assert len(far.scenes) == len(there.scenes)


async def test_questions_and_other_ways_are_the_same_apart(apart: Apart) -> None:
    brief = Brief(prompt="lost luggage")
    assert await apart.questions(brief) == await Desk().questions(brief)
    story = await apart.compose(brief, lambda name, percent: None, lambda place, scene: None)
    plan = {at: scene.why.plan.operator for at, scene in enumerate(story.scenes) if scene.why.plan}
    assert await apart.ways(brief, plan, 2, story.draft) == await Desk().ways(brief, plan, 2, story.draft)


async def test_what_cannot_be_written_is_refused_by_name_and_the_next_film_is_written(apart: Apart) -> None:
    with pytest.raises(Unwritable) as refused:
        await apart.compose(Brief(prompt="a cook", language="xx"), lambda name, percent: None, lambda place, scene: None)
    assert refused.value.field == "language"
    assert (await apart.compose(BRIEF, lambda name, percent: None, lambda place, scene: None)).scenes


async def test_a_film_outlives_its_writer(apart: Apart) -> None:
    async def killed_after_the_first_stage() -> list[str]:
        stages: list[str] = []

        def stage(name: str, percent: int) -> None:
            stages.append(name)
            if len(stages) == 1:
                assert apart._writer is not None
                apart._writer.kill()

        story = await apart.compose(Brief(prompt=BRIEF.prompt, scene_count=60), stage, lambda place, scene: None)
        assert len(story.scenes) == 60
        return stages

    log.info("a warning follows: a writer is killed on purpose")
    assert "finalizing" in await killed_after_the_first_stage()
    assert (await apart.compose(BRIEF, lambda name, percent: None, lambda place, scene: None)).scenes


async def test_giving_up_on_a_film_does_not_spoil_the_next(apart: Apart) -> None:
    begun = asyncio.Event()
    task = asyncio.create_task(
        apart.compose(Brief(prompt=BRIEF.prompt, scene_count=60), lambda name, percent: begun.set(), lambda place, scene: None)
    )
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    story = await apart.compose(BRIEF, lambda name, percent: None, lambda place, scene: None)
    assert story == await Desk().compose(BRIEF, lambda name, percent: None, lambda place, scene: None)


async def test_a_closed_desk_leaves_no_process_behind() -> None:
    desk = Apart()
    await desk.questions(BRIEF)
    writer = desk._writer
    assert writer is not None
    await desk.close()
    assert writer.returncode == 0
