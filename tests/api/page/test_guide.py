"""The guided steps on the page: where the film stands, what could be done next, one's own way, and back and on."""

from pathlib import Path

import pytest

from tests.api.page.person import ANSWERS, SHOTS, at_the_page, complaints, last_answer, say, with_a_film
from tests.browser import Page

pytestmark = pytest.mark.slow
OFFERED = "[...document.querySelectorAll('#guide-choices button b')].map((one) => one.textContent)"
NOW = "[...document.querySelectorAll('#steps [aria-current=step]')].map((one) => one.firstChild.textContent).join()"
NOTES = "[...document.querySelectorAll('#log li.note p')].map((one) => one.textContent)"


async def guided(page: Page) -> None:
    """A new film, with the guide open."""
    await say(page, "start a project called Night Boat")
    await page.until(f"{OFFERED}.length > 1")


async def test_the_guide_is_open_where_there_is_nothing_yet_and_shut_for_a_film_that_has_begun(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await guided(page)
        assert await page.evaluate(NOW) == "Concept"
        assert (await page.evaluate(OFFERED))[-1] == "My own way"
        assert await page.evaluate("[...document.querySelectorAll('#steps li')].length") == 8
        await say(page, "add a scene called The Bridge")
        await page.call("Page.reload")
        await page.until("document.querySelectorAll('.card').length === 1")
        assert await page.evaluate("document.querySelector('#guide-part').open") is False


async def test_a_choice_shows_what_it_would_change_is_taken_by_keyboard_and_undone(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await guided(page)
        title = (await page.evaluate(OFFERED))[0]
        would = await page.evaluate("document.querySelector('#guide-choices button').getAttribute('aria-describedby')")
        assert await page.evaluate(f"document.querySelectorAll('#{would} .diff li').length") >= 1
        await page.screenshot(SHOTS / "guide.png")
        await page.evaluate("document.querySelector('#guide-choices button').focus()")
        await page.press("Enter")
        await page.until(f"{NOW} === 'Story'")
        assert (await page.evaluate(NOTES))[-1].startswith(f"Chosen: “{title}”.")
        await page.until("document.activeElement.id === 'guide-name'")
        await page.click("#log li.note .undo")
        await page.until(f"{NOW} === 'Concept' && {OFFERED}[0] === {title!r}")


async def test_ones_own_way_goes_where_one_writes_and_takes_the_words_there(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await guided(page)
        await page.evaluate("[...document.querySelectorAll('#guide-choices button')].at(-1).click()")
        assert await page.evaluate("document.activeElement.id === 'text' && document.querySelector('#own').checkVisibility()")
        await page.evaluate(
            "window.sent = []; const send = WebSocket.prototype.send;"
            " WebSocket.prototype.send = function (text) { sent.push(JSON.parse(text)); send.call(this, text); }; 0"
        )
        assert "Pim" in await say(page, "add a character called Pim")
        chosen = await page.evaluate("sent.filter(({type}) => type === 'choice-selected').map((one) => [one.choiceId, one.customInput])")
        assert chosen == [["manual_override", "add a character called Pim"]]
        await page.until("document.querySelector('#cast b')?.textContent === 'Pim'")
        assert not await page.evaluate("document.querySelector('#own').checkVisibility()")


async def test_a_step_is_left_out_and_gone_back_to(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await guided(page)
        await page.evaluate("document.querySelector('#guide-choices button').click()")
        await page.until(f"{NOW} === 'Story' && {OFFERED}.length > 1")
        await page.click("#skip-step")
        await page.until(f"{NOW} === 'Characters'")
        assert (await page.evaluate(NOTES))[-1] == "Left out: Story. Step 3 of 8: Characters."
        await page.click("#back-step")
        await page.until(f"{NOW} === 'Story'")


async def test_choices_in_an_answer_tell_what_they_are_and_a_press_takes_one(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await say(page, "guide me")
        buttons = "[...document.querySelectorAll('#log li:last-child .told button')]"
        shown = await page.evaluate(f"{buttons}.map((one) => [...one.children].map((part) => part.tagName).join())")
        assert len(shown) > 1 and set(shown) == {"B,SPAN,SMALL"}
        assert await page.evaluate(f"{buttons}.at(-1).firstChild.textContent") == "My own way"
        await page.show("#log li:last-child .told")
        await page.screenshot(SHOTS / "guide-in-talk.png")
        first = await page.evaluate(f"{buttons}[0].firstChild.textContent")
        before = await page.evaluate(ANSWERS)
        await page.evaluate(f"{buttons}[0].click()")
        await page.until(f"{ANSWERS} === {before + 1}")
        assert first in await last_answer(page)
        assert await page.evaluate("[...document.querySelectorAll('#log li.mine p')].at(-1).textContent") == first
        await page.evaluate(f"{buttons}.at(-1).click()")
        assert await page.evaluate("document.activeElement.id === 'text' && document.querySelector('#own').checkVisibility()")


@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_has_nothing_against_the_guide_light_and_dark(tmp_path: Path, width: int) -> None:
    async with at_the_page(tmp_path, width, 860) as (_, page):
        await page.prefer(reduced_motion="reduce")
        await guided(page)
        await say(page, "guide me")
        for pane in ("film", "talk") if width < 800 else ("film",):
            await page.evaluate(f"document.querySelector('#panes [data-pane={pane}]').click()")
            for scheme in ("light", "dark"):
                await page.prefer(color_scheme=scheme, reduced_motion="reduce")
                assert await page.evaluate("document.documentElement.scrollWidth") == width
                assert await complaints(page) == []
                await page.screenshot(SHOTS / f"guide-{pane}-{scheme}-{width}.png")
