"""Questions in a prompt: some are the theme ('Can two enemies share a boat?'), some only a way of telling the premise."""

import re

_ASKED = re.compile(r"(?:(?<=^)|(?<=[.!?;:\n—–]))\s*(?P<q>[A-Za-z][^.!?;\n]{6,160}\?)")
_PREMISE = re.compile(
    r"(?:what\s+(?:would\s+)?(?:happens?\s+)?if|what\s+happens|why|when|where|who|whose|which|(?:can|could|would|will)\s+you|how\s+about|what\s+about|maybe)\b",
    re.I,
)
_PLEASE = re.compile(r"\b(?:can|could|would|will)\s+you\s+(?:please\s+)?(?:write|make|create|do|give|tell|come|help|generate|turn)\b", re.I)
_GENERAL = re.compile(r"\b(?:you|your|we|our|one's|anyone|ever|is\s+it|does\s+it|what\s+is|what\s+does|what\s+do)\b", re.I)


def questions(text: str) -> list[tuple[int, int, bool]]:
    """Span of each question that a film can answer with its ending, and whether it speaks of nobody in the story."""
    found = []
    for hit in _ASKED.finditer(text):
        if not _PREMISE.match(hit.group("q")) and not _PLEASE.search(hit.group("q")):
            general = bool(_GENERAL.search(hit.group("q")))
            found.append((hit.start("q"), hit.end("q"), general))
    return found
