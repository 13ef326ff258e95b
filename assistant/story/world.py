"""The small world a plan changes: facts that hold, and the scene that made each of them true.

A fact is a short name such as `hero-has-tool`. Facts that were so before the film began were made by no scene (None).
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

Kind = Literal["knowledge", "possession", "bond", "promise", "suspicion", "injury", "whereabouts", "decision"]
FACTS: dict[str, Kind] = {
    "want-shown": "knowledge",
    "trouble-known": "knowledge",
    "promise-made": "promise",
    "hero-has-lead": "knowledge",
    "hero-committed": "decision",
    "ally-joined": "bond",
    "plan-made": "knowledge",
    "hero-has-tool": "possession",
    "tool-lost": "possession",
    "prize-seen": "knowledge",
    "crowd-behind": "bond",
    "bond": "bond",
    "ghost-told": "knowledge",
    "foe-knows": "suspicion",
    "foe-strikes": "injury",
    "hero-hurt": "injury",
    "hero-shamed": "injury",
    "hero-knows-truth": "knowledge",
    "ally-doubts": "suspicion",
    "ally-gone": "whereabouts",
    "ally-back": "whereabouts",
    "witness-turned": "suspicion",
    "all-lost": "decision",
    "hero-faced-flaw": "decision",
    "decided": "decision",
    "prize-won": "possession",
    "prize-given-up": "possession",
    "foe-beaten": "decision",
    "foe-spared": "bond",
    "answered": "decision",
    "ally-wants": "knowledge",
    "ally-torn": "decision",
    "ally-settled": "decision",
    "foe-wants": "knowledge",
    "foe-torn": "decision",
    "foe-settled": "decision",
}
"""Every fact there is, and of what kind; how it is said is in `lexicon/{en,fr,es}/facts.yaml`."""


class World(Struct, frozen=True):
    """What holds now: fact -> index of the scene that made it so."""

    facts: Mapping[str, int | None] = MappingProxyType({})

    def __contains__(self, fact: str) -> bool:
        return fact in self.facts

    def holds(self, needed: Iterable[str]) -> bool:
        return all(fact in self.facts for fact in needed)

    def after(self, scene: int, adds: Iterable[str], dels: Iterable[str]) -> "World":
        kept = {fact: made for fact, made in self.facts.items() if fact not in set(dels)}
        return World(MappingProxyType(kept | dict.fromkeys(adds, scene)))
