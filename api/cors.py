"""What pages of other origins may ask of this server: those that STORYCORE_ORIGINS lists may ask anything, all others nothing."""

from litestar.config.cors import CORSConfig

from api.settings import Settings

READABLE = [
    "Content-Disposition",
    "Content-Range",
    "ETag",
    "Location",
    "Retry-After",
    "Upload-Length",
    "Upload-Offset",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "X-RateLimit-Tier",
    "X-Request-ID",
]
"""Headers of answers that a script may read beside the ordinary ones."""


def cors(settings: Settings) -> CORSConfig | None:
    """None where no other origin is let in; then a browser refuses them all."""
    if not settings.allowed_origins:
        return None
    return CORSConfig(allow_origins=sorted(settings.allowed_origins), allow_credentials=True, expose_headers=READABLE)
