"""Where a user's project folders are, and how much room is left for them."""

from collections.abc import Iterable

from msgspec import Struct

from assistant.access import Actor
from assistant.errors import StorageFull
from memory.files import Folders, Size

LOCAL_OWNER = "owner"
"""The person at this machine; their folders stand directly below the root, as the original program put them."""


class Quota(Struct, frozen=True, kw_only=True):
    """`contracts/facts.md` 1.6: 50 GB and 248 files. Those of the root hold for all users together; 0 is no limit."""

    bytes: int = 50 * 1024**3
    files: int = 248
    root_bytes: int = 0
    root_files: int = 0


class Disk:
    """The projects' root with its quota. `adopt` lets whoever opens a folder nobody owns make it theirs."""

    def __init__(self, folders: Folders, quota: Quota, *, adopt: bool = True) -> None:
        self.folders = folders
        self.quota = quota
        self.adopt = adopt

    def shelf(self, user_id: str) -> str:
        """The part of the root where a user's folders stand."""
        return "" if user_id == LOCAL_OWNER else f"@{user_id}"

    def unclaimed(self, owned: set[str]) -> list[str]:
        """Folders put into the root by another program that no user has opened yet."""
        return [folder for folder in self.folders.on_shelf("") if folder not in owned] if self.adopt else []

    def check_room(self, by: Actor, mine: Iterable[str], more: Size) -> None:
        """Raises StorageFull when `more` on top of what is there would pass the user's quota or the root's."""
        used, total = self.folders.size(mine), self.folders.total()
        limits = (
            ("your storage", used.bytes + more.bytes, self.quota.bytes, "bytes"),
            ("your storage", used.files + more.files, self.quota.files, "files"),
            ("this server's storage", total.bytes + more.bytes, self.quota.root_bytes, "bytes"),
            ("this server's storage", total.files + more.files, self.quota.root_files, "files"),
        )
        for whose, wanted, limit, unit in limits:
            if limit and wanted > limit:
                raise StorageFull(
                    f"This would take {whose} to {wanted:,} {unit}; the limit is {limit:,}. Nothing was written.",
                    needed=wanted, limit=limit, unit=unit,
                )  # fmt: skip
