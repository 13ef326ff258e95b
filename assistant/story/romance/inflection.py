"""Number and gender of nouns and adjectives, by their endings; French and Spanish differ only in the tables below."""

import re

from ..lexicon import language

_PLURALS = {
    "fr": ((r"[sxz]$", ""), (r"(?<!b)(?<!carnav)(?<!festiv)al$", "aux"), (r"(?:eau|eu|au)$", "\\g<0>x"), (r"$", "s")),
    "es": (
        (r"z$", "ces"), (r"ión$", "iones"), (r"ón$", "ones"), (r"án$", "anes"), (r"ín$", "ines"), (r"én$", "enes"), (r"és$", "eses"),
        (r"oven$", "óvenes"), (r"rigen$", "rígenes"), (r"[aeiouáéó]$", "\\g<0>s"), (r"(?:[^aeiouáéíóú]|[aeiou])s$", "\\g<0>"), (r"$", "es"),
    ),
}  # fmt: skip
_FEMININES = {
    "fr": (
        (r"e$", "e"), (r"eux$", "euse"), (r"teur$", "trice"), (r"eur$", "euse"), (r"er$", "ère"), (r"f$", "ve"), (r"el$", "elle"),
        (r"en$", "enne"), (r"on$", "onne"), (r"$", "e"),
    ),
    "es": (
        (r"o$", "a"), (r"(?<![aeiou]ri)or$", "ora"), (r"és$", "esa"), (r"ón$", "ona"), (r"án$", "ana"), (r"ín$", "ina"),
        (r"ol$", "ola"), (r"$", ""),
    ),
}  # fmt: skip
_FEMININE_NOUN = {
    "fr": re.compile(r"(?:[ts]ion|té|ette|[ae]nce|ie|ure|ade|ée|esse|ise|ude|trice|euse|[iè]ère|[ei]lle|ienne|a?ine|onne|ère|ose)$"),
    "es": re.compile(r"(?:a|ción|sión|dad|tad|tud|ez|umbre|triz)$"),
}  # fmt: skip
_JOINT = {"de", "d'", "del", "à", "au", "aux", "du", "des", "en", "sans", "sin", "con", "dans", "a", "al", "para", "contre"}


def plural(word: str) -> str:
    """The plural of one word."""
    return _changed(word, _PLURALS[language()])


def plurals(noun: str) -> set[str]:
    """Ways the plural of a noun of one or several words may be written: 'gardiens de phare', 'petites filles'."""
    parts = noun.split(" ")
    stop = next((at for at, part in enumerate(parts) if part in _JOINT or "'" in part), len(parts))
    first = " ".join([plural(parts[0]), *parts[1:]])
    return {first, " ".join([*map(plural, parts[:stop]), *parts[stop:]])}


def feminine(adjective: str) -> str:
    return _changed(adjective, _FEMININES[language()])


def guessed_gender(noun: str) -> str:
    """'m' or 'f', by how a noun nobody listed ends."""
    return "f" if _FEMININE_NOUN[language()].search(noun.split(" ")[0]) else "m"


def singular(word: str) -> str:
    """A plural nobody listed without its ending."""
    if language() == "es":
        return re.sub(r"ces$", "z", word) if word.endswith("ces") else re.sub(r"(?<=[rnldj])es$|s$", "", word)
    return re.sub(r"aux$", "al", word) if re.search(r"(?<!e)aux$", word) else re.sub(r"(?<=eau)x$|(?<!s)s$", "", word)


def looks_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith(("s", "x") if language() == "fr" else ("s",)) and not word.endswith(("ss", "us"))


def _changed(word: str, table: tuple[tuple[str, str], ...]) -> str:
    return next(re.sub(ending, to, word, count=1) for ending, to in table if re.search(ending, word))
