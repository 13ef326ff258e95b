"""The data files agree with each other, and the planner can always fill its beats."""

import re
from random import Random

import pytest

from assistant.story import lexicon
from assistant.story.beats import FEWEST, MOST, beats
from assistant.story.model import Brief
from assistant.story.planner import Search, needs
from assistant.story.premise import understand
from assistant.story.world import FACTS

KINDS = tuple(lexicon.kinds())
ASKING = {
    "steal": "a thief must steal a crown",
    "solve": "a clerk must solve a murder",
    "find": "a girl must find a bell",
    "fight": "a village must fight a warlord",
    "survive": "a diver must escape a wreck",
    "protect": "a nurse must save a child",
    "make": "a baker must win a contest",
    "love": "a tailor must forgive his father",
    "carry": "a boy must deliver a letter",
}


@pytest.mark.parametrize("operator", lexicon.operators(), ids=lambda one: one.id)
def test_an_operator_speaks_only_of_known_facts_feelings_and_quests(operator: lexicon.Operator) -> None:
    assert {*needs(operator), *operator.adds.split(), *operator.dels.split()} <= set(FACTS)
    assert operator.turn in lexicon.reactions()
    assert set(operator.kinds.split()) <= set(KINDS)
    assert set(operator.genres.split()) <= set(lexicon.genres())
    assert " > " in operator.said.change
    assert all(set(do) <= {"hero", "ally", "foe", "witness", "both", "threat"} for do in operator.said.do)


def test_operators_have_names_of_their_own() -> None:
    names = [operator.id for operator in lexicon.operators()]
    assert len(set(names)) == len(names)


def test_every_climax_is_a_choice() -> None:
    assert all(operator.said.choice for operator in lexicon.operators() if "climax" in operator.at.split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [FEWEST, 4, 6, 9, 12, 13, 24, MOST])
def test_every_quest_can_be_planned_at_every_length(kind: str, count: int) -> None:
    matter = understand(Brief(prompt=ASKING[kind]), Random(1))
    assert matter.kind == kind
    steps = Search(beats(count, kind), matter, Random(1)).plan()
    assert len(steps) == count
    assert all(step.because is not None and step.because < index for index, step in enumerate(steps) if index)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_acts_who_has_left_and_nothing_is_used_that_is_lost(kind: str, seed: int) -> None:
    matter = understand(Brief(prompt=ASKING[kind]), Random(seed))
    gone = lost = False
    for step in Search(beats(12, kind), matter, Random(seed)).plan():
        does = str(step.operator.said.do)
        returns = "ally-gone" in step.operator.dels
        assert not (gone and not returns and re.search(r"'(?:ally|both)'|<ally", does)), step.operator.id
        assert not (lost and "hero-has-tool" not in step.operator.adds and "<tool" in does), step.operator.id
        gone = (gone or "ally-gone" in step.operator.adds.split()) and not returns
        lost = (lost or "tool-lost" in step.operator.adds.split()) and "hero-has-tool" not in step.operator.adds


def test_names_of_a_culture_can_always_cast_seven() -> None:
    for culture, known in lexicon.names().items():
        if culture not in {"animal", "machine"}:
            assert len({name[0] for name in (*known.she, *known.he)}) >= 5, culture
