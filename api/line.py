"""uvicorn's WebSocket protocol with a short way for what nearly every frame is: text, whole, small and not compressed.

Anything else goes uvicorn's own way, byte for byte. `tests/benchmarks/frames.py` measures what that saves.
"""

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask  # type: ignore[attr-defined]  # in C where it could be built
from websockets.http11 import Request
from websockets.protocol import State

from api.inbox import Gate, Inbox

AHEAD = 16
"""Small frames that are read before the first of them is handled; then their sender has to wait."""
SMALL = 4096
"""Bytes of a frame that goes the short way."""
WRITE = "storycore.write"
"""The extension of a connection's ASGI scope that has `write`."""
WHOLE_TEXT, MASKED, TWO_MORE = 0x81, 0x80, 126
"""RFC 6455, 5.2: the first byte of a text frame that is not continued; the bit that a client's second byte has; the length above which
further bytes have it."""

AtOnce = Callable[[bytes], bool]


class Line(WebSocketsSansIOProtocol):
    """A connection as uvicorn sees it."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.queue, self.writable = Inbox(), Gate()  # type: ignore[assignment]

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][WRITE] = {"write": self.write}

    def start_keepalive(self) -> None:
        """Called when the handshake is over: its headers, a sixth of what an idle connection weighs, are read no more."""
        super().start_keepalive()
        self.request.headers.clear()  # its parser holds the request as long as it lives
        del self.request, self.response

    def data_received(self, data: bytes) -> None:
        taken = self._take(data) if self._between_frames() else 0
        if taken < len(data):
            super().data_received(data[taken:])

    def write(self, content: bytes) -> bool:
        """Send a text frame at once; False, and nothing is sent, when it would have to wait or there is no sending any more."""
        if not self.writable.is_set() or not self._plain():
            return False
        self.transport.write(_header(len(content)) + content)
        return True

    def _plain(self) -> bool:
        """Open, and frames are what they seem."""
        return self.handshake_complete and not self.close_sent and self.conn.state is State.OPEN and not self.conn.extensions

    def _between_frames(self) -> bool:
        """The parser has everything it was given behind it: no frame has begun, and no message in several."""
        return self._plain() and not self.conn.reader.buffer and self.conn.current_size is None

    def _take(self, data: bytes) -> int:
        """Hand on the small text frames that the bytes begin with; how many bytes those were."""
        start, most = 0, min(SMALL, self.config.ws_max_size)
        while data[start : start + 1] == b"\x81" and (found := _whole(data, start, most)):
            body, end = found
            try:
                text = apply_mask(data[body:end], data[body - 4 : body]).decode()
            except UnicodeDecodeError:
                break
            self.queue.put_nowait({"type": "websocket.receive", "text": text})
            start = end
        if not self.read_paused and self.queue.qsize() >= AHEAD:
            self.read_paused = True  # until `receive` has emptied the queue
            self.transport.pause_reading()
        return start


def at_once(scope: Any) -> AtOnce:
    """What writes a frame to this connection without waiting. Behind a server that has no such thing it never does."""
    write: AtOnce = scope.get("extensions", {}).get(WRITE, {}).get("write", lambda content: False)
    return write


def _whole(data: bytes, start: int, most: int) -> tuple[int, int] | None:
    """Where the content of a masked frame of at most so many bytes begins and ends; None when it is another kind, or not all there."""
    if len(data) < start + 8:
        return None
    size, body = data[start + 1] - MASKED, start + 6
    if size > TWO_MORE:
        return None
    if size == TWO_MORE:
        size, body = int.from_bytes(data[start + 2 : start + 4], "big"), start + 8
    end = body + size
    return (body, end) if 0 <= size <= most and end <= len(data) else None


def _header(size: int) -> bytes:
    if size < TWO_MORE:
        return bytes((WHOLE_TEXT, size))
    if size < 0x10000:
        return bytes((WHOLE_TEXT, TWO_MORE)) + size.to_bytes(2, "big")
    return bytes((WHOLE_TEXT, TWO_MORE + 1)) + size.to_bytes(8, "big")
