"""`python -m assistant.looking FILE KIND PLACE`: a look at one file in a process of its own, that may be killed, and may fall over whatever
is in the file. What is shown of the file is written to PLACE with an ending; how far it is, and what was found, goes to the standard output
as lines of JSON."""

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from assistant.errors import Invalid
from assistant.looking.described import Look
from assistant.looking.film import FilmLook

MEMORY = 6 * 1024**3
"""Bytes of addresses; a picture of the most pixels that are decoded takes a twentieth of it."""
SECONDS = 300
"""Of processor time."""


class Said(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line: how far it is; or the end, with the measures or with what is wrong with the file."""

    stage: str
    percent: int
    look: Look | None = None
    failure: str | None = None
    why: str = ""
    given: dict[str, str | int] = {}


def main(file: Path, kind: Literal["image", "video", "audio"], place: Path) -> None:
    try:
        found = _looked(file, kind, place)
    except Invalid as problem:
        given = {name: value for name, value in problem.values.items() if isinstance(value, str | int)}
        text = f"{problem.message} {problem.remedy}"
        found = Said(stage="failed", percent=100, failure=text, why=problem.why, given=given)
    _say(found)


def _looked(file: Path, kind: Literal["image", "video", "audio"], place: Path) -> Said:
    from assistant.looking import look_at_film, look_at_picture, look_at_sound, thumbnail
    from assistant.looking.sniff import Kind

    _say(Said(stage="measuring", percent=20))
    looks: dict[str, Callable[[Path], Look]] = {"image": look_at_picture, "video": look_at_film, "audio": look_at_sound}
    look = looks[kind](file)
    if kind != "audio":
        _say(Said(stage="thumbnail", percent=70))
        thumbnail(file, Kind(kind=kind, mime="", extension=""), place.with_name(f"{place.name}.thumbnail.webp"))
    if isinstance(look, FilmLook):
        for number, frame in enumerate(look.key_frames, start=1):
            place.with_name(f"{place.name}.frame{number}.jpg").write_bytes(frame.jpeg)
        look = replace(look, key_frames=tuple(replace(frame, jpeg=b"") for frame in look.key_frames))
    return Said(stage="measured", percent=85, look=look)


def _say(said: Said) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    os.nice(10)
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))  # type: ignore[arg-type]
