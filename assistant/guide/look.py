"""The fourth step: looks that differ, and the picture that completes it."""

from collections.abc import Sequence

from assistant.guide.material import USUAL, material
from assistant.guide.proposal import MOST, Act, Draft, Term, Wanted
from assistant.guide.standing import Standing, facts_of, genre_key
from assistant.story.lexicon import genres, looks, speaking
from assistant.story.model import Story

FAR = {
    "cold": "warm", "warm": "cold", "quiet": "epic", "dark": "playful", "tense": "quiet", "playful": "raw", "sad": "warm",
    "dread": "tender", "epic": "quiet", "tender": "raw", "wondering": "raw", "cool": "warm", "raw": "tender",
}  # fmt: skip
"""For each tone one that looks quite another way."""


def wanted(standing: Standing) -> Wanted:
    return () if genre_key(standing.film.header.genre) else (material(standing),)


def drafts(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    told = stories[0].premise.genre.value if stories else ""
    genre = genre_key(standing.film.header.genre) or genre_key(told) or USUAL
    tone = genres()[genre].tone if genres()[genre].tone in FAR else "quiet"
    with speaking(standing.language):
        usual = looks().styles.by_genre[genre]
        styled = {key: f"{one.words[0]}, {one.look}" for key, one in looks().tones.items()}
    found = [_look("genre", "genre_look", usual, Term("genre", genre), recommended=not standing.film.header.style)]
    found += [_look(key, "tone_look", styled[key], Term("tone", key)) for key in _tones(standing, tone)]
    if facts_of(standing.film).style_references:
        return [one for one in found if not standing.took(one.kind)][:MOST]
    fresh = [one for one in found if not standing.took(one.kind) and one.acts[0].slots["style"] != standing.film.header.style]
    return [*fresh[: MOST - 1], Draft(kind="reference", text="reference", outside=True, recommended=bool(standing.film.header.style))]


def _tones(standing: Standing, tone: str) -> list[str]:
    """The genre's own, its contrary, and on from there; each once."""
    ranked = dict.fromkeys([FAR[tone], tone])
    for key in [FAR[tone], tone, *FAR]:
        ranked.setdefault(FAR[key])
    return list(ranked)


def _look(kind: str, text: str, style: str, term: Term, *, recommended: bool = False) -> Draft:
    act = Act("project.update", {"style": style})
    return Draft(kind=kind, text=text, values={"style": style, term.sort: term}, acts=(act,), recommended=recommended)
