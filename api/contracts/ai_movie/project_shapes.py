"""Projects of the AI Movie contract, as they are sent and answered."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from api.contracts.ai_movie.dialect import Answer, MoviePagination
from assistant.operations.accounts import Email
from assistant.operations.fields import Prose, Short, Title
from memory.film import Episodes, Minutes, Ratio, Status


class MovieSettingsBody(Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """`episodeDuration` in minutes."""

    aspect_ratio: Ratio | UnsetType = UNSET
    episode_duration: Minutes | UnsetType = UNSET
    quality_tier: Short | UnsetType = UNSET


class MovieProjectBody(Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    title: Title
    description: Prose | UnsetType = UNSET
    genre: Short | UnsetType = UNSET
    episode_count: Episodes | UnsetType = UNSET
    target_audience: Short | UnsetType = UNSET
    project_settings: MovieSettingsBody | UnsetType = UNSET


class MovieProjectPatch(Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What is left out stays as it is; null clears what may be empty."""

    title: Title | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    genre: Short | None | UnsetType = UNSET
    episode_count: Episodes | None | UnsetType = UNSET
    target_audience: Short | None | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    project_settings: MovieSettingsBody | UnsetType = UNSET


class MovieInvitationBody(Struct, kw_only=True, forbid_unknown_fields=True):
    email: Email
    role: Literal["collaborator", "viewer"]


class MovieProgress(Struct, kw_only=True, rename="camel"):
    percentage: int
    current_phase: str
    completed_steps: int
    total_steps: int


class MovieStep(Struct, kw_only=True, rename="camel"):
    """`minutes` are the least and the most it usually takes."""

    id: str
    name: str
    status: str
    minutes: tuple[int, int]


class MovieProgressInFull(Struct, kw_only=True, rename="camel"):
    percentage: int
    current_phase: str
    completed_steps: list[str]
    next_steps: list[str]
    workflow_steps: list[MovieStep]


class MovieSettings(Struct, kw_only=True, rename="camel"):
    """`episodeDuration` in minutes, null where nobody said."""

    aspect_ratio: str
    episode_duration: float | None
    quality_tier: str


class MovieProjectSaid(Struct, kw_only=True, rename="camel"):
    """What a project says of itself, everywhere the same."""

    id: str
    title: str
    description: str
    genre: str
    episode_count: int | None
    target_audience: str
    status: Status


class MovieProjectListed(MovieProjectSaid, kw_only=True, rename="camel"):
    progress: MovieProgress
    created_at: str
    updated_at: str
    media_count: int
    active_sessions_count: int


class MovieProjectCreated(MovieProjectSaid, kw_only=True, rename="camel"):
    progress: MovieProgress
    created_by: str
    created_at: str
    project_settings: MovieSettings


class MovieCollaborator(Struct, kw_only=True, rename="camel"):
    user_id: str
    role: str
    added_at: str


class MovieMediaNamed(Struct, kw_only=True, rename="camel"):
    id: str
    filename: str
    media_type: str
    uploaded_at: str


class MovieSessionNamed(Struct, kw_only=True, rename="camel"):
    id: str
    user_id: str
    current_step: str | None
    last_activity: str


class MovieProject(MovieProjectSaid, kw_only=True, rename="camel"):
    progress: MovieProgressInFull
    created_by: str
    collaborators: list[MovieCollaborator]
    media: list[MovieMediaNamed]
    active_sessions: list[MovieSessionNamed]
    created_at: str
    updated_at: str
    project_settings: MovieSettings | UnsetType = UNSET


class MovieInvitation(Struct, kw_only=True, rename="camel"):
    id: str
    email: str
    role: str
    status: str
    sent_at: str
    expires_at: str


class MovieProjects(Answer, kw_only=True, rename="camel"):
    projects: list[MovieProjectListed]
    pagination: MoviePagination


class MovieProjectMade(Answer, kw_only=True, rename="camel"):
    project: MovieProjectCreated


class MovieProjectShown(Answer, kw_only=True, rename="camel"):
    project: MovieProject


class MovieInvited(Answer, kw_only=True, rename="camel"):
    invitation: MovieInvitation
