"""Alembic, run at start by `migrate`; the scripts are in `versions/`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

LOCK = 0x5707C08E
"""Any number that is always the same: two PostgreSQL servers starting at once take turns."""


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the database to `revision`. Safe to call at every start, and by several processes at once."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        command.upgrade(configuration(connection), revision)


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config
