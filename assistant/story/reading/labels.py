"""Lists and labels: 'Protagonist: Leyla', 'Place: Bern', 'must include a dog' say in headings what sentences say in words.

A label is put into words of the same length, so that offsets still hold: 'Place: Bern' is read as 'In     Bern'.
"""

import re

_AT = r"(?:(?<=^)|(?<=[.;\n!?,])|(?<=\s\s))[ \t]*"
_WORDS: tuple[tuple[str, str], ...] = (
    (r"place|places|setting|settings|location|locations|where", "in"),
    (r"time|period|when|era|year|date", "in"),
    (r"goal|aim|wants|objective|want|mission", "must"),
    (r"antagonist|antagonists|villain|villains|opponent|opponents|opposition|enemy|conflict|obstacle|foe|against", "against"),
    (r"protagonist|protagonists|hero|heroine|main\s+characters?|lead|leads", ""),
    (r"characters?|cast|crew|team|target|people|who|logline|synopsis|premise|plot|story|summary|wish\s*list|wishes|must\s+haves?|must-haves?|ingredients|elements|include|includes|including|featuring|"
     r"objects?|props?|things?|what|idea|prompt|brief|pitch|concept|treatment|notes?|requirements?|"
     r"beginning|middle|end|act\s+(?:one|two|three|i{1,3}|\d)|scene\s+\d+", ""),
)  # fmt: skip
_LEADING = re.compile(
    rf"{_AT}(?:protagonists?|hero|heroine|main\s+characters?|leads?)\s*(?::|=)|\bthe\s+(?:hero|heroine|protagonist|main\s+character)\s+is\b",
    re.I,
)
_MUST = re.compile(
    r"(?:\b(?:it|this|the\s+(?:film|story|movie))\s+)?\b(?:must|should|has\s+to|have\s+to|needs\s+to|please)\s+(?:have|include|contain|feature|involve)\b\s*:?",
    re.I,
)
_IS = (
    (re.compile(r"\bthe\s+(?:villain|antagonist|enemy|bad\s+guy)\s+is\b", re.I), "against"),
    (re.compile(r"\bthe\s+(?:hero|heroine|protagonist|main\s+character)\s+is\b", re.I), ""),
    (re.compile(r"(?:(?<=^)|(?<=[,.;:!?\n]))\s*\bset(?=\s+(?:in|on|at|aboard|during|inside|among|between|around)\b)", re.I), ""),
    (re.compile(r"\b(?:happy|sad|open|twist)\s+ending\b", re.I), ""),
)


def unlabelled(text: str) -> tuple[str, int]:
    """`text` with its labels put into words, and where the one the story is about is named (-1 if no label says)."""
    leading = _LEADING.search(text)
    for names, word in _WORDS:
        text = re.sub(rf"(?P<at>{_AT})(?P<label>{names})(?P<mark>\s*(?::|=))", lambda hit: _put(hit, word), text, flags=re.I)  # noqa: B023
    text = _MUST.sub(lambda hit: _filled("", hit.group()), text)
    for pattern, word in _IS:
        text = pattern.sub(lambda hit: _filled(word, hit.group()), text)  # noqa: B023
    return text, leading.end() if leading else -1


def _put(hit: re.Match[str], word: str) -> str:
    return hit.group("at") + _filled(word, hit.group()[len(hit.group("at")) :])


def _filled(word: str, said: str) -> str:
    """`word` over as many characters as `said` has; a shorter label leaves none."""
    return (word if len(word) <= len(said) else "").ljust(len(said))
