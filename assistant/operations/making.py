"""Making rows: a scene with its sequence and shots, a whole film from a story."""

import msgspec
from msgspec.structs import replace

from assistant import film as films
from assistant.order import insert
from assistant.story import cover
from assistant.story.model import PlannedShot, Story
from assistant.story.shots import Position
from assistant.work import Work
from memory.film import Character, Film, Header, Scene, Sequence, Shot


def add_scene(work: Work, film: Film, scene: Scene, index: int, length: int) -> Film:
    """`scene` at `index` with a sequence and planned shots of `length` frames in all."""
    rows = films.scenes(film)
    placed, *moved = insert(rows, scene, index)
    position: Position = "opening" if index == 0 else "closing" if index == len(rows) else "middle"
    planned = cover(
        description=scene.description or scene.title,
        key_actions=scene.key_actions,
        names=tuple(film.characters[person].name for person in scene.characters),
        location=scene.location or scene.title,
        time_of_day=scene.time_of_day,
        frames=max(1, length),
        position=position,
    )
    sequence, shots = sequence_with(work, film, placed, planned)
    return films.put(film, placed, *moved, sequence, *shots)


def sequence_with(work: Work, film: Film, scene: Scene, planned: tuple[PlannedShot, ...]) -> tuple[Sequence, list[Shot]]:
    """A sequence numbered as its scene, as the contract shows them (`seq_1` of `scene_1`), with its shots."""
    wanted = scene.id.replace("scene_", "seq_", 1)
    free = wanted != scene.id and wanted not in film.sequences
    sequence = Sequence(id=wanted if free else work.mint("seq_", film.sequences), order=1.0, scene_id=scene.id)
    work.reserve(sequence.id)
    shots = [
        Shot(
            id=work.mint(f"{scene.id}_shot_", film.shots),
            order=float(place),
            sequence_id=sequence.id,
            type=shot.type,
            camera_movement=shot.camera_movement,
            frames=shot.frames,
            description=shot.description,
            visual_style=film.header.style,
        )
        for place, shot in enumerate(planned, start=1)
    ]
    return sequence, shots


def header_of(story: Story, prompt: str) -> Header:
    return Header(
        title=story.title,
        description=story.logline,
        language=story.language,
        genre=story.premise.genre.value,
        style=story.style,
        prompt=prompt,
        fps=story.fps,
        premise=msgspec.to_builtins(story.premise),
    )


def film_of(work: Work, empty: Film, story: Story) -> Film:
    """The rows of a story, added to a film that has only its header."""
    people = {
        member.key: Character(
            id=work.mint("char_", ()),
            order=float(place),
            inner=msgspec.to_builtins(member.inner),
            **{name: getattr(member, name) for name in ("name", "role", "description", "appearance", "personality")},
        )
        for place, member in enumerate(story.cast, start=1)
    }
    film = films.put(empty, *people.values())
    scenes: list[Scene] = []
    for place, planned in enumerate(story.scenes, start=1):
        why = msgspec.to_builtins(planned.why)
        why["because_scene"] = scenes[planned.why.because].id if planned.why.because is not None else None
        scene = Scene(
            id=work.mint("scene_", ()),
            order=float(place),
            characters=tuple(people[key].id for key in planned.cast),
            why=why,
            **{name: getattr(planned, name) for name in ("title", "description", "location", "time_of_day", "key_actions", "visual_notes")},
        )
        scenes.append(scene)
        sequence, shots = sequence_with(work, film, scene, planned.shots)
        film = films.put(film, scene, replace(sequence, order=float(place)), *shots)
    return film
