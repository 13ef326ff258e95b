"""A line that was typed reaches the log once, whatever becomes of the sockets."""

import asyncio
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.frames import AiResponse, Error, MessageReceived
from api.terminal.connection import Connection, pause
from api.terminal.door import Access, Known
from api.terminal.failures import Failure, Lost, SignedOut, Unreachable
from api.terminal.incoming import Event, Offline, Received
from tests.api.terminal.room import TOKEN, Room, open_room

SOON = 10.0


def joined(room: Room, **options: Any) -> Connection:
    async def door() -> Access:
        return Known(url=room.url, token=TOKEN)

    return Connection(door, pause=lambda _: 0.01, **options)


async def until(connection: Connection, wanted: Any) -> list[Event]:
    """The events up to the first that `wanted` accepts."""
    events = []
    async with asyncio.timeout(SOON):
        async for event in connection.events():
            events.append(event)
            if wanted(event):
                break
    return events


def is_reply(event: Event) -> bool:
    return isinstance(event, Received) and isinstance(event.frame, AiResponse)


def contents(events: list[Event], kind: type[AiResponse | MessageReceived]) -> list[str]:
    return [event.frame.content for event in events if isinstance(event, Received) and isinstance(event.frame, kind)]


async def test_a_line_gets_its_reply(room: Room) -> None:
    async with joined(room) as connection:
        connection.say("hello")
        events = await until(connection, is_reply)
    assert contents(events, AiResponse) == ["You said: hello"]
    assert connection.unsent == []


async def test_a_line_typed_before_there_is_a_connection_is_sent_when_there_is_one(room: Room) -> None:
    async with joined(room) as connection:
        connection.say("early")
        assert not connection.online.is_set()
        await until(connection, is_reply)
    assert room.said == ["early"]


@pytest.mark.parametrize("point", ["before log", "before ack", "after ack"])
async def test_a_cut_at_any_point_neither_loses_a_line_nor_doubles_it(room: Room, point: str) -> None:
    room.breaks[point] = 1
    async with joined(room) as connection:
        key = connection.say("hold on")
        events = await until(connection, is_reply)
    assert room.said == ["hold on"]
    assert contents(events, AiResponse) == ["You said: hold on"]
    sent = [frame["clientMsgId"] for frame in room.heard if frame["type"] == "chat-message"]
    assert set(sent) == {key}
    assert len(sent) == (1 if point == "after ack" else 2)


async def test_lines_typed_while_the_server_is_away_are_sent_in_order_when_it_is_back(room: Room) -> None:
    async with joined(room) as connection:
        await asyncio.wait_for(connection.online.wait(), SOON)
        await room.stop()
        await until(connection, lambda event: isinstance(event, Offline))
        for text in ("one", "two", "three"):
            connection.say(text)
        assert connection.unsent == ["one", "two", "three"]
        await room.start()
        await asyncio.wait_for(connection.delivered.wait(), SOON)
    assert room.said == ["one", "two", "three"]


async def test_what_was_said_while_away_comes_once_and_only_that(room: Room) -> None:
    async with joined(room) as connection:
        connection.say("before")
        await until(connection, is_reply)
        await room.stop()
        await until(connection, lambda event: isinstance(event, Offline))
        await room.say("Mara", "meanwhile")
        await room.start()
        connection.say("after")
        events = await until(connection, is_reply)
    assert contents(events, MessageReceived) == ["meanwhile", "after"]
    assert [join["lastSeq"] for join in room.joins] == [None, 2]


POINTS = st.sampled_from(["before log", "before ack", "after ack", "before join"])


@settings(max_examples=20)
@given(st.lists(st.tuples(POINTS, st.integers(1, 2)), max_size=4), st.integers(1, 5))
def test_any_cuts_leave_every_line_in_the_log_once_and_in_order(cuts: list[tuple[str, int]], count: int) -> None:
    async def play() -> None:
        async with open_room() as room, joined(room) as connection:
            await asyncio.wait_for(connection.online.wait(), SOON)
            room.breaks.update(dict(cuts))
            texts = [f"line {number}" for number in range(count)]
            for text in texts:
                connection.say(text)
            replies = itertools.count(1)
            events = await until(connection, lambda event: is_reply(event) and next(replies) == count)
        assert room.said == texts
        assert sorted(contents(events, AiResponse)) == sorted(f"You said: {text}" for text in texts)

    asyncio.run(play())


async def test_cancelling_ends_the_turn_and_not_the_session(room: Room) -> None:
    async with joined(room) as connection:
        key = connection.say("slow work")
        await until(connection, lambda event: isinstance(event, Received) and '"progress-update"' in event.text)
        assert not connection.cancel(key)
        [*_, reply] = await until(connection, is_reply)
        assert isinstance(reply, Received) and isinstance(reply.frame, AiResponse)
        assert reply.frame.status == "cancelled"
        connection.say("and on")
        assert contents(await until(connection, is_reply), AiResponse) == ["You said: and on"]
    assert len(room.joins) == 1


async def test_a_cancel_given_while_the_server_is_away_arrives_when_it_is_back(room: Room) -> None:
    async with joined(room) as connection:
        key = connection.say("slow work")
        await asyncio.wait_for(connection.delivered.wait(), SOON)
        room.cut()
        await until(connection, lambda event: isinstance(event, Offline))
        connection.cancel(key)
        [*_, reply] = await until(connection, is_reply)
        assert isinstance(reply, Received) and isinstance(reply.frame, AiResponse)
        assert reply.frame.status == "cancelled"


async def test_cancelling_a_line_that_has_not_left_takes_it_back(room: Room) -> None:
    async with joined(room) as connection:
        key = connection.say("never mind")
        assert connection.cancel(key)
        connection.say("this instead")
        await until(connection, is_reply)
    assert room.said == ["this instead"]


async def test_a_refused_line_is_told_and_not_sent_again(room: Room) -> None:
    async with joined(room) as connection:
        connection.say("refuse")
        await until(connection, lambda event: isinstance(event, Received) and isinstance(event.frame, Error))
        assert connection.lines == {}
        room.cut()
        connection.say("next")
        await until(connection, is_reply)
    assert [frame["message"] for frame in room.heard if frame["type"] == "chat-message"].count("refuse") == 1


async def test_a_line_the_server_puts_off_is_sent_again_when_it_says(room: Room) -> None:
    async with joined(room) as connection:
        connection.say("busy")
        await until(connection, is_reply)
    assert room.said == ["busy"]


async def test_an_operation_is_answered(room: Room) -> None:
    room.answers["scene.list"] = {"scenes": [], "duration": 0}
    async with joined(room) as connection:
        good = await asyncio.wait_for(connection.do("scene.list"), SOON)
        bad = await asyncio.wait_for(connection.do("scene.fly", {"scene": 1}), SOON)
    assert (good.ok, good.result) == (True, {"scenes": [], "duration": 0})
    assert not bad.ok


async def test_an_operation_whose_answer_is_lost_is_not_repeated(room: Room) -> None:
    async with joined(room) as connection:
        asked = asyncio.create_task(connection.do("slow"))
        assert await asyncio.to_thread(room.working.wait, SOON)
        room.cut()
        with pytest.raises(Lost):
            await asyncio.wait_for(asked, SOON)
        await asyncio.wait_for(connection.online.wait(), SOON)
    assert [frame["type"] for frame in room.heard].count("do") == 1


async def test_a_token_that_has_expired_is_replaced_by_a_new_one(room: Room) -> None:
    tokens = iter(["old", "new"])
    room.tokens = {"old"}

    async def door() -> Access:
        return Known(url=room.url, token=next(tokens))

    async with Connection(door, pause=lambda _: 0.01) as connection:
        await asyncio.wait_for(connection.online.wait(), SOON)
        room.tokens = {"new"}
        room.cut()
        await until(connection, lambda event: isinstance(event, Offline))
        connection.say("still me")
        await until(connection, is_reply)
    assert room.said == ["still me"]


async def test_a_token_nobody_accepts_ends_it(room: Room) -> None:
    room.tokens = set()
    async with joined(room) as connection:
        with pytest.raises(SignedOut):
            await until(connection, lambda _: False)


async def test_a_server_that_is_not_there_ends_it_at_once(room: Room) -> None:
    await room.stop()
    async with joined(room) as connection:
        with pytest.raises(Unreachable, match="connection refused"):
            await until(connection, lambda _: False)
    await room.start()


async def test_a_server_that_stays_away_ends_it_when_patience_does(room: Room) -> None:
    async with joined(room, patience=0.05) as connection:
        await asyncio.wait_for(connection.online.wait(), SOON)
        await room.stop()
        with pytest.raises(Unreachable):
            await until(connection, lambda _: False)
    await room.start()


async def test_a_session_that_does_not_exist_ends_it_in_the_servers_words(room: Room) -> None:
    async with joined(room, session="session_nowhere") as connection:
        with pytest.raises(Failure, match="There is no such session"):
            await until(connection, lambda _: False)


async def test_frames_it_does_not_know_are_handed_on(room: Room) -> None:
    async with joined(room) as connection:
        await asyncio.wait_for(connection.online.wait(), SOON)
        connection.say("x")
        await until(connection, is_reply)
        await room.tell({"type": "server-draining", "retryAfterMs": 5})
        [event] = await until(connection, lambda _: True)
    assert isinstance(event, Received) and event.frame is None


@given(st.integers(1, 200))
def test_the_pause_before_a_try_stays_under_half_a_minute(failures: int) -> None:
    assert 0 < pause(failures) <= 30
