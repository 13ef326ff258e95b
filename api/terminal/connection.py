"""One conversation over as many sockets as it takes (`shared/protocol.md`, "Core").

A line is kept from the moment it is typed until its reply is here. After a reconnect, whatever the server has not acknowledged goes
out again under its old clientMsgId, by which the server knows it, and `lastSeq` brings what was said in the meantime.
"""

import asyncio
import itertools
import os
import random
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any, Self

import msgspec
from msgspec import UNSET, Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from api.frames import (
    Ack,
    AiResponse,
    CancelGeneration,
    ChatMessage,
    Do,
    Error,
    Frame,
    JoinSession,
    MessageReceived,
    Result,
    ResyncRequired,
    SessionJoined,
)
from api.terminal.door import Access, Door, endpoint, is_loopback
from api.terminal.failures import Failure, Lost, Refused, SignedOut, Unreachable
from api.terminal.incoming import Event, Offline, Received, decoded, told

LONGEST = 20_000
"""Characters of a message (`api.frames.Message`). A longer one would be no frame, and its refusal could not name it."""
LARGEST = 16 * 1024**2
"""Bytes of the largest frame taken: a long film with all its shots."""
SIGN_IN = (4401, 4408)
RESUME_AT_ONCE = 4900
FINAL = {4403: "The server does not let you in.", 1009: "That was too long for the server."}
"""Close codes after which trying again is no use."""
PATIENT_TRIES = 5
"""Failed tries after which the door is asked again: the home's server may have come back on another port."""


def pause(failures: int) -> float:
    """Seconds before the next try: doubling up to half a minute, spread so that clients do not come back all at once."""
    return random.uniform(0.5, 1.0) * min(30.0, 0.25 * 2.0**failures)  # noqa: S311 (spreads load, guards nothing)


class Line(Struct, kw_only=True):
    """Something typed that has no reply yet. `sent`: it was given to a socket at least once; `acked`: it is in the server's log."""

    text: str
    dry_run: bool = False
    sent: bool = False
    acked: bool = False
    cancelled: bool = False


class Connection:
    """Use it as a context; `events()` is what comes in. `session` is an id, "last", or None for a new one.

    `session_known` once it was joined; `online` while it is; `delivered` while the server has all lines.

    Ended by a Failure out of `events()`: SignedOut, Unreachable (never reached, or away for more than `patience` seconds), or what
    the server refused for good.
    """

    def __init__(
        self, door: Door, *, session: str | None = "last", patience: float = float("inf"), pause: Callable[[int], float] = pause
    ) -> None:
        self.session = session
        self.lines: dict[str, Line] = {}
        self.online = asyncio.Event()
        self.delivered = asyncio.Event()
        self.delivered.set()
        self.url = ""
        self._door, self._patience, self._pause = door, patience, pause
        self._access: Access | None = None
        self._epoch: int | None = None
        self._seq: int | None = None
        self.session_known = self._can_dry_run = False
        self._under_way: str | None = None
        self._failures = 0
        self._refusals = 0
        self._gone_since = 0.0
        self._last_words = ""
        self._wire: asyncio.Queue[Frame] = asyncio.Queue()
        self._events: asyncio.Queue[Event | BaseException] = asyncio.Queue()
        self._asked: dict[str | int, asyncio.Future[Result]] = {}
        self._numbers = itertools.count(1)

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._stay())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def events(self) -> AsyncIterator[Event]:
        while True:
            event = await self._events.get()
            if isinstance(event, BaseException):
                raise event
            yield event

    @property
    def unsent(self) -> list[str]:
        """The texts that the server has not confirmed."""
        return [line.text for line in self.lines.values() if not line.acked]

    def say(self, text: str, *, dry_run: bool = False) -> str:
        """Take a line to deliver, now or when there is a connection; its clientMsgId. Raises Refused if it is too long."""
        if len(text) > LONGEST:
            raise Refused(f"A line can have {LONGEST} characters; this one has {len(text)}.")
        key = f"line_{secrets.token_hex(8)}"
        self.lines[key] = Line(text=text, dry_run=dry_run)
        self.delivered.clear()
        self._deliver()
        return key

    def cancel(self, key: str) -> bool:
        """Stop a line's turn. True if the line had not left yet: then it is simply taken back, and no reply will come."""
        line = self.lines.get(key)
        if line is None:
            return False
        if not line.sent:
            del self.lines[key]
            self._deliver()
            return True
        line.cancelled = True
        if line.acked:  # else the cancel follows the ack: before that the server knows of no turn
            self._post_cancel(key)
        return False

    async def do(self, operation: str, params: dict[str, Any] | None = None) -> Result:
        """Carry out a typed operation, once there is a connection. Raises Lost; it is not repeated, since it may have been done."""
        await self.online.wait()
        number = next(self._numbers)
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        self._wire.put_nowait(Do(id=number, operation=operation, params=params or {}, session_id=self.session))
        try:
            return await answer
        finally:
            self._asked.pop(number, None)

    async def _stay(self) -> None:
        try:
            while True:
                code, reason = await self._one_socket()
                self._away(reason)
                await self._before_next(code, reason)
        except Exception as error:
            self._events.put_nowait(error)

    async def _one_socket(self) -> tuple[int | None, str]:
        """A socket's whole life. Gives its close code (None if it never opened) and why it ended."""
        try:
            self._access = self._access or await self._door()
            self.url = self._access.url
            async with connect(
                endpoint(self.url),
                additional_headers={"Authorization": f"Bearer {self._access.token}"},
                max_size=LARGEST,
                proxy=None if is_loopback(self.url) else True,
            ) as socket:
                return await self._talk(socket)
        except InvalidStatus as refusal:
            status = refusal.response.status_code
            return (SIGN_IN[0] if status in (401, 403) else None), f"the server answered {status}"
        except (OSError, TimeoutError, EOFError, InvalidHandshake, ConnectionClosed) as error:
            return None, because(error)

    async def _talk(self, socket: ClientConnection) -> tuple[int | None, str]:
        self._wire = asyncio.Queue()
        writer = asyncio.create_task(self._write(socket, self._wire))
        try:
            while True:
                self._take(await socket.recv(decode=True))
        except ConnectionClosed as closed:
            return (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (None, "the connection broke")
        finally:
            writer.cancel()

    async def _write(self, socket: ClientConnection, wire: "asyncio.Queue[Frame]") -> None:
        join = JoinSession(session_id=self.session, last_seq=self._seq, epoch=self._epoch, protocol=2, stream=True)
        with suppress(ConnectionClosed):
            await socket.send(encoded(join))
            while True:
                await socket.send(encoded(await wire.get()))

    def _take(self, text: str) -> None:
        frame = decoded(text)
        match frame:
            case SessionJoined():
                self._come_in(frame)
            case Ack() if line := self.lines.get(frame.client_msg_id):
                line.acked = True
                if line.cancelled:
                    self._post_cancel(frame.client_msg_id)
            case MessageReceived() | AiResponse():
                if not self._is_new(frame):
                    return
            case Result():
                self._answered(frame)
            case ResyncRequired():
                # The server's log is another one now (restored from a backup): go on from its end.
                self._seq = frame.head_seq
            case Error():
                self._refused(frame)
        self._deliver()
        self._events.put_nowait(Received(frame=frame, text=text))

    def _come_in(self, frame: SessionJoined) -> None:
        self.session, self._epoch = frame.session_id, frame.epoch
        self._seq = frame.head_seq if self._seq is None else self._seq
        self.session_known, self._failures, self._refusals, self._last_words = True, 0, 0, ""
        self._can_dry_run = frame.can_dry_run
        self.online.set()
        self._under_way = None
        for key in [key for key, line in self.lines.items() if line.acked and line.cancelled]:
            self._post_cancel(key)

    def _deliver(self) -> None:
        """Send the first line that the server has not confirmed. The next one waits until it has, so that they stay in order."""
        key = next((key for key, line in self.lines.items() if not line.acked), None)
        if key is None:
            self.delivered.set()
        elif key != self._under_way and self.online.is_set() and self.session:
            self._under_way = key
            self.lines[key].sent = True
            line = self.lines[key]
            if line.dry_run and not self._can_dry_run:
                raise Failure("That server does not know --dry-run: it would do what you say. Nothing was sent.")
            self._wire.put_nowait(ChatMessage(session_id=self.session, message=line.text, client_msg_id=key, dry_run=line.dry_run))

    def _deliver_again(self) -> None:
        self._under_way = None
        self._deliver()

    def _post_cancel(self, key: str) -> None:
        if self.online.is_set() and self.session:
            self._wire.put_nowait(CancelGeneration(session_id=self.session, client_msg_id=key))

    def _is_new(self, frame: MessageReceived | AiResponse) -> bool:
        """Whether a durable frame was not here before, and note that it is now."""
        if frame.seq is not UNSET:
            if self._seq is not None and frame.seq <= self._seq:
                return False
            self._seq = frame.seq
        if isinstance(frame, AiResponse) and frame.done is not False and frame.client_msg_id is not UNSET:
            self.lines.pop(frame.client_msg_id, None)
        return True

    def _answered(self, frame: Result) -> None:
        answer = self._asked.get(frame.id)
        if answer and not answer.done():
            answer.set_result(frame)

    def _refused(self, frame: Error) -> None:
        """A line that is refused is not sent again, unless the server says when to. Raises Failure if there is no session to be in."""
        self._last_words = frame.message
        if frame.client_msg_id is not UNSET:
            if frame.retry_after_ms is not UNSET:
                asyncio.get_running_loop().call_later(frame.retry_after_ms / 1000, self._deliver_again)
            else:
                self.lines.pop(frame.client_msg_id, None)
        elif not (self.online.is_set() or frame.fatal or frame.code == "AUTH_REQUIRED"):  # after those, the close code decides
            raise Failure(told(frame))

    def _away(self, reason: str) -> None:
        was_online = self.online.is_set()
        self.online.clear()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(Lost("The connection broke before the answer came. Look whether it was done before you repeat it."))
        if was_online:
            self._gone_since = asyncio.get_running_loop().time()
            self._events.put_nowait(Offline(reason=reason))

    async def _before_next(self, code: int | None, reason: str) -> None:
        """Wait as long as the close code asks for. Raises Failure when there is to be no next try."""
        reason = self._last_words or reason
        if code in FINAL:
            raise Failure(reason or FINAL[code])
        if code in SIGN_IN:
            self._refusals += 1
            if self._refusals > 1:
                raise SignedOut(self._last_words or "The server does not accept this sign-in. Get a new token and try again.")
            self._access = None
            return
        if not self.session_known:
            raise Unreachable(f"Cannot reach {self.url or 'the server'}: {reason}")
        if asyncio.get_running_loop().time() - self._gone_since > self._patience:
            raise Unreachable(f"Lost {self.url}: {reason}")
        self._failures += 1
        if self._failures % PATIENT_TRIES == 0:
            self._access = None
        await asyncio.sleep(0 if code == RESUME_AT_ONCE else self._pause(self._failures))


def because(error: Exception) -> str:
    """Why a connection failed, in the system's words where it has some."""
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno).lower()
    return str(error) or type(error).__name__


def encoded(frame: Frame) -> str:
    return msgspec.json.encode(frame).decode()
