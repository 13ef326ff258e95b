"""From a model of the transformers library to a file for onnxruntime. It takes ten seconds and is done once, by the set-up."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def exported(folder: Path) -> bytes:
    """The model in `folder` as ONNX. In go `input_ids` and `attention_mask` (int64, batch × length), out comes `token_embeddings`
    (float32, batch × length × width); batch and length may be any. Raises OSError when there is no model, ValueError when the export does
    not say what the model says."""
    import torch
    from transformers import AutoModel

    with _quiet():
        model = AutoModel.from_pretrained(str(folder), local_files_only=True, add_pooling_layer=False).eval()
        # Two tensors: one for both would make one input of them.
        example = {name: torch.ones(2, 8, dtype=torch.int64) for name in ("input_ids", "attention_mask")}
        sizes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length", max=model.config.max_position_embeddings)}
        program = torch.onnx.export(
            model,
            kwargs=example,
            dynamic_shapes=dict.fromkeys(example, sizes),
            output_names=["token_embeddings"],
            dynamo=True,
            verbose=False,
        )
    assert program is not None
    content: bytes = program.model_proto.SerializeToString()
    _compare(model, content)
    return content


def _compare(model: Any, content: bytes) -> None:
    """By texts of one, two and three pieces that are filled up to four. Raises ValueError unless both say the same."""
    import numpy as np
    import onnxruntime
    import torch

    asked = {"input_ids": torch.arange(12).reshape(3, 4), "attention_mask": torch.ones(3, 4, dtype=torch.int64).tril()}
    with torch.inference_mode():
        expected = model(**asked).last_hidden_state.numpy()
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    (found,) = session.run(["token_embeddings"], {name: tensor.numpy() for name, tensor in asked.items()})
    if not np.allclose(found, expected, atol=1e-4):
        raise ValueError("The export does not give the vectors that the model gives.")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the libraries' remarks about themselves."""
    from transformers.utils import logging as noise

    noise.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logging.disable(logging.NOTSET)
