"""What onnxruntime makes of a text is what sentence-transformers makes of it, and where it cannot run, nothing is lost but time."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory import embedder
from memory.embedder import EXPORTED, LONGEST, Embedder, ModelDamaged, _exported, _folder, _load, prepare
from memory.encoders import Encoder, Vectors
from memory.encoders.export import exported
from memory.encoders.onnx import Onnx
from memory.encoders.transformers import Transformers
from memory.shelf import INSTALLED, Shelf

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("encoders")]
SAME = 0.9999
"""The least cosine of what is the same."""
TEXTS = (
    "make scene three ten seconds longer and set it at dusk",
    "Give Petra's scene ten seconds",
    "  déjà vu — la scène 3, s'il te plaît ",
    "ajoute une scène au port où Nadir attend le dernier bac",
    "añade una escena en la azotea, de noche, con lluvia",
    "¿cuántas escenas hay?",
    "",
    "🎬" * 3,
    "a 🎬 rainy\tnight\n日本語 e\u0301\u200d",
    "x" * 3000,
    "the ferry leaves the harbour " * 200,
)
VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "rainy", "roof", "##top", "harbour", "scene", "the")


class Two(NamedTuple):
    """The same model by either library."""

    onnx: Encoder
    plain: Encoder


@pytest.fixture(scope="module")
def minilm() -> Two:
    prepare()
    return Two(_exported(_folder(), INSTALLED), Transformers(str(_folder())))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model of sentence-transformers that nobody taught anything."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    bert, folder = tmp_path_factory.mktemp("bert"), tmp_path_factory.mktemp("tiny")
    sizes: dict[str, Any] = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(VOCABULARY), max_position_embeddings=16, **sizes)).save_pretrained(bert)
    BertTokenizer(vocab={word: at for at, word in enumerate(VOCABULARY)}, model_max_length=16).save_pretrained(bert)
    SentenceTransformer(modules=[Transformer(str(bert)), Pooling(32), Normalize()], device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module")
def tiny_twice(tiny: Path) -> Two:
    file = tiny / "exported.onnx"
    file.write_bytes(exported(tiny))
    return Two(Onnx(file, tiny, 16), Transformers(str(tiny)))


class Said:
    """A log that is kept."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def warning(self, event: str, reason: str) -> None:
        self.warnings.append(f"{event}: {reason}")

    def error(self, event: str, reason: str) -> None:
        self.errors.append(f"{event}: {reason}")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    log = Said()
    monkeypatch.setattr(embedder, "log", log)
    return log


def least_cosine(some: Vectors, others: Vectors) -> float:
    """Of each row of the one with the same row of the other."""
    assert some.shape == others.shape
    return float(((some * others).sum(axis=1) / (np.linalg.norm(some, axis=1) * np.linalg.norm(others, axis=1))).min())


def assert_same(two: Two, texts: Sequence[str]) -> None:
    ours, theirs = two.onnx.encode(texts), two.plain.encode(texts)
    assert ours.vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(ours.vectors, axis=1), 1.0, atol=1e-5)
    assert least_cosine(ours.vectors, theirs.vectors) >= SAME
    for (places, words), (their_places, their_words) in zip(ours.words, theirs.words, strict=True):
        assert np.array_equal(places, their_places)
        assert least_cosine(words, their_words) >= SAME


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12].encode("ascii", "replace").decode())
def test_a_text_has_the_same_vector_and_the_same_words(minilm: Two, text: str) -> None:
    assert_same(minilm, [text])


def test_texts_of_all_lengths_in_one_batch_have_them_in_their_order(minilm: Two) -> None:
    assert_same(minilm, TEXTS)


def test_a_long_text_is_cut_off(minilm: Two) -> None:
    found = minilm.onnx.encode(["scene " * 1000, "scene " * 2000])
    assert [len(places) for places, _ in found.words] == [LONGEST, LONGEST]
    assert np.allclose(found.vectors[0], found.vectors[1], atol=1e-5)


@settings(max_examples=15)
@given(
    texts=st.lists(st.lists(st.sampled_from(["a", "rainy", "rooftop", "harbour", "SCENE", "the", "ferry", "—"]), max_size=20), min_size=1)
)
def test_an_export_takes_any_number_of_texts_of_any_length(tiny_twice: Two, texts: list[list[str]]) -> None:
    assert_same(tiny_twice, [" ".join(words) for words in texts])


@pytest.mark.parametrize("content", [b"", b"no model at all", None], ids=["empty", "no model", "missing"])
async def test_without_a_usable_export_the_plain_library_answers_and_it_is_said_once(
    tmp_path: Path, said: Said, minilm: Two, content: bytes | None
) -> None:
    shelf = Shelf(tmp_path)
    if content is not None:
        shelf.seal(EXPORTED, content)
    for _ in range(2):
        fallen = Embedder(shelf=shelf)
        assert least_cosine(await fallen.encode(TEXTS[:3]), minilm.onnx.encode(TEXTS[:3]).vectors) >= SAME
        assert fallen.ready and fallen.failure is None
        await fallen.close()
    assert isinstance(_load(None, shelf), Transformers)
    assert len(said.warnings) == 1 and "sentence-transformers does" in said.warnings[0]


def test_what_was_altered_after_it_was_sealed_is_not_found(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.seal("minilm-1", b"as it was")
    file = shelf.sealed("minilm-1")
    assert file is not None and file.read_bytes() == b"as it was"
    assert shelf.sealed("minilm-2") is None
    file.write_bytes(b"as it wasn't")
    assert shelf.sealed("minilm-1") is None
    shelf.seal("minilm-1", b"as it is now")
    assert shelf.sealed("minilm-1") and not file.exists()


async def test_another_model_is_taken_from_its_folder(tiny: Path) -> None:
    other = Embedder(model=str(tiny))
    vectors, (places, words) = await other.read("a rainy rooftop", ("the harbour", "the scene"))
    assert vectors.shape == (2, 32) and words.shape == (6, 32)
    assert [(int(start), int(end)) for start, end in places] == [(0, 0), (0, 1), (2, 7), (8, 12), (12, 15), (0, 0)]
    await other.close()


async def test_a_model_that_is_nowhere_is_a_failure_that_says_so(tmp_path: Path, said: Said) -> None:
    nowhere = Embedder(model=str(tmp_path / "nowhere"))
    with pytest.raises(ModelDamaged, match="nowhere"):
        await nowhere.encode(("a rainy rooftop",))
    assert not nowhere.ready and re.search("nowhere", nowhere.failure or "") and len(said.errors) == 1
    await nowhere.close()
