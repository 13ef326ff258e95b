"""From a prompt to a film: a preview that can be read, talked about and changed, and becomes a project when it is finalized."""

import asyncio
import secrets
from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct, convert
from msgspec.structs import replace

from assistant.access import Actor, Role
from assistant.enrich import enrich
from assistant.errors import Invalid
from assistant.events import Emit, Update
from assistant.model import Model, Tally
from assistant.operation import Command, operation, process
from assistant.operations import making
from assistant.operations.fields import AboutProject, ProjectRef, Short
from assistant.operations.projects import OpenProject, free_name
from assistant.operations.saving import FindPreview, IsOpen, Saved, SaveProject, room_needed
from assistant.operations.usage import count_model, model_counter
from assistant.perform import Assistant
from assistant.story.asking import Gap, Question
from assistant.story.model import Brief, PlannedScene, Story, Unwritable
from assistant.story.romance import detect
from assistant.views import FilmView, Offer, film_view
from assistant.work import Work
from memory import projects
from memory.projects import Project

ENGINES_SHARE = 0.1
"""Of a film's progress when a model words it too: the engine takes a fraction of a second."""
ANSWERS: dict[Gap, str] = {"goal": "Goal: {}", "opposition": "Antagonist: {}", "stakes": "Otherwise {}.", "place": "Place: {}"}
"""How an answer is added to the prompt, so that the prompt goes on saying all that the film was made from."""
Prompt = Annotated[str, Meta(max_length=10_000)]


class Part(Struct, frozen=True, kw_only=True):
    """One thing the premise knows: the words of the prompt it was read from, or what was assumed and why."""

    name: str
    value: str
    source: str | None
    assumed: str | None


class PremiseView(Struct, frozen=True, kw_only=True):
    title: str
    parts: list[Part]
    questions: list[Question]
    offers: list[Offer] = []


class Preview(Struct, frozen=True, kw_only=True):
    """A film that is not a project yet. `megabytes` and `files` are what it will take up on disk, measured on its real files."""

    preview_id: str
    project_name: str
    film: FilmView
    story_title: str
    megabytes: float
    files: int
    expires_at: float
    wording: str = ""
    """With a language model: for which scenes its wording was used, and why not for others, in a sentence."""
    assumed: list[str] = []
    """What the prompt left open and how it was filled, a sentence each."""
    question: str = ""
    """About the gap whose answer would change the film most; `offers` are answers to it."""
    offers: list[Offer] = []


class GenerateProject(Command[Preview], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make a film from an idea: cast, scenes and shots, timed to the frame."""

    prompt: Prompt
    language: Annotated[str, Meta(max_length=20)] | None = None
    """None for the prompt's own."""
    scene_count: Annotated[int, Meta(ge=3, le=60)] | None = None
    duration: Annotated[float, Meta(gt=0, le=6 * 3600)] | None = None
    style: Short | None = None
    seed: Annotated[int, Meta(ge=0, le=2**53)] = 0
    structure: Short | None = None


class AnswerQuestion(Command[Preview], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fill a gap of the premise in one's own words, and have the film told anew as a preview of its own."""

    gap: Gap
    answer: Annotated[str, Meta(min_length=2, max_length=300)]
    project: ProjectRef | None = None


class ShowPremise(AboutProject[PremiseView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show what the film is about: what the prompt said, what was assumed, and the questions still open."""


class KeepPreview(Command[Preview], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Store a story as a preview."""

    story: Story
    prompt: str
    wording: str = ""
    questions: tuple[Question, ...] = ()


class ReadAsked(AboutProject[Brief], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a film was made from."""


class ReadPremise(AboutProject[PremiseView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a film's premise is."""


class FinalizeProject(Command[Saved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make a preview a project and write its folder. Without an id, what is open in the session; another project of yours, by name,
    is opened first."""

    preview: ProjectRef | None = None
    project: ProjectRef | None = None


@process("project.generate", needs=Role.MEMBER)
async def generate_project(assistant: Assistant, command: GenerateProject, by: Actor, emit: Emit) -> Preview:
    brief = Brief(
        prompt=command.prompt,
        language=command.language or detect(command.prompt) or "en",
        scene_count=command.scene_count,
        duration=command.duration,
        style=command.style,
        seed=command.seed,
        structure=command.structure,
    )
    model = assistant.tools.model
    story = await _composed(assistant, brief, emit, share=ENGINES_SHARE if model else 1.0)
    wording = ""
    if model:
        wording, story = await _reworded(assistant, model, story, command.prompt, by, emit)
    questions = await assistant.tools.desk.questions(brief)
    return await assistant.perform(KeepPreview(story=story, prompt=command.prompt, wording=wording, questions=questions[:1]), by=by)


@process("project.answer", needs=Role.VIEWER)
async def answer_question(assistant: Assistant, command: AnswerQuestion, by: Actor, emit: Emit) -> Preview:
    asked = await assistant.perform(ReadAsked(project=command.project), by=by)
    added = ANSWERS[command.gap].format(command.answer.strip().rstrip("."))
    prompt = f"{asked.prompt.rstrip()}\n{added}"
    again = GenerateProject(
        prompt=prompt, language=asked.language, scene_count=asked.scene_count, duration=asked.duration, style=asked.style, seed=asked.seed,
        structure=asked.structure,
    )  # fmt: skip
    return await generate_project(assistant, again, by, emit)


@operation("asked.read", needs=Role.VIEWER, internal=True)
def read_asked(work: Work, command: ReadAsked) -> Brief:
    header = work.film.header
    if not header.prompt:
        raise Invalid(
            "This film has no prompt to tell it from.",
            field="project",
            remedy="Describe the film in a sentence to have one made.",
            why="no_prompt",
        )
    head = convert(header.plan, making.PlanHead) if header.plan else None
    return Brief(
        prompt=header.prompt, language=header.language, scene_count=head.scenes if head else None,
        duration=head.frames / header.fps if head else None, style=header.style or None, seed=head.seed if head else 0,
        structure=head.structure if head else None,
    )  # fmt: skip


@process("premise.show", needs=Role.VIEWER)
async def show_premise(assistant: Assistant, command: ShowPremise, by: Actor, emit: Emit) -> PremiseView:
    asked = await assistant.perform(ReadAsked(project=command.project), by=by)
    known = await assistant.perform(ReadPremise(project=command.project), by=by)
    questions = await assistant.tools.desk.questions(asked)
    return PremiseView(title=known.title, parts=known.parts, questions=list(questions), offers=_offers(questions[:1]))


@operation("premise.read", needs=Role.VIEWER, internal=True)
def read_premise(work: Work, command: ReadPremise) -> PremiseView:
    header = work.film.header
    parts = [
        Part(name=name, value=found["value"], source=found["source"], assumed=found["assumed"])
        for name, found in (header.premise or {}).items()
        if isinstance(found, dict) and found.get("value")
    ]
    return PremiseView(title=header.title, parts=parts, questions=[])


def _offers(questions: Sequence[Question]) -> list[Offer]:
    """The answers proposed to a question; the first is what was assumed, so taking it would change nothing."""
    return [
        Offer(label=proposal, operation="project.answer", slots={"gap": question.gap, "answer": proposal})
        for question in questions
        for proposal in question.proposals[1:]
    ]


@operation("preview.keep", needs=Role.MEMBER, internal=True)
def keep_preview(work: Work, command: KeepPreview) -> Preview:
    projects.purge(work.db, work.now)
    preview_id = f"preview_{secrets.token_hex(8)}"
    life = work.tools.preview_seconds
    project = Project(
        id=preview_id,
        owner_id=work.by.user_id,
        name=preview_id,
        slug=command.story.name,
        state="preview",
        created_at=work.now,
        modified_at=work.now,
        expires_at=work.now + life,
    )
    projects.add(work.db, project, making.header_of(command.story, command.prompt))
    work.take_up(project)
    work.film = making.film_of(work, work.film, command.story)
    size = room_needed(work)
    work.finish("project.generate")
    if work.session.kind == "chat":
        work.set_session(project_id=preview_id, opened_change=work.project.change_seq)
    return Preview(
        preview_id=preview_id,
        project_name=free_name(work, command.story.name),
        film=film_view(work.project, work.film),
        story_title=command.story.title,
        megabytes=round(size.bytes / 1024**2, 3),
        files=size.files,
        expires_at=work.now + life,
        wording=command.wording,
        assumed=[one for one in _assumptions(command.story) if one],
        question=command.questions[0].text if command.questions else "",
        offers=_offers(command.questions),
    )


def _assumptions(story: Story) -> list[str]:
    told = story.premise
    return [one.assumed or "" for one in (told.protagonist, told.goal, told.opposition, told.place)]


@process("project.finalize", needs=Role.MEMBER)
async def finalize_project(assistant: Assistant, command: FinalizeProject, by: Actor, emit: Emit) -> Saved:
    if command.project is None:
        project_id = await assistant.perform(FindPreview(preview=command.preview), by=by)
        return await assistant.perform(SaveProject(project=project_id), by=by)
    if command.preview is not None:
        raise Invalid("Say which with one of preview or project.", why="preview_or_project", field="project")
    # What is open stays as it was opened: opening it again would move the mark that closing without saving goes back to.
    if await assistant.perform(IsOpen(project=command.project), by=by):
        return await assistant.perform(SaveProject(project=command.project), by=by)
    opened = await assistant.perform(OpenProject(project=command.project), by=by)
    saved = await assistant.perform(SaveProject(project=opened.id), by=by)
    return replace(saved, opened=True)


async def _composed(assistant: Assistant, brief: Brief, emit: Emit, share: float) -> Story:
    """The story, written at the desk so that other people's turns go on."""

    def told(stage: str, percent: int) -> None:
        emit(Update(operation="project.generate", stage=stage, percent=int(percent * share)))

    def shown(place: int, scene: PlannedScene) -> None:
        if share < 1:  # a model is to word it: its scenes are shown as they are settled
            return
        seen = {"scene": place + 1, "title": scene.title, "description": scene.description}
        emit(Update(operation="project.generate", stage="scene", percent=int(95 * share), data=seen))

    try:
        return await assistant.tools.desk.compose(brief, told, shown)
    except Unwritable as error:
        raise Invalid(str(error), why=error.why, values=error.values, field=error.field) from error


async def _reworded(assistant: Assistant, model: Model, story: Story, idea: str, by: Actor, emit: Emit) -> tuple[str, Story]:
    """A sentence on whose wording it is, and the story with what could be used of the model's. What it took is counted in any case."""
    tally = Tally()

    def told(index: int, scene: PlannedScene, settled: int) -> None:
        done = ENGINES_SHARE + (1 - ENGINES_SHARE) * settled / len(story.scenes)
        seen = {"scene": index + 1, "title": scene.title, "description": scene.description}
        emit(Update(operation="project.generate", stage="wording", percent=int(100 * done), data=seen))

    try:
        wording = await enrich(story, idea, model, tally, told)
        return wording.said, wording.story
    finally:
        await asyncio.shield(count_model(assistant, model_counter(by.user_id, model.options, tally)))
