"""A model by onnxruntime: a third of the time and of the memory of sentence-transformers, and loaded in a fraction of a second."""

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from memory.encoders.encoder import Encoded, Vectors, Words

if TYPE_CHECKING:
    from tokenizers import Encoding

MOST_THREADS = 4
"""The matrices of one sentence are too small to be shared by more."""
AT_ONCE = 512
"""Pieces in one run, those that fill the shorter texts up among them: two of the longest texts, or forty commands. More at once takes more
memory (with the square of the length) and is no faster."""


class Onnx:
    """`file` is an export as `memory.encoders.export` makes it; `folder` has the model's tokenizer; of a text the first `longest` pieces
    count. The model is one that takes the mean of its pieces (Reimers and Gurevych, Sentence-BERT, 2019)."""

    def __init__(self, file: Path, folder: Path, longest: int) -> None:
        """Raises what onnxruntime and tokenizers raise for files that are none of theirs."""
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(os.cpu_count() or 1, MOST_THREADS)
        # Threads that wait for the next sentence sleep: a core that spins is a core less for those who talk.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # The arena would keep for ever what the longest batch once needed, up to 600 MB.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(longest)

    def encode(self, texts: Sequence[str]) -> Encoded:
        import numpy as np

        read = self._tokenizer.encode_batch(list(texts))
        words: dict[int, Words] = {}
        for run in _runs(read):
            for at, pieces in zip(run, self._pieces([read[at] for at in run]), strict=True):
                words[at] = np.array(read[at].offsets, dtype=np.int64), pieces
        in_order = [words[at] for at in range(len(read))]
        rows = np.stack([pieces.mean(axis=0) for _, pieces in in_order])
        return Encoded(rows / np.linalg.norm(rows, axis=1, keepdims=True), in_order)

    def _pieces(self, read: "list[Encoding]") -> list[Vectors]:
        """For each text the rows of its pieces, without those that fill it up."""
        import numpy as np

        shape = len(read), max(len(one) for one in read)
        pieces, there = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, one in enumerate(read):
            pieces[row, : len(one)], there[row, : len(one)] = one.ids, 1
        (found,) = self._session.run(["token_embeddings"], {"input_ids": pieces, "attention_mask": there})
        return [rows[: len(one)] for rows, one in zip(found, read, strict=True)]


def _runs(read: "list[Encoding]") -> Iterator[list[int]]:
    """Which of the texts are run together: those of like length, so that little has to be filled up, the longest first."""
    longest_first = iter(sorted(range(len(read)), key=lambda at: -len(read[at])))
    for first in longest_first:
        yield [first, *islice(longest_first, max(0, AT_ONCE // len(read[first]) - 1))]
