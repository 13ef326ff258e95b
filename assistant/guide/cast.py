"""The third step: people. A company of two, three or more for a film that has nobody yet; whoever is missing for one that has."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from assistant.guide.material import material, people, renaming
from assistant.guide.proposal import MOST, Act, Draft, Wanted
from assistant.guide.standing import Standing
from assistant.story.model import Member, Story
from assistant.swap import Swap

PARTS = ("lead", "ally", "opponent", "witness")
"""What the engine's people are to its story, in the order it casts them; whoever comes after is a witness too."""


def wanted(standing: Standing) -> Wanted:
    told = (material(standing),)
    return told if not standing.film.characters else (*told, material(standing, turn=1 + standing.round))


def drafts(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    if standing.film.characters:
        return _missing(standing, stories)
    cast = stories[0].cast
    lead, *others = cast
    pair = (lead, others[1] if len(others) > 1 else others[0]) if others else (lead,)
    found = {"pair": pair, "triangle": cast[:3], "ensemble": cast}
    sizes = [(kind, who) for kind, who in found.items() if kind == "pair" or len(who) > (2 if kind == "triangle" else 3)]
    return [_company(kind, who) for kind, who in sizes]


def _company(kind: str, who: Sequence[Member]) -> Draft:
    return Draft(
        kind=kind,
        text=kind,
        values={"names": listed([f"{one.name} ({one.role})" for one in who]), "count": len(who)},
        acts=tuple(Act("character.add", slots_of(one, Swap({}))) for one in who),
        recommended=kind == "triangle",
    )


def _missing(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    """Somebody for each part that nobody plays, each once; from another telling where the first is all cast."""
    found: dict[str, Draft] = {}
    names = {person.name.casefold() for person in standing.film.characters.values()}
    for story in stories:
        playing, free = people(story, standing.film)
        swap = renaming(story, playing)
        for member in free:
            part = PARTS[min(story.cast.index(member), len(PARTS) - 1)]
            if part not in found and member.name.casefold() not in names and not standing.took(part):
                found[part] = _person(part, member, swap)
    if found:
        first = "opponent" if "opponent" in found else next(iter(found))
        found[first] = _recommended(found[first])
    return list(found.values())[:MOST]


def _person(part: str, member: Member, swap: Swap) -> Draft:
    slots = slots_of(member, swap)
    values = {"name": member.name, "role": member.role, "about": slots["description"]}
    return Draft(kind=part, text=part, values=values, acts=(Act("character.add", slots),))


def _recommended(draft: Draft) -> Draft:
    return replace(draft, recommended=True)


def slots_of(member: Member, swap: Swap) -> dict[str, Any]:
    """Somebody of the engine's as `character.add` takes them, knowing the others by the film's names."""
    told = {name: swap(getattr(member, name)) for name in ("role", "description", "appearance", "personality")}
    return {"name": member.name, **told}


def listed(names: Sequence[str]) -> str:
    return ", ".join(names)
