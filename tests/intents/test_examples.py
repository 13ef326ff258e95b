"""What a language file says of its own operations: an example is read as nothing else, a negative example never as the operation."""

from collections import defaultdict

import pytest

from tests.everything import some
from tests.intents.tongues import LANGUAGES, tongue

FEW = 0.02
"""Of the examples, the share that rules may take for another command; most of those they doubt, and the classifier decides."""
IDEAS = 0.03
"""The share that may look like the idea for a film, by its shape alone; that is always doubted."""
SAMPLED = 2
"""One in so many examples is read."""
GENERATE = "project.generate"
every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_an_example_is_hardly_ever_taken_for_another_operation(language: str) -> None:
    spoken = tongue(language)
    examples = [(operation, text, spoken.by_rule(text)) for operation, text in some(sorted(spoken.examples()), SAMPLED)]
    wrong = [one for one in examples if one[2] and one[0] not in (one[2][0], one[2][-1])]
    ideas = [one for one in wrong if one[2] == [GENERATE]]
    commands = [one for one in wrong if one[2] != [GENERATE]]
    assert len(commands) <= FEW * len(examples), "\n".join(f"{text}: {found}, not {meant}" for meant, text, found in commands)
    assert len(ideas) <= IDEAS * len(examples), "\n".join(f"{text}: not {meant}" for meant, text, _ in ideas)


@every_language
def test_a_negative_example_is_never_that_operation(language: str) -> None:
    spoken = tongue(language)
    assert {text: operation for operation, text in spoken.never() if operation in spoken.by_rule(text)} == {}


@every_language
def test_no_two_operations_share_an_example(language: str) -> None:
    meant = defaultdict(set)
    for operation, text in tongue(language).examples():
        meant[text.casefold()].add(operation)
    assert {text: operations for text, operations in meant.items() if len(operations) > 1} == {}


@every_language
def test_an_example_is_no_negative_example_of_its_own_operation(language: str) -> None:
    spoken = tongue(language)
    denied = {(operation, text.casefold()) for operation, text in spoken.never()}
    assert [pair for pair in spoken.examples() if (pair[0], pair[1].casefold().strip("¿?¡!. ")) in denied] == []
