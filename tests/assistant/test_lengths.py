"""Whatever lengths are asked for, in whatever order, every sum stays exact and every shot keeps a frame."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import film as films
from assistant.errors import Invalid
from assistant.operations import timing
from memory.film import Film, Header, Scene, Sequence, Shot
from tests.films import is_sound

lengths = st.lists(st.lists(st.integers(1, 400), min_size=1, max_size=6), min_size=1, max_size=6)
wishes = st.lists(
    st.tuples(st.sampled_from(["ripple", "redistribute", "film", "keep"]), st.integers(0, 5), st.integers(1, 6000)), min_size=1, max_size=8
)


def made(scenes: list[list[int]]) -> Film:
    """A film with scenes of shots of these lengths, in frames."""
    film = Film(header=Header(title="Test"))
    for number, shots in enumerate(scenes, start=1):
        scene, sequence = f"scene_{number}", f"seq_{number}"
        rows = [
            Shot(id=f"{scene}_shot_{at}", order=float(at), sequence_id=sequence, type="wide", camera_movement="static", frames=frames)
            for at, frames in enumerate(shots, start=1)
        ]
        film = films.put(film, Scene(id=scene, order=float(number), title=scene), Sequence(id=sequence, order=1.0, scene_id=scene), *rows)
    return film


def total(film: Film) -> int:
    return sum(shot.frames for shot in film.shots.values())


def retimed(film: Film, how: str, scene: str, frames: int) -> Film:
    match how:
        case "ripple":
            return timing.retime_scene(film, scene, frames)
        case "redistribute":
            return timing.redistribute(film, scene, frames)
        case "keep":
            return timing.retime_film(film, frames, [scene])
        case _:
            return timing.retime_film(film, frames, [])


def as_asked(how: str, before: Film, after: Film, scene: str, frames: int) -> bool:
    others = {one.id: films.frames_of(after, one.id) for one in films.scenes(before) if one.id != scene}
    untouched = all(films.frames_of(before, one) == now for one, now in others.items())
    return {
        "ripple": films.frames_of(after, scene) == frames and untouched,
        "redistribute": films.frames_of(after, scene) == frames and total(after) == total(before),
        "keep": total(after) == frames and films.frames_of(after, scene) == films.frames_of(before, scene),
        "film": total(after) == frames,
    }[how]


@given(lengths, wishes)
def test_any_sequence_of_new_lengths_keeps_every_sum(scenes: list[list[int]], asked: list[tuple[str, int, int]]) -> None:
    film = made(scenes)
    for how, place, frames in asked:
        scene = f"scene_{1 + place % len(scenes)}"
        try:
            after = retimed(film, how, scene, frames)
        except Invalid:
            continue
        assert as_asked(how, film, after, scene, frames)
        assert is_sound(after)
        film = after
    assert sorted(film.shots) == sorted(made(scenes).shots)


def frames(film: Film) -> list[int]:
    return [films.frames_of(film, scene.id) for scene in films.scenes(film)]


@pytest.mark.parametrize(
    ("scenes", "place", "wanted", "after"),
    [
        ([[48], [48], [48], [48]], 2, 60, [42, 60, 42, 48]),
        ([[48], [48], [48], [48]], 1, 60, [60, 36, 48, 48]),
        ([[48], [48], [48], [48]], 2, 24, [60, 24, 60, 48]),
        ([[20], [48], [20], [400]], 2, 80, None),
    ],
)
def test_neighbours_give_first_and_everybody_where_they_cannot(scenes: Any, place: int, wanted: int, after: list[int] | None) -> None:
    film = timing.redistribute(made(scenes), f"scene_{place}", wanted)
    assert total(film) == total(made(scenes))
    if after is None:
        assert min(frames(film)) >= 12
    else:
        assert frames(film) == after


def test_a_film_of_one_scene_has_nobody_to_give() -> None:
    with pytest.raises(Invalid):
        timing.redistribute(made([[48]]), "scene_1", 60)
