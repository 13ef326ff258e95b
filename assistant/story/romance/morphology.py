"""Verb forms and what they come from: 'retrouvera' -> (retrouver, future)."""

import re
from collections.abc import Iterator

from ..lexicon import language, spoken, verbs
from ..tongue import romance
from .data import forms, words
from .inflection import feminine, plural

Known = tuple[str, str]
"""A lemma, and the form: present, past, participle, gerund, future or infinitive."""
_CLITIC = re.compile(r"(?P<verb>\w+?(?:[aeiáéí]r|ndo))(?P<clitics>(?:se|me|te|nos|le|les)?(?:lo|la|los|las|se|le|les|me|nos)?)$")
_FIRST = {
    "fr": {
        ("être", "present"): "suis es est sommes êtes sont",
        ("être", "past"): "était étaient fut furent",
        ("être", "future"): "sera seront serait seraient",
        ("avoir", "present"): "ai as a avons avez ont",
        ("avoir", "past"): "avait avaient eut eurent",
        ("avoir", "future"): "aura auront aurait auraient",
    },
    "es": {
        ("ser", "present"): "soy eres es somos son",
        ("ser", "past"): "era eran fue fueron",
        ("haber", "present"): "he has ha hemos han hay",
        ("haber", "past"): "había habían",
        ("estar", "present"): "estoy estás está estamos están",
        ("estar", "past"): "estaba estaban",
    },
}
"""What is met too often to be left to the tables."""
_PLAIN = str.maketrans("áéíóú", "aeiou")


@spoken
def inflections() -> dict[str, Known]:
    """Every form of every verb that is known."""
    table: dict[str, Known] = {}
    for lemma, form, shape in (*_first(), *sorted(_irregular(), key=lambda one: one[1] == "past")):
        table.setdefault(shape, (lemma, form))
    lemmas = dict.fromkeys(
        one for kind, known in verbs().items() if kind != "nouns_too" for one in (*known, *words().modals) if " " not in one
    )
    for lemma in lemmas:
        for form, shape in _regular(lemma):
            table.setdefault(shape, (lemma, form))
    return table


def _first() -> Iterator[tuple[str, str, str]]:
    for (lemma, form), shapes in _FIRST[language()].items():
        yield from ((lemma, form, shape) for shape in shapes.split())


def known_verb(low: str) -> Known | None:
    """The verb a word is a form of; Spanish infinitives may carry their pronouns: 'vengarse', 'salvarlos'."""
    if found := inflections().get(low):
        return found
    if language() == "es" and (hit := _CLITIC.match(low)) and hit.group("clitics"):
        bare = inflections().get(hit.group("verb").translate(_PLAIN)) or inflections().get(hit.group("verb"))
        return bare if bare and bare[1] in {"infinitive", "gerund"} else None
    return None


def guessed_infinitive(low: str) -> str:
    """What looks like an infinitive though nobody listed it, without its pronouns; else ''."""
    if language() == "es":
        hit = _CLITIC.match(low)
        return hit.group("verb").translate(_PLAIN) if hit and len(low) > 4 and not hit.group("verb").endswith("ndo") else ""
    return low if re.search(r"\w{2}(?:er|ir|re)$", low) else ""


def guessed_finite(low: str) -> str:
    """The infinitive of what may be a present tense nobody listed; else ''."""
    ending = r"(?P<stem>\w{3,}?)(?:ent|e)$" if language() == "fr" else r"(?P<stem>\w{3,}?)an?$"
    hit = re.match(ending, low)
    return f"{hit.group('stem')}{'er' if language() == 'fr' else 'ar'}" if hit else ""


def _irregular() -> Iterator[tuple[str, str, str]]:
    for names, shapes in forms().items():
        verb, _, prefixes = names.partition(" + ")
        finite, part, gerund, future = (piece.strip() for piece in shapes.split("/"))
        for prefix in ("", *prefixes.split()):
            lemma = prefix + verb
            yield lemma, "infinitive", lemma
            for index, shape in enumerate(finite.split()):
                yield lemma, "present" if index < 5 or shape.endswith("ont") else "past", prefix + shape
            for shape in part.split():
                yield from ((lemma, "participle", prefix + one) for one in _agreeing(shape))
            yield lemma, "gerund", prefix + gerund
            yield from ((lemma, "future", prefix + future + ending) for ending in _FUTURE[language()])


_FUTURE = {"fr": ("ra", "ront", "rai", "a", "ont", "ai", "ait", "aient"), "es": ("á", "án", "é", "ía", "ían")}


def _agreeing(masculine: str) -> set[str]:
    she = feminine(masculine)
    return {masculine, she, plural(masculine), plural(she)}


def _regular(lemma: str) -> Iterator[Known]:
    try:
        present = romance().verb(lemma)
    except ValueError:
        return
    yield "infinitive", lemma
    yield "present", present.one
    yield "present", present.many
    yield "gerund", present.gerund
    yield from (_french if language() == "fr" else _spanish)(lemma, present.one, present.gerund)


def _french(lemma: str, one: str, gerund: str) -> Iterator[Known]:
    stem = gerund.removesuffix("ant")
    yield from (("present", f"{stem}{ending}") for ending in ("ons", "ez"))
    yield from (("past", f"{stem}{ending}") for ending in ("ait", "aient", "ais"))
    root = lemma[:-2]
    part = root + {"er": "é", "ir": "i", "re": "u"}.get(lemma[-2:], "")
    yield from (("participle", shape) for shape in _agreeing(part))
    yield from (("future", lemma.removesuffix("e") + ending) for ending in ("a", "ont", "ai", "ait", "aient"))
    if lemma.endswith("er"):
        yield from (("past", stem + ending) for ending in ("a", "èrent"))
        yield "present", f"{one}s"
        yield "future", f"{one}ra"


def _spanish(lemma: str, one: str, gerund: str) -> Iterator[Known]:
    root, first = lemma[:-2], lemma.endswith("ar")
    yield "present", f"{one[:-1]}o"
    yield "present", lemma[:-1] + "mos"
    yield "past", root + ("é" if first else "í")
    yield from (
        ("past", root + ending)
        for ending in (
            ("aba", "aban", "ó", "aron", "ara", "aran", "ase", "asen")
            if first
            else ("ía", "ían", "ió", "ieron", "iera", "ieran", "iese", "iesen")
        )
    )
    yield from (("participle", shape) for shape in _agreeing(root + ("ado" if first else "ido")))
    yield from (("future", lemma + ending) for ending in ("á", "án", "é", "ía", "ían"))
    yield from (("present", one[:-1] + ending) for ending in (("e", "en") if first else ("a", "an")))
