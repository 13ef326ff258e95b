"""Several at once: "every scene Mara is in but the last", "shots 2 and 3", "everything except the flood", "those two"."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.catalogue import catalogue
from intents.recogniser import Recogniser
from intents.shapes import Context, Focus, Match, Name, Recognition, Unclear, Vocabulary
from tests.intents.worlds import acts

SCENES = (
    ("Ebb", "jetty", "dawn", ("c1",), 20, 2),
    ("The Toll", "toll house", "day", ("c2",), 8, 3),
    ("Last Tram", "tram depot", "night", ("c1", "c2"), 65, 1),
    ("Salt", "jetty", "night", ("c1",), 30, 4),
    ("Flood", "old bridge", "night", ("c1", "c2", "c3"), 12, 2),
    ("Broth", "kitchen, lighthouse", "night", ("c3",), 90, 3),
    ("Bulkhead Two", "old bridge", "dusk", ("c2", "c3"), 9, 5),
)
WORLD = Vocabulary(
    names=(
        Name(kind="project", id="p1", label="Grey Water"),
        *(
            Name(kind="scene", id=f"s{n}", label=title, number=n, tags=(time, *who), place=place, seconds=float(length), parts=shots)
            for n, (title, place, time, who, length, shots) in enumerate(SCENES, 1)
        ),
        *(Name(kind="character", id=f"c{n}", label=label, number=n) for n, label in enumerate(("Anton Rey", "Magda Holt", "Wee Pip"), 1)),
    )
)
RECOGNISERS = {language: Recogniser(catalogue(language)) for language in ("en", "fr", "es")}


def read(text: str, language: str = "en", *spoken_of: int, last: Match | None = None) -> Recognition | None:
    """What the rules make of a sentence when these scenes were spoken of, the most recent first."""
    focus = tuple(Focus(kind="scene", id=f"s{number}") for number in spoken_of)
    context = Context(language=language, focus=focus, open_project=True, last=last)
    return RECOGNISERS[language].by_rule(text, WORLD, context)


def said(text: str, language: str = "en", *spoken_of: int) -> tuple[str, Any]:
    """The one operation, and the numbers of the scenes it is for."""
    ((operation, slots),) = acts(read(text, language, *spoken_of))
    return operation, [int(str(scene).removeprefix("s")) for scene in slots["scene"]]  # type: ignore[attr-defined]


TOLD = [
    ("en", "delete both scenes at the jetty", [1, 4]),
    ("en", "delete every scene Anton is in", [1, 3, 4, 5]),
    ("en", "scrap every scene the wee lad's in", [5, 6, 7]),
    ("en", "lose every scene Anton is in, apart from Flood", [1, 3, 4]),
    ("en", "delete all scenes with Magda except the last", [2, 3, 5]),
    ("en", "delete every scene Magda isn't in", [1, 4, 6]),
    ("en", "delete the scenes with Anton and Magda", [3, 5]),
    ("en", "delete everything at the jetty", [1, 4]),
    ("en", "delete everything that happens at night", [3, 4, 5, 6]),
    ("en", "delete the night scenes but not Broth", [3, 4, 5]),
    ("en", "delete all the night scenes on the bridge", [5]),
    ("en", "delete the first three scenes", [1, 2, 3]),
    ("en", "delete the last two", [6, 7]),
    ("en", "delete the last two night scenes", [5, 6]),
    ("en", "delete the second jetty scene", [4]),
    ("en", "delete all of Magda's scenes", [2, 3, 5, 7]),
    ("en", "delete the scenes longer than a minute", [3, 6]),
    ("en", "delete anything under ten seconds", [2, 7]),
    ("en", "delete every scene after Flood", [6, 7]),
    ("en", "delete scenes 2 to 5 but not 4", [2, 3, 5]),
    ("en", "delete everything from scene 4 on", [4, 5, 6, 7]),
    ("en", "delete every scene except Magda's", [1, 4, 6]),
    ("en", "delete all but the first two scenes", [3, 4, 5, 6, 7]),
    ("en", "delete the opening two scenes", [1, 2]),
    ("en", "delete Anton's first scene", [1]),
    ("en", "delete every scene that has Magda in it", [2, 3, 5, 7]),
    ("fr", "supprime toutes les scènes où Magda apparaît sauf la dernière", [2, 3, 5]),
    ("fr", "supprime tout sauf les scènes de nuit", [1, 2, 7]),
    ("es", "borra las escenas nocturnas", [3, 4, 5, 6]),
    ("fr", "supprime les scènes de nuit", [3, 4, 5, 6]),
    ("fr", "supprime les deux scènes de la jetée", [1, 4]),
    ("fr", "supprime les deux dernières", [6, 7]),
    ("fr", "supprime les trois premières scènes", [1, 2, 3]),
    ("fr", "supprime les scènes de plus d'une minute", [3, 6]),
    ("fr", "supprime toutes les scènes sans Magda", [1, 4, 6]),
    ("es", "borra todas las de noche menos la 3", [4, 5, 6]),
    ("es", "borra todas las escenas donde sale Magda menos la última", [2, 3, 5]),
    ("es", "borra las dos escenas del muelle", [1, 4]),
    ("es", "borra las dos últimas", [6, 7]),
    ("es", "borra las escenas de más de un minuto", [3, 6]),
    ("es", "borra las escenas sin Magda", [1, 4, 6]),
    ("es", "borra las escenas 4 a 6 menos la 5", [4, 6]),
    ("es", "borra las que duran menos de diez segundos", [2, 7]),
    ("es", "borra las dos del muelle", [1, 4]),
]


@pytest.mark.parametrize(("language", "sentence", "scenes"), TOLD, ids=[row[1] for row in TOLD])
def test_what_tells_of_scenes_says_which_are_meant(language: str, sentence: str, scenes: list[int]) -> None:
    assert said(sentence, language) == ("scene.remove", scenes)


CHANGED = [
    ("en", "everything except Flood should be ten seconds shorter", [1, 2, 3, 4, 6, 7], {"duration": "-10"}),
    ("en", "Six and seven should both be at midnight", [6, 7], {"time_of_day": "midnight"}),
    ("en", "make 4 to 6 longer", [4, 5, 6], {"duration": "+?"}),
    ("en", "1 and 3 both go to the milking parlour", [1, 3], {"location": "milking parlour"}),
    ("en", "take Anton out of every scene he's in", [1, 3, 4, 5], {"remove_character": "c1"}),
    ("en", "set the ones at night at dusk", [3, 4, 5, 6], {"time_of_day": "dusk"}),
    ("fr", "enlève Anton de toutes ses scènes", [1, 3, 4, 5], {"remove_character": "c1"}),
    ("es", "quita a Anton de todas sus escenas", [1, 3, 4, 5], {"remove_character": "c1"}),
    ("fr", "tout sauf Flood, dix secondes de moins", [1, 2, 3, 4, 6, 7], {"duration": "-10"}),
    ("es", "alarga las de noche cinco segundos", [3, 4, 5, 6], {"duration": "+5"}),
]


@pytest.mark.parametrize(("language", "sentence", "scenes", "change"), CHANGED, ids=[row[1] for row in CHANGED])
def test_a_set_is_changed_by_one_command(language: str, sentence: str, scenes: list[int], change: dict[str, Any]) -> None:
    assert acts(read(sentence, language)) == [("scene.update", {"scene": [f"s{n}" for n in scenes], **change})]


POINTED = [
    ("en", "delete those two", (3, 2), [2, 3]),
    ("en", "delete both of them", (3, 2), [2, 3]),
    ("en", "delete the other scenes", (5,), [1, 2, 3, 4, 6, 7]),
    ("en", "delete every other bridge scene", (5,), [7]),
    ("fr", "supprime les deux", (3, 2), [2, 3]),
    ("fr", "supprime les autres", (5,), [1, 2, 3, 4, 6, 7]),
    ("es", "borra las dos", (3, 2), [2, 3]),
    ("es", "borra las demás", (5,), [1, 2, 3, 4, 6, 7]),
]


@pytest.mark.parametrize(("language", "sentence", "spoken_of", "scenes"), POINTED, ids=[row[1] for row in POINTED])
def test_those_are_what_was_spoken_of(language: str, sentence: str, spoken_of: tuple[int, ...], scenes: list[int]) -> None:
    assert said(sentence, language, *spoken_of) == ("scene.remove", scenes)


def test_those_are_what_the_last_act_was_done_to() -> None:
    last = Match(operation="scene.update", slots={"scene": ["s2", "s3", "s4"], "time_of_day": "dusk"})
    assert acts(read("make those longer", "en", 2, 3, 4, last=last)) == [("scene.update", {"scene": ["s2", "s3", "s4"], "duration": "+?"})]


def test_one_of_those_is_meant_by_its_place_among_them() -> None:
    told = acts(read("set the jetty scenes at dusk and rename the second of them Ashes"))
    assert told == [
        ("scene.update", {"scene": ["s1", "s4"], "time_of_day": "dusk"}),
        ("scene.update", {"scene": ["s4"], "title": "Ashes"}),
    ]


@pytest.mark.parametrize("sentence", ["delete the rest", "delete those", "delete those two", "every other scene should be shorter"])
def test_nothing_is_meant_by_the_rest_of_nothing(sentence: str) -> None:
    recognition = read(sentence)
    assert not isinstance(recognition, tuple) or "scene" not in recognition[0].slots


def test_where_they_are_not_as_many_as_was_said_it_is_asked_which_they_are() -> None:
    unclear = read("delete all three night scenes")
    assert isinstance(unclear, Unclear)
    assert [choice.id for choice in unclear.choices] == ["s3", "s4", "s5", "s6"]


SHOTS = [
    ("en", "delete both shots of Flood", "s5", [1, 2]),
    ("en", "delete all three shots of the toll", "s2", [1, 2, 3]),
    ("en", "delete shots 2 and 3 in Broth", "s6", [2, 3]),
    ("en", "delete shots 2 and 3 in Broth but for god's sake keep 1", "s6", [2, 3]),
    ("en", "delete all shots in Broth but keep 1", "s6", [2, 3]),
    ("en", "delete every shot but the last in Broth", "s6", [1, 2]),
    ("en", "delete the first two shots of Broth", "s6", [1, 2]),
    ("fr", "supprime les deux plans de Flood", "s5", [1, 2]),
    ("fr", "supprime les plans 2 et 3 de Broth", "s6", [2, 3]),
    ("es", "borra ambos planos de Flood", "s5", [1, 2]),
    ("es", "borra los planos 2 y 3 de Broth", "s6", [2, 3]),
]


@pytest.mark.parametrize(("language", "sentence", "scene", "shots"), SHOTS, ids=[row[1] for row in SHOTS])
def test_shots_are_told_by_their_numbers_in_their_scene(language: str, sentence: str, scene: str, shots: list[int]) -> None:
    assert acts(read(sentence, language)) == [("shot.remove", {"scene": scene, "shot": shots})]


def test_both_shots_of_a_scene_that_has_four_are_asked_about() -> None:
    unclear = read("delete both shots of Salt")
    assert isinstance(unclear, Unclear)
    assert (unclear.reason, unclear.slot) == ("missing", "shot")


TAILS = [
    ("en", "drop the toll, and while you're at it Broth too", [2, 6]),
    ("en", "delete all the night scenes please, but not Broth", [3, 4, 5]),
    ("en", "delete all the night scenes and leave Broth alone", [3, 4, 5]),
    ("en", "delete 3, not 4", [3]),
    ("fr", "supprime Flood, et Broth aussi", [5, 6]),
    ("es", "borra Flood, y Broth también", [5, 6]),
]


@pytest.mark.parametrize(("language", "sentence", "scenes"), TAILS, ids=[row[1] for row in TAILS])
def test_what_is_said_behind_an_act_is_done_to_as_well_or_left_out(language: str, sentence: str, scenes: list[int]) -> None:
    assert said(sentence, language) == ("scene.remove", scenes)


def test_an_act_on_one_thing_is_done_again_to_what_is_added() -> None:
    assert acts(read("show me two. And six too.")) == [("scene.show", {"scene": "s2"}), ("scene.show", {"scene": "s6"})]


def test_a_number_is_that_of_a_scene_though_a_title_has_it() -> None:
    assert acts(read("delete two")) == [("scene.remove", {"scene": ["s2"]})]
    assert acts(read("delete bulkhead two")) == [("scene.remove", {"scene": ["s7"]})]


LISTED = [
    ("en", "which scenes are longer than a minute", {"scene": ["s3", "s6"]}),
    ("en", "show me everything at the jetty", {"scene": ["s1", "s4"]}),
    ("en", "list all scenes without Anton", {"scene": ["s2", "s6", "s7"]}),
    ("en", "list all scenes with Anton", {"character": "c1"}),
    ("fr", "montre les scènes sans Anton", {"scene": ["s2", "s6", "s7"]}),
    ("es", "qué escenas duran más de un minuto", {"scene": ["s3", "s6"]}),
]


@pytest.mark.parametrize(("language", "sentence", "slots"), LISTED, ids=[row[1] for row in LISTED])
def test_some_scenes_are_listed(language: str, sentence: str, slots: dict[str, Any]) -> None:
    assert acts(read(sentence, language)) == [("scene.list", slots)]


def test_only_some_scenes_are_exported() -> None:
    sets = {"export scenes 4 to 6 as a PDF": ["s4", "s5", "s6"], "export just the jetty scenes as a pdf": ["s1", "s4"]}
    assert [acts(read(text)) for text in sets] == [[("export.create", {"scene": ids, "format": "pdf"})] for ids in sets.values()]


SCENE = st.integers(1, len(SCENES))


@given(st.sets(SCENE, min_size=1, max_size=5), st.sampled_from(["except", "but not", "apart from"]))
def test_what_is_left_out_is_never_removed(kept: set[int], word: str) -> None:
    listed = " and ".join(f"scene {number}" for number in sorted(kept))
    assert said(f"delete everything {word} {listed}") == ("scene.remove", [n for n in range(1, len(SCENES) + 1) if n not in kept])


@given(st.sampled_from(["Anton", "Magda", "Pip"]))
def test_with_and_without_somebody_are_all_scenes(name: str) -> None:
    (_, having), (_, lacking) = said(f"delete every scene with {name}"), said(f"delete every scene without {name}")
    assert sorted(having + lacking) == list(range(1, len(SCENES) + 1))


@given(SCENE, SCENE)
def test_from_one_scene_to_another_all_between_are_meant(one: int, other: int) -> None:
    first, last = sorted((one, other))
    scenes = list(range(first, last + 1))
    if len(scenes) > 1:
        assert said(f"delete scenes {first} to {last}") == ("scene.remove", scenes)
