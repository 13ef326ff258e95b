"""What a subscription allows. Three are published (`contracts/ai-movie.md`, "Rate Limiting"; projects also `contracts/facts.md` 3.6).

The fourth, "studio", is this product's own: who runs the server on their own machine is not to be told that three films are enough.
"""

from typing import Literal

from msgspec import Struct

TierName = Literal["free", "pro", "enterprise", "studio"]
MEGABYTE = 1024**2


class Tier(Struct, frozen=True, kw_only=True):
    """None is no limit. `requests` an hour over the contract that publishes them, `sends` a minute over all of a user's sockets,
    `connections` sockets at a time, `upload_bytes` and `frame_bytes` the largest file and frame."""

    name: TierName
    projects: int | None
    members: int | None
    requests: int | None
    connections: int | None
    sends: int | None
    upload_bytes: int
    frame_bytes: int


FREE = Tier(
    name="free", projects=3, members=5, requests=100, connections=5, sends=120, upload_bytes=10 * MEGABYTE, frame_bytes=64 * 1024
)  # fmt: skip
PRO = Tier(
    name="pro", projects=10, members=5, requests=1000, connections=20, sends=360, upload_bytes=100 * MEGABYTE, frame_bytes=128 * 1024
)  # fmt: skip
ENTERPRISE = Tier(
    name="enterprise", projects=100, members=50, requests=10_000, connections=None, sends=1200, upload_bytes=1024 * MEGABYTE,
    frame_bytes=128 * 1024,
)  # fmt: skip
STUDIO = Tier(
    name="studio", projects=None, members=None, requests=None, connections=None, sends=None, upload_bytes=8 * 1024 * MEGABYTE,
    frame_bytes=128 * 1024,
)  # fmt: skip
TIERS: dict[str, Tier] = {tier.name: tier for tier in (FREE, PRO, ENTERPRISE, STUDIO)}
