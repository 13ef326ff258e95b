"""What a file is by its content, and what is refused."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import Invalid
from assistant.looking import Kind, sniff
from tests.assistant.looking.media import RED, card, encoded, film, sine, wav

ONE_SHOT = [(RED, 5)]
MAKERS: dict[str, Callable[[Path], Path]] = {
    "jpg": card,
    "png": card,
    "gif": card,
    "webp": card,
    "mp4": lambda path: film(path, ONE_SHOT),
    "mov": lambda path: film(path, ONE_SHOT),
    "webm": lambda path: film(path, ONE_SHOT, codec="libvpx-vp9"),
    "avi": lambda path: film(path, ONE_SHOT, codec="mpeg4"),
    "wav": lambda path: wav(path, sine(0.2, -20)),
    "mp3": lambda path: encoded(path, sine(0.2, -20), "libmp3lame"),
    "ogg": lambda path: encoded(path, sine(0.2, -20), "libopus"),
    "m4a": lambda path: encoded(path, sine(0.2, -20), "aac"),
    "pdf": lambda path: written(path, b"%PDF-1.7\n%\xe2\xe3\n"),
    "txt": lambda path: written(path, "Dawn. Voss waits; é".encode()),
    "json": lambda path: written(path, b'{"title": "Night Boat"}'),
    "svg": lambda path: written(path, b'<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg"/>'),
}
KINDS = ("image", "video", "audio", "document")
SIGNATURES = (
    b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x40\0\0\0WEBPVP8 ", b"RIFF\x40\0\0\0WAVEfmt ", b"OggS\0\x02",
    b"RIFF\x40\0\0\0AVI LIST", b"\x1aE\xdf\xa3\x42\x82\x84webm", b"\0\0\0\x18ftypisom", b"ID3\x03\0", b"\xff\xfb\x90\x64", b"%PDF-",
    b"{", b"[" * 2000, b"<svg",
)  # fmt: skip


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("extension", MAKERS)
def test_each_kind_is_known_by_its_content_under_any_name(extension: str, tmp_path: Path) -> None:
    found = sniff(MAKERS[extension](tmp_path / f"made.{extension}").rename(tmp_path / "upload"))
    assert found.extension == extension
    assert found.kind in KINDS


def test_a_drawing_in_svg_is_plain_text(tmp_path: Path) -> None:
    assert sniff(MAKERS["svg"](tmp_path / "logo.svg")) == Kind(kind="document", mime="text/plain", extension="svg")


def test_text_that_is_called_markdown_is_markdown(tmp_path: Path) -> None:
    assert sniff(written(tmp_path / "notes.md", b"# Notes")).mime == "text/markdown"


@pytest.mark.parametrize(("made", "called"), [("png", "jpg"), ("jpg", "jpeg"), ("mp4", "mov"), ("ogg", "mp3"), ("json", "txt")])
def test_another_format_of_the_same_kind_is_taken_for_what_it_is(made: str, called: str, tmp_path: Path) -> None:
    assert sniff(MAKERS[made](tmp_path / f"made.{made}"), f"holiday.{called}").extension == made


@pytest.mark.parametrize(
    ("made", "called"), [("mp4", "jpg"), ("jpg", "MP4"), ("m4a", "mp4"), ("txt", "png"), ("svg", "png"), ("txt", "json"), ("pdf", "txt")]
)
def test_a_name_that_claims_another_kind_is_found_out(made: str, called: str, tmp_path: Path) -> None:
    path = MAKERS[made](tmp_path / f"made.{made}")
    with pytest.raises(Invalid, match=f"says .{called.lower()}") as refused:
        sniff(path, f"holiday.{called}")
    assert refused.value.data == {"field": "file"}
    assert f".{made}" in refused.value.remedy


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + bytes(200), "no kind"),
        (b"\x1f\x8b\x08" + bytes(20), "archive"),
        (bytes(257) + b"ustar" + bytes(250), "archive"),
        (b"<!DOCTYPE html><html><script>1</script></html>", "Web pages"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
        ("café".encode("latin-1"), "no kind"),
    ],
)
def test_what_is_not_accepted_is_refused_with_a_remedy(content: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        sniff(written(tmp_path / "upload", content))
    assert refused.value.data == {"field": "file"}
    assert refused.value.remedy != Invalid.remedy


def test_an_archive_is_refused_under_any_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "scenes.mp4", "w") as archive:
        archive.writestr("scene.txt", "Dawn")
    with pytest.raises(Invalid, match="archive"):
        sniff(tmp_path / "scenes.mp4")


def test_a_matroska_film_that_is_no_webm_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no kind"):
        sniff(film(tmp_path / "film.mkv", ONE_SHOT))


def test_a_playlist_opens_no_other_file(tmp_path: Path) -> None:
    secret = film(tmp_path / "secret.mp4", ONE_SHOT)
    playlist = written(tmp_path / "list.mp4", f"#EXTM3U\n#EXTINF:1,\n{secret}\n".encode())
    with pytest.raises(Invalid, match="holds a text"):
        sniff(playlist)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begin=st.sampled_from(SIGNATURES), rest=st.binary(max_size=300), name=st.sampled_from(["", ".mp3", ".jpg", ".json", ".mp4"]))
def test_any_bytes_are_of_a_kind_or_invalid(begin: bytes, rest: bytes, name: str, tmp_path: Path) -> None:
    path = written(tmp_path / f"any{name}", begin + rest)
    try:
        assert sniff(path).kind in KINDS
    except Invalid as refused:
        assert refused.data == {"field": "file"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.sampled_from(sorted(MAKERS)), cut=st.floats(0, 1), spoilt=st.integers(0, 255))
def test_a_damaged_file_is_of_a_kind_or_invalid(which: str, cut: float, spoilt: int, tmp_path: Path) -> None:
    whole = tmp_path / f"whole.{which}"
    content = (whole if whole.exists() else MAKERS[which](whole)).read_bytes()
    place = int(cut * (len(content) - 1))
    for damaged in (content[:place], content[:place] + bytes([spoilt]) * 8 + content[place + 8 :]):
        try:
            assert sniff(written(tmp_path / "damaged", damaged)).kind in KINDS
        except Invalid as refused:
            assert refused.data == {"field": "file"}
