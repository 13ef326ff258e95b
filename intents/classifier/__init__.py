"""Which label a sentence has, and how surely it has none: learnt from examples, over its embedding and its words and letters."""

from intents.classifier.model import Classifier, Scored

__all__ = ["Classifier", "Scored"]
