"""The first step: ideas of different genres for a film that is no more than a title; a title, a logline or a place for one that is more."""

from collections.abc import Sequence
from random import Random

from msgspec import to_builtins

from assistant.guide.material import idea, material
from assistant.guide.proposal import MOST, Act, Draft, Idea, Term, Wanted
from assistant.guide.standing import Standing, facts_of, genre_key
from assistant.story.lexicon import genres, guide, speaking
from assistant.story.model import Story
from assistant.story.tongue import tongue

WRITTEN = {"scifi": "science fiction"}
"""Genres that are written another way in a project than in the engine."""


def wanted(standing: Standing) -> Wanted:
    if standing.film.header.description or standing.film.header.prompt:
        return (material(standing),)
    seed = standing.seed + standing.round
    return tuple((idea(standing, genre, seed),) for genre in _genres(standing))


def drafts(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    header = standing.film.header
    if header.description or header.prompt:
        return _more_of_it(standing, stories[0])
    told = zip(_genres(standing), stories, strict=True)
    return [_idea(standing, genre, story, recommended=not place) for place, (genre, story) in enumerate(told)]


def _genres(standing: Standing) -> list[str]:
    """The film's own genre, and others whose films feel different."""
    own = genre_key(standing.film.header.genre)
    known = [key for key in genres() if not standing.took(key)]
    Random(standing.seed + standing.round).shuffle(known)  # noqa: S311 stories, not secrets
    ranked = [*([own] if own in known else []), *(key for key in known if key != own)]
    tones = {genres()[key].tone: key for key in reversed(ranked)}
    return [key for key in ranked if tones[genres()[key].tone] == key][:MOST]


def _idea(standing: Standing, genre: str, story: Story, *, recommended: bool) -> Draft:
    told = idea(standing, genre, standing.seed + standing.round)
    slots = {"description": story.logline, "genre": WRITTEN.get(genre, genre)}
    untitled = {} if facts_of(standing.film).title else {"title": story.title}
    return Draft(
        kind=genre,
        text="idea",
        values={"name": story.title, "genre": Term("genre", genre), "logline": story.logline},
        acts=(Act("project.update", {**untitled, **slots}),),
        keeps={"idea": to_builtins(Idea(prompt=told.prompt, seed=told.seed, logline=story.logline))},
        recommended=recommended,
    )


def _more_of_it(standing: Standing, story: Story) -> list[Draft]:
    """What the engine would call it, how it would put it, and where it would set it."""
    header, place = standing.film.header, story.premise.place
    title = Draft(
        kind="title",
        text="title",
        values={"name": story.title, "was": header.title},
        acts=(Act("project.update", {"title": story.title}),),
        recommended=not facts_of(standing.film).title,
    )
    logline = Draft(
        kind="logline",
        text="logline",
        values={"logline": story.logline},
        acts=(Act("project.update", {"description": story.logline}),),
        recommended=not header.description,
    )
    found = [title, logline]
    if place.assumed and header.description and place.value not in header.description:
        with speaking(standing.language):
            said = tongue().polish(guide().setting.format(place=place.value))
        text = f"{header.description.rstrip()} {said}"
        act = Act("project.update", {"description": text})
        found.append(Draft(kind="setting", text="setting", values={"place": place.value}, acts=(act,)))
    return found
