"""The guided steps: where a film stands, what could be done next, and choosing it. Every move is a change that can be undone."""

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct, to_builtins
from msgspec.structs import replace

from assistant.access import Actor, Role
from assistant.errors import Conflict, Invalid
from assistant.events import Emit, Update
from assistant.guide.proposal import MANUAL, Difficulty, Draft
from assistant.guide.standing import Standing, facts_of
from assistant.guide.steps import OWN_WAY, drafts, wanted
from assistant.guide.wording import worded
from assistant.operation import process
from assistant.operations.fields import AboutProject, OnProject, Prose
from assistant.operations.guiding import Move, MoveGuide, ReadGuide, Stood, TakeDraft, Taken, WeighDrafts, Weighed
from assistant.perform import Assistant
from assistant.story.model import Brief, Story, Unwritable
from assistant.views import Offer
from assistant.workflow import CONTRACT_NAMES, STEPS, Missing, StepId, StepView, overview, step_named

TRIES = 3
"""How often a choice is looked for again when somebody changes the film in between."""
SaidIn = Annotated[str, Meta(pattern=r"^(en|fr|es)$")] | None
"""The language of titles, descriptions and previews; None for the film's own."""
StepRef = Annotated[str, Meta(min_length=1, max_length=60)]
"""A step by its id, its name in the contract, or a word people use for it ("casting")."""


class GuideChoice(Struct, frozen=True, kw_only=True):
    """Something that could be done in the current step. `id` stays the same as long as it would do the same; `kind` is what it differs
    from the others in, "manual_override" for one's own way, always the last. `preview` are lines of what it would change: "+" for
    what comes, "~" for what changes; `minutes` how long the step then takes about."""

    id: str
    title: str
    description: str
    kind: str
    recommended: bool
    difficulty: Difficulty
    minutes: int
    preview: list[str]


class ProgressView(Struct, frozen=True, kw_only=True):
    """Where the film stands. `current` is a step's id, `current_name` its name in the contract, `place` its number from 1; `completed` by
    what the film has, `next` the later steps that are neither complete nor skipped; `percentage` of complete steps of `total`;
    `missing` is what keeps from the next step. `choices` are for the current step; `left_out` is the step that was just skipped."""

    current: StepId
    current_name: str
    completed: list[StepId]
    next: list[StepId]
    percentage: int
    total: int
    place: int
    missing: list[Missing]
    steps: list[StepView]
    choices: list[GuideChoice]
    left_out: StepId | None = None

    @property
    def offers(self) -> list[Offer]:
        """The choices, to be answered in a conversation."""
        return [_offer(one) for one in self.choices]


class Chosen(Struct, frozen=True, kw_only=True):
    """What was chosen in `step`, and what it changed, in lines as of the preview. `how` says what is to be done by hand, where there is
    such; `advanced` when the guide went on to another step, which `progress` then shows."""

    choice: GuideChoice
    step: StepId
    done: list[str]
    how: str
    advanced: bool
    progress: ProgressView

    @property
    def offers(self) -> list[Offer]:
        return self.progress.offers


class ShowProgress(AboutProject[ProgressView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show how far the guided steps have come, and what could be done next."""

    said_in: SaidIn = None


class ChooseStep(OnProject[Chosen], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Do what one of the current step's choices says: by its id, its number or its title. `custom_input` are words of one's own, added to
    it; one's own way needs them."""

    choice: Annotated[str, Meta(min_length=1, max_length=200)] | Annotated[int, Meta(ge=1, le=9)]
    custom_input: Prose | None = None
    said_in: SaidIn = None


class NextStep(OnProject[ProgressView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Go on to the next step, once this one has all it needs."""

    said_in: SaidIn = None


class SkipStep(OnProject[ProgressView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Go on without what this step asks for, or leave out a later one."""

    step: StepRef | None = None
    said_in: SaidIn = None


class BackStep(OnProject[ProgressView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Go back to where one came from, or to a step by its name."""

    step: StepRef | None = None
    said_in: SaidIn = None


class _Found(Struct, frozen=True, kw_only=True):
    """What there is to choose from, and what each choice would do."""

    stood: Stood
    view: ProgressView
    drafts: list[Draft]
    said_in: str


@process("workflow.progress", needs=Role.VIEWER)
async def show_progress(assistant: Assistant, command: ShowProgress, by: Actor, emit: Emit) -> ProgressView:
    stood = await assistant.perform(ReadGuide(project=command.project), by=by)
    return (await _found(assistant, stood, command.said_in, by)).view


@process("workflow.choose", needs=Role.EDITOR)
async def choose_step(assistant: Assistant, command: ChooseStep, by: Actor, emit: Emit) -> Chosen:
    for _ in range(TRIES):
        stood = await assistant.perform(ReadGuide(project=command.project), by=by)
        found = await _found(assistant, stood, command.said_in, by)
        place = _place(command.choice, found.view.choices)
        if place is None:
            break
        taken = await _taken(assistant, found, place, (command.custom_input or "").strip(), by)
        if taken is not None:
            return await _chosen(assistant, found, place, taken, by, emit)
    raise _gone(command.choice, found.view)


@process("workflow.next", needs=Role.EDITOR)
async def next_step(assistant: Assistant, command: NextStep, by: Actor, emit: Emit) -> ProgressView:
    return await _moved(assistant, "next", None, command, by)


@process("workflow.skip", needs=Role.EDITOR)
async def skip_step(assistant: Assistant, command: SkipStep, by: Actor, emit: Emit) -> ProgressView:
    return await _moved(assistant, "skip", command.step, command, by)


@process("workflow.back", needs=Role.EDITOR)
async def back_step(assistant: Assistant, command: BackStep, by: Actor, emit: Emit) -> ProgressView:
    return await _moved(assistant, "back", command.step, command, by)


async def _moved(assistant: Assistant, move: Move, step: str | None, command: NextStep | SkipStep | BackStep, by: Actor) -> ProgressView:
    moved = await assistant.perform(MoveGuide(project=command.project, move=move, step=step), by=by)
    return replace((await _found(assistant, moved.stood, command.said_in, by)).view, left_out=moved.left_out)


async def _found(assistant: Assistant, stood: Stood, said_in: str | None, by: Actor) -> _Found:
    standing, language = stood.standing, said_in or stood.standing.language
    stories = [await _told(assistant, briefs) for briefs in wanted(standing)]
    weighing = WeighDrafts(project=stood.project, drafts=drafts(standing, stories), said_in=language)
    weighed = [*await assistant.perform(weighing, by=by), Weighed(OWN_WAY, [])]
    view = _view(standing, [_choice(standing, one, language) for one in weighed])
    return _Found(stood=stood, view=view, drafts=[one.draft for one in weighed], said_in=language)


async def _told(assistant: Assistant, briefs: Sequence[Brief]) -> Story:
    """The story of the first brief that the engine can read; the last is one of its own."""
    for brief in briefs[:-1]:
        try:
            return await assistant.tools.desk.compose(brief, lambda name, percent: None, lambda place, scene: None)
        except Unwritable:
            continue
    return await assistant.tools.desk.compose(briefs[-1], lambda name, percent: None, lambda place, scene: None)


async def _taken(assistant: Assistant, found: _Found, place: int, text: str, by: Actor) -> Taken | None:
    """None when the film changed in between. Raises Invalid for one's own way without words."""
    draft = found.drafts[place]
    if draft.kind == MANUAL and not text:
        raise Invalid("Your own way needs words of your own.", field="custom_input", remedy="Say what should happen next.", why="own_words")
    take = TakeDraft(project=found.stood.project, draft=draft, text=text, seen=found.stood.seen, said_in=found.said_in)
    try:
        return await assistant.perform(take, by=by)
    except Conflict as conflict:
        if conflict.why != "choice_gone":
            raise
        return None


async def _chosen(assistant: Assistant, found: _Found, place: int, taken: Taken, by: Actor, emit: Emit) -> Chosen:
    stood = await assistant.perform(ReadGuide(project=found.stood.project), by=by)
    progress = (await _found(assistant, stood, found.said_in, by)).view
    was = found.stood.standing.step
    if taken.advanced:
        moved = Update(operation="workflow.choose", stage=CONTRACT_NAMES[was], percent=progress.percentage, project=found.stood.project)
        emit(replace(moved, following=progress.current_name))
    return Chosen(
        choice=found.view.choices[place],
        step=was,
        done=taken.done,
        how=worded(found.drafts[place], found.said_in).how,
        advanced=taken.advanced,
        progress=progress,
    )


def _place(wanted: str | int, choices: list[GuideChoice]) -> int | None:
    """The choice that is meant, by its id, its number from 1 or its title."""
    said = str(wanted).strip().casefold()
    number = int(said) - 1 if said.isdecimal() else -1
    if 0 <= number < len(choices):
        return number
    return next((place for place, one in enumerate(choices) if said in (one.id, one.title.casefold())), None)


def _gone(wanted: str | int, view: ProgressView) -> Conflict:
    titles = [one.title for one in view.choices]
    problem = Conflict(
        f"There is no choice {wanted} now. There are: {'; '.join(titles)}.",
        remedy="Choose one of these.",
        why="choice_gone",
        field="choice",
        choices=to_builtins(view.choices),
    )
    problem.offers = view.offers
    return problem


def _view(standing: Standing, choices: list[GuideChoice]) -> ProgressView:
    seen = overview(standing.guide, facts_of(standing.film))
    steps = [step.id for step in STEPS]
    ahead = steps[steps.index(seen.current) + 1 :]
    settled = {*seen.completed, *standing.guide.skipped}
    return ProgressView(
        current=seen.current,
        current_name=CONTRACT_NAMES[seen.current],
        completed=seen.completed,
        next=[step for step in ahead if step not in settled],
        percentage=seen.progress,
        total=len(steps),
        place=steps.index(seen.current) + 1,
        missing=seen.missing,
        steps=seen.steps,
        choices=choices,
    )


def _choice(standing: Standing, weighed: Weighed, language: str) -> GuideChoice:
    draft, words = weighed.draft, worded(weighed.draft, language)
    return GuideChoice(
        id=draft.id(standing.step),
        title=words.title,
        description=words.description,
        kind=draft.kind,
        recommended=draft.recommended,
        difficulty=draft.difficulty,
        minutes=_minutes(standing, draft),
        preview=weighed.preview,
    )


def _minutes(standing: Standing, draft: Draft) -> int:
    """Within what the step usually takes, by how much is left to do; for each scene where it is counted so."""
    step = step_named(standing.step)
    least, most = step.minutes
    scenes = max(1, sum(act.operation in ("scene.add", "shot.cover") for act in draft.acts)) if step.per_scene else 1
    share = {"easy": 0.0, "medium": 0.5, "high": 1.0}[draft.difficulty]
    return round(least + share * (most - least)) * scenes


def _offer(choice: GuideChoice) -> Offer:
    return Offer(
        label=choice.title,
        operation="workflow.choose",
        slots={"choice": choice.id},
        id=choice.id,
        description=choice.description,
        metadata={"difficulty": choice.difficulty, "duration": f"{choice.minutes} min"},
        asks="custom_input" if choice.kind == MANUAL else "",
    )
