"""Alembic, run at start by `migrate`; the scripts are in `versions/`."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 0x5707C08E
"""Any number that is always the same: two PostgreSQL servers starting at once take turns."""


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the database to `revision`. Safe to call at every start, and by several processes at once."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        if revision != "head" or _revision(connection) != newest():
            from alembic import command  # takes a while to import, and there is nearly always nothing to do

            command.upgrade(configuration(connection), revision)


def newest() -> str:
    """The last revision there is a script for; scripts are numbered in their file names."""
    return max(path.name.split("_")[0] for path in (Path(__file__).parent / "versions").glob("[0-9]*.py"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def configuration(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config
