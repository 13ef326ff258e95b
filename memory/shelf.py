"""Things worked out once and looked up afterwards, as files under names that say what they were worked out from."""

import contextlib
import hashlib
import os
import re
import sys
import tempfile
from pathlib import Path

NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,80}")
SEAL = 24
"""Hexadecimal digits of a hash."""


class Shelf:
    """Reads from any of the `folders`; writes to the last. What cannot be written is not kept: it can always be worked out again."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders

    def read(self, name: str) -> bytes | None:
        """Raises ValueError for a name that is none of ours."""
        for folder in self.folders:
            with contextlib.suppress(OSError):
                return (folder / _checked(name)).read_bytes()
        return None

    def write(self, name: str, content: bytes) -> None:
        """Whole or not at all; others of the same kind (the name up to its first dash) are of the past and go."""
        if not self.folders:
            return
        folder, kind = self.folders[-1], _checked(name).partition("-")[0]
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, made = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(made).replace(folder / name)
            for old in folder.glob(f"{kind}-*"):
                if old.name != name:
                    old.unlink(missing_ok=True)

    def seal(self, name: str, content: bytes) -> None:
        """Write what is too large to be read as bytes each time; its name tells the content's hash, too."""
        self.write(f"{name}.{hashlib.sha256(content).hexdigest()[:SEAL]}", content)

    def sealed(self, name: str) -> Path | None:
        """The file with what was sealed; None unless it is there, and whole."""
        files = (file for folder in self.folders for file in sorted(folder.glob(f"{_checked(name)}.*")))
        return next((file for file in files if _whole(file)), None)


INSTALLED = Shelf(Path(sys.prefix) / "storycore")
"""Beside the installed packages: what the set-up has worked out."""


def _whole(file: Path) -> bool:
    with contextlib.suppress(OSError), file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:SEAL] == file.suffix[1:]
    return False


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"no name of something kept: {name!r}")
    return name
