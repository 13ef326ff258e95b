"""The place a scene's texts open in is the place it says it is in."""

import re
from collections.abc import Iterator

from ..notes import Note, SetPlace
from ..reading import Reading


def check(reading: Reading) -> Iterator[Note]:
    rooms = [reading.tongue.content(room(scene.location)) for scene in reading.script.scenes]
    for at, scene in enumerate(reading.script.scenes):
        for place, text in _named(reading, at):
            said = reading.tongue.content(place)
            if not said or not rooms[at] or said & reading.tongue.content(scene.location):
                continue
            other = next((index for index, one in enumerate(rooms) if one and one <= said and not one & rooms[at]), None)
            if other is not None:
                location = reading.script.scenes[other].location
                yield reading.note(
                    "place-denied",
                    "error",
                    [at],
                    about=location,
                    repair=SetPlace(scene.id, location),
                    place=scene.location,
                    other=location,
                    words_of=text,
                )
                break


def room(location: str) -> str:
    """'Bridge wing, night ferry to Tangier' is the bridge wing."""
    return re.split(r",| - | – ", location)[0]


def _named(reading: Reading, at: int) -> list[tuple[str, str]]:
    """Places that the slug lines and the opening name, each with its sentence."""
    slugs = [(reading.tongue.slug.match(shot.description), shot.description) for shot in reading.script.scenes[at].shots]
    opening = reading.opening(at)
    opens = [(pattern.search(opening), opening) for pattern in reading.tongue.place_opens]
    return [(room(match["place"]), text) for match, text in [*slugs, *opens] if match]
