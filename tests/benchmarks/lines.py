"""Bare WebSocket lines to put a server under load: no task and hardly an object for a frame, so that it is the server that is measured."""

import os
import select
import socket
import struct
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tests.patience import PATIENCE

OFFER = "permessage-deflate; client_max_window_bits"
"""As browsers ask for it."""
WINDOW = 12
"""Bits of the window that uvicorn answers with."""
TEXT, PING, PONG, COMPRESSED = 0x1, 0x9, 0xA, 0x40


class Line:
    """One connection. Answers the pings of WebSocket and of engine.io."""

    def __init__(self, host: str, port: int, path: str, headers: dict[str, str], deflate: bool, over: socket.socket | None = None) -> None:
        """Over a connected socket, or one of its own. Raises ConnectionError."""
        self.socket = over or socket.create_connection((host, port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self._rest = b""
        asked = {
            "Host": f"{host}:{port}", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", **({"Sec-WebSocket-Extensions": OFFER} if deflate else {}), **headers,
        }  # fmt: skip
        self.socket.sendall(
            (f"GET {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in asked.items()) + "\r\n").encode()
        )
        while b"\r\n\r\n" not in self._rest:
            self._rest += self._more()
        answer, _, self._rest = self._rest.partition(b"\r\n\r\n")
        if b" 101 " not in answer.split(b"\r\n", 1)[0]:
            raise ConnectionError(answer.decode("latin-1"))
        self.inflate = zlib.decompressobj(-15) if b"permessage-deflate" in answer else None

    def frame(self, text: str) -> bytes:
        """The bytes of a text frame, which any number of sends may share: compressed as by a window that is empty."""
        content, first = text.encode(), 0x80 | TEXT
        if self.inflate:
            deflate = zlib.compressobj(wbits=-WINDOW)
            content, first = (deflate.compress(content) + deflate.flush(zlib.Z_SYNC_FLUSH))[:-4], first | COMPRESSED
        return _framed(first, content)

    def send(self, frame: bytes) -> None:
        self.sent_at = time.perf_counter()
        self.socket.sendall(frame)

    def received(self) -> Iterator[bytes]:
        """The texts that one read brings. Raises ConnectionError at the end."""
        self._rest += self._more()
        yield from self._waiting()

    def until(self, marker: bytes) -> bytes:
        """Wait for a text with that in it."""
        while True:
            for content in self._waiting():
                if marker in content:
                    return content
            self._rest += self._more()

    def _waiting(self) -> Iterator[bytes]:
        while (cut := _cut(self._rest)) is not None:
            first, content, self._rest = cut
            if first & 0xF == PING:
                self.socket.sendall(_framed(0x80 | PONG, content))
                continue
            if first & COMPRESSED and self.inflate:
                content = self.inflate.decompress(content + b"\x00\x00\xff\xff")
            if content == b"2":
                self.send(self.frame("3"))
            else:
                yield content

    def _more(self) -> bytes:
        if not (found := self.socket.recv(65536)):
            raise ConnectionError("the server closed the connection")
        return found


class Lines:
    """Many of them, looked after together."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._by_number: dict[int, Line] = {}

    def add(self, line: Line) -> None:
        self._by_number[line.socket.fileno()] = line
        self._poll.register(line.socket.fileno(), select.EPOLLIN)

    def all(self) -> list[Line]:
        return list(self._by_number.values())

    def listen(self, seconds: float, hear: Callable[[Line, bytes], None] = lambda line, content: None) -> float:
        """Hear everything that comes for so long; the seconds that were."""
        began = time.perf_counter()
        while (left := began + seconds - time.perf_counter()) > 0:
            for number, _ in self._poll.poll(left):
                line = self._by_number[number]
                for content in line.received():
                    hear(line, content)
        return time.perf_counter() - began


def greet(line: Line, steps: Iterable[Sequence[str]]) -> None:
    """Pairs of what to say (or nothing) and what to wait for."""
    for said, awaited in steps:
        if said:
            line.send(line.frame(said))
        line.until(awaited.encode())


def cpu_seconds(pid: int) -> float:
    """What a process has used of the processors, in and for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_kb(pid: int) -> int:
    """Memory of a process, with its share of what several share (PSS), in KB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _framed(first: int, content: bytes) -> bytes:
    """Less than 64 KB, with a mask of zeros: the other side has the work of unmasking, and we none."""
    size = len(content)
    length = (
        bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size) if size < 65536 else b"\xff" + struct.pack("!Q", size)
    )
    return bytes([first]) + length + b"\x00\x00\x00\x00" + content


def _cut(buffered: bytes) -> tuple[int, bytes, bytes] | None:
    """First byte, content and rest of a frame; None while it is not there as a whole."""
    if len(buffered) < 2:
        return None
    size, start = buffered[1], 2
    if size == 126:
        start = 4
    elif size == 127:
        start = 10
    if len(buffered) < start:
        return None
    size = size if start == 2 else int.from_bytes(buffered[2:start], "big")
    end = start + size
    return None if len(buffered) < end else (buffered[0], buffered[start:end], buffered[end:])
