"""What a tier lets a user do by socket: how many at a time, how often they send, and how much at once (`assistant.tiers`)."""

from api.hub import Hub
from api.limits import Window, by_tier
from assistant import SYSTEM, Assistant
from assistant.errors import LimitExceeded, Problem
from assistant.identity import Claims, Identity
from assistant.operations.rooms import CountElsewhere
from assistant.tiers import FREE, TIERS, Tier

MINUTE = 60
WAIT_MS = 5_000
"""When to try again where there are too many connections: nobody knows when one of them ends."""


class Sends:
    """Windows of a minute: the tier's, or the server's own for a tier without a limit; None is no limit."""

    def __init__(self, own: int, identity: Identity, broker: str = "") -> None:
        self._own = Window(own, MINUTE, identity, broker, "sends") if own else None
        self._by_tier = by_tier(lambda tier: tier.sends, MINUTE, identity, broker, "sends")

    async def count(self, user_id: str, tier: Tier) -> None:
        """Raises LimitExceeded with the milliseconds to wait."""
        window = self._by_tier.get(tier.name, self._own)
        if window is None:
            return
        passed, _, wait = await window.take(f"user:{user_id}")
        if not passed:
            raise LimitExceeded(
                f"You may send {window.limit} messages a minute.", remedy=f"Wait {wait} seconds.", retry_after_ms=wait * 1000
            )


def tier_of(claims: Claims | None) -> Tier:
    """Whoever is not signed in yet has the smallest."""
    return TIERS[claims.plan] if claims else FREE


async def admit(assistant: Assistant, hub: Hub, connection_id: str, claims: Claims) -> None:
    """Count a connection in. Raises LimitExceeded, and counts it out again, when it is one more than the tier's."""
    here = hub.arrive(claims.sub, connection_id)
    most = tier_of(claims).connections
    if most is None:
        return
    if here + await _elsewhere(assistant, hub, claims.sub) > most:
        hub.depart(claims.sub, connection_id)
        raise LimitExceeded(
            f"Your plan ({claims.plan}) allows {most} connections at a time.",
            remedy="Close another one, and try again.",
            retry_after_ms=WAIT_MS,
        )


async def _elsewhere(assistant: Assistant, hub: Hub, user_id: str) -> int:
    """Those in other processes; none while the database cannot be asked."""
    try:
        return await assistant.perform(CountElsewhere(user_id=user_id, process=hub.process), by=SYSTEM)
    except Problem:
        return 0
