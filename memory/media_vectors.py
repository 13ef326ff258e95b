"""Vectors of media: rows of the database, from which an index can always be made anew."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from sqlalchemy import Connection, and_, delete, insert, select

from memory.media import bump
from memory.tables.films import media
from memory.tables.media import media_vectors


class Made(Struct, frozen=True):
    """A vector as `memory.vectors` packs it, and the hash of what it was made of."""

    made_of: str
    vector: bytes


def of_project(db: Connection, project_id: str, model: str) -> dict[str, Made]:
    """By item."""
    found = select(media_vectors.c.media_id, media_vectors.c.made_of, media_vectors.c.vector)
    rows = db.execute(found.where(and_(media_vectors.c.project_id == project_id, media_vectors.c.model == model)))
    return {row.media_id: Made(row.made_of, bytes(row.vector)) for row in rows}


def of_item(db: Connection, project_id: str, media_id: str, model: str) -> bytes | None:
    """One item's vector, packed."""
    where = and_(media_vectors.c.project_id == project_id, media_vectors.c.media_id == media_id, media_vectors.c.model == model)
    return db.execute(select(media_vectors.c.vector).where(where)).scalar_one_or_none()


def made_at(db: Connection, project_id: str, media_id: str, model: str) -> float | None:
    """In seconds since 1970; None for an item without a vector of that model."""
    where = and_(media_vectors.c.project_id == project_id, media_vectors.c.media_id == media_id, media_vectors.c.model == model)
    return db.execute(select(media_vectors.c.at).where(where)).scalar_one_or_none()


def keep(db: Connection, project_id: str, model: str, made: Mapping[str, Made], now: float) -> None:
    """In place of those there are; one of an item that is gone meanwhile is dropped."""
    there = set(db.execute(select(media.c.id).where(and_(media.c.project_id == project_id, media.c.id.in_(list(made))))).scalars())
    drop(db, project_id, model, made)
    rows = [
        {"project_id": project_id, "media_id": item, "model": model, "made_of": one.made_of, "vector": one.vector, "at": now}
        for item, one in made.items()
        if item in there
    ]
    if rows:
        db.execute(insert(media_vectors), rows)
    bump(db, project_id)


def drop(db: Connection, project_id: str, model: str, items: Iterable[str]) -> None:
    gone = and_(media_vectors.c.project_id == project_id, media_vectors.c.model == model, media_vectors.c.media_id.in_(list(items)))
    db.execute(delete(media_vectors).where(gone))
