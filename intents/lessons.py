"""What the tagger learns from: the examples of a language with their slots marked; where none are marked, as the grammar reads them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from intents.catalogue import Example
from intents.commands import Commands
from intents.gist import example_world
from intents.grammar import unspoken
from intents.mentions import Mentions
from intents.normalise import View
from intents.shapes import Context, Vocabulary
from intents.tagger import Lesson, Mark, Surroundings, Unit, units
from intents.tagger.perceptron import OUTSIDE

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

Span = tuple[int, int, str]


def lessons(of: "Recogniser", surroundings: Mapping[str, Surroundings] = {}) -> Iterator[Lesson]:
    """One per example whose slots are known; `surroundings` are those of the words of each text."""
    world = example_world(of.catalogue)
    for operation, entry in of.catalogue.entries().items():
        for example in entry.examples:
            lesson = _lesson(of, operation, example, world, surroundings.get(example.text))
            if lesson is not None:
                yield lesson


def _lesson(of: "Recogniser", operation: str, example: Example, world: Vocabulary, around: Surroundings | None = None) -> Lesson | None:
    view = of.view(example.text, world)
    commands = Commands(of, world, Context())
    spans = [_words(view, mark) for mark in example.marks] if example.marks else _read(of, commands, operation, view)
    if spans is None:
        return None
    mentions = commands.mentions(view)
    said = units(view, mentions)
    plain = [(start, end, _plain(label, start, end, mentions)) for start, end, label in spans]
    return Lesson(operation, tuple(said), labelled(said, plain), around.of(view, said) if around else None)


def _plain(label: str, start: int, end: int, mentions: Mentions) -> str:
    """The slot alone, where the words themselves say the value."""
    slot, _, value = label.partition("=")
    inside = (m for found in mentions.values() for m in found if start <= m.start and m.end <= end)
    return slot if value and any(str(m.value) == value for m in inside) else label


def _words(view: View, mark: Mark) -> Span:
    """The words that a mark's characters cover."""
    covered = [at for at, token in enumerate(view.tokens) if token.start < mark.end and mark.start < token.end]
    return (covered[0], covered[-1] + 1, mark.label) if covered else (0, 0, mark.label)


def _read(of: "Recogniser", commands: Commands, operation: str, view: View) -> list[Span] | None:
    """What the grammar is sure of; None when it reads something else."""
    if not of.places(operation):
        return []
    reading = commands.best(of.clauses.trimmed(view), Context())
    if reading is None or reading.operation != operation or reading.guess:
        return None
    at = view.find(reading.view) or 0
    found = [(m.start + at, m.end + at, slot) for slot, m in reading.mentioned.items() if not unspoken(slot)]
    return [*found, *((start + at, end + at, slot) for slot, (start, end) in reading.free.items() if not unspoken(slot))]


def labelled(said: Iterable[Unit], spans: Iterable[Span]) -> tuple[str, ...]:
    """The label of each unit: that of the first span which covers a word of it."""
    labels: list[str] = []
    before: Span | None = None
    for unit in said:
        span = next((span for span in spans if span[0] < unit.end and unit.start < span[1]), None)
        labels.append(OUTSIDE if span is None else f"{'I' if span == before else 'B'}-{span[2]}")
        before = span
    return tuple(labels)
