"""Doing without leaving a trace: an assistant over a store and folders whose work comes to nothing, that tells what it would be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from msgspec import convert
from msgspec.structs import replace
from sqlalchemy import Connection

from assistant.access import Actor
from assistant.changes import apply, reverse
from assistant.disk import Disk
from assistant.events import Event, ProjectChanged
from assistant.library.shelves import Shelves
from assistant.operation import Command, Operation
from assistant.perform import Assistant
from assistant.work import Work
from assistant.would import Folder, ProjectWould, Would, project_would
from memory import Store, changes, films, projects, sessions
from memory.untouched import Untouched

LOUD = ("project.create", "project.delete")
"""Facts without a change in the film that are told by the project's coming or going."""


class Lost(Event, frozen=True, kw_only=True):
    """What a destructive operation took away, in the numbers of its question."""

    operation: str
    project_id: str
    numbers: dict[str, Any]


class Trial(Assistant):
    """Asks nothing before something destructive, publishes to nobody, writes no file and leaves a language model alone."""

    def __init__(self, real: Assistant, store: Store, by: Actor) -> None:
        self.folders = Untouched(real.disk.folders.root)
        disk = Disk(self.folders, real.disk.quota, adopt=real.disk.adopt)
        super().__init__(store, replace(real.tools, disk=disk, model=None, blobs=None, shelves=Shelves()))
        self._real, self._by = real, by
        self._facts: list[Event] = []
        self._there: dict[str, bool] = {}
        self._open: str | None = None
        self.bus.subscribe(self._hear)

    def confirm(self, work: Work, operation: Operation, command: Command[Any]) -> None:
        if operation.asks:
            numbers = operation.asks(work, command)
            work.record(Lost(operation=operation.name, project_id=work.project.id, numbers=numbers))

    async def begin(self) -> None:
        self._open = await self.store.run(self._opened, read_only=True)

    async def would(self) -> Would:
        """What was done since this was last asked."""
        facts, self._facts = self._facts, []
        told = {fact.project_id: await self._was_there(fact.project_id) for fact in facts if isinstance(fact, ProjectChanged)}
        would = await self.store.run(lambda db: self._read(db, facts, told), read_only=True)
        self._there |= dict.fromkeys(told, True)
        self._open = await self.store.run(self._opened, read_only=True)
        written, removed = self.folders.news()
        return replace(
            would,
            written=[Folder(path=self._path(key), files=size.files, bytes=size.bytes) for key, size in written.items()],
            removed=[self._path(folder) for folder in removed],
        )

    async def _hear(self, event: Event) -> None:
        self._facts.append(event)

    def _path(self, folder: str) -> str:
        return str(self.folders.path(folder).absolute())

    def _opened(self, db: Connection) -> str | None:
        session = sessions.get(db, self._by.session_id)
        return session.project_id if session else None

    async def _was_there(self, project_id: str) -> bool:
        """Whether a project is older than what is told about it now."""
        if project_id not in self._there:
            self._there[project_id] = await self._real.store.run(lambda db: projects.get(db, project_id) is not None, read_only=True)
        return self._there[project_id]

    def _read(self, db: Connection, facts: list[Event], there: dict[str, bool]) -> Would:
        lost = [fact for fact in facts if isinstance(fact, Lost)]
        changed = [fact for fact in facts if isinstance(fact, ProjectChanged)]
        found = [self._project(db, key, changed, lost, new=not was) for key, was in there.items()]
        told = [one for one in found if one and (one.verb != "changed" or one.fields or one.things)]
        now = self._opened(db)
        moved = now != self._open and now not in {one.id for one in told if one.verb == "added"}
        left = moved and now is None and self._open not in {one.id for one in told if one.verb == "removed"}
        return Would(
            projects=told,
            losses=[{"operation": fact.operation, **fact.numbers} for fact in lost],
            opened=films.load_header(db, now).title if moved and now else None,
            closed=films.load_header(db, self._open).title if left and self._open else None,
            more=list(dict.fromkeys(one.operation for one in changed if one.change is None and one.operation not in LOUD)),
        )

    def _project(self, db: Connection, key: str, facts: list[ProjectChanged], lost: list[Lost], *, new: bool) -> ProjectWould | None:
        project = projects.get(db, key)
        if project is None:
            numbers = next((one.numbers for one in lost if one.project_id == key and one.operation == "project.forget"), None)
            return convert({"id": key, "verb": "removed", **_counted(numbers)}, ProjectWould) if numbers else None
        numbered = {fact.change for fact in facts if fact.project_id == key and fact.change}
        after = before = films.load(db, key)
        log = [change for change in changes.since(db, key, min(numbered) - 1) if change.seq in numbered] if numbered else []
        for change in reversed(log):
            before = apply(before, reverse(change.delta))
        return project_would(project, before, after, self._by.user_id, new=new)


def _counted(numbers: dict[str, Any]) -> dict[str, Any]:
    return {name: numbers[name] for name in ("title", "scenes", "characters", "shots", "seconds")}


@asynccontextmanager
async def trying(real: Assistant, by: Actor) -> AsyncIterator[Trial]:
    """What `by` does with it comes to nothing at the end."""
    async with real.store.trial() as store:
        trial = Trial(real, store, by)
        await trial.begin()
        yield trial
