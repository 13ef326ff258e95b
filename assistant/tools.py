"""What handlers may use besides the database: the disk and the keys, how long things are kept, and a model."""

from msgspec import Struct, field

from assistant.desk import Desk
from assistant.disk import Disk
from assistant.identity import Identity
from assistant.library.pixels import Pixels
from assistant.library.shelves import Shelves
from assistant.model import Model
from memory.blobs import Blobs
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
    blobs: Blobs | None = None
    """Where pictures, films and sounds are kept; without it none can be sent."""
    shelves: Shelves = field(default_factory=Shelves)
    """What is known of media without asking the database, for searches."""
    pixels: Pixels | None = None
    """A model that sees what pictures show; without it they are found by words and measures."""
    captions: Model | None = None
    """A language model that says what a picture shows; without it nothing does."""
    model: Model | None = None
    """A language model for better wording and understanding; everything is done without one."""
