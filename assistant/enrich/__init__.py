"""Better wording from a model, inside a plan that stays as it is."""

from assistant.enrich.rewording import Wording, enrich

__all__ = ["Wording", "enrich"]
