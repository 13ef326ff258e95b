"""The log of a session against a plain list: whatever is said, said again, answered, cancelled and read, in whatever order."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from assistant import SYSTEM
from assistant.errors import Conflict
from assistant.operations.rooms import CancelRuns, EndLapsed, KeepRuns, ListRuns, ReadHeads
from assistant.operations.talk import Answering, LogMessage, LogReply, OpenSession, ReadLog
from tests.conftest import opened, signed_in


class Log(RuleBasedStateMachine):
    """`entries` is what the log has to be: the type and the text of each event, in order."""

    runs = Bundle("runs")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.entries: list[tuple[str, str]] = []
        self.sent: dict[str, tuple[str, int]] = {}
        self.running: dict[str, int] = {}
        self.do(self._begin())

    def do(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def _begin(self) -> None:
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.assistant = await self.stack.enter_async_context(opened(f"sqlite:///{folder / 'log.db'}", folder))
        signed = await signed_in(self.assistant)
        session = await self.assistant.perform(OpenSession(), by=signed)
        self.by = type(signed)(user_id=signed.user_id, name=signed.name, session_id=session.id)

    def teardown(self) -> None:
        self.do(self.stack.aclose())
        self.loop.close()

    @rule(target=runs, cid=st.sampled_from("abcdef"), text=st.sampled_from(["hello", "undo", "yes"]))
    def say(self, cid: str, text: str) -> Any:
        run = f"run_{len(self.entries)}"
        answering = Answering(run_id=run, process="here", lease=60.0)
        message = LogMessage(type="message-received", payload={"content": text}, client_msg_id=cid, answering=answering)
        if cid in self.sent and self.sent[cid][0] != text:
            with pytest.raises(Conflict):
                self.do(self.assistant.perform(message, by=self.by))
            return multiple()
        appended = self.do(self.assistant.perform(message, by=self.by))
        if cid in self.sent:
            assert (appended.seq, appended.duplicate) == (self.sent[cid][1], True)
            return multiple()
        self.entries.append(("message-received", text))
        assert (appended.seq, appended.duplicate) == (len(self.entries), False)
        self.sent[cid] = (text, appended.seq)
        self.running[run] = appended.seq
        return run

    @rule(run=consumes(runs), status=st.sampled_from(["completed", "failed", "cancelled"]), again=st.booleans())
    def answer(self, run: str, status: str, again: bool) -> None:
        reply = LogReply(type="ai-response", payload={"content": run}, run_id=run, status=status)
        assert self.do(self.assistant.perform(reply, by=self.by)).seq == len(self.entries) + 1
        self.entries.append(("ai-response", run))
        del self.running[run]
        if again:
            assert self.do(self.assistant.perform(reply, by=self.by)) is None

    @rule()
    def cancel_all(self) -> None:
        assert set(self.do(self.assistant.perform(CancelRuns(), by=self.by))) == set(self.running)
        assert set(self.do(self.assistant.perform(KeepRuns(process="here", lease=60.0), by=SYSTEM))) == set(self.running)

    @rule()
    def nothing_lapses_that_goes_on(self) -> None:
        assert self.do(self.assistant.perform(EndLapsed(process="elsewhere", words={"en": "gone"}), by=SYSTEM)) == []

    @rule(after=st.integers(0, 12), most=st.integers(1, 5))
    def read(self, after: int, most: int) -> None:
        page = self.do(self.assistant.perform(ReadLog(after=after, most=most), by=self.by))
        assert [(event.seq, event.type, event.payload["content"]) for event in page] == [
            (seq, kind, text) for seq, (kind, text) in enumerate(self.entries, 1) if seq > after
        ][:most]

    @invariant()
    def it_is_as_long_as_it_says(self) -> None:
        heads = self.do(self.assistant.perform(ReadHeads(session_ids=[self.by.session_id]), by=SYSTEM))
        assert {session_id: head.seq for session_id, head in heads.items()} == {self.by.session_id: len(self.entries)}
        runs = self.do(self.assistant.perform(ListRuns(), by=self.by))
        assert {run.id: run.seq for run in runs} == self.running


TestLog = Log.TestCase
TestLog.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
