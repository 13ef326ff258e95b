"""A turn that is only tried (`--dry-run`): understood as always, carried out to nothing, answered with what would have come of it."""

from typing import Any

import msgspec
from msgspec.structs import replace

from assistant.access import Actor
from assistant.conversation.acts import Acts, Outcome
from assistant.conversation.mind import Mind
from assistant.conversation.reply import Reply, View
from assistant.conversation.turn import Conversation, Say, Turn, silent
from assistant.events import Emit, ignore
from assistant.operation import registry
from assistant.operations.talk import Situation
from assistant.perform import Assistant
from assistant.trial import Trial, trying
from assistant.would import ProjectWould, Thing, Would
from intents.replies import Replies
from intents.shapes import Match, Name, Recognition

FEW = 3
"""Things of one kind that are told one by one; more of them are counted."""
WORDED = ("project.generate", "project.answer")
"""What a language model, where there is one, words better; a trial leaves it alone, and says so."""


async def tried(conversation: Conversation, assistant: Assistant, text: str, *, by: Actor) -> Turn:
    """What `text` would do in the actor's session. Nothing is changed, kept in mind, published or written."""
    async with trying(assistant, by) as trial:
        return await Trying(conversation, trial, worded=assistant.tools.model is None).answer(text, by=by)


class Trying(Conversation):
    """A conversation over a trial. It understands as the real one does; `worded` when no model would have a say in the words."""

    def __init__(self, real: Conversation, trial: Trial, *, worded: bool) -> None:
        super().__init__(trial, real.tongues.embedder, real.tongues)
        self._real, self._trial, self._worded = real, trial, worded
        self._tried: Tried | None = None

    async def answer(self, text: str, *, by: Actor, emit: Emit = ignore, say: Say = silent, choice: str | None = None) -> Turn:
        turn = await super().answer(text, by=by, emit=emit, choice=choice)
        replies = await self.tongues.replies(turn.mind.language)
        asked = turn.reply.failed and turn.mind.pending is not None
        ending = "dry.asked" if asked else "dry.end" if self._tried and self._tried.any else None
        content = "\n\n".join([turn.reply.content, *([replies.say(ending)] if ending else [])])
        return replace(turn, reply=replace(turn.reply, content=content, choices=()))

    async def recognise(self, text: str, situation: Situation, mind: Mind, more: tuple[Name, ...] = ()) -> tuple[Recognition, Mind]:
        return await self._real.recognise(text, situation, mind, more)

    async def acts(self, by: Actor, mind: Mind, emit: Emit = ignore) -> "Tried":
        self._tried = Tried(self._trial, await self.tongues.replies(mind.language), by, emit, worded=self._worded)
        return self._tried


class Tried(Acts):
    """The acts of a turn that is tried, each answered with what it would leave behind. `any` once one was."""

    def __init__(self, trial: Trial, replies: Replies, by: Actor, emit: Emit, *, worded: bool) -> None:
        super().__init__(trial, replies, by, emit)
        self._trial, self._worded = trial, worded
        self.any = False

    async def carry_out(self, match: Match, mind: Mind) -> Outcome:
        before = len(self.done)
        outcome = await super().carry_out(match, mind)
        would = await self._trial.would()
        changing = [name for name in self.done[before:] if not registry[name].reads]
        if outcome.reply.failed or not changing:
            return outcome
        self.any = True
        content = told(self._replies, changing[0], would)
        if changing[0] in WORDED and not self._worded:
            content = f"{content}\n{self._replies.say('dry.model')}"
        view = View(operation="dry-run", result=msgspec.to_builtins(would))
        return replace(outcome, reply=Reply(content=content, views=(view,)))


def told(replies: Replies, operation: str, would: Would) -> str:
    """What would come of an operation: a line for each difference, + for what comes, - for what goes, ~ for what changes."""
    lines = [line for project in would.projects for line in _project(replies, project)]
    lines += [f"+ {replies.say('dry.folder', folder=folder)}" for folder in would.written]
    lines += [f"- {replies.say('dry.unfolder', path=path)}" for path in would.removed]
    lines += [f"~ {replies.say('dry.opened', title=would.opened)}"] if would.opened else []
    lines += [f"~ {replies.say('dry.closed', title=would.closed)}"] if would.closed else []
    if lines:
        return "\n".join([replies.say("dry.would"), *lines])
    beyond = would.more or not registry[operation].needs.of_project
    return replies.say("dry.act", label=replies.catalogue.label(operation)) if beyond else replies.say("dry.nothing")


def _project(replies: Replies, project: ProjectWould) -> list[str]:
    """A project that comes or goes is one line; of one that stays, everything in it that would differ."""
    if project.verb != "changed":
        return [f"{_sign(project.verb)} {replies.say('dry.project', project=project)}"]
    lines = [f"~ {replies.say('dry.film', fields=_plain(project.fields), title=project.title)}"] if project.fields else []
    groups: dict[tuple[str, str], list[Thing]] = {}
    for thing in project.things:
        groups.setdefault((thing.kind, thing.verb), []).append(thing)
    return [line for group in groups.values() for line in _things(replies, group)] + lines


def _things(replies: Replies, things: list[Thing]) -> list[str]:
    kind, verb = things[0].kind, things[0].verb
    if len(things) > FEW and kind == "shot":
        return [f"{_sign(verb)} {replies.say('dry.several', kind=kind, count=len(things))}"]
    return [f"{_sign(thing.verb)} {replies.say('dry.thing', t=_plain(thing))}" for thing in things]


def _sign(verb: str) -> str:
    return {"added": "+", "removed": "-"}.get(verb, "~")


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)
