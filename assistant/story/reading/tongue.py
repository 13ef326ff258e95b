"""In which language a prompt is written, as far as its small words tell."""

import re
from unicodedata import name

_SMALL = {
    "fr": "le la les un une des du de et dans sur pour avec qui que est sont son sa ses au aux à où mais elle il ne pas ce cette histoire",
    "es": "el la los las un una de del y en con para que por es son su sus al pero ella no se lo historia sobre",
    "de": "der die das ein eine einen einem und in mit für von zu ist sind sein ihre auf dem den des nicht über geschichte",
    "it": "il lo la gli le un una di del della e in con per che è sono suo sua al ma non si storia su",
    "pt": "o a os as um uma de do da e em com para que é são seu sua ao mas não se história sobre",
}
_ENGLISH = frozenset(
    {"the", "a", "an", "of", "and", "to", "in", "on", "with", "who", "that", "is", "are", "was", "for", "from", "by", "about", "her", "his",
     "their", "must", "at", "into", "not", "film", "story", "when", "he", "she", "they", "it", "you", "your", "what", "if", "would",
     "could", "than", "this", "my", "we", "how", "has", "have", "been", "be", "but", "or", "which", "one", "two", "where", "nobody",
     "there"}
)  # fmt: skip
_NAMES = {"fr": "French", "es": "Spanish", "de": "German", "it": "Italian", "pt": "Portuguese"}


def foreign(prompt: str) -> str:
    """The English name of another language the prompt is plainly written in, or ''.

    Plainly: its small words are mostly of that language and hardly English, or its letters are not Latin.
    """
    letters = [letter for letter in prompt if letter.isalpha()]
    if sum("LATIN" not in name(letter, "LATIN") for letter in letters) * 2 > len(letters):
        return "a language that is not written in Latin letters"
    words = re.findall(r"[^\W\d_]+", prompt.lower())
    english = sum(word in _ENGLISH for word in words)
    counts = {tongue: sum(word in small.split() for word in words) for tongue, small in _SMALL.items()}
    best = max(counts, key=lambda tongue: counts[tongue])
    return _NAMES[best] if counts[best] >= 2 and counts[best] > 1.5 * english else ""
