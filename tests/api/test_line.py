"""However the bytes of a client's frames are cut on their way, each is answered, in its order; what is no frame ends the connection."""

import asyncio
import json
import struct
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from api.line import AHEAD, SMALL
from tests.api.serving import Served, served

MASK = b"\x01\x7f\x80\xfe"
TEXT, CONTINUED, PING = 0x1, 0x0, 0x9
FINAL, MASKED = 0x80, 0x80


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as running:
        yield running


def frame(kind: int, content: bytes, final: bool = True) -> bytes:
    size = len(content)
    if size < 126:
        length = bytes([MASKED | size])
    else:
        length = bytes([MASKED | 126]) + struct.pack("!H", size) if size < 65536 else bytes([MASKED | 127]) + struct.pack("!Q", size)
    masked = bytes(byte ^ MASK[at % 4] for at, byte in enumerate(content))
    return bytes([(FINAL if final else 0) | kind]) + length + MASK + masked


def whole(text: bytes) -> bytes:
    return frame(TEXT, text)


def in_two(text: bytes) -> bytes:
    """A message in two frames, with a ping between them."""
    half = len(text) // 2
    return frame(TEXT, text[:half], final=False) + frame(PING, b"!") + frame(CONTINUED, text[half:])


LETTERS = st.text(max_size=40) | st.integers(min_value=60, max_value=SMALL + 200).map(lambda size: "é" * size)
SAID = st.lists(st.tuples(LETTERS, st.sampled_from([whole, in_two])), min_size=1, max_size=AHEAD * 2)
CUTS = st.lists(st.integers(min_value=1, max_value=400), max_size=20)


async def test_frames_cut_anywhere_are_answered_in_their_order(server: Served) -> None:
    token = await server.token()
    loop = asyncio.get_running_loop()

    @settings(max_examples=40)
    @given(said=SAID, cuts=CUTS)
    def cut(said: list[tuple[str, Any]], cuts: list[int]) -> None:
        asyncio.run_coroutine_threadsafe(_answered(server, token, said, cuts), loop).result(60)

    await asyncio.to_thread(cut)


async def _answered(server: Served, token: str, said: list[tuple[str, Any]], cuts: list[int]) -> None:
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(url, additional_headers={"Authorization": f"Bearer {token}"}, max_size=None) as socket:
        content = b"".join(shape(json.dumps({"type": "ping", "t": text}).encode()) for text, shape in said)
        for size in cuts:
            socket.transport.write(content[:size])
            content = content[size:]
            await asyncio.sleep(0)
        socket.transport.write(content)
        answers = [json.loads(await socket.recv()) for _ in said]
        assert answers == [{"type": "pong", "t": text} for text, _ in said]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bytes([FINAL | TEXT, 4]) + b"ping", 1002),
        (frame(TEXT, b"\xff\xfe\xfd"), 1007),
        (frame(TEXT, b" " * 200_000), 1009),
        (frame(CONTINUED, b"and so on"), 1002),
    ],
    ids=["not masked", "not UTF-8", "too large", "continues nothing"],
)
async def test_what_is_no_frame_ends_the_connection_with_the_code_for_it(server: Served, content: bytes, code: int) -> None:
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(url, additional_headers={"Authorization": f"Bearer {await server.token()}"}) as socket:
        socket.transport.write(whole(b'{"type":"ping","t":1}'))
        assert json.loads(await socket.recv()) == {"type": "pong", "t": 1}
        socket.transport.write(content)
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code


async def test_a_small_limit_holds_for_small_frames_too(tmp_path: Path) -> None:
    async with served(tmp_path, frame_bytes=1024) as server:
        url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
        async with connect(url, additional_headers={"Authorization": f"Bearer {await server.token()}"}) as socket:
            await socket.send(json.dumps({"type": "ping", "t": "x" * 1100}))
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009
