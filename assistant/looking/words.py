"""The words in what a user says of a file and in its name, as far as they mean something."""

import re
from pathlib import Path

from msgspec.yaml import decode

_READ = decode(Path(__file__).with_suffix(".yaml").read_bytes(), type=dict[str, str])
_WORDS = {name: frozenset(words.split()) for name, words in _READ.items()}
_OF_FILES = _WORDS.pop("files")
_EMPTY = frozenset[str]().union(*_WORDS.values())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
SHORTEST = 3


def in_name(filename: str) -> tuple[str, ...]:
    """Of a file's name without its ending: "NightHarbour_v2-final.jpg" has night and harbour."""
    words = in_text(_HUMP.sub(" ", Path(filename).stem).replace("_", " "))
    return tuple(word for word in words if word not in _OF_FILES)


def in_text(text: str) -> tuple[str, ...]:
    """In the order they stand, each once, in lower case."""
    words = (part.lower() for part in _WORD.findall(text))
    return tuple(dict.fromkeys(word for word in words if len(word) >= SHORTEST and word not in _EMPTY))
