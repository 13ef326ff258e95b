"""Whoever may only look at a film is offered nothing that changes it, and all of it once they may."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec import Struct

from tests.api.page.paintings import paintings
from tests.api.page.person import SHOTS, complaints, enter, say, shows, with_a_film
from tests.api.serving import Client, Served, connected, talking
from tests.browser import Page, browser

pytestmark = pytest.mark.slow
NOOR = "noor@example.com"
NOTE = "document.querySelector('#look-only').textContent"
OFFERED = """[...document.querySelectorAll('#film button, #log button, dialog button')].filter((one) => one.checkVisibility())
  .map((one) => one.textContent.trim())"""
CHANGING = {"Save", "Add files", "Attach to…", "Remove…", "Take off", "Undo", "↑", "↓", "Back", "Leave this step out", "Yes", "No"}


class Looked(Struct, frozen=True):
    """A film of three scenes and a picture: its owner's page, and that of a viewer in the same conversation."""

    server: Served
    owner: Page
    viewer: Page
    noor: str


@contextlib.asynccontextmanager
async def looking(folder: Path) -> AsyncIterator[Looked]:
    async with with_a_film(folder) as (server, owner), browser() as viewer:
        noor = await server.add_user(NOOR)
        async with the_owner(server) as client, connected(server, await server.token(noor)) as guest:
            await client.do("share.add", user=NOOR, role="viewer")
            await guest.do("share.accept")
        await owner.let_go("#media-grid", {"winter-pier.png": paintings()["winter-pier.png"]})
        await owner.until("document.querySelectorAll('.tile').length === 1")
        session = await owner.evaluate("sessionStorage.getItem('session')")
        await enter(viewer, f"{await server.link(noor)}&session={session}")
        await shows(viewer, "The Bridge", "The Cellar", "Daybreak")
        await viewer.until("document.querySelectorAll('.tile').length === 1")
        yield Looked(server, owner, viewer, noor)
        assert viewer.complaints == []


@contextlib.asynccontextmanager
async def the_owner(server: Served) -> AsyncIterator[Client]:
    """Elsewhere, with the film open."""
    async with talking(server) as client:
        await client.do("project.open", project="tin-moon")
        yield client


async def offered(page: Page) -> set[str]:
    return CHANGING & set(await page.evaluate(OFFERED))


async def test_a_viewer_is_told_so_and_offered_nothing_that_changes_the_film(tmp_path: Path) -> None:
    async with looking(tmp_path) as room:
        assert await room.viewer.evaluate(NOTE) == "You can look at this project, not change it."
        assert await room.owner.evaluate(NOTE) == ""
        for page in (room.owner, room.viewer):
            await page.evaluate("document.querySelector('#changes-part').open = document.querySelector('#guide-part').open = true; 0")
            await page.until("document.querySelectorAll('#guide-choices button').length > 1")
        assert await offered(room.viewer) == set()
        assert {"Save", "Add files", "Attach to…", "Undo", "↑", "↓", "Leave this step out"} <= await offered(room.owner)
        assert await room.viewer.evaluate("document.querySelector('#guide-choices').checkVisibility()") is False
        await room.viewer.click("#media-grid .picture")
        await room.viewer.until("document.querySelector('#viewer').open")
        assert await offered(room.viewer) == set()
        assert await complaints(room.viewer) == []
        await room.viewer.click("#close-viewer")
        await room.viewer.show("#film-head")
        await room.viewer.screenshot(SHOTS / "looking.png")


async def test_keys_drags_and_files_of_a_viewer_change_nothing(tmp_path: Path) -> None:
    async with looking(tmp_path) as room:
        page = room.viewer
        await page.evaluate("document.querySelector('.card').focus()")
        await page.press("ArrowDown", alt=True)
        await page.drag("#media-grid .picture", ".card:nth-child(1) h4")
        await page.let_go("#media-grid", {"noon.png": paintings()["desert-noon.png"]})
        await page.until("document.querySelector('#announcer').textContent === 'You can look at this project, not change it.'")
        assert await page.evaluate("document.querySelectorAll('#uploads li, #log li.note').length") == 0
        await shows(page, "The Bridge", "The Cellar", "Daybreak")


async def test_choices_and_questions_of_others_are_read_and_not_answered_by_a_viewer(tmp_path: Path) -> None:
    async with looking(tmp_path) as room:
        buttons = "[...document.querySelectorAll('#log .choices button')].filter((one) => one.checkVisibility()).length"
        for sentence in ("what's next?", "remove scene three"):
            await say(room.owner, sentence)
            await room.owner.until(f"{buttons} > 0")
            heard = "document.querySelectorAll('#log li.theirs').length"
            await room.viewer.until(f"{heard} === {await room.owner.evaluate(heard)}")
            assert await room.viewer.evaluate(buttons) == 0
            await say(room.owner, "no")


async def test_who_may_change_it_from_now_on_is_offered_everything_at_once(tmp_path: Path) -> None:
    async with looking(tmp_path) as room, the_owner(room.server) as client:
        await client.do("share.add", user=NOOR, role="editor")
        await room.viewer.until(f"{NOTE} === ''")
        assert {"Save", "Add files", "Attach to…", "↑", "↓"} <= await offered(room.viewer)
        await room.viewer.click(".card:nth-child(3) .earlier")
        await shows(room.owner, "The Bridge", "Daybreak", "The Cellar")
        await client.do("share.add", user=NOOR, role="viewer")
        await room.viewer.until(f"{NOTE} !== ''")
        assert await offered(room.viewer) == set()


async def test_a_guest_opens_a_project_of_their_own_in_a_conversation_of_their_own(tmp_path: Path) -> None:
    async with looking(tmp_path) as room, talking(room.server, await room.server.token(room.noor)) as elsewhere:
        await elsewhere.do("project.create", title="Low Water")
        theirs = await room.viewer.evaluate("sessionStorage.getItem('session')")
        await room.viewer.click("#show-projects")
        await room.viewer.until("document.querySelectorAll('#projects [data-projects] button').length === 2")
        first = "document.querySelector('#projects [data-projects] button')"
        assert (await room.viewer.evaluate(f"{first}.textContent")).startswith("Low Water")
        await room.viewer.evaluate(f"{first}.click()")
        await room.viewer.until("document.querySelector('#film-title').textContent === 'Low Water'")
        assert await room.viewer.evaluate("sessionStorage.getItem('session')") != theirs
        await shows(room.owner, "The Bridge", "The Cellar", "Daybreak")
