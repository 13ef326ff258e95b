"""Sending a file from disk: whole or a part of it (RFC 9110, "Range Requests"), never read into memory."""

import asyncio
import re
from pathlib import Path

from litestar.types import Receive, Scope, Send

PIECE = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
Headers = list[tuple[str, str]]


async def send_file(scope: Scope, receive: Receive, send: Send, path: Path, etag: str, headers: Headers) -> None:
    """`etag` without quotes. One range is answered with 206, one that lies beyond the end with 416, several with the whole."""
    asked = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    size = (await asyncio.to_thread(path.stat)).st_size
    headers = [*headers, ("etag", f'"{etag}"'), ("accept-ranges", "bytes")]
    if etag in re.findall(r'"([^"]*)"', asked.get("if-none-match", "")):
        return await _start(send, 304, headers, last=True)
    wanted = asked.get("range", "") if asked.get("if-range", f'"{etag}"') == f'"{etag}"' else ""
    part = part_of(wanted, size)
    if part is None:
        beyond = [*headers, ("content-range", f"bytes */{size}"), ("content-length", "0")]
        return await _start(send, 416, beyond, last=True)
    start, end = part
    headers = [*headers, ("content-length", str(end - start))]
    whole = not _RANGE.fullmatch(wanted)
    if not whole:
        headers = [*headers, ("content-range", f"bytes {start}-{end - 1}/{size}")]
    head = scope.get("method") == "HEAD"
    await _start(send, 200 if whole else 206, headers, last=head)
    if not head:
        await _body(send, path, start, end)
    return None


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """Where the wanted part begins and ends (exclusive): all of it where nothing, several parts or nonsense was asked for; None where it
    lies beyond the end."""
    found = _RANGE.fullmatch(asked)
    if found is None or found[1] == found[2] == "":
        return 0, size
    if found[1] == "":
        return (max(0, size - int(found[2])), size) if int(found[2]) and size else None
    start, last = int(found[1]), int(found[2] or size)
    if last < start:
        return 0, size
    return (start, min(last + 1, size)) if start < size else None


async def _start(send: Send, status: int, headers: Headers, *, last: bool) -> None:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    if last:
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _body(send: Send, path: Path, start: int, end: int) -> None:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left:
            piece = await asyncio.to_thread(file.read, min(PIECE, left))
            left = left - len(piece) if piece else 0
            await send({"type": "http.response.body", "body": piece, "more_body": left > 0})
        if start == end:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
