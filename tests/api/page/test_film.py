"""The film beside the conversation: cards that are moved, a strip of lengths, what changed flashes, and every change can be undone."""

from pathlib import Path

import pytest

from tests.api.page.person import at_the_page, enter, say, shows, with_a_film
from tests.api.serving import talking
from tests.browser import Page, browser

pytestmark = pytest.mark.slow
NOTES = "[...document.querySelectorAll('#log li.note p')].map((one) => one.textContent)"
WATCH = """window.flashed = []; document.addEventListener('animationstart', ({target, animationName}) => {
  if (animationName === 'flash') flashed.push(target.querySelector('h4, h3, b')?.textContent); });"""


def card(title: str) -> str:
    """Finds the card of a scene, for `evaluate`."""
    return f"[...document.querySelectorAll('.card')].find((one) => one.querySelector('h4').textContent === {title!r})"


async def selector(page: Page, title: str, part: str) -> str:
    return f"#{await page.evaluate(card(title) + '.id')} {part}"


async def test_the_film_stands_beside_the_conversation(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await say(page, "add a character called Mira Voss, a welder")
        await say(page, "put Mira in scene two, set it in the pump room at night")
        await page.until("document.querySelector('#cast b')?.textContent === 'Mira Voss'")
        await page.until(card("The Cellar") + ".querySelector('.slug').textContent.toLowerCase() === '2. pump room – night'")
        assert await page.evaluate(card("The Cellar") + ".querySelector('.who').textContent") == "Mira Voss10\xa0s"
        assert await page.evaluate("document.querySelector('#film-title').textContent") == "Tin Moon"
        assert "35\xa0s" in await page.evaluate("document.querySelector('#facts').textContent")
        await page.click(await selector(page, "The Bridge", "summary"))
        assert await page.evaluate(card("The Bridge") + ".querySelectorAll('details[open] li').length") >= 1


async def test_the_strip_is_as_wide_as_the_scenes_are_long_and_leads_to_them(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        widths = await page.evaluate("[...document.querySelectorAll('#timeline li')].map((one) => one.getBoundingClientRect().width)")
        assert widths[0] == pytest.approx(2 * widths[1], rel=0.02) and widths[1] == pytest.approx(2 * widths[2], rel=0.02)
        name = await page.evaluate("document.querySelector('#timeline li:nth-child(2) button').getAttribute('aria-label')")
        assert name == "Scene 2, The Cellar, 10\xa0s, from 20\xa0s"
        await page.click("#timeline li:nth-child(3) button")
        assert await page.evaluate("document.activeElement.querySelector('h4').textContent") == "Daybreak"


async def test_a_card_that_is_dragged_moves_its_scene_and_undo_moves_it_back(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await page.drag(await selector(page, "Daybreak", ".grip"), await selector(page, "The Bridge", "h4"), dx=-100)
        await shows(page, "Daybreak", "The Bridge", "The Cellar")
        assert (await page.evaluate(NOTES))[-1] == "Moved “Daybreak” from place 3 to 1."
        assert "Daybreak" in await say(page, "show scene one")  # the server has it so, and not only the page
        await page.click("#log li.note .undo")
        await shows(page, "The Bridge", "The Cellar", "Daybreak")
        await page.until("document.querySelector('#log li.note .undo').textContent === 'Redo'")
        await page.click("#log li.note .undo")
        await shows(page, "Daybreak", "The Bridge", "The Cellar")


async def test_a_drag_that_is_given_up_changes_nothing(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        x, y = await page.middle(await selector(page, "The Cellar", ".grip"))
        await page.mouse("mousePressed", x, y)
        await page.mouse("mouseMoved", x - 200, y)
        assert await page.evaluate("document.querySelectorAll('.dragged').length") == 1
        await page.press("Escape")
        await page.mouse("mouseReleased", x - 200, y)
        assert await page.evaluate("document.querySelectorAll('.dragged, .goes-before, .goes-after').length") == 0
        await say(page, "hello")
        await shows(page, "The Bridge", "The Cellar", "Daybreak")


async def test_scenes_are_moved_by_keyboard_and_the_focus_goes_along(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await page.evaluate(card("The Cellar") + ".querySelector('.earlier').focus()")
        await page.press("Enter")
        await shows(page, "The Cellar", "The Bridge", "Daybreak")
        await page.until("document.activeElement.closest('.card')?.querySelector('h4').textContent === 'The Cellar'")
        for _ in range(2):
            place = await page.evaluate("[...document.querySelectorAll('.card')].indexOf(document.activeElement.closest('.card'))")
            await page.press("ArrowDown", alt=True)
            await page.until(f"[...document.querySelectorAll('.card')].indexOf(document.activeElement.closest('.card')) === {place + 1}")
        await shows(page, "The Bridge", "Daybreak", "The Cellar")
        heard = "Moved “The Cellar” from place 2 to 3."
        await page.until(f"document.querySelector('#announcer').textContent === {heard!r}")


async def test_what_the_assistant_changed_flashes_where_it_changed(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await page.until("document.querySelector('.flash') === null")
        await page.evaluate(WATCH)
        await say(page, "call scene two The Attic")
        await page.until("flashed.includes('The Attic')")
        assert await page.evaluate("flashed") == ["The Attic"]
        await page.until("document.querySelector('.flash') === null")
        await say(page, "move scene three to the start")
        await page.until("flashed.includes('Daybreak')")
        assert await page.evaluate("flashed") == ["The Attic", "Daybreak"]


async def test_nothing_flashes_for_those_who_asked_for_less_motion(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await page.until("document.querySelector('.flash') === null")
        await page.prefer(reduced_motion="reduce")
        await page.evaluate("window.marked = 0; new MutationObserver(() => { marked += document.querySelectorAll('.flash').length; })"
                            ".observe(document.body, {subtree: true, attributes: true, childList: true})")  # fmt: skip
        await say(page, "call scene two The Attic")
        await shows(page, "The Bridge", "The Attic", "Daybreak")
        assert await page.evaluate("marked") == 0


async def test_an_answer_that_changed_something_can_be_undone_beside_it(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await say(page, "call scene one The Span")
        await say(page, "call scene two The Attic")
        await shows(page, "The Span", "The Attic", "Daybreak")
        await page.evaluate("[...document.querySelectorAll('#log li.theirs .undo')].at(-2).click()")
        await shows(page, "The Bridge", "The Attic", "Daybreak")
        assert await say(page, "show scene one")
        assert await page.evaluate("[...document.querySelectorAll('#log li.theirs')].at(-1).querySelector('.undo')") is None


async def test_undone_in_words_is_undone_on_the_button_and_in_the_history(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await say(page, "call scene one The Span")
        await say(page, "undo that")
        await shows(page, "The Bridge", "The Cellar", "Daybreak")
        await page.until("[...document.querySelectorAll('#log li.theirs .undo')].at(-1).textContent === 'Redo'")
        struck = "[...document.querySelectorAll('#changes [data-state=undone] p')].map((one) => one.textContent)"
        await page.until(f"{struck}.length === 1")
        assert await page.evaluate(struck) == ["4. “The Bridge”: title The Bridge → The Span"]


async def test_the_film_can_be_saved_and_another_opened_by_hand(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (server, page):
        assert "unsaved" in await page.evaluate("document.querySelector('#unsaved').textContent")
        await page.click("#save")
        await page.until("document.querySelector('#unsaved').textContent === 'Saved'")
        assert (server.settings.projects_dir / "tin-moon" / "project.json").is_file()
        await say(page, "start a project called Quarry Lights")
        await page.until("document.querySelector('#film-title').textContent === 'Quarry Lights'")
        await page.click("#show-projects")
        await page.until("document.querySelectorAll('dialog .projects button').length === 2")
        assert await page.evaluate("document.querySelector('dialog [aria-current] b').textContent") == "Quarry Lights"
        await page.evaluate(
            "[...document.querySelectorAll('dialog .projects button')].find((one) => one.textContent.includes('Tin Moon')).click()"
        )
        await shows(page, "The Bridge", "The Cellar", "Daybreak")
        assert await page.evaluate("document.querySelector('dialog').open") is False


async def test_a_new_film_is_begun_in_a_conversation_of_its_own(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        first = await page.evaluate("sessionStorage.getItem('session')")
        await page.click("#show-projects")
        await page.click("#new-project")
        await page.until(f"![null, {first!r}].includes(sessionStorage.getItem('session'))")
        assert await page.evaluate("document.querySelector('#log').childElementCount") == 0
        await page.until("document.querySelectorAll('.empty .projects button').length === 1")
        await say(page, "start a project called Quarry Lights")
        await page.until("document.querySelector('#film-title').textContent === 'Quarry Lights'")


async def test_the_others_see_what_is_moved_by_hand(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (server, page), browser() as other:
        session = await page.evaluate("sessionStorage.getItem('session')")
        await enter(other, f"{await server.link()}&session={session}")
        await shows(other, "The Bridge", "The Cellar", "Daybreak")
        await page.click(await selector(page, "Daybreak", ".earlier"))
        await shows(other, "The Bridge", "Daybreak", "The Cellar")


async def test_what_is_done_in_another_conversation_is_seen_at_once_and_flashes(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (server, page), talking(server) as elsewhere:
        await page.until("document.querySelector('.flash') === null")
        await page.evaluate(WATCH)
        await elsewhere.do("project.open", project="tin-moon")
        await elsewhere.say("call scene two The Attic")
        await shows(page, "The Bridge", "The Attic", "Daybreak")
        await page.until("flashed.join() === 'The Attic' && document.querySelector('.flash') === null")
        await elsewhere.do("scene.move", scene=3, position=1)
        await shows(page, "Daybreak", "The Bridge", "The Attic")
        await page.until("flashed.join() === 'The Attic,Daybreak'")


async def test_what_is_in_a_film_is_only_ever_text(tmp_path: Path) -> None:
    async with at_the_page(tmp_path) as (_, page):
        await say(page, "start a project called Tin Moon")
        await say(page, "add a scene called <img src=x onerror=alert(1)><b>Loud</b>")
        await page.until("document.querySelectorAll('#cards .card').length === 1")
        assert await page.evaluate("document.querySelectorAll('#cards img, #cards h4 b, #log img').length") == 0
        assert "<" in await page.evaluate("document.querySelector('#cards h4').textContent")
