"""Usage, aggregated: one row a counter, so that a request costs the same however long the history."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from memory.rows import columns, struct
from memory.tables.people import usage


class Counter(Struct, frozen=True, kw_only=True):
    """`kind` is total, operation, endpoint or model. `failed` are among `count`; `bytes` and `ms` are sums; times in seconds since 1970.

    For a model, `count` are questions to it; `tokens_read` and `tokens_written` are what its provider counted, `cost` is at the prices
    configured at the time, None when there were none.
    """

    user_id: str
    kind: str
    name: str
    count: int
    failed: int
    bytes: float
    ms: float
    first_at: float
    last_at: float
    tokens_read: int = 0
    tokens_written: int = 0
    cost: float | None = None


_SUMS = ("count", "failed", "bytes", "ms", "tokens_read", "tokens_written")


def _upsert(insert: Any) -> Insert:
    statement = insert(usage)
    sums = {name: usage.c[name] + statement.excluded[name] for name in _SUMS}
    sums["cost"] = func.coalesce(usage.c.cost + statement.excluded.cost, statement.excluded.cost, usage.c.cost)
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
