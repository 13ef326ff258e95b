"""In the background: what has changed in a library gets its vectors, so that nobody's search has to wait for them."""

import asyncio
import contextlib
from importlib import import_module

import structlog

from assistant.access import SYSTEM
from assistant.background import OneByOne
from assistant.errors import Problem
from assistant.events import Event, ProjectChanged
from assistant.library.embedding import embed, lenses
from assistant.operations.looks import LookWaits, MediaLooked
from assistant.operations.media_reading import ListLibraries, ReadShelf
from assistant.perform import Assistant
from memory.embedder import ModelDamaged

log = structlog.get_logger(__name__)
SETTLE = 0.3
"""Seconds that are waited for more of the same."""
WARMED = 20
"""Projects whose media are made ready at the start, those that were changed last: their first search need not wait, and what a server that
was killed left without vectors gets them."""


class Librarian(OneByOne[str]):
    """Listens for facts about projects that have media."""

    settle = SETTLE

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self._with_media = set[str]()

    async def begin(self) -> None:
        with contextlib.suppress(Problem):
            there: list[str] = await self._assistant.perform(ListLibraries(), by=SYSTEM)
            self._with_media.update(there)
            if there:  # numpy and what else a shelf needs: imported in the loop, they would make everybody wait
                await asyncio.to_thread(import_module, "assistant.looking.described")
            for project_id in there[:WARMED]:
                self.put(project_id)
        if pixels := self._assistant.tools.pixels:
            with contextlib.suppress(ModelDamaged):  # it was said, and everything goes on without it
                await pixels.load()

    async def do(self, project_id: str) -> None:
        """Bring the project's vectors, and the index, to what its media are now."""
        shelves, glasses = self._assistant.tools.shelves, lenses(self._assistant)
        with shelves.use() as use:
            wanted = ReadShelf(project_id=project_id, lenses=[lens.name for lens in glasses], known=use.marks)
            read = await self._assistant.perform(wanted, by=SYSTEM)
            if read is None:
                shelves.forget(project_id)
                return
            shelf = use.take(read)
            for lens in glasses:
                try:
                    await embed(self._assistant, shelf, lens)
                except (ModelDamaged, OSError, ValueError) as error:
                    log.warning("media have no vectors", lens=lens.name, reason=str(error))

    async def hear(self, event: Event) -> None:
        if isinstance(event, LookWaits | MediaLooked):
            self._with_media.add(event.project_id)
        changed = isinstance(event, ProjectChanged | LookWaits) or (isinstance(event, MediaLooked) and event.status != "looking")
        if changed and event.project_id in self._with_media:  # type: ignore[attr-defined]
            self.put(event.project_id)  # type: ignore[attr-defined]
