"""Small pictures of files."""

from pathlib import Path

import pytest
from PIL import ExifTags, Image

from assistant.errors import Invalid
from assistant.looking import sniff, thumbnail
from tests.assistant.looking.media import BLUE, RED, card, film, sine, wav


@pytest.mark.parametrize(("name", "format_"), [("small.webp", "WEBP"), ("small.jpg", "JPEG")])
def test_a_picture_is_made_small_in_the_format_asked_for(name: str, format_: str, tmp_path: Path) -> None:
    path, to = card(tmp_path / "red.png", size=(1200, 800)), tmp_path / name
    thumbnail(path, sniff(path), to)
    with Image.open(to) as small:
        assert (small.format, small.size) == (format_, (480, 320))


def test_a_small_picture_is_not_made_larger(tmp_path: Path) -> None:
    path, to = card(tmp_path / "red.gif", size=(30, 20)), tmp_path / "small.webp"
    thumbnail(path, sniff(path), to)
    assert Image.open(to).size == (30, 20)


def test_a_thumbnail_is_upright_and_carries_no_notes(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation], tags[ExifTags.Base.Artist] = 6, "Robin Vale"
    path, to = card(tmp_path / "photo.jpg", exif=tags, comment=b"Robin Vale"), tmp_path / "small.jpg"
    thumbnail(path, sniff(path), to, longest=150)
    assert Image.open(to).size == (100, 150)
    assert b"Robin" not in to.read_bytes()


def test_a_film_is_shown_by_a_frame_after_its_begin(tmp_path: Path) -> None:
    path, to = film(tmp_path / "film.mp4", [((0, 0, 0), 10), (BLUE, 30)]), tmp_path / "small.webp"
    thumbnail(path, sniff(path), to, longest=80)
    with Image.open(to) as small:
        assert small.size == (80, 45)
        assert small.convert("RGB").getpixel((40, 44))[2] > 120


def test_a_sound_has_no_thumbnail(tmp_path: Path) -> None:
    path = wav(tmp_path / "beep.wav", sine(0.2, -20))
    with pytest.raises(Invalid, match="Only pictures and films"):
        thumbnail(path, sniff(path), tmp_path / "small.webp")


def test_the_file_itself_stays_as_it_is(tmp_path: Path) -> None:
    path = card(tmp_path / "red.png", RED)
    before = path.read_bytes()
    thumbnail(path, sniff(path), tmp_path / "small.webp")
    assert path.read_bytes() == before
