"""The small world a plan changes: facts that hold, and the scene that made each of them true.

A fact is a short name such as `hero-has-tool`. Facts that were so before the film began were made by no scene (None).
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

FACTS = {
    "want-shown": "what {hero} wants is known",
    "trouble-known": "{hero} knows what stands in the way",
    "promise-made": "{hero} has given a promise",
    "hero-has-lead": "{hero} has something to go on",
    "hero-committed": "{hero} cannot turn back",
    "ally-joined": "{ally} is in it too",
    "plan-made": "there is a plan",
    "hero-has-tool": "{hero} has {tool}",
    "tool-lost": "{tool} is lost",
    "prize-seen": "{hero} has seen {prize}",
    "crowd-behind": "others stand with {hero}",
    "bond": "{hero} and {ally} trust each other",
    "ghost-told": "{ally} knows where it began",
    "foe-knows": "{foe} knows about {hero}",
    "foe-strikes": "{foe} has struck back",
    "hero-hurt": "{hero} is hurt",
    "hero-shamed": "{hero} has been seen to fail",
    "hero-knows-truth": "{hero} knows the truth",
    "ally-doubts": "{ally} doubts {hero}",
    "ally-gone": "{ally} has left",
    "ally-back": "{ally} has come back",
    "witness-turned": "someone has been bought",
    "all-lost": "everything seems lost",
    "hero-faced-flaw": "{hero} has faced the flaw",
    "decided": "{hero} has chosen",
    "prize-won": "{prize} is won",
    "prize-given-up": "{prize} is given up",
    "foe-beaten": "{foe} is beaten",
    "foe-spared": "{foe} has been spared",
    "answered": "the question is answered",
}
"""Every fact there is, and how it is said."""


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
