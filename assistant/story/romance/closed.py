"""Closed lists of a language that the reader leans on: `lexicon/{fr,es}/reader.yaml`, whose comments explain them."""

from msgspec import Struct

from ..lexicon import spoken
from .data import read_data


class Closed(Struct, frozen=True):
    """Sets are of words; strings are regular expressions over lower case, unless they are single words."""

    films_too: str
    content: tuple[str, ...]
    starts_story: str
    nobody_harmed: str
    spared: str
    nor: str
    refused_so: str
    death: str
    hinders: frozenset[str]
    minded: frozenset[str]
    becoming: frozenset[str]
    refusing: frozenset[str]
    needing: frozenset[str]
    learning: frozenset[str]
    being: frozenset[str]
    asking: frozenset[str]
    can: frozenset[str]
    never_wishes: frozenset[str]
    prove: str
    decide: str
    undecided: str
    breaks: frozenset[str]
    that: frozenset[str]
    asks: frozenset[str]
    told_after: frozenset[str]
    whether: frozenset[str]
    search: frozenset[str]
    to: frozenset[str]
    against: frozenset[str]
    but: frozenset[str]
    and_: frozenset[str]
    where: frozenset[str]
    during: frozenset[str]
    whole: frozenset[str]
    at: frozenset[str]
    region: str
    plural_region: str
    town: str
    colony: str
    owned: frozenset[str]
    genders: dict[str, str]
    plural_words: frozenset[str]
    counts: dict[str, int]
    bears: frozenset[str]
    nobody: frozenset[str]
    friends: frozenset[str]
    voice: frozenset[str]
    ideas: frozenset[str]
    it: dict[str, str]
    deaths: str
    died: str
    called: str
    company: str
    loving: str
    loves: str
    she: str
    her: frozenset[str]
    why: str
    wanted_it: str
    frozen: str
    unique: str
    worlds: dict[str, str]
    happens: dict[str, frozenset[str]]
    wrong: str
    hurt: str
    harmed: str
    lacks: str
    doomed: str
    snowed: str
    asked: str
    asked_so: dict[str, str]
    inverted: str
    single: str
    single_word: str
    never: frozenset[str]
    like: str
    elsewhere: str
    there: str
    labels: dict[str, str]
    who: frozenset[str]
    none: str
    falling: str
    which: str
    going: frozenset[str]
    names_oneself: str
    somebody: str
    somebody_did: str
    to_one: str
    now_are: str
    ordinals: dict[int, str]
    narrator: str
    couples: dict[str, tuple[str, str]]
    parted: str


@spoken
def closed() -> Closed:
    return read_data("reader.yaml", Closed)
