"""What the engine knows of the world, as data files read once and only when needed.

Everything here is a frozen struct or a mapping that nobody changes. Order in the files is the order of choice, so that
the same seed picks the same word on every machine.
"""

from functools import cache
from importlib.resources import files
from typing import TypeVar

from msgspec import Struct
from msgspec.yaml import decode

T = TypeVar("T")


class Words(Struct, frozen=True):
    articles: tuple[str, ...]
    possessives: tuple[str, ...]
    numbers: dict[str, float]
    prepositions: tuple[str, ...]
    subordinators: tuple[str, ...]
    conjunctions: tuple[str, ...]
    relatives: tuple[str, ...]
    pronouns: tuple[str, ...]
    modals: tuple[str, ...]
    adverbs: tuple[str, ...]
    adjectives: frozenset[str]
    things_in_er: frozenset[str]
    abstract: frozenset[str]
    mass: frozenset[str]
    common_gender: dict[str, frozenset[str]]
    irregular_plurals: dict[str, str]
    singular_in_s: frozenset[str]
    towards_bare: frozenset[str]
    doubling: frozenset[str]
    irregular_verbs: dict[str, str]


class Trade(Struct, frozen=True):
    """What people of one walk of life do, carry, wear and can."""

    words: tuple[str, ...]
    work: tuple[str, ...]
    kit: tuple[str, ...]
    wear: tuple[str, ...]
    skill: tuple[str, ...]


class PlaceKind(Struct, frozen=True):
    words: tuple[str, ...]
    at: str
    rooms: tuple[str, ...]


class Genre(Struct, frozen=True):
    words: tuple[str, ...]
    tone: str
    light: tuple[str, ...]
    sound: tuple[str, ...]
    hero: tuple[str, ...]
    ally: tuple[str, ...]
    foe: tuple[str, ...]
    kind: str
    place: tuple[str, ...]
    tool: tuple[str, ...]


class Kind(Struct, frozen=True):
    """One of the nine quests a story can be. `foe` is a sentence about whoever stands against it."""

    goal: str
    event: str
    prize: tuple[str, ...]
    stakes: tuple[str, ...]
    theme: tuple[str, ...]
    foe: str


class Names(Struct, frozen=True):
    she: tuple[str, ...]
    he: tuple[str, ...]
    family: tuple[str, ...]


class Tone(Struct, frozen=True):
    words: tuple[str, ...]
    look: str


class Styles(Struct, frozen=True):
    words: tuple[str, ...]
    by_genre: dict[str, str]


class Period(Struct, frozen=True):
    words: tuple[str, ...]
    value: str
    wear: tuple[str, ...]


class Looks(Struct, frozen=True):
    tones: dict[str, Tone]
    styles: Styles
    periods: dict[str, Period]
    build: dict[str, tuple[str, ...]]
    ages: dict[str, tuple[str, ...]]
    age_words: dict[str, tuple[str, ...]]
    hair: dict[str, tuple[str, ...]]
    marks: tuple[str, ...]
    animal_marks: tuple[str, ...]
    machine_marks: tuple[str, ...]


class Nature(Struct, frozen=True):
    """What is wrong with someone, and what would mend it."""

    flaw: str
    need: str
    stops: str
    voice: str
    tell: str
    manner: str


class Found(Struct, frozen=True):
    """What to do about a thing that comes someone's way: the nouns it is named by, and the goal."""

    nouns: frozenset[str]
    goal: str


class Hints(Struct, frozen=True):
    """What words give away about quest, genre, enemy and place; see hints.yaml."""

    kind_by_trade: dict[str, str]
    plights: dict[str, str]
    genre_by_kind: dict[str, str]
    genre_by_trade: dict[str, str]
    period_by_genre: dict[str, str]
    genre_adjectives: frozenset[str]
    hostile: frozenset[str]
    hostile_adjectives: tuple[str, ...]
    forces: frozenset[str]
    collective: frozenset[str]
    rooms: frozenset[str]
    made: dict[str, str]
    foe_by_place: dict[str, tuple[str, ...]]
    foe_by_period: dict[str, tuple[str, ...]]
    home_by_role: dict[str, str]
    home_by_trade: dict[str, str]
    forbids: dict[str, str]
    wants: frozenset[str]
    times: frozenset[str]
    makers: tuple[str, ...]
    no_props: frozenset[str]
    complete: frozenset[str]
    moments: frozenset[str]
    found: tuple[Found, ...]
    opposites: dict[str, str]
    aims: dict[str, tuple[str, ...]]
    keeping: tuple[str, ...]
    contested: tuple[str, ...]
    sweethearts: tuple[str, ...]
    hero_by_place: dict[str, tuple[str, ...]]
    events_said: dict[str, str]


class BeatTable(Struct, frozen=True):
    """What is known of each function; see beats.yaml."""

    labels: dict[str, str]
    labels_by_kind: dict[str, dict[str, str]]
    purposes: dict[str, str]
    weights: dict[str, float]
    draws: dict[str, str]


class Seeing(Struct, frozen=True):
    """Ways of looking; see seeing.yaml."""

    light: dict[str, tuple[str, ...]]
    lens: tuple[str, ...]
    things: tuple[str, ...]
    talk: tuple[str, ...]
    weather: tuple[str, ...]
    groups: tuple[str, ...]
    cared: tuple[str, ...]
    angles: tuple[str, ...]
    frames: tuple[str, ...]


class Operator(Struct, frozen=True, forbid_unknown_fields=True):
    """One dramatic step: when it fits (`at`, `kinds`, `needs`), what it changes (`adds`, `dels`), and what is seen."""

    id: str
    at: str
    goal: str
    against: str
    outcome: str
    change: str
    turn: str
    titles: tuple[str, ...]
    see: tuple[str, ...]
    do: tuple[dict[str, str], ...]
    kinds: str = ""
    needs: str = ""
    adds: str = ""
    dels: str = ""
    where: str = ""
    mood: str = ""
    choice: str = ""
    genres: str = ""
    prize: str = ""
    threat: str = ""
    place: str = ""


@cache
def words() -> Words:
    return _load("words.yaml", Words)


@cache
def verbs() -> dict[str, tuple[str, ...]]:
    return _load("verbs.yaml", dict[str, tuple[str, ...]])


@cache
def events() -> dict[str, tuple[str, ...]]:
    return _load("events.yaml", dict[str, tuple[str, ...]])


@cache
def crafts() -> dict[str, tuple[str, ...]]:
    """What doing it looks like, by verb, and by kind for all other verbs."""
    return _load("crafts.yaml", dict[str, tuple[str, ...]])


@cache
def kinds() -> dict[str, Kind]:
    return _load("kinds.yaml", dict[str, Kind])


@cache
def trades() -> dict[str, Trade]:
    return _load("roles.yaml", dict[str, Trade])


@cache
def place_kinds() -> dict[str, PlaceKind]:
    return _load("places.yaml", dict[str, PlaceKind])


@cache
def named_places() -> dict[str, dict[str, tuple[str, ...]]]:
    """Culture, then kind of place, then names."""
    return _load("places_named.yaml", dict[str, dict[str, tuple[str, ...]]])


@cache
def cultures() -> dict[str, tuple[str, ...]]:
    return _load("cultures.yaml", dict[str, tuple[str, ...]])


@cache
def genres() -> dict[str, Genre]:
    return _load("genres.yaml", dict[str, Genre])


@cache
def names() -> dict[str, Names]:
    return _load("names.yaml", dict[str, Names])


@cache
def beat_table() -> BeatTable:
    return _load("beats.yaml", BeatTable)


@cache
def seeing() -> Seeing:
    return _load("seeing.yaml", Seeing)


@cache
def hints() -> Hints:
    return _load("hints.yaml", Hints)


@cache
def looks() -> Looks:
    return _load("looks.yaml", Looks)


@cache
def natures() -> tuple[Nature, ...]:
    return _load("inner.yaml", tuple[Nature, ...])


@cache
def reactions() -> dict[str, tuple[str, ...]]:
    return _load("reactions.yaml", dict[str, tuple[str, ...]])


@cache
def operators() -> tuple[Operator, ...]:
    return tuple(one for part in ("begin", "middle", "end", "by_kind") for one in _load(f"plots/{part}.yaml", tuple[Operator, ...]))


@cache
def trade_of() -> dict[str, str]:
    """A word for a person, and the trade it belongs to."""
    return {word: trade for trade, known in reversed(trades().items()) for word in known.words}


@cache
def place_kind_of() -> dict[str, str]:
    return {word: kind for kind, known in reversed(place_kinds().items()) for word in known.words}


@cache
def named_place_of() -> dict[str, tuple[str, str]]:
    """A proper place in lower case, and its (kind, culture)."""
    return {
        name.lower(): (kind, culture) for culture, by_kind in named_places().items() for kind, known in by_kind.items() for name in known
    }


@cache
def event_kind_of() -> dict[str, str]:
    return {word: kind for kind, known in reversed(events().items()) for word in known}


def _load(name: str, shape: type[T]) -> T:
    return decode(files(__name__).joinpath(name).read_bytes(), type=shape)
