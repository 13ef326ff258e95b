"""What it does: operations, conversation, story engine. `Assistant.perform` is the only door to the data."""

from assistant.access import NOBODY, SYSTEM, Actor, Role
from assistant.perform import Assistant

__all__ = ["NOBODY", "SYSTEM", "Actor", "Assistant", "Role"]
