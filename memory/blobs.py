"""Files that were sent, by their content: one file for each SHA-256, however many projects have it. What is shown of it stands beside."""

import contextlib
import hashlib
import os
import re
import secrets
import time
from pathlib import Path

from memory.files import sync

_DIGEST = re.compile(r"[0-9a-f]{64}")
_DRAFTS = ".drafts"
MOST_HASHING = 1000
"""Uploads whose hash is kept while they come; the others are read again at their end."""
_BESIDE = re.compile(r"[a-z0-9]{1,16}\.(webp|jpg)")


class TooLong(ValueError):
    """More was sent than may be; `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Hashing:
    """The hash of what was written so far, `size` bytes."""

    def __init__(self) -> None:
        self.size = 0
        self._hash = hashlib.sha256()

    def write(self, content: bytes | bytearray) -> None:
        self._hash.update(content)
        self.size += len(content)

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal."""
        return self._hash.hexdigest()


class Draft:
    """A file that is being written: nobody sees it until `Blobs.keep`. The hash is computed on the way."""

    def __init__(self, path: Path, limit: int) -> None:
        self.path, self.limit = path, limit
        self._hashing = Hashing()
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, content: bytes | bytearray) -> None:
        """Raises TooLong, and what there is stays within the limit."""
        if self.size + len(content) > self.limit:
            raise TooLong(self.limit)
        self._file.write(content)
        self._hashing.write(content)

    @property
    def size(self) -> int:
        return self._hashing.size

    @property
    def digest(self) -> str:
        return self._hashing.digest

    def close(self) -> None:
        """All of it on disk."""
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


class Blobs:
    """The files below one root, readable by the server's user alone. A digest is 64 hexadecimal digits; anything else is a ValueError."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._hashing: dict[str, Hashing] = {}

    def path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise ValueError("that is no digest")
        return self.root / digest[:2] / digest

    def beside(self, digest: str, name: str) -> Path:
        """Where something that was made of it stands, such as "thumbnail.webp"."""
        if not _BESIDE.fullmatch(name):
            raise ValueError("that is no name of something beside a file")
        place = self.path(digest)
        return place.with_name(f"{place.name}.{name}")

    def has(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def draft(self, limit: int) -> Draft:
        return Draft(self._drafts() / secrets.token_hex(16), limit)

    def keep(self, draft: Path, digest: str) -> Path:
        """Move what was written to where its digest says. It takes the place of a file that is there already: whoever removes that one
        at this moment cannot take this one along (`remove`)."""
        place = self.path(digest)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.replace(place)
        self._hashing.pop(draft.name, None)
        sync(place.parent)
        return place

    def remove(self, digest: str) -> "Removal":
        """Out of the way, but not gone: see `Removal`."""
        return Removal(self, digest)

    # ---- uploads that come in pieces

    def begin(self, upload_id: str) -> None:
        os.close(os.open(self.piecewise(upload_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def piecewise(self, upload_id: str) -> Path:
        if not re.fullmatch(r"upload_[0-9a-f]{16,64}", upload_id):
            raise ValueError("that is no upload")
        return self._drafts() / upload_id

    def hashing(self, upload_id: str, size: int) -> Hashing:
        """What is to be told of the upload's bytes from `size` on, as they are written."""
        known = self._hashing.pop(upload_id, None)
        # One that begins after the first byte is never as long as the upload, so nobody takes its hash for the whole one's.
        self._hashing[upload_id] = known if known is not None and known.size == size else Hashing()
        while len(self._hashing) > MOST_HASHING:
            del self._hashing[next(iter(self._hashing))]
        return self._hashing[upload_id]

    def digest(self, upload_id: str) -> str:
        """SHA-256 of the upload, hexadecimal. It is read again, which is slow for a large one, where this process has not written it from
        the beginning: after a restart, or where another server had a piece of it."""
        path, known = self.piecewise(upload_id), self._hashing.get(upload_id)
        if known is not None and known.size == path.stat().st_size:
            return known.digest
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def forget(self, upload_id: str) -> None:
        self._hashing.pop(upload_id, None)
        self.piecewise(upload_id).unlink(missing_ok=True)

    def abandoned(self, seconds: float) -> int:
        """Remove drafts that nobody has written to for so long; how many."""
        found = [path for path in self._drafts().iterdir() if time.time() - path.stat().st_mtime > seconds]
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def kept_for(self, seconds: float) -> list[str]:
        """The digests of all files that have been there so long."""
        found = (path for folder in self.root.glob("??") for path in folder.iterdir() if _DIGEST.fullmatch(path.name))
        return sorted(path.name for path in found if time.time() - path.stat().st_ctime > seconds)

    def _drafts(self) -> Path:
        place = self.root / _DRAFTS
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place


class Removal:
    """A file on its way out. It is moved aside first; then whoever removes it looks once more whether a row names it, and says `back`
    or `gone`. Whoever keeps the same content meanwhile has written a row before moving theirs into place, so no content is lost: either
    that row is seen, or their file is put there after this one has left."""

    def __init__(self, blobs: Blobs, digest: str) -> None:
        self._place = blobs.path(digest)
        self._aside = self._place.with_name(f"{self._place.name}.{secrets.token_hex(4)}.gone")
        self.there = True
        try:
            self._place.replace(self._aside)
        except FileNotFoundError:
            self.there = False

    def back(self) -> None:
        if self.there:
            with contextlib.suppress(FileExistsError):
                self._place.hardlink_to(self._aside)
            self._aside.unlink(missing_ok=True)

    def gone(self) -> None:
        self._aside.unlink(missing_ok=True)
        for path in self._place.parent.glob(f"{self._place.name}.*"):
            path.unlink(missing_ok=True)
