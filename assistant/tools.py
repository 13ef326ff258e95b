"""What handlers may use besides the database: the disk and the keys, how long things are kept, and a model."""

from msgspec import Struct, field

from assistant.desk import Desk
from assistant.disk import Disk
from assistant.identity import Identity
from assistant.model import Model
from memory.embedder import Embedder

PREVIEW_SECONDS = 24 * 3600.0
"""How long a preview waits to be finalized."""


class Tools(Struct, frozen=True, kw_only=True):
    disk: Disk
    identity: Identity
    preview_seconds: float = PREVIEW_SECONDS
    desk: Desk = field(default_factory=Desk)
    """Where films are written."""
    embedder: Embedder = field(default_factory=Embedder)
    """What gives sentences their vectors; it loads when first asked."""
    model: Model | None = None
    """A language model for better wording and understanding; everything is done without one."""
