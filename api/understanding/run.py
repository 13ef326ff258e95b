"""Cases in, predictions out."""

from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import msgspec

from api.understanding.cases import Act, Case, Policy, Prediction, TurnCase, World
from api.understanding.context import begun
from api.understanding.house import House
from api.understanding.neutral import ANSWERS, DESTRUCTIVE, NAMELESS, Names, neutral
from api.understanding.settle import settled
from assistant import Assistant
from assistant.access import Actor
from assistant.conversation import Conversation
from assistant.conversation.mind import Mind, vocabulary
from assistant.operations.talk import ReadSituation, Situation
from intents.shapes import Match, Name, NoMatch, Pending, Recognition, Unclear, Vocabulary

Talk = Callable[[Assistant], Conversation]
"""A conversation for one assistant; what it has learnt is shared by all of them."""


async def predictions(world: World, lines: Iterable[str], talk: Talk) -> AsyncIterator[Prediction]:
    """One per turn. Raises msgspec.ValidationError for a line that is no case."""
    house = House(world)
    try:
        await house.build()
        for line in lines:
            if line.strip():
                case = msgspec.json.decode(line, type=Case)
                async with house.opened() as (assistant, by):
                    told = _Telling(world, assistant, by, talk(assistant))
                    for prediction in await told.case(case):
                        yield prediction
    finally:
        await house.close()


class _Telling:
    """One case, over a copy of the world."""

    def __init__(self, world: World, assistant: Assistant, by: Actor, conversation: Conversation) -> None:
        self.people = tuple(Name(kind="person", id=one.name, label=one.name) for one in world.people)
        self.jobs = tuple(_job(one) for one in world.jobs)
        self.assistant, self.by, self.conversation = assistant, by, conversation
        self.made = ""

    async def case(self, case: Case) -> list[Prediction]:
        mind = begun(case, self._names(Mind(), await self._situation()))
        found = []
        for number, turn in enumerate(case.turns):
            situation = await self._situation()
            names = self._names(mind, situation)
            recognition, mind = await self.conversation.recognise(turn.user, situation, mind, self.people)
            acts, policy = answered(recognition, names)
            found.append(Prediction(id=case.id, turn=number, ops=acts, policy=policy))
            if number + 1 < len(case.turns):
                mind = await self._settle(turn, mind, recognition, situation)
        return found

    async def _settle(self, turn: TurnCase, mind: Mind, understood: Recognition, before: Situation) -> Mind:
        """The state that the expected answer leaves, whatever was predicted."""
        acts = await self.conversation.acts(self.by, mind)
        mind = await settled(acts, mind, turn, understood, self._names(mind, before))
        now = vocabulary(await self._situation(), mind)
        known = {name.id for name in vocabulary(before, mind).names}
        self.made = next((name.id for name in now.names if name.id not in known and name.kind != "shot"), "")
        return mind

    def _names(self, mind: Mind, situation: Situation) -> Names:
        known = vocabulary(situation, mind)
        return Names(Vocabulary(names=(*known.names, *self.people, *self.jobs)), self.made, mind.pending)

    async def _situation(self) -> Situation:
        return await self.assistant.perform(ReadSituation(), by=self.by)


def _job(job: dict[str, Any]) -> Name:
    """A job by its kind, its number, the number of the scene it works on and its state."""
    kind, scene, status = (str(job.get(key, "")) for key in ("kind", "scene", "status"))
    return Name(kind="job", id=f"job_{job['id']}", label=kind, number=job["id"], within=scene, tags=(status,))


def answered(recognition: Recognition, names: Names) -> tuple[list[Act], Policy]:
    """What was understood, and what the assistant would do about it."""
    if isinstance(recognition, NoMatch):
        return ([Act("chat.out_of_scope")], "reject") if recognition.out_of_scope else ([Act("dialog.clarify")], "clarify")
    if isinstance(recognition, Unclear):
        first = recognition.choices[0]
        asked = Match(operation=first.operation, slots={slot: v for slot, v in first.slots.items() if slot != recognition.slot})
        return _named((*recognition.done, asked), names), "clarify"
    acts = _named(recognition, names)
    if any(act.op in DESTRUCTIVE for act in acts) or any(_asks_first(match, names.pending) for match in recognition):
        return acts, "confirm"
    if all(act.op == "dialog.clarify" for act in acts):
        return acts, "clarify"
    return acts, "answer" if all(act.op in ANSWERS for act in acts) else "execute"


def _asks_first(match: Match, pending: Pending | None) -> bool:
    """Whether what is chosen is asked about once more before it is done."""
    chosen = next((one for one in (pending.choices if pending else ()) if one.id == match.slots.get("choice")), None)
    return chosen is not None and chosen.operation in DESTRUCTIVE and "confirmed" not in chosen.slots


def _named(matches: tuple[Match, ...], names: Names) -> list[Act]:
    return [neutral(one, names) for one in matches if not one.operation.startswith(NAMELESS)]
