"""The model is checked before it is loaded, and gives the same vectors alone and in company."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from memory.embedder import WEIGHTS_SHA256, Embedder, ModelDamaged, _folder, check_weights


def test_the_installed_weights_are_the_ones_this_was_built_for() -> None:
    check_weights(_folder() / "model.safetensors")
    assert WEIGHTS_SHA256.startswith("53aa51172d14")


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not a model")
    with pytest.raises(ModelDamaged, match="not the model"):
        check_weights(tmp_path / "model.safetensors")


@pytest.mark.slow
async def test_vectors_are_normalised_and_do_not_depend_on_who_else_asks() -> None:
    embedder = Embedder()
    texts = ("make it longer", "a rainy rooftop", "make it longer")
    alone = await embedder.encode(texts)
    together = await asyncio.gather(*(embedder.encode((text,)) for text in texts))
    assert alone.dtype == np.float32
    assert np.allclose(np.linalg.norm(alone, axis=1), 1.0, atol=1e-5)
    for one, many in zip(together, alone, strict=True):
        assert np.allclose(one[0], many, atol=1e-5)
    assert embedder.ready
    await embedder.close()


@pytest.mark.slow
async def test_one_who_gives_up_takes_nobody_else_down() -> None:
    embedder = Embedder()
    hasty = asyncio.create_task(embedder.encode(("make it longer",)))
    await asyncio.sleep(0)
    hasty.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hasty
    assert (await embedder.encode(("a rainy rooftop",))).shape == (1, 384)
    await embedder.close()


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Give Petra's scene ten seconds", "  déjà vu — la scène 3, s'il te plaît ", "", "🎬" * 3, "x" * 3000])
async def test_each_piece_of_a_text_has_its_place_and_its_vector(text: str) -> None:
    embedder = Embedder()
    vectors, (places, words) = await embedder.read(text, ("a rainy rooftop", "make it longer"))
    assert len(vectors) == 2 and len(places) == len(words)
    assert all(0 <= start <= end <= len(text) for start, end in places)
    covered = "".join(text[start:end] for start, end in places)
    assert covered == "".join(text.split())[: len(covered)]
    await embedder.close()


@pytest.mark.slow
async def test_why_a_model_is_not_there_names_no_file_of_the_machine(tmp_path: Path) -> None:
    embedder = Embedder(str(tmp_path / "no model"))
    with pytest.raises(ModelDamaged, match="log says why") as refused:
        await embedder.encode(("a rainy rooftop",))
    assert embedder.failure == str(refused.value) and str(tmp_path) not in embedder.failure
    await embedder.close()
