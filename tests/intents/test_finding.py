"""How do I …?: the operation that does it is found by its help line and by how people ask for it, in three languages."""

import pytest

from intents.catalogue import catalogue
from intents.finding import Finding
from intents.replies import Replies

ASKED = {
    "en": {
        "rename a character": "character.rename", "delete a project": "project.delete", "swap two scenes": "scene.swap",
        "add a shot": "shot.add", "take a snapshot": "snapshot.take", "change the genre": "project.update", "undo": "history.undo",
        "get my film as a pdf": "export.create", "split a scene": "scene.split", "share the project": "share.add",
    },
    "fr": {
        "renommer un personnage": "character.rename", "supprimer un projet": "project.delete", "échanger deux scènes": "scene.swap",
        "exporter en pdf": "export.create", "raccourcir une scène": "project.retime", "annuler": "history.undo",
    },
    "es": {
        "cambio el nombre de un personaje": "character.rename", "borrar un proyecto": "project.delete", "exportar": "export.create",
        "intercambio dos escenas": "scene.swap", "deshacer": "history.undo",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ASKED)
def test_what_somebody_asks_how_to_do_is_found(language: str) -> None:
    finding = Finding(catalogue(language))
    assert {topic: next(iter(finding.nearest(topic)), None) for topic in ASKED[language]} == ASKED[language]


@pytest.mark.parametrize("topic", ["frobnicate the gizmo", "quantum chess", "the", ""])
def test_where_nothing_is_near_nothing_is_found(topic: str) -> None:
    assert Finding(catalogue("en")).nearest(topic) == ()


def test_the_answer_is_the_help_line_its_example_and_where_there_is_more() -> None:
    told = Replies(catalogue("en")).help("rename a character")
    assert told == f"{catalogue('en').help('character.rename')}\nSay “help with characters” for more."


def test_what_cannot_be_done_yet_is_said_so() -> None:
    told = Replies(catalogue("fr")).help("exporter en pdf")
    assert told == f"{catalogue('fr').help('export.create')} Je le comprends, mais je ne sais pas encore le faire."
