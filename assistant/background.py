"""What goes on beside the turns, between `start` and `stop`; nobody's reply waits for it."""

import asyncio
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

import structlog

from assistant.errors import Problem
from assistant.events import Event
from assistant.perform import Assistant

log = structlog.get_logger(__name__)
Key = TypeVar("Key")


class Background(ABC):
    """Hears of every fact (`hear`), and is woken by some of them."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._something = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        assistant.bus.subscribe(self.hear)

    def start(self) -> None:
        self._task = asyncio.create_task(self.keep_on())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def wake(self) -> None:
        self._something.set()

    @abstractmethod
    async def hear(self, event: Event) -> None: ...

    @abstractmethod
    async def keep_on(self) -> None:
        """Until it is cancelled."""


class OneByOne(Background, Generic[Key]):
    """Has something to do for each key it was given, each once however often it was given meanwhile, in their order."""

    settle = 0.0
    """Seconds that are waited for more of the same."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self._waiting: dict[Key, None] = {}

    def put(self, key: Key) -> None:
        self._waiting[key] = None
        self.wake()

    async def begin(self) -> None:
        """What is to be known before the first of them."""

    @abstractmethod
    async def do(self, key: Key) -> None:
        """What goes wrong is logged, and the next is done all the same."""

    async def keep_on(self) -> None:
        await self.begin()
        while True:
            await self._something.wait()
            await asyncio.sleep(self.settle)
            self._something.clear()
            while self._waiting:
                key = next(iter(self._waiting))
                del self._waiting[key]
                await self._done(key)

    async def _done(self, key: Key) -> None:
        name = type(self).__name__
        try:
            await self.do(key)
        except Problem as problem:
            log.warning("something in the background could not be done", by=name, reason=problem.message)
        except Exception:
            log.exception("something in the background could not be done", by=name)
