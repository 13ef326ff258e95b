"""Talk that goes on in French and Spanish: answers, refusals and other values, as in English."""

from typing import Any

import pytest

from intents.catalogue import catalogue
from intents.recogniser import Recogniser
from intents.shapes import Context, Focus, Match, Pending
from tests.intents.worlds import HARBOUR, acts

RECOGNISERS = {language: Recogniser(catalogue(language)) for language in ("fr", "es")}
REMOVE = Pending(kind="confirm", operation="scene.remove", slots={"scene": ["s3"]})
LONGER = Match(operation="scene.update", slots={"scene": ["s3"], "duration": "+10"})
AT_NOON = Match(operation="scene.update", slots={"scene": ["s3"], "time_of_day": "noon"})


def said(language: str, text: str, last: Match | None = None, pending: Pending | None = None) -> list[tuple[str, dict[str, Any]]]:
    context = Context(open_project=True, focus=(Focus(kind="scene", id="s3"),), last=last, pending=pending, language=language)
    return acts(RECOGNISERS[language].by_rule(text, HARBOUR, context))


@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("fr", "je vois. oui, vas-y", "dialog.confirm"),
        ("fr", "finalement, garde-la", "dialog.deny"),
        ("fr", "laisse-la où elle est", "dialog.deny"),
        ("fr", "pardon, qu'est-ce que je perds ?", "dialog.clarify"),
        ("es", "ya veo. sí, adelante", "dialog.confirm"),
        ("es", "pensándolo mejor, que se quede", "dialog.deny"),
        ("es", "mejor se queda donde está", "dialog.deny"),
        ("es", "perdona, ¿qué pierdo?", "dialog.clarify"),
    ],
)
def test_a_question_is_answered_in_other_words(language: str, text: str, act: str) -> None:
    assert said(language, text, pending=REMOVE) == [(act, {})]


@pytest.mark.parametrize(
    ("language", "text", "last", "slots"),
    [
        ("fr", "non, plutôt le soir", AT_NOON, {"scene": ["s3"], "time_of_day": "evening"}),
        ("fr", "pareil pour la scène 2", LONGER, {"scene": ["s2"], "duration": "+10"}),
        ("fr", "encore un peu", LONGER, {"scene": ["s3"], "duration": "+?"}),
        ("es", "no, mejor de noche", AT_NOON, {"scene": ["s3"], "time_of_day": "night"}),
        ("es", "lo mismo para la escena 2", LONGER, {"scene": ["s2"], "duration": "+10"}),
        ("es", "un poco más", LONGER, {"scene": ["s3"], "duration": "+?"}),
    ],
)
def test_what_was_done_goes_on(language: str, text: str, last: Match, slots: dict[str, Any]) -> None:
    assert said(language, text, last=last) == [("scene.update", slots)]


@pytest.mark.parametrize(("language", "text"), [("fr", "non, remets-la"), ("es", "no, vuelve a ponerla")])
def test_what_was_taken_away_comes_back(language: str, text: str) -> None:
    assert said(language, text, last=Match(operation="scene.remove", slots={"scene": ["s2"]})) == [("history.undo", {})]
