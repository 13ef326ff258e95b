"""Files by their content: hashed while written, bounded, kept once, and never lost to somebody who removes them at the same moment."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.ranges import part_of
from memory.blobs import Blobs, TooLong


def kept(blobs: Blobs, content: bytes) -> str:
    draft = blobs.draft(1000)
    draft.write(content)
    draft.close()
    blobs.keep(draft.path, draft.digest)
    return draft.digest


def test_content_is_kept_once_under_its_hash_for_its_owner_alone(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "media")
    digest = kept(blobs, b"pier")
    assert digest == hashlib.sha256(b"pier").hexdigest() == kept(blobs, b"pier")
    assert blobs.path(digest).read_bytes() == b"pier"
    assert blobs.path(digest).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "media").rglob("*") if path.is_file()] == [digest]


UPLOAD = "upload_" + "0" * 32


def append(blobs: Blobs, content: bytes) -> None:
    """A piece of the upload, as the door writes it."""
    path = blobs.piecewise(UPLOAD)
    hashing = blobs.hashing(UPLOAD, path.stat().st_size)
    with path.open("ab") as file:
        file.write(content)
    hashing.write(content)


@given(pieces=st.lists(st.tuples(st.booleans(), st.binary(max_size=4)), max_size=8))
def test_an_upload_has_its_hash_whoever_wrote_its_pieces(
    pieces: list[tuple[bool, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("media")
    servers = {False: Blobs(root), True: Blobs(root)}
    servers[False].begin(UPLOAD)
    for which, content in pieces:
        append(servers[which], content)
    whole = hashlib.sha256(b"".join(content for _, content in pieces)).hexdigest()
    assert {blobs.digest(UPLOAD) for blobs in (*servers.values(), Blobs(root))} == {whole}


def test_an_upload_is_read_again_only_by_who_has_not_written_all_of_it(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blobs.begin(UPLOAD)
    for piece in (b"the ", b"pier"):
        append(blobs, piece)
    blobs.piecewise(UPLOAD).write_bytes(b"THE PIER")
    assert blobs.digest(UPLOAD) == hashlib.sha256(b"the pier").hexdigest()
    assert Blobs(tmp_path).digest(UPLOAD) == hashlib.sha256(b"THE PIER").hexdigest()


def test_no_more_is_written_than_may_be(tmp_path: Path) -> None:
    draft = Blobs(tmp_path).draft(10)
    draft.write(b"0123456789")
    with pytest.raises(TooLong):
        draft.write(b"x")
    draft.discard()
    assert not draft.path.exists()


def test_a_removal_takes_along_what_was_made_of_it_and_can_be_taken_back(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    digest = kept(blobs, b"pier")
    blobs.beside(digest, "thumbnail.webp").write_bytes(b"small")
    blobs.remove(digest).back()
    assert blobs.has(digest)
    assert blobs.beside(digest, "thumbnail.webp").exists()
    blobs.remove(digest).gone()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_who_brings_the_same_content_while_it_is_removed_keeps_theirs(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    digest = kept(blobs, b"pier")
    removal = blobs.remove(digest)
    kept(blobs, b"pier")
    removal.gone()
    assert blobs.path(digest).read_bytes() == b"pier"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 63, "A" * 64, ""])
def test_only_a_digest_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no digest"):
        Blobs(tmp_path).path(name)


@given(asked=st.one_of(st.text(max_size=30), st.from_regex(r"bytes=[0-9]{0,4}-[0-9]{0,4}", fullmatch=True)), size=st.integers(0, 3000))
def test_a_part_lies_within_the_file(asked: str, size: int) -> None:
    part = part_of(asked, size)
    assert part is None or 0 <= part[0] <= part[1] <= size
