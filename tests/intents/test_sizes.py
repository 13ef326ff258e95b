"""Shots by how they are taken, in three languages: over the shoulder, by drone, from below."""

from typing import Any

import pytest

from intents.catalogue import catalogue
from intents.recogniser import Recogniser
from intents.shapes import Context, Focus, Name, Vocabulary
from tests.intents.worlds import acts

SCENES = Vocabulary(
    names=(
        *(Name(kind="scene", id=f"s{at}", label=label, number=at) for at, label in enumerate(["Harvest", "The Well"], 1)),
        Name(kind="character", id="c1", label="Greta Holm", number=1),
    )
)
HERE = Context(focus=(Focus(kind="scene", id="s1"),), open_project=True)
ADDED: list[tuple[str, str, str, str | None]] = [
    ("en", "add an over-the-shoulder shot of Greta to scene 2", "over-the-shoulder", "Greta"),
    ("en", "add a shot over Greta's shoulder to scene 2", "over-the-shoulder", None),
    ("en", "add an aerial of the coast to scene 2", "drone", "the coast"),
    ("en", "add a drone shot of the harbour to scene 2", "drone", "the harbour"),
    ("en", "add an insert of the key to scene 2", "insert", "the key"),
    ("en", "add a POV shot through the keyhole to scene 2", "point-of-view", "the keyhole"),
    ("en", "add a two-shot of the sisters to scene 2", "two-shot", "the sisters"),
    ("en", "insert a close-up of the key in scene 2", "close-up", "the key"),
    ("fr", "ajoute un plan par-dessus l'épaule de Greta à la scène 2", "over-the-shoulder", "Greta"),
    ("fr", "ajoute un plan de drone de la côte à la scène 2", "drone", "la côte"),
    ("fr", "ajoute un plan aérien de la côte à la scène 2", "drone", "la côte"),
    ("fr", "ajoute une vue subjective de la rue à la scène 2", "point-of-view", "la rue"),
    ("fr", "ajoute un insert de la clé à la scène 2", "insert", "la clé"),
    ("es", "añade un plano sobre el hombro de Greta a la escena 2", "over-the-shoulder", "Greta"),
    ("es", "añade una toma aérea de la costa a la escena 2", "drone", "la costa"),
    ("es", "añade un plano de dron de la costa a la escena 2", "drone", "la costa"),
    ("es", "añade un inserto de la llave a la escena 2", "insert", "la llave"),
]
CHANGED = [
    ("en", "make shot 2 a drone shot", "drone"),
    ("en", "make shot 2 over-the-shoulder", "over-the-shoulder"),
    ("en", "shot 2 should be a low angle", "low-angle"),
    ("fr", "mets le plan 2 en contre-plongée", "low-angle"),
    ("fr", "passe le plan 2 en plongée", "high-angle"),
    ("fr", "le plan 2 doit être par-dessus l'épaule", "over-the-shoulder"),
    ("es", "cambia el plano 2 a contrapicado", "low-angle"),
    ("es", "que el plano 2 sea un plano de dron", "drone"),
]
RECOGNISERS = {language: Recogniser(catalogue(language)) for language in ("en", "fr", "es")}


@pytest.mark.parametrize(("language", "text", "size", "subject"), ADDED, ids=[row[1] for row in ADDED])
def test_a_shot_is_added_as_it_is_called(language: str, text: str, size: str, subject: str | None) -> None:
    shown: dict[str, Any] = {} if subject is None else {"description": subject}
    assert acts(RECOGNISERS[language].by_rule(text, SCENES, HERE)) == [("shot.add", {"scene": "s2", "type": size, **shown})]


@pytest.mark.parametrize(("language", "text", "size"), CHANGED, ids=[row[1] for row in CHANGED])
def test_a_shot_becomes_what_it_is_called(language: str, text: str, size: str) -> None:
    assert acts(RECOGNISERS[language].by_rule(text, SCENES, HERE)) == [("shot.update", {"scene": "s1", "shot": 2, "type": size})]
