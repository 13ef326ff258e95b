"""Project folders on disk: found by looking, written whole or not at all, counted as they are.

No path is ever made from what a user typed: a name is compared with the entries that exist, and a new folder's name is checked to
be one plain component.
"""

import errno
import hashlib
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

BACKUPS = ".backups"
KEPT_BACKUPS = 3
"""`contracts/facts.md` 1.1: the newest three are kept."""
RECOUNT = 60.0
"""Seconds after which a folder is counted anew even if its directory looks untouched (a file may have grown in place)."""
_PLAIN = re.compile(r"[\w][\w .,'()&+-]{0,199}")


class Size(Struct, frozen=True):
    bytes: int = 0
    files: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(self.bytes + other.bytes, self.files + other.files)


class Folders:
    """The folders below one root. A `folder` is a path relative to it: `name`, or `@user/name` for all but the local owner."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._counted: dict[Path, tuple[tuple[int, ...], float, Size]] = {}
        self._lock = threading.Lock()

    def new(self, shelf: str, name: str) -> str:
        """The relative path for a new project; raises ValueError for a name that is not one plain component."""
        if not _PLAIN.fullmatch(name) or name.endswith((" ", ".")):
            raise ValueError(f"{name!r} cannot be a folder's name")
        return f"{shelf}/{name}" if shelf else name

    def path(self, folder: str) -> Path:
        return self.root / folder

    def look_for(self, shelf: str, name: str) -> str | None:
        """The folder of exactly that name on a shelf, if there is one with a project.json."""
        return next((folder for folder in self.on_shelf(shelf) if folder.rpartition("/")[2] == name), None)

    def on_shelf(self, shelf: str) -> list[str]:
        """Folders with a project.json, by name. Links are not followed."""
        return [f"{shelf}/{path.name}" if shelf else path.name for path in _folders(self.root / shelf)]

    def taken(self, shelf: str) -> set[str]:
        """The names on a shelf that are anything at all: a new project must not move into somebody's folder, nor through a link."""
        place = self.root / shelf
        return {path.name for path in place.iterdir()} if place.is_dir() else set()

    def read(self, folder: str, name: str = "project.json") -> bytes | None:
        path = self.path(folder) / name
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None

    def write(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Write files so that each is the old one or the new one after any crash; the earlier project.json becomes a backup.

        Raises OSError where that is not possible, or where the folder has become a link to somewhere else.
        """
        place = self.path(folder)
        if place.is_symlink():
            raise OSError(errno.ELOOP, "it is a link to somewhere else", str(place))
        place.mkdir(parents=True, exist_ok=True)
        with self._lock:
            self._back_up(place)
            for name, content in files.items():
                _replace(place / name, content)
            sync(place)
            self._counted.pop(place, None)

    def written_at(self, folder: str) -> float:
        """When its project.json was written, in seconds since 1970."""
        return (self.path(folder) / "project.json").stat().st_mtime

    def remove(self, folder: str) -> None:
        place = self.path(folder)
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)

    def size(self, folders: Iterable[str]) -> Size:
        """What those folders take up now."""
        return sum((self._size(self.path(folder)) for folder in folders), Size())

    def total(self) -> Size:
        """What everything below the root takes up now."""
        with self._lock:
            return _walk(self.root, self._cached)

    def _back_up(self, place: Path) -> None:
        current = place / "project.json"
        if not current.is_file():
            return
        backups = place / BACKUPS
        backups.mkdir(exist_ok=True)
        _replace(backups / f"backup_{_stamp()}.json", current.read_bytes())
        sync(backups)
        for old in sorted(backups.glob("backup_*.json"))[:-KEPT_BACKUPS]:
            old.unlink()

    def _size(self, place: Path) -> Size:
        with self._lock:
            return self._cached(place) if place.is_dir() else Size()

    def _cached(self, place: Path) -> Size:
        """A folder's size; only one whose directories have changed is walked again."""
        marks = tuple(path.stat().st_mtime_ns for path in (place, place / BACKUPS) if path.is_dir())
        known = self._counted.get(place)
        if known and known[0] == marks and time.monotonic() - known[1] < RECOUNT:
            return known[2]
        size = _walk(place, None)
        self._counted[place] = (marks, time.monotonic(), size)
        return size


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _walk(place: Path, project: Callable[[Path], Size] | None) -> Size:
    """All files below; a folder with a project.json is left to `project`, when given."""
    size = Size()
    if not place.is_dir():
        return size
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                path = Path(entry.path)
                is_project = project is not None and (path / "project.json").is_file()
                size += project(path) if project and is_project else _walk(path, project)
            elif entry.is_file(follow_symlinks=False):
                size += Size(entry.stat(follow_symlinks=False).st_size, 1)
    return size


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    with os.scandir(place) as entries:
        found = [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False) and entry.name[0] not in "@."]
    return sorted(path for path in found if (path / "project.json").is_file())


def _stamp() -> str:
    """Local time, as the original program names its backups."""
    return datetime.now().strftime("%Y%m%d_%H%M%S")


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def sync(directory: Path) -> None:
    """What was renamed in a directory, or put there, is on the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
