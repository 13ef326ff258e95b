"""Nouns and adjectives a prompt may hold, from all the lists that name some: what each stands for, its gender and number."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ..lexicon import events, hints, named_places, place_kind_of, shapes, spoken, trade_of
from .data import film, nouns, words
from .inflection import feminine, guessed_gender, plural, plurals


class Entry(Struct, frozen=True):
    """A noun. `sorts` are all that it can be, likeliest first; `key` its trade, kind of place or kind of event; `lemma` is singular."""

    lemma: str
    gender: str
    sorts: tuple[str, ...]
    key: str
    plural: bool = False


@spoken
def entries() -> dict[str, Entry]:
    """By the way a noun is written, in lower case."""
    table: dict[str, Entry] = {}
    for sort, key, gender, word in _listed():
        gender, word = gender or guessed_gender(word), word.lower()
        _add(table, word, Entry(word, gender, (sort,), key))
        for many in plurals(word):
            _add(table, many, Entry(word, gender, (sort,), key, plural=many != word))
    for many, one in words().irregular_plurals.items():
        if one in table and many != one:
            table[many] = Entry(one, table[one].gender, table[one].sorts, table[one].key, plural=True)
    return table


def _add(table: dict[str, Entry], word: str, entry: Entry) -> None:
    known = table.get(word)
    if known is None:
        table[word] = entry
    elif entry.sorts[0] not in known.sorts:
        table[word] = Entry(known.lemma, known.gender, (*known.sorts, *entry.sorts), known.key, known.plural)


def _listed() -> Iterator[tuple[str, str, str, str]]:
    """Sort, key, gender, noun."""
    for trade, known in nouns().people.items():
        for one in known:
            yield from (("person", trade, gender, word) for gender, word in _pair(one))
    known_places = {one.rstrip("+") for known in nouns().places.values() for one in known} | set(place_kind_of())
    for group in sorted(film().carriers | hints().collective):
        if group not in known_places:
            yield "person" if group in hints().collective else "thing", "group", "", group
    for kind, known in nouns().places.items():
        yield from (("place", kind, "f" if one.endswith("+") else "m", one.rstrip("+")) for one in known)
    for kind, known in (*events().items(), *nouns().events.items()):
        yield from (("event", kind, "f" if one.endswith("+") else "m", one.rstrip("+")) for one in known)
    for gender, known in nouns().things.items():
        yield from (("thing", "", gender, word) for word in known)
    yield from (("time", "", "", word) for word in sorted(hints().times))
    yield from (("idea", "", "", word) for word in sorted(words().abstract))
    yield from (("event", "force", "", word) for word in sorted(hints().forces))
    yield from (("person", trade, "", word) for word, trade in trade_of().items())
    yield from (("place", kind, "", word) for word, kind in place_kind_of().items())


@spoken
def feminines() -> dict[str, str]:
    """What he is called to what she is called."""
    pairs = [list(_pair(one)) for known in nouns().people.values() for one in known if "/" in one]
    return {he: she for (_, he), (_, she) in pairs}


def _pair(one: str) -> Iterator[tuple[str, str]]:
    """'gardien/gardienne de phare' names him and her; 'détective*' either; 'nonne+' her."""
    he, _, she = one.partition("/")
    if she:
        tail = "" if " " in he else " ".join(["", *she.split(" ")[1:]])
        yield from (("m", he + tail), ("f", she))
    else:
        yield ("c" if one.endswith("*") else "f" if one.endswith("+") else "m"), one.rstrip("*+")


@spoken
def adjectives() -> dict[str, str]:
    """Every form of every adjective that is known: 'm', 'f', 'mp' or 'fp', or 'c' and 'cp' where both are alike."""
    table: dict[str, str] = {}
    for one in sorted(words().adjectives):
        he, _, given = one.partition("/")
        she = given or feminine(he)
        for word, form in ((he, "m" if she != he else "c"), (she, "f"), (plural(he), "mp" if she != he else "cp"), (plural(she), "fp")):
            table.setdefault(word, form)
    return table


@spoken
def places() -> dict[str, tuple[str, str, str, str]]:
    """A proper place in lower case: its kind, its culture, the article it takes ('f', 'm', 'p' or ''), and how it is written."""
    marks = {"+": "f", "-": "m", "*": "p"}
    return {
        name.rstrip("+-*").lower(): (kind, culture, marks.get(name[-1], ""), name.rstrip("+-*"))
        for culture, by_kind in named_places().items()
        for kind, known in by_kind.items()
        for name in known
    }


def sex_of(role: str) -> str:
    """'she' or 'he' where a role of the lexicon can be said of one only: 'gouvernante', 'alpiniste rival'; else ''."""
    head = re.split(shapes().role_stops, role)[0].lower().split()
    shown = [adjectives()[word][0] for word in head if adjectives().get(word, "c")[0] in {"m", "f"}]
    named = [entries()[word].gender for word in (" ".join(head), *head) if word in entries()]
    said = next((one for one in (*named[:1], *shown) if one in {"m", "f"}), "")
    return {"m": "he", "f": "she"}.get(said, "")
