"""`Assistant.perform`: the only door to the data."""

from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection

from assistant.access import Actor, Role
from assistant.disk import Disk
from assistant.errors import Problem, Unavailable, Unconfirmed, Unexpected
from assistant.events import Bus, Emit, ignore
from assistant.identity import Identity
from assistant.locks import Locks
from assistant.noting import note
from assistant.operation import Command, Operation, operation_for
from assistant.permit import permit
from assistant.tools import Tools
from assistant.work import Work
from memory import Store
from memory.blobs import Blobs

T = TypeVar("T")
log = structlog.get_logger(__name__)


class Assistant:
    """Everything a command needs: the store, the bus, the disk and the keys. One per process and home."""

    def __init__(self, store: Store, tools: Tools) -> None:
        self.store = store
        self.tools = tools
        self.saving = Locks()
        self.bus = Bus()

    @property
    def disk(self) -> Disk:
        return self.tools.disk

    @property
    def identity(self) -> Identity:
        return self.tools.identity

    @property
    def blobs(self) -> Blobs:
        """Where files are kept. Raises Unavailable where none are."""
        if self.tools.blobs is None:
            raise Unavailable("This server keeps no files.", why="no_files")
        return self.tools.blobs

    async def perform(self, command: Command[T], *, by: Actor, emit: Emit = ignore) -> T:
        """Carry a command out: committed once, or no trace of it. Raises `assistant.errors.Problem`s only."""
        operation = operation_for(command)
        try:
            if operation.process:
                await self._permitted(operation, command, by)
                result: T = await operation.process(self, command, by, emit)
                return result
            return await self._transact(operation, command, by, emit)
        except Problem:
            raise
        except Exception as error:
            log.exception("an operation failed", operation=operation.name)
            raise Unexpected("Something went wrong on our side. Nothing was changed.") from error

    async def _permitted(self, operation: Operation, command: Command[Any], by: Actor) -> None:
        """A process has no transaction of its own, so it is let in by a short one before it starts."""

        def check(db: Connection) -> None:
            permit(Work(db, by, self.tools), operation, command)

        if operation.needs is not Role.ANYONE:
            await self.store.run(check, read_only=True)

    async def _transact(self, operation: Operation, command: Command[T], by: Actor, emit: Emit) -> T:
        def attempt(db: Connection) -> tuple[T, Work]:
            work = Work(db, by, self.tools, emit)
            permit(work, operation, command)
            self.confirm(work, operation, command)
            assert operation.handler is not None
            result: T = operation.handler(work, command)
            work.finish(operation.name)
            return result, work

        result, work = await self.store.run(attempt, read_only=operation.reads)
        note(work.events)
        await self.bus.publish(work.events)
        return result

    def confirm(self, work: Work, operation: Operation, command: Command[Any]) -> None:
        """A destructive operation runs only when confirmed; the question says what would be lost."""
        if operation.asks and not getattr(command, "confirmed", False):
            raise Unconfirmed("This cannot be done without a confirmation.", operation=operation.name, **operation.asks(work, command))
