"""Who is the same as whom: names and what stands beside them, ages, titles, and whoever tells the story."""

import re

from msgspec.structs import replace

from .. import english
from ..lexicon import named_place_of, trade_of, words
from ..reading import Phrase

_AGE = r"(?:(?:aged?|age)\s+)?(?P<age>\d{1,3})(?:\s+years?\s+old)?"
_BESIDE = re.compile(rf"[\s,(—–-]*(?:{_AGE})?[\s,]*(?:called|named|nicknamed|known as)?[\s,(—–-]*", re.I)
_COPULA = re.compile(
    r"(?:\s*\([^)]*\))?(?:,[^,.;]{1,30},)?(?:\s+[a-z]+){0,2}?\s*(?:\bis|\bwas|\bam|\bare|\bwere|'s|'m|'re|\bbecomes?)\s*(?:only\s+|just\s+|now\s+|really\s+|secretly\s+)?",
    re.I,
)
NARRATOR = "narrator"


def apposed(first: Phrase, second: Phrase, text: str) -> bool:
    """'Ilya, a retired safecracker', 'Mara (42, a diver)', 'a stray dog called Pope'."""
    between = text[first.end : second.start]
    if not (first.name or second.name) and first.det in {"her", "his", "their", "my", "our"} and second.det in {"a", "an"}:
        return between.strip() == "," and bool(re.match(r"\s*(?:[,.;]|$)", text[second.end :])) and not (first.plural or second.plural)
    if first.name and not second.name and second.det == "the" and not between.strip() and not second.plural:
        return True  # 'Lola the locksmith'
    marked = bool(re.search(r"[,(—–-]|called|named|known", between))
    listed = first.name and text[second.end : second.end + 40].lstrip().startswith(("and ", ", and")) and "(" not in between
    return (
        marked
        and _BESIDE.fullmatch(between) is not None
        and bool(first.name) != bool(second.name)
        and not second.plural
        and not first.plural
        and not (listed and second.det in {"a", "an"} and _lists(text, first, second))
    )


def _lists(text: str, first: Phrase, second: Phrase) -> bool:
    """'Anna, a nurse and a soldier' is three people; 'Eun-ji, a diver, and her father' two."""
    return "," not in text[second.end : second.end + 2] and bool(re.match(r"\s+and\s+an?\s", text[second.end :])) and first.det == ""


def merged(first: Phrase, second: Phrase) -> Phrase:
    """Two phrases for one person, as one."""
    if not (first.name or second.name):
        core = f"{first.core} and {second.core}" if first.det in {"my", "our"} else f"{second.core} {first.core}"
        return replace(first, core=core, end=second.end)
    named, roled = (first, second) if first.name else (second, first)
    core = roled.core
    if (whose := re.fullmatch(r"an? ([a-z][\w -]+'s)", roled.det)) is not None:
        core = f"{whose.group(1)} {core}"  # 'Sunniva, a whaler's widow'
    if named.role and not named.name.lower().startswith(named.role) and _kin(named.role) and not _kin(roled.head):
        core = f"{core} {named.role}"
    return replace(
        roled, text=named.text, core=core, start=first.start, end=second.end, det=named.det if _kin(named.role) else roled.det,
        sort="person", plural=False, proper=True, prep=first.prep, name=named.name, role=roled.role or roled.head,
    )  # fmt: skip


def shared(found: list[Phrase], phrase: Phrase, text: str) -> bool:
    """'Benny and Lou, two clowns': what follows two names says what both of them are."""
    if len(found) < 2 or not phrase.plural or phrase.name or phrase.det in {"the", "her", "his", "their", "my"}:
        return False
    first, second = found[-2:]
    beside = re.fullmatch(r"\s+(?:and|&)\s+", text[first.end : second.start]) is not None
    return bool(first.name and second.name) and beside and re.fullmatch(r"\s*,\s*", text[second.end : phrase.start]) is not None


def sharing(one: Phrase, phrase: Phrase, text: str, at: int) -> Phrase:
    """`one`, the first or second (`at` 0 or 1) of two who are `phrase`, with the age that may follow ('sisters, 79 and 81')."""
    ages = re.match(r"\s*,\s*(\d{1,3})\s+and\s+(\d{1,3})\b", text[phrase.end :])
    years = f"{_in_words(int(ages.group(at + 1)))}-year-old " if ages else ""
    role = english.singular(phrase.head)
    core = f"{years}{phrase.core.rpartition(' ')[0]} {role}".replace("  ", " ").strip()
    return replace(one, core=f"{core} {one.name}", role=role)


def holder_of(phrase: Phrase) -> Phrase | None:
    """'Yuki's father' speaks of Yuki too."""
    hit = re.match(r"(?P<name>[A-Z][\w-]+)'s?\s", phrase.text)
    if hit is None or phrase.sort != "person" or hit.group("name").lower() in named_place_of():
        return None
    name = hit.group("name")
    return Phrase(text=name, core=name, head=name.lower(), start=phrase.start, end=phrase.start + len(name), det="", sort="person",
                  plural=False, proper=True, name=name)  # fmt: skip


def predicate_of(found: list[Phrase], phrase: Phrase, text: str) -> int | None:
    """Whom 'X is a diver' speaks of, as an index into `found`."""
    return next(
        (at for at, one in reversed(list(enumerate(found))) if one.end <= phrase.start and _COPULA.fullmatch(text[one.end : phrase.start])),
        None,
    )


def described(one: Phrase, phrase: Phrase) -> Phrase:
    """`one`, of whom it is said that they are `phrase`."""
    if one.role == NARRATOR:
        return replace(phrase, text=one.text, start=one.start, end=one.end, prep="", det="" if phrase.count > 1 else phrase.det)
    if one.name and (not one.role or _kin(one.role)) and phrase.count == 1:
        return replace(merged(one, phrase), end=one.end)
    return one


def aged(phrase: Phrase, text: str) -> Phrase:
    """'Pia, 11' is an eleven-year-old; so is 'Pia (11, a collector of sounds)'."""
    hit = re.match(rf"\s*[,(]\s*{_AGE}(?=\s*[,).;]|\s*$|\s+and\b)", text[phrase.end :]) or re.search(
        rf"[,(]\s*{_AGE}\s*[,)]", text[phrase.start : phrase.end]
    )
    if hit is None or not phrase.name or not 0 < int(hit.group("age")) < 120:
        return phrase
    years = f"{_in_words(int(hit.group('age')))}-year-old"
    core = phrase.core.replace(phrase.name, "").strip(" ,")
    return replace(
        phrase,
        core=f"{years} {core}".strip() if core else f"{years} {_being(phrase, int(hit.group('age')))}".strip(),
        role=phrase.role or "person",
    )


def _being(phrase: Phrase, age: int) -> str:
    return phrase.role if phrase.role not in {"", "person"} else "child" if age < 13 else ""


def _in_words(number: int) -> str:
    names = {int(value): word for word, value in words().numbers.items() if value == int(value) and word != "dozen"}
    if number in names:
        return names[number]
    if number < 60:
        return f"{names[number // 10 * 10]}-{names[number % 10]}"
    tens = {6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"}
    ten, one = tens.get(number // 10), number % 10
    return str(number) if ten is None else f"{ten}-{names[one]}" if one else ten


def narrator(people: list[Phrase], chance: int) -> str:
    """What the one who tells it is to the first of `people` that they call theirs; `chance` (0 or 1) settles the sex."""
    mine = next((one for one in people if one.det in {"my", "our", "your"}), None)
    if mine is None:
        return "narrator"
    known = words().kin_of
    core = mine.core.lower()
    key = core if core in known else english.singular(mine.head) if english.singular(mine.head) in known else mine.head
    return known[key][chance] if key in known else "narrator"


def titled(phrase: Phrase) -> str:
    """The sex a title before the name gives away, or ''."""
    first = phrase.name.split()[0].lower().rstrip(".") if phrase.name else ""
    return words().titles.get(first, "")


def _kin(role: str) -> bool:
    return trade_of().get(english.singular(role.split(" ")[-1])) == "kin" if role else False
