"""StoryCore AI Assistant, the first published contract (`contracts/storycore-assistant.md`), as rows.

Where the document and the original program differ, the document holds (`contracts/facts.md` 1.5).
"""

from importlib.resources import files
from typing import Annotated, Any

import msgspec
from litestar.params import Parameter
from msgspec import UNSET, Meta, Struct, UnsetType

from api.dialect import Contract, Dialect, Failure, MethodNotAllowed, Row, TooLarge, Unsupported
from assistant import errors
from assistant.errors import Problem
from assistant.operations.accounts import Login, Refresh, Tokens
from assistant.operations.characters import CharacterEdit, UpdateCharacter
from assistant.operations.generation import FinalizeProject, GenerateProject, Preview
from assistant.operations.projects import Deleted, DeleteProject, ListProjects, OpenProject, ProjectList
from assistant.operations.saving import Closed, CloseProject, Saved
from assistant.operations.scenes import AddScene, RemoveScene, ScenesEdited, ScenesRemoved, UpdateScene
from assistant.operations.storage import ShowRoot, ShowStorage, StorageView
from assistant.operations.usage import ShowUsage, UsageView
from assistant.views import ProjectView, SceneView, SequenceView

VERSION = "1.0.0"
GIGABYTE = 1024**3


class ErrorDetail(Struct, frozen=True, kw_only=True):
    code: str
    message: str
    details: dict[str, Any]
    suggested_action: str


class ErrorBody(Struct, frozen=True):
    """ "Error Response Format"."""

    error: ErrorDetail


def fail(problem: Problem, code: str, request_id: str) -> ErrorBody:
    return ErrorBody(ErrorDetail(code=code, message=problem.message, details=problem.data, suggested_action=problem.remedy))


DIALECT = Dialect(
    name="storycore-assistant",
    prefix="/api/v1",
    tag="StoryCore AI Assistant",
    fail=fail,
    error=ErrorBody,
    examples=msgspec.json.decode(files("api.contracts").joinpath("storycore_assistant.json").read_bytes()),
    failures={
        MethodNotAllowed: Failure(405, "METHOD_NOT_ALLOWED"),
        TooLarge: Failure(413, "VALIDATION_ERROR"),
        Unsupported: Failure(400, "VALIDATION_ERROR"),
        errors.Invalid: Failure(400, "VALIDATION_ERROR"),
        errors.Unreadable: Failure(400, "PROJECT_ERROR"),
        errors.NothingOpen: Failure(400, "PROJECT_ERROR"),
        errors.Unauthenticated: Failure(401, "AUTHENTICATION_ERROR"),
        errors.Forbidden: Failure(403, "AUTHORIZATION_ERROR"),
        errors.NotFound: Failure(404, "RESOURCE_NOT_FOUND"),
        errors.Conflict: Failure(400, "PROJECT_ERROR"),
        errors.Unconfirmed: Failure(400, "VALIDATION_ERROR"),
        errors.StorageFull: Failure(507, "STORAGE_LIMIT_EXCEEDED"),
        errors.LimitExceeded: Failure(429, "RATE_LIMIT_EXCEEDED"),
        errors.SubscriptionLimit: Failure(403, "AUTHORIZATION_ERROR"),
        errors.Unavailable: Failure(500, "INTERNAL_SERVER_ERROR"),
        errors.Unexpected: Failure(500, "INTERNAL_SERVER_ERROR"),
    },
)


class LoginBody(Struct, kw_only=True, forbid_unknown_fields=True):
    username: Annotated[str, Meta(max_length=200)]
    password: Annotated[str, Meta(max_length=200)]


class RefreshBody(Struct, kw_only=True, forbid_unknown_fields=True):
    refresh_token: Annotated[str, Meta(max_length=4000)]


class Preferences(Struct, kw_only=True, forbid_unknown_fields=True):
    """`sceneCount` 3 to 12, `duration` in seconds, `style` in words."""

    scene_count: Annotated[int, Meta(ge=3, le=12)] | None = msgspec.field(name="sceneCount", default=None)
    duration: Annotated[float, Meta(gt=0, le=6 * 3600)] | None = None
    style: Annotated[str, Meta(max_length=200)] | None = None


class GenerateBody(Struct, kw_only=True, forbid_unknown_fields=True):
    prompt: Annotated[str, Meta(max_length=10_000)]
    language: Annotated[str, Meta(max_length=20)] = "en"
    preferences: Preferences | None = None


class FinalizeBody(Struct, kw_only=True, forbid_unknown_fields=True):
    preview_id: Annotated[str, Meta(min_length=1, max_length=200)]


class OpenBody(Struct, kw_only=True, forbid_unknown_fields=True):
    project_name: Annotated[str, Meta(min_length=1, max_length=200)]


class CloseBody(Struct, kw_only=True, forbid_unknown_fields=True):
    save: bool = True


Text = Annotated[str, Meta(max_length=5000)]
Line = Annotated[str, Meta(max_length=200)]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Seconds = Annotated[float, Meta(gt=0, le=86400)]


class SceneBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A new scene. `number` is its place, 1 for the first; past the end it goes to the end."""

    title: Name
    description: Text = ""
    location: Line = ""
    time_of_day: Line = "day"
    duration: Seconds | None = None
    characters: list[Line] = []
    key_actions: list[Line] = []
    visual_notes: Text | None = None
    id: Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[\w.-]+$")] | None = None
    number: Annotated[int, Meta(ge=1, le=10_000)] | None = None


class ScenePatch(Struct, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays as it is; null clears what may be empty."""

    title: Name | UnsetType = UNSET
    description: Text | None | UnsetType = UNSET
    location: Line | None | UnsetType = UNSET
    time_of_day: Line | None | UnsetType = UNSET
    duration: Seconds | UnsetType = UNSET
    characters: list[Line] | None | UnsetType = UNSET
    key_actions: list[Line] | None | UnsetType = UNSET
    visual_notes: Text | None | UnsetType = UNSET


class CharacterPatch(Struct, kw_only=True, forbid_unknown_fields=True):
    """What is left out stays as it is; null clears what may be empty."""

    name: Name | UnsetType = UNSET
    role: Line | None | UnsetType = UNSET
    description: Text | None | UnsetType = UNSET
    appearance: Text | None | UnsetType = UNSET
    personality: Text | None | UnsetType = UNSET


class TokenPair(Struct, kw_only=True):
    access_token: str
    refresh_token: str
    token_type: str
    expires_in: int


class SceneOut(Struct, kw_only=True):
    id: str
    number: int
    title: str
    description: str
    location: str
    time_of_day: str
    duration: float
    characters: list[str]
    key_actions: list[str]
    visual_notes: str | None


class CharacterOut(Struct, kw_only=True):
    id: str
    name: str
    role: str
    description: str
    appearance: str
    personality: str


class ProjectOut(Struct, kw_only=True):
    preview_id: str
    project_name: str
    scenes: list[SceneOut]
    characters: list[CharacterOut]
    sequences: list[SequenceView]
    estimated_size_mb: float
    estimated_file_count: int


class Finalized(Struct, kw_only=True):
    project_name: str
    project_path: str
    created_at: str


class Opened(Struct, kw_only=True):
    project_name: str
    scene_count: int
    character_count: int
    sequence_count: int
    created_at: str
    modified_at: str


class ClosedOut(Struct, kw_only=True):
    message: str
    saved: bool


class Names(Struct, kw_only=True):
    projects: list[str]
    total_count: int


class DeletedOut(Struct, kw_only=True):
    message: str
    deleted_project: str


class Modified(Struct, kw_only=True):
    message: str
    modified_element_id: str


class StorageOut(Struct, kw_only=True):
    total_bytes: int
    total_gb: float
    file_count: int
    limit_bytes: int
    limit_gb: float
    file_limit: int
    usage_percent: float
    file_usage_percent: float
    warnings: list[str]


class Health(Struct, kw_only=True):
    status: str
    version: str
    storage_usage_gb: float
    storage_limit_gb: float
    file_count: int
    file_limit: int


def tokens(result: Tokens) -> TokenPair:
    return TokenPair(
        access_token=result.access_token, refresh_token=result.refresh_token, token_type="bearer", expires_in=result.expires_in
    )


def preview(result: Preview) -> ProjectOut:
    return ProjectOut(
        preview_id=result.preview_id,
        project_name=result.project_name,
        scenes=[msgspec.convert(scene, SceneOut, from_attributes=True) for scene in result.film.scenes],
        characters=[msgspec.convert(person, CharacterOut, from_attributes=True) for person in result.film.characters],
        sequences=result.film.sequences,
        estimated_size_mb=result.megabytes,
        estimated_file_count=result.files,
    )


def finalized(result: Saved) -> Finalized:
    return Finalized(project_name=result.name, project_path=result.path, created_at=result.created_at)


def opened(result: ProjectView) -> Opened:
    return Opened(
        project_name=result.name,
        scene_count=result.scene_count,
        character_count=result.character_count,
        sequence_count=result.sequence_count,
        created_at=result.created_at,
        modified_at=result.modified_at,
    )


def closed(result: Closed) -> ClosedOut:
    return ClosedOut(message="Project closed successfully", saved=result.saved)


def names(result: ProjectList) -> Names:
    return Names(projects=[project.name for project in result.projects], total_count=len(result.projects))


def deleted(result: Deleted) -> DeletedOut:
    return DeletedOut(message="Project deleted successfully", deleted_project=result.name)


def scene_modified(result: ScenesEdited) -> Modified:
    return Modified(message="Scene modified successfully", modified_element_id=result.scenes[0].scene.id)


def scene_added(result: SceneView) -> Modified:
    return Modified(message="Scene added successfully", modified_element_id=result.id)


def scene_removed(result: ScenesRemoved) -> Modified:
    return Modified(message="Scene removed successfully", modified_element_id=result.removed[0].id)


def character_modified(result: CharacterEdit) -> Modified:
    return Modified(message="Character modified successfully", modified_element_id=result.character.id)


def storage(result: StorageView) -> StorageOut:
    return StorageOut(
        total_gb=round(result.total_bytes / GIGABYTE, 6),
        limit_gb=round(result.limit_bytes / GIGABYTE, 6),
        **msgspec.structs.asdict(result),
    )


def usage(result: UsageView) -> UsageView:
    return result


def health(result: StorageView) -> Health:
    return Health(
        status="healthy",
        version=VERSION,
        storage_usage_gb=round(result.total_bytes / GIGABYTE, 6),
        storage_limit_gb=round(result.limit_bytes / GIGABYTE, 6),
        file_count=result.file_count,
        file_limit=result.file_limit,
    )


def flattened(fields: dict[str, Any]) -> dict[str, Any]:
    """Preferences are fields of the command."""
    chosen = fields.pop("preferences", None) or {}
    return {**fields, **({"scene_count": chosen["sceneCount"]} if chosen.get("sceneCount") else {}), **{
        name: chosen[name] for name in ("duration", "style") if chosen.get(name) is not None
    }}  # fmt: skip


def placed(fields: dict[str, Any]) -> dict[str, Any]:
    """A scene's number is the place it is put at."""
    return {name: value for name, value in fields.items() if value is not None}


IN_SCENE = {"project_name": "project", "scene_id": "scene"}
CONFIRMED: dict[str, Any] = {"confirmed": Annotated[bool | None, Parameter(description="Must be true: what is deleted is gone.")]}

ROWS = (
    Row(method="POST", path="/auth/login", command=Login, body=LoginBody, view=tokens, kind="authentication", errors=(401,)),
    Row(method="POST", path="/auth/refresh", command=Refresh, body=RefreshBody, view=tokens, kind="authentication", errors=(401,)),
    Row(
        method="POST", path="/generate/project", command=GenerateProject, body=GenerateBody, make=flattened, view=preview,
        kind="project_generation", errors=(507,),
    ),
    Row(
        method="POST", path="/generate/finalize", command=FinalizeProject, body=FinalizeBody, names={"preview_id": "preview"},
        view=finalized, kind="project_generation", errors=(404, 507),
    ),
    Row(
        method="POST", path="/projects/open", command=OpenProject, body=OpenBody, names={"project_name": "project"}, view=opened,
        kind="project_open", errors=(404,),
    ),
    Row(method="POST", path="/projects/close", command=CloseProject, body=CloseBody, view=closed, kind="project_close", errors=(507,)),
    Row(method="GET", path="/projects/list", command=ListProjects, view=names, kind="project_list"),
    Row(
        method="DELETE", path="/projects/{project_name:str}", command=DeleteProject, query=CONFIRMED, demanded=("confirmed",),
        names={"project_name": "project"}, view=deleted, errors=(404,),
    ),
    Row(
        method="PATCH", path="/projects/{project_name:str}/scenes/{scene_id:str}", command=UpdateScene, body=ScenePatch, names=IN_SCENE,
        view=scene_modified, kind="scene_modification", errors=(404,),
    ),
    Row(
        method="PATCH", path="/projects/{project_name:str}/characters/{character_id:str}", command=UpdateCharacter, body=CharacterPatch,
        names={"project_name": "project", "character_id": "character"}, view=character_modified, kind="character_modification",
        errors=(404,),
    ),
    Row(
        method="POST", path="/projects/{project_name:str}/scenes", command=AddScene, status=201, body=SceneBody,
        names={"project_name": "project", "number": "position"}, make=placed, view=scene_added, kind="scene_modification",
        errors=(404,),
    ),
    Row(
        method="DELETE", path="/projects/{project_name:str}/scenes/{scene_id:str}", command=RemoveScene, query=CONFIRMED,
        demanded=("confirmed",), names=IN_SCENE, view=scene_removed, kind="scene_modification", errors=(404,),
    ),
    Row(method="GET", path="/storage/stats", command=ShowStorage, view=storage, kind="storage_query"),
    Row(method="GET", path="/usage/stats", command=ShowUsage, view=usage, counted=True),
    Row(method="GET", path="/health", command=ShowRoot, view=health),
)  # fmt: skip


CONTRACT = Contract(dialect=DIALECT, rows=ROWS)
