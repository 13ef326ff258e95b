"""Tables, one file a subject."""

from memory.tables import films, media, people, sharing, talk, turns
from memory.tables.base import metadata

__all__ = ["films", "media", "metadata", "people", "sharing", "talk", "turns"]
