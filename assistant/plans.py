"""What a subscription leaves room for (`assistant.tiers`). Whoever it is about is held meanwhile: two at once cannot take one place."""

from assistant.errors import SubscriptionLimit
from assistant.tiers import TIERS
from assistant.work import Work
from memory import people, projects, sharing


def room_for_project(work: Work) -> None:
    """Raises SubscriptionLimit when whoever is at work has as many projects as their tier allows."""
    tier = work.by.tier
    if tier.projects is None:
        return
    people.lock(work.db, work.by.user_id)
    if projects.count(work.db, work.by.user_id) >= tier.projects:
        raise SubscriptionLimit(
            f"Subscription limit exceeded ({tier.name} tier allows {tier.projects} projects).",
            remedy="Delete a project, or ask for a larger plan.",
            why="tier_projects",
            tier=tier.name,
            limit=tier.projects,
        )


def room_for_member(work: Work, name: str) -> None:
    """Raises SubscriptionLimit when the project has as many people, members and invited, as its owner's tier allows. Whoever goes by that
    name or address already counts once."""
    owner = people.user(work.db, work.project.owner_id)
    tier = TIERS[owner.plan] if owner else work.by.tier
    if tier.members is None:
        return
    people.lock(work.db, work.project.owner_id)
    inside = {one.name for one in sharing.of_project(work.db, work.project.id)}
    waiting = {one.name for one in sharing.sent(work.db, work.project.id) if one.accepted_at is None and one.expires_at > work.now}
    if len((inside | waiting) - {name}) >= tier.members:
        raise SubscriptionLimit(
            f"Subscription limit exceeded ({tier.name} tier allows {tier.members} people in a project).",
            remedy="Stop sharing with somebody, or ask for a larger plan.",
            why="tier_members",
            tier=tier.name,
            limit=tier.members,
        )
