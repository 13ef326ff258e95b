"""Words for genres, tones and styles, and finding them in what was said."""

import re

from msgspec import Struct

from ..lexicon import genres, looks, spoken

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


class Said(Struct, frozen=True):
    """A value and the exact words of the prompt that said it."""

    value: str
    source: str


@spoken
def tone_words() -> dict[str, str]:
    return {word: tone for tone, known in reversed(looks().tones.items()) for word in known.words}


@spoken
def genre_words() -> dict[str, str]:
    return {word: genre for genre, known in reversed(genres().items()) for word in known.words}


@spoken
def style_words() -> dict[str, str]:
    return {word: word for word in looks().styles.words}


_HISTORY = re.compile(r"\bnatural history\b|\bhistory(?= (?:museum|teacher|lesson|book|professor|class|exam))", re.I)


def genre_in(text: str) -> list[Said]:
    """Genres that words of the story give away; a history museum is of any genre."""
    plain = _HISTORY.sub(lambda hit: " " * len(hit.group()), text)
    return within(Said(plain.lower(), plain), genre_words())


def within(said: Said, table: dict[str, str]) -> list[Said]:
    """Known words inside a phrase, longest first, each with its exact words; 'not dark' is no dark."""
    found: list[tuple[int, Said]] = []
    low = said.source.lower()
    for word in sorted((one for one in table if one in low), key=lambda one: (-len(one), one)):
        match = re.search(rf"(?<![\w-])(?<!not ){re.escape(word)}(?:s|es)?(?![\w-])", low)
        if match:
            found.append((match.start(), Said(table[word], said.source[slice(*match.span())])))
            low = low[: match.start()] + " " * len(word) + low[match.end() :]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def describes(clause: str) -> bool:
    """Whether a clause says only how the film looks or feels: at least one word of that sort, and nothing else."""
    known = (set(tone_words()) | set(style_words()) | set(genre_words())) - _STORY_TOO
    left = clause
    for word in sorted(known, key=lambda one: (-len(one), one)):
        if word in left:
            left = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", left)
    return left != clause and not _FILLERS.sub(" ", left).strip(" -'&")


def once(said: list[Said]) -> tuple[Said, ...]:
    return tuple({one.value: one for one in reversed(said)}.values())[::-1]
