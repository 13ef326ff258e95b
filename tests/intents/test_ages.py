"""How old somebody is, in three languages: of one who is there, and of one who is added."""

from typing import Any

import pytest

from intents.catalogue import catalogue
from intents.recogniser import Recogniser
from intents.shapes import Context, Focus, Name, Unclear, Vocabulary
from tests.intents.worlds import acts

PEOPLE = Vocabulary(
    names=(
        *(Name(kind="character", id=f"c{at}", label=label, number=at) for at, label in enumerate(["Greta Holm", "Bo", "Señor Paz"], 1)),
        *(Name(kind="scene", id=f"s{at}", label=label, number=at) for at, label in enumerate(["Harvest", "The Well"], 1)),
    )
)
HER = Context(focus=(Focus(kind="character", id="c1"), Focus(kind="scene", id="s1")), open_project=True)
ADDED: list[tuple[str, str, dict[str, Any]]] = [
    ("en", "add a character named Pim, 12, a fisher boy", {"name": "Pim", "age": 12, "role": "fisher boy"}),
    ("en", "add a character called Ines, aged 61", {"name": "Ines", "age": 61}),
    ("en", "add a 40-year-old smuggler called Voss", {"name": "Voss", "age": 40, "role": "smuggler"}),
    ("en", "introduce Tom, nineteen, the drummer", {"name": "Tom", "age": 19, "role": "drummer"}),
    ("en", "add a retired judge called Ines, about seventy", {"name": "Ines", "age": 70, "role": "retired judge"}),
    ("en", "create a character named Tom who is 12", {"name": "Tom", "age": 12}),
    ("en", "add Tom, 30, to the cast", {"name": "Tom", "age": 30}),
    ("en", "add a character named Tom, a fisherman", {"name": "Tom", "role": "fisherman"}),
    ("fr", "ajoute un personnage nommé Pim, 12 ans, pêcheur", {"name": "Pim", "age": 12, "role": "pêcheur"}),
    ("fr", "crée un personnage appelé Ines, âgée de 61 ans", {"name": "Ines", "age": 61}),
    ("fr", "ajoute une contrebandière de quarante ans appelée Voss", {"name": "Voss", "age": 40, "role": "contrebandière"}),
    ("fr", "introduis Tom, dix-neuf ans, le batteur", {"name": "Tom", "age": 19, "role": "batteur"}),
    ("fr", "ajoute Tom, 30 ans, à la distribution", {"name": "Tom", "age": 30}),
    ("fr", "ajoute un personnage appelé Tom, un marin", {"name": "Tom", "role": "marin"}),
    ("es", "añade un personaje llamado Pim, 12 años, pescador", {"name": "Pim", "age": 12, "role": "pescador"}),
    ("es", "crea un personaje llamado Inés, de 61 años", {"name": "Inés", "age": 61}),
    ("es", "añade una contrabandista de cuarenta años llamada Voss", {"name": "Voss", "age": 40, "role": "contrabandista"}),
    ("es", "mete a Tomás, diecinueve años, baterista", {"name": "Tomás", "age": 19, "role": "baterista"}),
    ("es", "añade a Tomás, 30 años, al reparto", {"name": "Tomás", "age": 30}),
    ("es", "añade un personaje llamado Tomás, un marinero", {"name": "Tomás", "role": "marinero"}),
]
CHANGED: list[tuple[str, str, dict[str, Any]]] = [
    ("en", "Bo is twelve", {"character": "c2", "age": 12}),
    ("en", "she's twenty-nine", {"character": "c1", "age": 29}),
    ("en", "Bo is thirty and a baker", {"character": "c2", "age": 30, "role": "baker"}),
    ("en", "clear Bo's age", {"character": "c2", "age": None}),
    ("fr", "Bo a douze ans", {"character": "c2", "age": 12}),
    ("fr", "elle a 29 ans", {"character": "c1", "age": 29}),
    ("fr", "Bo a trente ans et c'est un boulanger", {"character": "c2", "age": 30, "role": "boulanger"}),
    ("fr", "efface l'âge de Bo", {"character": "c2", "age": None}),
    ("es", "Bo tiene doce años", {"character": "c2", "age": 12}),
    ("es", "ponle 29 años", {"character": "c1", "age": 29}),
    ("es", "Bo tiene treinta años y es un panadero", {"character": "c2", "age": 30, "role": "panadero"}),
    ("es", "borra la edad de Bo", {"character": "c2", "age": None}),
]
RECOGNISERS = {language: Recogniser(catalogue(language)) for language in ("en", "fr", "es")}


def read(language: str, text: str) -> Any:
    return RECOGNISERS[language].by_rule(text, PEOPLE, HER)


@pytest.mark.parametrize(("language", "text", "slots"), ADDED, ids=[row[1] for row in ADDED])
def test_somebody_is_added_at_an_age(language: str, text: str, slots: dict[str, Any]) -> None:
    assert acts(read(language, text)) == [("character.add", slots)]


@pytest.mark.parametrize(("language", "text", "slots"), CHANGED, ids=[row[1] for row in CHANGED])
def test_somebody_gets_an_age(language: str, text: str, slots: dict[str, Any]) -> None:
    assert acts(read(language, text)) == [("character.update", slots)]


@pytest.mark.parametrize(("language", "text"), [("en", "change Bo's age"), ("fr", "change l'âge de Bo"), ("es", "cambia la edad de Bo")])
def test_how_old_is_asked_for(language: str, text: str) -> None:
    said = read(language, text)
    assert isinstance(said, Unclear)
    assert (said.slot, said.choices[0].operation, said.choices[0].slots) == ("age", "character.update", {"character": "c2"})


@pytest.mark.parametrize(
    ("language", "text", "operation"),
    [
        ("en", "make the well forty seconds", "scene.update"),
        ("en", "make Bo older", "character.update"),
        ("en", "add a 12 second shot of a door", "shot.add"),
        ("fr", "ajoute un plan de 12 secondes", "shot.add"),
        ("es", "añade un plano de 12 segundos", "shot.add"),
    ],
)
def test_other_numbers_are_no_ages(language: str, text: str, operation: str) -> None:
    ((said, slots),) = acts(read(language, text))
    assert said == operation
    assert "age" not in slots
