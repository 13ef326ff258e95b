"""What the prompt says about the film rather than the story: scenes, length, look, tone, title, and what to leave out.

Each direction found is blanked out of the text (spaces of equal length, so offsets still point into the prompt), and
what remains is the story.
"""

import re
from functools import cache

from msgspec import Struct

from .. import english
from ..lexicon import event_kind_of, genres, looks, trade_of, words
from .patterns import FILMS, number, patterns


class Said(Struct, frozen=True):
    """A value and the exact words of the prompt that said it."""

    value: str
    source: str


class Directions(Struct, frozen=True, kw_only=True):
    """`rest` is the prompt with directions blanked out. `duration` in seconds."""

    rest: str
    scene_count: int | None
    duration: float | None
    styles: tuple[Said, ...]
    tones: tuple[Said, ...]
    genres: tuple[Said, ...]
    avoid: tuple[Said, ...]
    title: Said | None


_UNITS = {
    "s": 1,
    "sec": 1,
    "secs": 1,
    "second": 1,
    "seconds": 1,
    "m": 60,
    "min": 60,
    "mins": 60,
    "minute": 60,
    "minutes": 60,
    "h": 3600,
    "hr": 3600,
    "hrs": 3600,
    "hour": 3600,
    "hours": 3600,
}


def directions(prompt: str) -> Directions:
    page = _Page(prompt.replace("’", "'"), prompt)
    title = page.take("heading", "title") or page.take("title", "title")
    page.take("location", "what")
    avoid = page.take_all("avoid", "what")
    count, duration = _counts(page)
    styles = page.take_all("style", "style", "adj")
    moods = page.take_all("tone", "tone")
    styles += page.describing_clauses()
    found = page.opening()
    tones = [said for mood in (*moods, *styles, *found) for said in _within(mood, _tone_words())]
    kinds = [said for part in (*found, *moods, *styles) for said in _within(part, _genre_words())]
    visual = [said for part in (*styles, *found) for said in _within(part, _style_words())] or [s for s in styles if s.value]
    return Directions(
        rest=page.text,
        scene_count=count,
        duration=duration,
        styles=_once(visual),
        tones=_once(tones),
        genres=_once(kinds),
        avoid=_once(avoid),
        title=title,
    )


class _Page:
    """The prompt while directions are being lifted out of it."""

    def __init__(self, text: str, original: str) -> None:
        self.text, self.original = text, original

    def take(self, pattern: str, *groups: str) -> Said | None:
        found = patterns()[pattern].search(self.text)
        if not found:
            return None
        span = next(found.span(group) for group in groups if found.group(group))
        said = Said(
            self.text[slice(*span)].strip().lower() if pattern not in {"title", "heading"} else self.text[slice(*span)].strip(),
            self.original[slice(*span)].strip(),
        )
        self.blank(*found.span())
        return said

    def take_all(self, pattern: str, *groups: str) -> list[Said]:
        found = []
        while (match := patterns()[pattern].search(self.text)) and any(match.group(group) for group in groups):
            said = self.take(pattern, *groups)
            if said is None or not said.value:
                break
            found.append(said)
        return found

    def blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    def describing_clauses(self) -> list[Said]:
        """Clauses made of nothing but looks and moods: ', cold and quiet', 'in black and white'."""
        found = []
        for match in re.finditer(r"[^,.;:!?()—–\n]+", self.text):
            clause = match.group().strip()
            if clause and match.start() > 0 and _describes(clause.lower()):
                found.append(Said(clause.lower(), self.original[match.start() : match.end()].strip()))
                self.blank(*match.span())
        tail = re.search(
            r"\s(in\s+(?:black[- ]and[- ]white|monochrome|colour|color|sepia|technicolor|anime|watercolou?r))\b",
            self.text,
            re.I,
        )
        if tail:
            found.append(
                Said(
                    tail.group(1).lower().removeprefix("in "),
                    self.original[tail.start(1) : tail.end(1)].split(" ", 1)[1],
                )
            )
            self.blank(*tail.span())
        return found

    def opening(self) -> list[Said]:
        """'Create a sci-fi thriller about': what kind of film it is, lifted off the front."""
        start = patterns()["ask"].match(self.text)
        lead = start.end() if start else 0
        found = _opening().match(self.text, lead)
        if found and not _is_story(found.group("what"), found.group("link")):
            said = Said(found.group("what").lower(), self.original[slice(*found.span("what"))])
            self.blank(0, found.end())
            return [said]
        if start and lead:
            self.blank(0, lead)
        return []


@cache
def _opening() -> re.Pattern[str]:
    """'a short sci-fi thriller about', up to and including what links it to the story."""
    container = "|".join(sorted((re.escape(word).replace("\\ ", r"\s") for word in _genre_words()), key=len, reverse=True))
    return re.compile(
        rf"""(?P<what>(?:(?:an?|the|my|some|one|another|our)\s+)?(?:[\w'-]+,?\s+){{0,7}}?(?:{container}|{FILMS})s?)
        \s*(?:(?:of|on|for\s+\w+)\s+)?
        (?P<link>about|in\s+which|where|that\s+follows|which\s+follows|following|follows|featuring|starring|involving|concerning|
          telling\s+(?:of|how)|of\b|on\b|:|—|–|-|set(?=\s+(?:in|on|at|aboard|during|inside|among|against|between))|
          (?=(?:with|in|at|aboard|inside)\b)|(?=$)|(?=[,.]))(?:\s+how\b)?""",
        re.I | re.X,
    )


def _is_story(what: str, link: str) -> bool:
    """'A heist on the ferry' is the story itself, 'a heist film about' is not; nor may people or verbs stand before it."""
    if any(word.lower() not in words().adjectives for word in re.findall(r"\b[A-Z][a-z]+\b", what[2:])) or re.search(
        r"\b(?:in|but)\b", what
    ):
        return True
    parts = what.lower().split()
    if any((part in trade_of() or english.singular(part) in trade_of()) and part not in _genre_words() for part in parts[:-1]):
        return True
    if re.search(r"\b(?:who|must|is|are|finds?|discovers?|wants?|plans?)\b", what, re.I):
        return True
    return parts[-1] in event_kind_of() and link.lower() in {"on", "of", "", "in", "at", ",", "."}


def _counts(page: _Page) -> tuple[int | None, float | None]:
    said = page.take("scene_count", "n") or page.take("scenes", "n")
    count = int(_value(said.value)) if said else None
    each = page.take("each", "length")
    if each:
        return count, _seconds(each.value) * count if count else None
    length = page.take("labelled", "length") or page.take("adjective", "length") or page.take("apart", "length")
    return count, _seconds(length.value) if length else None


def _value(said: str) -> float:
    said = said.strip().lower().replace(",", ".")
    if said in {"a", "an"}:
        return 1
    if said.startswith("half"):
        return 0.5
    if said.endswith("dozen"):
        return 12
    if re.fullmatch(r"[\d.]+", said):
        return float(said)
    return sum(words().numbers.get(part, 0) for part in re.split(r"[-\s]+", said))


def _seconds(said: str) -> float:
    half = re.match(rf"({number()})\s+and\s+a\s+half\s*-?\s*([a-z]+)", said.lower())
    if half and half.group(2) in _UNITS:
        return (_value(half.group(1)) + 0.5) * _UNITS[half.group(2)]
    parts = re.findall(rf"({number()})\s*-?\s*([a-z]+)", said.lower())
    total = sum(_value(number) * _UNITS.get(unit, 0) for number, unit in parts if unit in _UNITS)
    if "and a half" in said.lower() and parts:
        total += 0.5 * next((_UNITS[unit] for _, unit in parts if unit in _UNITS), 0)
    return total


@cache
def _tone_words() -> dict[str, str]:
    return {word: tone for tone, known in reversed(looks().tones.items()) for word in known.words}


@cache
def _genre_words() -> dict[str, str]:
    return {word: genre for genre, known in reversed(genres().items()) for word in known.words}


@cache
def _style_words() -> dict[str, str]:
    return {word: word for word in looks().styles.words}


def genre_in(text: str) -> list[Said]:
    return _within(Said(text.lower(), text), _genre_words())


def _within(said: Said, table: dict[str, str]) -> list[Said]:
    """Known words inside a phrase, longest first, each with its exact words; 'not dark' is no dark."""
    found: list[tuple[int, Said]] = []
    low = said.source.lower()
    for word in sorted(table, key=lambda one: (-len(one), one)):
        match = re.search(rf"(?<![\w-])(?<!not ){re.escape(word)}(?:s|es)?(?![\w-])", low)
        if match:
            found.append((match.start(), Said(table[word], said.source[slice(*match.span())])))
            low = low[: match.start()] + " " * len(word) + low[match.end() :]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


_STORY_TOO = {
    "war",
    "love",
    "space",
    "children",
    "kids",
    "history",
    "crime",
    "mystery",
    "battle",
    "dragons",
    "robots",
    "frontier",
    "spy",
    "detective",
    "gangster",
    "puzzle",
    "legend",
    "myth",
    "pirate",
    "heist",
    "robbery",
    "vampire",
    "zombie",
    "expedition",
    "quest",
    "disaster",
    "survival",
}
_FILLERS = re.compile(
    r"\b(?:and|but|very|quite|a|an|the|in|bit|little|with|keep|make|it|rather|too|really|please|should|be|feel|of|style|all|slightly|yet|"
    r"tone|mood|look|atmosphere|visuals|film|movie|kind|for)\b"
)


def _describes(clause: str) -> bool:
    """Whether a clause says only how the film looks or feels: at least one word of that sort, and nothing else."""
    known = (set(_tone_words()) | set(_style_words()) | set(_genre_words())) - _STORY_TOO
    left = clause
    for word in sorted(known, key=lambda one: (-len(one), one)):
        if word in left:
            left = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", left)
    return left != clause and not _FILLERS.sub(" ", left).strip(" -'&")


def _once(said: list[Said]) -> tuple[Said, ...]:
    return tuple({one.value: one for one in reversed(said)}.values())[::-1]
