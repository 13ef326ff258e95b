"""A world as a database of the assistant; every case is said in a copy of it."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from api.understanding.cases import World
from assistant import SYSTEM, Assistant
from assistant.access import Actor
from assistant.disk import Disk, Quota
from assistant.identity import Identity
from assistant.operation import registry
from assistant.operations.accounts import InsertUser, StartLogin
from assistant.operations.talk import OpenSession
from assistant.tools import Tools
from assistant.validation import made
from memory import Store
from memory.files import Folders

KEY = b"understanding" * 4
"""Signs the tokens of a database that is thrown away."""


class House:
    """`opened` gives the world as it was, whatever the case before did to it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._folder = tempfile.TemporaryDirectory(prefix="storycore-understand-")
        self._by = SYSTEM
        self._store: Store | None = None

    async def build(self) -> None:
        """Write the world down, once; `close` it."""
        self._store = await Store.open(f"sqlite:///{Path(self._folder.name) / 'world.db'}")
        assistant = self._assistant(self._store)
        user = await assistant.perform(InsertUser(name=self.world.user, password_hash=None, role="user"), by=SYSTEM)
        tokens = await assistant.perform(StartLogin(user_id=user.id), by=SYSTEM)
        owner = assistant.identity.actor(tokens.access_token)
        session = await assistant.perform(OpenSession(), by=owner)
        self._by = by = replace(owner, session_id=session.id)
        current = self.world.current_project
        for title in self.world.projects:
            if title != current:
                await _do(assistant, by, "project.create", title=title)
        if current:  # made last, it is the open one
            await _do(assistant, by, "project.create", title=current)
            await self._film(assistant, by)

    async def _film(self, assistant: Assistant, by: Actor) -> None:
        for name in self.world.characters:
            await _do(assistant, by, "character.add", name=name)
        for number, scene in enumerate(self.world.scenes, start=1):
            known = [name for name in scene.characters if name in self.world.characters]
            made = await _do(
                assistant, by, "scene.add", title=scene.title, location=scene.location, time_of_day=scene.time_of_day,
                duration=float(scene.duration), characters=known,
            )  # fmt: skip
            for shot in range(made.shot_count, scene.shots, -1):
                await _do(assistant, by, "shot.remove", scene=number, shot=shot, confirmed=True)
            for shot in range(made.shot_count + 1, scene.shots + 1):
                await _do(assistant, by, "shot.add", scene=number, description=f"shot {shot}", duration=scene.duration / scene.shots)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[tuple[Assistant, Actor]]:
        """A copy of the world to talk in."""
        assert self._store
        async with self._store.trial() as copy:
            yield self._assistant(copy), self._by

    def _assistant(self, store: Store) -> Assistant:
        return Assistant(store, Tools(disk=Disk(Folders(Path(self._folder.name) / "projects"), Quota()), identity=Identity(KEY)))

    async def close(self) -> None:
        if self._store:
            await self._store.close()
        self._folder.cleanup()


async def _do(assistant: Assistant, by: Actor, operation: str, **slots: Any) -> Any:
    return await assistant.perform(made(slots, registry[operation].command), by=by)
