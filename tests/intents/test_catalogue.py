"""One place per intent: what a language's file must hold, what is checked at start, and how an entry is added."""

import msgspec
import pytest

from intents.catalogue import Catalogue, catalogue, languages, problems
from intents.grammar import slots_of
from intents.recogniser import Recogniser
from tests.intents.worlds import HARBOUR, acts, focus

CATALOGUE = catalogue("en")
ENTRY = {
    "say": ["(toast|char) [the] {dish}", {"sentence": "burn everything", "slots": {"dish": "all"}}],
    "examples": ["toast the bread", "char the onions a little"],
    "help": "Toast something, for example “toast the bread”.",
    "reply": "Toasted {{ r.dish }}.",
}


def all_fields() -> dict[str, frozenset[str]]:
    """Fields that fit the catalogue itself."""
    return {
        name: frozenset(
            {slot for s in entry.say for slot in slots_of(CATALOGUE, s)}
            | {slot for e in entry.examples for slot in (*e.slots, *(mark.slot for mark in e.marks if mark.slot[0] != "_"))}
            | set(entry.needs)
        )
        for name, entry in CATALOGUE.operations.items()
    }


def test_english_is_there() -> None:
    assert "en" in languages()


def test_a_language_without_a_file_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        catalogue("tlh")


@pytest.mark.parametrize("name", CATALOGUE.operations)
def test_every_operation_has_its_sentences(name: str) -> None:
    entry = CATALOGUE.operations[name]
    assert len(entry.say) >= 1
    assert len(entry.examples) >= 8
    assert entry.never
    assert entry.help.count("“") >= 1
    assert set(entry.needs) <= all_fields()[name]


def test_no_two_operations_share_an_example() -> None:
    texts = [example.text.casefold() for entry in CATALOGUE.operations.values() for example in entry.examples]
    assert len(texts) == len(set(texts))


def test_a_complete_catalogue_has_no_problems() -> None:
    assert problems(CATALOGUE, all_fields()) == []


def test_an_operation_without_sentences_is_named() -> None:
    assert problems(CATALOGUE, {**all_fields(), "scene.paint": frozenset({"scene"})}) == ["scene.paint: no sentences"]


def test_an_entry_without_an_operation_is_named() -> None:
    fields = all_fields()
    del fields["history.redo"]
    assert problems(CATALOGUE, fields) == ["history.redo: no such operation"]


def test_a_slot_without_a_field_is_named_with_its_sentence() -> None:
    fields = all_fields()
    fields["history.undo"] = frozenset({"steps"})
    found = problems(CATALOGUE, fields)
    assert found
    assert all(problem.startswith("history.undo: no field for slot “what” in ") for problem in found)


def test_an_operation_added_at_run_time_is_understood() -> None:
    added = CATALOGUE.with_entry("kitchen.toast", ENTRY)
    recogniser = Recogniser(added)
    assert acts(recogniser.by_rule("please toast the Rye Bread", HARBOUR, focus())) == [("kitchen.toast", {"dish": "Rye Bread"})]
    assert acts(recogniser.by_rule("burn everything and undo that", HARBOUR, focus())) == [
        ("kitchen.toast", {"dish": "all"}),
        ("history.undo", {}),
    ]
    assert added.help("kitchen.toast") == ENTRY["help"]
    assert [example.text for example in added.examples("kitchen.toast")] == ENTRY["examples"]
    assert "kitchen.toast" not in CATALOGUE.operations


def test_another_file_of_the_language_can_be_merged() -> None:
    merged = CATALOGUE.merged(
        {"operations": {"kitchen.toast": ENTRY}, "values": {"dish": {"bread": ["bread", "loaf"]}}, "messages": {"x": "y"}}
    )
    assert "kitchen.toast" in merged.operations
    assert "time" in merged.values
    assert merged.messages["x"] == "y"
    assert merged.messages["cancelled"] == CATALOGUE.messages["cancelled"]
    said = Recogniser(merged).by_rule("toast the loaf", HARBOUR, focus())
    assert acts(said) == [("kitchen.toast", {"dish": "bread"})]


def test_a_misspelled_key_is_refused_by_name() -> None:
    with pytest.raises(msgspec.ValidationError, match="exampels"):
        CATALOGUE.with_entry("kitchen.toast", {**ENTRY, "exampels": []})


def test_yes_and_no_are_words_and_not_booleans() -> None:
    content = Catalogue.from_mapping({"language": "xx", "answers": {"yes": ["yes"], "no": ["no"]}})
    assert content.answers.yes == ("yes",)
    assert {"yes", "y"} <= set(CATALOGUE.answers.yes)
    assert "on" in CATALOGUE.references.small
