"""The language of a sentence is told by its words, and kept where they do not tell."""

import pytest

from intents.language import Languages
from intents.normalise import normalise

SAID = {
    "en": "make the scene longer delete no three yes set at night",
    "fr": "rallonge la scène supprime non trois oui de nuit",
    "es": "alarga la escena borra no tres sí de noche",
}
LETTERS = {"fr": "àâçèêëîïôùûœ", "es": "áíóúñ"}
languages = Languages({language: frozenset(normalise(words).words) for language, words in SAID.items()}, LETTERS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("make scene three longer", "en"),
        ("rallonge la scène trois", "fr"),
        ("borra la escena tres", "es"),
        ("oui", "fr"),
        ("sí", "es"),
        ("sí, guárdala", "es"),
        ("arrête ça", "fr"),
    ],
)
def test_a_sentence_is_in_the_language_whose_words_it_has(text: str, language: str) -> None:
    assert languages.of(text, "en") == language


@pytest.mark.parametrize("before", ["en", "es"])
def test_what_could_be_either_stays_in_the_language_spoken_so_far(before: str) -> None:
    assert languages.of("no", before) == before
    assert languages.of("4711", before) == before
    assert languages.of("", before) == before


def test_a_foreign_name_does_not_change_the_language() -> None:
    assert languages.of("delete the scene La Nuit de Paris", "en") == "en"


@pytest.mark.parametrize("code", ["clue-chain-7de03a", "a3de-0la4-4non", "IMG_2034_fin.jpg", "9de4non7la"])
def test_an_id_or_a_file_is_in_no_language(code: str) -> None:
    known = {"en": frozenset({"delete"}), "fr": frozenset({"de", "la", "non", "fin"}), "es": frozenset({"borra"})}
    assert Languages(known).of(code, "en") == "en"
    assert Languages(known).of(f"delete {code}", "en") == "en"
