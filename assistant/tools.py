"""What handlers may use besides the database: the disk and the keys, and how long things are kept."""

from msgspec import Struct

from assistant.disk import Disk
from assistant.identity import Identity

PREVIEW_SECONDS = 24 * 3600.0
"""How long a preview waits to be finalized."""


class Tools(Struct, frozen=True, kw_only=True):
    disk: Disk
    identity: Identity
    preview_seconds: float = PREVIEW_SECONDS
