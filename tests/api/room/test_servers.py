"""Two servers over one database are one room: what is said, typed and cancelled on one is known on the other, with any broker or none."""

import asyncio
import contextlib
import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from api.broker import Broker, Hint, dial
from assistant.operations.looks import MediaLooked
from tests.api.room.servers import Server
from tests.api.serving import Client, Served, connected, served, talking
from tests.databases import fresh_database, needed_in_ci

REDIS = os.environ.get("STORYCORE_TEST_REDIS", "redis://127.0.0.1:6379/9")
PROMPT = "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet"


@pytest.fixture(params=["", "postgresql", "redis"])
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Served, Served]]:
    """Two houses with one home's key over one database."""
    broker = REDIS if request.param == "redis" else request.param
    if request.param == "redis":
        await redis_is_here()
    async with (
        fresh_database("postgresql", tmp_path) as database,
        served(tmp_path, database_url=database, broker=broker) as one,
        served(tmp_path, database_url=database, broker=broker) as other,
    ):
        for server in (one, other) if broker else ():
            async with asyncio.timeout(10):
                await server.house.app.state.hub.broker.connected.wait()
        yield one, other


async def redis_is_here() -> None:
    from redis.asyncio import Redis

    client = Redis.from_url(REDIS)
    try:
        await client.ping()
    except OSError:
        needed_in_ci("Redis")
    finally:
        await client.aclose()


@contextlib.asynccontextmanager
async def both(pair: tuple[Served, Served]) -> AsyncIterator[tuple[Client, Client]]:
    """The same person in one session on both."""
    token = await pair[0].token()
    async with connected(pair[0], token) as here, connected(pair[1], token) as there:
        await here.join()
        await there.join(sessionId=here.session)
        yield here, there


async def test_what_is_said_on_one_is_heard_on_the_other(pair: tuple[Served, Served]) -> None:
    async with both(pair) as (here, there):
        answered = await here.say("hello")
        assert (await there.receive("ai-response"))["seq"] == answered["seq"] == 2
        back = await there.say("thank you")
        assert (await here.receive("ai-response"))["seq"] == back["seq"] == 4


async def test_who_is_there_counts_over_both(pair: tuple[Served, Served]) -> None:
    async with both(pair) as (here, there):
        assert {one["name"] for one in (await here.receive("presence"))["members"]} == {"owner"}
        joined = next(frame for frame in there.seen if frame["type"] == "session-joined")
        assert joined["members"] == [{"id": "owner", "name": "owner"}]


async def test_a_turn_is_cancelled_from_the_other_server(pair: tuple[Served, Served]) -> None:
    async with both(pair) as (here, there):
        await here.send(type="chat-message", sessionId=here.session, message=PROMPT, clientMsgId="long")
        await there.receive("message-received")
        await there.send(type="cancel-generation", sessionId=here.session)
        ended = await here.receive("ai-response", clientMsgId="long")
        assert ended["status"] in ("cancelled", "completed")
        assert (await there.receive("ai-response"))["seq"] == ended["seq"]
        assert (await there.say("hello"))["status"] == "completed"


async def test_turns_of_one_session_are_answered_in_order_over_both(pair: tuple[Served, Served]) -> None:
    async with both(pair) as (here, there):
        for number in range(4):
            client = (here, there)[number % 2]
            await client.send(type="chat-message", sessionId=here.session, message="list my scenes", clientMsgId=f"n{number}")
            await client.receive("ack")
        while sum(frame["type"] == "ai-response" for frame in here.seen) < 4:
            await here.receive("ai-response")
        answers = [frame["clientMsgId"] for frame in here.seen if frame["type"] == "ai-response"]
        assert answers == ["n0", "n1", "n2", "n3"]


async def test_the_progress_of_a_choice_reaches_whoever_is_on_the_other(pair: tuple[Served, Served]) -> None:
    async with both(pair) as (here, there):
        await here.do("project.create", title="Night Boat", genre="noir")
        choice = (await here.say("guide me"))["choices"][0]
        await here.send(type="choice-selected", sessionId=here.session, choiceId=choice["id"], clientMsgId="pick")
        told = await there.heard("ai-response", clientMsgId="pick")
        [view] = told["views"]
        assert view["result"]["progress"]["percentage"] == 13  # without a broker, too: the answer is in the log
        if pair[0].settings.broker:
            moved = await there.heard("progress-update")
            assert (moved["runId"], moved["progress"]["percentage"]) == (told["runId"], 13)


async def test_every_look_at_what_was_sent_is_told_on_the_other(pair: tuple[Served, Served]) -> None:
    if not pair[0].settings.broker:
        pytest.skip("without a broker it is seen when it is read")
    async with both(pair) as (here, there):
        project = (await here.do("project.create", title="Night Boat"))["result"]["id"]
        looks = {f"media_{number}" for number in range(5)}
        for media in sorted(looks):
            looked = MediaLooked(project_id=project, media_ids=(media,), status="ready", stage="ready", percent=100)
            await pair[0].house.assistant.bus.publish([looked])
        while looks:
            looks -= {*(await there.receive("progress-update"))["data"]["media"]["media_ids"]}


async def test_a_change_on_one_is_seen_on_the_other_in_another_conversation(pair: tuple[Served, Served]) -> None:
    async with talking(pair[0]) as here, connected(pair[1], await pair[0].token()) as there:
        await here.do("project.create", title="Night Boat")
        await there.join()
        await there.do("project.open", project="night-boat")
        added = await here.do("scene.add", title="The Bridge")
        told = await there.heard("film-changed", change=added["changes"][0]["number"])
        assert (told["sessionId"], told["projectId"]) == (there.session, added["changes"][0]["project"])
        renamed = await there.say("call scene one The Span")
        await here.heard("film-changed", change=renamed["changes"][0]["number"])


@pytest.mark.parametrize("kind", ["redis", "postgresql"])
async def test_a_broker_that_went_away_costs_a_delay_and_no_message(kind: str, tmp_path: Path) -> None:
    heard: list[str] = []

    async def hear(hint: Hint) -> None:
        heard.append(hint.session_id)

    async with fresh_database("postgresql", tmp_path) as database:
        if kind == "redis":
            await redis_is_here()
        way = dial(REDIS if kind == "redis" else kind, database)
        one, other = Broker("one", way), Broker("other", way)
        one.start(hear)
        other.start(hear)
        try:
            async with asyncio.timeout(20):
                await asyncio.gather(one.connected.wait(), other.connected.wait())
                await _cut(kind, database)
                mark = secrets.token_hex(4)
                while mark not in heard:
                    one.tell(Hint(kind="log", session_id=mark, seq=1))
                    await asyncio.sleep(0.1)
        finally:
            await asyncio.gather(one.stop(), other.stop())


async def _cut(kind: str, database: str) -> None:
    """Every connection to the broker ends, as when it is started anew."""
    if kind == "redis":
        from redis.asyncio import Redis

        client = Redis.from_url(REDIS)
        await client.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        await client.aclose()
        return
    import asyncpg

    connection = await asyncpg.connect(database)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


@pytest.mark.slow
async def test_a_stopping_server_lets_turns_end_and_tells_everybody(tmp_path: Path) -> None:
    server = Server(tmp_path, "")
    await server.start()
    try:
        async with _owner_on(server) as client:
            await client.join()
            await client.say("hello")  # it has read its languages: what is waited for is the turn
            await client.send(type="chat-message", sessionId=client.session, message=PROMPT, clientMsgId="last")
            await client.receive("ack")
            stopped = asyncio.create_task(server.stop())
            told = await client.receive("server-draining")
            assert 500 <= told["retryAfterMs"] <= 1000
            assert (await client.receive("ai-response", clientMsgId="last"))["status"] == "completed"
            with pytest.raises(ConnectionClosed) as closed:
                await client.receive("never")
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1012
            assert await stopped == 0
    finally:
        await server.kill()


@contextlib.asynccontextmanager
async def _owner_on(server: Server) -> AsyncIterator[Client]:
    from websockets.asyncio.client import connect

    from tests.api.room.servers import token

    bearer = await token(server.folder, f"sqlite:///{server.folder / 'home' / 'storycore.db'}")
    address: Any = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(address, additional_headers={"Authorization": f"Bearer {bearer}"}) as socket:
        yield Client(socket)


async def test_what_one_may_send_in_a_minute_is_counted_over_both(tmp_path: Path) -> None:
    await redis_is_here()
    async with fresh_database("postgresql", tmp_path) as database:
        given: dict[str, Any] = {"database_url": database, "broker": REDIS, "sends_per_minute": 4}
        async with served(tmp_path, **given) as one, served(tmp_path, **given) as other:
            user = await one.add_user(f"{secrets.token_hex(4)}@example.com")
            token = await one.token(user)
            async with connected(one, token) as here, connected(other, token) as there:
                await here.join()
                await there.join(sessionId=here.session)
                for client in (here, there, here, there):
                    await client.do("scene.list")
                await here.send(type="do", id="late", operation="scene.list")
                refused = await here.receive("error")
                assert refused["code"] == "RATE_LIMITED"
                assert 0 < refused["retryAfterMs"] <= 60_000
