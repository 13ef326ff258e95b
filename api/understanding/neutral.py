"""Our operations and slots by the neutral names of `shared/understanding/README.md`: the one table between the two."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from api.understanding.cases import Act, Slots
from assistant.story.reading import directions
from intents.shapes import MADE, Match, Name, Pending, Vocabulary

OPERATIONS = {
    "project.generate": "project.create", "project.show": "project.list", "project.retime": "project.update",
    "project.save": "project.finalize",
    "scene.swap": "scene.move", "scene.rebalance": "scene.update", "scene.explain": "scene.show", "scene.ways": "scene.show",
    "sequence.retime": "scene.update", "character.rename": "character.update", "shot.move": "shot.update",
    "shot.check": "shot.list",
    "snapshot.restore": "history.undo",
    "media.list": "media.search", "media.show": "media.search",
    "dialog.choose": "choice.pick", "workflow.choose": "choice.pick", "workflow.next": "workflow.skip",
    "storage.show": "usage.show", "usage.credits": "usage.show", "history.list": "history.undo",
}  # fmt: skip
"""Where the names differ; the rest are called the same."""
SLOTS: dict[str, dict[str, str]] = {
    "scene.swap": {"other": "swap_with"},
    "scene.update": {"visual_notes": "description"},
    "project.create": {"description": "prompt"},
    "snapshot.restore": {"name": "to"},
    "shot.add": {"type": "size", "description": "subject", "after": "after"},
    "shot.update": {"type": "size", "camera_movement": "movement", "description": "subject"},
    "character.update": {"appearance": "description", "personality": "description"},
}
IMPLIED: dict[str, Slots] = {"storage.show": {"kind": "storage"}, "usage.credits": {"kind": "credits"}}
"""Slots that are said by the name of an operation of ours."""
TARGETED = {"media.attach", "media.detach", "comment.add"}
"""What these are done to is one slot there, and a scene, a shot, a character or the poster here."""
KNOWN = {
    "media.search": {"count", "kind", "like", "max_duration", "query"},
    "media.attach": {"item", "target"},
    "media.detach": {"target"},
    "workflow.back": {"step"},
    "workflow.skip": {"step"},
    "workflow.progress": set[str](),
    "scene.list": {"character", "time_of_day"},
    "export.create": {"format", "scene"},
    "job.start": {"kind", "scene"},
    "job.list": {"status"},
    "job.status": {"kind"},
    "job.cancel": {"job", "kind"},
    "job.retry": {"job", "kind"},
    "share.add": {"role", "user"},
    "share.remove": {"user"},
    "comment.add": {"target", "text"},
    "project.create": {"duration", "genre", "prompt", "title"},
    "chat.smalltalk": set[str](),
    "dialog.confirm": set[str](),
    "dialog.deny": set[str](),
}
"""The slots of these there; whatever else was understood has no name."""
NUMBERED = {"scene", "before", "after", "swap_with"}
"""Slots that name scenes, which have numbers there."""
ANSWERS = {
    "chat.smalltalk",
    "help.show",
    "project.list",
    "scene.list",
    "scene.show",
    "character.list",
    "character.show",
    "shot.list",
    "usage.show",
}
"""Nothing changes by these."""
NAMELESS = ("memory.", "note.", "session.", "media.update", "media.remove")
"""What begins so has no name there, and changes nothing of what is compared."""
DESTRUCTIVE = {"project.delete", "scene.remove", "character.remove", "shot.remove", "share.remove"}


class Names(Struct, frozen=True):
    """What ids stand for, and what the turn before made."""

    vocabulary: Vocabulary
    made: str = ""
    pending: Pending | None = None

    def find(self, kind: str, value: Any) -> Name | None:
        """What goes by that number or that name."""
        return next((name for name in self.vocabulary.of(kind) if value in (name.number, name.label)), None)

    def scene(self, value: Any) -> Any:
        """A number, a list of them, or `$new`."""
        if isinstance(value, list | tuple):
            several = [self.scene(one) for one in value]
            return several[0] if len(several) == 1 else several
        if value == MADE:
            return "$1.scene"
        if value and value == self.made:
            return "$new"
        known = self._named("scene", value)
        return known.number if known and known.number else value

    def label(self, kind: str, value: Any) -> Any:
        if isinstance(value, list | tuple):
            several = [self.label(kind, one) for one in value]
            return several[0] if len(several) == 1 else several
        if value == MADE:
            return f"$1.{kind}"
        if value and value == self.made:
            return "$new"
        known = self._named(kind, value)
        return known.label if known else value

    def shot(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self.shot(one) for one in value]
        known = self._named("shot", value)
        return known.number if known else value

    def choice(self, value: Any) -> Any:
        ids = [choice.id for choice in self.pending.choices] if self.pending else []
        return ids.index(value) + 1 if value in ids else value

    def _named(self, kind: str, value: Any) -> Name | None:
        # A project goes by its name and by its title: the last is what people see.
        return next((name for name in reversed(self.vocabulary.of(kind)) if name.id == value), None)


def neutral(match: Match, names: Names) -> Act:
    """What a match is called there."""
    operation = _operation(match)
    slots: Slots = dict(IMPLIED.get(match.operation, {}))
    for slot, value in match.slots.items():
        name = SLOTS.get(match.operation, {}).get(slot, slot)
        if slot != "confirmed" and value is not None:
            slots[name] = _VALUES.get(name, _plain)(value, names, operation)
    if operation == "project.create" and "prompt" in slots:
        slots = _film(slots)
    if match.operation == "dialog.choose":
        slots = {"choice": names.choice(match.slots.get("choice"))}
    if operation == "media.search" and "resembling" in slots:
        slots = {**slots, "query": f"like {slots['resembling']} but {slots.get('query', '')}"}
    if operation in TARGETED:
        slots = _targeted(slots)
    if operation in {"job.cancel", "job.retry"} and not slots.keys().isdisjoint({"scene", "status"}):
        slots = _job(slots, names)
    return Act(operation, _known(operation, slots))


def _film(slots: Slots) -> Slots:
    """What the story engine reads in the words for a new film: its length and genre, and the idea by itself."""
    read = directions(str(slots["prompt"]))
    idea = " ".join(read.rest.split()).strip(" ,.:;")
    found = {"duration": read.duration and int(read.duration), "genre": read.genres[0].value if read.genres else None}
    return {**slots, **({"prompt": idea} if idea else {}), **{slot: value for slot, value in found.items() if value}}


def _operation(match: Match) -> str:
    """Its name there. To write a story is an act of its own, and a new film is another."""
    asked = str(match.slots.get("prompt", "")).casefold().partition(" about ")[0]
    if match.operation == "project.generate" and asked.startswith("write") and asked.endswith("story"):
        return "story.generate"
    return OPERATIONS.get(match.operation, match.operation)


def _known(operation: str, slots: Slots) -> Slots:
    """Only slots that the operation has there."""
    known = KNOWN.get(operation)
    if known is None or (operation == "project.create" and "prompt" not in slots):
        return slots
    return {slot: value for slot, value in slots.items() if slot in known}


def _targeted(slots: Slots) -> Slots:
    """What it is done to in one slot: "scene:2", "shot:3.2", "character:NAME", "poster"; as it is where nothing was named."""
    scene, shot, character = (slots.get(kind) for kind in ("scene", "shot", "character"))
    target = slots.get("target")
    if shot is not None:
        target = f"shot:{scene}.{shot}"
    elif scene is not None:
        target = f"scene:{scene}"
    elif character is not None:
        target = f"character:{character}"
    return slots if target is None else {**slots, "target": target}


def _job(slots: Slots, names: Names) -> Slots:
    """A job told by the scene it works on or by its state is called by its number."""
    scene, kind, status = slots.get("scene"), slots.get("kind"), slots.get("status")
    jobs = [one for one in names.vocabulary.of("job") if scene is None or one.within == str(scene)]
    jobs = [one for one in jobs if kind in (None, one.label) and (status is None or status in one.tags)]
    return {"job": jobs[0].number} if jobs else slots


def _scene(value: Any, names: Names, operation: str) -> Any:
    return (
        names.shot(value) if operation.startswith("shot.") and isinstance(value, str) and value.startswith("shot_") else names.scene(value)
    )


def _of(kind: str) -> Callable[[Any, Names, str], Any]:
    return lambda value, names, operation: names.label(kind, value)


def _plain(value: Any, names: Names, operation: str) -> Any:
    return int(value) if isinstance(value, float) and value == int(value) else value


def _shot(value: Any, names: Names, operation: str) -> Any:
    return names.shot(value)


def _item(value: Any, names: Names, operation: str) -> Any:
    return {"start": 1, "end": -1}.get(value, value) if isinstance(value, str) else value


_VALUES: Mapping[str, Callable[[Any, Names, str], Any]] = {
    **dict.fromkeys(NUMBERED, _scene),
    "character": _of("character"),
    "add_character": _of("character"),
    "remove_character": _of("character"),
    "project": _of("project"),
    "user": _of("person"),
    "shot": _shot,
    "item": _item,
    "like": _item,
    "job": _item,
}
