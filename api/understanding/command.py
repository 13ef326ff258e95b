"""The command: files and standard streams around `run`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TextIO

import msgspec

from api import logs
from api.server import learnt_shelf, recognisers
from api.terminal.failures import Misused
from api.understanding.cases import World
from api.understanding.run import Talk, predictions
from assistant.conversation import Conversation, Tongues
from memory.embedder import Embedder


def understand(world: Path, cases: TextIO, out: TextIO) -> int:
    """0. Raises Misused where the world or a case is not of the format."""
    logs.configure("console", "error")
    try:
        asyncio.run(_understand(msgspec.json.decode(world.read_bytes(), type=World), cases, out))
    except OSError as error:
        raise Misused(f"The world cannot be read: {error.strerror or error}.") from error
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise Misused(f"That is not of the format: {error}.") from error
    return 0


@asynccontextmanager
async def tongues() -> AsyncIterator[Tongues]:
    """What understands the languages, outside of any house."""
    embedder = Embedder()
    embedder.start()
    try:
        yield Tongues(recognisers, embedder, learnt_shelf())
    finally:
        await embedder.close()


@asynccontextmanager
async def talking() -> AsyncIterator[Talk]:
    """Conversations that share what they have learnt."""
    async with tongues() as spoken:
        await spoken.all_learnt()
        yield lambda assistant: Conversation(assistant, spoken.embedder, spoken)


async def _understand(world: World, cases: TextIO, out: TextIO) -> None:
    async with talking() as talk:
        async for prediction in predictions(world, cases, talk):
            out.write(msgspec.json.encode(prediction).decode() + "\n")
