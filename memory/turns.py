"""What was talked about over a project, one user's turns at a time. Every statement names both: nobody meets somebody else's."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, or_, select

from memory.rows import columns, struct
from memory.tables.films import changes
from memory.tables.turns import summaries, turn_vectors, turns


class Whose(Struct, frozen=True, kw_only=True):
    """One user of one project."""

    project_id: str
    user_id: str


class Turn(Struct, frozen=True, kw_only=True):
    """What was said and answered at `at` (seconds since 1970). `did` are the operations that were carried out; `first_change` and
    `last_change` bound the changes they made in the project's log, None where they made none. `seq` counts from 1."""

    seq: int = 0
    at: float
    said: str
    answered: str
    did: tuple[str, ...] = ()
    first_change: int | None = None
    last_change: int | None = None


class Point(Struct, frozen=True, kw_only=True):
    """A sentence of a summary, and the turn it is from."""

    turn: int
    at: float
    text: str


class Summary(Struct, frozen=True, kw_only=True):
    """The turns `first` to `last` in a few points; `told` are a language model's words for them, where there is one."""

    first: int
    last: int
    points: tuple[Point, ...]
    at: float
    told: str | None = None


def _mine(table: Any) -> ColumnElement[bool]:
    return and_(table.c.project_id == bindparam("p"), table.c.user_id == bindparam("u"))


_LAST_SEQ = select(func.coalesce(func.max(turns.c.seq), 0)).where(_mine(turns))
_LATEST = select(turns).where(_mine(turns)).order_by(turns.c.seq.desc()).limit(bindparam("most"))
_BETWEEN = (
    select(turns)
    .where(_mine(turns), turns.c.seq > bindparam("after"), turns.c.seq <= bindparam("upto"))
    .order_by(turns.c.seq)
    .limit(bindparam("most"))
)
_SOME = select(turns).where(_mine(turns), turns.c.seq.in_(bindparam("seqs", expanding=True))).order_by(turns.c.seq)
_WITHOUT = (
    select(turns)
    .outerjoin(
        turn_vectors,
        and_(
            turn_vectors.c.project_id == turns.c.project_id,
            turn_vectors.c.user_id == turns.c.user_id,
            turn_vectors.c.seq == turns.c.seq,
            turn_vectors.c.model == bindparam("model"),
        ),
    )
    .where(_mine(turns), turn_vectors.c.seq.is_(None))
    .order_by(turns.c.seq.desc())
    .limit(bindparam("most"))
)
_OLD_VECTORS = delete(turn_vectors).where(_mine(turn_vectors), turn_vectors.c.seq.in_(bindparam("seqs", expanding=True)))
_THERE = select(turns.c.seq).where(_mine(turns), turns.c.seq.in_(bindparam("seqs", expanding=True)))
_VECTORS = select(turn_vectors.c.seq, turn_vectors.c.vector).where(_mine(turn_vectors), turn_vectors.c.model == bindparam("model"))
_BLOCK = _VECTORS.order_by(turn_vectors.c.seq.desc()).limit(bindparam("most"))
_SOME_VECTORS = _VECTORS.where(turn_vectors.c.seq.in_(bindparam("seqs", expanding=True)))
_CHANGED = select(func.min(changes.c.seq), func.max(changes.c.seq)).where(
    changes.c.project_id == bindparam("p"),
    changes.c.actor == bindparam("u"),
    changes.c.seq > bindparam("after"),
    changes.c.at >= bindparam("since"),
)
_UNDONE = select(changes.c.seq).where(changes.c.project_id == bindparam("p"), changes.c.undone_by.is_not(None))
_SUMMARY = select(summaries).where(_mine(summaries))
_NO_SUMMARY = delete(summaries).where(_mine(summaries))


def keep(db: Connection, whose: Whose, turn: Turn) -> int:
    """Write a turn under the user's next number, which is the answer. The project's row must be locked by the caller."""
    seq = int(db.execute(_LAST_SEQ, _key(whose)).scalar_one()) + 1
    row = {**columns(turn), "did": list(turn.did), "seq": seq}
    db.execute(insert(turns), {"project_id": whose.project_id, "user_id": whose.user_id, **row})
    return seq


def changed(db: Connection, whose: Whose, since: float, after: int) -> tuple[int | None, int | None]:
    """The first and the last change the user has made since a time, of those numbered above `after`."""
    first, last = db.execute(_CHANGED, {**_key(whose), "since": since, "after": after}).one()
    return first, last


def undone(db: Connection, project_id: str) -> set[int]:
    """The changes that have been taken back."""
    return set(db.execute(_UNDONE, {"p": project_id}).scalars())


def last_seq(db: Connection, whose: Whose) -> int:
    return int(db.execute(_LAST_SEQ, _key(whose)).scalar_one())


def latest(db: Connection, whose: Whose, most: int) -> list[Turn]:
    """The last turns, oldest first."""
    return _turns(db.execute(_LATEST, {**_key(whose), "most": most}).mappings())[::-1]


def between(db: Connection, whose: Whose, after: int, upto: int, most: int) -> list[Turn]:
    """Turns with a number above `after` up to `upto`, oldest first, at most `most`."""
    return _turns(db.execute(_BETWEEN, {**_key(whose), "after": after, "upto": upto, "most": most}).mappings())


def some(db: Connection, whose: Whose, seqs: Iterable[int]) -> list[Turn]:
    return _turns(db.execute(_SOME, {**_key(whose), "seqs": sorted(seqs)}).mappings())


def naming(db: Connection, whose: Whose, words: Sequence[str], most: int) -> list[Turn]:
    """The latest turns in which one of the words stands."""
    if not words:
        return []
    told = [column.icontains(word, autoescape=True) for word in words for column in (turns.c.said, turns.c.answered)]
    found = select(turns).where(_mine(turns), or_(*told)).order_by(turns.c.seq.desc()).limit(most)
    return _turns(db.execute(found, _key(whose)).mappings())


def without_vector(db: Connection, whose: Whose, model: str, most: int) -> list[Turn]:
    """Turns that have no vector of that model yet, the latest first."""
    return _turns(db.execute(_WITHOUT, {**_key(whose), "model": model, "most": most}).mappings())


def keep_vectors(db: Connection, whose: Whose, model: str, vectors: Mapping[int, bytes]) -> None:
    """Vectors by turn; one of another model is replaced, one of a turn that is gone meanwhile is dropped."""
    seqs = list(vectors)
    there = set(db.execute(_THERE, {**_key(whose), "seqs": seqs}).scalars())
    db.execute(_OLD_VECTORS, {**_key(whose), "seqs": seqs})
    rows = [
        {"project_id": whose.project_id, "user_id": whose.user_id, "seq": seq, "model": model, "vector": vectors[seq]}
        for seq in seqs
        if seq in there
    ]
    if rows:
        db.execute(insert(turn_vectors), rows)


def block(db: Connection, whose: Whose, model: str, most: int) -> dict[int, bytes]:
    """The vectors of the latest turns, by turn."""
    return {int(seq): bytes(vector) for seq, vector in db.execute(_BLOCK, {**_key(whose), "model": model, "most": most})}


def vectors_of(db: Connection, whose: Whose, model: str, seqs: Iterable[int]) -> dict[int, bytes]:
    return {int(seq): bytes(vector) for seq, vector in db.execute(_SOME_VECTORS, {**_key(whose), "model": model, "seqs": sorted(seqs)})}


def summary(db: Connection, whose: Whose) -> Summary | None:
    row = db.execute(_SUMMARY, _key(whose)).mappings().one_or_none()
    return struct(row, Summary) if row else None


def keep_summary(db: Connection, whose: Whose, summary: Summary) -> None:
    """In place of the one there is."""
    db.execute(_NO_SUMMARY, _key(whose))
    row = {**columns(summary), "points": msgspec.to_builtins(summary.points)}
    db.execute(insert(summaries), {"project_id": whose.project_id, "user_id": whose.user_id, **row})


def _turns(rows: Iterable[Any]) -> list[Turn]:
    return [struct(row, Turn) for row in rows]


def _key(whose: Whose) -> dict[str, str]:
    return {"p": whose.project_id, "u": whose.user_id}
