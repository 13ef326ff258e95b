"""The port to a language model. Nothing here is imported from langchain before the first question."""

from assistant.model.failures import NoModel, Refused, Unanswered
from assistant.model.options import Options, Price, Secret, price_of
from assistant.model.port import Answer, Messages, Model, Tally
from assistant.model.providers import missing

__all__ = ["Answer", "Messages", "Model", "NoModel", "Options", "Price", "Refused", "Secret", "Tally", "Unanswered", "missing", "price_of"]
