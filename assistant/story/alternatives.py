"""What if it went the other way? Other steps a scene could take, and what each would change downstream."""

from collections.abc import Mapping

from msgspec import Struct

from .compose import options, recompose
from .model import Brief, PlannedScene, Story

MOST = 3


class Alternative(Struct, frozen=True, kw_only=True):
    """One other way: the film with `operator` at `place`. `changed` are the places whose step it changes, that one included."""

    operator: str
    place: int
    story: Story
    changed: tuple[int, ...]

    @property
    def scene(self) -> PlannedScene:
        return self.story.scenes[self.place]


def alternatives(brief: Brief, plan: Mapping[int, str], place: int, draft: int = 0) -> tuple[Alternative, ...]:
    """Up to three other ways for the scene at `place` of `plan` (place to operator), that differ from one another in kind.

    Whatever the change leaves standing stays as it is planned; only scenes whose causes it takes away are planned anew.
    """
    others = [alternative(brief, plan, place, operator, draft) for operator in options(brief, plan, place)[: 2 * MOST]]
    kinds: set[str] = set()
    fresh: list[Alternative] = []
    rest: list[Alternative] = []
    for other in others:
        (rest if _turn(other) in kinds else fresh).append(other)
        kinds.add(_turn(other))
    return tuple([*fresh, *rest][:MOST])


def _turn(other: Alternative) -> str:
    return other.scene.why.plan.turn if other.scene.why.plan else ""


def alternative(brief: Brief, plan: Mapping[int, str], place: int, operator: str, draft: int = 0) -> Alternative:
    """The film in which `operator` happens at `place`."""
    story = recompose(brief, plan, {place: operator}, draft)
    changed = tuple(at for at, scene in enumerate(story.scenes) if scene.why.plan is None or scene.why.plan.operator != plan.get(at))
    return Alternative(operator=operator, place=place, story=story, changed=changed)
