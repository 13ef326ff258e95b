"""Projects at a glance, a page at a time: what a list or a page about one shows. Read only; the published contracts are made of it."""

from typing import Literal

from msgspec import Struct

from assistant.access import Role
from assistant.operation import Query, operation
from assistant.operations.conversations import ConversationView, PageNumber, PageSize, about
from assistant.operations.fields import AboutProject, Short
from assistant.operations.sharing import MemberView
from assistant.standing import Standing, standing
from assistant.views import ProjectView, iso, project_view
from assistant.work import Work
from memory import films, projects, sharing
from memory.film import Film, Header, Media, Status
from memory.projects import Project

Order = Literal["title", "created_at", "updated_at", "progress"]
Listed = tuple[Project, Header]


class Glance(Struct, frozen=True, kw_only=True):
    """One project: what it says of itself, whose it is (`owner_id`), how far it is, and how many media and active conversations it
    has."""

    project: ProjectView
    owner_id: str
    standing: Standing
    media: int
    conversations: int


class GlancePage(Struct, frozen=True, kw_only=True):
    """One page of `total` that fit the filters."""

    projects: list[Glance]
    total: int
    page: int
    limit: int


class MediaNamed(Struct, frozen=True, kw_only=True):
    """`uploaded_at` is ISO 8601, UTC."""

    id: str
    filename: str
    media_type: str
    uploaded_at: str


class ProjectDetail(Struct, frozen=True, kw_only=True):
    """One project with who works on it, its media, and the conversations about it that are active."""

    glance: Glance
    members: list[MemberView]
    media: list[MediaNamed]
    conversations: list[ConversationView]


class BrowseProjects(Query[GlancePage], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of your projects and of those shared with you. `search` is looked for in titles and descriptions; case does not matter."""

    status: Status | None = None
    genre: Short | None = None
    search: Short | None = None
    sort: Order = "updated_at"
    ascending: bool = False
    page: PageNumber = 1
    limit: PageSize = 20


class DescribeProject(AboutProject[ProjectDetail], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One project with people, media and conversations."""


@operation("project.browse", needs=Role.MEMBER, internal=True)
def browse_projects(work: Work, command: BrowseProjects) -> GlancePage:
    fit = [one for one in projects.listed(work.db, work.by.user_id) if _fits(one[1], command)]
    at = (command.page - 1) * command.limit
    if command.sort == "progress":  # only the films themselves know
        everything = [_glance(work, project) for project, _ in fit]
        everything.sort(key=lambda one: (one.standing.percentage, one.project.title.casefold()), reverse=not command.ascending)
        shown = everything[at : at + command.limit]
    else:
        ordered = sorted(fit, key=lambda one: _key(one, command.sort), reverse=not command.ascending)
        shown = [_glance(work, project) for project, _ in ordered[at : at + command.limit]]
    return GlancePage(projects=shown, total=len(fit), page=command.page, limit=command.limit)


@operation("project.describe", needs=Role.VIEWER, internal=True)
def describe_project(work: Work, command: DescribeProject) -> ProjectDetail:
    members = [
        MemberView(user_id=one.user_id, name=one.name, role=one.role, added_at=iso(one.added_at))
        for one in sharing.of_project(work.db, work.project.id)
    ]
    return ProjectDetail(
        glance=_glance_of(work, work.project, work.film),
        members=members,
        media=[_named(one) for one in _media(work.film)],
        conversations=about(work, work.project.id),
    )


def _fits(header: Header, command: BrowseProjects) -> bool:
    sought = (command.search or "").casefold()
    return (
        command.status in (None, header.status)
        and (command.genre is None or header.genre.casefold() == command.genre.casefold())
        and (sought in header.title.casefold() or sought in header.description.casefold())
    )


def _key(one: Listed, sort: Order) -> tuple[float | str, str]:
    project, header = one
    keys: dict[Order, float | str] = {
        "title": header.title.casefold(),
        "created_at": project.created_at,
        "updated_at": project.modified_at,
    }
    return keys[sort], project.name


def _glance(work: Work, project: Project) -> Glance:
    return _glance_of(work, project, films.load(work.db, project.id))


def _glance_of(work: Work, project: Project, film: Film) -> Glance:
    return Glance(
        project=project_view(project, film),
        owner_id=project.owner_id,
        standing=standing(film),
        media=len(_media(film)),
        conversations=len(about(work, project.id)),
    )


def _media(film: Film) -> list[Media]:
    return [one for one in film.media.values() if not one.archived]


def _named(one: Media) -> MediaNamed:
    return MediaNamed(id=one.id, filename=one.filename, media_type=one.media_type, uploaded_at=iso(one.at))
