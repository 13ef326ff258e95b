"""The page stays with the conversation: offline, over a reload, and when the server stops or dies in the middle of an answer."""

import asyncio
from pathlib import Path

import pytest
from msgspec import structs

from api.home import Home
from assistant import SYSTEM
from assistant.identity import Identity
from assistant.operations.accounts import MakeLink
from tests.api.page.person import ANSWERS, at_the_page, enter, last_answer, say, shows, with_a_film
from tests.api.room.servers import Server, servers
from tests.browser import Page, browser
from tests.conftest import opened
from tests.databases import fresh_database

pytestmark = pytest.mark.slow
LONG = "a heist on the night ferry to Tangier, sixty scenes, thirty minutes"
SHORT = "a heist on the night ferry to Tangier, eight scenes, three minutes"
MINE = "[...document.querySelectorAll('#log li.mine p')].map((one) => one.textContent)"
ACKNOWLEDGED = "document.querySelectorAll('#log li.mine:not([data-state])').length"
BANNER = "!document.querySelector('#offline').hidden && document.querySelector('#offline').textContent"


async def link(server: Server) -> str:
    async with opened(server.database, server.folder) as assistant:
        assistant.tools = structs.replace(assistant.tools, identity=Identity(Home(server.folder / "home").key()))
        return f"{server.url}/#code={await assistant.perform(MakeLink(user_id='owner'), by=SYSTEM)}"


async def send(page: Page, text: str) -> None:
    await page.evaluate("document.querySelector('#text').focus()")
    await page.write(text)
    await page.press("Enter")


async def once(page: Page, answers: int, *said: str) -> None:
    """Everything stands there once, and no more comes."""
    await page.until(f"{ANSWERS} === {answers}")
    await asyncio.sleep(1.5)
    assert await page.evaluate(ANSWERS) == answers
    assert await page.evaluate(MINE) == list(said)
    assert await page.evaluate("document.querySelectorAll('#log [data-state=sending], #log li.coming').length") == 0


async def test_a_reload_in_the_middle_of_an_answer_shows_it_once(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await send(page, LONG)
        await page.until(f"{ACKNOWLEDGED} === 1")
        await page.call("Page.reload")
        await page.until(f"{ANSWERS} === 1")
        await once(page, 1, LONG)
        assert "60 scenes" in await last_answer(page)
        await page.until("document.querySelectorAll('.card').length === 60")


async def test_an_answer_is_seen_as_it_comes_and_ends_as_one(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await page.evaluate(
            "window.pieces = []; new MutationObserver(() => { const coming = document.querySelector('#log li.coming p');"
            " if (coming) pieces.push(coming.textContent); }).observe(document.querySelector('#log'), {childList: true, subtree: true})"
        )
        answer = await say(page, "start a project called Tin Moon, and add a scene called The Bridge")
        pieces = await page.evaluate("pieces")
        assert pieces and all(answer.startswith(piece) for piece in pieces) and len(pieces[0]) < len(answer)
        assert await page.evaluate("document.querySelectorAll('#log li.coming').length") == 0


async def test_a_new_tab_goes_on_with_the_last_conversation(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        said = await page.evaluate(MINE)
        await page.evaluate("sessionStorage.clear(); location.reload()")
        await page.until(f"{ANSWERS} === {len(said)}")
        await shows(page, "The Bridge", "The Cellar", "Daybreak")


async def test_what_is_not_sent_yet_outlives_a_reload(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await page.evaluate("document.querySelector('#text').focus()")
        await page.write("a heist on")
        await page.call("Page.reload")
        await page.until("document.querySelector('#text')?.value === 'a heist on'")


async def test_offline_is_told_and_what_is_said_then_goes_out_once(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        said = await page.evaluate(MINE)
        await page.offline(True)
        await page.until(f"({BANNER} || '').startsWith('You are offline')")
        await send(page, "call scene two The Attic")
        assert await page.evaluate("document.querySelector('#log li:last-child').dataset.state") == "sending"
        await page.offline(False)
        await page.until(f"!({BANNER})")
        await shows(page, "The Bridge", "The Attic", "Daybreak")
        await once(page, len(said) + 1, *said, "call scene two The Attic")


async def test_what_is_said_while_the_server_is_away_goes_out_once_when_it_is_back(tmp_path: Path) -> None:
    async with fresh_database("sqlite", tmp_path) as url, servers(tmp_path, url, 1) as [server], browser() as page:
        await enter(page, await link(server))
        await say(page, "start a project called Tin Moon")
        await server.kill()
        await page.until(f"({BANNER} || '').startsWith('The server is away')")
        await send(page, "add a scene called The Bridge")
        assert await page.evaluate("document.querySelector('#log li:last-child').dataset.state") == "sending"
        await server.start()
        await page.until(f"!({BANNER})")
        await once(page, 2, "start a project called Tin Moon", "add a scene called The Bridge")
        await shows(page, "The Bridge")


async def test_a_server_that_stops_in_the_middle_of_an_answer_finishes_it_and_it_shows_once(tmp_path: Path) -> None:
    async with fresh_database("sqlite", tmp_path) as url, servers(tmp_path, url, 1) as [server], browser() as page:
        await enter(page, await link(server))
        await say(page, "hello")  # a server that has just begun has grammars to load, and not that long to stop
        await send(page, SHORT)
        await page.until(f"{ACKNOWLEDGED} === 2")
        assert await server.stop() == 0
        await server.start()
        await once(page, 2, "hello", SHORT)
        assert "8 scenes" in await last_answer(page)
        await page.until("document.querySelectorAll('.card').length === 8")


async def test_a_server_that_dies_in_the_middle_of_an_answer_says_so_once(tmp_path: Path) -> None:
    async with fresh_database("sqlite", tmp_path) as url, servers(tmp_path, url, 1) as [server], browser() as page:
        await server.stop()
        await server.start(failpoint="mid-delta:1")
        await enter(page, await link(server))
        await send(page, "start a project called Tin Moon")
        await server.died(30)
        await server.start()
        await once(page, 1, "start a project called Tin Moon")
        assert await page.evaluate("document.querySelector('#log li.theirs').dataset.state") == "interrupted"
        assert "say it again" in await last_answer(page)
        assert await say(page, "hello")
