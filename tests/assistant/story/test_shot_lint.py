"""The shot linter finds what will not cut, in films of any origin, and leaves alone what will."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assistant.story import Brief, Unwritable, compose
from assistant.story.model import Camera
from assistant.story.shots import Covered, ShotNote, Take, covered, lint
from tests.assistant.story.prompts import VARIED

SOUND = (
    ("wide", "static", "The yard at noon."),
    ("medium", "dolly", "Ada walks to the well."),
    ("close-up", "static", "Ada looks down."),
)


def typed(*shots: tuple[Any, ...], location: str = "yard", number: int = 1) -> Covered:
    """A scene as somebody types it in: (type, movement, description, frames, camera)."""
    takes = [
        Take(
            id=f"shot_{at}",
            number=at,
            type=kind,
            movement=movement,
            description=what,
            frames=rest[0] if rest else 72,
            camera=rest[1] if len(rest) > 1 else None,
        )
        for at, (kind, movement, what, *rest) in enumerate(shots, start=1)
    ]
    people = {"char_1": "Ada Moss", "char_2": "Bo"}
    return Covered(id=f"scene_{number}", number=number, title="The Well", location=location, people=people, shots=tuple(takes))


def found(*shots: tuple[Any, ...]) -> list[ShotNote]:
    return list(lint([typed(*shots)]))


def rules(*shots: tuple[Any, ...]) -> list[str]:
    return [note.rule for note in found(*shots)]


def at(side: str = "", direction: str = "", who: tuple[str, ...] = ("char_1",), **more: Any) -> Camera:
    return Camera(side=side, direction=direction, subjects=who, **more)  # type: ignore[arg-type]


def test_a_scene_that_cuts_has_no_notes() -> None:
    assert rules(*SOUND) == []


@pytest.mark.parametrize(
    ("rule", "shots", "change"),
    [
        ("jump-cut", [*SOUND[:2], ("medium", "static", "Ada waits."), SOUND[2]], ("shot_3", "type", "wide")),
        (
            "crossed-line",
            [SOUND[0], ("medium", "static", "x", 72, at("right")), ("close-up", "static", "y", 72, at("left", who=("char_2",)))],
            ("shot_3", "side", "right"),
        ),
        (
            "flipped-direction",
            [SOUND[0], ("medium", "static", "Ada exits right."), ("close-up", "static", "Ada enters from the right.")],
            ("shot_3", "direction", "left-to-right"),
        ),
        ("unmotivated-move", [SOUND[0], ("medium", "pan", "Ada thinks."), SOUND[2]], ("shot_2", "camera_movement", "static")),
        (
            "restless",
            [SOUND[0], SOUND[1], ("close-up", "pan", "Bo searches."), ("medium", "dolly", "Ada runs."), SOUND[2]],
            ("shot_3", "camera_movement", "static"),
        ),
        ("no-establishing", [("medium", "static", "Ada."), ("close-up", "static", "Bo."), SOUND[0]], ("shot_1", "type", "wide")),
        (
            "one-size",
            [("wide", "static", "A yard."), ("wide", "static", "Ada."), ("wide", "static", "Bo.")],
            ("shot_3", "type", "close-up"),
        ),
        ("no-face", [SOUND[0], SOUND[1], ("wide", "static", "Bo leaves.")], ("shot_3", "type", "close-up")),
        ("too-short", [SOUND[0], (*SOUND[1], 7), SOUND[2]], ("shot_2", "frames", 12)),
        ("too-long", [SOUND[0], (*SOUND[1], 2000), SOUND[2]], ("shot_2", "frames", 360)),
        ("no-frames", [SOUND[0], (*SOUND[1], 0), SOUND[2]], ("shot_2", "frames", 12)),
        ("unknown-type", [SOUND[0], ("two shot", "static", "Ada and Bo."), SOUND[2]], ("shot_2", "type", "medium")),
        ("unknown-type", [SOUND[0], SOUND[1], ("Gros plan", "static", "Ada.")], ("shot_3", "type", "close-up")),
        ("unknown-movement", [SOUND[0], ("medium", "Steadicam", "Ada runs."), SOUND[2]], ("shot_2", "camera_movement", "dolly")),
    ],
)
def test_what_does_not_cut_is_found_and_a_change_proposed(rule: str, shots: list[Any], change: tuple[str, str, Any]) -> None:
    note = next(one for one in found(*shots) if one.rule == rule)
    assert note.change is not None
    assert (note.change.shot, note.change.field, note.change.value) == change
    assert all("{" not in text and text[-1] in ".!" for text in (note.said, note.because, note.offer))


def test_a_line_may_be_crossed_through_a_shot_that_shows_both_sides() -> None:
    bridge = ("wide", "static", "Both of them.", 72, at("", who=("char_1", "char_2")))
    sides = [("medium", "static", "x", 72, at("right")), bridge, ("close-up", "static", "y", 72, at("left", who=("char_2",)))]
    assert "crossed-line" not in rules(SOUND[0], *sides)


def test_a_direction_may_change_from_behind_or_when_somebody_turns_back() -> None:
    behind = ("medium", "static", "Ada, seen from behind.")
    out, back = ("medium", "static", "Ada exits right."), ("close-up", "static", "Ada enters from the right.")
    assert "flipped-direction" not in rules(SOUND[0], out, behind, back)
    assert "flipped-direction" not in rules(SOUND[0], out, ("close-up", "static", "Ada turns back and enters from the right."))


def test_the_place_need_not_be_shown_again_while_it_is_the_same() -> None:
    again = typed(*SOUND[1:], ("close-up", "static", "Bo."), number=2)
    assert [note.rule for note in lint([typed(*SOUND), again])] == []
    assert [note.rule for note in lint([typed(*SOUND), replace(again, location="cellar")])] == ["no-establishing"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "xx"])
def test_notes_are_said_in_the_language_that_was_asked_for(language: str) -> None:
    (note,) = lint([typed(SOUND[0], (*SOUND[1], 7), SOUND[2])], said_in=language)
    assert {"en": "lasts", "fr": "dure", "es": "dura"}.get(language, "lasts") in note.said


TYPES = st.sampled_from(["wide", "medium", "close-up", "extreme-close-up"])
SHOT = st.tuples(
    st.one_of(TYPES, st.text(max_size=12)), st.sampled_from(["static", "pan", "zoom", ""]), st.text(max_size=60), st.integers(-3, 9000)
)


@given(st.lists(st.lists(SHOT, max_size=8), max_size=5), st.sampled_from(["en", "fr", "es"]), st.integers(1, 240))
def test_any_film_can_be_read(scenes: list[list[Any]], language: str, fps: int) -> None:
    film = [typed(*shots, number=number) for number, shots in enumerate(scenes, start=1)]
    for note in lint(film, language, fps):
        assert note.scene.number <= len(film)
        assert note.change is not None
        assert note.change.field != "frames" or int(note.change.value) >= 1


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(
        [
            *(("en", prompt) for prompt, _ in VARIED),
            ("fr", "Une gardienne de phare sourde cherche son frère disparu"),
            ("fr", "Deux sœurs volent un train pour traverser la frontière"),
            ("es", "Un panadero roba una barca para salvar a su hija"),
            ("es", "Una jueza retirada busca a quien mató a su hermano"),
        ]
    ),
    st.sampled_from([3, 4, 6, 8, 12, 20, 35, 60]),
    st.sampled_from([1.0, 2.0, 3.5, 6.0, 15.0, 40.0, 200.0]),
    st.sampled_from([24, 25, 60]),
    st.integers(0, 5),
)
def test_films_that_are_generated_cut_together(told: tuple[str, str], count: int, each: float, fps: int, seed: int) -> None:
    language, prompt = told
    try:
        story = compose(Brief(prompt=prompt, language=language, scene_count=count, duration=count * each, fps=fps, seed=seed))
    except Unwritable:
        return
    assert lint(covered(story), language, fps) == ()
    assert story.frames == round(count * each * fps)
