"""What the engine knows of the world, as data files read once and only when needed.

What is said differently in each language lies in a folder of that language; `speaking` says which one is meant. What is
the same in all of them (what a dramatic step needs and changes, names of people) lies beside. Everything here is a frozen
struct or a mapping that nobody changes. Order in the files is the order of choice, so that the same seed picks the same
word on every machine.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib.resources import files
from typing import TypeVar

from msgspec.structs import replace
from msgspec.yaml import decode

from .structs import (
    Affliction,
    BeatTable,
    Found,
    Genre,
    GuideText,
    GuideWords,
    Hints,
    Hour,
    Kind,
    Looks,
    Names,
    Nature,
    Operator,
    Period,
    PlaceKind,
    Seeing,
    Shapes,
    Structure,
    StructureWords,
    Styles,
    Tone,
    Trade,
    Wording,
    Words,
)

__all__ = [
    "LANGUAGES",
    "Affliction",
    "BeatTable",
    "Found",
    "Genre",
    "GuideText",
    "GuideWords",
    "Hints",
    "Hour",
    "Kind",
    "Looks",
    "Names",
    "Nature",
    "Operator",
    "Period",
    "PlaceKind",
    "Seeing",
    "Shapes",
    "Structure",
    "StructureWords",
    "Styles",
    "Tone",
    "Trade",
    "Wording",
    "Words",
    "beat_table",
    "conjugation",
    "crafts",
    "cultures",
    "event_kind_of",
    "events",
    "facts",
    "genres",
    "guide",
    "hints",
    "kinds",
    "language",
    "looks",
    "named_place_of",
    "named_places",
    "names",
    "natures",
    "operators",
    "place_kind_of",
    "place_kinds",
    "reactions",
    "seeing",
    "shapes",
    "speaking",
    "spoken",
    "steps",
    "structure_words",
    "structures",
    "trade_of",
    "trades",
    "verbs",
    "words",
]
T = TypeVar("T")
LANGUAGES = ("en", "fr", "es")
_language = ContextVar("language", default="en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, everything here is of that language (one of `LANGUAGES`). Holds for this thread or task alone."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def language() -> str:
    """The language spoken now."""
    return _language.get()


def spoken(read: Callable[[], T]) -> Callable[[], T]:
    """Remember what `read` gives once for each language."""
    kept: dict[str, T] = {}

    @wraps(read)
    def known() -> T:
        now = _language.get()
        if now not in kept:
            kept[now] = read()
        return kept[now]

    return known


@spoken
def words() -> Words:
    return _load("words.yaml", Words)


@spoken
def verbs() -> dict[str, tuple[str, ...]]:
    return _load("verbs.yaml", dict[str, tuple[str, ...]])


@spoken
def events() -> dict[str, tuple[str, ...]]:
    return _load("events.yaml", dict[str, tuple[str, ...]])


@spoken
def crafts() -> dict[str, tuple[str, ...]]:
    """What doing it looks like, by verb, and by kind for all other verbs."""
    return _load("crafts.yaml", dict[str, tuple[str, ...]])


@spoken
def kinds() -> dict[str, Kind]:
    return _load("kinds.yaml", dict[str, Kind])


@spoken
def trades() -> dict[str, Trade]:
    return _load("roles.yaml", dict[str, Trade])


@spoken
def place_kinds() -> dict[str, PlaceKind]:
    return _load("places.yaml", dict[str, PlaceKind])


@spoken
def named_places() -> dict[str, dict[str, tuple[str, ...]]]:
    """Culture, then kind of place, then names."""
    return _load("places_named.yaml", dict[str, dict[str, tuple[str, ...]]])


@spoken
def cultures() -> dict[str, tuple[str, ...]]:
    return _load("cultures.yaml", dict[str, tuple[str, ...]])


@spoken
def genres() -> dict[str, Genre]:
    return _load("genres.yaml", dict[str, Genre])


@spoken
def guide() -> GuideWords:
    """How proposals of the guided steps are told."""
    return _load("guide.yaml", GuideWords)


@cache
def names() -> dict[str, Names]:
    return _read("names.yaml", dict[str, Names])


@spoken
def beat_table() -> BeatTable:
    return _load("beats.yaml", BeatTable)


@cache
def structures() -> dict[str, Structure]:
    return _read("structures.yaml", dict[str, Structure])


@spoken
def structure_words() -> dict[str, StructureWords]:
    return _load("structures.yaml", dict[str, StructureWords])


@spoken
def seeing() -> Seeing:
    return _load("seeing.yaml", Seeing)


@spoken
def shapes() -> Shapes:
    return _load("shapes.yaml", Shapes)


@spoken
def facts() -> dict[str, str]:
    """How each fact of `world.FACTS` is said, with people and things in braces."""
    return _load("facts.yaml", dict[str, str])


@spoken
def conjugation() -> dict[str, tuple[str, str, str]]:
    """Endings of infinitives, and what becomes of them; for languages that have them."""
    return _load("conjugation.yaml", dict[str, tuple[str, str, str]])


@spoken
def hints() -> Hints:
    return _load("hints.yaml", Hints)


@spoken
def looks() -> Looks:
    return _load("looks.yaml", Looks)


@spoken
def natures() -> tuple[Nature, ...]:
    return _load("inner.yaml", tuple[Nature, ...])


@spoken
def reactions() -> dict[str, tuple[str, ...]]:
    return _load("reactions.yaml", dict[str, tuple[str, ...]])


@cache
def steps() -> tuple[Operator, ...]:
    """Every dramatic step there is, without words."""
    return tuple(one for part in _plots(".") for one in _read(f"plots/{part}", tuple[Operator, ...]))


@spoken
def operators() -> tuple[Operator, ...]:
    """Every dramatic step that has words in the language spoken."""
    words = {name: said for part in _plots(language()) for name, said in _load(f"plots/{part}", dict[str, Wording]).items()}
    return tuple(replace(one, words=words[one.id]) for one in steps() if one.id in words)


@spoken
def trade_of() -> dict[str, str]:
    """A word for a person, and the trade it belongs to."""
    return {word: trade for trade, known in reversed(trades().items()) for word in known.words}


@spoken
def place_kind_of() -> dict[str, str]:
    return {word: kind for kind, known in reversed(place_kinds().items()) for word in known.words}


@spoken
def named_place_of() -> dict[str, tuple[str, str]]:
    """A proper place in lower case, and its (kind, culture)."""
    return {
        name.lower(): (kind, culture) for culture, by_kind in named_places().items() for kind, known in by_kind.items() for name in known
    }


@spoken
def event_kind_of() -> dict[str, str]:
    return {word: kind for kind, known in reversed(events().items()) for word in known}


def _plots(folder: str) -> list[str]:
    """The files of dramatic steps in a folder, in the same order on every machine; none where a language has no such words."""
    plots = files(__name__).joinpath(folder, "plots")
    return sorted(one.name for one in plots.iterdir() if one.name.endswith(".yaml")) if plots.is_dir() else []


def _load(name: str, shape: type[T]) -> T:
    return _read(f"{language()}/{name}", shape)


def _read(name: str, shape: type[T]) -> T:
    return decode(files(__name__).joinpath(name).read_bytes(), type=shape)
