"""The one `MetaData`, and the JSON column that keeps its bytes on SQLite and PostgreSQL alike."""

from sqlalchemy import JSON, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def json_column() -> JSON:
    """Plain JSON: PostgreSQL's JSONB would reorder keys, and undo promises the first state byte for byte."""
    return JSON(none_as_null=True)
