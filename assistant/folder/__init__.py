"""Project folders as other programs know them: the contract's files, out and in."""

from assistant.folder.reading import dates_in, from_file
from assistant.folder.writing import to_files

__all__ = ["dates_in", "from_file", "to_files"]
