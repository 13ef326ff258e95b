"""Projects as rows: whose they are, what they are called, how far they are saved."""

from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from memory.film import Header
from memory.rows import columns, struct
from memory.tables.films import projects, shots
from memory.tables.sharing import members

State = Literal["preview", "project"]


class Project(Struct, frozen=True, kw_only=True):
    """`name` is what people type, unique for its owner (a preview is named by its id, and wants to become `slug`).

    `folder` is relative to the projects' root, None until finalized. `minted` remembers the highest number given to each kind of
    id, so that none is ever used twice. Times are seconds since 1970. `saved_change` is the change the folder on disk has, equal to
    `change_seq` when nothing is unsaved; `saved_digest` is the SHA-256 of the project.json written then, to notice what another
    program wrote since.
    """

    id: str
    owner_id: str
    name: str
    slug: str
    state: State
    created_at: float
    modified_at: float
    folder: str | None = None
    minted: dict[str, int] = {}
    change_seq: int = 0
    saved_change: int = 0
    saved_digest: str | None = None
    expires_at: float | None = None


_COLUMNS = [projects.c[name] for name in Project.__struct_fields__]
_SHARED = select(members.c.project_id).where(members.c.user_id == bindparam("owner"))
_NAMED = select(*_COLUMNS).where(
    and_(
        or_(projects.c.owner_id == bindparam("owner"), and_(projects.c.id.in_(_SHARED), projects.c.state == "project")),
        or_(projects.c.name == bindparam("ref"), projects.c.id == bindparam("ref")),
    )
)
_OTHERS = select(*_COLUMNS, projects.c.header).where(and_(projects.c.id.in_(_SHARED), projects.c.state == "project"))
_OTHERS = _OTHERS.order_by(projects.c.name)
_OWNED = select(*_COLUMNS, projects.c.header).where(and_(projects.c.owner_id == bindparam("owner"), projects.c.state == "project"))
_OWNED = _OWNED.order_by(projects.c.name)
_INSERT = insert(projects)
_DELETE = delete(projects).where(projects.c.id == bindparam("p"))
_TAKEN = select(projects.c.name).where(projects.c.owner_id == bindparam("owner"))
_FRAMES = select(func.coalesce(func.sum(shots.c.frames), 0)).where(shots.c.project_id == projects.c.id).scalar_subquery()
_COUNT = select(func.count()).where(and_(projects.c.owner_id == bindparam("owner"), projects.c.state == "project"))
_LENGTHS = select(projects.c.id, projects.c.header, _FRAMES.label("frames")).where(projects.c.owner_id == bindparam("owner"))
_MINE = select(projects.c.folder).where(and_(projects.c.owner_id == bindparam("owner"), projects.c.folder.is_not(None)))
_FOLDERS = select(projects.c.folder).where(projects.c.folder.is_not(None))
_EXPIRED = delete(projects).where(and_(projects.c.state == "preview", projects.c.expires_at < bindparam("now")))
_BY_ID = select(*_COLUMNS).where(projects.c.id == bindparam("p"))


def find(db: Connection, owner_id: str, ref: str, now: float, *, lock: bool = False) -> Project | None:
    """The project of that name or id that is the user's own or shared with them, but for a preview that has expired. A name wins over
    another project's id, and what is one's own over what is shared. `lock` holds it until the commit."""
    statement = _NAMED.with_for_update() if lock else _NAMED
    found = [_project(row) for row in db.execute(statement, {"owner": owner_id, "ref": ref}).mappings()]
    alive = [project for project in found if project.expires_at is None or project.expires_at >= now]
    return min(alive, key=lambda project: (project.name != ref, project.owner_id != owner_id, project.id), default=None)


def get(db: Connection, project_id: str) -> Project | None:
    """By id alone, whoever owns it."""
    row = db.execute(_BY_ID, {"p": project_id}).mappings().one_or_none()
    return _project(row) if row else None


def owned(db: Connection, owner_id: str) -> list[tuple[Project, str]]:
    """The owner's finished projects by name, each with its title; previews are not among them."""
    return [(_project(row), row["header"]["title"]) for row in db.execute(_OWNED, {"owner": owner_id}).mappings()]


def count(db: Connection, owner_id: str) -> int:
    """How many finished projects somebody has of their own."""
    return int(db.execute(_COUNT, {"owner": owner_id}).scalar_one())


def shared(db: Connection, user_id: str) -> list[tuple[Project, str]]:
    """Other people's finished projects that the user is a member of, by name, each with its title."""
    return [(_project(row), row["header"]["title"]) for row in db.execute(_OTHERS, {"owner": user_id}).mappings()]


def listed(db: Connection, user_id: str) -> list[tuple[Project, Header]]:
    """A user's finished projects by name, then those shared with them, each with what it says of itself."""
    rows = [row for statement in (_OWNED, _OTHERS) for row in db.execute(statement, {"owner": user_id}).mappings()]
    return [(_project(row), msgspec.convert(row["header"], Header)) for row in rows]


def lengths(db: Connection, owner_id: str) -> dict[str, float]:
    """How many seconds the film of each of the owner's projects lasts, by the project's id."""
    found = db.execute(_LENGTHS, {"owner": owner_id}).mappings()
    return {row["id"]: round(row["frames"] / msgspec.convert(row["header"], Header).fps, 6) for row in found}


def names(db: Connection, owner_id: str) -> set[str]:
    return set(db.execute(_TAKEN, {"owner": owner_id}).scalars())


def folders(db: Connection, owner_id: str | None = None) -> set[str]:
    """The folders that belong to somebody, or to that owner."""
    if owner_id is None:
        return set(db.execute(_FOLDERS).scalars())
    return set(db.execute(_MINE, {"owner": owner_id}).scalars())


def add(db: Connection, project: Project, header: Header) -> None:
    db.execute(_INSERT, {**columns(project), "header": msgspec.to_builtins(header)})


def change(db: Connection, project_id: str, **values: Any) -> None:
    """Set columns of one project."""
    db.execute(update(projects).where(projects.c.id == project_id).values(**values))


def remove(db: Connection, project_id: str) -> None:
    """Everything that belongs to it goes with it (foreign keys cascade)."""
    db.execute(_DELETE, {"p": project_id})


def purge(db: Connection, now: float) -> int:
    """Drop the previews that have expired; how many."""
    return db.execute(_EXPIRED, {"now": now}).rowcount


def _project(row: Any) -> Project:
    return struct(row, Project)
