"""All settings, from the environment, in one struct. The README's table is compared with it by a test."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

PREFIX = "STORYCORE_"
_SECRET = ("model_key", "database_url", "broker")


class Settings(Struct, frozen=True, kw_only=True):
    """`STORYCORE_` and a field's name in capitals sets it. Sizes in bytes, times in seconds; 0 as a limit is no limit."""

    home: Path = Path("~/.storycore")
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8000
    database_url: str = ""
    broker: Annotated[str, Meta(pattern=r"^(rediss?://.+|postgresql)?$")] = ""
    projects_dir: Path = Path("~/Documents/StoryCore Projects")
    model: str = ""
    model_url: Annotated[str, Meta(pattern=r"^(https?://.+)?$")] = ""
    model_key: str = ""
    model_timeout: Annotated[int, Meta(ge=1)] = 60
    model_total: Annotated[int, Meta(ge=1)] = 300
    model_price: Annotated[str, Meta(pattern=r"^(\d+(\.\d+)?,\d+(\.\d+)?)?$")] = ""
    captions: str = ""
    vision_model: str = ""
    log: str = "console"
    log_level: str = "info"
    origins: str = ""
    storage_bytes: Annotated[int, Meta(ge=0)] = 50 * 1024**3
    storage_files: Annotated[int, Meta(ge=0)] = 248
    root_bytes: Annotated[int, Meta(ge=0)] = 0
    root_files: Annotated[int, Meta(ge=0)] = 0
    adopt_folders: bool = True
    preview_seconds: Annotated[int, Meta(ge=60)] = 24 * 3600
    rate_limit: Annotated[int, Meta(ge=1)] = 100
    rate_window: Annotated[int, Meta(ge=1)] = 60
    sends_per_minute: Annotated[int, Meta(ge=0)] = 600
    body_bytes: Annotated[int, Meta(ge=1024)] = 1024**2
    frame_bytes: Annotated[int, Meta(ge=1024)] = 128 * 1024

    def __repr__(self) -> str:
        """Without what is nobody's business: a key, and a database's password."""
        shown = {name: getattr(self, name) for name in self.__struct_fields__ if name not in _SECRET}
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in shown.items())})"

    @property
    def allowed_origins(self) -> frozenset[str]:
        """Further web origins, as browsers write them."""
        return frozenset(each.strip().rstrip("/") for each in self.origins.split(",") if each.strip())

    @property
    def database(self) -> str:
        """The database's URL: what is set, or SQLite in the home."""
        return self.database_url or f"sqlite:///{self.home / 'storycore.db'}"


SAYS: dict[str, str] = {
    "home": "Data directory, made with mode 0700: database, signing key, client history",
    "host": "Address to listen on",
    "port": "Port to listen on; 0 takes a free one",
    "database_url": "`sqlite:///file` or `postgresql://user@host/name`; empty is SQLite in the home",
    "broker": "Where several servers of one database tell each other what is new: `redis://…` or `postgresql`; without "
    "one it takes up to a second",
    "projects_dir": "Where project folders are written, and found",
    "model": "Language model for better wording and understanding, `openai:name` for example; empty is none, "
    "and everything works without one",
    "model_url": "Base URL of an OpenAI-compatible server that has the model (`http://127.0.0.1:11434/v1`)",
    "model_key": "The model provider's key; it is never logged",
    "model_timeout": "How long one answer of the model may take; in a turn of talk 15 at most",
    "model_total": "How long all answers for one film may take; after that the engine's wording stays",
    "model_price": "What a million tokens read and written cost (`0.15,0.60`); usage then shows the cost",
    "captions": "A language model that sees, asked at the same URL with the same key, to say what pictures show; empty is none, and then "
    "only what was said and measured of them is",
    "vision_model": "A CLIP-like model of sentence-transformers (a local folder, or a name in this machine's cache) to find pictures by "
    "what they show; empty is none",
    "log": "`console` or `json`",
    "log_level": "`debug`, `info`, `warning` or `error`",
    "origins": "Further web origins whose pages may use this server (`https://studio.example`), separated by commas",
    "storage_bytes": "Quota of one user's project folders and media",
    "storage_files": "Quota of one user's files",
    "root_bytes": "Quota of all users together; 0 is none",
    "root_files": "Files of all users together; 0 is no limit",
    "adopt_folders": "Whether a folder nobody owns, put into the root by another program, becomes the first opener's",
    "preview_seconds": "How long a preview waits to be finalized",
    "rate_limit": "Requests a user or address may make in a window",
    "rate_window": "Length of that sliding window",
    "sends_per_minute": "Messages and operations that one user may send over sockets in a minute; 0 is no limit",
    "body_bytes": "Largest request body",
    "frame_bytes": "Largest WebSocket frame from a client",
}
"""One line a setting, for `--help` and the README."""


class BadSetting(ValueError):
    """A setting that cannot be used; the message names it."""


def load(environment: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Settings from the environment; what is `given` (and not None) wins. Raises BadSetting."""
    named = {name: environment[PREFIX + name.upper()] for name in Settings.__struct_fields__ if PREFIX + name.upper() in environment}
    values = {**named, **{name: value for name, value in given.items() if value is not None}}
    paths = {name: Path(str(values.pop(name))) for name in ("home", "projects_dir") if name in values}
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise BadSetting(f"{PREFIX}… cannot be used: {error}. See the settings table in the README.") from error
    settings = msgspec.structs.replace(settings, **paths)
    return msgspec.structs.replace(settings, home=settings.home.expanduser(), projects_dir=settings.projects_dir.expanduser())
