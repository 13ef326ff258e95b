"""Giving items their vectors: what has none of what it is now gets one, is written down, and stands in the index."""

from typing import TYPE_CHECKING

import structlog

from assistant.access import SYSTEM
from assistant.library.lenses import Lens, Words
from assistant.library.shelves import Shelf

if TYPE_CHECKING:
    from assistant.perform import Assistant

log = structlog.get_logger(__name__)
AT_A_TIME = 16
"""Items embedded in one go, so that somebody's sentence that comes meanwhile hardly waits."""


def lenses(assistant: "Assistant") -> list[Lens]:
    """The words' first."""
    pixels = assistant.tools.pixels
    return [Words(assistant.tools.embedder), *([pixels] if pixels else [])]


async def embed(assistant: "Assistant", shelf: Shelf, lens: Lens, most: int | None = None) -> bool:
    """Bring the vectors of a project up to date, at most so many of them; whether all are. Raises ModelDamaged where there is no model."""
    from assistant.operations.media_reading import KeepMediaVectors
    from memory.media_vectors import Made
    from memory.vectors import packed

    missing, gone = list(shelf.missing(lens).items()), shelf.gone(lens)
    todo = missing if most is None else missing[:most]
    for at in range(0, max(len(todo), 1), AT_A_TIME):
        some = todo[at : at + AT_A_TIME]
        if not some and not gone:
            break
        rows = await lens.items([item.subject for _, (item, _) in some]) if some else ()
        made = {key: Made(made_of, packed(row)) for (key, (_, made_of)), row in zip(some, rows, strict=True)}
        command = KeepMediaVectors(project_id=shelf.project.id, lens=lens.name, made=made, gone=gone)
        kept = await assistant.perform(command, by=SYSTEM)
        assistant.tools.shelves.embedded(shelf, lens.name, made, gone, kept.version)
        gone = []
    return len(todo) == len(missing)
