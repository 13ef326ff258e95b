"""Vectors by what pictures show: a CLIP-like model of sentence-transformers, where one is configured."""

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

import structlog

from assistant.library.lenses import Subject
from assistant.library.probing import probed
from assistant.library.scale import Scale
from memory.blobs import Blobs
from memory.embedder import ModelDamaged
from memory.encoders.encoder import Vectors

log = structlog.get_logger(__name__)
MEASURED = {"clip-ViT-B-32": Scale(middle=0.25, spread=0.02, like=0.75)}
"""By the model's name: what its card's examples and its training (cosines of 0.2 to 0.35 for pairs that belong together) lead to expect.
Any other model is tried on drawings when it is loaded (`probing`)."""
AT_ONCE = 8
SETTING = "STORYCORE_VISION_MODEL"
BEGINNING = 1024**2
"""Bytes of each file of a model that tell it from another."""


class Pixels:
    """`model` is a local folder, or a name that is in the cache of this machine: nothing is downloaded. `scale` is None until it is loaded,
    `failure` says why it could not be; that is tried once."""

    def __init__(self, model: str, blobs: Blobs) -> None:
        self._where, self._blobs = str(Path(model).expanduser()) if Path(model).expanduser().is_dir() else model, blobs
        self.name = f"pixels:{Path(model).name[:100]}:{_identity(self._where)}"
        self.scale: Scale | None = None
        self.failure: str | None = None
        self._lock = asyncio.Lock()
        self._model: _Model | None = None

    @property
    def ready(self) -> bool:
        return self.scale is not None

    def made_of(self, subject: Subject) -> str | None:
        shown = subject.row.kind in ("image", "video") and self._picture(subject) is not None
        return subject.row.digest[:32] if shown else None

    async def items(self, subjects: Sequence[Subject]) -> Vectors:
        import numpy as np

        model = await self.load()
        rows = []
        for at in range(0, len(subjects), AT_ONCE):
            paths = [path for one in subjects[at : at + AT_ONCE] if (path := self._picture(one)) is not None]
            rows.append(await asyncio.to_thread(model.pictures, paths))
        return np.concatenate(rows)

    async def query(self, text: str) -> Vectors:
        model = await self.load()
        found: Vectors = (await asyncio.to_thread(model.encode, [text]))[0]
        return found

    async def load(self) -> "_Model":
        """Raises ModelDamaged, naming the setting, where there is no such model."""
        async with self._lock:
            if self._model is None and self.failure is None:
                await self._try()
            if self._model is None:
                raise ModelDamaged(self.failure)
            return self._model

    async def _try(self) -> None:
        try:
            self._model = await asyncio.to_thread(_Model, self._where)
            self.scale = MEASURED.get(Path(self._where).name, self._model.scale)
        except Exception as error:  # whatever the libraries have against it
            self.failure = (
                f"Pictures cannot be searched by what they show: {SETTING} names no model that puts pictures and words side by side."
            )
            log.error("the vision model cannot be used", setting=SETTING, model=self._where, reason=str(error))

    def _picture(self, subject: Subject) -> Path | None:
        """The thumbnail: models look at 224 pixels or so."""
        path = self._blobs.beside(subject.row.digest, "thumbnail.webp")
        return path if path.is_file() else None


class _Model:
    """Raises whatever the libraries do when there is no such model, or it is none for pictures; and probing.Unrelated."""

    def __init__(self, name: str) -> None:
        from memory.encoders.transformers import Transformers

        self._model = Transformers(name).model
        self.scale = probed(self.encode)

    def pictures(self, paths: Sequence[Path]) -> Vectors:
        from PIL import Image

        return self.encode([Image.open(path).convert("RGB") for path in paths])

    def encode(self, what: Sequence[object]) -> Vectors:
        """Normalised rows for pictures, or for texts."""
        import numpy as np

        rows = self._model.encode(list(what), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)


def _identity(model: str) -> str:
    """Tells it from others of its name: a folder's by what is in it, so that a model that takes another's place gets vectors of its own."""
    seal, folder = hashlib.sha256(), Path(model)
    if not (folder / "modules.json").is_file():
        return hashlib.sha256(model.encode()).hexdigest()[:16]
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            seal.update(f"{path.relative_to(folder)} {path.stat().st_size}\n".encode() + file.read(BEGINNING))
    return seal.hexdigest()[:16]
