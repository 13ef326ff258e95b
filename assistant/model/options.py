"""Which model to ask, where, and within what limits."""

from msgspec import Struct


class Secret(Struct, frozen=True):
    """A value that no log line and no traceback shows."""

    value: str = ""

    def __repr__(self) -> str:
        return "Secret(…)" if self.value else "Secret()"

    def __bool__(self) -> bool:
        return bool(self.value)


class Price(Struct, frozen=True):
    """What a million tokens cost, in whatever currency the server's owner counts."""

    read: float
    written: float

    def of(self, read: int, written: int) -> float:
        return (read * self.read + written * self.written) / 1_000_000


class Options(Struct, frozen=True, kw_only=True):
    """`name` is `provider:model`, or any model's name when `url` says where it is served. Times in seconds: `timeout` for one answer,
    `total` for all of a film's; `at_once` questions are out at a time."""

    name: str
    url: str = ""
    key: Secret = Secret()
    timeout: float = 60.0
    total: float = 300.0
    price: Price | None = None
    at_once: int = 4


def price_of(text: str) -> Price | None:
    """'0.15,0.60': tokens read, tokens written. Raises ValueError."""
    if not text:
        return None
    read, written = (float(part) for part in text.split(","))
    return Price(read, written)
