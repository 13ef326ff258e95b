"""The desk in this process: films are written in its threads."""

import asyncio
from collections.abc import Callable, Mapping

from assistant.story import compose
from assistant.story.alternatives import Alternative, alternatives
from assistant.story.asking import Question
from assistant.story.compose import questions_of, recompose
from assistant.story.model import Brief, PlannedScene, Story

OnStage = Callable[[str, int], None]
OnScene = Callable[[int, PlannedScene], None]
Ways = tuple[Story, tuple[Alternative, ...]]


class Desk:
    """What the engine does that takes time. Callbacks are called on the event loop; all of it raises what `assistant.story` raises."""

    async def compose(self, brief: Brief, on_stage: OnStage, on_scene: OnScene) -> Story:
        """The film a brief asks for; `on_stage(name, percent)` and `on_scene(place, scene)` as it grows."""
        loop = asyncio.get_running_loop()

        def staged(name: str, percent: int) -> None:
            loop.call_soon_threadsafe(on_stage, name, percent)

        def shown(place: int, scene: PlannedScene) -> None:
            loop.call_soon_threadsafe(on_scene, place, scene)

        return await asyncio.to_thread(compose, brief, staged, shown)

    async def questions(self, brief: Brief) -> tuple[Question, ...]:
        """The gaps of a brief that are worth a question."""
        return await asyncio.to_thread(questions_of, brief)

    async def ways(self, brief: Brief, plan: Mapping[int, str], place: int, draft: int) -> Ways:
        """The film as its plan first told it, and the other ways for the scene at `place`."""
        return await asyncio.to_thread(ways, brief, plan, place, draft)

    async def warm(self) -> None:
        """Get ready before the first film is asked for."""

    async def close(self) -> None:
        """Nothing is kept open here."""


def ways(brief: Brief, plan: Mapping[int, str], place: int, draft: int) -> Ways:
    return recompose(brief, plan, {}, draft), alternatives(brief, plan, place, draft)
