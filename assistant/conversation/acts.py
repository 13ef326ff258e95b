"""Carrying out what was understood: a dialogue act, or an operation with its confirmation, its result and its words."""

from typing import Any

import msgspec
from msgspec import Struct

from assistant.access import Actor
from assistant.conversation.mind import Mind, from_shown, meant, spoken_of
from assistant.conversation.questions import asked, offered
from assistant.conversation.reply import Reply, View, problem_told, question_view, told
from assistant.conversation.selecting import proposed
from assistant.errors import Problem, Unconfirmed
from assistant.events import Emit
from assistant.operation import Command, registry
from assistant.operations.talk import ReadSituation
from assistant.perform import Assistant
from assistant.validation import made
from intents.replies import Replies
from intents.shapes import NONE_OF_THEM, Match, Pending, Slots

SHOWN_WHOLE = (
    "project.generate", "project.show", "project.check", "project.repair", "scene.list", "character.list", "shot.list", "project.list",
    "history.list", "media.search", "media.list", "media.show", "workflow.progress", "workflow.choose", "workflow.next", "workflow.skip",
    "workflow.back",
)  # fmt: skip
"""Operations whose result goes along with the words, because people want to see it as a table."""


ENGLISH = ("language", "en")
"""A field that is English only where nobody says otherwise, and its default."""


class Outcome(Struct, frozen=True, kw_only=True):
    """`stop` when acts that follow in the same sentence must not run."""

    reply: Reply
    mind: Mind
    stop: bool = False


class Acts:
    """The acts of one turn."""

    def __init__(self, assistant: Assistant, replies: Replies, by: Actor, emit: Emit) -> None:
        self._assistant = assistant
        self._replies = replies
        self._by = by
        self._emit = emit
        self.done: list[str] = []
        """The operations that were carried out, in their order."""

    async def carry_out(self, match: Match, mind: Mind) -> Outcome:
        act = {
            "dialog.confirm": self._confirm,
            "dialog.deny": self._deny,
            "dialog.choose": self._choose,
            "dialog.clarify": self._repeat,
            "chat.smalltalk": self._chat,
            "help.show": self._help,
        }.get(match.operation, self._operate)
        return await act(match, mind)

    async def _operate(self, match: Match, mind: Mind) -> Outcome:
        # Words alone never confirm: only a yes to the question itself does.
        return await self._run(match.operation, without_consent(match.slots), mind)

    async def _confirm(self, match: Match, mind: Mind) -> Outcome:
        """A yes counts only for the question just asked; without one it keeps the preview that is open, if any."""
        pending = mind.pending
        if pending and pending.kind == "confirm":
            return await self._run(pending.operation, {**pending.slots, "confirmed": True}, mind.asking(None))
        situation = await self._assistant.perform(ReadSituation(), by=self._by)
        # The question that comes with a preview is one to answer or to leave; a yes then means the film.
        free = pending is None or pending.operation == "project.generate"
        if free and situation.project and situation.project.state == "preview":
            return await self._run("project.finalize", {}, mind)
        return self._said("nothing_pending", mind)

    async def _deny(self, match: Match, mind: Mind) -> Outcome:
        return self._said("cancelled" if mind.pending else "nothing_pending", mind.asking(None))

    async def _choose(self, match: Match, mind: Mind) -> Outcome:
        pending = mind.pending
        if pending and match.slots.get("choice") == NONE_OF_THEM:
            return self._said("cancelled", mind.asking(None))
        chosen = next((choice for choice in (pending.choices if pending else ()) if choice.id == match.slots.get("choice")), None)
        if chosen is None:
            return self._said("no_such_choice", mind)
        if chosen.operation == "dialog.deny":
            return self._said("cancelled", mind.asking(None))
        if chosen.asks and chosen.asks not in chosen.slots:
            waiting = Pending(kind="slot", operation=chosen.operation, slots=chosen.slots, slot=chosen.asks)
            return Outcome(reply=Reply(content=self._asking(waiting)), mind=mind.asking(waiting), stop=True)
        others = [focus for choice in reversed(pending.choices) if choice is not chosen for focus in meant(choice.slots)] if pending else []
        return await self._run(chosen.operation, chosen.slots, mind.about(others).asking(None))

    async def _repeat(self, match: Match, mind: Mind) -> Outcome:
        """The open question once more, when somebody asks about it."""
        waiting = mind.pending
        if waiting is None:
            return self._said("nothing_pending", mind)
        if _before_a_loss(waiting):
            return await self._run(waiting.operation, waiting.slots, mind)
        choices = tuple(one for one in waiting.choices if one.label)
        return Outcome(reply=Reply(content=self._asking(waiting), choices=choices), mind=mind, stop=True)

    def _asking(self, waiting: Pending) -> str:
        """The words of a question."""
        reason = "ambiguous" if waiting.kind == "choice" else "missing"
        labels = [choice.label for choice in waiting.choices]
        return self._replies.say(f"unclear.{reason}", choices=labels, slot=waiting.slot, mentioned=None, operation=waiting.operation)

    async def _chat(self, match: Match, mind: Mind) -> Outcome:
        return self._said(f"smalltalk.{match.slots.get('kind', 'greeting')}", mind)

    async def _help(self, match: Match, mind: Mind) -> Outcome:
        return Outcome(reply=Reply(content=self._replies.help(match.slots.get("topic"))), mind=mind)

    async def _run(self, name: str, slots: Slots, mind: Mind) -> Outcome:
        """An operation, from slots to words. Problems become words too; nothing internal is told."""
        waiting, mind = mind.pending, mind.asking(None)
        operation, slots = registry.get(name), from_shown(mind, slots)
        if operation is None or operation.internal:
            return self._said("not_there_yet", mind.having_done(name, without_consent(slots)), failed=True, operation=name)
        try:
            command = made(self._spoken(slots, operation.command), operation.command)
            result = await self._assistant.perform(command, by=self._by, emit=self._emit)
        except Unconfirmed as question:
            content, pending = asked(self._replies, name, slots, question.data)
            reply = Reply(content=content, choices=pending.choices, views=(question_view(name, slots, question.data, mind.language),))
            return Outcome(reply=reply, mind=mind.about(meant(slots)).asking(pending), stop=True)
        except Problem as problem:
            instead = offered(name, problem.offers) or proposed(waiting)
            shown = instead.choices if instead and problem.offers else ()
            reply = Reply(content=problem_told(self._replies, problem), choices=shown, failed=True)
            return Outcome(reply=reply, mind=mind.asking(instead), stop=True)
        self.done.append(name)
        views = (View(operation=name, result=msgspec.to_builtins(result)),) if name in SHOWN_WHOLE else ()
        offers = offered(name, getattr(result, "offers", ()))
        reply = Reply(content=told(self._replies, name, result, slots), views=views, choices=offers.choices if offers else ())
        done = Outcome(
            reply=reply, mind=mind.about(spoken_of(result)).showing(result).asking(offers).having_done(name, without_consent(slots))
        )
        looked = waiting and operation.reads and set(meant(slots)) & set(meant(waiting.slots))
        return await self._asked_anew(done, waiting) if waiting and looked else done

    def _spoken(self, slots: Slots, command: type[Command[Any]]) -> Slots:
        """For operations that put things into words themselves, or begin something that will: in those of the conversation."""
        left = [one.name for one in msgspec.structs.fields(command) if one.name == "said_in" or (one.name, one.default) == ENGLISH]
        return {**dict.fromkeys(left, self._replies.catalogue.language), **slots}

    async def _asked_anew(self, looked: Outcome, waiting: Pending) -> Outcome:
        """Whoever looks at what a question is about before they answer is asked again, so that a yes is to what was asked last."""
        if not _before_a_loss(waiting):
            return looked
        again = await self._run(waiting.operation, waiting.slots, looked.mind)
        if again.mind.pending is None:  # it is gone by now
            return looked
        views = (*looked.reply.views, *again.reply.views)
        reply = msgspec.structs.replace(again.reply, content=f"{looked.reply.content}\n\n{again.reply.content}", views=views)
        return msgspec.structs.replace(again, reply=reply)

    def _said(self, key: str, mind: Mind, *, failed: bool = False, **values: Any) -> Outcome:
        return Outcome(reply=Reply(content=self._replies.say(key, **values), failed=failed), mind=mind)


def _before_a_loss(waiting: Pending) -> bool:
    """Whether what waits is the question before something destructive: carried out as it is, without consent, it only asks again."""
    return waiting.kind == "confirm" or any("confirmed" in choice.slots for choice in waiting.choices)


def without_consent(slots: Slots) -> Slots:
    return {name: value for name, value in slots.items() if name != "confirmed"}
