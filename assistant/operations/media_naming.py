"""Which picture, film or sound somebody means, and what it is to be attached to."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from assistant import film as films
from assistant.errors import Invalid
from assistant.library.views import POSTER, TieView, library, ties
from assistant.operations.characters import CharacterRef
from assistant.operations.fields import SceneRef, many
from assistant.operations.shots import ShotRef
from assistant.permit import no_media
from memory.film import Film, Media

CLOSE_ENOUGH = 80
"""rapidfuzz's score from which a title is taken to be meant."""
Ref = str | int


def media_named(film: Film, ref: Ref) -> Media:
    """By id, number ("start" and "end" are the first and the last), title or file name. Raises NotFound."""
    rows = library(film)
    place = {"start": 1, "end": -1}.get(ref, ref) if isinstance(ref, str) else ref
    if isinstance(place, int):
        at = place - 1 if place > 0 else len(rows) + place
        if place == 0 or not 0 <= at < len(rows):
            raise no_media(ref, len(rows))
        return rows[at]
    if place in film.media:
        return film.media[place]
    return _titled(rows, place)


def all_media_named(film: Film, refs: Ref | Sequence[Ref]) -> list[Media]:
    """Each that is meant, once, in the order of the library."""
    meant = {media_named(film, ref).id for ref in many(refs)}
    return [row for row in library(film) if row.id in meant]


def _titled(rows: list[Media], text: str) -> Media:
    names = {(row.id, way): name.casefold() for row in rows for way, name in (("title", row.title), ("file", row.filename))}
    found = process.extractOne(text.casefold(), names, scorer=fuzz.WRatio, score_cutoff=CLOSE_ENOUGH)
    if found is None:
        raise no_media(text, len(rows))
    return next(row for row in rows if row.id == found[2][0])


def tie_to(film: Film, scene: SceneRef | None, shot: ShotRef | None, character: CharacterRef | None, target: str | None) -> str:
    """What something is to be attached to, as it is kept in `Media.tied`. Raises Invalid where nothing or too much is named."""
    named = [value for value in (scene, character, target) if value is not None]
    if len(named) != 1 or (shot is not None and scene is None):
        raise Invalid(
            "Say one thing it belongs to: a scene, a shot of a scene, a character or the poster.",
            field="scene",
            why="one_target",
        )
    if target is not None:
        return POSTER
    if character is not None:
        return f"character:{films.character_named(film, character).id}"
    assert scene is not None
    place = films.scene_named(film, scene)
    return f"scene:{place.id}" if shot is None else f"shot:{films.shot_named(film, place, shot).id}"


def tie_view(film: Film, tie: str) -> TieView:
    """Of something that is there."""
    row = Media(
        id="", order=0, filename="", title="", kind="", media_type="", mime="", size=0, digest="", user_id="", at=0, tied=(tie,)
    )  # fmt: skip
    return ties(film, row)[0]
