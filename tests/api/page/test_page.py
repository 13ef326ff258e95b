"""The web page as a person sees it, in a real Chromium against a real server."""

import json
from pathlib import Path

import httpx
import pytest

from tests.api.page.person import SHOTS, last_answer
from tests.api.serving import PASSWORD, Served, served
from tests.browser import Page, browser
from tests.patience import PATIENCE

PROMPT = "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet"


@pytest.mark.slow
async def test_a_person_signs_in_by_the_link_and_talks_a_film_into_being(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as page:
        await page.goto(await server.link())
        await page.until("document.querySelector('#state').textContent.startsWith('Signed in')")
        assert await page.evaluate("location.hash") == ""
        await page.evaluate("document.querySelector('#text').focus()")
        for number, text in enumerate((PROMPT, "make scene three ten seconds longer and set it at dusk", "drop the last scene"), 1):
            await page.write(text)
            await page.press("Enter")
            await page.until(f"document.querySelectorAll('#log li.theirs').length === {number}")
        assert await page.evaluate("document.querySelectorAll('#log table tbody tr').length") >= 8
        assert "Say “yes” or “no”" in await page.evaluate("document.querySelector('#log li:last-child').textContent")
        await page.screenshot(SHOTS / "page.png")
        assert page.complaints == []
        assert [url for url in page.requested if not url.startswith((server.url, "data:"))] == []


async def typed(page: Page, text: str, *keys: str) -> str:
    """What is answered to a text that was typed and sent with these keys."""
    before = await page.evaluate("document.querySelectorAll('#log li.theirs').length")
    await page.evaluate("document.querySelector('#text').focus()")
    await page.write(text)
    for key in keys:
        await page.press(key)
    await page.until(f"document.querySelectorAll('#log li.theirs').length === {before + 1}")
    return await last_answer(page)


@pytest.mark.slow
async def test_what_something_would_do_is_asked_by_keyboard_and_can_then_be_sent(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as page:
        await page.goto(await server.link())
        await page.until("document.querySelector('#state').textContent.startsWith('Signed in')")
        await typed(page, "start a project called Tin Moon", "Enter")
        await typed(page, "add a scene called The Bridge", "Enter")
        tried = await typed(page, "make scene one ten seconds longer", "Tab", "Tab", "Enter")
        assert "~ scene 1, “The Bridge”: duration" in tried and tried.endswith("This was only tried; nothing was done.")
        assert await page.evaluate("[...document.querySelectorAll('#log li.tried')].map((item) => item.className)") == [
            "mine tried",
            "theirs tried",
        ]
        await page.screenshot(SHOTS / "tried.png")
        assert await page.evaluate("document.activeElement.value") == "make scene one ten seconds longer"
        assert (await typed(page, "", "Enter")).startswith("Scene 1, “The Bridge”: duration")
        assert await page.evaluate("document.querySelectorAll('#log li.tried').length") == 2
        assert page.complaints == []


@pytest.mark.slow
async def test_the_conversation_survives_a_reload(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as page:
        await page.goto(await server.link())
        await page.until("document.querySelector('#state').textContent.startsWith('Signed in')")
        await page.evaluate("document.querySelector('#text').focus()")
        await page.write("hello")
        await page.press("Enter")
        await page.until("document.querySelectorAll('#log li.theirs').length === 1")
        await page.call("Page.reload")
        await page.until("document.querySelectorAll('#log li').length === 2")


async def cookies_from(server: Served, client: httpx.AsyncClient) -> httpx.Response:
    code = (await server.link()).rpartition("=")[2]
    return await client.post("/api/session", json={"code": code}, headers={"Origin": server.url})


async def test_the_link_works_once(tmp_path: Path) -> None:
    async with served(tmp_path) as server, httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        code = (await server.link()).rpartition("=")[2]
        first, second = [await client.post("/api/session", json={"code": code}, headers={"Origin": server.url}) for _ in range(2)]
        assert (first.status_code, second.status_code) == (200, 401)
        assert first.json() == {"user": {"id": "owner", "name": "owner"}}


async def test_cookies_are_out_of_reach_for_scripts_and_other_sites(tmp_path: Path) -> None:
    async with served(tmp_path) as server, httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        kept = (await cookies_from(server, client)).headers.get_list("set-cookie")
        assert len(kept) == 2
        assert all("HttpOnly" in cookie and "SameSite=strict" in cookie for cookie in kept)
        refused = await client.post("/api/session", json={"code": "x"}, headers={"Origin": "http://elsewhere.example"})
        assert refused.status_code == 401


async def test_an_hour_that_is_over_is_renewed(tmp_path: Path) -> None:
    async with served(tmp_path) as server, httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        await cookies_from(server, client)
        client.cookies.delete("storycore_session")
        assert (await client.get("/api/session")).status_code == 200
        assert (await client.get("/api/session")).json()["user"]["name"] == "owner"


async def test_signing_out_ends_the_session(tmp_path: Path) -> None:
    async with served(tmp_path) as server, httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        await cookies_from(server, client)
        token = client.cookies["storycore_session"]
        assert (await client.delete("/api/session", headers={"Origin": server.url})).status_code == 204
        answer = await client.get("/api/v1/projects/list", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401


async def test_the_page_forbids_scripts_from_elsewhere(tmp_path: Path) -> None:
    async with served(tmp_path) as server, httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        page = await client.get("/")
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-cache"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "onclick=" not in page.text


@pytest.mark.slow
async def test_two_people_talk_in_one_room(tmp_path: Path) -> None:
    async with served(tmp_path) as server, browser() as one, browser() as other:
        await server.add_user("noor@example.com")
        await one.goto(await server.link())
        await one.until("document.querySelector('#state').textContent.startsWith('Signed in')")
        for text in ("start a project called Tin Moon", "add a scene called The Bridge", "share it with noor@example.com as an editor"):
            await typed(one, text, "Enter")
        session = await one.evaluate("sessionStorage.getItem('session')")
        await other.goto(server.url)
        await other.until("!document.querySelector('#sign-in').hidden")
        sent = json.dumps({"username": "noor@example.com", "password": PASSWORD})
        how = json.dumps({"method": "POST", "headers": {"Content-Type": "application/json"}, "body": sent})
        await other.evaluate(f"fetch('/api/session', {how}).then(() => location.reload())")
        await other.until("document.querySelector('#state')?.textContent.startsWith('Signed in')")
        assert "You are in now: Tin Moon" in await typed(other, "accept the invitation", "Enter")
        await other.goto("about:blank")
        await other.goto(f"{server.url}/#session={session}")
        await one.until("document.querySelector('#present').textContent === 'Here with you: noor@example.com'")
        await other.evaluate("document.querySelector('#text').focus()")
        await other.write("make scene one ten seconds long")
        await one.until("document.querySelector('#typing').textContent === 'noor@example.com is typing…'")
        await other.press("Enter")
        await one.until("document.querySelector('#log li.others p')?.textContent === 'make scene one ten seconds long'")
        await one.until("[...document.querySelectorAll('#log li.theirs')].at(-1).textContent.includes('10 s')")
        assert await one.evaluate("document.querySelector('#log li.others b').textContent") == "noor@example.com"
        await one.screenshot(SHOTS / "room.png")
        assert one.complaints == []
