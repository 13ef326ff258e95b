"""A scene told by hand gets shots that show it and fill it to the frame."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.story import cover
from assistant.story.model import CameraMovement, ShotType

HAND = {
    "description": "The last guests leave. Mara counts the till twice and finds a ring in it.",
    "key_actions": ("Mara counts the till", "Mara finds the ring", "She walks to the door"),
    "names": ("Mara",),
    "location": "harbour bar",
    "time_of_day": "midnight",
}

words = st.text(max_size=80)


@settings(max_examples=60)
@given(
    words,
    st.lists(words, max_size=6).map(tuple),
    st.lists(words, max_size=5).map(tuple),
    words,
    words,
    st.integers(1, 200_000),
    st.sampled_from(["opening", "middle", "closing"]),
)
def test_shots_fill_any_scene_to_the_frame(description, key_actions, names, location, time_of_day, frames, position):  # type: ignore[no-untyped-def]
    shots = cover(
        description=description,
        key_actions=key_actions,
        names=names,
        location=location,
        time_of_day=time_of_day,
        frames=frames,
        position=position,
    )
    assert 1 <= len(shots) <= 6
    assert sum(shot.frames for shot in shots) == frames
    assert all(shot.frames >= min(12, frames) for shot in shots)
    assert all(shot.description.strip() for shot in shots)
    assert all(shot.type in get_args(ShotType) and shot.camera_movement in get_args(CameraMovement) for shot in shots)


def test_a_scene_opens_on_its_place_and_ends_on_a_face() -> None:
    shots = cover(**HAND, frames=480)  # type: ignore[arg-type]
    assert shots[0].type == "wide"
    assert "harbour bar" in shots[0].description.lower()
    assert shots[-1].type in {"close-up", "extreme-close-up"}
    assert "Mara" in shots[-1].description


def test_every_key_action_is_seen_when_there_is_time() -> None:
    seen = " ".join(shot.description for shot in cover(**HAND, frames=1200))  # type: ignore[arg-type]
    assert all(action in seen for action in HAND["key_actions"])


def test_the_camera_follows_someone_who_walks() -> None:
    shots = cover(**HAND, frames=1200)  # type: ignore[arg-type]
    assert next(shot for shot in shots if "walks" in shot.description).camera_movement == "dolly"


def test_a_film_closes_by_stepping_back() -> None:
    assert cover(**HAND, frames=480, position="closing")[-1].type == "wide"  # type: ignore[arg-type]


def test_one_frame_is_one_shot_and_none_is_refused() -> None:
    assert len(cover(**HAND, frames=1)) == 1  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        cover(**HAND, frames=0)  # type: ignore[arg-type]
