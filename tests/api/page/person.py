"""Somebody at the page: signed in, talking, and what they see of the film."""

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from tests.api.serving import Served, served
from tests.browser import Page, browser

SHOTS = Path(__file__).parents[2] / "artefacts"
AXE = Path(__file__).parents[2] / "axe" / "axe.min.js"
SIGNED_IN = "document.querySelector('#state')?.textContent.startsWith('Signed in')"
ANSWERS = "document.querySelectorAll('#log li.theirs').length"


async def enter(page: Page, link: str) -> None:
    await page.goto(link)
    await page.until(SIGNED_IN)


async def say(page: Page, text: str) -> str:
    """What is answered to a text that is typed and sent."""
    before = await page.evaluate(ANSWERS)
    await page.evaluate("document.querySelector('#text').focus()")
    await page.write(text)
    await page.press("Enter")
    await page.until(f"{ANSWERS} === {before + 1}")
    return await last_answer(page)


async def last_answer(page: Page) -> str:
    return str(await page.evaluate("[...document.querySelectorAll('#log li.theirs')].at(-1).querySelector('p').textContent"))


async def titles(page: Page) -> list[str]:
    """The storyboard's scenes in their order."""
    return list(await page.evaluate("[...document.querySelectorAll('#cards h4')].map((one) => one.textContent)"))


async def shows(page: Page, *expected: str) -> None:
    """Wait until the storyboard has these scenes in this order."""
    await page.until(
        f"JSON.stringify([...document.querySelectorAll('#cards h4')].map((one) => one.textContent)) === {quoted(list(expected))}"
    )


def quoted(value: Any) -> str:
    """As JavaScript writes it."""
    return json.dumps(json.dumps(value, separators=(",", ":"), ensure_ascii=False))


async def complaints(page: Page) -> list[str]:
    """What axe-core has against the page as it stands: the rule and where."""
    await page.evaluate(AXE.read_text("utf-8") + ";0")
    rules = json.dumps({"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    found = (
        f"axe.run(document, {rules}).then(({{violations}}) => violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html)))"
    )
    return list(await page.evaluate(found))


@contextlib.asynccontextmanager
async def at_the_page(folder: Path, width: int = 1280, height: int = 860, **settings: Any) -> AsyncIterator[tuple[Served, Page]]:
    """A person who has signed in by the link, at a window of that size."""
    async with served(folder, **settings) as server, browser(width, height) as page:
        await page.resize(width, height)
        await enter(page, await server.link())
        yield server, page
        assert page.complaints == []


@contextlib.asynccontextmanager
async def with_a_film(folder: Path, width: int = 1280, height: int = 860) -> AsyncIterator[tuple[Served, Page]]:
    """The same, with a film of three scenes, twenty, ten and five seconds long."""
    async with at_the_page(folder, width, height) as (server, page):
        await say(page, "start a project called Tin Moon")
        for title, seconds in (("The Bridge", "twenty"), ("The Cellar", "ten"), ("Daybreak", "five")):
            await say(page, f"add a scene called {title}, {seconds} seconds long")
        await shows(page, "The Bridge", "The Cellar", "Daybreak")
        yield server, page
