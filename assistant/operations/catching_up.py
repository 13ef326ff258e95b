"""Where were we: the older turns folded into a few points, the last ones as they were."""

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from assistant.access import SYSTEM, Role
from assistant.ago import Ago, ago
from assistant.operation import Command, operation
from assistant.operations.fields import AboutProject
from assistant.operations.notes import NoteView, note_views
from assistant.operations.recalling import TurnView, turn_view
from assistant.operations.remembering import MODEL, is_undone
from assistant.work import Work
from memory import turns, vectors
from memory.turns import Point, Summary, Turn, Whose

if TYPE_CHECKING:
    from assistant.perform import Assistant

FOLD_FROM = 60
"""Turns beyond the summary from which the older ones are folded into it."""
VERBATIM = 30
"""The latest turns, which never are."""
FOLDED_AT_ONCE = 200
KEPT = 12
"""Points of a summary: so it stays as long however many turns it covers."""
TOLD = 6
LAST_TOLD = 3
POINT_MOST = 180
"""Characters of a point."""
NO_CHANGE = ("history.undo", "history.redo", "project.open", "project.close", "project.save")
"""What changes the film but is not worth a word in a summary."""


class PointView(Struct, frozen=True, kw_only=True):
    text: str
    when: Ago


class CaughtUp(Struct, frozen=True, kw_only=True):
    """`turns` of how many turns this tells, begun at `since`; `told` a model's words for the older ones, None without one or when some
    of it was undone since; `points` what else was done before the `last` turns, oldest first."""

    title: str
    turns: int
    since: Ago
    told: str | None
    points: list[PointView]
    last: list[TurnView]
    notes: list[NoteView]


class CatchUp(AboutProject[CaughtUp], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tell what has been done in this project so far, and where you left off."""


class FoldTurns(Command[Summary | None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Take older turns into the summary; it when that was done, None when it is as far as it should be."""

    whose: Whose


class TellSummary(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keep a model's words for the summary that covers the turns up to `last`."""

    whose: Whose
    last: int
    told: str


@operation("memory.summary", needs=Role.VIEWER)
def catch_up(work: Work, command: CatchUp) -> CaughtUp:
    whose = Whose(project_id=work.project.id, user_id=work.by.user_id)
    undone = turns.undone(work.db, whose.project_id)
    last = turns.latest(work.db, whose, LAST_TOLD)
    before = last[0].seq - 1 if last else 0
    summary = turns.summary(work.db, whose)
    points = _points(work, whose, summary, undone, before, TOLD)
    told = summary.told if summary and _all_hold(work, whose, summary, undone) else None
    if summary and told:
        points = [point for point in points if point.turn > summary.last]
    first = turns.between(work.db, whose, 0, 1, 1)
    return CaughtUp(
        title=work.film.header.title,
        turns=last[-1].seq if last else 0,
        since=ago(first[0].at if first else work.now, work.now),
        told=told,
        points=[PointView(text=point.text, when=ago(point.at, work.now)) for point in points],
        last=[turn_view(turn, undone, work.now) for turn in last],
        notes=note_views(work),
    )


@operation("memory.fold", needs=Role.ADMIN, internal=True)
def fold_turns(work: Work, command: FoldTurns) -> Summary | None:
    whose = command.whose
    summary = turns.summary(work.db, whose)
    end, done = turns.last_seq(work.db, whose), summary.last if summary else 0
    if end - done < FOLD_FROM:
        return None
    upto = min(end - VERBATIM, done + FOLDED_AT_ONCE)
    points = _points(work, whose, summary, turns.undone(work.db, whose.project_id), upto, KEPT)
    folded = Summary(first=1, last=upto, points=tuple(points), at=work.now)
    turns.keep_summary(work.db, whose, folded)
    return folded


@operation("memory.tell", needs=Role.ADMIN, internal=True)
def tell_summary(work: Work, command: TellSummary) -> None:
    summary = turns.summary(work.db, command.whose)
    if summary and summary.last == command.last:
        turns.keep_summary(work.db, command.whose, replace(summary, told=command.told))


async def fold(assistant: "Assistant", whose: Whose) -> Summary | None:
    """Bring the summary as far as it should be; what it is now if it had to be."""
    last = None
    while (folded := await assistant.perform(FoldTurns(whose=whose), by=SYSTEM)) is not None:
        last = folded
    return last


def point_of(turn: Turn) -> str:
    """What a turn did, in the words of its answer: the first sentence of each act's."""
    acts = [part for part in turn.answered.split("\n\n") if part.strip()][: max(1, len(turn.did))]
    return " ".join(_first_sentence(part) for part in acts)[:POINT_MOST]


def _points(work: Work, whose: Whose, summary: Summary | None, undone: set[int], upto: int, most: int) -> list[Point]:
    """What stands best for the turns up to a number: of the summary's points and of the turns after it, those that still hold."""
    known = {point.turn: point for point in (summary.points if summary else ()) if point.turn <= upto}
    fresh = turns.between(work.db, whose, summary.last if summary else 0, upto, FOLDED_AT_ONCE)
    read = [*turns.some(work.db, whose, known), *fresh]
    held = [turn for turn in read if _counts(turn) and not is_undone(turn, undone)]
    points = [known.get(turn.seq) or Point(turn=turn.seq, at=turn.at, text=point_of(turn)) for turn in held]
    if len(points) <= most:
        return points
    rows = turns.vectors_of(work.db, whose, MODEL, [point.turn for point in points])
    told = [point for point in points if point.turn in rows]
    if len(told) <= most:  # most of them are not embedded yet, or cannot be
        return points[-most:]
    return [told[row] for row in vectors.central(vectors.unpacked([rows[point.turn] for point in told]), most)]


def _all_hold(work: Work, whose: Whose, summary: Summary, undone: set[int]) -> bool:
    """Whether nothing that a summary tells was taken back since: a model's words cannot be told in part."""
    return not any(is_undone(turn, undone) for turn in turns.some(work.db, whose, [point.turn for point in summary.points]))


def _counts(turn: Turn) -> bool:
    return turn.first_change is not None and not all(act in NO_CHANGE for act in turn.did)


def _first_sentence(text: str) -> str:
    """Up to the first full stop that ends one outside quotation marks, or the first line."""
    line = text.strip().partition("\n")[0]
    depth = 0
    for place, mark in enumerate(line):
        depth += (mark in "“«") - (mark in "”»")
        if mark in ".!?" and depth <= 0 and line[place + 1 : place + 2] in ("", " "):
            return line[: place + 1]
    return line
