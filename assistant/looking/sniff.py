"""What a file is by its content. Its name is a claim that is checked, never believed."""

import re
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from assistant.errors import Invalid
from assistant.looking import opening

LONGEST_TEXT = 20 * 1024**2
"""Bytes of a text; it is read as a whole."""
ACCEPTED = "pictures (jpg, png, gif, webp), films (mp4, webm, mov, avi), sounds (mp3, wav, ogg, m4a), texts in UTF-8 (pdf, txt, md, json)"


class Kind(Struct, frozen=True, kw_only=True):
    """`extension` is without the dot. An SVG is a document of plain text: it may hold scripts, so it is never drawn nor served as
    a picture."""

    kind: Literal["image", "video", "audio", "document"]
    mime: str
    extension: str


def _table(*rows: tuple[Literal["image", "video", "audio", "document"], str, str]) -> dict[str, Kind]:
    return {extension: Kind(kind=kind, mime=mime, extension=extension) for kind, mime, extension in rows}


KINDS = _table(
    ("image", "image/jpeg", "jpg"),
    ("image", "image/png", "png"),
    ("image", "image/gif", "gif"),
    ("image", "image/webp", "webp"),
    ("video", "video/mp4", "mp4"),
    ("video", "video/webm", "webm"),
    ("video", "video/quicktime", "mov"),
    ("video", "video/x-msvideo", "avi"),
    ("audio", "audio/mpeg", "mp3"),
    ("audio", "audio/wav", "wav"),
    ("audio", "audio/ogg", "ogg"),
    ("audio", "audio/mp4", "m4a"),
    ("document", "application/pdf", "pdf"),
    ("document", "text/plain", "txt"),
    ("document", "text/markdown", "md"),
    ("document", "application/json", "json"),
    ("document", "text/plain", "svg"),
)
SPELLINGS = {"jpeg": "jpg", "m4v": "mp4", "qt": "mov", "oga": "ogg", "markdown": "md"}
_OF_PILLOW = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_OF_FFMPEG = {"avi": ("avi", ""), "mp3": ("", "mp3"), "wav": ("", "wav"), "ogg": ("", "ogg"), "matroska,webm": ("webm", "")}
"""By container: the extension with moving pictures, and with sound alone."""
_STILLS = {"avif", "avis", "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"}
"""Brands of ISO/IEC 23008-12: pictures in a film's container, which ffmpeg takes for films."""
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!\x1a", b"\x28\xb5\x2f\xfd")
"""How zip, gzip, bzip2, xz, 7z, rar and zstd begin."""
_WEBM = b"\x42\x82\x84webm"
"""EBML's DocType; any other Matroska file is none that browsers play."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ASIDES = re.compile(r"<!--.*?-->|<\?.*?\?>|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)


def sniff(path: Path, named: str | None = None) -> Kind:
    """What the file holds. `named` is the name its sender gave it, by default the path's own.

    Raises Invalid, naming `file`, for what is empty, an archive, damaged or of no accepted kind, and for a name that claims another
    kind than the file holds; a PNG that is called .jpg is merely a PNG.
    """
    if not path.stat().st_size:
        raise Invalid("The file is empty.", field="file", remedy="Check it on your side and send it again.", why="empty_file")
    with path.open("rb") as file:
        head = file.read(4096)
    suffix = Path(named or path.name).suffix.lower().removeprefix(".")
    claimed = KINDS.get(SPELLINGS.get(suffix, suffix))
    return _as_claimed(_found(path, head), claimed)


def _found(path: Path, head: bytes) -> Kind:
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        return _picture(path)
    if head.startswith(b"%PDF-"):
        return KINDS["pdf"]
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        raise Invalid("This is an archive.", field="file", remedy="Unpack it and send the files it holds.", why="archive")
    return _text(path, head) or _media(path, head)


def _picture(path: Path) -> Kind:
    with opening.picture(path) as image:
        return KINDS[_OF_PILLOW[str(image.format)]]


def _text(path: Path, head: bytes) -> Kind | None:
    """Text in UTF-8, or None."""
    if _CONTROLS.search(head.decode("utf-8", "ignore")):
        return None
    if path.stat().st_size > LONGEST_TEXT:
        raise Invalid(
            f"A text may have {LONGEST_TEXT:,} bytes.",
            field="file",
            remedy="Split it and send the parts.",
            why="text_too_large",
            values={"limit": LONGEST_TEXT},
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else _kind_of(text)


def _kind_of(text: str) -> Kind:
    root = _ASIDES.sub("", text[:4096]).lstrip().lower()
    if root.startswith("<html") or text.lstrip()[:14].lower() == "<!doctype html":
        raise Invalid(
            "Web pages are not accepted.", field="file", remedy="Save it as a PDF or as plain text and send that.", why="web_page"
        )
    if re.match(r"<(\w+:)?svg\b", root):
        return KINDS["svg"]
    return KINDS["json" if _is_json(text) else "txt"]


def _is_json(text: str) -> bool:
    """An object or a list: a lone number is a text as well."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _media(path: Path, head: bytes) -> Kind:
    unknown = Invalid(
        "The file is of no kind that is accepted here.", field="file", remedy=f"Send one of these: {ACCEPTED}.", why="unknown_kind"
    )
    try:
        extension = _extension_of(path, head)
    except Invalid as error:
        raise unknown from error
    if extension is None:
        raise unknown
    return KINDS[extension]


def _extension_of(path: Path, head: bytes) -> str | None:
    """Of a film or a sound of which at least one frame can be decoded."""
    with opening.media(path, "file") as container:
        film = opening.moving(container)
        brand = container.metadata.get("major_brand", "qt").strip()
        name = container.format.name
        if brand in _STILLS or (name == "matroska,webm" and _WEBM not in head) or (name == "mp3" and not _begins_as_mp3(head)):
            return None
        stream = film or opening.sounding(container)
        if stream is None or next(iter(container.decode(stream)), None) is None:
            return None
        with_film, sound_alone = _OF_FFMPEG.get(name, ("mov" if brand == "qt" else "mp4", "m4a"))
        return (with_film if film else sound_alone) or None


def _begins_as_mp3(head: bytes) -> bool:
    """With an ID3 tag or the sync word of a frame: ffmpeg finds an MP3 also where one comes after rubbish."""
    return head.startswith(b"ID3") or (head[0] == 0xFF and head[1:2] >= b"\xe0")


def _as_claimed(found: Kind, claimed: Kind | None) -> Kind:
    if claimed is None:
        return found
    if found.extension == "txt" and claimed.extension == "md":  # every text is Markdown
        return claimed
    if _contradicts(claimed, found):
        raise Invalid(
            f"The name says .{claimed.extension}, but the file holds {_words(found)}.",
            field="file",
            remedy=f"Rename it to end in .{found.extension}, or send the file you meant.",
            why="wrong_name",
            values={"claimed": claimed.extension, "found": found.extension},
        )
    return found


def _contradicts(claimed: Kind, found: Kind) -> bool:
    if claimed.kind != found.kind or claimed.kind != "document":
        return claimed.kind != found.kind
    plain = claimed.extension in {"txt", "md"} and found.extension != "pdf"
    return claimed.extension != found.extension and not plain


def _words(found: Kind) -> str:
    words = {"image": "a picture", "video": "a film", "audio": "a sound", "document": "a text"}
    return f"{words[found.kind]} ({found.extension})"
