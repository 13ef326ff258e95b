"""Words that say which of two scenes comes first are believed, in three languages; a film that keeps to them is left alone."""

import pytest

from assistant.story.continuity import Line, Script
from assistant.story.continuity.notes import MoveBefore

from .films import ENGLISH, FRENCH, SPANISH, rules, scene
from .measure import in_order

ALL = (ENGLISH, FRENCH, SPANISH)
RESUMED = {"en": "The next morning, the rain stops.", "fr": "Le lendemain, la pluie cesse.", "es": "Al día siguiente, deja de llover."}
SAME_DAY = {"en": "Later that morning, a bell.", "fr": "Plus tard ce matin, une cloche.", "es": "Más tarde esa mañana, una campana."}
LATE = {"en": "evening", "fr": "soir", "es": "atardecer"}
DAYS = {"en": ("Day one", "Day three", "Day two"), "fr": ("Jour un", "Jour trois", "Jour deux"), "es": ("Día uno", "Día tres", "Día dos")}
LEFT = {
    "en": ("Three days left.", "Two hours left.", "Two days left."),
    "fr": ("Il reste trois jours.", "Il reste deux heures.", "Il reste deux jours."),
    "es": ("Quedan tres días.", "Quedan dos horas.", "Quedan dos días."),
}
AGAIN = {
    "en": ("Ilya climbs the iron ladder a second time.", "Ilya climbs the iron ladder."),
    "fr": ("Léa grimpe l'échelle rouillée une seconde fois.", "Léa grimpe l'échelle rouillée."),
    "es": ("Lucía sube la escalera oxidada por segunda vez.", "Lucía sube la escalera oxidada."),
}
KEPT = {
    "en": ("Ana feeds the parrot.", "Ana promises to feed the parrot."),
    "fr": ("Paul nourrit le perroquet.", "Paul promet de nourrir le perroquet."),
    "es": ("Pablo alimenta al papagayo.", "Pablo promete alimentar al papagayo."),
}
HANDED = {
    "en": ("Ana raises the flare.", "Ilya hands Ana the flare."),
    "fr": ("Paul lève la fusée.", "Léa tend la fusée à Paul."),
    "es": ("Pablo levanta la bengala.", "Lucía entrega la bengala a Pablo."),
}
MOURNED = {"en": ("Ilya is dead.", "Ilya dies."), "fr": ("Léa est morte.", "Léa meurt."), "es": ("Lucía está muerta.", "Lucía muere.")}


def both(script: Script, first: str, second: str) -> Script:
    """The script with one sentence more in its second scene, and one in its third."""
    return scene(scene(script, 2, first), 3, second)


def in_each(script: Script, words: tuple[str, str, str]) -> Script:
    """With a sentence at the head of every scene."""
    for number, said in enumerate(words, start=1):
        script = scene(script, number, description=f"{said}. {script.scenes[number - 1].description}".replace("..", "."))
    return script


each = pytest.mark.parametrize("script", ALL, ids=lambda script: script.language)


@each
def test_a_film_does_not_begin_the_next_day(script: Script) -> None:
    assert rules(scene(script, 1, description=RESUMED[script.language]))["starts-later"].severity == "warning"
    assert "starts-later" not in rules(scene(script, 2, description=f"{RESUMED[script.language]} {script.scenes[1].description}"))


@each
def test_later_that_morning_is_not_after_that_evening(script: Script) -> None:
    late = scene(script, 1, time_of_day=LATE[script.language])
    assert rules(scene(late, 2, description=SAME_DAY[script.language]))["same-day"].severity == "error"
    early = scene(script, 1, time_of_day={"en": "dawn", "fr": "aube", "es": "alba"}[script.language])
    assert "same-day" not in rules(scene(early, 2, description=SAME_DAY[script.language]))


@each
def test_days_are_counted_up(script: Script) -> None:
    one, three, two = DAYS[script.language]
    assert rules(in_each(script, (one, three, two)))["days-back"].repair == MoveBefore("s3", "s2")
    assert "days-back" not in rules(in_each(script, (one, two, three)))
    assert "days-back" not in rules(in_each(script, (three, two, one)))


@each
def test_the_time_that_is_left_grows_less(script: Script) -> None:
    most, least, middle = LEFT[script.language]
    assert rules(in_each(script, (most, least, middle)))["more-left"].repair == MoveBefore("s3", "s2")
    assert "more-left" not in rules(in_each(script, (most, middle, least)))


@each
def test_a_second_time_comes_after_the_first(script: Script) -> None:
    again, first = AGAIN[script.language]
    assert rules(both(script, again, first))["again-early"].repair == MoveBefore("s3", "s2")
    assert "again-early" not in rules(both(script, first, again))


@each
def test_a_promise_is_made_before_it_is_kept(script: Script) -> None:
    kept, made = KEPT[script.language]
    assert rules(both(script, kept, made))["kept-early"].severity == "warning"
    assert "kept-early" not in rules(both(script, made, kept))


@each
def test_nobody_has_what_they_are_handed_later(script: Script) -> None:
    held, handed = HANDED[script.language]
    assert rules(both(script, held, handed))["used-before-given"].repair == MoveBefore("s3", "s2")
    assert "used-before-given" not in rules(both(script, handed, held))


@each
def test_a_death_is_not_spoken_of_before_it_comes(script: Script) -> None:
    told, dies = MOURNED[script.language]
    speaker = script.cast[1].id
    early = scene(script, 2, description="…", people=(speaker,), dialogue=(Line(speaker, told),))
    assert rules(scene(early, 3, description=dies))["told-early"].severity == "warning"
    asked = scene(early, 2, dialogue=(Line(speaker, told.replace(".", "?")),))
    assert "told-early" not in rules(scene(asked, 3, description=dies))


@each
def test_the_hours_of_a_planned_film_run_forward(script: Script) -> None:
    hours = {"en": ("morning", "noon", "evening"), "fr": ("matin", "midi", "soir"), "es": ("mañana", "mediodía", "anochecer")}
    for number, hour in enumerate(hours[script.language], start=1):
        script = scene(script, number, time_of_day=hour, why={"plan": {"function": "approach"}})
    note = rules(in_order(script, [0, 2, 1]))["hour-back"]
    assert (note.severity, note.repair) == ("warning", MoveBefore("s2", "s3"))
    assert "hour-back" not in rules(script)
    next_day = scene(script, 2, description=RESUMED[script.language])
    assert "hour-back" not in rules(in_order(next_day, [0, 2, 1]))


def test_the_hours_of_a_typed_film_may_jump() -> None:
    typed = scene(scene(ENGLISH, 2, time_of_day="afternoon"), 1, time_of_day="evening")
    assert "hour-back" not in rules(typed)
