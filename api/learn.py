"""`python -m api.learn`: exports the embedding model, learns from the examples of every language and keeps both beside the installed
packages, as part of the set-up."""

import asyncio
import sys
import time

from api import logs
from api.server import SPOKEN, check
from api.understanding.command import tongues
from intents.catalogue import catalogue
from memory import embedder


def _export() -> None:
    begun = time.perf_counter()
    embedder.prepare()
    sys.stdout.write(f"embedding model ready in {time.perf_counter() - begun:.1f} s\n")


async def _learn() -> None:
    """Raises ValueError, naming each place, when the language files and the operations do not fit together."""
    async with tongues() as spoken:
        for language in SPOKEN:
            check(catalogue(language))
            begun = time.perf_counter()
            await spoken.learnt(language)
            sys.stdout.write(f"learnt {language} in {time.perf_counter() - begun:.1f} s\n")


if __name__ == "__main__":
    logs.configure("console", "error")
    _export()
    asyncio.run(_learn())
