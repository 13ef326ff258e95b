"""French words put into the shape a sentence needs: elision, contraction, articles, agreement."""

import re
from functools import partial

from .wording import a, capital, possessive, sentence, title, verb

__all__ = ["ARTICLES", "DROPS", "PRONOUNS", "a", "capital", "her", "polish", "possessive", "sentence", "some", "the", "title", "verb"]

_ASPIRATED = {
    "hache", "hachette", "hacke", "hacker", "haie", "haillon", "haillons", "haine", "hait", "halage", "hale", "haleter", "hall",
    "halle", "halte", "hamac", "hameau", "hanche", "hangar", "hanneton", "haras", "harceler", "hardi", "harem", "hareng",
    "haricot", "harnais", "harpe", "harpon", "hasard", "hauban", "hausse", "haut", "haute", "hautes", "hauteur", "hauts",
    "havre", "hernie", "heurt", "heurte", "hibou", "hisse", "hobby", "hochet", "hollandais", "homard", "honte", "horde", "hors",
    "hotte", "houe", "houille", "houle", "houppe", "housse", "houx", "hublot", "huche", "huit", "hune", "hurle", "hurlement",
    "hussard", "hutte", "huée", "hâte", "héraut", "hérisson", "héron", "héros", "hêtre",
}  # fmt: skip
"""Words whose h keeps the article whole."""
_PLAIN = {"onze", "onzième", "oui", "ouistiti", "yacht", "yaourt", "yeti", "ululement"}
_VOWELS = "aeiouâàäéèêëîïôöûùüœæ"
_ELIDES = re.compile(
    r"\b(le|la|de|que|ne|se|je|me|te|jusque|lorsque|puisque|quoique)\u2060? (?=([\wœæ]+))",
    re.I,
)
_CONTRACTS = (
    (re.compile(r"\b([Dd])e les (?!\u2060)"), ("Des ", "des ")),
    (re.compile(r"\b([Dd])e le (?!\u2060)"), ("Du ", "du ")),
    (re.compile(r"(?<!\w)([Àà]) les "), ("Aux ", "aux ")),
    (re.compile(r"(?<!\w)([Àà]) le "), ("Au ", "au ")),
)


def elides(word: str) -> bool:
    """Whether a word begins with a vowel that is heard as one, so that 'le' before it loses its own."""
    low = word.lower()
    if low in _PLAIN or low in _ASPIRATED:
        return False
    if low.startswith("y"):
        return len(low) == 1 or low[1] not in _VOWELS
    return low[:1] in _VOWELS + "h"


def polish(text: str) -> str:
    """Elision before vowels, 'du' for 'de le', 's'il'; clitics (marked U+2060) do not contract."""
    text = _ELIDES.sub(lambda found: f"{found.group(1)[:-1]}'" if elides(found.group(2)) else found.group(), text)
    text = re.sub(r"\b([Ss])i (?=ils?\b)", r"\1'", text)
    if " le" in text:
        for pattern, written in _CONTRACTS:
            text = pattern.sub(partial(_contracted, written), text)
    return text.replace("\u2060", "")


def _contracted(written: tuple[str, str], found: re.Match[str]) -> str:
    return written[found.group(1).islower()]


def her(phrase: str, gender: str, plural: bool) -> str:
    """'sa ruche', 'son épée': the possessive agrees with what is owned, and with its sound."""
    word = phrase.split(" ")[0]
    if plural:
        return f"ses {phrase}"
    return f"{'sa' if gender == 'f' and not elides(word) else 'son'} {phrase}"


def the(phrase: str, gender: str, plural: bool) -> str:
    return f"{'les' if plural else 'la' if gender == 'f' else 'le'} {phrase}"


def some(phrase: str, gender: str, plural: bool) -> str:
    return f"{'des' if plural else 'une' if gender == 'f' else 'un'} {phrase}"


ARTICLES = {"un": ("m", False), "une": ("f", False), "des": ("", True), "le": ("m", False), "la": ("f", False), "les": ("", True)}
"""Article to gender and plural."""
PRONOUNS = {
    "il": ("il", "elle", "ils", "elles"),
    "le": ("le\u2060", "la\u2060", "les\u2060", "les\u2060"),
    "lui": ("lui", "lui", "leur", "leur"),
    "elle": ("lui", "elle", "eux", "elles"),
}
DROPS = False
"""Whether a subject that is clear is left unsaid."""
