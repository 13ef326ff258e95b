"""Usage, aggregated: one row a counter, so that a request costs the same however long the history."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from memory.rows import columns, struct
from memory.tables.people import usage


class Counter(Struct, frozen=True, kw_only=True):
    """`kind` is total, operation or endpoint. `failed` are among `count`; `bytes` and `ms` are sums; times in seconds since 1970."""

    user_id: str
    kind: str
    name: str
    count: int
    failed: int
    bytes: float
    ms: float
    first_at: float
    last_at: float


def _upsert(insert: Any) -> Insert:
    statement = insert(usage)
    sums = {name: usage.c[name] + statement.excluded[name] for name in ("count", "failed", "bytes", "ms")}
    changed: Insert = statement.on_conflict_do_update(
        index_elements=["user_id", "kind", "name"], set_={**sums, "last_at": statement.excluded.last_at}
    )
    return changed


_UPSERT = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}
_OF_USER = select(usage).where(usage.c.user_id == bindparam("user")).order_by(usage.c.kind, usage.c.name)


def add(db: Connection, counters: Iterable[Counter]) -> None:
    """Add to what is counted already. Sorted, so that two servers never wait for each other crosswise."""
    rows = [columns(each) for each in counters]
    if rows:
        db.execute(_UPSERT[db.dialect.name], sorted(rows, key=lambda row: (row["user_id"], row["kind"], row["name"])))


def of_user(db: Connection, user_id: str) -> list[Counter]:
    return [struct(row, Counter) for row in db.execute(_OF_USER, {"user": user_id}).mappings()]
