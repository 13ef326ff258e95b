"""Forms with files of the AI Movie contract, and their answers."""

import msgspec
from msgspec import Struct

from api.contracts.ai_movie.dialect import Answer
from assistant.library.types import MediaType


class MovieFilesForm(Struct, kw_only=True, rename="camel"):
    """`tags` is a JSON array, or words between commas; `files` may come several times."""

    project_id: str
    files: list[bytes]
    media_type: MediaType | msgspec.UnsetType = msgspec.UNSET
    description: str = ""
    tags: str = "[]"


class MovieFileForm(Struct, kw_only=True, rename="camel"):
    """`projectId` may be left out where the session is about one."""

    session_id: str
    file: bytes
    project_id: str | msgspec.UnsetType = msgspec.UNSET
    media_type: MediaType | msgspec.UnsetType = msgspec.UNSET
    description: str = ""


class MovieLooking(Struct, kw_only=True, rename="camel"):
    status: str
    estimated_completion: str


class MovieEmbeddingBegun(Struct, kw_only=True):
    """`progress` in percent."""

    status: str
    progress: int


class MovieUpload(Struct, kw_only=True, rename="camel"):
    media_id: str
    filename: str
    size: int
    mime_type: str
    media_type: str
    status: str
    ai_analysis: MovieLooking
    embedding: MovieEmbeddingBegun


class MovieRejected(Struct, kw_only=True):
    """A file that was not taken, and why."""

    filename: str
    code: str
    message: str


class MovieUploads(Answer, kw_only=True):
    uploads: list[MovieUpload]
    rejected: list[MovieRejected]


class MovieSeen(Struct, kw_only=True, rename="camel"):
    """What can be said of it without guessing, so far."""

    description: str
    tags: list[str]
    style_elements: list[str]
    suitable_for: list[str]


class MovieAttached(Answer, kw_only=True, rename="camel"):
    media_id: str
    processing_status: str
    ai_analysis: MovieSeen
    embedding: MovieLooking
