"""English words put into the shape a sentence needs: endings, articles, plurals, possessives, titles."""

from functools import cache

from .lexicon import words

_VOWELS = "aeiou"
_SOUNDS_VOWEL = ("hour", "honest", "honour", "honor", "heir", "herb ", "x-ray", "mri", "fbi", "sos", "nsa", "lsd")
_SOUNDS_CONSONANT = ("uni", "use", "usu", "euro", "eu", "one", "once", "ufo", "ut", "uk", "u.s", "us ", "ubiq", "ewe")
_SMALL = {"a", "an", "the", "of", "in", "on", "at", "to", "and", "or", "by", "for", "with", "from", "as", "nor", "but"}


@cache
def third(verb: str) -> str:
    """Present tense, third person singular: carry -> carries."""
    irregular = {"be": "is", "have": "has"}
    if verb in irregular:
        return irregular[verb]
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + ("zes" if verb == "quiz" else "es")
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


@cache
def ing(verb: str) -> str:
    """Present participle: lie -> lying, pry -> prying, cut -> cutting."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb in words().doubling else verb) + "ing"


@cache
def past(verb: str) -> str:
    """Regular past tense; irregular forms are read from the lexicon, never produced."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if verb in words().doubling else verb) + "ed"


def article(phrase: str) -> str:
    """`a` or `an`, by the sound the phrase starts with."""
    low = phrase.lower()
    if low.startswith(_SOUNDS_VOWEL):
        return "an"
    if low.startswith(_SOUNDS_CONSONANT) and not low.startswith(("unin", "unim", "unid", "usher", "utter")):
        return "a"
    if len(low.split(" ")[0]) > 1 and phrase.split(" ")[0].isupper():
        return "an" if low[0] in "aefhilmnorsx" else "a"
    return "an" if low[:1] in _VOWELS or low.startswith(("8", "11", "18")) else "a"


def a(phrase: str) -> str:
    return f"{article(phrase)} {phrase}"


def polish(text: str) -> str:
    """English words stay as they are beside one another."""
    return text


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") and name[:1].islower() else f"{name}'s"


def singular(noun: str) -> str:
    """The singular of the last word; a word that is singular already comes back unchanged."""
    head, _, last = noun.rpartition(" ")
    return f"{head} {_singular(last)}".strip()


def is_plural(noun: str) -> bool:
    last = noun.lower().rpartition(" ")[2]
    return last not in {"sheep", "fish", "samurai"} and _singular(last) != last


def plural(noun: str) -> str:
    known = {one: many for many, one in words().irregular_plurals.items()}
    head, _, last = noun.rpartition(" ")
    if last in known:
        last = known[last]
    elif last.endswith("man") and last != "human":
        last = last[:-3] + "men"
    else:
        last = last + "s" if last.endswith("o") else third(last)
    return f"{head} {last}".strip()


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A capital at the start, one stop at the end, single spaces between."""
    clean = " ".join(text.split()).replace(" ,", ",").replace(" .", ".").rstrip(",;: ")
    return capital(clean) + ("" if clean.endswith((".", "!", "?", "…", '."', '?"', '!"')) else ".")


def title(text: str) -> str:
    """Title case with small words small: The Night Ferry to Tangier. Words with capitals of their own keep them."""
    parts = text.split()
    last = len(parts) - 1
    return " ".join(
        word if word.lower() in _SMALL and 0 < index < last and word.islower() else capital(word) for index, word in enumerate(parts)
    )


@cache
def _singular(word: str) -> str:
    known = words()
    if word in known.irregular_plurals:
        return known.irregular_plurals[word]
    if word in known.singular_in_s or not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    if word.endswith("oes"):
        return word[:-2]
    return word[:-1]
