"""A user's own words: clear slips are corrected, good words nobody listed are not; people get capitals; what they do is no role."""

import pytest

from intents.dictionary import Dictionary
from tests.intents.worlds import acts, focus, read, recogniser

WORDS = """bake bed character garland gravel library lobster neighbours order recorder river rusty scissors search shared stop theater
tractor tractors try"""
KNOWN = Dictionary(WORDS.split())
SLIPS = {
    "rusty tractrs": "rusty tractors",
    "the scisors": "the scissors",
    "the nieghbours boy": "the neighbours boy",
    "a caracter": "a character",
    "serach": "search",
    "lobsster": "lobster",
}
GOOD = ["garlands", "riverbed", "gavel", "reorder", "baking", "stopped", "theatre", "shred", "Tractrs", "xyzzy", "tractrs-like", "tries"]


@pytest.mark.parametrize(("typed", "meant"), SLIPS.items())
def test_a_clear_slip_is_corrected(typed: str, meant: str) -> None:
    assert KNOWN.corrected(typed) == meant


@pytest.mark.parametrize("word", GOOD)
def test_what_may_be_a_word_stays(word: str) -> None:
    assert KNOWN.corrected(word) == word


def test_names_stay_as_they_are() -> None:
    assert KNOWN.corrected("the tractrs", {"tractrs"}) == "the tractrs"


def test_without_a_dictionary_every_word_stays() -> None:
    assert Dictionary().corrected("rusty tractrs") == "rusty tractrs"


ADDED = [
    ("new character ada shes 16 stowaway", {"name": "Ada", "age": 16, "role": "stowaway"}),
    ("ad a new charactr calld finn hes 12", {"name": "Finn", "age": 12}),
    ("new character name of walt hes like 50 mends a bicycle", {"name": "Walt", "age": 50, "description": "mends a bicycle"}),
    ("add character mrs penrose 61 keeps the lighthouse", {"name": "Mrs Penrose", "age": 61, "description": "keeps the lighthouse"}),
    ("new character harbour pilot named Odile", {"name": "Odile", "role": "harbour pilot"}),
    ("introduce Odile as the harbour pilot", {"name": "Odile", "role": "harbour pilot"}),
    ("add a character called bell o'hara", {"name": "Bell O'hara"}),
    ("add a character called McCoy", {"name": "McCoy"}),
]


@pytest.mark.parametrize(("said", "slots"), ADDED)
def test_somebody_new_is_told_loosely(said: str, slots: dict[str, object]) -> None:
    assert acts(read(said)) == [("character.add", slots)]


def test_somebody_there_is_spelled_as_they_are() -> None:
    [(operation, slots)] = acts(read("add a close-up of inspecter lindqvist to scene 2", context=focus()))
    assert (operation, slots["description"]) == ("shot.add", "Inspector Lindqvist")


def test_a_name_in_small_letters_gets_capitals_but_not_its_small_words() -> None:
    assert recogniser.wording.with_capitals("mary of the sea") == "Mary of the Sea"
