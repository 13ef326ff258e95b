"""What a scene was written for says where it can stand, however the film is told."""

from typing import Any

import pytest

from assistant.story.beats import FEWEST, MOST, STRUCTURES, beats
from assistant.story.continuity import Scene, Script
from assistant.story.continuity.notes import MoveBefore
from assistant.story.continuity.rules.beats import precedes

from .films import rules
from .measure import in_order

ORDERED = {"opening-late", "climax-early", "ending-early", "beat-early"}


def planned(*functions: str) -> Script:
    """A film of bare scenes, each written for one function."""
    return Script(scenes=tuple(_scene(number, function) for number, function in enumerate(functions, start=1)))


def _scene(number: int, function: str) -> Scene:
    why: dict[str, Any] = {"beat": function.title(), "plan": {"function": function}}
    return Scene(id=f"s{number}", number=number, title=f"{function} {number}", why=why)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_every_way_of_telling_is_in_order_at_any_length(structure: str) -> None:
    for count in range(FEWEST, MOST + 1):
        told = planned(*(beat.function for beat in beats(count, "find", structure)))
        assert not ORDERED & set(rules(told)), count


def test_nobody_is_tried_before_they_have_committed_themselves() -> None:
    film = planned("opening", "disturbance", "trial", "commitment", "climax", "ending")
    note = rules(film)["beat-early"]
    assert note.said == "Scene 3 (Trial) stands before scene 4 (Commitment), which every way of telling has first."
    assert note.repair == MoveBefore("s4", "s3")
    assert "beat-early" not in rules(in_order(film, [0, 1, 3, 2, 4, 5]))


def test_beats_that_some_telling_has_the_other_way_round_may_stand_as_they_like() -> None:
    assert not ORDERED & set(rules(planned("opening", "disturbance", "pressure", "trial", "climax", "ending")))
    assert not precedes("trial", "pressure") and not precedes("pressure", "trial")


def test_sub_plots_are_in_order_among_themselves_alone() -> None:
    assert "beat-early" in rules(planned("opening", "ally-turn", "ally-open", "climax", "ending"))
    assert "beat-early" not in rules(planned("opening", "ally-turn", "commitment", "foe-open", "climax", "ending"))


def test_a_memory_may_stand_anywhere() -> None:
    film = planned("opening", "trial", "commitment", "climax", "ending")
    scenes = list(film.scenes)
    scenes[2] = Scene(id="s3", number=3, title="Commitment", description="Flashback: a lamp is lit.", why=scenes[2].why)
    assert "beat-early" not in rules(Script(scenes=tuple(scenes)))


def test_functions_nobody_knows_are_left_alone() -> None:
    assert not ORDERED & set(rules(planned("montage", "credits", "montage")))
