"""A film that a person typed is not found fault with for being told as people tell: quietly, in jumps, in figures of speech."""

import pytest
from msgspec.structs import replace

from assistant.story.continuity import Person, Script
from assistant.story.continuity.tongue import LANGUAGES, tongue
from assistant.story.lexicon import seeing, speaking

from .films import ENGLISH, FRENCH, SPANISH, rules, scene
from .typed import GLIDE, SHIP, TYPED, WATCH

FIGURES = (
    (ENGLISH, "Ana is trapped in a meeting."),
    (ENGLISH, "Ana is locked in an embrace with Ilya."),
    (ENGLISH, "Ana is arrested by the view."),
    (ENGLISH, "Ana leaves town for the weekend."),
    (ENGLISH, "Ilya breaks the silence."),
    (ENGLISH, "Ilya loses the game."),
    (FRENCH, "Paul est enfermé dans son silence."),
    (FRENCH, "Paul est arrêté par la vue."),
    (FRENCH, "Léa perd le fil."),
    (SPANISH, "Pablo está atrapado en el tráfico."),
    (SPANISH, "Pablo está preso de los nervios."),
    (SPANISH, "Lucía pierde la partida."),
)


@pytest.mark.parametrize("script", TYPED, ids=lambda script: script.scenes[0].title)
def test_a_film_typed_in_is_left_alone(script: Script) -> None:
    assert [note.said for note in rules(script).values() if note.severity != "hint"] == []


@pytest.mark.parametrize(("script", "words"), FIGURES, ids=lambda one: one if isinstance(one, str) else "")
def test_a_figure_of_speech_is_no_event(script: Script, words: str) -> None:
    told = scene(scene(script, 2, words), 3, "Ilya opens the silence. Ilya plays the game. Léa tient le fil. Lucía juega la partida.")
    assert not {"locked-acts", "gone-acts", "used-after-lost"} & set(rules(told))


def test_one_who_is_there_without_a_word_is_only_pointed_out() -> None:
    assert rules(SHIP)["listed-unseen"].severity == "hint"
    assert rules(WATCH)["listed-unseen"].severity == "hint"


def test_a_voice_on_the_radio_need_not_be_listed() -> None:
    assert rules(GLIDE)["speaks-unlisted"].severity == "hint"


def test_a_name_after_an_elided_word_is_a_name() -> None:
    written = scene(FRENCH, 3, "Paul cherche une porte qu'Amédée vient de fermer, près d’Odile.")
    film = replace(written, cast=(*FRENCH.cast, Person(id="a", name="Amédée"), Person(id="o", name="Odile")))
    film = scene(film, 3, people=("l", "p", "a", "o"))
    assert "listed-unseen" not in rules(film)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hour_that_the_engine_writes_is_known(language: str) -> None:
    with speaking(language):
        assert {hour: tongue(language).hour(said.name) for hour, said in seeing().times.items()} == {hour: hour for hour in seeing().times}
