"""Several commands in one sentence, and sentences that only look like several."""

from typing import Any

import pytest

from intents.shapes import MADE, Unclear
from tests.intents.worlds import acts, focus, read

COMPOUNDS: list[tuple[str, list[tuple[str, dict[str, Any]]]]] = [
    (
        "make scene three ten seconds longer and set it at dusk",
        [("scene.update", {"scene": ["s3"], "duration": "+10"}), ("scene.update", {"scene": ["s3"], "time_of_day": "dusk"})],
    ),
    (
        "set scene 3 at dusk, make it ten seconds longer and move it to the end",
        [
            ("scene.update", {"scene": ["s3"], "time_of_day": "dusk"}),
            ("scene.update", {"scene": ["s3"], "duration": "+10"}),
            ("scene.move", {"scene": "s3", "position": "end"}),
        ],
    ),
    (
        "rename Oskar to Tomas and then drop the last scene",
        [("character.rename", {"character": "c1", "name": "Tomas"}), ("scene.remove", {"scene": ["s5"]})],
    ),
    (
        "add a scene called Fire and rename Petra to Greta",
        [("scene.add", {"title": "Fire"}), ("character.rename", {"character": "c2", "name": "Greta"})],
    ),
    ("save it, then close it", [("project.save", {}), ("project.close", {})]),
    ("Undo that. Save the project.", [("history.undo", {}), ("project.save", {})]),
    ("open Paper Birds and list the scenes", [("project.open", {"project": "p2"}), ("scene.list", {})]),
    (
        'create a new project called "Fire and Save" and add a scene where Petra waits',
        [("project.create", {"title": "Fire and Save"}), ("scene.add", {"description": "Petra waits"})],
    ),
    ("don't delete scene 2, move it to the end", [("scene.move", {"scene": "s2", "position": "end"})]),
    ("delete scene 2 but don't save", [("scene.remove", {"scene": ["s2"]})]),
]


@pytest.mark.parametrize(("sentence", "expected"), COMPOUNDS, ids=[row[0] for row in COMPOUNDS])
def test_commands_are_done_in_their_order(sentence: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    assert acts(read(sentence, context=focus("s2"))) == expected


def test_it_means_what_the_command_before_made() -> None:
    assert acts(read("add a scene at the pier and make it longer", context=focus("s2"))) == [
        ("scene.add", {"location": "pier"}),
        ("scene.update", {"scene": [MADE], "duration": "+?"}),
    ]


@pytest.mark.parametrize(
    ("sentence", "operation", "slots"),
    [
        ("swap scenes 2 and 3", "scene.swap", {"scene": "s2", "other": "s3"}),
        ("save and close", "project.close", {"save": True}),
        ("add a scene called Fire and Ice", "scene.add", {"title": "Fire and Ice"}),
        (
            "add a scene where Petra opens the door and lights a match",
            "scene.add",
            {"description": "Petra opens the door and lights a match"},
        ),
        ('rename scene 2 to "Open and Close"', "scene.update", {"scene": ["s2"], "title": "Open and Close"}),
        ("add a scene where they don't speak", "scene.add", {"description": "they don't speak"}),
    ],
)
def test_an_and_inside_a_name_or_a_list_cuts_nothing(sentence: str, operation: str, slots: dict[str, Any]) -> None:
    assert acts(read(sentence)) == [(operation, slots)]


def test_several_at_once_are_as_many_commands() -> None:
    assert acts(read("Create 3 shots about sunrise", context=focus("s1"))) == [("shot.add", {"scene": "s1", "description": "sunrise"})] * 3


def test_a_doubt_keeps_what_was_clear_before_it() -> None:
    said = read("undo that and delete a scene")
    assert isinstance(said, Unclear)
    assert said.reason == "missing"
    assert [match.operation for match in said.done] == ["history.undo"]


def test_each_part_knows_the_words_it_came_from() -> None:
    said = read("make Night Train longer, and drop Low Tide")
    assert isinstance(said, tuple)
    assert [match.text for match in said] == ["make Night Train longer", "drop Low Tide"]
    assert all(0 < match.confidence <= 1 for match in said)
