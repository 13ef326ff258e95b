"""What the checks know of a language: its hours, its ways of saying that something happens, and their own words in it.

The patterns of `lexicon/{language}/continuity.yaml` are regular expressions in which {W} stands for whoever does it (one or
several), {O} for whomever it is done to, {D} for a definite article or a possessive and {A} for an indefinite one.
"""

import re
from collections import Counter
from functools import cache
from importlib.resources import files

from msgspec import Struct
from msgspec.yaml import decode

LANGUAGES = ("en", "fr", "es")
WHO = r"(?P<who>⟨\d+⟩(?:(?:,| and| et| y| e|, and| &) ⟨\d+⟩){0,5})"
WHOM = r"(?P<whom>⟨\d+⟩)"


class Grammar(Struct, frozen=True):
    """The file as it is written; see the comments there."""

    small: frozenset[str]
    not_verbs: frozenset[str]
    titles: frozenset[str]
    plain_roles: frozenset[str]
    indefinite: tuple[str, ...]
    definite: tuple[str, ...]
    hours: dict[str, tuple[str, ...]]
    hour_opens: tuple[str, ...]
    place_opens: tuple[str, ...]
    openers: tuple[str, ...]
    one_night: tuple[str, ...]
    unreal: tuple[str, ...]
    elsewhen: tuple[str, ...]
    later_on: tuple[str, ...]
    at_once: tuple[str, ...]
    absent: tuple[str, ...]
    events: dict[str, tuple[str, ...]]
    resumes: tuple[str, ...]
    same_day: tuple[str, ...]
    days: tuple[str, ...]
    left: tuple[str, ...]
    units: tuple[str, ...]
    counts: tuple[str, ...]
    again: tuple[str, ...]
    heard: tuple[str, ...]
    figurative: dict[str, tuple[str, ...]]
    care: tuple[str, ...]
    no_things: frozenset[str]
    never: tuple[str, ...]
    forbids: dict[str, str]
    elisions: tuple[str, ...]
    pronouns: tuple[str, ...]
    before_nouns: frozenset[str]
    said_after: tuple[str, ...]
    said: dict[str, str]
    because: dict[str, str]
    offers: dict[str, str]


class Tongue:
    """A language with its patterns compiled."""

    def __init__(self, language: str, grammar: Grammar) -> None:
        self.language, self.grammar = language, grammar
        self.hour_names = {said: hour for hour, names in grammar.hours.items() for said in names}
        self.hour_word = _any(sorted(self.hour_names, key=len, reverse=True))
        self.article = _any([*grammar.indefinite, *grammar.definite])
        self.a = rf"(?:{'|'.join(grammar.indefinite)})"
        self.the = rf"(?:(?<!\w)(?:{'|'.join(grammar.definite)})(?:(?<=['’])|(?!\w))|⟨\d+⟩['’]s)"
        self.events = {kind: [self.compiled(one) for one in patterns] for kind, patterns in grammar.events.items()}
        self.hour_opens = [self.compiled(one.replace("{hour}", f"(?P<hour>{self.hour_word})")) for one in grammar.hour_opens]
        self.place_opens = [self.compiled(one) for one in grammar.place_opens]
        self.slug = re.compile(rf"^(?P<place>.{{2,150}}?), (?P<hour>{self.hour_word})(?=[.:]|$)", re.I)
        opener = "|".join(grammar.openers)
        clause = rf"(?:^(?:[^⟨⟩,;:]{{2,60}}, ){{0,2}}|[.;:!?—–]\s+|,? (?:{opener}) )(?:(?:{opener}),? ){{0,3}}"
        self.acting = re.compile(rf"{clause}{WHO} (?P<verb>[^\W\d_][\w'’-]*)", re.I)
        self.said_by = re.compile(rf"\b(?:{'|'.join(grammar.said_after)}) {WHO}(?=[,.;:!?]|$)", re.I)
        self.unreal, self.elsewhen, self.care = (_words(part) for part in (grammar.unreal, grammar.elsewhen, grammar.care))
        self.absent, self.later_on, self.at_once = (_words(part) for part in (grammar.absent, grammar.later_on, grammar.at_once))
        self.numbers = {word: number for number, words in enumerate(grammar.counts, start=1) for word in words.split()}
        self.resumes = re.compile(rf"(?:{'|'.join(grammar.resumes)})\b", re.I)
        self.same_day, self.days, self.left = ([self.dated(one) for one in part] for part in (grammar.same_day, grammar.days, grammar.left))
        self.again = _words(grammar.again)
        self.one_night, self.heard = _words(grammar.one_night), _words(grammar.heard)
        self.figurative = {kind: re.compile("|".join(patterns), re.I) for kind, patterns in grammar.figurative.items()}

    def compiled(self, pattern: str) -> re.Pattern[str]:
        filled = pattern.replace("{W}", WHO).replace("{O}", WHOM).replace("{A}", self.a).replace("{D}", self.the)
        return re.compile(filled, re.I)

    def dated(self, pattern: str) -> re.Pattern[str]:
        """A pattern with {hour}, {N} for a number and {U} for a unit of time."""
        number = rf"(?P<count>\d{{1,4}}|{_any(sorted(self.numbers, key=len, reverse=True))})"
        unit = rf"(?P<unit>(?:{'|'.join(self.grammar.units)})s?)"
        return re.compile(pattern.replace("{hour}", self.hour_word).replace("{N}", number).replace("{U}", unit), re.I)

    def number(self, said: str) -> int:
        """What `dated` found as a count, as a number."""
        return int(said) if said.isdecimal() else self.numbers[said.casefold()]

    def hour(self, said: str) -> str | None:
        """The hour a scene's time of day names, from any wording ('late afternoon', 'NIGHT')."""
        found = re.findall(rf"\b(?:{self.hour_word})\b", said.lower())
        return self.hour_names[max(found, key=len)] if found else None

    def plain_role(self, role: str) -> bool:
        """Whether a role says only what part somebody has in the film ('protagonist')."""
        return set(re.findall(r"\w+", role.lower())) <= self.grammar.plain_roles

    def content(self, text: str) -> set[str]:
        """The words of a text that carry its meaning, cut to their first letters, where endings do not count."""
        return {word[:6] for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if word not in self.grammar.small}


def _any(said: list[str]) -> str:
    return "|".join(re.escape(one).replace(r"\ ", " ") for one in said)


def _words(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b" if patterns else r"(?!)", re.I)


@cache
def tongue(language: str) -> Tongue:
    """Read once. Another language than `LANGUAGES` is read as English."""
    known = language if language in LANGUAGES else "en"
    return Tongue(known, decode((files("assistant.story") / f"lexicon/{known}/continuity.yaml").read_bytes(), type=Grammar))


def hour_in_any(said: str) -> str | None:
    """A time of day in whatever language it was typed."""
    return next((hour for language in LANGUAGES if (hour := tongue(language).hour(said))), None)


def spoken_in(text: str, claimed: str) -> Tongue:
    """The language a film is really written in: an imported one may claim another than its texts."""
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    counts = {one: sum(words[word] for word in tongue(one).grammar.small) for one in LANGUAGES}
    best = max(LANGUAGES, key=lambda one: (counts[one], one == claimed))
    return tongue(best if counts[best] > 1.3 * counts.get(claimed, 0) else claimed)
