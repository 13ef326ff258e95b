"""The data directory: private, with a signing key of its own, and a note of the server that runs in it."""

import json
import os
import secrets
from pathlib import Path

from msgspec import Struct

KEY_BYTES = 48


class Running(Struct, frozen=True, kw_only=True):
    """A server of this home: where it listens, and its process."""

    url: str
    pid: int


class Home:
    """`make` creates what is missing; nothing in it is readable by others."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self) -> "Home":
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.chmod(0o700)
        return self

    def key(self) -> bytes:
        """The signing key, drawn at random at the first start."""
        file = self.path / "signing.key"
        if not file.exists():
            self._write_new(file, secrets.token_bytes(KEY_BYTES))
        key = file.read_bytes()
        if len(key) < KEY_BYTES:
            raise ValueError(f"{file} is too short to be a signing key; move it away and a new one is made.")
        return key

    @property
    def history(self) -> Path:
        """The terminal client's line history."""
        return self.path / "history"

    def announce(self, url: str) -> None:
        note = self.path / "server.json"
        note.write_text(json.dumps({"url": url, "pid": os.getpid()}))
        note.chmod(0o600)

    def retract(self) -> None:
        if (running := self.running()) and running.pid == os.getpid():
            (self.path / "server.json").unlink(missing_ok=True)

    def running(self) -> Running | None:
        """The server that announced itself here, if its process is still alive."""
        try:
            note = json.loads((self.path / "server.json").read_text())
            running = Running(url=str(note["url"]), pid=int(note["pid"]))
            os.kill(running.pid, 0)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return running

    def _write_new(self, file: Path, content: bytes) -> None:
        """Written aside and linked into place: of two first starts, one key wins and both read it."""
        draft = self.path / f".{file.name}.{secrets.token_hex(8)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            file.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
