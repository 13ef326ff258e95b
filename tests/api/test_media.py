"""The doors for files: uploads in pieces, forms, signed addresses, ranges; and whose they are."""

import asyncio
import hashlib
import io
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Request, post
from PIL import Image

from api.receiving import Rejected, kept, received
from api.signed import address as address_of
from assistant import SYSTEM
from assistant.operations.accounts import InsertUser
from assistant.operations.sharing import AcceptInvitations, AddMember
from tests.api.serving import Served, connected, served, talking
from tests.assistant.looking.media import BLUE, RED, film
from tests.patience import PATIENCE


def png(colour: tuple[int, int, int] = (70, 110, 190), size: tuple[int, int] = (64, 40)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "PNG")
    return written.getvalue()


@post("/api/v1/test/form", request_max_body_size=None)
async def form(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """What the contract's handlers do."""
    by = request.app.state.assistant.identity.actor(request.headers["authorization"].partition(" ")[2])
    fields, files = await received(request, by)
    said = {"description": fields.get("description", [""])[0]}
    project = fields["projectId"][0]
    done = [
        one if isinstance(one, Rejected) else await kept(request.app.state.assistant, by, one, project=project, **said) for one in files
    ]
    return {"fields": fields, "files": [{"rejected": one.message} if isinstance(one, Rejected) else {"id": one.id} for one in done]}


@asynccontextmanager
async def door(server: Served, token: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {token or await server.token()}"} if token != "" else {}
    async with httpx.AsyncClient(base_url=f"{server.url}/api/v1", headers=headers, timeout=PATIENCE) as client:
        yield client


async def project_of(server: Served, title: str = "Tin Moon") -> str:
    async with talking(server) as client:
        return str((await client.do("project.create", title=title))["result"]["id"])


async def sent(client: httpx.AsyncClient, project: str, content: bytes, filename: str = "pier.png", **said: Any) -> dict[str, Any]:
    begun = await client.post("/media/uploads", json={"filename": filename, "size": len(content), "project": project, **said})
    assert begun.status_code == 201, begun.text
    done = await client.patch(f"/media/uploads/{begun.json()['id']}", content=content, headers={"Upload-Offset": "0"})
    assert done.status_code == 200, done.text
    return dict(done.json()["media"])


async def somebody(server: Served, name: str) -> tuple[str, str]:
    user = await server.house.assistant.perform(InsertUser(name=name, password_hash=None), by=SYSTEM)
    return user.id, await server.token(user.id)


async def looked_at(client: httpx.AsyncClient, server: Served, media_id: str) -> dict[str, Any]:
    """The item once it was looked at, as the socket shows it."""
    async with connected(server) as socket, asyncio.timeout(PATIENCE):
        await socket.join()
        while (shown := await socket.do("media.show", media=media_id))["result"]["media"]["status"] not in ("ready", "failed"):
            await asyncio.sleep(0.2)
        return dict(shown["result"])


async def test_an_upload_goes_on_where_it_broke_off_and_is_then_in_the_library(tmp_path: Path) -> None:
    async with served(tmp_path) as server, door(server) as client:
        project, content = await project_of(server), png()
        begun = (await client.post("/media/uploads", json={"filename": "../x/pier.png", "size": len(content), "project": project})).json()
        place = f"/media/uploads/{begun['id']}"
        first = await client.patch(place, content=content[:50], headers={"Upload-Offset": "0"})
        assert (first.status_code, first.json()["offset"], first.json()["media"]) == (200, 50, None)
        head = await client.head(place)
        assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("50", str(len(content)))
        wrong = await client.patch(place, content=content[50:], headers={"Upload-Offset": "49"})
        assert (wrong.status_code, wrong.json()["offset"]) == (409, 50)
        done = (await client.patch(place, content=content[50:], headers={"Upload-Offset": "50"})).json()["media"]
        assert (done["filename"], done["kind"], done["mime"], done["title"]) == ("pier.png", "image", "image/png", "Pier")
        assert (await client.get(place)).status_code == 404
        assert not list((server.settings.home / "media" / ".drafts").iterdir())


async def begun(client: httpx.AsyncClient, project: str, content: bytes) -> str:
    """Where the pieces of an upload go."""
    answer = await client.post("/media/uploads", json={"filename": "pier.png", "size": len(content), "project": project})
    return f"/media/uploads/{answer.json()['id']}"


async def piece(client: httpx.AsyncClient, place: str, content: bytes, begin: int, end: int) -> httpx.Response:
    return await client.patch(place, content=content[begin:end], headers={"Upload-Offset": str(begin)})


async def broken_off(server: Served, place: str, content: bytes, begin: int, end: int) -> None:
    """A piece to the end is promised, and the connection breaks before that."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    _, line = await asyncio.open_connection(host, int(port))
    line.write(f"PATCH /api/v1{place} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {await server.token()}\r\n".encode())
    line.write(f"Upload-Offset: {begin}\r\nContent-Length: {len(content) - begin}\r\n\r\n".encode() + content[begin:end])
    await line.drain()
    await asyncio.sleep(0.2)
    line.close()


async def test_an_upload_has_the_hash_of_its_content_whatever_happened_to_its_pieces(tmp_path: Path) -> None:
    content = png(size=(200, 100)) + secrets.token_bytes(100_000)
    whole = hashlib.sha256(content).hexdigest()
    async with served(tmp_path) as server, door(server) as client:
        project = await project_of(server)
        place = await begun(client, project, content)
        assert (await piece(client, place, content, 0, 30_000)).status_code == 200
        assert (await piece(client, place, content, 20_000, 50_000)).status_code == 409
        await broken_off(server, place, content, 30_000, 60_000)
        async with asyncio.timeout(PATIENCE):
            while (there := int((await client.head(place)).headers["Upload-Offset"])) == 30_000:
                await asyncio.sleep(0.1)
        assert (await piece(client, place, content, there, len(content))).json()["media"]["digest"] == whole
        later = await begun(client, project, content)
        assert (await piece(client, later, content, 0, 30_000)).status_code == 200
    async with served(tmp_path) as server, door(server) as client:
        assert (await piece(client, later, content, 30_000, len(content))).json()["media"]["digest"] == whole


async def test_a_damaged_piece_has_the_whole_file_refused(tmp_path: Path) -> None:
    async with served(tmp_path) as server, door(server) as client:
        content = png()
        damaged = b"\x00" + content[1:]
        place = await begun(client, await project_of(server), content)
        assert (await piece(client, place, damaged, 0, 40)).status_code == 200
        refused = await piece(client, place, damaged, 40, len(content))
        assert (refused.status_code, "of no kind" in refused.text or "picture" in refused.text) == (400, True), refused.text
        assert (await client.get(place)).status_code == 404
        assert not list((server.settings.home / "media" / ".drafts").iterdir())


async def test_a_file_opens_at_a_signed_address_whole_and_in_parts(tmp_path: Path) -> None:
    async with served(tmp_path) as server, door(server) as client, door(server, "") as anyone:
        content = png()
        item = await sent(client, await project_of(server), content, "a ‘pier’.png")
        links = (await client.post("/media/links", json={"ids": [item["id"], "media_" + "0" * 16]})).json()
        url = server.url + links.pop(item["id"])["file"]
        assert links == {}
        whole = await anyone.get(url)
        assert (whole.status_code, whole.content, whole.headers["content-type"]) == (200, content, "image/png")
        assert whole.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in whole.headers["content-security-policy"]
        assert whole.headers["content-disposition"].startswith("inline; filename=")
        part = await anyone.get(url, headers={"Range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, content[10:20])
        assert part.headers["content-range"] == f"bytes 10-19/{len(content)}"
        assert (await anyone.get(url, headers={"Range": "bytes=-7"})).content == content[-7:]
        beyond = await anyone.get(url, headers={"Range": f"bytes={len(content)}-"})
        assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(content)}")
        old = await anyone.get(url, headers={"Range": "bytes=0-3", "If-Range": '"another"'})
        assert (old.status_code, old.content) == (200, content)
        assert (await anyone.get(url, headers={"If-None-Match": whole.headers["etag"]})).status_code == 304
        head = await anyone.head(url)
        assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(content)), b"")
        assert (await anyone.post(url)).status_code == 405


async def test_an_address_that_is_changed_or_has_expired_opens_nothing(tmp_path: Path) -> None:
    async with served(tmp_path) as server, door(server) as client, door(server, "") as anyone:
        item = await sent(client, await project_of(server), png())
        other = await sent(client, await project_of(server, "Ash"), png((1, 2, 3)))
        good = (await client.post("/media/links", json={"ids": [item["id"]]})).json()[item["id"]]["file"]
        identity = server.house.assistant.identity
        for url in (
            good[:-1] + ("0" if good[-1] != "0" else "1"),
            good.replace(item["id"], other["id"]),
            good.replace("/file", "/thumbnail"),
            good.partition("?")[0],
            address_of(identity, item["id"], "file", 1_000_000),
            good.replace("expires=", "expires=9"),
        ):
            assert (await anyone.get(server.url + url)).status_code == 403, url
        async with talking(server) as socket:
            assert (await socket.do("media.remove", media=item["id"], confirmed=True)).get("error") is None
        assert (await anyone.get(server.url + good)).status_code == 404


async def test_a_picture_has_a_thumbnail_and_its_measures_once_it_was_looked_at(tmp_path: Path) -> None:
    async with served(tmp_path) as server, door(server) as client:
        item = await sent(client, await project_of(server), png(size=(900, 600)))
        shown = await looked_at(client, server, item["id"])
        assert (shown["media"]["width"], shown["media"]["height"], shown["media"]["status"]) == (900, 600, "ready")
        assert shown["media"]["colours"] == ["#466ebe"]
        link = (await client.post("/media/links", json={"ids": [item["id"]]})).json()[item["id"]]["thumbnail"]
        small = await client.get(server.url + link)
        assert (small.status_code, small.headers["content-type"]) == (200, "image/webp")
        assert Image.open(io.BytesIO(small.content)).size == (480, 320)


async def test_the_key_frames_of_a_film_are_listed_and_open_at_signed_addresses(tmp_path: Path) -> None:
    clip = film(tmp_path / "clip.mp4", [(RED, 30), (BLUE, 30)])
    async with served(tmp_path) as server, door(server) as client, door(server, "") as anyone:
        project = await project_of(server)
        item = await sent(client, project, clip.read_bytes(), clip.name)
        assert item["frames"] == []
        shown = (await looked_at(client, server, item["id"]))["media"]
        assert [frame["shot"] for frame in shown["frames"]] == [1, 2]
        assert [round(frame["at"], 1) for frame in shown["frames"]] == [0.6, 1.8]
        picture = await sent(client, project, png())
        found = (await client.post("/media/links", json={"ids": [item["id"], picture["id"]]})).json()
        assert found[picture["id"]]["frames"] == []
        for address, colour in zip(found[item["id"]]["frames"], (RED, BLUE), strict=True):
            opened = await anyone.get(server.url + address)
            assert (opened.status_code, opened.headers["content-type"]) == (200, "image/jpeg")
            assert opened.headers["x-content-type-options"] == "nosniff"
            seen = Image.open(io.BytesIO(opened.content))
            assert seen.size == (160, 90)
            assert max(abs(one - other) for one, other in zip(seen.getpixel((4, 4)), colour, strict=True)) < 30
        first, second = found[item["id"]]["frames"]
        unsigned, _, signature = second.partition("?")
        assert first.endswith(signature) is False
        for wrong in (unsigned, first.replace("/frames/1", "/frames/2"), first.replace("/frames/1", "/file"), second + "0"):
            assert (await anyone.get(server.url + wrong)).status_code == 403, wrong
        old = address_of(server.house.assistant.identity, item["id"], "frames/1", 1_000_000)
        assert (await anyone.get(server.url + old)).status_code == 403
        beyond = address_of(server.house.assistant.identity, item["id"], "frames/3", found[item["id"]]["expires"])
        assert (await anyone.get(server.url + beyond)).status_code == 404


async def test_people_in_the_room_hear_how_far_the_look_is(tmp_path: Path) -> None:
    async with served(tmp_path) as server, door(server) as client, talking(server) as socket:
        project = (await socket.do("project.create", title="Tin Moon"))["result"]["id"]
        item = await sent(client, project, png())
        while (frame := await socket.receive("progress-update"))["data"]["media"]["status"] != "ready":
            assert frame["data"]["media"]["media_ids"] == [item["id"]]
        assert (frame["projectId"], frame["progress"]["percentage"]) == (project, 100)


async def test_a_form_is_kept_file_by_file_and_says_what_is_refused(tmp_path: Path) -> None:
    async with served(tmp_path) as server, door(server) as client:
        server.house.app.register(form)
        project = await project_of(server)
        files = [
            ("files", ("a.png", png(), "image/png")),
            ("files", ("b.jpg", b"PK\x03\x04 not a picture", "image/jpeg")),
            ("files", ("c.mp3", png((9, 9, 9)), "audio/mpeg")),
        ]
        answer = await client.post("/test/form", data={"projectId": project, "description": "the pier"}, files=files)
        assert answer.status_code == 201, answer.text
        first, second, third = answer.json()["files"]
        assert "archive" in second["rejected"]
        assert "the file holds a picture" in third["rejected"]
        assert first["id"].startswith("media_")
        assert not list((server.settings.home / "media" / ".drafts").iterdir())


@pytest.mark.parametrize("cut", ["damaged", "short"])
async def test_a_form_that_breaks_off_leaves_nothing(tmp_path: Path, cut: str) -> None:
    async with served(tmp_path) as server, door(server) as client:
        server.house.app.register(form)
        boundary = secrets.token_hex(8)
        whole = f'--{boundary}\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\n\r\n'.encode() + png()
        body = whole if cut == "short" else whole + f"\r\n--{boundary}garbage".encode()
        answer = await client.post("/test/form", content=body, headers={"Content-Type": f"multipart/form-data; boundary={boundary}"})
        assert answer.status_code == 400, answer.text
        assert not list((server.settings.home / "media" / ".drafts").iterdir())


async def test_what_is_larger_than_the_plan_allows_is_refused_before_and_while_it_comes(tmp_path: Path) -> None:
    from api.receiving import _Form

    async with served(tmp_path) as server, door(server) as client:
        huge = await client.post("/media/uploads", json={"filename": "a.png", "size": 1 << 40, "project": await project_of(server)})
        assert huge.status_code == 413
        assert server.house.assistant.tools.blobs is not None
        parts = _Form(server.house.assistant.tools.blobs, limit=10)
        from multipart import MultipartSegment

        await parts.hear(MultipartSegment([("Content-Disposition", 'form-data; name="f"; filename="a.png"')]))
        for _ in range(3):
            await parts.hear(bytearray(b"12345"))
        await parts.hear(None)
        assert [type(one) for one in parts.files] == [Rejected]
        assert parts.files[0].too_large  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("filename", "content", "told"),
    [
        ("a.png", b"<html><script>alert(1)</script></html>", "Web pages"),
        ("a.zip", b"PK\x03\x04aaaa", "archive"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "damaged"),
        ("a.xyz", b"\x00\x01\x02\x03", "of no kind"),
    ],
)
async def test_a_file_that_is_not_accepted_is_refused_with_its_reason(tmp_path: Path, filename: str, content: bytes, told: str) -> None:
    async with served(tmp_path) as server, door(server) as client:
        body = {"filename": filename, "size": len(content), "project": await project_of(server)}
        begun = (await client.post("/media/uploads", json=body)).json()
        place = f"/media/uploads/{begun['id']}"
        answer = await client.patch(place, content=content, headers={"Upload-Offset": "0"})
        assert (answer.status_code, told in answer.text) == (400, True), answer.text
        assert (await client.get(place)).status_code == 404


async def test_somebody_elses_files_are_not_found_and_a_viewer_looks_but_does_not_add(tmp_path: Path) -> None:
    async with served(tmp_path) as server, door(server) as client:
        project = await project_of(server)
        item = await sent(client, project, png(), description="the pier")
        _, token = await somebody(server, "mallory")
        async with door(server, token) as stranger, connected(server, token) as socket:
            await socket.join()
            assert (await stranger.post("/media/links", json={"ids": [item["id"]]})).json() == {}
            body = {"filename": "a.png", "size": 3, "project": project}
            assert (await stranger.post("/media/uploads", json=body)).status_code == 404
            for operation in ("media.show", "media.update", "media.remove"):
                error = (await socket.do(operation, media=item["id"]))["error"]
                assert (error["code"], project in json.dumps(error)) == ("NOT_FOUND", False), error
            found = (await socket.do("media.search", query="the pier", everywhere=True))["result"]
            assert (found["found"], found["searched"]) == ([], 0)
        viewer_id, viewer = await somebody(server, "noor@example.com")
        assistant = server.house.assistant
        owner = assistant.identity.actor(await server.token())
        await assistant.perform(AddMember(project=project, user="noor@example.com", role="viewer"), by=owner)
        await assistant.perform(AcceptInvitations(), by=assistant.identity.actor(viewer))
        async with door(server, viewer) as guest, connected(server, viewer) as socket:
            await socket.join()
            assert item["id"] in (await guest.post("/media/links", json={"ids": [item["id"]]})).json()
            found = (await socket.do("media.search", query="the pier", everywhere=True))["result"]
            assert [one["media"]["id"] for one in found["found"]] == [item["id"]]
            assert (await guest.post("/media/uploads", json={"filename": "a.png", "size": 3, "project": project})).status_code == 403
            assert (await socket.do("media.update", media=item["id"], title="Mine"))["error"]["code"] == "ACCESS_DENIED"
        assert viewer_id
