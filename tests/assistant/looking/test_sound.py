"""What is measured on sounds."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import Invalid
from assistant.looking import look_at_sound
from assistant.looking.loudness import RATE, Loudness
from tests.assistant.looking.media import RED, card, encoded, film, sine, wav

TOLERANCE = 0.1
"""LU, that of EBU Tech 3341 for its test signals."""


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize(("channels", "lufs"), [(1, -23.0), (2, -20.0)])
def test_a_sine_of_1_khz_has_the_loudness_of_the_standard(channels: int, lufs: float, rate: int, tmp_path: Path) -> None:
    look = look_at_sound(wav(tmp_path / "sine.wav", sine(3, -20, channels=channels, rate=rate), rate))
    assert look.loudness == pytest.approx(lufs, abs=TOLERANCE)
    assert look.peak == pytest.approx(-20, abs=0.05)
    assert (look.duration, look.sample_rate, look.channels, look.codec) == (3.0, rate, channels, "pcm_s16le")


@pytest.mark.parametrize("levels", [(-36, -23, -36), (-72, -36, -23, -36, -72)])
def test_quiet_passages_are_gated_out(levels: tuple[float, ...], tmp_path: Path) -> None:
    """Cases 3 and 4 of EBU Tech 3341."""
    samples = np.concatenate([sine(60 if level == -23 else 10, level) for level in levels])
    assert look_at_sound(wav(tmp_path / "steps.wav", samples)).loudness == pytest.approx(-23, abs=TOLERANCE)


def test_channels_behind_the_listener_weigh_more_and_the_bass_channel_nothing() -> None:
    """Case 6 of EBU Tech 3341: five channels at their levels have -23 LUFS."""
    levels = {"FL": -28.0, "FR": -28.0, "FC": -24.0, "LFE": 0.0, "SL": -30.0, "SR": -30.0}
    loudness = Loudness(list(levels))
    loudness.hear(np.concatenate([sine(2, level, channels=1) for level in levels.values()], axis=1).T.astype(np.float32))
    assert loudness.integrated() == pytest.approx(-23, abs=TOLERANCE)


@settings(max_examples=20, deadline=None)
@given(cuts=st.sets(st.integers(1, 2 * RATE - 1), max_size=8).map(sorted))
def test_loudness_does_not_depend_on_how_a_sound_is_cut(cuts: list[int]) -> None:
    samples = (sine(2, -20) * np.linspace(0.1, 1, 2 * RATE)[:, None]).T.astype(np.float32)
    whole, pieces = Loudness(["FL", "FR"]), Loudness(["FL", "FR"])
    whole.hear(samples)
    for piece in np.split(samples, cuts, axis=1):
        pieces.hear(piece)
    assert pieces.integrated() == pytest.approx(whole.integrated())


def test_silence_has_no_loudness(tmp_path: Path) -> None:
    look = look_at_sound(wav(tmp_path / "silence.wav", np.zeros((RATE, 2))))
    assert (look.word, look.loudness, look.peak, set(look.waveform)) == ("silent", None, None, {0.0})


def test_a_click_too_short_for_a_loudness_has_a_peak(tmp_path: Path) -> None:
    look = look_at_sound(wav(tmp_path / "click.wav", sine(0.05, -1)))
    assert (look.loudness, look.peak, look.word) == (None, pytest.approx(-1, abs=0.1), "loud")


def test_the_waveform_follows_the_sound(tmp_path: Path) -> None:
    look = look_at_sound(wav(tmp_path / "swell.wav", sine(2, 0) * np.linspace(0, 1, 2 * RATE)[:, None]))
    assert len(look.waveform) == 200
    assert look.waveform == pytest.approx(np.linspace(0.005, 1, 200), abs=0.01)


@pytest.mark.parametrize("count", [1, 50, 12_800, 12_801])
def test_a_waveform_has_200_points_however_short_the_sound(count: int, tmp_path: Path) -> None:
    assert len(look_at_sound(wav(tmp_path / "short.wav", np.full((count, 1), 0.5))).waveform) == 200


@pytest.mark.parametrize(("extension", "codec"), [("mp3", "libmp3lame"), ("ogg", "libopus"), ("m4a", "aac")])
def test_a_compressed_sound_is_as_loud_as_it_was(extension: str, codec: str, tmp_path: Path) -> None:
    look = look_at_sound(encoded(tmp_path / f"sine.{extension}", sine(3, -20), codec))
    assert look.loudness == pytest.approx(-20, abs=0.5)
    assert look.duration == pytest.approx(3, abs=0.1)


def test_the_sound_of_a_film_can_be_looked_at(tmp_path: Path) -> None:
    assert look_at_sound(film(tmp_path / "film.mp4", [(RED, 5)], sound=True)).codec == "aac"


def test_what_has_no_sound_is_refused(tmp_path: Path) -> None:
    for path in (card(tmp_path / "red.png"), film(tmp_path / "mute.mp4", [(RED, 5)])):
        with pytest.raises(Invalid, match="sound cannot be read") as refused:
            look_at_sound(path)
        assert refused.value.data == {"field": "file"}


def test_a_sound_may_not_go_on_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.looking.sound.LONGEST", 0.5)
    with pytest.raises(Invalid, match="may last"):
        look_at_sound(wav(tmp_path / "long.wav", sine(1, -20)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.sampled_from(["mp3:libmp3lame", "ogg:libopus", "m4a:aac"]), place=st.floats(0, 1), spoilt=st.binary(max_size=12))
def test_a_damaged_sound_is_looked_at_or_refused(which: str, place: float, spoilt: bytes, tmp_path: Path) -> None:
    extension, codec = which.split(":")
    whole = tmp_path / f"whole.{extension}"
    content = (whole if whole.exists() else encoded(whole, sine(0.3, -20), codec)).read_bytes()
    at = int(place * len(content))
    for damaged in (content[:at], content[:at] + spoilt + content[at + len(spoilt) :]):
        (tmp_path / "damaged").write_bytes(damaged)
        try:
            assert len(look_at_sound(tmp_path / "damaged").waveform) == 200
        except Invalid as refused:
            assert refused.data == {"field": "file"}
