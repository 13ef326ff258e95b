"""Every source is said in the very words of the prompt, also where the reader mended a slip or a mark."""

from msgspec.structs import replace

from ..matter import Matter, Person, Place, Thing
from ..model import Finding, Premise
from ..reading import Mended, Said


def traced(matter: Matter, mended: Mended) -> Matter:
    """`matter` with each source an exact substring of the prompt as it was typed."""

    def person(one: Person) -> Person:
        return replace(one, source=mended.exact(one.source)) if one.source else one

    def thing(one: Thing) -> Thing:
        return replace(one, source=mended.exact(one.source)) if one.source else one

    return replace(
        matter,
        premise=_premise(matter.premise, mended),
        prompt=mended.prompt,
        people=tuple(map(person, matter.people)),
        foe=person(matter.foe) if matter.foe else None,
        prize=thing(matter.prize),
        threat=thing(matter.threat),
        event=thing(matter.event) if matter.event else None,
        objects=tuple(map(thing, matter.objects)),
        places=tuple(Place(thing(one.thing), one.kind, one.at) for one in matter.places),
        avoid=tuple(Said(one.value, mended.exact(one.source)) for one in matter.avoid),
    )


def _premise(premise: Premise, mended: Mended) -> Premise:
    def finding(one: Finding) -> Finding:
        return replace(one, source=mended.exact(one.source)) if one.source else one

    parts: dict[str, object] = {}
    for name in premise.__struct_fields__:
        value = getattr(premise, name)
        parts[name] = tuple(map(finding, value)) if isinstance(value, tuple) else finding(value)
    return replace(premise, **parts)
