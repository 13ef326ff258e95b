"""Places where a test has the process die at once, as by kill -9: `STORYCORE_FAILPOINT=after-commit:3` is the third time there.

Random kills hardly ever hit the moment between a commit and its ack; a history checker without these has missed an ack before the
commit in 19 kills of 19 (`shared/protocol.md`, "Invariants").
"""

import os
from itertools import count

NAMES = ("before-commit", "after-commit", "after-ack", "mid-delta", "mid-replay")
_name, _, _times = os.environ.get("STORYCORE_FAILPOINT", "").partition(":")
_reached = count(1)
KILLED = 137


def reach(name: str) -> None:
    """Nothing, but for the process that was told to die here."""
    if name == _name and next(_reached) == int(_times or 1):
        os._exit(KILLED)
