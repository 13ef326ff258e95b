"""What is remembered: tables, files, vectors. Knows nothing of conversation or of operations."""

from memory.store import Attempt, Store

__all__ = ["Attempt", "Store"]
