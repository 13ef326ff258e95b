"""Project folders that are only looked at: what would be written or removed is kept in mind."""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from memory.files import Folders, Size


class Untouched(Folders):
    """The folders below a root, as they would be: `written` are files by folder, `removed` the folders that would be gone."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.written: dict[str, Mapping[str, bytes]] = {}
        self.removed: list[str] = []
        self._news: tuple[dict[str, Size], list[str]] = ({}, [])

    def news(self) -> tuple[dict[str, Size], list[str]]:
        """The folders that would have been written, and removed, since this was last asked."""
        news, self._news = self._news, ({}, [])
        return news

    def write(self, folder: str, files: Mapping[str, bytes]) -> None:
        self.written[folder] = dict(files)
        self._news[0][folder] = self._would_be(folder)

    def remove(self, folder: str) -> None:
        self.written.pop(folder, None)
        if self.path(folder).is_dir():
            self.removed.append(folder)
            self._news[1].append(folder)

    def written_at(self, folder: str) -> float:
        return time.time() if folder in self.written else super().written_at(folder)

    def read(self, folder: str, name: str = "project.json") -> bytes | None:
        if folder in self.written and name in self.written[folder]:
            return self.written[folder][name]
        return None if folder in self.removed else super().read(folder, name)

    def on_shelf(self, shelf: str) -> list[str]:
        there = {folder for folder in super().on_shelf(shelf) if folder not in self.removed}
        return sorted(there | {folder for folder in self.written if folder.rpartition("/")[0] == shelf})

    def taken(self, shelf: str) -> set[str]:
        below = f"{shelf}/" if shelf else ""
        gone = {folder.removeprefix(below) for folder in self.removed}
        return (super().taken(shelf) - gone) | {folder.rpartition("/")[2] for folder in self.on_shelf(shelf)}

    def size(self, folders: Iterable[str]) -> Size:
        return sum((self._would_be(folder) for folder in folders), Size())

    def _would_be(self, folder: str) -> Size:
        if folder in self.written:
            files = self.written[folder]
            return Size(sum(map(len, files.values())), len(files))
        return Size() if folder in self.removed else super().size([folder])
