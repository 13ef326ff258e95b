"""How many scenes, and how long."""

import re

from ..lexicon import language, spoken
from ..reading import Said
from .closed import closed
from .data import film, words
from .page import Page


@spoken
def _number() -> str:
    named = sorted((re.escape(word) for word in words().numbers), key=len, reverse=True)
    dozen = "une douzaine|une dizaine|una docena|una decena"
    return rf"(?:\d+(?:[.,]\d+)?|{dozen}|{'|'.join(named)})"


@spoken
def _unit() -> str:
    return "|".join(sorted(map(re.escape, film().units), key=len, reverse=True))


@spoken
def _length() -> str:
    n, unit, joint = _number(), _unit(), "et|y"
    half = rf"(?:{film().half_unit})(?:{unit})\b|" if film().half_unit else ""
    more = rf"(?:\s*(?:{joint})?\s*(?:{n})\s*(?:{unit})\b|\s*(?:{film().half})|\s*\d\d\b|\s+(?:{film().tens})\b)?"
    return rf"(?P<length>{half}{n}\s*-?\s*(?:{unit})\b{more})"


@spoken
def _patterns() -> dict[str, re.Pattern[str]]:
    known, edge = film(), r"(?:(?<=^)|(?<=[,.;:!?()—–\n])|(?<=\s\s\s))"
    around = rf"(?:(?:{known.around}|chaque|cada|scènes?|escenas?|une|un|una|la|el|le)[\s:=]+)*"
    end = r"(?=\s*(?:$|[,.;:!?)—–\n]))"
    lead = (
        r"(?:\b(?:en|avec|de|d'|con|unas|environ|exactement|exactamente|sur|pour|para|et|y|,|"
        r"(?:raconté|contad|divisé|dividid)\w*\s+en)\s*)*"
    )
    middle = r"(?:courtes\s+|longues\s+|cortas\s+|largas\s+|petites\s+|breves\s+)?"
    sources = {
        "scenes": rf"{lead}\b(?P<n>{_number()})\s+{middle}(?:{known.scene})\b(?:\s+(?:{known.after_count}))*",
        "of_each": rf"{lead}\b(?P<n>{_number()})\s+{middle}(?:{known.scene})\s+(?:{known.per_scene})\s*{_length()}"
        r"(?!\s+(?:au|en|en\s+el)\s+to)",
        "scenes_after": rf"\b(?:{known.scene}|nombre\s+de\s+sc[èe]nes|número\s+de\s+escenas)\s*[:=]\s*(?P<n>\d+)",
        "each": rf"(?:[,;]\s*)?(?:\b(?:de|d'|dur\w+|à|con)\s*)*{_length()}\s+(?:{known.each})\b",
        "each_before": rf"(?:[,;]\s*)?\b(?:chaque\s+(?:{known.scene})|cada\s+(?:{known.scene}|una))\s+(?:[\w']+\s+){{0,3}}?{_length()}",
        "adjective": rf"(?P<keep>\b(?:{known.films}|{closed().films_too})\b"
        r"(?:\s+(?!(?:de|d'|sur|sobre|qui|que|avec|con)\b)\w+){0,3}?)\s*,?\s*"
        r"(?:de|d'|dur\w+|d'une\s+durée\s+de|en|con\s+una\s+duración\s+de)\s*"
        rf"(?:environ\s+|unos\s+|à\s+peu\s+près\s+)?{_length()}",
        "labelled": r"(?:[,;]\s*)?\b(?:durée(?:\s+totale)?|duración(?:\s+total)?|dur(?:e|er|ant|a|ar|ación)|longueur|longitud)\b[\s:=]*"
        rf"(?:[\w']+\s+){{0,2}}?{_length()}",
        "apart": rf"{edge}\s*{around}{_length()}(?:\s+(?:{known.after_count}))*{end}",
        "tail": rf"(?:[,;]\s*)?\b(?:en|pendant|durant|in|de)\s+{_length()}(?:\s+(?:{known.after_count}))*{end}",
    }  # fmt: skip
    return {name: re.compile(source, re.I) for name, source in sources.items()}


def amounts(page: Page) -> tuple[int | None, float | None]:
    """Scene count and duration in seconds, as said in `page`, from which they are taken."""
    known = _patterns()
    if (whole := known["of_each"].search(page.text)) is not None:
        # 'Douze scènes de deux minutes' last twenty-four.
        page.blank(*whole.span())
        number = max(1, round(_value(whole.group("n"))))
        return number, _seconds(whole.group("length")) * number
    each = page.take(known["each"], "length") or (page.take(known["each_before"], "length"))
    count = page.take(known["scenes"], "n") or page.take(known["scenes_after"], "n")
    scenes = max(1, round(_value(count.value))) if count else None
    length = _of_film(page) or next((hit for name in ("labelled", "apart", "tail") if (hit := page.take(known[name], "length"))), None)
    duration = _seconds(length.value) if length else None
    if each is not None and scenes is not None and duration is None:
        duration = _seconds(each.value) * scenes
    return scenes, duration


def _of_film(page: Page) -> Said | None:
    """'un film de trois minutes': the film's name stays, it may say its genre."""
    hit = _patterns()["adjective"].search(page.text)
    if hit is None:
        return None
    said = page.said(hit.group("length"), *hit.span("length"))
    page.blank(hit.end("keep"), hit.end())
    return said


def _value(said: str) -> float:
    low = said.lower().strip()
    if low.split()[-1] in {"douzaine", "docena"}:
        return 12
    if low.split()[-1] in {"dizaine", "decena"}:
        return 10
    number = re.match(r"\d+(?:[.,]\d+)?", low)
    return float(number.group().replace(",", ".")) if number else float(words().numbers.get(low, 1))


def _seconds(said: str) -> float:
    low = said.lower().strip()
    if (language() == "fr" and re.match(r"une?\s+demi", low)) or re.match(r"medi[oa]\s", low):
        return _size(low) / 2
    hit = re.match(rf"(?P<n>{_number()})\s*-?\s*(?P<unit>{_unit()})\b(?P<rest>.*)", low, re.S)
    if hit is None:
        return 60.0
    total = _value(hit.group("n")) * film().units[hit.group("unit")]
    rest = hit.group("rest").strip()
    if rest and re.fullmatch(film().half, rest):
        return total + film().units[hit.group("unit")] / 2
    more = re.search(rf"(?P<n>{_number()})\s*(?P<unit>{_unit()})?\s*$", rest)
    if more:
        smaller = film().units[more.group("unit")] if more.group("unit") else film().units[hit.group("unit")] / 60
        total += _value(more.group("n")) * smaller
    return total


def _size(low: str) -> float:
    return next((size for unit, size in sorted(film().units.items(), key=lambda one: -len(one[0])) if unit in low), 60.0)
