"""What a conversation keeps between turns, and what a sentence is understood against."""

from typing import Any

import msgspec
from msgspec import Struct

from assistant import film as films
from assistant.library.views import MediaFound, MediaView
from assistant.operations.media import MediaList, MediaResults
from assistant.operations.talk import Situation
from assistant.views import CharacterView, FilmView, SceneView, ShotView
from intents.shapes import Context, Focus, Match, Name, Pending, Slots, Vocabulary
from memory.film import Film

OF_SHOWN = ("item", "media", "like", "unlike")
"""Slots that name media."""
THE_ONE = "shown"
"""What such a slot holds for the one that was shown alone."""
KEPT_FOCUS = 12
"""Things spoken of that are remembered; older ones are out of everybody's mind."""


class Mind(Struct, frozen=True, kw_only=True):
    """Stored with the session, so a conversation goes on after a restart."""

    language: str = "en"
    focus: tuple[Focus, ...] = ()
    pending: Pending | None = None
    last: Match | None = None
    """What was done last."""
    results: tuple[str, ...] = ()
    """The media that were shown last, by id: "the second" is one of them."""

    def about(self, spoken: list[Focus]) -> "Mind":
        """With these things in focus, the last of them first."""
        fresh = list(reversed(spoken))
        rest = [focus for focus in self.focus if focus not in fresh]
        return msgspec.structs.replace(self, focus=tuple(dict.fromkeys([*fresh, *rest]))[:KEPT_FOCUS])

    def having_done(self, operation: str, slots: Slots) -> "Mind":
        return msgspec.structs.replace(self, last=Match(operation=operation, slots=slots))

    def showing(self, result: Any) -> "Mind":
        """With the media that a result has shown, if it has shown some."""
        if isinstance(result, MediaResults):
            shown = tuple(one.media.id for one in result.found)
        else:
            shown = tuple(one.id for one in result.media) if isinstance(result, MediaList) else ()
        return msgspec.structs.replace(self, results=shown) if shown else self

    def asking(self, pending: Pending | None) -> "Mind":
        return msgspec.structs.replace(self, pending=pending)


def from_shown(mind: Mind, slots: Slots) -> Slots:
    """Slots whose numbers mean one of what was shown last, with its id instead."""
    return {slot: _shown(mind, value) if slot in OF_SHOWN else value for slot, value in slots.items()}


def _shown(mind: Mind, value: Any) -> Any:
    if isinstance(value, list):
        return [_shown(mind, one) for one in value]
    if value == THE_ONE and mind.last is not None:
        return mind.last.slots.get("media", value)
    place = {"start": 1, "end": len(mind.results)}.get(value, value) if isinstance(value, str) else value
    place = len(mind.results) + 1 + place if isinstance(place, int) and place < 0 else place
    return mind.results[place - 1] if isinstance(place, int) and 1 <= place <= len(mind.results) else value


def mind_of(situation: Situation) -> Mind:
    return msgspec.convert(situation.session.mind, Mind) if situation.session.mind else Mind()


def vocabulary(situation: Situation, mind: Mind) -> Vocabulary:
    """Every name the user may mean. A project answers to its name and to its title."""
    names = [Name(kind="project", id=name, label=name) for name, _ in situation.projects]
    names += [Name(kind="project", id=name, label=title) for name, title in situation.projects if title != name]
    film = situation.film
    if film:
        scenes, cast, shots = films.scenes(film), films.cast(film), films.shots_by_scene(film)
        names += [
            Name(
                kind="scene",
                id=row.id,
                label=row.title,
                number=place,
                tags=(row.time_of_day.casefold(), *row.characters),
                place=row.location or "",
                seconds=films.seconds(film, sum(shot.frames for shot in shots[row.id])),
                parts=len(shots[row.id]),
            )
            for place, row in enumerate(scenes, start=1)
        ]
        names += _shots(film, mind.focus)
        names += [
            Name(kind="character", id=row.id, label=row.name, number=place, place=row.role) for place, row in enumerate(cast, start=1)
        ]
    return Vocabulary(names=tuple(names))


def _shots(film: Film, focus: tuple[Focus, ...]) -> list[Name]:
    """The shots just spoken of, with their scene: "make it wide" is about one of them."""
    spoken = [film.shots[each.id] for each in focus if each.kind == "shot" and each.id in film.shots]
    found = []
    for shot in spoken:
        scene = film.sequences[shot.sequence_id].scene_id
        number = films.number(films.shots_of(film, scene), shot.id)
        found.append(Name(kind="shot", id=shot.id, label=f"shot {number}", number=number, within=scene))
    return found


def context(mind: Mind, situation: Situation) -> Context:
    opened = situation.project
    return Context(
        language=mind.language,
        focus=mind.focus,
        pending=mind.pending,
        open_project=opened is not None,
        project=opened.name if opened else "",
        preview=opened is not None and opened.state == "preview",
        last=mind.last,
    )


def meant(slots: Slots) -> list[Focus]:
    """What a question about an act brings into focus: "remove scene 4?", "no, make it shorter"."""
    said = [(kind, slots.get(kind)) for kind in ("project", "character", "scene")]
    ids = [(kind, one) for kind, value in said for one in (value if isinstance(value, list) else [value])]
    return [Focus(kind=kind, id=one) for kind, one in ids if isinstance(one, str)]


def spoken_of(result: Any) -> list[Focus]:
    """What a result brings into focus, in the order it is told; found by walking its fields, so new results need no word here."""
    if isinstance(result, SceneView):
        return [Focus(kind="scene", id=result.id)]
    if isinstance(result, CharacterView):
        return [Focus(kind="character", id=result.id)]
    if isinstance(result, ShotView):
        return [Focus(kind="shot", id=result.id)]
    if isinstance(result, FilmView):
        return [Focus(kind="project", id=result.project.name)]
    if isinstance(result, MediaFound | MediaView):
        return []
    if isinstance(result, Struct):
        # What was removed cannot be meant by "it" any more; a list of everything singles nothing out.
        parts = [getattr(result, name) for name in result.__struct_fields__ if name != "removed"]
        return [focus for part in parts for focus in spoken_of(part)]
    if isinstance(result, list) and len(result) == 1:
        return spoken_of(result[0])
    return []
