"""What is measured on films."""

import io
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from assistant.errors import Invalid
from assistant.looking import FilmLook, frames, look_at_film
from assistant.looking.film import MOST_KEY_FRAMES
from tests.assistant.looking.media import BLUE, GREEN, RED, card, film, shown, sine, wav

CODECS = [("mp4", "libx264"), ("webm", "libvpx-vp9"), ("mov", "mpeg4"), ("avi", "mpeg4")]


def turned(path: Path) -> Path:
    """The film as a telephone held upright notes it: a quarter turn in the track's matrix (ISO/IEC 14496-12)."""
    content = bytearray(path.read_bytes())
    matrix = content.index(b"tkhd") + 4 + 40
    one, nought = (0x10000).to_bytes(4, "big"), bytes(4)
    minus, last = (-0x10000).to_bytes(4, "big", signed=True), (0x40000000).to_bytes(4, "big")
    content[matrix : matrix + 36] = b"".join((nought, one, nought, minus, nought, nought, nought, nought, last))
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("extension", "codec"), CODECS)
def test_the_cut_between_two_shots_is_found(extension: str, codec: str, tmp_path: Path) -> None:
    look = look_at_film(film(tmp_path / f"two.{extension}", [(RED, 30), (BLUE, 20)], codec=codec))
    assert look.changes == pytest.approx([1.2], abs=0.04)
    assert (look.duration, look.fps) == (pytest.approx(2.0, abs=0.01), 25)
    assert (look.width, look.height, look.has_sound, look.every_frame) == (160, 90, False, True)


def test_one_shot_has_no_cut_whatever_moves(tmp_path: Path) -> None:
    assert look_at_film(film(tmp_path / "one.mp4", [(GREEN, 60)])).changes == ()


def test_a_slow_fade_is_no_cut(tmp_path: Path) -> None:
    fade = [((200 - 4 * step, 30, 30), 1) for step in range(50)]
    assert look_at_film(film(tmp_path / "fade.mp4", fade)).changes == ()


def test_each_shot_has_a_key_frame(tmp_path: Path) -> None:
    look = look_at_film(film(tmp_path / "three.mp4", [(RED, 20), (BLUE, 20), (GREEN, 20)]))
    assert [frame.shot for frame in look.key_frames] == [1, 2, 3]
    assert [frame.at for frame in look.key_frames] == pytest.approx([0.4, 1.2, 2.0], abs=0.05)
    colours = [Image.open(io.BytesIO(frame.jpeg)).getpixel((80, 88)) for frame in look.key_frames]
    assert [colour.index(max(colour)) for colour in colours] == [0, 2, 1]


def test_of_many_shots_some_are_shown_spread_evenly(tmp_path: Path) -> None:
    look = look_at_film(film(tmp_path / "many.mp4", [(RED, 8), (BLUE, 8)] * 15))
    shots = [frame.shot for frame in look.key_frames]
    assert len(look.changes) == 29
    assert (len(shots), shots[0], shots[-1]) == (MOST_KEY_FRAMES, 1, 30)
    assert {later - sooner for sooner, later in pairwise(shots)} == {2, 3}


def test_light_and_tone_are_those_of_its_shots(tmp_path: Path) -> None:
    seen = look_at_film(film(tmp_path / "night.mp4", [((10, 10, 40), 10), ((5, 5, 30), 10)])).appearance
    assert (seen.light.word, seen.tone.word) == ("low-key", "cool")


def test_sound_is_noticed(tmp_path: Path) -> None:
    assert look_at_film(film(tmp_path / "loud.mp4", [(RED, 5)], sound=True)).has_sound


def test_a_long_film_is_looked_at_by_its_key_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(tmp_path / "long.mp4", [(RED, 60), (BLUE, 60), (GREEN, 60)])
    monkeypatch.setattr(frames, "MOST", 30)
    facts = frames.facts(path)
    look = look_at_film(path)
    assert not look.every_frame
    assert len(list(frames.samples(path, facts))) <= 30
    assert look.changes == pytest.approx([2.4, 4.8], abs=0.05)


def test_no_more_frames_are_decoded_than_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(tmp_path / "keys.mov", [(RED, 50)], codec="mpeg4", gop=1)
    monkeypatch.setattr(frames, "MOST", 7)
    assert 1 <= len(list(frames.samples(path, frames.facts(path)))) <= 7


def test_a_turned_film_is_measured_and_shown_upright(tmp_path: Path) -> None:
    look = look_at_film(turned(film(tmp_path / "upright.mp4", [(RED, 5)])))
    assert (look.width, look.height) == (90, 160)
    assert Image.open(io.BytesIO(look.key_frames[0].jpeg)).size == (90, 160)


def test_frames_with_too_many_pixels_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(tmp_path / "large.mp4", [(RED, 2)])
    monkeypatch.setattr("assistant.looking.opening.PIXELS", 100)
    with pytest.raises(Invalid, match="film"):
        look_at_film(path)


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    for path in (card(tmp_path / "red.jpg"), wav(tmp_path / "beep.wav", sine(0.2, -20))):
        with pytest.raises(Invalid, match="damaged or incomplete") as refused:
            look_at_film(path)
        assert refused.value.data == {"field": "file"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.sampled_from(CODECS), cut=st.floats(0, 1), spoilt=st.binary(min_size=1, max_size=12))
def test_a_damaged_film_is_looked_at_or_refused(which: tuple[str, str], cut: float, spoilt: bytes, tmp_path: Path) -> None:
    whole = tmp_path / f"whole.{which[0]}"
    content = (whole if whole.exists() else film(whole, [(RED, 6), (BLUE, 6)], codec=which[1])).read_bytes()
    place = int(cut * len(content))
    for damaged in (content[:place], content[:place] + spoilt + content[place + len(spoilt) :]):
        (tmp_path / "damaged").write_bytes(damaged)
        try:
            assert isinstance(look_at_film(tmp_path / "damaged"), FilmLook)
        except Invalid as refused:
            assert refused.data == {"field": "file"}


def test_a_pan_over_a_rough_wall_is_one_shot_until_it_is_cut(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2, 20, 40, 3), np.uint8)
    walls = [np.asarray(Image.fromarray(rough).resize((640, 320), Image.Resampling.BICUBIC)) for rough in noise]
    pans = [wall[:90, 8 * step : 8 * step + 160] for wall in walls for step in range(40)]
    assert look_at_film(shown(tmp_path / "pan.mp4", pans)).changes == (1.6,)
