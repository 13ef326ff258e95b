"""Tables, one file a subject."""

from memory.tables import films, people, sharing, talk, turns
from memory.tables.base import metadata

__all__ = ["films", "metadata", "people", "sharing", "talk", "turns"]
