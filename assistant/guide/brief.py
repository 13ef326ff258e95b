"""The second step: for whom the film is, of which genre, and how it is told."""

from collections.abc import Sequence
from random import Random

from assistant.guide.concept import WRITTEN
from assistant.guide.material import USUAL, material
from assistant.guide.proposal import MOST, Act, Draft, Term, Wanted
from assistant.guide.standing import Standing, genre_key
from assistant.story.beats import STRUCTURES, beats, suited
from assistant.story.lexicon import genres, structures
from assistant.story.model import Story

BEATS = 6
AUDIENCES = {
    **dict.fromkeys(("noir", "horror", "war"), ("R", "PG-13", "R")),
    **dict.fromkeys(("thriller", "heist", "mystery", "scifi", "drama", "historical", "western"), ("PG-13", "R", "PG")),
    **dict.fromkeys(("romance", "comedy", "fantasy", "adventure"), ("PG", "PG-13", "G")),
    "family": ("G", "PG", "G"),
}
"""Who films of a genre are usually made for, the usual first; ratings as of the AI Movie contract."""


def wanted(standing: Standing) -> Wanted:
    return (material(standing),)


def drafts(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    header = standing.film.header
    own = genre_key(header.genre)
    first = own or genre_key(stories[0].premise.genre.value) or USUAL
    named = [first] * MOST if header.genre else [first, *_beside(standing, first)]
    told = _structures(standing, first)
    return [
        _draft(standing, genre, AUDIENCES[genre][place], structure, recommended=not place)
        for place, (genre, structure) in enumerate(zip(named, told, strict=False))
    ]


def _beside(standing: Standing, first: str) -> list[str]:
    """Two other genres of other tones."""
    others = [key for key, known in genres().items() if known.tone != genres()[first].tone]
    return Random(standing.seed).sample(others, MOST - 1)  # noqa: S311 stories, not secrets


def _structures(standing: Standing, genre: str) -> list[str]:
    """The way such films are usually told, then the plain one and others that go with most."""
    usual = suited(genres()[genre].kind, genre, ())
    others = [name for name in STRUCTURES if not structures()[name].suits or genre in structures()[name].suits]
    ranked = dict.fromkeys([usual, "three-act", "story-circle", *others, *STRUCTURES])
    return [name for name in ranked if name != standing.guide.structure and not standing.took(name)][:MOST]


def _draft(standing: Standing, genre: str, audience: str, structure: str, *, recommended: bool) -> Draft:
    header = standing.film.header
    spine = beats(BEATS, genres()[genre].kind, structure)
    labels = {"first": spine[0].label, "middle": spine[len(spine) // 2].label, "last": spine[-1].label}
    slots = {
        **({} if header.genre else {"genre": WRITTEN.get(genre, genre)}),
        **({} if header.audience else {"audience": audience}),
    }
    who = header.audience or audience
    return Draft(
        kind=structure,
        text="brief",
        values={
            "genre": Term("genre", genre),
            "audience": Term("audience", who) if who in ("G", "PG", "PG-13", "R") else who,
            "structure": Term("structure", structure),
            **labels,
        },
        acts=(Act("project.update", slots),) if slots else (),
        keeps={"structure": structure},
        recommended=recommended,
    )
