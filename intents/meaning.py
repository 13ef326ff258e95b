"""Slots for an operation that was recognised by likeness: what the words mention, put where the operation has a place for it."""

from collections.abc import Mapping

from intents.catalogue import Catalogue
from intents.mentions import Mention, Mentions, Reference
from intents.normalise import View
from intents.reader import NUMBER_ALONE
from intents.shapes import Slots
from intents.slots import LISTS, plain

# Kinds of mention that a text is unlikely to have without the operation having a place for them.
TELLING = ("scene", "character", "project", "shot", "change", "duration", "time")
# Kinds that are as good as each other for telling operations apart.
SAME = {"scenes": "scene", "characters": "character", "projects": "project", "seconds": "duration", "longer": "duration"} | {
    "shorter": "duration",
    "change": "duration",
}
# Words before a scene that make it a place to go and not the thing that goes.
BESIDE = ("after", "before")
SURE = 0.8

Places = Mapping[str, frozenset[str]]


def telling(mentions: Mentions) -> frozenset[str]:
    """The kinds of things the text surely mentions by name, number or length."""
    return frozenset(SAME.get(kind, kind) for kind in (*TELLING, *LISTS) if any(_sure(mention) for mention in mentions.get(kind, ())))


def outside_names(mentions: Mentions) -> Mentions:
    """Without what is only a part of a name: the night in "Night Train" is no time of day."""
    named = [m for kind in ("scenes", "characters", "projects") for m in mentions.get(kind, ()) if _sure(m)]

    def inside(mention: Mention) -> bool:
        return any(n.start <= mention.start and mention.end <= n.end and n.end - n.start > mention.end - mention.start for n in named)

    return {kind: tuple(m for m in found if not inside(m)) for kind, found in mentions.items()}


def misfits(places: Places, said: frozenset[str]) -> int:
    """How many of the things said the operation has no place for."""
    taken = {SAME.get(kind, kind) for kinds in places.values() for kind in kinds}
    return len(said - taken)


def extract(view: View, mentions: Mentions, places: Places, implied: frozenset[str], catalogue: Catalogue) -> Slots:
    """The slots that the words fill. `places` has the kinds of mention each slot takes; where two slots could take the same
    mention, it goes to the one that is `implied` (by what the sentence is like), and to neither when none is."""
    slots: Slots = {}
    mentions = outside_names(mentions)
    for slot, kinds in places.items():
        rivals = [other for other, others in places.items() if other != slot and others & kinds]
        mention = _best(view, mentions, slot, kinds) if slot in implied or not rivals else None
        if mention is not None:
            slots[slot] = plain(mention.kind, mention.value)
        elif slot in {"title", "name"} and (named := _name(view, catalogue)):
            slots[slot] = named
    return slots


def _best(view: View, mentions: Mentions, slot: str, kinds: frozenset[str]) -> Mention | None:
    fitting = [m for kind in kinds for m in mentions.get(kind, ()) if _usable(view, m, slot)]
    return max(fitting, key=lambda m: (m.kind == "change", m.end - m.start, m.score, -m.start), default=None)


def _usable(view: View, mention: Mention, slot: str) -> bool:
    value = mention.value
    if isinstance(value, Reference):
        if mention.score == NUMBER_ALONE:
            return False
        before = view.words[mention.start - 1] if mention.start else ""
        if (slot in BESIDE and before != slot) or (slot not in BESIDE and before in BESIDE):
            return False
        return not (value.ambiguous or value.empty) and slot not in {"other", "keep"}
    return mention.kind not in {"number", "place", "seconds", "scene_number", "longer", "shorter"} and mention.score >= SURE


def _name(view: View, catalogue: Catalogue) -> str:
    """What stands in quotes, or after "called"."""
    quoted = [i for i, token in enumerate(view.tokens) if token.quote]
    if quoted:
        return view.original(quoted[0], quoted[-1] + 1)
    called = [i + 1 for i, word in enumerate(view.words) if word in catalogue.references.called]
    return view.original(called[-1], len(view.tokens)) if called else ""


def _sure(mention: Mention) -> bool:
    value = mention.value
    return mention.score >= SURE and not (isinstance(value, Reference) and value.pronoun)
