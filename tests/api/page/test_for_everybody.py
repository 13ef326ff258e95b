"""The page for everybody: by keyboard alone, on a phone, in the dark, enlarged, and as axe-core judges it."""

from pathlib import Path

import pytest

from tests.api.page.person import SHOTS, at_the_page, complaints, enter, say, shows, with_a_film
from tests.api.serving import served
from tests.browser import Page, browser

pytestmark = pytest.mark.slow
PROMPT = "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet"
REACHABLE = """[...document.querySelectorAll('button:enabled, textarea, input, a[href], summary, [tabindex="0"]')]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))"""
SMALL = f"""{REACHABLE}.filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24)
  .map((one) => one.outerHTML)"""
LISTEN = """window.heard = []; new MutationObserver(() => { const said = document.querySelector('#announcer').textContent;
  if (said) heard.push(said); }).observe(document.querySelector('#announcer'), {childList: true, characterData: true, subtree: true})"""
UNSEEN = "getComputedStyle(document.activeElement).outlineStyle === 'none' && document.activeElement.outerHTML"


async def test_everything_is_reached_and_done_by_keyboard(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await say(page, "remove scene three")
        await page.until("document.querySelector('#log .danger') !== null")
        await page.evaluate(f"document.activeElement.blur(); window.reached = new Set(); window.all = {REACHABLE}; 0")
        for _ in range(await page.evaluate("all.length + 2")):
            await page.press("Tab")
            assert not await page.evaluate(f"document.activeElement !== document.body && {UNSEEN}")
            await page.evaluate("reached.add(document.activeElement); 0")
        assert await page.evaluate("all.filter((one) => !reached.has(one)).map((one) => one.outerHTML)") == []
        await to(page, "document.activeElement.classList.contains('danger')")
        await page.press("Enter")
        await shows(page, "The Bridge", "The Cellar")
        await to(page, "document.activeElement.classList.contains('later')")
        await page.press(" ")
        await shows(page, "The Cellar", "The Bridge")
        await to(page, "document.activeElement.textContent === 'Undo' && document.activeElement.closest('.note')")
        await page.press("Enter")
        await shows(page, "The Bridge", "The Cellar")
        await to(page, "document.activeElement.id === 'text'")
        await page.write("call scene one The Span")
        await page.press("Enter")
        await shows(page, "The Span", "The Cellar")


async def to(page: Page, there: str) -> None:
    """Tab until the focus is there."""
    for _ in range(80):
        if await page.evaluate(f"Boolean({there})"):
            return
        await page.press("Tab")
    raise AssertionError(f"never got there: {there}")


async def test_the_whole_answer_is_announced_once(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await page.evaluate(LISTEN)
        answers = [
            await say(page, text)
            for text in ("start a project called Tin Moon", "add a scene called The Bridge, and make it ten seconds long")
        ]
        await page.until("heard.length >= 2")
        assert await page.evaluate("heard") == answers
        assert await page.evaluate("document.querySelector('#log').closest('[aria-live], [role=log]')") is None


async def test_axe_has_nothing_against_signing_in(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as page:
        await page.resize(1280, 860)
        await page.goto(server.url)
        await page.until("!document.querySelector('#sign-in').hidden")
        for scheme in ("light", "dark"):
            await page.prefer(color_scheme=scheme, reduced_motion="reduce")
            assert await complaints(page) == []
            await page.screenshot(SHOTS / f"sign-in-{scheme}.png")
        await page.resize(320, 568)
        assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_axe_has_nothing_against_a_page_with_nothing_on_it_yet(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        for scheme in ("light", "dark"):
            await page.prefer(color_scheme=scheme, reduced_motion="reduce")
            assert await complaints(page) == []
            await page.screenshot(SHOTS / f"empty-{scheme}.png")


async def test_axe_has_nothing_against_a_page_with_everything_on_it(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await page.prefer(reduced_motion="reduce")
        for text in (PROMPT, "show the history", "make scene three ten seconds longer and set it at dusk", "drop the last scene"):
            await say(page, text)
        await page.until("document.querySelectorAll('.card').length === 8 && document.querySelector('#log .diff') !== null")
        for scheme in ("light", "dark"):
            await page.prefer(color_scheme=scheme, reduced_motion="reduce")
            await page.screenshot(SHOTS / f"film-{scheme}.png")
            await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert await complaints(page) == []
            await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
        await page.click("#show-projects")
        await page.until("document.querySelector('dialog').open")
        assert await complaints(page) == []


@pytest.mark.parametrize("width", [320, 390, 768])
async def test_on_a_phone_one_pane_at_a_time_and_nothing_sticks_out(tmp_path: Path, width: int) -> None:
    async with at_the_page(tmp_path, width, 800) as (_, page):
        await page.prefer(reduced_motion="reduce")
        await say(page, PROMPT)
        await page.until("document.querySelectorAll('.card').length === 8")
        assert await page.evaluate("document.querySelector('#film').checkVisibility()") is False
        assert await page.evaluate("document.querySelector('#panes [data-pane=film]').textContent") == "Film (changed)"
        await check(page, width, "talk")
        await page.click("#panes [data-pane=film]")
        assert await page.evaluate("document.querySelector('#chat').checkVisibility()") is False
        await check(page, width, "film")
        await page.click("#cards .later")
        await page.until("document.querySelector('.card:nth-child(2) h4').textContent === 'Order Nothing'")


async def check(page: Page, width: int, pane: str) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth") == width
    assert await page.evaluate("[...document.querySelectorAll('#scroller, .pane')].every((one) => one.scrollWidth <= one.clientWidth)")
    assert await page.evaluate(SMALL) == []
    assert await complaints(page) == []
    await page.screenshot(SHOTS / f"{pane}-{width}.png")


async def test_a_finger_can_drag_a_card_on_a_phone(tmp_path: Path) -> None:
    async with with_a_film(tmp_path, 390, 844) as (_, page):
        await page.click("#panes [data-pane=film]")
        await page.evaluate("document.querySelector('.card:nth-child(2)').scrollIntoView({block: 'center'})")
        await page.drag(".card:nth-child(2) .grip", ".card:nth-child(1) h4", dy=-20)
        await shows(page, "The Cellar", "The Bridge", "Daybreak")


async def test_much_enlarged_everything_can_still_be_scrolled_to(tmp_path: Path) -> None:
    """1280 × 1024 at 400 %, as WCAG 1.4.10 has it."""
    async with with_a_film(tmp_path, 320, 256) as (_, page):
        assert await page.evaluate("document.documentElement.scrollWidth") == 320
        assert await page.evaluate("document.documentElement.scrollHeight") > 256
        assert await complaints(page) == []


async def test_who_signs_in_by_name_gets_the_focus_where_they_write(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser(1280, 860) as page:
        await page.resize(1280, 860)
        await enter(page, await server.link())
        await page.until("document.activeElement.id === 'text'")
