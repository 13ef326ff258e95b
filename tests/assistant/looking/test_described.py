"""What is said of files, and that it is not more than is known."""

from pathlib import Path

import numpy as np
import pytest

from assistant.looking import described, look_at_film, look_at_picture, look_at_sound
from assistant.looking.words import in_name, in_text
from tests.assistant.looking.media import BLUE, RED, card, drawn, film, sine, wav


def test_a_picture_is_described_by_words_name_and_measures(tmp_path: Path) -> None:
    pixels = np.full((90, 160, 3), (10, 15, 60), np.uint8)
    pixels[30:50, 15:35] = 230
    said = described(
        look_at_picture(drawn(tmp_path / "p.png", pixels)), words="The quay, before the storm", filename="IMG_0012_NightHarbour.png"
    )
    assert said.description == (
        "The quay, before the storm. A cool, low-key picture: medium contrast, full colours, deep blue, wide format, sharp edges, "
        "weight to the left."
    )
    assert said.tags[:5] == ("quay", "before", "storm", "night", "harbour")
    assert set(said.elements) <= set(said.tags)
    assert said.suitable_for == ("mood-boarding", "colour-reference", "lighting-reference")


def test_without_words_nothing_but_measures_is_said(tmp_path: Path) -> None:
    said = described(look_at_picture(card(tmp_path / "red.png")), words="", filename="IMG_0001.png")
    assert said.description.startswith("A warm, balanced picture: ")
    assert said.tags == said.elements


def test_a_use_that_only_the_user_knows_is_named_by_the_user(tmp_path: Path) -> None:
    look = look_at_picture(card(tmp_path / "red.png"))
    assert "character-design" in described(look, words="Character reference for Voss", filename="a.png").suitable_for
    assert "character-design" not in described(look, words="Reference for Voss", filename="a.png").suitable_for


def test_a_film_is_described_with_its_shots(tmp_path: Path) -> None:
    said = described(look_at_film(film(tmp_path / "two.mp4", [(RED, 30), (BLUE, 30)])), words="", filename="pier-chase.mp4")
    assert said.description.startswith("Pier chase. A ")
    assert "film of 2.4 s in 2 shots" in said.description
    assert "editing-reference" in said.suitable_for and "without sound" in said.elements


def test_a_sound_is_described_by_its_loudness(tmp_path: Path) -> None:
    said = described(look_at_sound(wav(tmp_path / "hum.wav", sine(3, -20))), words="", filename="engine_hum.wav")
    assert said.description == "Engine hum. A moderate sound of 3.0 s at -20.0 LUFS, stereo."
    assert said.tags == ("engine", "hum", "moderate sound", "stereo")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NightHarbour_v2-final.jpg", ("night", "harbour")),
        ("DSC01234.JPG", ()),
        ("été à la plage (copie).png", ("été", "plage")),
        ("", ()),
    ],
)
def test_a_name_is_split_into_words_that_mean_something(name: str, words: tuple[str, ...]) -> None:
    assert in_name(name) == words


def test_words_of_a_sentence_are_taken_once() -> None:
    assert in_text("The fog, the FOG over the old quay's lamps") == ("fog", "old", "quay's", "lamps")
