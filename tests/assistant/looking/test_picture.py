"""What is measured on pictures."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageFilter

from assistant.errors import Invalid
from assistant.looking import look_at_picture
from assistant.looking.colour import oklab, srgb
from assistant.looking.exif import Exif
from tests.assistant.looking.media import BLUE, RED, card, checkerboard, drawn


def bomb(path: Path, side: int) -> Path:
    """A PNG of a few bytes that says it is `side` pixels square."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b""))
    return path


def spot(x: int, y: int) -> np.ndarray:
    """A white square on black."""
    pixels = np.zeros((200, 300, 3), np.uint8)
    pixels[y - 15 : y + 15, x - 15 : x + 15] = 255
    return pixels


def test_a_red_card_is_warm_and_of_one_colour(tmp_path: Path) -> None:
    look = look_at_picture(card(tmp_path / "red.png"))
    assert (look.width, look.height, look.format, look.depth, look.frames) == (300, 200, "PNG", 24, 1)
    assert (look.appearance.tone.word, look.appearance.tone.saturation) == ("warm", "vivid")
    assert [(swatch.colour, swatch.share, swatch.name) for swatch in look.appearance.palette] == [("#c81e1e", 1.0, "red")]
    assert (look.appearance.contrast.word, look.sharpness.word, look.composition.word) == ("flat", "plain", "even")


def test_a_night_gradient_is_low_key_and_cool(tmp_path: Path) -> None:
    pixels = np.zeros((200, 300, 3), np.uint8)
    pixels[..., 2] = np.linspace(90, 5, 200)[:, None]
    seen = look_at_picture(drawn(tmp_path / "night.png", pixels)).appearance
    assert (seen.light.word, seen.tone.word) == ("low-key", "cool")
    assert seen.light.p05 < seen.light.p50 < seen.light.p95 < 0.35


def test_a_snowfield_is_high_key_and_neutral(tmp_path: Path) -> None:
    seen = look_at_picture(card(tmp_path / "snow.jpg", (240, 240, 242))).appearance
    assert (seen.light.word, seen.tone.word, seen.tone.saturation) == ("high-key", "neutral", "colourless")


def test_a_checkerboard_is_sharp_and_its_blur_soft(tmp_path: Path) -> None:
    board = checkerboard()
    blurred = np.asarray(Image.fromarray(board).filter(ImageFilter.GaussianBlur(4)))
    sharp, soft = (look_at_picture(drawn(tmp_path / "board.png", pixels)) for pixels in (board, blurred))
    assert (sharp.sharpness.word, soft.sharpness.word) == ("sharp", "soft")
    assert (sharp.appearance.contrast.word, sharp.appearance.contrast.rms) == ("strong", pytest.approx(0.5, abs=0.01))


def test_sharpness_is_that_of_edges_however_few_or_faint(tmp_path: Path) -> None:
    faint = np.full((400, 400), 120, np.uint8)
    faint[180:220, 180:220] = 150
    blurred = np.asarray(Image.fromarray(faint).filter(ImageFilter.GaussianBlur(3)))
    assert [look_at_picture(drawn(tmp_path / "p.png", pixels)).sharpness.word for pixels in (faint, blurred)] == ["sharp", "soft"]


@pytest.mark.parametrize(("x", "word"), [(40, "left"), (150, "centre"), (260, "right")])
def test_the_weight_lies_where_something_stands_out(x: int, word: str, tmp_path: Path) -> None:
    look = look_at_picture(drawn(tmp_path / "spot.png", spot(x, 40))).composition
    assert look.word == word
    assert look.x == pytest.approx(x / 300, abs=0.03)
    assert look.rows[0] > 0.9
    assert (look.symmetry > 0.95) == (word == "centre")


def test_shares_of_a_palette_are_those_of_the_picture(tmp_path: Path) -> None:
    pixels = np.full((100, 200, 3), BLUE, np.uint8)
    pixels[:, :50] = RED
    colours = look_at_picture(drawn(tmp_path / "two.png", pixels)).appearance.palette
    assert [swatch.colour for swatch in colours] == ["#1428be", "#c81e1e"]
    assert [swatch.share for swatch in colours] == pytest.approx([0.75, 0.25], abs=0.01)


def test_a_palette_of_many_colours_has_five_by_share(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (120, 120, 3), np.uint8)
    shares = [swatch.share for swatch in look_at_picture(drawn(tmp_path / "noise.png", noise)).appearance.palette]
    assert len(shares) == 5
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=0.001)


def test_notes_of_the_camera_are_kept_but_not_the_place(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[ExifTags.Base.Make], tags[ExifTags.Base.Model] = "Kestrel", "K-2\x00"
    tags[ExifTags.Base.Orientation], tags[ExifTags.Base.Artist] = 6, "Robin Vale"
    tags.get_ifd(ExifTags.IFD.Exif).update(
        {
            ExifTags.Base.DateTimeOriginal: "2024:03:09 18:30:00",
            ExifTags.Base.LensModel: "35mm f/2",
            ExifTags.Base.FocalLength: 35.0,
        }
    )
    tags.get_ifd(ExifTags.IFD.GPSInfo).update({ExifTags.GPS.GPSLatitude: (52.0, 31.0, 0.0)})
    look = look_at_picture(card(tmp_path / "photo.jpg", exif=tags))
    assert look.exif == Exif(taken_at="2024-03-09T18:30:00", camera="Kestrel K-2", lens="35mm f/2", focal_length=35.0, orientation=6)
    assert (look.width, look.height) == (200, 300)
    assert "52" not in str(look.exif) and "Robin" not in str(look)


def test_orientation_is_applied_before_looking(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[ExifTags.Base.Orientation] = 6
    Image.fromarray(spot(150, 40)).save(tmp_path / "turned.jpg", exif=turned, quality=95)
    assert look_at_picture(tmp_path / "turned.jpg").composition.word == "right"


def test_of_an_animation_the_first_frame_is_looked_at(tmp_path: Path) -> None:
    first, *others = (Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE, BLUE))
    first.save(tmp_path / "blink.gif", save_all=True, append_images=[others[0], Image.new("RGB", (40, 40), "green")])
    look = look_at_picture(tmp_path / "blink.gif")
    assert (look.frames, look.appearance.tone.word) == (3, "warm")


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_way_of_storing_colour_is_read(mode: str, tmp_path: Path) -> None:
    path = tmp_path / ("grey.jpg" if mode == "CMYK" else "grey.png")
    grey = Image.fromarray(np.full((60, 60), 65535, np.uint16)) if mode == "I;16" else Image.new("L", (60, 60), 255).convert(mode)
    grey.save(path)
    assert look_at_picture(path).appearance.palette[0].name == "white"


def test_what_is_transparent_is_seen_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (60, 60), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert look_at_picture(tmp_path / "clear.png").appearance.light.word == "high-key"


@pytest.mark.parametrize("side", [9_000, 12_000, 60_000])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_bombs_are_refused_before_they_are_decoded(side: int, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="more than 64 megapixels") as refused:
        look_at_picture(bomb(tmp_path / "bomb.png", side))
    assert refused.value.data == {"field": "file"}


def test_half_a_picture_is_refused(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (120, 120, 3), np.uint8)
    path = drawn(tmp_path / "half.png", noise)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(Invalid, match="damaged"):
        look_at_picture(path)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(format_=st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]), place=st.floats(0, 1), spoilt=st.binary(min_size=1, max_size=20))
def test_a_damaged_picture_is_looked_at_or_refused(format_: str, place: float, spoilt: bytes, tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.fromarray(checkerboard(64, 8)).save(written, format_)
    content = bytearray(written.getvalue())
    at = int(place * len(content))
    content[at : at + len(spoilt)] = spoilt
    (tmp_path / "spoilt").write_bytes(content)
    try:
        assert look_at_picture(tmp_path / "spoilt").appearance.palette
    except Invalid as refused:
        assert refused.data == {"field": "file"}


@given(colour=st.tuples(*[st.integers(0, 255)] * 3))
def test_colours_come_back_from_oklab(colour: tuple[int, int, int]) -> None:
    rgb = np.array(colour, np.uint8)
    assert np.array_equal(srgb(oklab(rgb)), rgb)
