"""What understanding costs by the grammar alone, in three languages: every example sentence, and what people may type up to 500
characters; in a world of three projects, five scenes and four characters, without the embedding."""

import random
import time
from collections.abc import Callable
from functools import partial

from intents.catalogue import catalogue
from intents.normalise import normalise
from intents.recogniser import Recogniser
from intents.shapes import Recognition
from tests.benchmarks.rows import Row, percentile, spread
from tests.intents.worlds import HARBOUR, focus

REPETITIONS = 3
LANGUAGES = ("en", "fr", "es")
LONGEST = 500
"""Characters: the goal holds for every input up to so many."""
GOAL = 5.0
"""Milliseconds at the 99th percentile."""
LONG_ONES = 100
"""Texts of each kind of long ones."""
BETWEEN = {"en": (", ", " and ", ", then "), "fr": (", ", " et ", ", puis "), "es": (", ", " y ", ", luego ")}
ODD = "“”«»'’…-–:;,.!?()[]{}<>/\\|#@&%€0123456789éñçßİı日本語🎬\u200d\u0301\t"
PREMISES = ("project.generate", "project.answer")
Texts = list[str]


def run() -> list[Row]:
    return [row for language in LANGUAGES for row in _language(language)]


def _language(language: str) -> list[Row]:
    words = catalogue(language)
    began = time.perf_counter()
    recogniser = Recogniser(words)
    built = time.perf_counter() - began
    examples = {name: [example.text for example in entry.examples] for name, entry in words.entries().items()}
    sentences = [text for texts in examples.values() for text in texts]
    floor = spread(f"{language}: normalising the words alone", [_fastest(partial(normalise, text)) for text in sentences])[0]
    middle, _ = spread(f"{language}: by rule, {len(sentences)} example sentences", _times(recogniser, sentences))
    understood = sum(_read(recogniser, sentence) is not None for sentence in sentences)
    premises = [text for name in PREMISES for text in examples[name]]
    kinds = {"example sentences": sentences, **_long_ones(sentences, premises, BETWEEN[language])}
    return [
        Row(name=f"{language}: grammar built", value=built * 1e3, unit="ms"),
        floor,
        Row(name=middle.name, value=middle.value, unit=middle.unit, ratio=middle.value / floor.value, against="normalising alone"),
        *(_within(f"{language}: by rule, {kind}, p99", _times(recogniser, texts)) for kind, texts in kinds.items()),
        Row(name=f"{language}: of the examples, understood by rule", value=100 * understood / len(sentences), unit="%"),
    ]


def _within(name: str, seconds: list[float]) -> Row:
    value = percentile(seconds, 0.99) * 1e3
    return Row(name=name, value=value, unit="ms", goal=f"≤ {GOAL:g} ms", met=value <= GOAL)


def _long_ones(sentences: Texts, premises: Texts, between: tuple[str, ...]) -> dict[str, Texts]:
    """What is as long as it may be: a command that goes on in free text, several commands or one over and over, a premise, a list,
    nothing at all."""
    choose = random.Random(LONGEST)
    many = range(LONG_ONES)
    vocabulary = " ".join(sentences).split()
    things = [name.label for name in HARBOUR.names]
    return {
        "long free text": [_filled([choose.choice(sentences), *choose.choices(vocabulary, k=LONGEST)], " ") for _ in many],
        "many clauses": [_filled(choose.choices(sentences, k=LONGEST // 5), choose.choice(between)) for _ in many],
        "long premises": [_filled(choose.choices(premises, k=LONGEST // 5), ". ") for _ in many],
        "heaps of words": [_filled(choose.choices(vocabulary, k=LONGEST), " ") for _ in many],
        "one clause again and again": [_filled([choose.choice(sentences)] * LONGEST, choose.choice(between)) for _ in many],
        "nothing but names and numbers": [_filled(choose.choices([*things, *"12345"], k=LONGEST), choose.choice(between)) for _ in many],
        "odd letters": ["".join(choose.choices(ODD + "   abcdefghijklmnop", k=LONGEST)) for _ in many],
    }


def _filled(parts: Texts, between: str) -> str:
    return between.join(parts)[:LONGEST]


def _times(recogniser: Recogniser, texts: Texts) -> list[float]:
    return [_fastest(partial(_read, recogniser, text)) for text in texts]


def _read(recogniser: Recogniser, text: str) -> Recognition | None:
    return recogniser.by_rule(text, HARBOUR, focus())


def _fastest(work: Callable[[], object]) -> float:
    """Seconds of the processor, the best of several: the parser is deterministic, and what others do on the machine is not its cost."""
    times = []
    for _ in range(REPETITIONS):
        began = time.thread_time()
        work()
        times.append(time.thread_time() - began)
    return min(times)
