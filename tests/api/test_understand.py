"""`storycore understand`: a world and cases in, what is understood out, and nothing of the user's touched."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from api.terminal.failures import Misused
from api.understanding.command import understand

WORLD = {
    "user": "robin",
    "current_project": "Quarry Lights",
    "projects": ["Quarry Lights", "Tin Moon"],
    "scenes": [
        {"n": 1, "title": "First Blast", "location": "quarry", "time_of_day": "morning", "duration": 40, "characters": ["Hedda Lind"]},
        {
            "n": 2,
            "title": "Market Day",
            "location": "town square",
            "time_of_day": "noon",
            "duration": 55,
            "shots": 4,
            "characters": ["Pim"],
        },
        {"n": 3, "title": "Frost", "location": "quarry", "time_of_day": "night", "duration": 35, "characters": ["Pim"]},
    ],
    "characters": ["Hedda Lind", "Pim"],
    "people": [{"name": "Noor", "email": "noor@studio.example", "role": "editor"}],
}


@pytest.fixture
def world(tmp_path: Path) -> Path:
    file = tmp_path / "world.json"
    file.write_text(json.dumps(WORLD))
    return file


def said(world: Path, *turns: dict[str, Any], **case: Any) -> list[dict[str, Any]]:
    """The predictions for one conversation."""
    out = io.StringIO()
    line = json.dumps({"id": "c1", "kind": "plain", "lang": "en", "turns": list(turns), **case})
    assert understand(world, io.StringIO(line + "\n"), out) == 0
    return [json.loads(one) for one in out.getvalue().splitlines()]


def turn(user: str, op: str = "dialog.clarify", policy: str = "execute", **slots: Any) -> dict[str, Any]:
    return {"user": user, "expect": [{"op": op, "slots": slots}], "policy": policy}


def test_names_become_numbers_and_labels(world: Path) -> None:
    (one,) = said(world, turn("make the market day scene ten seconds longer"))
    assert one == {
        "id": "c1",
        "turn": 0,
        "ops": [{"op": "scene.update", "slots": {"scene": 2, "duration": "+10"}}],
        "policy": "execute",
    }


def test_what_destroys_is_to_be_confirmed_and_a_yes_follows_its_question(world: Path) -> None:
    asked, done = said(world, turn("delete the last scene", "scene.remove", "confirm", scene=3), turn("yes", "dialog.confirm"))
    assert (asked["ops"], asked["policy"]) == ([{"op": "scene.remove", "slots": {"scene": 3}}], "confirm")
    assert done["ops"] == [{"op": "dialog.confirm", "slots": {}}]


def test_each_turn_sees_what_the_expected_answer_left_even_where_another_was_given(world: Path) -> None:
    _, second = said(
        world,
        turn("zyxx wobble", "scene.add", title="The Pier"),
        turn("show me scene 4", "scene.show", scene=4),
    )
    assert second["ops"][0]["op"] == "scene.show"
    assert second["ops"][0]["slots"] == {"scene": "$new"}


def test_every_case_starts_from_the_same_world(world: Path) -> None:
    out = io.StringIO()
    lines = [
        json.dumps(
            {"id": name, "kind": "plain", "lang": "en", "turns": [turn("add a scene called The Pier", "scene.add", title="The Pier")]}
        )
        for name in ("a", "b")
    ]
    understand(world, io.StringIO("\n".join(lines)), out)
    first, second = (json.loads(one)["ops"] for one in out.getvalue().splitlines())
    assert first == second


def test_a_question_from_before_is_in_the_context(world: Path) -> None:
    asked = {"op": "scene.show", "choices": ["First Blast", "Frost"]}
    (picked,) = said(world, turn("the second one", "choice.pick", choice=2), context={"pending": asked})
    assert picked["ops"] == [{"op": "choice.pick", "slots": {"choice": 2}}]


def test_a_world_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text("[]")
    with pytest.raises(Misused, match="not of the format"):
        understand(file, io.StringIO(""), io.StringIO())
