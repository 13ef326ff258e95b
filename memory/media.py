"""What stands beside a film's media in the database: whose they are, what was found by looking, how far a project's library has moved on,
and which files some project still needs."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from memory.rows import columns, struct
from memory.tables.films import media, projects
from memory.tables.media import libraries, looks, uploads
from memory.tables.sharing import members

Status = Literal["waiting", "looking", "ready", "failed"]


class Look(Struct, frozen=True, kw_only=True):
    """What is known of a file in a project by looking at it. `look` is the measures as plain data (`assistant.looking`), `failure` what is
    wrong with the file in English, `why` the name of that text and `given` what it is told with; `caption` and `tags` are a vision
    `model`'s. `process` is at it until `lease_until`. It stays for as long as the project, also when nothing there has
    the file any more: an undo may bring it back."""

    project_id: str
    digest: str
    kind: str
    mime: str
    status: Status = "waiting"
    stage: str = "waiting"
    percent: int = 0
    failure: str | None = None
    why: str | None = None
    given: dict[str, Any] = {}
    look: dict[str, Any] | None = None
    caption: str | None = None
    tags: tuple[str, ...] = ()
    model: str | None = None
    tries: int = 0
    process: str | None = None
    lease_until: float | None = None
    at: float = 0.0


class Served(Struct, frozen=True, kw_only=True):
    """What it takes to send an item's file."""

    digest: str
    filename: str
    mime: str
    kind: str
    size: int


class Upload(Struct, frozen=True, kw_only=True):
    """A file on its way in: `received` of `size` bytes; with a `digest` it is whole, and may not be removed while this row is there.
    `fields` is what is to be said of it."""

    id: str
    project_id: str
    user_id: str
    filename: str
    size: int
    received: int = 0
    digest: str | None = None
    fields: dict[str, Any] = {}
    at: float


_OF = select(looks).where(looks.c.project_id == bindparam("p"))
_ONE = _OF.where(looks.c.digest == bindparam("d"))
_BUMP = update(libraries).where(libraries.c.project_id == bindparam("p")).values(version=libraries.c.version + 1)
_VERSION = select(libraries.c.version).where(libraries.c.project_id == bindparam("p"))
_WAITS = or_(looks.c.status == "waiting", and_(looks.c.status == "looking", looks.c.lease_until < bindparam("now")))
_NEXT = select(looks).where(_WAITS).order_by(looks.c.at, looks.c.digest).limit(1).with_for_update(skip_locked=True)
_UPLOAD = select(uploads).where(uploads.c.id == bindparam("id"))


def project_of(db: Connection, user_id: str, media_id: str) -> str | None:
    """The project that a picture, film or sound is in, among the user's own and those shared with them."""
    mine = or_(projects.c.owner_id == user_id, projects.c.id.in_(select(members.c.project_id).where(members.c.user_id == user_id)))
    found = select(projects.c.id).join(media, media.c.project_id == projects.c.id).where(media.c.id == media_id, mine)
    return db.execute(found.limit(1)).scalar_one_or_none()


def served(db: Connection, media_id: str) -> Served | None:
    """An item of whatever project, by its id."""
    row = db.execute(select(media).where(media.c.id == media_id).limit(1)).mappings().one_or_none()
    return struct(row, Served) if row else None


# ---- looks


def add_look(db: Connection, look: Look) -> bool:
    """Unless the project knows the file already; whether it was new. The project's row must be locked by the caller."""
    if db.execute(_VERSION, {"p": look.project_id}).scalar_one_or_none() is None:
        db.execute(insert(libraries), {"project_id": look.project_id, "version": 0})
    bump(db, look.project_id)
    if look_of(db, look.project_id, look.digest) is not None:
        return False
    db.execute(insert(looks), columns(look) | {"tags": list(look.tags)})
    return True


def look_of(db: Connection, project_id: str, digest: str) -> Look | None:
    row = db.execute(_ONE, {"p": project_id, "d": digest}).mappings().one_or_none()
    return struct(row, Look) if row else None


def looks_of(db: Connection, project_id: str) -> dict[str, Look]:
    """By digest."""
    return {row["digest"]: struct(row, Look) for row in db.execute(_OF, {"p": project_id}).mappings()}


def change_look(db: Connection, project_id: str, digest: str, **values: Any) -> None:
    """Searches hear of what was found, and not of how far the look is."""
    db.execute(update(looks).where(and_(looks.c.project_id == project_id, looks.c.digest == digest)).values(**values))
    if values.get("status") != "looking":
        bump(db, project_id)


def hold(db: Connection, process: str, until: float) -> None:
    """A process is still at its files."""
    held = and_(looks.c.status == "looking", looks.c.process == process)
    db.execute(update(looks).where(held).values(lease_until=until))


def with_media(db: Connection) -> list[str]:
    """The projects that have or had media, those that were changed last first."""
    found = select(libraries.c.project_id).join(projects, projects.c.id == libraries.c.project_id)
    return list(db.execute(found.order_by(projects.c.modified_at.desc(), projects.c.id)).scalars())


def claim(db: Connection, process: str, now: float, until: float) -> Look | None:
    """The file that has waited longest is this process's now; also one whose process is gone. None when nothing waits."""
    row = db.execute(_NEXT, {"now": now}).mappings().one_or_none()
    if row is None:
        return None
    held: dict[str, Any] = {"status": "looking", "process": process, "lease_until": until, "tries": row["tries"] + 1}
    change_look(db, row["project_id"], row["digest"], **held)
    return struct({**row, **held}, Look)


def items_with(db: Connection, project_id: str, digest: str) -> list[str]:
    """The items of a project that are this file."""
    found = select(media.c.id).where(and_(media.c.project_id == project_id, media.c.digest == digest)).order_by(media.c.order)
    return list(db.execute(found).scalars())


def said_of(db: Connection, project_id: str, digest: str) -> tuple[str, str]:
    """Who brought the first item that is this file, and its description; empty where none is left."""
    said = select(media.c.user_id, media.c.description).where(and_(media.c.project_id == project_id, media.c.digest == digest))
    row = db.execute(said.order_by(media.c.order).limit(1)).one_or_none()
    return (row.user_id, row.description) if row else ("", "")


# ---- how far a library has moved on


def bump(db: Connection, project_id: str) -> None:
    """Something has changed that is said or known of media, or their vectors."""
    db.execute(_BUMP, {"p": project_id})


def version(db: Connection, project_id: str) -> int:
    """0 for a project that never had media."""
    return int(db.execute(_VERSION, {"p": project_id}).scalar_one_or_none() or 0)


# ---- files that are on their way in, and files that are needed


def add_upload(db: Connection, upload: Upload) -> None:
    db.execute(insert(uploads), columns(upload))


def upload(db: Connection, upload_id: str) -> Upload | None:
    row = db.execute(_UPLOAD, {"id": upload_id}).mappings().one_or_none()
    return struct(row, Upload) if row else None


def change_upload(db: Connection, upload_id: str, **values: Any) -> None:
    db.execute(update(uploads).where(uploads.c.id == upload_id).values(**values))


def end_upload(db: Connection, upload_id: str) -> None:
    db.execute(delete(uploads).where(uploads.c.id == upload_id))


def uploads_of(db: Connection, user_id: str) -> int:
    """How many of a user's have begun and not ended."""
    return int(db.execute(select(func.count()).select_from(uploads).where(uploads.c.user_id == user_id)).scalar_one())


def uploads_before(db: Connection, at: float) -> list[Upload]:
    """Those that nobody has sent anything of since then."""
    return [struct(row, Upload) for row in db.execute(select(uploads).where(uploads.c.at < at)).mappings()]


def digests_of(db: Connection, project_id: str) -> set[str]:
    """Every file the project may need, now or after an undo."""
    own = set(db.execute(select(looks.c.digest).where(looks.c.project_id == project_id)).scalars())
    coming = select(uploads.c.digest).where(and_(uploads.c.project_id == project_id, uploads.c.digest.is_not(None)))
    return own | set(db.execute(coming).scalars())


def needed(db: Connection, digests: Sequence[str]) -> set[str]:
    """Those of the files that some project needs, or somebody is about to bring in."""
    found = set(db.execute(select(looks.c.digest).where(looks.c.digest.in_(digests))).scalars())
    return found | set(db.execute(select(uploads.c.digest).where(uploads.c.digest.in_(digests))).scalars())


def bytes_of(db: Connection, owner_id: str) -> int:
    """How many bytes the media in all projects of an owner are, each file of a project once."""
    files = (
        select(media.c.project_id, media.c.digest, func.max(media.c.size).label("size"))
        .join(projects, projects.c.id == media.c.project_id)
        .where(projects.c.owner_id == owner_id)
        .group_by(media.c.project_id, media.c.digest)
        .subquery()
    )
    return int(db.execute(select(func.coalesce(func.sum(files.c.size), 0))).scalar_one())


def copy(db: Connection, source: str, target: str, digests: Iterable[str]) -> None:
    """What is known of these files in one project is known in the other, too."""
    for look in looks_of(db, source).values():
        if look.digest in set(digests):
            again: dict[str, Any] = {} if look.status in ("ready", "failed") else {"status": "waiting", "lease_until": None}
            add_look(db, struct({**columns(look), **again, "project_id": target}, Look))
