"""Media on the page: brought by button, drop and paste, found by meaning, hung where they belong, seen by the others, taken out."""

from pathlib import Path

import pytest

from tests.api.page.paintings import kept, paintings
from tests.api.page.person import SHOTS, at_the_page, complaints, enter, say, shows, with_a_film
from tests.api.serving import connected, served
from tests.api.test_media import door, sent
from tests.assistant.looking.media import BLUE, RED, film
from tests.browser import Page, browser
from tests.databases import fresh_database

pytestmark = pytest.mark.slow
NAMES = "[...document.querySelectorAll('#media-grid .name')].map((one) => one.textContent)"
NOTES = "[...document.querySelectorAll('#log li.note p')].map((one) => one.textContent)"
READY = (
    "[...document.querySelectorAll('#media-grid .tile')].filter((one) => one.dataset.state === 'ready' && one.querySelector('img')).length"
)
HUNG = "document.querySelectorAll('.card:nth-child(1) .hung img').length"
PIER = "[...document.querySelectorAll('.tile')].find((one) => one.textContent.includes('Winter pier'))"


async def brought(page: Page, folder: Path, *names: str) -> None:
    """Paintings, chosen in the dialog of the button, looked at and with their pictures."""
    chosen = names or ("harbour-at-night.png", "winter-pier.png")
    await page.choose("#files", *[path for path in kept(folder / "paintings") if path.name in chosen])
    for number in range(1, len(chosen) + 1):
        await page.until(f"{READY} >= {number}")


async def mark(page: Page, name: str, found: str) -> str:
    """A selector for what an expression finds."""
    await page.until(f"Boolean({found})")
    await page.evaluate(f"({found}).dataset.marked = {name!r}")
    return f"[data-marked={name}]"


async def test_files_are_added_by_the_button_and_each_is_told_with_its_undo(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        assert await page.evaluate("document.querySelector('#no-media').checkVisibility()")
        await brought(page, tmp_path)
        assert sorted(await page.evaluate(NAMES)) == ["Harbour night", "Winter pier"]
        assert sorted(await page.evaluate(NOTES)) == [f"Added “{name}”." for name in sorted(await page.evaluate(NAMES))]
        assert await page.evaluate("document.querySelector('#uploads').childElementCount") == 0
        last = (await page.evaluate(NOTES))[-1].removeprefix("Added “").removesuffix("”.")
        await page.evaluate("[...document.querySelectorAll('#log li.note .undo')].at(-1).click()")
        await page.until(f"{NAMES}.length === 1 && !{NAMES}.includes({last!r})")


async def test_files_are_dropped_on_the_grid_or_on_a_scene_and_pictures_are_pasted(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        pictures = paintings()
        await page.let_go("#media-grid", {"harbour-at-night.png": pictures["harbour-at-night.png"]})
        await page.until(f"{NAMES}.length === 1")
        await page.let_go(".card:nth-child(1) h4", {"winter-pier.png": pictures["winter-pier.png"]})
        await page.until(f"{HUNG} === 1")
        assert (await page.evaluate(NOTES))[-1] == "Attached “Winter pier” to scene 1, The Bridge."
        await page.let_go("#text", {"desert-noon.png": pictures["desert-noon.png"]}, kind="paste")
        await page.until(f"{NAMES}.length === 3")


async def test_a_wrong_file_says_why_and_the_others_are_added(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        good = paintings()["desert-noon.png"]
        await page.let_go(
            "#media-grid", {"a.zip": b"PK\x03\x04aaaa", "noon.png": good, "empty.png": b"", "b.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40}
        )
        await page.until(
            "document.querySelectorAll('#uploads [data-state=failed]').length === 3 && document.querySelectorAll('.tile').length === 1"
        )
        told = await page.evaluate("[...document.querySelectorAll('#uploads li')].map((one) => one.textContent).sort()")
        assert "archive" in told[0] and "damaged" in told[1] and told[2] == "empty.pngNot added: The file is empty.Dismiss"
        await page.until("document.querySelector('#announcer').textContent === '1 file added. 3 files not added.'")
        await page.screenshot(SHOTS / "media-refused.png")
        await page.click("#uploads li button")
        assert await page.evaluate("document.querySelectorAll('#uploads li').length") == 2
        page.complaints.clear()  # the browser's own words for a door that said no


async def test_a_line_that_breaks_does_not_lose_the_upload(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await page.evaluate(
            "window.broken = 0; const send = XMLHttpRequest.prototype.send; XMLHttpRequest.prototype.send = function (body) {"
            " if (broken) return send.call(this, body); broken = 1; const half = body.slice(0, body.size / 2);"
            " this.addEventListener('load', (event) => { event.stopImmediatePropagation(); this.onerror(); });"
            " this.onload = null; return send.call(this, half); }; 0"
        )
        await page.let_go("#media-grid", {"winter-pier.png": paintings()["winter-pier.png"]})
        await page.until(f"broken === 1 && {READY} === 1")
        assert await page.evaluate(NAMES) == ["Winter pier"]


async def test_media_are_found_by_meaning_the_best_first_with_what_fits(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await brought(page, tmp_path)
        await page.evaluate("document.querySelector('#media-query').focus()")
        await page.write("a port after dark")
        await page.press("Enter")
        await page.until(f"{NAMES}.join() === 'Harbour night'")
        assert (await page.evaluate("document.querySelector('.tile .matching').textContent")).startswith("Fits")
        assert "fit" in await page.evaluate("document.querySelector('#media-told').textContent")
        await page.show("#media-part")
        await page.screenshot(SHOTS / "media-search.png")
        await page.press("Escape")
        await page.until(f"{NAMES}.length === 2")


async def test_a_picture_is_carried_to_a_scene_seen_on_its_card_and_undone(tmp_path: Path) -> None:
    async with with_a_film(tmp_path, 1280, 1500) as (_, page):
        await brought(page, tmp_path)
        await page.show("#media-part")
        await page.drag(await mark(page, "pier", f"{PIER}.querySelector('.picture')"), ".card:nth-child(1) h4")
        await page.until(f"{HUNG} === 1")
        assert (await page.evaluate(NOTES))[-1] == "Attached “Winter pier” to scene 1, The Bridge."
        assert await page.evaluate(f"{PIER}.querySelector('.tied').textContent") == "On scene 1, The Bridge"
        assert not await page.evaluate("document.querySelector('#viewer').open")
        await page.screenshot(SHOTS / "media-attached.png")
        await page.evaluate("[...document.querySelectorAll('#log li.note .undo')].at(-1).click()")
        await page.until(f"{HUNG} === 0 && !{PIER}.querySelector('.tied')")


async def test_what_is_sent_to_another_server_is_seen_with_its_look_without_a_broker(tmp_path: Path) -> None:
    async with (
        fresh_database("postgresql", tmp_path) as database,
        served(tmp_path, database_url=database) as other,
        at_the_page(tmp_path, database_url=database) as (server, page),
    ):
        await say(page, "start a project called Tin Moon")
        await page.until("document.querySelector('#film-title').textContent === 'Tin Moon'")
        async with connected(server) as socket, door(other, await server.token()) as elsewhere:
            project = (await socket.do("project.show", project="tin-moon"))["result"]["project"]["id"]
            await sent(elsewhere, project, paintings()["winter-pier.png"])
        await page.until(f"{READY} === 1")


async def test_title_and_tags_are_written_anew_by_keyboard_and_undone(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await brought(page, tmp_path, "winter-pier.png")
        await page.evaluate("document.querySelector('#media-grid .picture').focus()")
        await page.press("Enter")
        await page.until("document.querySelector('#viewer .rename')?.checkVisibility()")
        for leaving in ("Escape", "Enter"):
            await page.evaluate("document.querySelector('#viewer .rename').focus()")
            await page.press("Enter")
            await page.until("document.activeElement.name === 'title'")  # with all of it selected
            await page.write("Low tide")
            await page.press("Tab")
            await page.write("cold, harbour , cold")
            assert await complaints(page) == []
            await page.screenshot(SHOTS / "media-naming.png")
            await page.press(leaving)
            await page.until("document.activeElement.classList.contains('rename')")
            assert await page.evaluate("document.querySelector('#viewer').open")
            assert await page.evaluate("document.querySelector('#viewer-name').textContent") == (
                "Winter pier" if leaving == "Escape" else "Low tide"
            )
        assert "cold, harbour" in await page.evaluate("document.querySelector('#viewer dl').textContent")
        assert (await page.evaluate(NOTES))[-1] == "Changed the title and tags of “Low tide”."
        await page.press("Escape")
        await page.until(f"{NAMES}.join() === 'Low tide' && !document.querySelector('#viewer').open")
        await page.evaluate("[...document.querySelectorAll('#log li.note .undo')].at(-1).click()")
        await page.until(f"{NAMES}.join() === 'Winter pier'")


async def test_a_title_or_tag_that_is_refused_says_why_where_it_was_written(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await brought(page, tmp_path, "winter-pier.png")
        await page.click("#media-grid .picture")
        await page.until("document.querySelector('#viewer .rename')?.checkVisibility()")
        await page.click("#viewer .rename")
        await page.evaluate(f"document.querySelector('.naming [name=tags]').value = {'long ' * 20!r}; 0")
        await page.press("Enter")
        await page.until("document.querySelector('.naming [role=alert]')?.textContent.length > 0")
        assert await page.evaluate("document.activeElement.name") == "title"
        assert await complaints(page) == []


async def test_the_menu_attaches_and_takes_off(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await brought(page, tmp_path)
        rows = "[...document.querySelectorAll('#attach-list button')]"
        for hung in (1, 0):
            await page.evaluate(f"{PIER}.querySelector('.hang').click()")
            await page.until("document.querySelector('#attach').open")
            assert await page.evaluate(f"{rows}.map((one) => one.firstChild.textContent)") == [
                "The poster", "Scene 1, The Bridge", "Scene 2, The Cellar", "Scene 3, Daybreak",
            ]  # fmt: skip
            before = await page.evaluate(f"{NOTES}.length")
            await page.evaluate(f"{rows}[0].click()")
            await page.until(f"{NOTES}.length === {before + 1} && document.querySelectorAll('#film-head .hung').length === {hung}")
        assert (await page.evaluate(NOTES))[-2:] == ["Attached “Winter pier” to the poster.", "Took “Winter pier” off the poster."]


async def test_one_is_shown_large_closed_by_escape_and_removed_after_a_question(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await brought(page, tmp_path)
        await page.evaluate(f"{PIER}.querySelector('.picture').focus()")
        await page.press("Enter")
        await page.until("document.querySelector('#viewer img.large')?.naturalWidth === 720")
        shown = await page.evaluate("document.querySelector('#viewer').textContent")
        assert "720 × 480" in shown and "winter-pier.png" in shown and "landscape format" in shown
        assert await page.evaluate("document.querySelectorAll('#viewer .swatches li').length") >= 2
        assert await page.evaluate("document.querySelector('#viewer a').download") == "winter-pier.png"
        size = await page.evaluate("fetch(document.querySelector('#viewer a').href).then((one) => one.blob()).then(({size}) => size)")
        assert size == len(paintings()["winter-pier.png"])
        await page.screenshot(SHOTS / "media-viewer.png")
        assert await complaints(page) == []
        await page.press("Escape")
        await page.until("!document.querySelector('#viewer').open")
        assert await page.evaluate(f"document.activeElement === {PIER}.querySelector('.picture')")
        await page.press("Enter")
        await page.click("#viewer .danger")
        await page.until("document.querySelector('#viewer .question .removed') !== null")
        await page.click("#viewer .question .danger")
        await page.until(f"{NAMES}.length === 1")
        assert (await page.evaluate(NOTES))[-1] == "Removed “Winter pier”."


async def test_a_film_shows_its_shots_and_plays_from_one(tmp_path: Path) -> None:
    clip = film(tmp_path / "rough-cut.webm", [(BLUE, 25), (RED, 25)], codec="libvpx")
    async with with_a_film(tmp_path) as (_, page):
        await page.choose("#files", clip)
        await page.until(f"{READY} === 1")
        await page.click("#media-grid .picture")
        await page.until("[...document.querySelectorAll('#viewer .frames img')].filter((one) => one.naturalWidth > 0).length === 2")
        second = await page.evaluate("document.querySelectorAll('#viewer .frames button')[1].getAttribute('aria-label')")
        assert second.startswith("Play from 1")
        await page.evaluate("document.querySelectorAll('#viewer .frames button')[1].click()")
        await page.until("document.querySelector('#viewer video').currentTime >= 1")
        await page.screenshot(SHOTS / "media-shots.png")
        assert await complaints(page) == []


async def test_what_one_adds_and_attaches_the_other_sees(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (server, page), browser() as other:
        session = await page.evaluate("sessionStorage.getItem('session')")
        await enter(other, f"{await server.link()}&session={session}")
        await shows(other, "The Bridge", "The Cellar", "Daybreak")
        await page.let_go(".card:nth-child(1) h4", {"winter-pier.png": paintings()["winter-pier.png"]})
        await other.until(f"{READY} === 1 && {HUNG} === 1")
        assert await other.evaluate(NAMES) == ["Winter pier"]
        assert other.complaints == []


async def test_results_in_an_answer_have_their_pictures_with_the_numbers_of_the_text(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await brought(page, tmp_path)
        await page.write("list the media library")
        await page.press("Enter")
        await page.until("document.querySelectorAll('#log .found img').length === 2")
        told = await page.evaluate("[...document.querySelectorAll('#log li.theirs')].at(-1).querySelector('p').textContent")
        labels = await page.evaluate("[...document.querySelectorAll('#log .found button')].map((one) => one.getAttribute('aria-label'))")
        for number, label in enumerate(labels, 1):
            title = label.removeprefix(f"Show {number}, “").removesuffix("”")
            assert f"{number}. {title}" in told
        await page.click("#log .found li:nth-child(2) button")
        await page.until("document.querySelector('#viewer').open")


async def test_all_of_it_is_done_by_keyboard(tmp_path: Path) -> None:
    async with with_a_film(tmp_path) as (_, page):
        await page.call("Page.setInterceptFileChooserDialog", enabled=True)
        await page.evaluate("document.querySelector('#add-files').focus()")
        await page.press("Enter")
        await page.evaluate("0")
        assert page.choosers == 1
        await brought(page, tmp_path)
        await tab_to(page, "document.activeElement.classList.contains('hang')")
        await page.press("Enter")
        await tab_to(page, "document.activeElement.textContent === 'Scene 1, The Bridge'")
        await page.press(" ")
        await page.until(f"{HUNG} === 1")
        await tab_to(page, "document.activeElement.classList.contains('hung')")
        assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        await page.press("Enter")
        await page.until("document.querySelector('#viewer').open")
        await tab_to(page, "document.activeElement.textContent === 'Take off'")
        await page.press("Enter")
        await page.until(f"{HUNG} === 0")


async def tab_to(page: Page, there: str) -> None:
    for _ in range(80):
        if await page.evaluate(f"Boolean({there})"):
            return
        await page.press("Tab")
    raise AssertionError(f"never got there: {there}")


@pytest.mark.parametrize(("width", "height"), [(1280, 1300), (390, 844)])
async def test_axe_has_nothing_against_the_media_light_and_dark(tmp_path: Path, width: int, height: int) -> None:
    async with with_a_film(tmp_path, width, height) as (_, page):
        await page.prefer(reduced_motion="reduce")
        await brought(page, tmp_path)
        if width < 800:
            await page.click("#panes [data-pane=film]")
        await page.let_go(".card:nth-child(2) h4", {"quay.png": paintings()["rooftop-at-dusk.png"], "a.zip": b"PK\x03\x04aaaa"})
        await page.until("document.querySelectorAll('#uploads [data-state=failed]').length === 1")
        await page.until("document.querySelectorAll('.card .hung img').length === 1")
        for scheme in ("light", "dark"):
            await page.prefer(color_scheme=scheme, reduced_motion="reduce")
            assert await page.evaluate("document.documentElement.scrollWidth") == width
            assert await page.evaluate("document.querySelector('.pane').scrollWidth <= document.querySelector('.pane').clientWidth")
            assert await complaints(page) == []
            await page.show("#media-name")
            await page.screenshot(SHOTS / f"media-{scheme}-{width}.png")
            await page.evaluate(f"{PIER}.querySelector('.hang').click()")
            await page.until("document.querySelector('#attach').open")
            assert await complaints(page) == []
            await page.click("#close-attach")
        page.complaints.clear()  # the browser's own words for a door that said no
