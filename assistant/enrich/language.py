"""In which language a text is written, as far as its small words tell."""

import re
from unicodedata import name

_SMALL = {
    "en": "the a an of and to in on with who that is are was for from by about her his their must at into not when he she they it its "
    "as out up where what while before after s t d ll m re ve",
    "fr": "le la les un une des du de et dans sur pour avec qui que est sont son sa ses au aux à où mais elle il ne pas ce cette se en "
    "par plus sans leur d l qu n s",
    "es": "el la los las un una de del y en con para que por es son su sus al pero ella él no se lo le como sin más cuando donde",
    "de": "der die das ein eine einen einem und in mit für von zu ist sind sein ihre auf dem den des nicht über er sie es sich",
    "it": "il lo la gli le un uno una di del della dei e in con per che è sono suo sua al alla ma non si nel nella",
    "pt": "o a os as um uma de do da dos das e em no na com para que por é são seu sua ao mas não se",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
NAMES = {"en": "English", "fr": "French", "es": "Spanish"}
_PLAIN = 3
"""So many small words that only another language has are no accident."""
_LONG = 20
"""Words from which on a text has small words of its language, whatever its style; at least one in `_SPARSE`."""
_SPARSE = 15


def is_in(text: str, language: str) -> bool:
    """Whether `text` may well be in `language`: no other language shows through more than it, and its letters are Latin.

    A word that both have tells nothing. True for short texts without a sign of another language, and for languages not known here.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if sum("LATIN" not in name(letter, "LATIN") for letter in letters) * 4 > len(letters):
        return False
    if language not in _WORDS:
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    own = _WORDS[language]
    for other in _WORDS.values():
        foreign, ours = (sum(word in small for word in words) for small in (other - own, own - other))
        if foreign >= _PLAIN and foreign > ours:
            return False
    return len(words) < _LONG or sum(word in own for word in words) * _SPARSE >= len(words)
