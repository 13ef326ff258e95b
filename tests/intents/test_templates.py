"""Sentences made from the templates are understood as what they were made from."""

import pytest

from tests.intents.tongues import LANGUAGES, tongue

# The longest choice of every part is one sentence nobody says; three random ones a template are enough to find a broken one.
SAMPLES = 3
# A sentence put together of parts at random may be one that nobody says; of a whole file only so many are not understood.
FEW = {"en": 0.0, "fr": 0.005, "es": 0.02}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_a_template_are_understood_as_their_operation(language: str) -> None:
    spoken = tongue(language)
    made = [(template.operation, text) for template in spoken.templates() for text in spoken.samples(template, SAMPLES)]
    wrong = [f"{operation}: {text}" for operation, text in made if operation not in spoken.of_template(text)]
    assert len(wrong) <= FEW[language] * len(made), f"{len(wrong)} of {len(made)}:\n" + "\n".join(wrong)
