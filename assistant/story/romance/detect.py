"""Which language a prompt is in: by its small words, and by letters only one of the languages has."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from msgspec import convert

from .. import lexicon

Language = Literal["en", "fr", "es"]
_LETTERS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"[àâèêëîïôœùûç]|\b(?:l|d|qu|j|n|c|s|m|t)['’](?=\w)", re.I),
    "es": re.compile(r"[ñ¿¡áíóú]|\w+(?:ción|dad)\b", re.I),
    "en": re.compile(r"\w['’]s\b|\b\w+(?:ing|ght|tion|sh|wn)\b|\b\w*(?:th|wh)\w*\b", re.I),
}
_WEIGHT = 1.0


@cache
def _small() -> dict[Language, frozenset[str]]:
    """Small words of each language; read as text, for 'no' and 'on' are words here."""
    text = files(lexicon).joinpath("languages.yaml").read_text(encoding="utf-8")
    return convert(yaml.load(text, Loader=yaml.CBaseLoader), dict[Language, frozenset[str]])  # noqa: S506 (knows no types but text)


def detect(prompt: str) -> Language | None:
    """'en', 'fr' or 'es'; None where the prompt does not tell."""
    scores = sorted(((_score(prompt, language), language) for language in _small()), reverse=True)
    (best, language), (second, _) = scores[0], scores[1]
    return language if best >= _WEIGHT and best > second * 1.2 else None


def _score(prompt: str, language: Language) -> float:
    """Words that several languages share count for each in part."""
    words = re.findall(r"[^\W\d_]+", prompt.lower())
    small = sum(1.0 / sum(word in group for group in _small().values()) for word in words if word in _small()[language])
    return small + 0.8 * len(_LETTERS[language].findall(prompt))
