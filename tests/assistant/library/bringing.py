"""Real files brought into a library, as the doors bring them."""

import asyncio
from pathlib import Path
from typing import Any

from PIL import Image

from assistant import Actor, Assistant
from assistant.library.views import MediaView
from assistant.looking import sniff
from assistant.operations.media import AddMedia

Colour = tuple[int, int, int]
COLD, WARM, DARK, BRIGHT = (70, 110, 190), (220, 140, 60), (20, 22, 28), (235, 235, 228)


def picture(path: Path, colour: Colour, other: Colour | None = None, size: tuple[int, int] = (320, 180)) -> Path:
    """Two fields of colour, side by side."""
    image = Image.new("RGB", size, colour)
    if other:
        image.paste(other, (0, 0, size[0] // 3, size[1]))
    image.save(path)
    return path


async def brought(assistant: Assistant, by: Actor, path: Path, **said: Any) -> MediaView:
    """A file put into the open project's library under its name; nobody has looked at it yet."""
    blobs = assistant.tools.blobs
    assert blobs is not None
    draft = blobs.draft(1 << 30)
    draft.write(path.read_bytes())
    draft.close()
    kind = await asyncio.to_thread(sniff, draft.path, path.name)
    blobs.keep(draft.path, draft.digest)
    command = AddMedia(
        digest=draft.digest, filename=said.pop("filename", path.name), size=draft.size, kind=kind.kind, mime=kind.mime, **said
    )  # fmt: skip
    return await assistant.perform(command, by=by)
