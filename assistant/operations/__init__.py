"""The operations, a file a subject. Importing this package registers them all."""

from assistant.operations import (
    accounts,
    characters,
    generation,
    help,
    history,
    projects,
    saving,
    scenes,
    sequences,
    shots,
    snapshots,
    storage,
    talk,
    usage,
)

__all__ = [
    "accounts",
    "characters",
    "generation",
    "help",
    "history",
    "projects",
    "saving",
    "scenes",
    "sequences",
    "shots",
    "snapshots",
    "storage",
    "talk",
    "usage",
]
