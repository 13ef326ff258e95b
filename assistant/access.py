"""Who asks, what an operation needs, and the one check between the two."""

from enum import IntEnum

from msgspec import Struct

from assistant.tiers import STUDIO, TIERS, Tier, TierName


class Role(IntEnum):
    """What an operation needs. VIEWER to OWNER are rights to one project; MEMBER is anyone signed in."""

    ANYONE = 0
    MEMBER = 1
    VIEWER = 2
    EDITOR = 3
    OWNER = 4
    ADMIN = 5

    @property
    def of_project(self) -> bool:
        return Role.VIEWER <= self <= Role.OWNER


class Actor(Struct, frozen=True, kw_only=True):
    """Someone at work: a user, in a session. `session_id` is what open, close and undo belong to; `plan` names their tier."""

    user_id: str
    name: str
    session_id: str
    admin: bool = False
    plan: TierName = STUDIO.name

    @property
    def tier(self) -> Tier:
        return TIERS[self.plan]


NOBODY = Actor(user_id="", name="nobody", session_id="")
"""Not signed in."""
SYSTEM = Actor(user_id="", name="storycore", session_id="", admin=True)
"""The server itself: start-up, housekeeping, the command line of the machine's owner."""
