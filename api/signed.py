"""Addresses of files that open without signing in, for a while: whoever holds one may read that file and nothing else.

An address names the item; it is good until it expires, or the item is taken out. Who was removed from a project keeps the addresses they
were given for that while.
"""

import time
from typing import TypeAlias

from msgspec import Struct

from assistant.errors import Forbidden
from assistant.identity import Identity
from assistant.library.views import MediaView

SECONDS = 3600
"""How long an address is good."""
STEP = 600
"""Addresses made within this many seconds are the same, so that browsers keep what they have."""
PREFIX = "/api/v1/media"
PURPOSE = "media"
What: TypeAlias = str
"""A "file", its "thumbnail", or "frames/" and the number of a key frame."""


class Links(Struct, frozen=True, kw_only=True):
    """Where the file is, and a small picture of it; None for what has none (yet). `frames` are its key frames, in the order of the view's.
    `expires` in seconds since 1970."""

    file: str
    thumbnail: str | None
    frames: list[str]
    expires: int


def links(identity: Identity, view: MediaView, base: str = "") -> Links:
    """`base` stands before the path: "https://server" for whole addresses."""
    expires = int(time.time()) // STEP * STEP + SECONDS + STEP
    pictured = view.kind in ("image", "video") and (view.status == "ready" or view.width is not None)
    return Links(
        file=base + address(identity, view.id, "file", expires),
        thumbnail=base + address(identity, view.id, "thumbnail", expires) if pictured else None,
        frames=[base + address(identity, view.id, f"frames/{number}", expires) for number in range(1, len(view.frames) + 1)],
        expires=expires,
    )


def address(identity: Identity, media_id: str, what: What, expires: int) -> str:
    return f"{PREFIX}/{media_id}/{what}?expires={expires}&signature={identity.seal(PURPOSE, _signed(media_id, what, expires))}"


def check(identity: Identity, media_id: str, what: What, expires: str, signature: str) -> int:
    """The seconds for which it is good still. Raises Forbidden for anything but an address of ours that has not expired."""
    until = int(expires) if expires.isascii() and expires.isdigit() and len(expires) < 12 else 0
    if not identity.sealed(PURPOSE, _signed(media_id, what, until), signature):
        raise Forbidden("This address is not one of ours.", remedy="Ask for the media again; that gives new addresses.")
    left = until - int(time.time())
    if left <= 0:
        raise Forbidden("This address has expired.", remedy="Ask for the media again; that gives new addresses.")
    return left


def _signed(media_id: str, what: What, expires: int) -> str:
    return f"{what}:{media_id}:{expires}"
