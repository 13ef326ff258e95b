"""How directors and writers talk: places for scenes, idioms, corrections, a verb said once, hasty spelling."""

from typing import Any

import pytest
from msgspec import structs

from intents.shapes import Vocabulary
from tests.intents.worlds import HARBOUR, TRICKY, acts, read

PLACES = {"s1": "mud flats", "s2": "customs hall", "s3": "sleeping car", "s4": "pier", "s5": "pier"}
PLACED = Vocabulary(names=tuple(structs.replace(name, place=PLACES.get(name.id, "")) for name in HARBOUR.names))
Acts = list[tuple[str, dict[str, Any]]]
UPDATE, REMOVE = "scene.update", "scene.remove"

ONE_SENTENCE: list[tuple[str, Acts]] = [
    ("make the mud flats ten seconds longer", [(UPDATE, {"scene": ["s1"], "duration": "+10"})]),
    ("ditch the sleeping car bit", [(REMOVE, {"scene": ["s3"]})]),
    ("set every scene on the pier at dawn", [(UPDATE, {"scene": ["s4", "s5"], "time_of_day": "dawn"})]),
    ("make the pier scenes five seconds shorter", [(UPDATE, {"scene": ["s4", "s5"], "duration": "-5"})]),
    ("let Low Tide breathe a little", [(UPDATE, {"scene": ["s1"], "duration": "+?"})]),
    ("Low Tide overstays its welcome", [(UPDATE, {"scene": ["s1"], "duration": "-?"})]),
    ("set Night Train at noon instead of midnight", [(UPDATE, {"scene": ["s3"], "time_of_day": "noon"})]),
    ("make the second to last scene a minute", [(UPDATE, {"scene": ["s4"], "duration": 60.0})]),
    ("scenes 2-4 should be twenty seconds each", [(UPDATE, {"scene": ["s2", "s3", "s4"], "duration": 20.0})]),
    ("move scene 2, no, scene 4 to the end", [("scene.move", {"scene": "s4", "position": "end"})]),
    ("set Low Tide at dusk, no wait, dawn", [(UPDATE, {"scene": ["s1"], "time_of_day": "dawn"})]),
    ("make 3 longer and 5 shorter", [(UPDATE, {"scene": ["s3"], "duration": "+?"}), (UPDATE, {"scene": ["s5"], "duration": "-?"})]),
    ("Petra has to go, write her out", [("character.remove", {"character": "c2"})]),
    ("don't delete Night Train, make it longer", [(UPDATE, {"scene": ["s3"], "duration": "+?"})]),
    ("mkae teh night train 5 secs shorter plz", [(UPDATE, {"scene": ["s3"], "duration": "-5"})]),
    ("set low tide at nite", [(UPDATE, {"scene": ["s1"], "time_of_day": "night"})]),
    ("I want to finish on Low Tide", [("scene.move", {"scene": "s1", "position": "end"})]),
    ("the title of scene two should be Stamps", [(UPDATE, {"scene": ["s2"], "title": "Stamps"})]),
]


@pytest.mark.parametrize(("text", "meant"), ONE_SENTENCE, ids=[text for text, _ in ONE_SENTENCE])
def test_what_directors_say_is_understood(text: str, meant: Acts) -> None:
    assert acts(read(text, PLACED)) == meant


def test_a_title_with_a_no_in_it_is_no_correction() -> None:
    assert acts(read("rename scene 2 to Yes, No, Maybe", TRICKY)) == [(UPDATE, {"scene": ["s2"], "title": "Yes, No, Maybe"})]


def test_two_scenes_in_one_place_are_asked_about() -> None:
    assert getattr(read("remove the pier", PLACED), "reason", "") == "ambiguous"


def test_what_follows_a_new_scene_makes_no_second_one() -> None:
    said = acts(read("add a scene before Low Tide at the ferry, thirty seconds", PLACED))
    assert [operation for operation, _ in said].count("scene.add") == 1
