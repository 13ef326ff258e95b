"""Prompts as people type them, in French and in Spanish."""

from .french import FRENCH
from .spanish import SPANISH

ASKED = {"fr": FRENCH, "es": SPANISH}
