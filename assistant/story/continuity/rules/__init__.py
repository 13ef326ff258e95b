"""The rules, a file a subject: each reads a `Reading` and yields notes."""

from . import aims, beats, causes, introductions, order, people, places, records, things, times, wording

RULES = (causes, beats, introductions, people, places, times, things, aims, order, records, wording)
"""Those whose notes say most come first: of two notes on one trouble, the first stays."""
