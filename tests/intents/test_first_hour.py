"""What somebody said in their first hour and was misunderstood: each is understood now, in three languages."""

from typing import Any

import pytest
from msgspec import structs

from intents.catalogue import catalogue
from intents.recogniser import Recogniser
from intents.shapes import Context, Focus, Pending, Vocabulary
from tests.intents.worlds import HARBOUR, acts, recogniser

RECOGNISERS = {"en": recogniser, **{language: Recogniser(catalogue(language)) for language in ("fr", "es")}}
SECONDS = {"s1": 30.0, "s2": 12.5, "s3": 20.0, "s4": 44.0, "s5": 41.0}
TIMED = Vocabulary(names=tuple(structs.replace(name, seconds=SECONDS.get(name.id)) for name in HARBOUR.names))


def said(language: str, text: str, *scenes: str) -> list[tuple[str, dict[str, Any]]]:
    context = Context(open_project=True, focus=tuple(Focus(kind="scene", id=scene) for scene in scenes), language=language)
    return acts(RECOGNISERS[language].by_rule(text, TIMED, context))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "start a new film: a night bus driver in Lisbon finds a lost child, five scenes, two minutes"),
        ("en", "new film: two brothers rob the bank their mother works at"),
        ("en", "new project: a nun who robs banks"),
        ("en", "create a movie: a widow learns to fly"),
        ("fr", "nouveau film : deux frères braquent la banque où travaille leur mère"),
        ("es", "película nueva: dos hermanos atracan el banco donde trabaja su madre"),
    ],
)
def test_what_comes_behind_a_new_film_and_a_colon_is_what_it_is_about(language: str, text: str) -> None:
    assert said(language, text) == [("project.generate", {"prompt": text})]


def test_a_title_behind_a_new_project_stays_a_title() -> None:
    assert said("en", "New project: Nine Ways to Leave Lisbon") == [("project.create", {"title": "Nine Ways to Leave Lisbon"})]


@pytest.mark.parametrize(
    ("language", "text", "slots"),
    [
        ("en", "rename scene 1 to Night: Harbour", {"scene": ["s1"], "title": "Night: Harbour"}),
        ("en", "call scene 2 Part Two: The Return", {"scene": ["s2"], "title": "Part Two: The Return"}),
        ("fr", "renomme la scène 1 Nuit : Le Port", {"scene": ["s1"], "title": "Nuit : Le Port"}),
        ("es", "llama a la escena 1 Noche: El Puerto", {"scene": ["s1"], "title": "Noche: El Puerto"}),
    ],
)
def test_a_title_keeps_what_stands_behind_its_colon(language: str, text: str, slots: dict[str, Any]) -> None:
    assert said(language, text) == [("scene.update", slots)]


def test_a_title_with_a_colon_ends_where_the_sentence_goes_on() -> None:
    assert said("en", "add a scene called Day Three: The Quarry after scene 1") == [
        ("scene.add", {"title": "Day Three: The Quarry", "after": "s1"})
    ]


@pytest.mark.parametrize(
    ("language", "text", "operation"),
    [("en", "how long is it?", "project.show"), ("en", "who is in it?", "character.list"), ("fr", "elle dure combien ?", "project.show")],
)
def test_it_is_the_film_until_a_scene_was_spoken_of(language: str, text: str, operation: str) -> None:
    assert said(language, text) == [(operation, {})]
    assert said(language, text, "s2") == [("scene.show", {"scene": "s2"})]


@pytest.mark.parametrize(
    ("language", "text", "operation", "slots"),
    [
        ("en", "which scene is the longest?", "scene.show", {"scene": "s4"}),
        ("en", "what's the shortest scene?", "scene.show", {"scene": "s2"}),
        ("en", "trim the longest scene by ten seconds", "scene.update", {"scene": ["s4"], "duration": "-10"}),
        ("en", "delete the shortest one", "scene.remove", {"scene": ["s2"]}),
        ("fr", "raccourcis la scène la plus longue de dix secondes", "scene.update", {"scene": ["s4"], "duration": "-10"}),
        ("fr", "quelle est la scène la plus courte ?", "scene.show", {"scene": "s2"}),
        ("es", "acorta la escena más larga diez segundos", "scene.update", {"scene": ["s4"], "duration": "-10"}),
    ],
)
def test_scenes_go_by_their_length(language: str, text: str, operation: str, slots: dict[str, Any]) -> None:
    assert said(language, text) == [(operation, slots)]


@pytest.mark.parametrize(
    ("language", "text", "slots"),
    [
        ("en", "add a scene where they miss the last bus, between 2 and 3", {"description": "they miss the last bus"}),
        ("en", "add a scene at the pub between 2 and 3", {"location": "pub"}),
        ("fr", "ajoute une scène où ils ratent le dernier bus entre 2 et 3", {"description": "ils ratent le dernier bus"}),
        ("es", "añade una escena donde pierden el último autobús entre 2 y 3", {"description": "pierden el último autobús"}),
    ],
)
def test_a_scene_comes_between_two_numbers(language: str, text: str, slots: dict[str, Any]) -> None:
    assert said(language, text) == [("scene.add", {**slots, "after": "s2"})]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "put Zed in scene 2"), ("fr", "mets Zed dans la scène 2"), ("es", "mete a Zed en la escena 2")]
)
def test_somebody_nobody_knows_is_still_somebody(language: str, text: str) -> None:
    assert said(language, text) == [("scene.update", {"add_character": "Zed", "scene": ["s2"]})]


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("en", "I don't like the title, call it Last Stop", "Last Stop"),
        ("fr", "je n'aime pas le titre, appelle-le Dernier Arrêt", "Dernier Arrêt"),
        ("es", "no me gusta el título, llámala Última Parada", "Última Parada"),
    ],
)
def test_a_title_that_is_not_liked_is_the_films(language: str, text: str, title: str) -> None:
    assert said(language, text, "s2") == [("project.update", {"title": title})]


@pytest.mark.parametrize(
    ("language", "text", "operation", "slots"),
    [
        ("fr", "combien de temps ça dure ?", "project.show", {}),
        ("en", "tell me the story", "project.synopsis", {}),
        ("fr", "raconte-moi l'histoire", "project.synopsis", {}),
        ("en", "swap the first two scenes", "scene.swap", {"scene": 1, "other": 2}),
        ("fr", "inverse les deux premières scènes", "scene.swap", {"scene": 1, "other": 2}),
        ("es", "intercambia las dos primeras escenas", "scene.swap", {"scene": 1, "other": 2}),
        ("en", "scene 2 should feel colder", "scene.update", {"scene": ["s2"], "visual_notes": "colder"}),
        ("es", "¿qué sigue?", "workflow.progress", {}),
    ],
)
def test_what_anybody_would_say(language: str, text: str, operation: str, slots: dict[str, Any]) -> None:
    assert said(language, text) == [(operation, slots)]


def test_a_question_is_no_yes() -> None:
    removing = Pending(kind="confirm", operation="scene.remove", slots={"scene": ["s3"]})
    read = RECOGNISERS["es"].by_rule("¿qué sigue?", TIMED, Context(open_project=True, pending=removing, language="es"))
    assert [act for act, _ in acts(read)] == ["workflow.progress"]


def test_the_last_is_a_place_and_no_word_of_a_title() -> None:
    doors = Vocabulary(names=(*(structs.replace(name, label="The Last Door") if name.id == "s2" else name for name in TIMED.names),))
    read = recogniser.by_rule("set all the scenes at night except the last", doors, Context(open_project=True))
    assert acts(read) == [("scene.update", {"scene": ["s1", "s2", "s3", "s4"], "time_of_day": "night"})]


def test_rain_is_nobody() -> None:
    assert recogniser.by_rule("put rain in scene 2", TIMED, Context(open_project=True)) is None
