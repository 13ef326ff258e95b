"""The log of every change to a film: its delta, who made it, and whether it is undone."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, insert, select, update

from memory.film import Delta, Film
from memory.rows import columns, struct
from memory.tables.films import changes, snapshots


class Change(Struct, frozen=True, kw_only=True):
    """`undoes` is the change this one takes back; `undone_by` the one that took this back. `actor` is a user id."""

    seq: int
    operation: str
    actor: str
    at: float
    delta: Delta
    undoes: int | None = None
    undone_by: int | None = None


class Snapshot(Struct, frozen=True, kw_only=True):
    name: str
    film: Film
    change_seq: int
    at: float


_INSERT = insert(changes)
_ALL = select(changes).where(and_(changes.c.project_id == bindparam("project"), changes.c.seq > bindparam("after")))
_ALL = _ALL.order_by(changes.c.seq)
_MARK = (
    update(changes).where(and_(changes.c.project_id == bindparam("p"), changes.c.seq == bindparam("s"))).values(undone_by=bindparam("u"))
)
_SNAPSHOTS = select(snapshots).where(snapshots.c.project_id == bindparam("project")).order_by(snapshots.c.at)


def append(db: Connection, project_id: str, change: Change) -> None:
    row = columns(change) | {"delta": msgspec.json.encode(change.delta).decode()}
    db.execute(_INSERT, {"project_id": project_id, **row})


def since(db: Connection, project_id: str, after: int = 0) -> list[Change]:
    """Changes with a number above `after`, oldest first."""
    return [_change(row) for row in db.execute(_ALL, {"project": project_id, "after": after}).mappings()]


def mark_undone(db: Connection, project_id: str, seq: int, by: int | None) -> None:
    db.execute(_MARK, {"p": project_id, "s": seq, "u": by})


def take_snapshot(db: Connection, project_id: str, snapshot: Snapshot) -> None:
    """Keep a film under a name; an earlier one of that name is replaced."""
    db.execute(snapshots.delete().where(and_(snapshots.c.project_id == project_id, snapshots.c.name == snapshot.name)))
    row = columns(snapshot) | {"film": msgspec.json.encode(snapshot.film).decode()}
    db.execute(insert(snapshots), {"project_id": project_id, **row})


def list_snapshots(db: Connection, project_id: str) -> list[Snapshot]:
    rows = db.execute(_SNAPSHOTS, {"project": project_id}).mappings()
    return [struct({**row, "film": msgspec.json.decode(row["film"])}, Snapshot) for row in rows]


def _change(row: Any) -> Change:
    return struct({**row, "delta": msgspec.json.decode(row["delta"])}, Change)
