"""What a recogniser has learnt from its examples, as bytes, so that it is learnt once and not at every start."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from intents.catalogue import Catalogue
from intents.classifier import Classifier
from intents.tagger import Tagger

if TYPE_CHECKING:
    from intents.recogniser import Recogniser


class Kept(msgspec.Struct, frozen=True):
    """Vectors of the examples row by row in 16 bits; of the tagger's weights only those that are not nothing."""

    columns: int
    vectors: bytes
    classifier: bytes
    places: bytes
    weights: bytes
    leanings: bytes
    slots: dict[str, tuple[str, ...]]
    known: frozenset[str]
    telling: dict[str, frozenset[str]]


def key(catalogue: Catalogue) -> str:
    """A name that is another one whenever other things would be learnt: by the language's content and this package's code."""
    said = [(name, entry.say, entry.examples) for name, entry in catalogue.entries().items()]
    talked = [(name, kind.examples) for name, kind in catalogue.smalltalk.items()]
    content = repr((said, talked, catalogue.out_of_scope, catalogue.world, catalogue.stands_for))
    return f"{catalogue.language}-{hashlib.sha256((content + _sources()).encode()).hexdigest()[:24]}"


@cache
def _sources() -> str:
    found = hashlib.sha256()
    for path in sorted(_walk(files("intents")), key=str):
        found.update(path.read_bytes())
    return found.hexdigest()


def _walk(folder: Traversable) -> list[Traversable]:
    found = []
    for item in folder.iterdir():
        if item.is_dir() and not item.name.startswith((".", "_")):
            found += _walk(item)
        elif item.name.endswith((".py", ".yaml")):
            found.append(item)
    return found


def dumps(recogniser: "Recogniser", vectors: np.ndarray[Any, np.dtype[np.float32]]) -> bytes:
    """`vectors` are those of its examples. Raises ValueError before it has learnt."""
    tagger, classifier = recogniser.tagger, recogniser.classifier
    if tagger is None or classifier is None:
        raise ValueError("nothing has been learnt yet")
    places = np.flatnonzero(tagger.weights)
    return msgspec.msgpack.encode(
        Kept(
            columns=vectors.shape[1],
            vectors=vectors.astype("<f2").tobytes(),
            classifier=classifier.dumps(),
            places=places.astype("<u4").tobytes(),
            weights=tagger.weights[places].astype("<f4").tobytes(),
            leanings=tagger.leanings.astype("<f4").tobytes(),
            slots=tagger.slots,
            known=tagger.known,
            telling=tagger.telling,
        )
    )


def loads(recogniser: "Recogniser", content: bytes) -> None:
    """Gives a recogniser what it learnt before. Raises ValueError for anything that `dumps` did not make of one like it."""
    try:
        kept = msgspec.msgpack.decode(content, type=Kept)
        classifier = Classifier.loads(kept.classifier)
        vectors = np.frombuffer(kept.vectors, dtype="<f2").astype(np.float32).reshape(-1, kept.columns)
        places, weights = np.frombuffer(kept.places, dtype="<u4"), np.frombuffer(kept.weights, dtype="<f4")
        leanings = np.frombuffer(kept.leanings, dtype="<f4")
        tagger = Tagger.of(places, weights, kept.slots, kept.known, kept.telling, leanings)
    except (msgspec.DecodeError, IndexError) as error:
        raise ValueError(f"not what was learnt: {error}") from error
    recogniser.examples.learn(vectors)
    recogniser.classifier, recogniser.tagger = classifier, tagger
