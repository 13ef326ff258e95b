"""A model by sentence-transformers: any that it can load, at the price of importing torch (seconds, 300 MB)."""

import os
from collections.abc import Sequence

from memory.encoders.encoder import Encoded, Vectors, Words


class Transformers:
    """`model` is a local folder, or a name that is in the cache of this machine: nothing is downloaded."""

    def __init__(self, model: str) -> None:
        """Raises OSError or ValueError when there is no such model."""
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as noise

        # Half of the cores: the others are for those who talk, and threads that wait for a core make a sentence take ten times as long.
        torch.set_num_threads(max(1, (os.cpu_count() or 2) // 2))
        noise.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.model = SentenceTransformer(model, device="cpu", local_files_only=True)

    def encode(self, texts: Sequence[str]) -> Encoded:
        import numpy as np

        found = self.model.encode(list(texts), output_value=None, normalize_embeddings=True, show_progress_bar=False)
        rows = np.stack([one["sentence_embedding"].numpy() for one in found]).astype(np.float32)
        return Encoded(rows, [self._words(text, one["token_embeddings"].numpy()) for text, one in zip(texts, found, strict=True)])

    def _words(self, text: str, pieces: Vectors) -> Words:
        """Where each piece of the text stands in it, the marks around it nowhere; and its row. A row more fills a batch up."""
        import numpy as np

        read = self.model.tokenizer(text, return_offsets_mapping=True, truncation=True, max_length=self.model.max_seq_length)
        places = np.array(read["offset_mapping"], dtype=np.int64).reshape(-1, 2)
        return places, pieces[: len(places)]
