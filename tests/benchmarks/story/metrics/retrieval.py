"""Whether a story is about its own prompt: among 200 prompts, its scene descriptions are nearest to the one it was made of.

Nearness is the cosine. The embedding is that of the memory (all-MiniLM-L6-v2), which the engine never uses: the mean of the normalised
vectors of the descriptions. It was trained on English, so that French and Spanish are also compared by runs of 3 to 5 characters within
words, weighed by tf-idf (Salton and Buckley, 1988).
"""

import asyncio
import math
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from memory.embedder import Embedder, ModelDamaged
from tests.assistant.story.prompts import TYPED, VARIED
from tests.benchmarks.rows import Row
from tests.benchmarks.story.tales import Failure, Missing, Outcome, Tale, share
from tests.benchmarks.story.texts import descriptions, words
from tests.benchmarks.story.wishes import LANGUAGES, wishes

Matrix = npt.NDArray[np.float32]
AMONG = 200


def measure(tales: list[Tale]) -> Outcome:
    language = tales[0].wish.language
    prompts = candidates(language)
    ways = {"MiniLM": by_meaning} | ({} if language == "en" else {"characters": by_characters})
    rows: list[Row] = []
    failures: list[Failure] = []
    for name, way in ways.items():
        ranks = _ranks(tales, prompts, way)
        rows.append(share(f"own prompt nearest, {name}", sum(rank == 0 for rank, _ in ranks), len(tales), goal=80))
        rows.append(share(f"own prompt among the nearest five, {name}", sum(rank < 5 for rank, _ in ranks), len(tales)))
        failures += [
            Failure(f"another prompt is nearer ({name})", language, tale.wish.prompt, f"rank {rank + 1}; nearest: {nearest[:80]!r}")
            for tale, (rank, nearest) in zip(tales, ranks, strict=True)
            if rank
        ]
    return Outcome(rows, failures)


def candidates(language: str) -> tuple[str, ...]:
    """All prompts of the language, then others', up to 200."""
    own = [wish.prompt for wish in wishes(language)]
    more = [typed[0] for typed in TYPED] + [varied[0] for varied in VARIED] if language == "en" else []
    others = [wish.prompt for code in LANGUAGES if code != language for wish in wishes(code)]
    return tuple(dict.fromkeys([*own, *more, *others]))[:AMONG]


def _ranks(tales: list[Tale], prompts: tuple[str, ...], way: Callable[[list[list[str]], tuple[str, ...]], Matrix]) -> list[tuple[int, str]]:
    """For each story how many prompts are nearer than its own, and the nearest of all."""
    near = way([descriptions(tale.story) for tale in tales], prompts)
    own = [prompts.index(tale.wish.prompt) for tale in tales]
    return [(int((row > row[at]).sum()), prompts[int(row.argmax())]) for row, at in zip(near, own, strict=True)]


def by_meaning(texts: list[list[str]], prompts: tuple[str, ...]) -> Matrix:
    """Stories by prompts: cosines."""
    vectors = _encoded((*prompts, *chain.from_iterable(texts)))
    asked, scenes = vectors[: len(prompts)], vectors[len(prompts) :]
    ends = np.cumsum([len(one) for one in texts])[:-1]
    means = np.stack([part.mean(axis=0) for part in np.split(scenes, ends)])
    return np.asarray(_unit(means) @ asked.T, dtype=np.float32)


def by_characters(texts: list[list[str]], prompts: tuple[str, ...]) -> Matrix:
    documents = [_grams(" ".join(scenes)) for scenes in texts]
    asked = [_grams(one) for one in prompts]
    known = {gram: at for at, gram in enumerate(sorted({gram for one in asked for gram in one}))}
    spread = Counter(gram for one in asked for gram in one)
    weights = np.array([math.log((1 + len(asked)) / (1 + spread[gram])) + 1 for gram in known], dtype=np.float32)

    def rows(counted: list[Counter[str]]) -> Matrix:
        table = np.zeros((len(counted), len(known)), dtype=np.float32)
        for at, one in enumerate(counted):
            for gram, count in one.items():
                if gram in known:
                    table[at, known[gram]] = 1 + math.log(count)
        return _unit(table * weights)

    return np.asarray(rows(documents) @ rows(asked).T, dtype=np.float32)


def _grams(text: str) -> Counter[str]:
    padded = [f" {word} " for word in words(text)]
    return Counter(word[at : at + size] for word in padded for size in (3, 4, 5) for at in range(len(word) - size + 1))


def _unit(rows: Matrix) -> Matrix:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


@cache
def _embedder() -> Embedder:
    return Embedder()


def _encoded(texts: tuple[str, ...]) -> Matrix:
    try:
        return asyncio.run(_embedder().encode(texts))
    except (ModelDamaged, ImportError) as error:
        raise Missing(f"the embedding model: {error}") from error
