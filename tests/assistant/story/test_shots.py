"""A scene gets shots that show it, cut together and fill it to the frame, whether it was planned or told by hand."""

from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.story import cover, lexicon
from assistant.story.model import CameraMovement, PlannedShot, ShotType
from assistant.story.shots import SIZES, Look, shoot
from assistant.story.shots.free import sentences

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
    st.sampled_from(["en", "fr", "es", "xx"]),
    st.integers(0, 9),
)
def test_shots_fill_any_scene_to_the_frame(  # type: ignore[no-untyped-def]
    description, key_actions, names, location, time_of_day, frames, position, language, take
):
    shots = cover(
        language=language,
        take=take,
        description=description,
        key_actions=key_actions,
        names=names,
        location=location,
        time_of_day=time_of_day,
        frames=frames,
        position=position,
    )
    assert 1 <= len(shots) <= 8
    assert sum(shot.frames for shot in shots) == frames
    assert all(shot.frames >= min(12, frames) for shot in shots)
    assert all(shot.description.strip() for shot in shots)
    assert all(shot.type in get_args(ShotType) and shot.camera_movement in get_args(CameraMovement) for shot in shots)


def test_a_scene_opens_on_its_place_and_ends_on_a_face() -> None:
    shots = cover(**HAND, frames=480)  # type: ignore[arg-type]
    assert shots[0].type == "wide"
    assert "harbour bar" in shots[0].description.lower()
    assert shots[-1].type in {"close-up", "extreme-close-up"}
    assert shots[-1].camera is not None
    assert shots[-1].camera.subjects == ("Mara",)


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


# -- what a plan asks for --------------------------------------------------------------------------------------------------

PLANNED = (
    Look("Kitchen, dusk: a kettle ticks as it cools.", "place"),
    Look("Ada puts the letter on the table.", "action", ("ada", "bo")),
    Look("Bo leaves it where it is.", "action", ("bo",)),
    Look("A thumb on a wax seal.", "detail"),
    Look("Ada tears it in two.", "action", ("ada",)),
    Look("Ada counts the pieces.", "face", ("ada",)),
    Look("Further off now: Ada in the kitchen.", "release", ("ada",)),
)


def planned(seconds: float, **wishes: Any) -> tuple[PlannedShot, ...]:
    given_ = {"position": "middle", "people": ("ada", "bo"), "function": "trial", "turn": "no", **wishes}
    return shoot(PLANNED, frames=round(seconds * 24), **given_)


def sizes(shots: tuple[PlannedShot, ...]) -> list[int]:
    return [SIZES.index(shot.type) for shot in shots]


def sides(shots: tuple[PlannedShot, ...]) -> set[str]:
    return {shot.camera.side for shot in shots if shot.camera and shot.camera.side}


def test_the_camera_comes_nearer_until_the_turn_and_then_lets_go() -> None:
    shots = planned(90, function="climax", turn="no-and")
    turn = next(at for at, shot in enumerate(shots) if "counts the pieces" in shot.description)
    assert shots[turn].type == "extreme-close-up"
    people = [size for size, shot in zip(sizes(shots), shots, strict=True) if shot.camera and shot.camera.subjects]
    assert people[0] < max(people) > people[-1]


def test_a_quiet_scene_keeps_its_distance() -> None:
    assert "extreme-close-up" not in {shot.type for shot in planned(20, function="respite", turn="yes") if "Ada" in shot.description}


def test_a_place_is_established_where_it_is_new_and_not_again() -> None:
    assert planned(20, fresh_place=True)[0].type == "wide"
    assert "kettle" not in planned(20, fresh_place=False)[0].description


def test_a_blow_is_followed_by_the_face_it_hits() -> None:
    told = [shot.description for shot in planned(60, turn="no-and")]
    assert told.index("Ada counts the pieces.") == told.index("Ada tears it in two.") + 1


def test_two_people_are_seen_from_one_side_and_over_each_other_s_shoulders() -> None:
    shots = planned(60)
    assert len(sides(shots)) == 1
    over = [shot.camera for shot in shots if shot.camera and shot.camera.angle == "over-shoulder"]
    assert {camera.subjects[0] for camera in over} == {"ada", "bo"}
    assert all(len(camera.subjects) == 2 for camera in over)


def test_neighbouring_shots_of_one_person_differ_in_size_or_angle() -> None:
    for one, other in pairwise(planned(90)):
        assert one.camera is not None
        assert other.camera is not None
        same = one.camera.subjects[:1] and one.camera.subjects[:1] == other.camera.subjects[:1]
        assert not same or (one.type, one.camera.angle) != (other.type, other.camera.angle)


def walk(*told: str, **wishes: Any) -> tuple[PlannedShot, ...]:
    looks = [Look("The road.", "place"), *(Look(text, "action", ("ada",)) for text in told), Look("Ada breathes.", "face", ("ada",))]
    return shoot(looks, frames=24 * 40, position="middle", people=("ada",), **wishes)


def directions(shots: tuple[PlannedShot, ...]) -> list[str]:
    return [shot.camera.direction for shot in shots if shot.camera and shot.camera.direction]


def test_a_journey_keeps_its_direction_over_cuts_and_scenes() -> None:
    first = walk("Ada walks along the wall.", "Ada crosses the bridge.")
    assert directions(first) == ["left-to-right"] * 2
    assert directions(walk("Ada runs on.", before=first)) == ["left-to-right"]


def test_it_turns_in_a_neutral_shot_and_goes_the_other_way_from_there() -> None:
    shots = walk("Ada walks along the wall.", "Ada turns back.", "Ada runs past the gate.")
    assert directions(shots) == ["left-to-right", "right-to-left"]
    turning = next(shot for shot in shots if "turns back" in shot.description)
    assert turning.camera is not None
    assert turning.camera.angle == "from-behind"
    assert directions(walk("Ada runs on.", before=shots)) == ["right-to-left"]


def test_people_against_each_other_move_against_each_other() -> None:
    looks = [Look("Ada runs to the gate.", "action", ("ada",)), Look("Bo runs to the gate.", "action", ("bo",))]
    shots = shoot(looks, frames=24 * 8, position="middle", people=("ada", "bo"))
    assert directions(shots) == ["left-to-right", "right-to-left"]


def test_the_camera_moves_for_a_reason_and_never_three_times_running() -> None:
    shots = walk(*(f"Ada walks past house {number}." for number in range(5)))
    assert all(bool(shot.camera and shot.camera.reason) == (shot.camera_movement != "static") for shot in shots)
    assert "static" in {shot.camera_movement for shot in shots[1:4]}


def test_whoever_leaves_is_let_go() -> None:
    leaving = next(shot for shot in walk("Ada leaves.") if shot.description == "Ada leaves.")
    assert (leaving.camera_movement, leaving.camera.direction if leaving.camera else "") == ("static", "left-to-right")


@pytest.mark.parametrize(
    ("language", "told", "angle"),
    [
        ("en", "Over Bo's shoulder, Ada laughs.", "over-shoulder"),
        ("fr", "Ada rit, en contre-plongée.", "low"),
        ("fr", "Par-dessus l'épaule de Bo, Ada rit.", "over-shoulder"),
        ("es", "Ada ríe; la vemos desde atrás.", "from-behind"),
    ],
)
def test_the_camera_stands_where_the_words_say(language: str, told: str, angle: str) -> None:
    with lexicon.speaking(language):
        (shot,) = shoot([Look(told, "action", ("ada",))], frames=24, position="middle")
    assert shot.camera is not None
    assert shot.camera.angle == angle


def test_the_turn_is_held_longer_the_more_hangs_on_it() -> None:
    def face(shots: tuple[PlannedShot, ...]) -> int:
        return next(shot.frames for shot in shots if shot.description == "Ada counts the pieces.")

    assert face(planned(20, function="climax", turn="no-and")) > face(planned(20, function="respite", turn="yes"))


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Mr. Holm waits. Dr. Ray comes at 3.30 p.m. today! Why?", 4),
        ("en", 'she runs. he follows. "Stop!" she says.', 3),
        ("fr", "« Non ! » dit-elle. Mme Roy sort… puis revient. Qui est-ce ?", 3),
        ("es", "¿Quién llama? ¡Nadie! La Sra. Gil abre la puerta.", 3),
    ],
)
def test_sentences_end_where_people_end_them(language: str, text: str, count: int) -> None:
    with lexicon.speaking(language):
        assert len(sentences(text)) == count


def test_a_scene_in_french_is_covered_in_french() -> None:
    shots = cover(
        description="La pluie tombe. Inès traverse la cour.", key_actions=(), names=("Inès",), location="cour", time_of_day="nuit",
        frames=480, language="fr",
    )  # fmt: skip
    assert shots[0].description == "Cour, nuit: la pluie tombe."
    assert next(shot for shot in shots if "traverse" in shot.description).camera_movement == "dolly"


def test_another_take_is_another_coverage() -> None:
    assert cover(**HAND, frames=480) != cover(**HAND, frames=480, take=1)  # type: ignore[arg-type]
