"""What is asked for in French and Spanish is found: people, things, places, wishes, counts, lengths, titles."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.story import lexicon
from assistant.story.matter import Matter
from assistant.story.model import Brief, Finding, Unwritable
from assistant.story.romance import LONGEST, detect, refuse, understand

from .asked import Asked
from .films import filmed, read
from .prompts import ASKED

EVERY = [(language, asked) for language, known in ASKED.items() for asked in known]
ids = [f"{language}: {asked.prompt[:40]}" for language, asked in EVERY]


def _people(matter: Matter) -> str:
    cast = (*matter.people, *((matter.foe,) if matter.foe else ()))
    return " ".join(f"{one.role} {one.name} {one.source or ''}" for one in cast).lower()


def _spoken_of(matter: Matter) -> str:
    things = (matter.prize, matter.threat, *matter.objects, *((matter.event,) if matter.event else ()))
    clauses = [f"{one.subject.text if one.subject else ''} {one.said}" for one in matter.told]
    return " ".join([matter.premise.goal.value, matter.stakes, _people(matter), *(one.the for one in things), *clauses]).lower()


def _places(matter: Matter) -> str:
    return " ".join(f"{one.thing.the} {one.thing.source or ''}" for one in matter.places).lower()


def _sought(asked: Asked, matter: Matter) -> Iterator[tuple[str, bool]]:
    for words, where in ((asked.people, _people), (asked.things, _spoken_of), (asked.places, _places)):
        yield from ((word, word.lower() in where(matter)) for word in words)


@pytest.mark.parametrize("language", ASKED)
def test_at_least_95_of_100_people_things_and_places_are_found(language: str) -> None:
    found = [pair for asked in ASKED[language] for pair in _sought(asked, read(language, asked.prompt))]
    assert sum(hit for _, hit in found) >= 0.95 * len(found), [word for word, hit in found if not hit]


@pytest.mark.parametrize(("language", "asked"), EVERY, ids=ids)
def test_directions_are_obeyed_to_the_letter(language: str, asked: Asked) -> None:
    matter = read(language, asked.prompt)
    assert tuple(one.value for one in matter.avoid) == asked.avoid
    assert (matter.scene_count, matter.duration, matter.title) == (asked.scenes, asked.duration, asked.title)


@pytest.mark.parametrize(("language", "asked"), EVERY, ids=ids)
def test_the_quest_and_whose_it_is_are_read(language: str, asked: Asked) -> None:
    matter = read(language, asked.prompt)
    assert asked.kind in {"", matter.kind}
    assert asked.genre in {"", matter.genre}
    assert asked.hero in matter.people[0].role
    if asked.cast:
        assert sum(one.kind == "group" for one in (*matter.people, *((matter.foe,) if matter.foe else ()))) == asked.cast


@pytest.mark.parametrize(("language", "asked"), EVERY, ids=ids)
def test_every_part_has_its_words_in_the_prompt_or_says_that_it_is_assumed(language: str, asked: Asked) -> None:
    premise = read(language, asked.prompt).premise
    for name in premise.__struct_fields__:
        value = getattr(premise, name)
        for finding in value if isinstance(value, tuple) else (value,):
            assert isinstance(finding, Finding)
            assert finding.value
            assert finding.assumed or (finding.source and finding.source in asked.prompt), (name, finding)


@pytest.mark.parametrize(("language", "asked"), EVERY, ids=ids)
def test_a_whole_film_comes_of_it(language: str, asked: Asked) -> None:
    story = filmed(language, asked.prompt)
    assert len(story.scenes) == 5
    said = " ".join([story.title, story.logline, *(one.description for one in story.scenes)])
    assert not any(mark in said for mark in "<>{}^⟦⟧|"), said


@pytest.mark.parametrize("language", ASKED)
@given(st.text(max_size=200), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_kindly_refused(language: str, prompt: str, seed: int) -> None:
    _read_or_refused(language, prompt, seed)


@pytest.mark.parametrize("language", ASKED)
@given(st.data())
@settings(max_examples=80, deadline=None)
def test_words_in_any_order_are_read(language: str, data: st.DataObject) -> None:
    known = sorted({word for asked in ASKED[language] for word in asked.prompt.split()})
    prompt = " ".join(data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=25)))
    _read_or_refused(language, prompt, 1)


@pytest.mark.parametrize(
    ("language", "said", "scenes", "seconds"),
    [
        ("fr", "12 scènes de deux minutes", 12, 1440),
        ("es", "12 escenas de dos minutos", 12, 1440),
        ("fr", "12 scènes de deux minutes au total", 12, 120),
        ("es", "medio minuto", None, 30),
        ("fr", "une demi-minute", None, 30),
        ("fr", "deux minutes trente", None, 150),
        ("fr", "quatre-vingt-dix secondes", None, 90),
        ("es", "treinta y cinco segundos", None, 35),
    ],
)
def test_lengths_are_read_as_they_are_said(language: str, said: str, scenes: int | None, seconds: float) -> None:
    story = {"fr": "Un facteur traverse une ville", "es": "Un cartero cruza una ciudad"}[language]
    matter = read(language, f"{story}, {said}")
    assert (matter.scene_count, matter.duration) == (scenes, seconds)


@pytest.mark.parametrize(
    ("language", "prompt", "place"),
    [
        ("fr", "Les Dents de la mer rencontre Amélie Poulain : un pêcheur doit sauver un café", "café"),
        ("fr", "Roméo et Juliette rencontre l'Antarctique : deux stations, un générateur volé", "Antarctique"),
        ("es", "Romeo y Julieta pero en la Antártida: dos bases, un generador robado", "Antártida"),
        ("fr", "Blade Runner à la campagne : un robot garde des moutons", "campagne"),
    ],
)
def test_films_to_think_of_are_nobody_to_cast(language: str, prompt: str, place: str) -> None:
    matter = read(language, prompt)
    assert place.lower() in _places(matter)
    assert not {one.name for one in matter.people} & {"Roméo", "Juliette", "Romeo", "Julieta", "Blade Runner", "Amélie Poulain"}


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("fr", "Personnages : Salomé Egger, 45 ans, interprète ; le maréchal Okonjo.\nLieu : un hôtel fermé.\nBut : empêcher une guerre."),
        (
            "es",
            "Personajes: Salomé Egger, 45 años, intérprete; el mariscal Okonjo.\nLugar: un hotel cerrado.\nObjetivo: impedir una guerra.",
        ),
    ],
)
def test_labels_are_read_as_sentences(language: str, prompt: str) -> None:
    matter = read(language, prompt)
    assert [one.name for one in matter.people] == ["Salomé Egger", "Okonjo"]
    assert "hotel" in _places(matter).replace("ô", "o")
    assert "guer" in matter.goal


@pytest.mark.parametrize(
    ("language", "prompt", "verb"),
    [
        ("fr", "deux frères braquent la banque où travaille leur mère", "travailler"),
        ("es", "dos hermanos atracan el banco donde trabaja su madre", "trabajar"),
    ],
)
def test_what_others_do_somewhere_is_not_what_the_heroes_do(language: str, prompt: str, verb: str) -> None:
    matter = read(language, prompt)
    assert verb not in {one.verb for one in matter.told}
    assert verb[:-2] in matter.goal


def _read_or_refused(language: str, prompt: str, seed: int) -> None:
    with lexicon.speaking(language):
        try:
            matter = understand(Brief(prompt=prompt, language=language), Random(seed))
        except Unwritable as refused:
            assert refused.field in {"prompt", "language"}
            return
    assert matter.people
    assert matter.places
    assert matter.goal


@pytest.mark.parametrize(("language", "asked"), EVERY, ids=ids)
def test_the_language_is_told_from_the_words(language: str, asked: Asked) -> None:
    assert detect(asked.prompt) in {language, None}


@pytest.mark.parametrize(
    ("prompt", "language"),
    [
        ("A retired safecracker must rob one last bank", "en"),
        ("The lighthouse keeper's daughter finds a letter", "en"),
        ("two brothers and a bear", "en"),
        ("a heist in Paris", "en"),
        ("un boulanger veut sauver sa boutique", "fr"),
        ("l'histoire d'un chien perdu", "fr"),
        ("un perro perdido busca su casa", "es"),
        ("el último farero", "es"),
        ("thriller", None),
        ("Romeo", None),
        ("", None),
    ],
)
def test_short_prompts_tell_their_language_or_nothing(prompt: str, language: str | None) -> None:
    assert detect(prompt) == language


@pytest.mark.parametrize(
    ("prompt", "field"),
    [
        ("", "prompt"),
        ("... !!", "prompt"),
        ("un chat " * LONGEST, "prompt"),
        ("The old keeper of the lighthouse must save her sister from the storm", "language"),
        ("El viejo farero tiene que salvar a su hermana de la tormenta", "language"),
    ],
)
def test_what_cannot_be_read_in_french_is_refused(prompt: str, field: str) -> None:
    with lexicon.speaking("fr"), pytest.raises(Unwritable) as refused:
        refuse(Brief(prompt=prompt, language="fr"))
    assert refused.value.field == field
