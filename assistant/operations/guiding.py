"""Behind the guided steps: reading where a film stands, trying proposals out, and taking one as one change."""

from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct, convert
from msgspec.structs import replace

from assistant.access import Role
from assistant.errors import Conflict, Problem
from assistant.guide.proposal import MANUAL, MOST, Act, Draft
from assistant.guide.standing import Guide, Standing, facts_of, kept, standing_of
from assistant.guide.steps import own_words
from assistant.guide.wording import lines
from assistant.operation import operation, registry
from assistant.operations.fields import AboutProject, OnProject
from assistant.validation import made
from assistant.work import Work
from assistant.workflow import STEPS, StepId, advance, back, revisit, skip, step_named
from assistant.workflow.moves import following, in_the_way
from assistant.workflow.steps import beyond
from assistant.would import project_would
from memory.film import Film

Move = Literal["next", "skip", "back"]


class Stood(Struct, frozen=True, kw_only=True):
    """Where a film stands, and the number of its last change."""

    project: str
    seen: int
    standing: Standing


class Weighed(Struct, frozen=True):
    """A draft that can be carried out, with lines of what it would change."""

    draft: Draft
    preview: list[str]


class Taken(Struct, frozen=True, kw_only=True):
    done: list[str]
    advanced: bool


class Moved(Struct, frozen=True, kw_only=True):
    """Where the film stands after a move; `left_out` is the step that was skipped by it."""

    stood: Stood
    left_out: StepId | None


class ReadGuide(AboutProject[Stood], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a film stands in the guided steps."""


class WeighDrafts(AboutProject[list[Weighed]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Try drafts out: those that would go wrong or change nothing are not offered, nor are more than fit."""

    drafts: list[Draft]
    said_in: str


class TakeDraft(OnProject[Taken], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Carry a draft out, with words of one's own beside it, and go on when the step is complete: all of it one change. Raises Conflict
    when the film has changed since `seen`."""

    draft: Draft
    text: str
    seen: int
    said_in: str


class MoveGuide(OnProject[Moved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Go to another step, or leave out one."""

    move: Move
    step: str | None = None


@operation("guide.read", needs=Role.VIEWER, internal=True)
def read_guide(work: Work, command: ReadGuide) -> Stood:
    return _stood(work)


@operation("guide.weigh", needs=Role.VIEWER, internal=True)
def weigh_drafts(work: Work, command: WeighDrafts) -> list[Weighed]:
    found = (_weighed(work, draft, command.said_in) for draft in command.drafts)
    return [one for one in found if one is not None][:MOST]


@operation("guide.take", needs=Role.EDITOR, internal=True)
def take_draft(work: Work, command: TakeDraft) -> Taken:
    if work.project.change_seq != command.seen:
        raise Conflict("The film has changed meanwhile.", remedy="Look at the choices there are now.", why="choice_gone")
    before, standing, draft = work.film, standing_of(work.project.id, work.film), command.draft
    carry_out(work, draft.acts)
    if command.text:
        carry_out(work, own_words(standing.step, work.film, command.text))
    guide = _remembering(standing, draft)
    if work.film != before or guide != standing.guide:
        guide = _gone_on(guide, work.film)
        _keep(work, guide)
        work.finish("workflow.choose")
    return Taken(done=_told(work, before, draft, command.said_in), advanced=guide.current != standing.step)


@operation("guide.move", needs=Role.EDITOR, internal=True)
def move_guide(work: Work, command: MoveGuide) -> Moved:
    guide, facts = standing_of(work.project.id, work.film).guide, facts_of(work.film)
    match command.move:
        case "next":
            moved = advance(guide, facts)
        case "skip":
            moved = skip(guide, facts, command.step)
        case "back":
            ahead = command.step is not None and step_named(command.step) in beyond(step_named(guide.current))
            moved = revisit(guide, facts, command.step) if ahead and command.step else back(guide, facts, command.step)
    _keep(work, moved)
    work.finish(f"workflow.{command.move}")
    return Moved(stood=_stood(work), left_out=next((step for step in moved.skipped if step not in guide.skipped), None))


def carry_out(work: Work, acts: Iterable[Act]) -> None:
    """Operations one after another in one piece of work, so that they are one change. Raises what they raise."""
    for act in acts:
        entry = registry[act.operation]
        assert entry.handler is not None
        entry.handler(work, made(act.slots, entry.command))


def _stood(work: Work) -> Stood:
    return Stood(project=work.project.id, seen=work.project.change_seq, standing=standing_of(work.project.id, work.film))


def _weighed(work: Work, draft: Draft, said_in: str) -> Weighed | None:
    if draft.outside:
        return Weighed(draft, [])
    trial = work.rehearsal()
    try:
        carry_out(trial, draft.acts)
    except Problem:  # what the film no longer allows is not proposed
        return None
    told = _told(trial, work.film, draft, said_in)
    return Weighed(draft, told) if told else None


def _told(work: Work, before: Film, draft: Draft, said_in: str) -> list[str]:
    would = project_would(work.project, before, work.film, work.by.user_id, new=False)
    return lines(would, draft.keeps.get("structure"), said_in)


def _remembering(standing: Standing, draft: Draft) -> Guide:
    if draft.outside or draft.kind == MANUAL:
        return standing.guide
    plain: dict[str, Any] = {**kept(standing.guide), **draft.keeps}
    return convert({**plain, "taken": [*plain["taken"], f"{standing.step}:{draft.kind}"]}, Guide)


def _gone_on(guide: Guide, film: Film) -> Guide:
    """On the next step, once this one has all it needs."""
    facts = facts_of(film)
    last = guide.current == STEPS[-1].id
    return guide if last or in_the_way(guide, facts) or following(guide, facts) is None else advance(guide, facts)


def _keep(work: Work, guide: Guide) -> None:
    work.film = replace(work.film, header=replace(work.film.header, guide=kept(guide)))
