"""What does not add up is found in films that nobody generated, in three languages, and what does is left alone."""

import pytest
from msgspec.structs import replace

from assistant.story.continuity import Line, Person, Scene, Script
from assistant.story.continuity.notes import (
    AddPerson,
    MoveBefore,
    RemovePerson,
    RetimeFilm,
    RetimeScene,
    Retitle,
    Rewrite,
    SetPlace,
    SetShotKind,
    SetTime,
)

from .films import ENGLISH, FRENCH, SPANISH, rules, scene, shot
from .measure import in_order

ALL = (ENGLISH, FRENCH, SPANISH)
DEATHS = {"en": "Ilya falls and dies.", "fr": "Léa meurt.", "es": "Lucía muere."}
HELD = {"en": "Ana is arrested.", "fr": "Paul est arrêté.", "es": "Pablo es arrestado."}
BACK = {"en": "Ana escapes.", "fr": "Paul s'évade.", "es": "Pablo escapa."}


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.language)
def test_a_sound_film_has_no_notes(script: Script) -> None:
    assert rules(script) == {}


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.language)
@pytest.mark.parametrize("order", [[1, 0, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]])
def test_scenes_in_the_wrong_order_are_noticed_from_who_is_introduced_where(script: Script, order: list[int]) -> None:
    assert rules(in_order(script, order))["introduced-late"].severity == "error"


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.language)
def test_a_thing_is_not_there_before_it_is_found(script: Script) -> None:
    note = rules(in_order(script, [1, 0, 2]))["used-before-found"]
    assert note.repair == MoveBefore("s1", "s2")


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.language)
def test_the_dead_neither_act_nor_speak(script: Script) -> None:
    who = script.cast[0].id
    note = rules(scene(script, 2, DEATHS[script.language]))["dead-acts"]
    assert (note.severity, [spot.number for spot in note.scenes]) == ("error", [3, 2])
    silent = scene(scene(script, 2, DEATHS[script.language]), 3, description="…", dialogue=(Line(who, "…"),))
    assert rules(silent)["dead-acts"].said != note.said


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.language)
def test_whoever_is_held_needs_a_way_out(script: Script) -> None:
    held = scene(script, 2, HELD[script.language])
    assert rules(held)["locked-acts"].severity == "error"
    assert "locked-acts" not in rules(scene(held, 3, description=f"{BACK[script.language]} {script.scenes[2].description}"))


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.language)
def test_whoever_acts_is_listed_and_whoever_is_listed_is_seen(script: Script) -> None:
    second = script.cast[1].id
    assert rules(scene(script, 3, people=(script.cast[0].id,)))["acts-unlisted"].repair == AddPerson("s3", second)
    assert rules(scene(script, 1, people=(script.cast[0].id, second)))["listed-unseen"].repair == RemovePerson("s1", second)


@pytest.mark.parametrize(("script", "wrong"), [(ENGLISH, "dawn"), (FRENCH, "aube"), (SPANISH, "mañana")])
def test_a_time_of_day_is_held_against_the_scenes_own_words(script: Script, wrong: str) -> None:
    note = rules(scene(script, 2, time_of_day=wrong))["hour-denied"]
    assert note.severity == "error"
    assert note.repair == SetTime("s2", script.scenes[1].time_of_day)


def test_a_slug_line_names_the_hour_and_the_place() -> None:
    slug = scene(ENGLISH, 3, shots=(shot("Engine room, ferry, dawn: steam."),))
    found = rules(slug)
    assert found["hour-denied"].repair == SetTime("s3", "dawn")
    both = rules(scene(ENGLISH, 2, time_of_day="noon", shots=(shot("Upper deck, ferry, noon: gulls."),)))
    assert both["hour-denied"].repair == SetTime("s2", "evening", (Rewrite("x1", "Upper deck, ferry, evening: gulls."),))
    assert found["place-denied"].repair == SetPlace("s3", "Engine room, ferry")


@pytest.mark.parametrize(
    "words",
    [
        "In a flashback, Ilya laughs.",
        "The ghost of Ilya laughs.",
        "Ilya is alive after all. Ilya laughs.",
        "Ana holds a photo of Ilya.",
        "Ilya's lamp burns.",
    ],
)
def test_the_dead_may_be_remembered(words: str) -> None:
    assert "dead-acts" not in rules(scene(scene(ENGLISH, 2, "Ilya dies."), 3, description=words))


@pytest.mark.parametrize(
    "words", ["Ilya nearly dies.", "Ana swears that Ilya dies tonight.", "Ilya would have died.", "Ana fears that Ilya dies."]
)
def test_what_does_not_happen_is_no_death(words: str) -> None:
    assert "dead-acts" not in rules(scene(ENGLISH, 2, words))


def test_nobody_is_in_two_places_at_once() -> None:
    both = scene(ENGLISH, 3, description="Meanwhile, in the purser's office, Ilya turns the key.", time_of_day="evening", people=("i",))
    assert rules(both)["two-places"].severity == "error"


def test_what_goes_on_at_once_has_no_other_hour() -> None:
    assert rules(scene(ENGLISH, 3, description="Moments later, Ilya turns the key.", time_of_day="noon"))["hour-back"].severity == "error"


def test_a_film_of_one_night_goes_forward_through_it() -> None:
    hours = replace(scene(scene(ENGLISH, 1, time_of_day="midnight"), 2, time_of_day="dusk"), prompt="a heist in one night")
    assert rules(hours)["night-order"].severity == "error"
    assert "night-order" not in rules(replace(ENGLISH, prompt="a heist in one night"))


def test_what_is_destroyed_is_not_used_again() -> None:
    assert rules(scene(ENGLISH, 2, "Ilya destroys the key."))["used-after-lost"].severity == "error"
    mended = scene(scene(ENGLISH, 2, "Ilya destroys the key."), 3, description="Ilya repairs the key. Ilya turns the key. Ana waits.")
    assert "used-after-lost" not in rules(mended)


def test_what_is_found_with_weight_is_seen_again() -> None:
    assert rules(scene(ENGLISH, 2, "Ana finds a silver whistle."))["never-used"].severity == "hint"


def test_nobody_knows_what_they_learn_later() -> None:
    early = scene(ENGLISH, 2, "Ilya says that the purser forged the passenger list.")
    assert rules(scene(early, 3, "Ilya learns that the purser forged the passenger list."))["known-early"].severity == "error"


def test_nobody_sets_out_to_do_what_is_done() -> None:
    done = scene(ENGLISH, 2, "Ilya opens the purser's vault.")
    assert rules(scene(done, 3, "Ilya is going to open the purser's vault."))["done-before"].severity == "error"
    assert "done-before" not in rules(
        scene(scene(ENGLISH, 2, "Ilya is going to open the purser's vault."), 3, "Ilya opens the purser's vault.")
    )


def test_a_promise_is_kept_or_broken_where_one_sees_it() -> None:
    assert rules(scene(ENGLISH, 2, "Ilya promises to feed the parrot."))["promise-open"].severity == "hint"
    assert "promise-open" not in rules(scene(scene(ENGLISH, 2, "Ilya promises to feed the parrot."), 3, "Ilya feeds the parrot."))


def test_an_injury_is_felt_in_the_next_scene() -> None:
    hurt = scene(ENGLISH, 2, "Ilya breaks his ankle.")
    assert rules(scene(hurt, 3, "Ilya runs."))["hurt-forgotten"].severity == "hint"
    assert "hurt-forgotten" not in rules(scene(hurt, 3, "Ilya runs, limping."))


def test_one_who_is_never_introduced_where_others_are_is_noticed() -> None:
    gone = in_order(ENGLISH, [1, 2])
    assert rules(gone)["never-introduced"].said.startswith("Ilya Marin")


def test_records_are_checked() -> None:
    broken = scene(ENGLISH, 1, people=("i", "nobody"), shots=(shot(type="fish-eye"), shot(id="x2", frames=0)))
    found = rules(broken)
    assert found["unknown-person"].repair == RemovePerson("s1", "nobody")
    assert found["unknown-shot"].repair == SetShotKind("s1", "x1", "medium", "static")
    assert found["no-frames"].severity == "error"
    assert rules(scene(ENGLISH, 1, shots=(shot(frames=6),)))["too-short"].repair == RetimeScene("s1", 1.0)
    assert rules(scene(ENGLISH, 1, shots=(shot(frames=60),), frames=48))["shot-too-long"].severity == "error"
    assert rules(replace(ENGLISH, asked=60.0))["film-length"].repair == RetimeFilm(60.0)


def test_nothing_is_said_twice() -> None:
    twice = scene(ENGLISH, 3, "He finds a brass key under the grating.")
    assert rules(twice)["said-twice"].severity == "warning"
    assert rules(scene(ENGLISH, 3, description=ENGLISH.scenes[1].description + " "))["alike"].severity == "warning"
    assert rules(scene(ENGLISH, 3, title="rust"))["same-title"].repair == Retitle("s3", "rust, night")


def test_who_somebody_is_is_said_once_and_the_second_time_can_be_cut() -> None:
    again = rules(scene(ENGLISH, 3, "Ana Ruiz, a harbour pilot, waits."))["introduced-twice"]
    assert again.offer == "write “Ana” for “Ana Ruiz, a harbour pilot,” in scene 3"


@pytest.mark.parametrize(
    ("script", "words", "wish"),
    [
        (ENGLISH, "Ilya kisses Ana.", "a heist. No romance, please"),
        (FRENCH, "Léa embrasse Paul.", "un casse, sans romance"),
        (SPANISH, "Lucía besa a Pablo.", "un golpe sin romance"),
    ],
)
def test_what_was_not_to_be_there_is_noticed(script: Script, words: str, wish: str) -> None:
    assert rules(replace(scene(script, 2, words), prompt=wish))["avoided"].severity == "warning"


def test_a_shared_surname_and_a_description_name_people_too() -> None:
    cast = (
        Person(id="m", name="Mara Voss", role="smuggler"),
        Person(id="k", name="Karl Voss", role="customs chief"),
        Person(id="p", name="police officer"),
    )
    film = Script(
        cast=cast,
        scenes=(
            Scene(id="s1", number=1, title="A", description="Mara hides a crate. Voss watches from the quay.", people=("m", "k")),
            Scene(id="s2", number=2, title="B", description="The police officer opens the crate. Mara runs.", people=("m", "p")),
        ),
    )
    assert not {"acts-unlisted", "listed-unseen"} & set(rules(film))


def test_notes_are_told_in_the_language_asked_for() -> None:
    broken = scene(FRENCH, 3, people=("l",))
    assert rules(broken)["acts-unlisted"].said == "Paul Vidal agit dans la scène 3 sans y figurer."
    assert rules(broken, "en")["acts-unlisted"].offer == "list Paul Vidal in scene 3"
    assert rules(broken, "es")["acts-unlisted"].said == "Paul Vidal actúa en la escena 3 y no figura en ella."


def test_an_imported_film_is_read_in_the_language_of_its_texts() -> None:
    assert rules(replace(scene(FRENCH, 2, "Léa meurt."), language="en"))["dead-acts"].said.startswith("Léa Morel dies")


def test_a_note_keeps_its_key_when_other_things_change() -> None:
    key = rules(scene(ENGLISH, 3, people=("i",)))["acts-unlisted"].key
    assert rules(scene(scene(ENGLISH, 3, people=("i",)), 1, title="Salt"))["acts-unlisted"].key == key


def test_a_film_without_anything_in_it_is_no_trouble() -> None:
    assert rules(Script()) == {}
    assert set(rules(Script(scenes=(Scene(id="s", number=1, title=""),)))) == set()
