"""A prompt, and what a reader has to find in it."""

from msgspec import Struct


class Asked(Struct, frozen=True):
    """`people`, `things` and `places` are words each of which has to reach the matter of the story in that part; durations in seconds."""

    prompt: str
    people: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    scenes: int | None = None
    duration: float | None = None
    title: str = ""
    kind: str = ""
    genre: str = ""
    hero: str = ""
    cast: int = 0
