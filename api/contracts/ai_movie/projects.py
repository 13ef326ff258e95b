"""Projects of the AI Movie contract: list, create, show, change, and inviting people."""

from typing import Any

from api.contracts.ai_movie.dialect import PAGED, one_of, pagination, text
from api.contracts.ai_movie.project_shapes import (
    MovieCollaborator,
    MovieInvitation,
    MovieInvitationBody,
    MovieInvited,
    MovieMediaNamed,
    MovieProgress,
    MovieProgressInFull,
    MovieProject,
    MovieProjectBody,
    MovieProjectCreated,
    MovieProjectListed,
    MovieProjectMade,
    MovieProjectPatch,
    MovieProjects,
    MovieProjectShown,
    MovieSessionNamed,
    MovieSettings,
    MovieStep,
)
from api.dialect import Fields, Row
from assistant.errors import Invalid
from assistant.operations.browsing import BrowseProjects, DescribeProject, Glance, GlancePage, ProjectDetail
from assistant.operations.projects import CreateProject, ProjectEdit, UpdateProject
from assistant.operations.sharing import AddMember, Invited
from assistant.views import ProjectView

ROLES = {"editor": "collaborator", "commenter": "viewer", "viewer": "viewer"}
"""What the contract calls a member; who comments there may only look here."""


def listed(result: GlancePage) -> MovieProjects:
    return MovieProjects(projects=[_listed(one) for one in result.projects], pagination=pagination(result.page, result.limit, result.total))


def created(result: ProjectDetail) -> MovieProjectMade:
    glance = result.glance
    project = MovieProjectCreated(
        progress=_progress(glance),
        created_by=glance.owner_id,
        created_at=glance.project.created_at,
        project_settings=_settings(glance.project),
        **_said(glance.project),
    )
    return MovieProjectMade(project=project)


def shown(result: ProjectDetail) -> MovieProjectShown:
    glance, stands = result.glance, result.glance.standing
    steps = [MovieStep(id=step.id, name=step.name, status=step.status, minutes=step.estimate) for step in stands.steps]
    project = MovieProject(
        progress=MovieProgressInFull(
            percentage=stands.percentage,
            current_phase=stands.current,
            completed_steps=stands.completed,
            next_steps=stands.next,
            workflow_steps=steps,
        ),
        created_by=glance.owner_id,
        collaborators=[MovieCollaborator(user_id=one.user_id, role=ROLES[one.role], added_at=one.added_at) for one in result.members],
        media=[
            MovieMediaNamed(id=one.id, filename=one.filename, media_type=one.media_type, uploaded_at=one.uploaded_at)
            for one in result.media
        ],
        active_sessions=[
            MovieSessionNamed(id=one.id, user_id=one.user_id, current_step=one.step, last_activity=one.last_activity)
            for one in result.conversations
        ],
        created_at=glance.project.created_at,
        updated_at=glance.project.modified_at,
        project_settings=_settings(glance.project),
        **_said(glance.project),
    )
    return MovieProjectShown(project=project)


def invited(result: Invited) -> MovieInvited:
    invitation = MovieInvitation(
        id=result.id,
        email=result.name,
        role=ROLES[result.role],
        status="accepted" if result.member else "pending",
        sent_at=result.sent_at,
        expires_at=result.expires_at,
    )
    return MovieInvited(invitation=invitation)


def _listed(one: Glance) -> MovieProjectListed:
    return MovieProjectListed(
        progress=_progress(one),
        created_at=one.project.created_at,
        updated_at=one.project.modified_at,
        media_count=one.media,
        active_sessions_count=one.conversations,
        **_said(one.project),
    )


def _said(project: ProjectView) -> dict[str, Any]:
    """The fields of MovieProjectSaid."""
    return {
        **{name: getattr(project, name) for name in ("id", "title", "description", "genre", "status")},
        "episode_count": project.episodes,
        "target_audience": project.audience,
    }


def _progress(one: Glance) -> MovieProgress:
    stands = one.standing
    return MovieProgress(
        percentage=stands.percentage, current_phase=stands.current, completed_steps=len(stands.completed), total_steps=stands.total
    )


def _settings(project: ProjectView) -> MovieSettings:
    return MovieSettings(aspect_ratio=project.aspect_ratio, episode_duration=project.episode_minutes, quality_tier=project.quality)


NAMES = {
    "episodeCount": "episodes", "targetAudience": "audience", "aspectRatio": "aspect_ratio", "episodeDuration": "episode_minutes",
    "qualityTier": "quality", "id": "project",
}  # fmt: skip


def flattened(fields: Fields) -> Fields:
    """A project's settings are fields of the command, and no title is given twice."""
    chosen = fields.pop("projectSettings", {})
    return {**fields, **{NAMES[name]: value for name, value in chosen.items()}, "unique_title": True}


def ordered(fields: Fields) -> Fields:
    """ "order" is asc or desc; no word is desc."""
    order = fields.pop("order", "desc")
    if order not in ("asc", "desc"):
        raise Invalid("order must be asc or desc.", field="order")
    return {**fields, "ascending": order == "asc"}


def invitation(fields: Fields) -> Fields:
    """Who collaborates is an editor here."""
    return {**fields, "role": "editor" if fields["role"] == "collaborator" else fields["role"]}


def of_new(result: ProjectView) -> DescribeProject:
    return DescribeProject(project=result.id)


def of_changed(result: ProjectEdit) -> DescribeProject:
    return DescribeProject(project=result.project.id)


ONE = "/v1/projects/{id:str}"
FILTERS: dict[str, Any] = {
    "status": one_of("active", "completed", "on-hold", "archived"),
    "genre": text("A genre; case does not matter."),
    "search": text("Words in the title or the description."),
    "sort": one_of("title", "created_at", "updated_at", "progress"),
    "order": one_of("asc", "desc"),
    **PAGED,
}
ROWS = (
    Row(
        method="GET", path="/v1/projects", command=BrowseProjects, query=FILTERS, make=ordered, view=listed, kind="project_list",
    ),
    Row(
        method="POST", path="/v1/projects", command=CreateProject, status=201, body=MovieProjectBody, names=NAMES, make=flattened,
        then=of_new, view=created, kind="project_creation", errors=(402, 409),
    ),
    Row(method="GET", path=ONE, command=DescribeProject, names=NAMES, view=shown, kind="project_open", errors=(403, 404)),
    Row(
        method="PUT", path=ONE, command=UpdateProject, body=MovieProjectPatch, names=NAMES, make=flattened, then=of_changed, view=shown,
        kind="project_modification", errors=(403, 404, 409),
    ),
    Row(
        method="POST", path=f"{ONE}/collaborators", command=AddMember, body=MovieInvitationBody, names={"email": "user", "id": "project"},
        make=invitation, view=invited, kind="project_sharing", errors=(402, 403, 404),
    ),
)  # fmt: skip
