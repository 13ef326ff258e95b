"""One WebSocket connection: a reader, a bounded queue for what cannot go out at once, and cursors into the logs of the sessions it has
joined. While it is idle it is one task."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Coroutine, Sequence
from itertools import count
from typing import Any

import msgspec
import structlog
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect
from msgspec import UNSET

from api import frames
from api.admission import Sends, admit, tier_of
from api.doing import done
from api.hub import Hub
from api.joining import Joined, resumes, session_for, welcome
from api.outgoing import Outgoing
from api.problems import SOCKET_CODES
from api.talking import Talking, check_said
from api.wire import Sent, decoded, encoded, logged
from assistant import NOBODY, SYSTEM, Actor, Assistant
from assistant.errors import Forbidden, Invalid, LimitExceeded, NotFound, Problem, Unauthenticated, Unavailable
from assistant.events import MessageLogged
from assistant.failpoints import reach
from assistant.identity import Claims
from assistant.operations.rooms import CancelRuns, Enter, Leave, ListRuns, ReadHeads
from assistant.operations.talk import ReadLog, message_id
from memory.runs import Run

log = structlog.get_logger(__name__)

AT_A_TIME = 32
"""Frames of one connection that are handled before it is others' turn, however many it sent."""
AUTH_SECONDS = 5.0
LAST_WORDS_SECONDS = 1.0
EXPIRED, AUTH_LATE, TOO_MANY, TOO_LARGE = 4401, 4408, 4429, 1009
MOST_JOINED = 50


class Connection:
    """Frames in, frames out. Implements the hub's `Member`."""

    def __init__(self, socket: WebSocket[Any, Any, Any], assistant: Assistant, talking: Talking, hub: Hub, sends: Sends) -> None:
        self.id = f"connection_{secrets.token_hex(8)}"
        self._socket = socket
        self._assistant = assistant
        self._talking = talking
        self._hub = hub
        self._sends = sends
        self._out = Outgoing(socket, self._spawn, self._end)
        self._joined: dict[str, Joined] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_order = asyncio.Lock()
        self._claims: Claims | None = None
        self._clock: asyncio.TimerHandle | None = None
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._close_code = 1000

    @property
    def user_id(self) -> str:
        return self._claims.sub if self._claims else ""

    @property
    def name(self) -> str:
        return self._claims.name if self._claims else ""

    @property
    def waiting(self) -> int:
        """Frames that wait because their reader is slow."""
        return self._out.waiting

    async def run(self, claims: Claims | None) -> None:
        """Serve an accepted connection until either side ends it."""
        if claims is not None:
            await self._admit(claims)
        self._watch_the_clock()
        reader = asyncio.create_task(self._read())
        reader.add_done_callback(lambda _: self._end())
        try:
            await self._over
        finally:
            left = list(self._joined)
            for session_id in left:
                self._hub.leave(session_id, self)
            if self._clock:
                self._clock.cancel()
            tasks = [reader, *self._tasks]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._hub.depart(self.user_id, self.id)
            await self._close()
            for session_id in left:
                await self._gone(session_id)

    def _end(self, code: int = 1000) -> None:
        """The first reason counts."""
        if not self._over.done():
            self._close_code = code
            self._over.set_result(None)

    async def deliver(self, event: MessageLogged) -> None:
        """Never waits: what cannot go out at once is read from the log again, by a task of its own."""
        joined = self._joined.get(event.session_id)
        if joined is None or event.seq <= joined.cursor:
            return
        if event.seq == joined.cursor + 1 and not joined.lock.locked() and not self._out.full:
            joined.cursor = event.seq
            if (content := self._hub.copies.of(event, joined.protocol)) is not None:
                self._out.put(content)
        else:
            self._spawn(self._catch_up(joined))

    def tell(self, frame: Any, session_id: str = "") -> None:
        joined = self._joined.get(session_id)
        if isinstance(frame, frames.AiResponse) and not (joined and joined.stream):
            return  # what there is of an answer already is for those who asked for it
        content = self._hub.copies.of(frame, joined.protocol if joined else 2)
        if content is not None and not self._out.full:
            self._out.put(content)

    def behind(self, session_id: str, seq: int) -> None:
        joined = self._joined.get(session_id)
        if joined is not None and seq > joined.cursor:
            self._spawn(self._catch_up(joined))

    def guest(self, session_id: str) -> bool:
        return session_id in self._joined and self._joined[session_id].guest

    def put_out(self, session_id: str) -> None:
        if self._joined.pop(session_id, None) is not None:
            self._hub.leave(session_id, self)
            gone = frames.Error(code="ACCESS_DENIED", message="You are no member of this project any more.", fatal=True)
            self.tell(gone)
            self._spawn(self._gone(session_id))

    async def _gone(self, session_id: str) -> None:
        """This connection is not in the session any more: told to whoever is, here and elsewhere."""
        with contextlib.suppress(Problem):
            await self._assistant.perform(Leave(connection_id=self.id, session_id=session_id), by=SYSTEM)
        self._hub.people_changed(session_id)

    def _watch_the_clock(self) -> None:
        """Ends the connection when nobody signed in in time, or when the token's hour is over."""
        loop = asyncio.get_running_loop()
        if self._clock:
            self._clock.cancel()
        if self._claims is None:
            self._clock = loop.call_later(AUTH_SECONDS, self._end, AUTH_LATE)
        elif (left := self._claims.exp - time.time()) > 0:
            self._clock = loop.call_later(min(60.0, left) + 0.01, self._watch_the_clock)
        else:
            self._end(EXPIRED)

    async def _admit(self, claims: Claims) -> None:
        """Signed in; one connection too many is told so, and ended."""
        self._claims = claims
        try:
            await admit(self._assistant, self._hub, self.id, claims)
        except LimitExceeded as problem:
            await self._refuse(TOO_MANY, msgspec.structs.replace(self._error(problem, None), fatal=True))

    async def _refuse(self, code: int, last: frames.Error) -> None:
        """Nothing more is read; what waits to be sent goes out, then the connection closes."""
        await self._send(last)
        await self._out.flush(LAST_WORDS_SECONDS)
        self._end(code)

    async def _read(self) -> None:
        for number in count(1):
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text")
            await self._handle(text.encode() if isinstance(text, str) else None)
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)

    async def _handle(self, content: bytes | None) -> None:
        """One frame. Whatever is wrong with it is answered; the connection lives on, but after one that is too large."""
        frame: frames.ClientFrame | None = None
        if self._over.done():
            return
        if content is not None and len(content) > (most := tier_of(self._claims).frame_bytes):
            told = f"A frame may have {most} bytes at most."
            await self._refuse(TOO_LARGE, frames.Error(code="VALIDATION_ERROR", message=told, fatal=True))
            return
        try:
            if content is None:
                raise Invalid("Frames are JSON text, not binary.")
            frame = decoded(content)
            if isinstance(frame, frames.ChatMessage | frames.ChoiceSelected | frames.Do):
                await self._sends.count(self.user_id, tier_of(self._claims))
            await self._dispatch(frame)
        except Problem as problem:
            await self._send(self._error(problem, frame or Sent.read(content)))
        except (WebSocketDisconnect, asyncio.CancelledError):
            raise
        except Exception:
            log.exception("a frame failed")
            await self._send(frames.Error(code="WEBSOCKET_ERROR", message="Something went wrong on our side."))

    async def _dispatch(self, frame: frames.ClientFrame) -> None:
        match frame:
            case frames.Ping():
                await self._send(frames.Pong(t=frame.t))
            case frames.Auth():
                first, claims = self._claims is None, self._renewed(frame.token)
                self._claims = claims
                if first:
                    await self._admit(claims)
                self._watch_the_clock()
            case _ if self._claims is None:
                raise Unauthenticated("Sign in first: send an auth frame with your token.")
            case frames.JoinSession():
                await self._join(frame)
            case frames.ChatMessage():
                await self._say(frame, frame.message, None, attachments=frame.attachments, dry_run=frame.dry_run)
            case frames.ChoiceSelected():
                self._own(frame.user_id)
                await self._say(frame, frame.custom_input or "", frame.choice_id)
            case frames.Typing():
                self._own(frame.user_id)
                if self._member(frame.session_id).tells(frame.is_typing):
                    self._hub.type(frame.session_id, self, frame.is_typing)
            case frames.LeaveSession():
                self._member(frame.session_id)
                del self._joined[frame.session_id]
                self._hub.leave(frame.session_id, self)
                await self._gone(frame.session_id)
            case frames.CancelGeneration():
                by = self._member(frame.session_id).actor
                self._hub.cancel(frame.session_id, await self._assistant.perform(CancelRuns(run_id=frame.run_id), by=by))
            case frames.Do():
                if frame.session_id is not None:
                    self._member(frame.session_id)
                self._spawn(self._do(frame))

    def _renewed(self, token: str) -> Claims:
        claims = self._assistant.identity.read(token, "access")
        if self._claims and claims.sub != self._claims.sub:
            raise Forbidden("This connection belongs to another user.")
        return claims

    def _own(self, user_id: str | None) -> None:
        if user_id is not None and user_id != self.user_id:
            raise Forbidden("userId must be the user who is signed in.", field="userId")

    def _actor(self, session_id: str) -> Actor:
        assert self._claims is not None
        return self._claims.actor(session_id)

    def _member(self, session_id: str) -> Joined:
        if session_id not in self._joined:
            raise NotFound("You have not joined that session.", remedy="Send join-session first.", field="sessionId")
        return self._joined[session_id]

    async def _join(self, frame: frames.JoinSession) -> None:
        assert self._claims is not None
        self._own(frame.user_id)
        session = await session_for(self._assistant, frame, self._actor(self._claims.sid))
        resumable = resumes(frame, session, self._hub.copies.epoch)
        cursor = int(frame.last_seq or 0) if resumable else session.seq
        if session.id not in self._joined and len(self._joined) >= MOST_JOINED:
            raise LimitExceeded(f"A connection may be in {MOST_JOINED} sessions.", remedy="Leave one first.")
        actor = self._actor(session.id)
        joined = Joined(actor=actor, cursor=cursor, protocol=frame.protocol, lock=asyncio.Lock())
        joined.stream, joined.guest = frame.stream and frame.protocol >= 2, session.user_id != self.user_id
        there = await self._assistant.perform(Enter(connection_id=self.id, process=self._hub.process), by=actor)
        running = await self._assistant.perform(ListRuns(), by=actor)
        if frame.protocol >= 2:
            await self._send(welcome(session, self._hub.copies.epoch, cursor, running, there, joined.guest))
            if frame.last_seq is not None and not resumable:
                rest = f"/api/v1/chat/session/{session.id}"
                await self._send(frames.ResyncRequired(session_id=session.id, head_seq=session.seq, rest_url=rest))
        self._joined[session.id] = joined
        self._hub.join(session.id, self)
        self._hub.people_changed(session.id)
        for session_id, head in (await self._assistant.perform(ReadHeads(session_ids=[session.id]), by=SYSTEM)).items():
            self._hub.shows(session_id, head.project_id, head.change)
        await self._catch_up(joined)
        for run in running if joined.stream else ():
            self._so_far(session.id, run)

    def _so_far(self, session_id: str, run: Run) -> None:
        """What a turn has said already, for whoever joins in the middle of it."""
        if text := self._hub.texts.get(run.id, run.text):
            so_far = frames.piece(session_id, run.id, message_id(session_id, run.seq), 0, text)
            self.tell(so_far, session_id)

    async def _say(
        self,
        frame: frames.ChatMessage | frames.ChoiceSelected,
        text: str,
        choice: str | None,
        *,
        attachments: Sequence[str] = (),
        dry_run: bool = False,
    ) -> None:
        joined = self._member(frame.session_id)
        if self._hub.draining:
            raise Unavailable("This server is about to stop.", remedy="Connect again and send it once more.")
        check_said(text, choice)
        appended = await self._talking.say(text, joined.actor, frame.client_msg_id, choice, attachments=attachments, dry_run=dry_run)
        if joined.protocol >= 2 and frame.client_msg_id:
            await self._send(
                frames.Ack(
                    client_msg_id=frame.client_msg_id, message_id=appended.message_id, seq=appended.seq, duplicate=appended.duplicate
                )
            )
            reach("after-ack")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _do(self, frame: frames.Do) -> None:
        """An operation, typed. Those of one connection run in the order they came."""
        async with self._in_order:
            by = self._doer(frame.session_id)
            await self._send(await done(self._assistant, frame, by, self.tell, self._hub.progress))

    def _doer(self, session_id: str | None) -> Actor:
        """Whoever joined that session; without one, the only session joined, or the sign-in itself."""
        assert self._claims is not None
        if session_id is not None:
            return self._joined[session_id].actor if session_id in self._joined else NOBODY
        only = next(iter(self._joined.values())) if len(self._joined) == 1 else None
        return only.actor if only else self._actor(self._claims.sid)

    async def _catch_up(self, joined: Joined) -> None:
        """Everything in the log after the cursor, page by page."""
        joined.behind = True
        if joined.lock.locked():
            return  # whoever holds the lock looks again before letting go
        async with joined.lock:
            while joined.behind and self._is_in(joined):
                joined.behind = False
                for event in await self._log(joined):
                    await self._send(logged(event, self._hub.copies.epoch), joined.protocol)
                    joined.cursor = event.seq
                    joined.behind = True
                    reach("mid-replay")

    def _is_in(self, joined: Joined) -> bool:
        """Whether that is how this connection is in the session still, and it has not left or joined anew meanwhile."""
        return self._joined.get(joined.actor.session_id) is joined

    async def _log(self, joined: Joined) -> list[MessageLogged]:
        """The next page; nothing for whoever is no member any more, and is about to be put out."""
        try:
            return await self._assistant.perform(ReadLog(after=joined.cursor), by=joined.actor)
        except Unauthenticated:
            return []

    async def _send(self, frame: Any, protocol: int = 2) -> None:
        content = encoded(frame, protocol)
        if content is not None:
            await self._out.send(content)

    def _error(self, problem: Problem, frame: frames.ClientFrame | Sent | None) -> frames.Error:
        client_msg_id = getattr(frame, "client_msg_id", None)
        return frames.Error(
            code=SOCKET_CODES[type(problem)],
            message=problem.message,
            suggested_action=problem.remedy,
            retry_after_ms=problem.data.get("retry_after_ms", UNSET),
            client_msg_id=client_msg_id if client_msg_id else UNSET,
            id=frame.id if isinstance(frame, frames.Do) else UNSET,
        )

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(1):
                await self._socket.close(self._close_code)
        except Exception:  # the other side is gone already
            log.debug("the connection was closed before us")
