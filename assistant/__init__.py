"""What it does: operations, conversation, story engine. `Assistant.perform` is the only door to the data."""

from typing import TYPE_CHECKING, Any

from assistant.access import NOBODY, SYSTEM, Actor, Role

if TYPE_CHECKING:
    from assistant.perform import Assistant

__all__ = ["NOBODY", "SYSTEM", "Actor", "Assistant", "Role"]


def __getattr__(name: str) -> Any:
    """The assistant brings the story engine, which a process that only looks at a file (`assistant.looking`) does without."""
    if name != "Assistant":
        raise AttributeError(name)
    from assistant.perform import Assistant

    return Assistant
