"""Media of the AI Movie contract, as they are asked for and answered."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from api.contracts.ai_movie.dialect import Answer, MoviePagination
from assistant.library.types import MediaType


class MovieSearchBody(Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """`threshold` from 0 to 1; without one the model's own calibration decides."""

    query: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
    project_id: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    media_types: Annotated[list[MediaType], Meta(max_length=20)] = []
    limit: Annotated[int, Meta(ge=1, le=50)] = 10
    threshold: Annotated[float, Meta(ge=0, le=1)] | None = None


class MovieDimensions(Struct, kw_only=True):
    """In pixels."""

    width: int
    height: int


class MovieVector(Struct, kw_only=True):
    """`vector` is cut short: its first numbers."""

    status: str
    vector: list[float]


class MovieMediaMeasured(Struct, kw_only=True, rename="camel"):
    dimensions: MovieDimensions | None
    color_palette: list[str]
    embedding: MovieVector


class MovieRelated(Struct, kw_only=True):
    """What it is attached to, by ids. Films here have no episodes."""

    characters: list[str]
    episode: str | None = None
    scene: str | None = None


class MovieMediaListed(Struct, kw_only=True, rename="camel"):
    id: str
    filename: str
    display_name: str
    media_type: str
    mime_type: str
    size: int
    size_formatted: str
    project_id: str
    status: str
    description: str
    tags: list[str]
    ai_generated: bool
    uploaded_at: str
    metadata: MovieMediaMeasured
    related_elements: MovieRelated


class MovieTechnical(Struct, kw_only=True, rename="camel"):
    """`colorDepth` in bits per pixel, `compression` the format; null before it was looked at, and for what has none."""

    mime_type: str
    size: int
    dimensions: MovieDimensions | None
    color_depth: int | None
    compression: str | None


class MovieStyle(Struct, kw_only=True, rename="camel"):
    """As measured. Nobody measures a mood."""

    mood: str | None
    lighting: str | None
    color_tone: str | None


class MovieAnalysis(Struct, kw_only=True, rename="camel"):
    """`detectedObjects` are a vision model's, where one is configured."""

    description: str
    detected_objects: list[str]
    style_analysis: MovieStyle
    suitability: list[str]


class MovieEmbedding(Struct, kw_only=True, rename="camel"):
    status: str
    model: str
    vector: list[float]
    generated_at: str | None


class MovieUsage(Struct, kw_only=True, rename="camel"):
    referenced_in_sessions: list[str]
    referenced_in_messages: int
    last_referenced: str | None


class MovieMediaShown(Struct, kw_only=True, rename="camel"):
    id: str
    filename: str
    project_id: str
    media_type: str
    status: str
    description: str
    tags: list[str]
    ai_generated: bool
    agent_generated: bool
    uploaded_at: str
    technical_data: MovieTechnical
    ai_analysis: MovieAnalysis
    embedding: MovieEmbedding
    usage: MovieUsage
    download_url: str
    thumbnail_url: str | None
    version: int = 1


class MovieMediaFound(Struct, kw_only=True, rename="camel", omit_defaults=True):
    id: str
    filename: str
    media_type: str
    description: str
    thumbnail_url: str | msgspec.UnsetType = msgspec.UNSET


class MovieFound(Struct, kw_only=True, rename="camel"):
    media: MovieMediaFound
    similarity: float
    matching_elements: list[str]


class MovieQuery(Struct, kw_only=True, rename="camel"):
    """`processingTime` in milliseconds."""

    model: str
    processing_time: int


class MovieMediaPage(Answer, kw_only=True):
    media: list[MovieMediaListed]
    pagination: MoviePagination


class MovieMediaOne(Answer, kw_only=True):
    media: MovieMediaShown


class MovieMediaResults(Answer, kw_only=True, rename="camel"):
    results: list[MovieFound]
    query_embedding: MovieQuery
