"""A conversation over a small film, with a language model that a test speaks for."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from assistant import Actor, Assistant
from assistant.conversation import Conversation
from assistant.conversation.tongues import Tongues
from assistant.conversation.turn import Turn
from assistant.events import ignore
from assistant.model import Model
from assistant.operations.talk import LogReply
from assistant.operations.usage import ModelUse
from intents.catalogue import Catalogue, catalogue
from intents.recogniser import Recogniser
from memory.embedder import Embedder
from tests.assistant.model.model_server import Said
from tests.assistant.told import do, in_conversation
from tests.conftest import opened, signed_in

SCENES = ("Low Tide", "The Customs Hall", "Night Train")
CAST = ("Oskar Brandt", "Petra Voll")
FEW = 3
"""Examples of each operation that are learnt from: enough to be in doubt, and learnt in a moment."""


def acts(*each: tuple[str, dict[str, Any]]) -> Said:
    """A model's answer that proposes these."""
    return answer(answer="acts", acts=[{"operation": operation, "slots": slots} for operation, slots in each])


def answer(**content: Any) -> Said:
    return Said(content=json.dumps(content))


@cache
def few_examples(language: str = "en") -> Catalogue:
    """A language that has heard little."""
    whole = catalogue(language)
    return replace(
        whole,
        operations={name: replace(entry, examples=entry.examples[:FEW]) for name, entry in whole.operations.items()},
        later={name: replace(entry, examples=entry.examples[:FEW]) for name, entry in whole.later.items()},
        out_of_scope=whole.out_of_scope[: 10 * FEW],
    )


@cache
def recogniser() -> Recogniser:
    """Taught by the first turn of all tests."""
    return Recogniser(few_examples())


@cache
def embedder() -> Embedder:
    return Embedder()


class Talk:
    """Somebody talking over a film of three scenes and two people."""

    def __init__(self, house: Assistant, by: Actor, conversation: Conversation) -> None:
        self.house, self.by, self.conversation = house, by, conversation

    async def say(self, text: str) -> Turn:
        """One turn, with its mind kept for the next."""
        turn = await self.conversation.answer(text, by=self.by, emit=ignore)
        kept = LogReply(type="ai-response", payload={"content": turn.reply.content}, mind=to_builtins(turn.mind), told=turn.told)
        await self.house.perform(kept, by=self.by)
        return turn

    async def titles(self) -> list[str]:
        return [scene.title for scene in await self.scenes()]

    async def scenes(self) -> list[Any]:
        return list((await self.do("scene.list")).scenes)

    async def projects(self) -> list[str]:
        return [one.title for one in (await self.do("project.list")).projects]

    async def do(self, operation: str, **fields: Any) -> Any:
        return await do(self.house, self.by, operation, **fields)

    async def use(self) -> ModelUse | None:
        """What the model has taken."""
        return next(iter((await self.do("usage.show")).models), None)


@asynccontextmanager
async def talking(folder: Path, model: Model | None, *more: str) -> AsyncIterator[Talk]:
    """`more` are the titles of further scenes."""
    async with opened(f"sqlite:///{folder / 'storycore.db'}", folder) as house:
        house.tools = replace(house.tools, model=model)
        by = await in_conversation(house, await signed_in(house))
        talk = Talk(house, by, Conversation(house, embedder(), Tongues(lambda: {"en": recogniser()}, embedder())))
        await talk.do("project.create", title="Night Boat")
        for name in CAST:
            await talk.do("character.add", name=name)
        for title in (*SCENES, *more):
            await talk.do("scene.add", title=title, duration=20)
        yield talk
