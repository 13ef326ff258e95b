"""Over lines that are slow, cut, dead or stalled, each still sees the one history, and nobody else notices."""

import asyncio
from pathlib import Path

import pytest

from tests.api.room.history import violations
from tests.api.room.proxy import failing
from tests.api.room.talkers import Talker
from tests.api.serving import connected, served

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rooms")]


@pytest.mark.parametrize("seed", [1])
async def test_over_failing_lines_it_is_one_room(seed: int, tmp_path: Path) -> None:
    async with served(tmp_path) as server, failing(server.url, seed) as proxy, connected(server) as sound:
        await sound.join()
        token = await server.token()
        enough = asyncio.Event()
        enough.set()
        people = [Talker(f"t{n}", token, sound.session, [proxy], seed * 10 + n, patience=1.5) for n in range(3)]
        async with asyncio.timeout(90):
            await asyncio.gather(*(one.talk(5, enough) for one in people))
        await sound.say("done")
        async with connected(server) as reader:
            head = (await reader.join(sessionId=sound.session, lastSeq=0))["headSeq"]
            while not any(frame.get("seq") == head for frame in reader.seen):
                await reader.receive_any()
            log = [frame for frame in reader.seen if frame["type"] in ("message-received", "ai-response") and "seq" in frame]
        async with asyncio.timeout(90):
            await asyncio.gather(*(one.catch_up(head) for one in people))
        own = people[0].history
        own.sent |= {frame["clientMsgId"]: frame["content"] for frame in log if frame.get("content") == "done" and "clientMsgId" in frame}
        assert violations(log, [one.history for one in people]) == []
        assert {*proxy.failed} - {"none"}, "no line failed"
