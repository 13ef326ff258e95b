"""Films in and out of their tables, by statements that are built once."""

from typing import Any

import msgspec
from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from memory.film import KINDS, Delta, Film, Header, Touch
from memory.rows import struct
from memory.tables.films import FILM, projects

_HEADER = select(projects.c.header).where(projects.c.id == bindparam("project"))
_LOAD = {
    kind: select(table).where(table.c.project_id == bindparam("project")).order_by(table.c.order, table.c.id)
    for kind, table in FILM.items()
}
_INSERT = {kind: insert(table) for kind, table in FILM.items()}
_DELETE = {
    kind: delete(table).where(and_(table.c.project_id == bindparam("p"), table.c.id == bindparam("i"))) for kind, table in FILM.items()
}
_SET_HEADER = update(projects).where(projects.c.id == bindparam("p")).values(header=bindparam("h"))


def load(db: Connection, project_id: str) -> Film:
    """The film of a project that exists."""
    rows = {kind: _rows(db, kind, project_id) for kind in KINDS}
    return Film(header=load_header(db, project_id), **rows)


def _rows(db: Connection, kind: str, project_id: str) -> dict[str, Any]:
    found = db.execute(_LOAD[kind], {"project": project_id}).mappings()
    return {row["id"]: struct(row, KINDS[kind]) for row in found}


def write(db: Connection, project_id: str, delta: Delta) -> None:
    """Carry a delta into the tables; rows that come are inserted many at a time."""
    for kind in KINDS:
        touches = [touch for touch in delta if touch.kind == kind]
        coming = [{"project_id": project_id, **touch.after} for touch in touches if touch.before is None and touch.after]
        going = [{"p": project_id, "i": touch.id} for touch in touches if touch.after is None]
        if going:
            db.execute(_DELETE[kind], going)
        if coming:
            db.execute(_INSERT[kind], coming)
        for touch in touches:
            if touch.before is not None and touch.after is not None:
                _update(db, project_id, touch)
    for touch in delta:
        if touch.kind == "header" and touch.after is not None:
            header = {**msgspec.to_builtins(load_header(db, project_id)), **touch.after}
            db.execute(_SET_HEADER, {"p": project_id, "h": header})


def load_header(db: Connection, project_id: str) -> Header:
    return msgspec.convert(db.execute(_HEADER, {"project": project_id}).scalar_one(), Header)


def _update(db: Connection, project_id: str, touch: Touch) -> None:
    table = FILM[touch.kind]
    where = and_(table.c.project_id == project_id, table.c.id == touch.id)
    db.execute(update(table).where(where).values({table.c[name]: value for name, value in (touch.after or {}).items()}))
