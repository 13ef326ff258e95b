"""Sentences made from the templates are understood as what they were made from."""

import random
import re

import pytest
from hassil.expression import Alternative, Expression, Group, ListReference, RuleReference, TextChunk

from intents.catalogue import catalogue
from intents.grammar import Template
from intents.shapes import Context, Focus, Unclear
from tests.intents.worlds import HARBOUR, recogniser

CATALOGUE = catalogue("en")
GRAMMAR = recogniser.grammar
# What a person could say for each kind of mention; anything else is free text.
SAID = {
    "scene": "scene 2", "scenes": "scene 2", "scene_number": "4", "character": "Petra", "characters": "Petra", "project": "Paper Birds",
    "shot": "shot 2", "duration": "20 seconds", "seconds": "20 seconds", "longer": "5 seconds", "shorter": "5 seconds",
    "change": "ten seconds longer", "number": "2", "place": "3", "time": "dusk", "size": "wide", "move": "crane", "genre": "horror",
    "topic": "scenes", "sort": "newest first",
}  # fmt: skip
SPOKEN_OF = Context(focus=(Focus(kind="scene", id="s1"), Focus(kind="character", id="c1"), Focus(kind="project", id="p1")))
# The longest choice of every part is one sentence nobody says; three random ones a template are enough to find a broken one.
SAMPLES = 3


def said(expression: Expression, choose: random.Random) -> str:
    """One sentence of a template."""
    if isinstance(expression, TextChunk):
        return expression.text
    if isinstance(expression, ListReference):
        return SAID.get(expression.list_name, "Quiet Marble")
    if isinstance(expression, RuleReference):
        return said(GRAMMAR.rules[expression.rule_name].expression, choose)
    assert isinstance(expression, Group)
    if isinstance(expression, Alternative):
        return said(choose.choice(expression.items), choose)
    return "".join(said(item, choose) for item in expression.items)


TEMPLATES = [t for t in GRAMMAR.templates if t.operation in CATALOGUE.operations and not t.sentence.weak and not t.sentence.during]


@pytest.mark.parametrize("operation", CATALOGUE.operations)
def test_sentences_of_a_template_are_understood_as_their_operation(operation: str) -> None:
    wrong = [
        (template.sentence.sentence, sentence, understood)
        for template in TEMPLATES
        if template.operation == operation
        for sentence in samples(template)
        if operation not in (understood := operations(sentence))
    ]
    assert not wrong, "\n".join(f"{sentence!r} of {template!r}: {understood}" for template, sentence, understood in wrong)


def samples(template: Template) -> set[str]:
    choose = random.Random(template.sentence.sentence)
    return {re.sub(r"\s+", " ", said(template.parsed.expression, choose)).strip() for _ in range(SAMPLES)}


def operations(sentence: str) -> list[str]:
    understood = recogniser.by_rule(sentence, HARBOUR, SPOKEN_OF)
    if isinstance(understood, Unclear):
        return [understood.choices[0].operation]
    return [match.operation for match in understood] if isinstance(understood, tuple) else []
