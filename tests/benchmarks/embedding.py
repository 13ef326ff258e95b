"""One query by the exported model against the same model by sentence-transformers, each in a process of its own, because threads of the one
wait for those of the other: time, memory, loading; and how far their vectors are apart."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import msgspec
import numpy as np

from memory.embedder import _exported, _folder, prepare
from memory.encoders import Encoder
from memory.encoders.transformers import Transformers
from memory.shelf import INSTALLED
from tests.benchmarks.rows import Row, at_most, percentile

QUERIES = (
    "make scene three ten seconds longer and set it at dusk",
    "list the scenes",
    "a rainy rooftop at night with neon light",
    "ajoute une scène au port où Nadir attend le dernier bac",
    "qui joue dans la scène 4 ?",
    "la mer, de nuit, vue du pont",
    "añade una escena en la azotea, de noche, con lluvia",
    "¿cuántas escenas hay?",
    "un plano de la ciudad bajo la lluvia",
    "🎬" * 3,
)
REPETITIONS = 30
PAIRS = 3
"""Processes of each kind, one after the other, so that both meet the same load of the machine."""
BATCH = 64
FASTER, NEAR = 0.35, 0.9999


class Measured(msgspec.Struct):
    """Seconds and megabytes. `queries` has for each query the times of its repetitions, and `vectors` its row; `load` begins with
    nothing imported but numpy."""

    load: float
    queries: list[list[float]]
    batch: float
    memory: float
    vectors: list[list[float]]


def run() -> list[Row]:
    prepare()
    pairs = [(_measured("onnx"), _measured("plain")) for _ in range(PAIRS)]
    ours, theirs = ([pair[at] for pair in pairs] for at in (0, 1))
    nearest = float((np.array(ours[0].vectors) * np.array(theirs[0].vectors)).sum(axis=1).min())
    return [
        *_compared("one query", [_fastest(one) for one in ours], [_fastest(one) for one in theirs], "ms", goal=FASTER),
        *_compared("one query, p90", [_slow(one) for one in ours], [_slow(one) for one in theirs], "ms"),
        Row(name="least cosine of the two", value=nearest, unit="", goal=f"≥ {NEAR}", met=nearest >= NEAR),
        *_compared(f"{BATCH} at once", [1e3 * one.batch for one in ours], [1e3 * one.batch for one in theirs], "ms"),
        *_compared("loaded", [one.load for one in ours], [one.load for one in theirs], "s"),
        *_compared("process", [one.memory for one in ours], [one.memory for one in theirs], "MB"),
    ]


def _fastest(found: Measured) -> float:
    """The median of the queries, each at its best: what others do on the machine is not its cost."""
    return 1e3 * median(min(times) for times in found.queries)


def _slow(found: Measured) -> float:
    return 1e3 * percentile([each for times in found.queries for each in times], 0.9)


def _compared(name: str, ours: list[float], theirs: list[float], unit: str, goal: float | None = None) -> list[Row]:
    """The medians of both; the ratio is the median of those of the pairs."""
    ratio = median(our / their for our, their in zip(ours, theirs, strict=True))
    met = at_most(goal, ratio) if goal else {"ratio": ratio}
    return [
        Row(name=f"{name}, sentence-transformers", value=median(theirs), unit=unit),
        Row(name=f"{name}, onnxruntime", value=median(ours), unit=unit, against="sentence-transformers", **met),
    ]


def _measured(kind: str) -> Measured:
    done = subprocess.run([sys.executable, "-m", __name__, kind], check=True, capture_output=True)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Measured)


def _encoder(kind: str) -> Encoder:
    return _exported(_folder(), INSTALLED) if kind == "onnx" else Transformers(str(_folder()))


def _measure(kind: str) -> Measured:
    began = time.perf_counter()
    encoder = _encoder(kind)
    load = time.perf_counter() - began
    # The plain call of sentence-transformers gives no words, which takes less time.
    encode: Callable[[list[str]], object] = encoder.model.encode if isinstance(encoder, Transformers) else encoder.encode
    vectors = encoder.encode(QUERIES).vectors.tolist()
    queries = [[_seconds(encode, [text]) for _ in range(REPETITIONS)] for text in QUERIES]
    batch = min(_seconds(encode, (list(QUERIES) * BATCH)[:BATCH]) for _ in range(3))
    memory = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return Measured(load=load, queries=queries, batch=batch, memory=memory, vectors=vectors)


def _seconds(encode: Callable[[list[str]], object], texts: list[str]) -> float:
    began = time.perf_counter()
    encode(texts)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(_measure(sys.argv[1])) + b"\n")
