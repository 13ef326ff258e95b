"""What the prompt says about the film rather than the story: scenes, length, look, tone, title, and what to leave out.

Each direction found is blanked out of the text (spaces of equal length, so offsets still point into the prompt), and
what remains is the story.
"""

import re

from msgspec import Struct

from .. import english
from ..lexicon import event_kind_of, spoken, structure_words, trade_of, words
from .labels import unlabelled
from .likenesses import likenesses
from .patterns import FILMS, number, patterns
from .questions import questions
from .refusals import refusals
from .vocabulary import Said, describes, genre_words, once, style_words, tone_words, within


class Directions(Struct, frozen=True, kw_only=True):
    """`rest` is the prompt with directions blanked out. `duration` in seconds.

    `films` are likenesses ('Jaws meets ...'), `asked` questions the story is to answer, `lead` the offset at which a label names
    the one it is about (-1 if none does), `opening` the words that said what kind of film it is.
    """

    rest: str
    scene_count: int | None
    duration: float | None
    styles: tuple[Said, ...]
    tones: tuple[Said, ...]
    genres: tuple[Said, ...]
    avoid: tuple[Said, ...]
    title: Said | None
    films: tuple[Said, ...] = ()
    asked: tuple[Said, ...] = ()
    lead: int = -1
    opening: Said | None = None


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
    """Lift the directions out of `prompt`, which is already mended."""
    page = _Page(prompt.replace("’", "'"), prompt)
    title = page.take("heading", "title") or page.take("title", "title") or page.take("titled", "title")
    page.take("location", "what")
    films = page.films()
    asked = page.asked()
    shaped = page.structure()
    avoid = page.refusals()
    count, duration = _counts(page)
    styles = page.take_all("style", "style", "adj")
    moods = page.take_all("tone", "tone") + page.take_all("wished", "tone")
    lead = page.unlabel()
    styles += page.describing_clauses()
    found = page.opening()
    tones = [said for mood in (*moods, *styles, *found) for said in within(_uncoloured(mood), tone_words())]
    kinds = [said for part in (*found, *moods, *styles, *shaped) for said in within(part, genre_words())]
    visual = [said for part in (*styles, *found) for said in within(part, style_words())] or [s for s in styles if s.value]
    return Directions(
        rest=page.text, scene_count=count, duration=duration, styles=once(visual), tones=once(tones), genres=once(kinds),
        avoid=once(avoid), title=title, films=films, asked=asked, lead=lead, opening=next(iter(found), None),
    )  # fmt: skip


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
            self.text[slice(*span)].strip().lower() if pattern not in {"title", "heading", "titled"} else self.text[slice(*span)].strip(),
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

    def refusals(self) -> list[Said]:
        said = []
        for whole, what, value in refusals(self.text):
            said.append(
                Said(
                    value,
                    " ".join(self.original[slice(*what)].split())
                    if "\n" not in self.original[slice(*what)]
                    else self.original[slice(*what)].strip(),
                )
            )
            self.blank(*whole)
        return said

    def films(self) -> tuple[Said, ...]:
        found = likenesses(self.text)
        if found is None:
            return ()
        spans, whole = found
        said = tuple(Said(self.original[slice(*span)].strip(), self.original[slice(*span)].strip()) for span in spans)
        self.blank(*whole)
        return said

    def structure(self) -> list[Said]:
        """How it is to be told is no part of what is told; see `beats.asked`."""
        said = []
        named = sorted((word for known in structure_words().values() for word in known.words), key=len, reverse=True)
        words_ = "|".join(map(re.escape, named)).replace("\\ ", r"\s+")
        lead = r"(?:(?:please\s+)?(?:use|follow|told|tell\s+it|structured|written|in|as)\s+)*(?:(?:as|like|in|with)\s+)?(?:an?\s+|the\s+)?"
        alone = re.compile(rf"(?:(?<=^)|(?<=[,.;:!?(\n-]))\s*{lead}(?:{words_})(?:\s+structure)?\s*(?=$|[,.;:!?)\n])", re.I)
        while (hit := alone.search(self.text)) is not None and hit.group().strip():
            said.append(Said(hit.group().strip().lower(), self.original[slice(*hit.span())].strip()))
            self.blank(*hit.span())
        return said

    def asked(self) -> tuple[Said, ...]:
        """Questions the story is to answer; one that tells nothing of the story itself is lifted out where there is more to read."""
        found = []
        for start, end, general in questions(self.text):
            found.append(Said(self.original[start:end], self.original[start:end]))
            if general and any(letter.isalpha() for letter in self.text[:start] + self.text[end:]):
                self.blank(start, end)
        return tuple(found)

    def unlabel(self) -> int:
        self.text, lead = unlabelled(self.text)
        return lead

    def describing_clauses(self) -> list[Said]:
        """Clauses made of nothing but looks and moods: ', cold and quiet', 'in black and white'."""
        found = []
        for match in re.finditer(r"[^,.;:!?()—–\n]+", self.text):
            clause = match.group().strip()
            if clause and (match.start() > 0 or self._leads(match)) and describes(clause.lower()):
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

    def _leads(self, clause: re.Match[str]) -> bool:
        """Whether a look or a mood opens the prompt and the story follows: 'Watercolour style, gentle: a whale'."""
        told = len(re.findall(r"\w+", self.text[clause.end() :])) > 2
        return told and self.text[clause.end() : clause.end() + 1] in set(",:.;") and not within(_said(clause.group()), genre_words())

    def opening(self) -> list[Said]:
        """'Create a sci-fi thriller about': what kind of film it is, lifted off the front."""
        start = patterns()["ask"].match(self.text)
        lead = start.end() if start else 0
        found = _opening().match(self.text, lead)
        if found and not _is_story(found.group("what"), found.group("link")):
            said = Said(found.group("what").lower(), self.original[slice(*found.span("what"))])
            kept = _event_in(found)
            self.blank(0, kept[0] if kept else found.end())
            if kept:
                self.blank(kept[1], found.end())
            return [said]
        if start and lead:
            self.blank(0, lead)
        return []


@spoken
def _opening() -> re.Pattern[str]:
    """'a short sci-fi thriller about', up to and including what links it to the story."""
    container = "|".join(sorted((re.escape(word).replace("\\ ", r"\s") for word in genre_words()), key=len, reverse=True))
    return re.compile(
        rf"""(?P<what>(?:(?:an?|the|my|some|one|another|our)\s+)?(?:[\w'-]+,?\s+){{0,7}}?(?:{container}|{FILMS})s?)
        \s*(?:(?:of|on)\s+|for\s+\w+\s*(?=[:,])|for\s+\w+\s+)?
        (?P<link>about|in\s+which|where|that\s+follows|which\s+follows|following|follows|featuring|starring|involving|concerning|
          telling\s+(?:of|how)|of\b|on\b|:|—|–|-|set(?=\s+(?:in|on|at|aboard|during|inside|among|against|between))|
          (?=(?:with|in|at|aboard|inside|between|but|without)\b)|(?=\s*$)|(?=[,.;]))(?:\s+how\b)?""",
        re.I | re.X,
    )


def _uncoloured(mood: Said) -> Said:
    """'Black and white' is a look, and nothing in it is dark."""
    plain = re.sub(r"\bblack[- ]and[- ]white\b", lambda hit: " " * len(hit.group()), mood.source, flags=re.I)
    return Said(mood.value, plain)


def _said(words_: str) -> Said:
    return Said(words_.lower(), words_)


def _event_in(found: re.Match[str]) -> tuple[int, int] | None:
    """'A shipwreck film' is about a shipwreck."""
    for word in re.finditer(r"[\w-]+", found.group("what")):
        low = word.group().lower()
        if low in event_kind_of() and low not in genre_words():
            start = found.start("what") + word.start()
            return start, start + len(low)
    return None


def _is_story(what: str, link: str) -> bool:
    """'A heist on the ferry' is the story itself, 'a heist film about' is not; nor may people or verbs stand before it."""
    if any(word.lower() not in words().adjectives for word in re.findall(r"\b[A-Z][a-z]+\b", what[2:])) or re.search(
        r"\b(?:in|but|her|his|their)\b|(?<![\w-])\d{1,3}(?![\w-])", what
    ):
        return True
    plain = re.sub(r"\b(?:fairy|ghost|knight's|war|sea|folk)[ -](?=tale|story|stories)", "", what.lower())
    parts = plain.split()
    if any((part in trade_of() or english.singular(part) in trade_of()) and part not in {*genre_words(), "family"} for part in parts[:-1]):
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
