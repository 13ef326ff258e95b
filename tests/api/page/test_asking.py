"""Questions on the page: what would be lost is shown before a yes, and what is only tried can be done."""

from pathlib import Path

import pytest

from tests.api.page.person import ANSWERS, SHOTS, at_the_page, last_answer, say, shows, with_a_film

pytestmark = pytest.mark.slow
DIFF = "[...document.querySelectorAll('#log li:last-child .diff li')].map((one) => one.className + ' ' + one.lastChild.textContent)"
BUTTONS = "[...document.querySelectorAll('#log li:last-child .choices button')].map((one) => one.textContent)"


async def test_a_removal_shows_what_would_go_and_is_answered_by_a_button(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        assert "Remove scene 2" in await say(page, "remove scene two")
        await page.until(f"{BUTTONS}.length > 0")
        assert await page.evaluate(DIFF) == ["removed scene 2 “The Cellar”, 1 shot, 10\xa0s", "changed the film: length 35\xa0s → 25\xa0s"]
        assert await page.evaluate(BUTTONS) == ["Yes", "No"]
        await page.screenshot(SHOTS / "confirm.png")
        before = await page.evaluate(ANSWERS)
        await page.click("#log li:last-child .danger")
        await page.until(f"{ANSWERS} === {before + 1}")
        await shows(page, "The Bridge", "Daybreak")
        assert await page.evaluate("[...document.querySelectorAll('#log .choices button:enabled')].length") == 0


async def test_a_no_keeps_everything(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await say(page, "remove scene two")
        before = await page.evaluate(ANSWERS)
        await page.click("#log li:last-child .choices button:nth-child(2)")
        await page.until(f"{ANSWERS} === {before + 1}")
        await say(page, "list the scenes")
        await shows(page, "The Bridge", "The Cellar", "Daybreak")


async def test_a_question_that_is_open_is_still_so_after_a_reload(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await say(page, "remove scene two")
        await page.call("Page.reload")
        await page.until(f"{DIFF}.length === 2")
        await page.click("#log li:last-child .danger")
        await shows(page, "The Bridge", "Daybreak")


async def test_a_question_in_french_is_answered_in_french(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await say(page, "supprime la scène deux")
        await page.until(f"{BUTTONS}.length > 0")
        assert await page.evaluate(BUTTONS) == ["Oui", "Non"]
        assert await page.evaluate("document.querySelector('#log li:last-child').lang") == "fr"
        before = await page.evaluate(ANSWERS)
        await page.click("#log li:last-child .danger")
        await page.until(f"{ANSWERS} === {before + 1}")
        assert "Supprimée" in await last_answer(page)
        await shows(page, "The Bridge", "Daybreak")


async def test_choices_are_buttons(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await say(page, "a heist on the night ferry to Tangier, four scenes")
        [first, *_] = await page.evaluate(BUTTONS)
        await page.click("#log li:last-child .choices button")
        await page.until(f"{ANSWERS} === 2")
        assert await page.evaluate("[...document.querySelectorAll('#log li.mine p')].at(-1).textContent") == first


async def test_what_is_tried_is_shown_and_done_by_a_button(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        before = await page.evaluate(ANSWERS)
        await page.write("call scene two The Attic")
        await page.press("Enter", alt=True)
        await page.until(f"{ANSWERS} === {before + 1}")
        assert "This was only tried" in await last_answer(page)
        assert "title “The Cellar” → “The Attic”" in await page.evaluate("document.querySelector('#log li.tried .changed').textContent")
        await shows(page, "The Bridge", "The Cellar", "Daybreak")
        await page.click("#log li:last-child .first")
        await shows(page, "The Bridge", "The Attic", "Daybreak")
        assert await page.evaluate("document.querySelector('#text').value") == ""
