"""A real model that sees, of some thousand numbers: a CLIP with random weights that was taught what some pictures show, offline."""

import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL.Image import Image

from assistant.library.probing import DRAWN, ELSEWHERE

SEEN, WIDTH, LAYERS = 32, 64, 2
"""Pixels of a side that it looks at, and its size."""
RIDGE = 0.001


@contextmanager
def offline() -> Iterator[None]:
    """As with HF_HUB_OFFLINE=1, which is only looked at when the library is imported."""
    import huggingface_hub.constants

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
        yield


def seeing_model(folder: Path, shows: Mapping[str, Image], *, learnt: bool = True) -> Path:
    """A folder of sentence-transformers. It puts the pictures, and the drawings that models are tried on, beside the words for them and
    nothing else beside those; without having `learnt`, everything anywhere."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules.transformer import Transformer
    from transformers import CLIPProcessor
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    see = CLIPImageProcessorPil(size={"shortest_edge": SEEN}, crop_size={"height": SEEN, "width": SEEN})
    read = _tokenizer()
    model = _random(len(read), read.bos_token_id, read.eos_token_id)
    if learnt:
        _teach(model, see, read, {**shows, **{caption: draw() for caption, draw in DRAWN.items()}})
    model.save_pretrained(folder / "clip")
    CLIPProcessor(see, read).save_pretrained(folder / "clip")
    SentenceTransformer(modules=[Transformer(str(folder / "clip"))], device="cpu").save(str(folder / "seeing"))
    return folder / "seeing"


def _tokenizer() -> Any:
    """Letter by letter."""
    from transformers import CLIPTokenizer

    pieces = [*string.ascii_lowercase, *(f"{letter}</w>" for letter in string.ascii_lowercase), "<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(vocab={piece: number for number, piece in enumerate(pieces)}, merges=[], model_max_length=77)


def _random(pieces: int, begins: int, ends: int) -> Any:
    import torch
    from transformers import CLIPConfig, CLIPModel

    size = {
        "hidden_size": WIDTH,
        "intermediate_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": 4,
        "projection_dim": WIDTH,
    }
    text = {"vocab_size": pieces, "max_position_embeddings": 77, "bos_token_id": begins, "eos_token_id": ends, "pad_token_id": ends, **size}
    torch.manual_seed(4)
    return CLIPModel(CLIPConfig(text_config=text, vision_config={"image_size": SEEN, "patch_size": 8, **size}, projection_dim=WIDTH)).eval()


def _teach(model: Any, see: Any, read: Any, shows: Mapping[str, Image]) -> None:
    """The two projections, by ridge regression: what belongs together gets a direction of its own, and what is nearly the same the same."""
    import torch

    words = [*shows, *ELSEWHERE]
    with torch.inference_mode():
        said = model.text_model(**read(words, padding=True, return_tensors="pt")).pooler_output
        shown = model.vision_model(**see(list(shows.values()), return_tensors="pt")).pooler_output
    for features, projection in ((said, model.text_projection), (shown, model.visual_projection)):
        steady = features.T @ features + RIDGE * torch.eye(WIDTH)
        learnt = torch.linalg.solve(steady, features.T @ torch.eye(len(features), WIDTH))
        projection.weight = torch.nn.Parameter(learnt.T.contiguous())
