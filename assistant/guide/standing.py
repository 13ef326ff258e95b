"""Where a film stands in the guided steps, and what the steps ask of it, read from the film itself."""

import hashlib
from typing import Any

from msgspec import Struct, ValidationError, convert, to_builtins

from assistant.guide.proposal import Idea
from assistant.story.lexicon import LANGUAGES, genres, speaking
from assistant.workflow import Facts, State, StepId, advance
from memory.film import Film, Header

UNTITLED = frozenset({"", "untitled", "untitled project", "untitled film", "sans titre", "projet sans titre", "sin título", "sin titulo"})
"""Titles that are none."""


class Guide(State, frozen=True, kw_only=True):
    """What is kept of the guide in a film (`Header.guide`). `structure` is the way the story is to be told, "" where nobody chose;
    `idea` what its logline was made from; `taken` what was chosen so far, each "step:kind"."""

    structure: str = ""
    idea: Idea | None = None
    taken: tuple[str, ...] = ()


class Standing(Struct, frozen=True, kw_only=True):
    """A film and its guide. `key` is the project's id, so that each project is made other proposals."""

    key: str
    film: Film
    guide: Guide

    @property
    def step(self) -> StepId:
        return self.guide.current

    @property
    def language(self) -> str:
        return language_of(self.film.header)

    @property
    def seed(self) -> int:
        """A number of the project's own."""
        return int.from_bytes(hashlib.sha256(self.key.encode()).digest()[:4])

    @property
    def round(self) -> int:
        """How often something was chosen in this step."""
        return sum(one.partition(":")[0] == self.step for one in self.guide.taken)

    def took(self, kind: str) -> bool:
        return f"{self.step}:{kind}" in self.guide.taken


def standing_of(key: str, film: Film) -> Standing:
    return Standing(key=key, film=film, guide=guide_of(film))


def facts_of(film: Film) -> Facts:
    """What there is, as the steps ask for it. A title that says there is none is none; archived media count no more."""
    header, sorts = film.header, [row.media_type for row in film.media.values() if not row.archived]
    return Facts(
        title="" if header.title.strip().casefold() in UNTITLED else header.title,
        genre=header.genre,
        target_audience=header.audience,
        characters=len(film.characters),
        scenes=len(film.scenes),
        shots=len(film.shots),
        style_references=sorts.count("style_reference"),
        video_segments=sorts.count("video_segment"),
    )


def guide_of(film: Film) -> Guide:
    """What was kept, or where a film that never saw the guide stands: at its first step while it is no more than a title."""
    try:
        kept = convert(film.header.guide, Guide) if film.header.guide else None
    except ValidationError:  # of a later version; what exists still tells how far the film is
        kept = None
    facts = facts_of(film)
    begun = bool(film.header.description or film.header.prompt or film.scenes or film.characters)
    return kept or (advance(Guide(), facts) if begun and facts.title else Guide())


def kept(guide: Guide) -> dict[str, Any]:
    """As it is stored."""
    plain: dict[str, Any] = to_builtins(guide)
    return plain


def language_of(header: Header) -> str:
    """The language its proposals are written in: the film's own where the engine can write it."""
    code = header.language.lower().replace("_", "-").partition("-")[0]
    return code if code in LANGUAGES else "en"


def genre_key(said: str) -> str | None:
    """The engine's name for a genre that was said in any of its languages."""
    low = said.strip().casefold()
    if not low:
        return None
    for language in LANGUAGES:
        with speaking(language):
            for key, known in genres().items():
                if low == key or low in {word.casefold() for word in known.words}:
                    return key
    return {"action": "adventure", "animation": "family", "documentary": "drama", "musical": "comedy"}.get(low)
