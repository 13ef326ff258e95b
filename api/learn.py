"""`python -m api.learn`: learns from the examples of every language and keeps it beside the installed packages, as part of the set-up."""

import asyncio
import sys
import time

from api import logs
from api.server import SPOKEN
from api.understanding.command import tongues


async def _learn() -> None:
    async with tongues() as spoken:
        for language in SPOKEN:
            begun = time.perf_counter()
            await spoken.learnt(language)
            sys.stdout.write(f"learnt {language} in {time.perf_counter() - begun:.1f} s\n")


if __name__ == "__main__":
    logs.configure("console", "error")
    asyncio.run(_learn())
