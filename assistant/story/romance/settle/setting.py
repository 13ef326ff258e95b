"""Where and when the story is, and how it looks and feels."""

import re
from random import Random

from msgspec.structs import replace

from ...lexicon import cultures, genres, hints, looks, place_kind_of, place_kinds, spoken
from ...matter import Place, Thing
from ...model import Finding
from ...periods import period_of
from ...tongue import romance, tongue
from ..closed import closed
from ..data import film, says
from ..entries import entries, feminines, places
from ..inflection import guessed_gender
from ..phrase import Phrase
from .ground import Text, named, said, thing_of
from .people import role_of

_ROMAN = {"i": 1, "v": 5, "x": 10}


def settings(text: Text, spoken_for: list[Phrase | None]) -> list[Phrase]:
    """Places the prompt speaks of, where the story is first."""
    taken = {one.start for one in spoken_for if one is not None}
    found = [one for one in text.phrases if one.sort == "place" and one.det not in film().nobody and one.prep not in film().against]
    found = found or [
        one
        for one in text.phrases
        if one.sort == "thing" and one.key in place_kinds() and one.key != "spaceship" and one.prep not in film().against
    ]
    found = [one for one in found if one.lemma not in hints().rooms] or found
    return sorted(found, key=lambda one: (one.start in taken, one.prep not in film().in_, one.of >= 0, one.start))[:4]


def place_of(phrase: Phrase) -> Place:
    """A place of the prompt, its kind, and the preposition that goes with it."""
    low = phrase.core.lower()
    known = places().get(low) or places().get(phrase.lemma.lower())
    if phrase.proper and known is not None:
        return _proper(phrase, known)
    kind = place_kind_of().get(phrase.lemma) or place_kind_of().get(phrase.head) or phrase.key
    kind = kind if kind in place_kinds() else "generic"
    if re.search(closed().frozen, low) and kind in {"harbour", "underwater", "mountain", "forest"}:
        kind = "ice"
    prep = re.sub(r"d'$", "de", phrase.prep)
    at = prep if prep in closed().at else place_kinds()[kind].at
    if phrase.proper:
        at = prep if prep in closed().at else closed().town
    return Place(thing_of(phrase), kind, at)


def _proper(phrase: Phrase, known: tuple[str, str, str, str]) -> Place:
    """'à Lyon', 'au cœur de la Bretagne', 'dans les Alpes'; what follows the name stays with it."""
    kind, _, article, name = known
    gender = "f" if article == "f" else "m"
    thing = Thing(name, name, name, article == "p", phrase.text, sort="place", gender=gender)
    if not article:
        return Place(thing, kind, closed().colony if kind == "colony" else closed().town)
    the = romance().the(name, gender, article == "p")
    return Place(replace(thing, the=the, a=the, short=the), kind, closed().plural_region if article == "p" else closed().region)


def assumed_place(text: Text, genre: str, hero: Phrase | None, rng: Random) -> tuple[Place, Finding]:
    """Where such people work, else where such stories are."""
    role = role_of(hero).lower() if hero is not None else ""
    homes = hints().home_by_role
    his = next((he for he, she in feminines().items() if hero is not None and she == hero.lemma), "")
    word = (
        homes.get(role)
        or homes.get(hero.lemma if hero else "")
        or homes.get(his)
        or (hints().home_by_trade.get(hero.key, "") if hero else "")
    )
    kind = place_kind_of().get(word, "") if word else ""
    if not kind:
        kind = text.pick(genres()[genre].place, rng)
        word = text.pick(place_kinds()[kind].words[:4], rng)
    entry = entries().get(word)
    gender = entry.gender if entry is not None and entry.gender in {"m", "f"} and entry.sorts[0] == "place" else guessed_gender(word)
    many = entry is not None and entry.plural
    the, some = romance().the(word, gender, many), romance().some(word, gender, many)
    place = Place(Thing(the, some, the, many, sort="place", gender=gender), kind, place_kinds()[kind].at)
    return place, Finding(tongue().polish(the), None, said("no_place", a=some, genre=label(genre)))


def found_places(
    text: Text, settings_: list[Phrase], genre: str, hero: Phrase | None, period: str, rng: Random
) -> tuple[tuple[Place, ...], Finding]:
    if not settings_:
        place, finding = assumed_place(text, genre, hero, rng)
        return (_of_period(place, period),), finding
    all_ = tuple(_of_period(place_of(one), period) for one in settings_)
    return all_, Finding(tongue().polish(named(all_[0].thing)), settings_[0].text)


def _of_period(place: Place, period: str) -> Place:
    """A town before the electric light has other rooms; so has a ship under sail."""
    if period in {"ancient", "medieval", "early", "victorian"}:
        kind = {"city": "oldcity", "ship": "sailship", "office": "oldcity", "hospital": "oldcity"}.get(place.kind, place.kind)
        return replace(place, kind=kind if kind in place_kinds() else place.kind)
    return place


def label(genre: str) -> str:
    return film().genre_labels.get(genre, genre)


def period(text: Text, genre: str, kinds_of_place: set[str]) -> tuple[str, Finding]:
    """A year, a century, a decade, a word of the time; else what suits the genre."""
    prompt = text.brief.prompt
    if (hit := _year(text)) is not None:
        return period_of(int(hit.group(1))), Finding(hit.group(1), prompt[slice(*hit.span(1))])
    for pattern, name, read in ((film().century, "c", _of_century), (film().decade, "d", _of_decade)):
        if (said_ := re.search(pattern, text.low)) is not None and (when := read(said_.group(name))):
            return period_of(when), Finding(" ".join(said_.group().split()), prompt[slice(*said_.span())])
    for one in ("interwar", "postwar", "future", "victorian", "early", "ancient", "medieval", "present"):
        for word in sorted({*looks().periods[one].words, *film().periods.get(one, ())}, key=lambda word: (-len(word), word)):
            if word in text.low and (found := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text.low)):
                return one, Finding(looks().periods[one].value, prompt[slice(*found.span())])
    when_ = "future" if kinds_of_place & {"colony", "spaceship"} else hints().period_by_genre.get(genre, "present")
    if genre == "fantasy" and not re.search(film().legend, text.low):
        when_ = "present"
    value = looks().periods[when_].value
    return when_, Finding(value, None, said("no_time", value=value))


def _year(text: Text) -> re.Match[str] | None:
    """A year that dates the story, not 'une chanson de 1943' and not a sum."""
    for hit in re.finditer(r"(?<![\w$£€.,])(1\d{3}|2[0-4]\d{2})(?![\w%])", text.low):
        if not re.match(rf"\s*(?:{film().years_word})\b", text.low[hit.end() :]):
            return hit
    return None


def _of_century(said_: str) -> int:
    digits = [] if said_.isdecimal() else [_ROMAN[one] for one in said_.lower()]
    # In Roman numerals a smaller figure before a larger one counts against it.
    number = int(said_) if not digits else sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
    return number * 100 - 50


def _of_decade(said_: str) -> int:
    return int(said_) if len(said_) == 4 else 1900 + int(said_)


def culture(text: Text, genre: str, settings_: list[Phrase]) -> str:
    """Whose names people have: by a named place, by a word for a people, by the world of the story, by the language."""
    for phrase in settings_:
        if phrase.proper and (known := places().get(phrase.core.lower()) or places().get(phrase.lemma.lower())):
            return known[1]
    for name, (_, people, _, _) in places().items():
        if len(name) > 3 and name in text.low and _named(name, text.brief.prompt):
            return people
    for one, known_words in cultures().items():
        if any(word in text.low and re.search(rf"(?<![\w-]){re.escape(word)}(?:e?s)?(?![\w-])", text.low) for word in known_words):
            return one
    return {"scifi": "future", "fantasy": "legend", "western": "american"}.get(genre, film().default_culture)


def _named(name: str, prompt: str) -> bool:
    """Whether a place is named with its capital: 'le détroit' is not Detroit. Who types no capitals is taken at their word."""
    hit = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", prompt, re.I)
    return hit is not None and (hit.group()[0].isupper() or prompt == prompt.lower())


def tones(text: Text, genre: str) -> tuple[tuple[str, ...], Finding]:
    found = text.said.tones
    if found:
        joined = f" {says()['and']} ".join(one.source.lower() for one in found)
        return tuple(one.value for one in found), Finding(joined, found[0].source)
    tone = _tone_word(genres()[genre].tone)
    return (), Finding(tone, None, said("no_tone", genre=label(genre), value=tone))


@spoken
def _tone_words() -> dict[str, str]:
    return {name: tone.words[0] for name, tone in looks().tones.items()}


def _tone_word(tone: str) -> str:
    return _tone_words().get(tone, tone)


def style(text: Text, genre: str) -> Finding:
    if text.brief.style is not None and text.brief.style.strip():
        return Finding(" ".join(text.brief.style.split()), None, said("style_beside"))
    joint = f" {says()['and']} "
    if found := text.said.styles:
        return Finding(joint.join(one.source.lower() for one in found), found[0].source)
    usual = looks().styles.by_genre[genre]
    return Finding(usual, None, said("no_style", value=usual, genre=label(genre)))


def hour(text: Text) -> str:
    hit = re.search(film().hour, text.low)
    return film().hours.get(hit.group("hour"), "") if hit else ""


def one_night(text: Text) -> bool:
    return bool(re.search(film().one_night, text.low)) or (any(one.value == "horror" for one in text.said.genres) and not hour(text))


def deadline(text: Text, since: int) -> str:
    """'avant l'aube', as said from offset `since` on: what was to be done before then is the goal."""
    hit = re.search(film().deadline, " " * since + text.rest[since:], re.I)
    return " ".join(text.brief.prompt[slice(*hit.span())].split()) if hit else ""


def stakes_said(text: Text) -> Finding | None:
    """What follows 'sinon', with its exact words; 'ou' only where it threatens."""
    for hit in re.finditer(film().or_else, text.rest, re.I):
        what = hit.group("what").strip(" ,")
        if len(what) > 5 and (re.match(film().or_else_sure, hit.group(), re.I) or re.search(film().future, what, re.I)):
            return Finding(
                what[:1].lower() + what[1:] if not what[:2].isupper() else what, text.brief.prompt[slice(*hit.span("what"))].strip()
            )
    return None
