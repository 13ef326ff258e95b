"""What the prompt asked to leave out stays out of the wording."""

import re

from .lexicon import hints
from .reading import Said


def avoided(wishes: tuple[Said, ...], text: str) -> bool:
    """Whether `text` brings in something that one of the negative `wishes` ("no romance") forbids."""
    low = text.lower()
    topics = [word for one in wishes for word in re.findall(r"[\w'-]+", one.value) if word not in {"or", "and", "any", "the", "a"}]
    return any(re.search(rf"\b(?:{hints().forbids.get(word, re.escape(word))})", low) for word in topics)
