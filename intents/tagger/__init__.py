"""Which words of a sentence fill which slot of its operation: learnt from examples in which they are marked."""

from intents.tagger.marks import Mark, Marked, marked
from intents.tagger.perceptron import Lesson, Tagger
from intents.tagger.surroundings import Surroundings
from intents.tagger.units import Unit, units

__all__ = ["Lesson", "Mark", "Marked", "Surroundings", "Tagger", "Unit", "marked", "units"]
