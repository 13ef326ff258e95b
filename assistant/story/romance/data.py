"""Reading data of French and Spanish: `lexicon/{fr,es}/{film,nouns,forms,says}.yaml`, whose head comments explain them."""

from importlib.resources import files
from typing import TypeVar

import yaml
from msgspec import Struct, convert

from .. import lexicon
from ..lexicon import Words, language, spoken

T = TypeVar("T")


class Film(Struct, frozen=True):
    """How people speak of the film itself, and the joints of the language; strings are regular expressions unless they are words."""

    contracted: dict[str, str]
    mine: dict[str, str]
    nobody: frozenset[str]
    clitics: frozenset[str]
    reflexive: frozenset[str]
    of: frozenset[str]
    with_: str
    in_: frozenset[str]
    against: frozenset[str]
    by: frozenset[str]
    purpose: frozenset[str]
    subject_pronouns: frozenset[str]
    negators: frozenset[str]
    copula: frozenset[str]
    have: str
    governed_by: dict[str, frozenset[str]]
    hunted: str
    meets: str
    argues: frozenset[str]
    gone: str
    dead: str
    afraid: str
    finds: frozenset[str]
    learns: frozenset[str]
    senses: frozenset[str]
    waits: frozenset[str]
    protects: frozenset[str]
    vanishes: frozenset[str]
    usurps: frozenset[str]
    stuff: frozenset[str]
    ages: frozenset[str]
    leading: frozenset[str]
    degrees: frozenset[str]
    features: frozenset[str]
    carriers: frozenset[str]
    ranks: dict[str, tuple[str, ...]]
    empty: frozenset[str]
    titles: frozenset[str]
    title_words: frozenset[str]
    films: str
    units: dict[str, float]
    half: str
    half_unit: str
    scene: str
    each: str
    per_scene: str
    tens: str
    around: str
    after_count: str
    titled: str
    avoid: str
    avoid_more: str
    trailing: str
    style: str
    tone: str
    tail: str
    location: str
    ask: str
    what_if: str
    link: str
    adjoin: str
    or_else: str
    or_else_sure: str
    future: str
    hour: str
    hours: dict[str, str]
    one_night: str
    deadline: str
    legend: str
    years_word: str
    century: str
    decade: str
    fillers: str
    story_too: frozenset[str]
    genres: dict[str, tuple[str, ...]]
    tones: dict[str, tuple[str, ...]]
    styles: tuple[str, ...]
    periods: dict[str, tuple[str, ...]]
    genre_labels: dict[str, str]
    default_culture: str


class Nouns(Struct, frozen=True):
    """Nouns by what they name; see nouns.yaml."""

    people: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, ...]]
    things: dict[str, tuple[str, ...]]
    first_names: dict[str, frozenset[str]]
    events: dict[str, tuple[str, ...]] = {}
    ideas: dict[str, tuple[str, ...]] = {}


@spoken
def film() -> Film:
    return read_data("film.yaml", Film)


@spoken
def words() -> Words:
    return read_data("words.yaml", Words)


@spoken
def nouns() -> Nouns:
    return read_data("nouns.yaml", Nouns)


@spoken
def forms() -> dict[str, str]:
    """'venir + re de' -> 'viens vient … / venu / venant / viendr'."""
    return read_data("forms.yaml", dict[str, str])


@spoken
def says() -> dict[str, str]:
    """Sentences of assumptions and goals that spring from what happens, with <slots>."""
    return read_data("says.yaml", dict[str, str])


def read_data(name: str, shape: type[T]) -> T:
    """Everything is read as text first: to YAML 'on', 'no' and 'si' may be truth values, here they are words."""
    text = files(lexicon).joinpath(language(), name).read_text(encoding="utf-8")
    return convert(yaml.load(text, Loader=yaml.CBaseLoader), shape, strict=False)  # noqa: S506 (knows no types but text)
