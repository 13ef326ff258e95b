"""How much room a user's projects take on disk, and all of them together."""

from msgspec import Struct

from assistant.access import Role
from assistant.operation import Query, operation
from assistant.work import Work
from memory import media, projects

WARN = 90.0
"""Percent from which a warning is given (`contracts/facts.md` 1.6)."""


class StorageView(Struct, frozen=True, kw_only=True):
    """Bytes (of project folders and of media) and files (of folders) used and allowed; percentages of the limits; warnings in words."""

    total_bytes: int
    file_count: int
    limit_bytes: int
    file_limit: int
    usage_percent: float
    file_usage_percent: float
    warnings: list[str]


class ShowStorage(Query[StorageView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show how much of your storage is used."""


class ShowRoot(Query[StorageView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show how much of the server's storage is used, by everybody."""


@operation("storage.show", needs=Role.MEMBER)
def show_storage(work: Work, command: ShowStorage) -> StorageView:
    disk = work.tools.disk
    size = disk.folders.size(projects.folders(work.db, work.by.user_id))
    return view(size.bytes + media.bytes_of(work.db, work.by.user_id), size.files, disk.quota.bytes, disk.quota.files)


@operation("storage.root", needs=Role.ANYONE, internal=True)
def show_root(work: Work, command: ShowRoot) -> StorageView:
    disk = work.tools.disk
    size = disk.folders.total()
    return view(size.bytes, size.files, disk.quota.root_bytes or disk.quota.bytes, disk.quota.root_files or disk.quota.files)


def view(used_bytes: int, files: int, limit_bytes: int, file_limit: int) -> StorageView:
    percent, file_percent = (_percent(used_bytes, limit_bytes), _percent(files, file_limit))
    warnings = [
        f"{share:.1f} % of the {what} limit is used." for share, what in ((percent, "storage"), (file_percent, "file")) if share >= WARN
    ]
    return StorageView(
        total_bytes=used_bytes,
        file_count=files,
        limit_bytes=limit_bytes,
        file_limit=file_limit,
        usage_percent=percent,
        file_usage_percent=file_percent,
        warnings=warnings,
    )


def _percent(used: int, limit: int) -> float:
    return round(100 * used / limit, 1) if limit else 0.0
