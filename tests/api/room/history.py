"""Whether what several clients saw over reconnects, and what is in the log at the end, can be the history of one correct room
(`shared/protocol.md`, "Invariants"). Pure: frames in, violations out, each with the number of its invariant."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, field

Frame = dict[str, Any]
DURABLE = ("message-received", "ai-response")
ENDS = ("completed", "cancelled", "failed", "interrupted")


class Life(Struct):
    """One connection of a client: the cursor it joined with (None: from the head on) and what it received, in order."""

    after: int | None
    received: list[Frame] = field(default_factory=list)


class History(Struct):
    """All that one client did: the ids it sent, by their text, and its connections."""

    user: str
    sent: dict[str, str] = field(default_factory=dict)
    lives: list[Life] = field(default_factory=list)


def violations(log: Sequence[Frame], histories: Sequence[History]) -> list[str]:
    """`log` is the session's, read after everything has settled."""
    return [
        *_numbered(log),
        *_once(log),
        *(problem for history in histories for problem in _acked(log, history)),
        *(problem for history in histories for life in history.lives for problem in _stream(log, life)),
        *(problem for history in histories for problem in _over_lives(history)),
        *_no_phantom(log, histories),
        *_runs(log),
        *(problem for history in histories for life in history.lives for problem in _pieces(log, life)),
    ]


def _numbered(log: Sequence[Frame]) -> Iterator[str]:
    """2: 1..n without gap or reuse."""
    numbers = [frame["seq"] for frame in log]
    if numbers != list(range(1, len(log) + 1)):
        yield f"2: the log's numbers are {numbers}"


def _once(log: Sequence[Frame]) -> Iterator[str]:
    """3: one entry per client id."""
    ids = Counter(
        (frame["sender"]["id"], frame["clientMsgId"]) for frame in log if frame["type"] == "message-received" and "clientMsgId" in frame
    )
    yield from (f"3: {each} is in the log {times} times" for each, times in ids.items() if times > 1)


def _acked(log: Sequence[Frame], history: History) -> Iterator[str]:
    """1 and 7: what was acked is in the log, under that number, in the order of the acks' numbers."""
    by_number = {frame["seq"]: frame for frame in log}
    for ack in (frame for life in history.lives for frame in life.received if frame["type"] == "ack"):
        entry = by_number.get(ack["seq"])
        if entry is None:
            yield f"1: acked {ack['clientMsgId']} as {ack['seq']}, which is not in the log"
        elif entry.get("clientMsgId") != ack["clientMsgId"]:
            yield f"7: acked {ack['clientMsgId']} as {ack['seq']}, where {entry.get('clientMsgId')} is"


def _stream(log: Sequence[Frame], life: Life) -> Iterator[str]:
    """4 and 5: what a connection received is the log from its cursor on, without gap or double."""
    got = [frame for frame in life.received if frame["type"] in DURABLE and "seq" in frame]
    numbers = [frame["seq"] for frame in got]
    if not numbers:
        return
    first = numbers[0] if life.after is None else life.after + 1
    if numbers != list(range(first, first + len(numbers))):
        yield f"4: after {life.after} came {numbers}"
    for frame in got:
        if frame["seq"] <= len(log) and _told(frame) != _told(log[frame["seq"] - 1]):
            yield f"5: {frame['seq']} is another event than in the log"
        if frame["seq"] > len(log):
            yield f"5: {frame['seq']} was seen, and is not in the log"


def _over_lives(history: History) -> Iterator[str]:
    """4: joined over reconnects, nothing is missing and nothing comes twice."""
    numbers = [frame["seq"] for life in history.lives for frame in life.received if frame["type"] in DURABLE and "seq" in frame]
    if numbers and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        yield f"4: over all connections came {numbers}"


def _no_phantom(log: Sequence[Frame], histories: Sequence[History]) -> Iterator[str]:
    """6: every entry was sent by somebody, or is a turn's answer to such a one."""
    sent = {cid: text for history in histories for cid, text in history.sent.items()}
    for frame in log:
        if frame["type"] == "message-received" and sent.get(frame.get("clientMsgId", "")) != frame["content"]:
            yield f"6: nobody sent {frame.get('clientMsgId')}: {frame['content']!r}"
        if frame["type"] == "ai-response" and not frame.get("runId"):
            yield f"6: {frame['seq']} answers nothing"


def _runs(log: Sequence[Frame]) -> Iterator[str]:
    """8: one end a run, and one run a message."""
    ends: dict[str, list[str]] = defaultdict(list)
    for frame in log:
        if frame["type"] == "ai-response":
            ends[frame["runId"]].append(frame["status"])
    yield from (f"8: run {run} ended {how}" for run, how in ends.items() if len(how) != 1 or how[0] not in ENDS)
    asked = sum(frame["type"] == "message-received" for frame in log)
    if len(ends) != asked:
        yield f"8: {asked} messages have {len(ends)} answers"


def _pieces(log: Sequence[Frame], life: Life) -> Iterator[str]:
    """9: a snapshot and the pieces after it are the final text of a completed run, and a beginning of another's."""
    whole = {frame["runId"]: frame for frame in log if frame["type"] == "ai-response"}
    texts: dict[str, str] = {}
    for frame in (one for one in life.received if one["type"] == "ai-response" and one.get("done") is False):
        run, text = frame["runId"], texts.get(frame["runId"], "")
        if frame["offset"] > len(text) and run in texts:
            yield f"9: run {run} went on at {frame['offset']} after {len(text)}"
        texts[run] = text[: frame["offset"]] + frame["delta"]
    for run, text in texts.items():
        final = whole.get(run)
        if final is not None and final["status"] == "completed" and not final["content"].startswith(text):
            yield f"9: run {run} had said {text!r}, and then {final['content']!r}"


def _told(frame: Frame) -> tuple[Any, ...]:
    return frame["type"], frame.get("content"), frame.get("clientMsgId"), frame.get("runId")
