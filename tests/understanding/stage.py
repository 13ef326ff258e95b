"""The real conversation over a database of SQLite, and what every turn in it destroyed and on whose word."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import msgspec
from msgspec import Struct, structs

from api.understanding.cases import World, WorldScene
from api.understanding.house import House
from assistant import Actor, Assistant
from assistant import film as films
from assistant.conversation import Conversation
from assistant.conversation.mind import Mind, mind_of
from assistant.events import ignore
from assistant.operations.talk import LogReply, ReadSituation, Situation
from intents.catalogue import catalogue
from intents.shapes import Pending
from memory import changes

CONSENT = frozenset({"dialog.confirm", "dialog.choose"})
TAKING_BACK = frozenset({"history.undo", "history.redo"})
"""Changes of which each brings back what the other took away."""
REWORKING = frozenset({"shot.cover", "plan.put"})
"""Changes that give a scene other shots, which is one step for undo."""
DESTROYS = {
    "project": {"project.delete"},
    "scene": {"scene.remove", "character.remove", "snapshot.restore"},
    "character": {"character.remove", "snapshot.restore"},
    "shot": {"shot.remove", "scene.remove", "character.remove", "snapshot.restore"},
}
"""Of each kind of thing, the operations that may destroy it after they asked."""
Lost = tuple[str, str]
"""A kind of thing, and the id of one of them."""
Talk = Callable[[Assistant], Conversation]


class Stage(Struct, frozen=True):
    """A film of one language, to be talked about from the beginning as often as one likes."""

    house: House
    talk: Talk

    @asynccontextmanager
    async def conversation(self) -> AsyncIterator["Speaker"]:
        async with self.house.opened() as (assistant, by):
            yield Speaker(assistant, by, self.talk(assistant))


class Speaker:
    """Somebody in a conversation."""

    def __init__(self, assistant: Assistant, by: Actor, conversation: Conversation) -> None:
        self.assistant, self.by, self.conversation = assistant, by, conversation
        self.given_up: set[Lost] = set()
        """What they said yes to losing."""

    async def say(self, text: str, *, afresh: bool = False) -> list[str]:
        """What this turn destroyed without consent, in words. `afresh`: whatever the turn before asked is forgotten."""
        if afresh:
            await self._keep(structs.replace(mind_of(await self._situation()), pending=None, last=None))
        before = await self._situation()
        turn = await self.conversation.answer(text, by=self.by, emit=ignore)
        await self._keep(turn.mind)
        lost = _lost(before, await self._situation())
        pending, acts = mind_of(before).pending, turn.told.acts
        consented = {one for one in lost if pending and CONSENT & {*acts} and _asked_about(one, pending, before)}
        self.given_up |= consented
        unasked = lost - consented - await self._reworked(before) if lost else set()
        return sorted(f"{kind} {id} by {text!r}, understood as {acts}; asked before: {pending}" for kind, id in unasked)

    async def _situation(self) -> Situation:
        return await self.assistant.perform(ReadSituation(), by=self.by)

    async def _reworked(self, before: Situation) -> set[Lost]:
        """What was taken away since then by changes that may do so unasked, as the log of changes tells it."""
        project = before.project
        log = await self.assistant.store.run(lambda db: changes.since(db, project.id, project.change_seq)) if project else []
        return {
            (touch.kind.removesuffix("s"), touch.id)
            for change in log
            for touch in change.delta
            if touch.after is None and (change.operation in TAKING_BACK or (change.operation in REWORKING and touch.kind == "shots"))
        }

    async def _keep(self, mind: Mind) -> None:
        kept = LogReply(type="ai-response", payload={}, mind=msgspec.to_builtins(mind))
        await self.assistant.perform(kept, by=self.by)


def _things(situation: Situation) -> set[Lost]:
    film = situation.film
    rows = {"scene": film.scenes, "character": film.characters, "shot": film.shots} if film else {}
    named = {("project", name) for name, _ in situation.projects}
    return named | {(kind, id) for kind, found in rows.items() for id in found}


def _lost(before: Situation, after: Situation) -> set[Lost]:
    """What is gone: of a film only while the same is open, for another one lacks nothing."""
    same = before.project and after.project and before.project.id == after.project.id
    return {one for one in _things(before) - _things(after) if one[0] == "project" or same}


def _asked_about(lost: Lost, pending: Pending, situation: Situation) -> bool:
    """Whether the question that was open was about this very thing, or about what it is part of or goes along with."""
    kind, id = lost
    asked = {pending.operation, *(choice.operation for choice in pending.choices if choice.slots.get("confirmed"))}
    if pending.kind == "slot" or not asked & DESTROYS[kind]:
        return False
    film = situation.film
    if pending.operation == "project.delete":
        return pending.slots.get("project") in (None, id)
    if film is None or pending.operation == "snapshot.restore":
        return True
    if pending.operation == "character.remove":  # their scenes may go with them, by the choice that says so
        return kind != "character" or pending.slots.get("character") == id
    scene = film.sequences[film.shots[id].sequence_id].scene_id if kind == "shot" else id
    number = [row.id for row in films.scenes(film)].index(scene) + 1
    if pending.operation == "shot.remove" and not {id, films.number(films.shots_of(film, scene), id)} & _listed(pending.slots.get("shot")):
        return False
    return bool({scene, number} & _listed(pending.slots.get("scene")))


def _listed(value: object) -> set[object]:
    return set(value) if isinstance(value, list) else {value}


def staged(language: str, talk: Talk) -> Stage:
    """A film whose names are those the examples of a language speak of."""
    names = catalogue(language).world
    cast = list(names["character"])[:4]
    scenes = [WorldScene(n=n, title=title, shots=2, characters=cast[n % 3 : n % 3 + 2]) for n, title in enumerate(names["scene"], 1)]
    world = World(current_project=names["project"][0], projects=list(names["project"]), scenes=scenes, characters=list(names["character"]))
    return Stage(House(world), talk)
