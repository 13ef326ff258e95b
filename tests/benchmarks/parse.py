"""What understanding costs by the grammar alone: every example sentence of the catalogue, in a world of three projects, five scenes
and four characters, without the embedding."""

import time

from intents.catalogue import catalogue
from intents.normalise import normalise
from intents.recogniser import Recogniser
from tests.benchmarks.rows import Row, spread
from tests.intents.worlds import HARBOUR, focus

REPETITIONS = 5


def run() -> list[Row]:
    words = catalogue()
    began = time.perf_counter()
    recogniser = Recogniser(words)
    built = time.perf_counter() - began
    sentences = [example.text for entry in words.operations.values() for example in entry.examples]
    fastest = [_fastest(recogniser, sentence) for sentence in sentences]
    understood = sum(recogniser.by_rule(sentence, HARBOUR, focus()) is not None for sentence in sentences)
    middle, worst = spread(f"by rule, {len(sentences)} example sentences", fastest)
    floor = spread("normalising the words alone", [_normalised(sentence) for sentence in sentences])[0]
    return [
        Row(name="grammar built", value=built * 1e3, unit="ms"),
        floor,
        Row(name=middle.name, value=middle.value, unit=middle.unit, ratio=middle.value / floor.value, against="normalising alone"),
        worst,
        Row(name="of those understood without the embedding", value=100 * understood / len(sentences), unit="%"),
    ]


def _fastest(recogniser: Recogniser, sentence: str) -> float:
    """The best of several: the parser is deterministic, and what others do on the machine is not its cost."""
    times = []
    for _ in range(REPETITIONS):
        began = time.perf_counter()
        recogniser.by_rule(sentence, HARBOUR, focus())
        times.append(time.perf_counter() - began)
    return min(times)


def _normalised(sentence: str) -> float:
    times = []
    for _ in range(REPETITIONS):
        began = time.perf_counter()
        normalise(sentence)
        times.append(time.perf_counter() - began)
    return min(times)
