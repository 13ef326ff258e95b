"""From a prompt to a film: a preview that can be read, talked about and changed, and becomes a project when it is finalized."""

import asyncio
import secrets
from typing import Annotated

from msgspec import Meta, Struct

from assistant.access import Actor, Role
from assistant.errors import Invalid
from assistant.events import Emit, Update
from assistant.operation import Command, operation, process
from assistant.operations import making
from assistant.operations.fields import ProjectRef, Short
from assistant.operations.projects import free_name
from assistant.operations.saving import FindPreview, Saved, SaveProject, room_needed
from assistant.perform import Assistant
from assistant.story import compose
from assistant.story.model import Brief, Story, Unwritable
from assistant.views import FilmView, film_view
from assistant.work import Work
from memory import projects
from memory.projects import Project

Prompt = Annotated[str, Meta(max_length=10_000)]


class Preview(Struct, frozen=True, kw_only=True):
    """A film that is not a project yet. `megabytes` and `files` are what it will take up on disk, measured on its real files."""

    preview_id: str
    project_name: str
    film: FilmView
    story_title: str
    megabytes: float
    files: int
    expires_at: float


class GenerateProject(Command[Preview], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make a film from an idea: cast, scenes and shots, timed to the frame."""

    prompt: Prompt
    language: Annotated[str, Meta(max_length=20)] = "en"
    scene_count: Annotated[int, Meta(ge=3, le=60)] | None = None
    duration: Annotated[float, Meta(gt=0, le=6 * 3600)] | None = None
    style: Short | None = None
    seed: Annotated[int, Meta(ge=0, le=2**53)] = 0


class KeepPreview(Command[Preview], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Store a story as a preview."""

    story: Story
    prompt: str


class FinalizeProject(Command[Saved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make a preview a project and write its folder. Without an id, the preview that is open in the session."""

    preview: ProjectRef | None = None


@process("project.generate", needs=Role.MEMBER)
async def generate_project(assistant: Assistant, command: GenerateProject, by: Actor, emit: Emit) -> Preview:
    brief = Brief(
        prompt=command.prompt,
        language=command.language,
        scene_count=command.scene_count,
        duration=command.duration,
        style=command.style,
        seed=command.seed,
    )
    story = await _composed(brief, emit)
    return await assistant.perform(KeepPreview(story=story, prompt=command.prompt), by=by)


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
    )


@process("project.finalize", needs=Role.MEMBER)
async def finalize_project(assistant: Assistant, command: FinalizeProject, by: Actor, emit: Emit) -> Saved:
    project_id = await assistant.perform(FindPreview(preview=command.preview), by=by)
    return await assistant.perform(SaveProject(project=project_id), by=by)


async def _composed(brief: Brief, emit: Emit) -> Story:
    """The story, made in a thread so that other people's turns go on; its stages are told on the event loop."""
    loop = asyncio.get_running_loop()

    def told(stage: str, percent: int) -> None:
        loop.call_soon_threadsafe(emit, Update(operation="project.generate", stage=stage, percent=percent))

    try:
        return await asyncio.to_thread(compose, brief, told)
    except Unwritable as error:
        raise Invalid(str(error), field=error.field) from error
