"""What people write is read as they meant it, and directions about the film do not leak into the story."""

from random import Random

import pytest

from assistant.story import compose
from assistant.story.ageing import age_of
from assistant.story.cast import company
from assistant.story.matter import Matter
from assistant.story.model import Brief
from assistant.story.premise import understand

from .prompts import TYPED


def read(prompt: str) -> Matter:
    return understand(Brief(prompt=prompt), Random(1))


@pytest.mark.parametrize(
    ("prompt", "count", "seconds"),
    [
        ("a duel at dawn, 8 scenes", 8, None),
        ("Make me a 90-second film about a baker", None, 90.0),
        ("twelve scenes of 20 seconds each: a siege", 12, 240.0),
        ("a two and a half minute short about rain", None, 150.0),
        ("A chase. Twenty-five scenes, 1 hour.", 25, 3600.0),
        ("an old diver, in six scenes, about 4 minutes long", 6, 240.0),
        ("a bomb goes off in ten minutes", None, None),
        ("two brothers and three sisters run an inn", None, None),
        ("A nurse has 24 hours to save a village", None, None),
        ("a heist in 8 scenes in 3 minutes", 8, 180.0),
    ],
)
def test_numbers_about_the_film_are_told_from_numbers_in_the_story(prompt: str, count: int | None, seconds: float | None) -> None:
    found = read(prompt)
    assert found.scene_count == count
    assert found.duration == seconds


@pytest.mark.parametrize(
    ("prompt", "role", "goal"),
    [
        ("Create a sci-fi thriller about a detective investigating AI crimes in a cyberpunk city", "detective", "investigate AI crimes"),
        (
            "When her brother vanishes, a deaf lighthouse keeper must cross the frozen strait",
            "deaf lighthouse keeper",
            "cross the frozen strait",
        ),
        ("Two brothers race to deliver a stolen violin across the Sahara", "elder brother", "deliver a stolen violin across the Sahara"),
        ("a chef wants to win back his restaurant from his ex-wife", "chef", "win back his restaurant from his ex-wife"),
        ("my cat wants to be mayor", "cat", "be mayor"),
        ("a fox and a rabbit build a flying machine to escape the flood", "fox", "build a flying machine to escape the flood"),
    ],
)
def test_who_wants_what(prompt: str, role: str, goal: str) -> None:
    found = read(prompt)
    assert found.people[0].role == role
    assert found.goal == goal


def test_a_name_and_its_apposition_are_one_person() -> None:
    found = read("Ilya, a retired safecracker, is hired by a widow to open a bank vault in Prague. No romance, please.")
    assert (found.people[0].name, found.people[0].role) == ("Ilya", "retired safecracker")
    assert [person.role for person in found.people] == ["retired safecracker", "widow"]
    assert [one.value for one in found.avoid] == ["romance"]
    assert found.kind == "steal"


def test_a_named_role_keeps_its_name() -> None:
    found = read("a young mapmaker named Isra sets out to find the river that her mother drew")
    assert (found.people[0].name, found.people[0].role, found.people[0].gender) == ("Isra", "young mapmaker", "she")


def test_tone_and_length_do_not_become_things_of_the_story() -> None:
    found = read("a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet")
    spoken = " ".join([*(thing.the for thing in found.objects), found.goal, *(place.thing.the for place in found.places)])
    assert "scene" not in spoken
    assert "minute" not in spoken
    assert "cold" not in spoken
    assert found.one_night


def test_opposition_is_read_from_against_from_and_plain_hostility() -> None:
    assert (
        read("The last beekeeper on Mars fights to save her hive from a corrupt mining company").threat.the == "the corrupt mining company"
    )
    assert read("rebels fighting an empire").threat.the == "the empire"
    foe = read("A samurai must protect a mute child from the warlord who killed her family").foe
    assert foe is not None
    assert foe.role == "warlord"


def test_x_meets_y_names_films_and_casts_nobody() -> None:
    found = read("Jaws meets Romeo and Juliet in a small fishing village")
    assert {one.value for one in found.premise.themes} >= {"Jaws", "Romeo and Juliet"}
    assert not {"Romeo", "Juliet", "Jaws"} & {person.name for person in found.people}


def test_a_husband_who_is_a_spy_is_one_man() -> None:
    found = read("A woman discovers her husband is a spy. She follows him to Istanbul, where she meets Kemal, a ferry captain.")
    assert [person.role for person in found.people] == ["woman", "husband", "ferry captain"]
    assert found.culture == "turkish"


def test_a_title_in_the_prompt_is_the_title() -> None:
    assert read('"The Last Lamp": an old lamplighter refuses to let the electric company replace him').title == "The Last Lamp"
    assert read("a film called “Salt” about a salt harvester").title == "Salt"


def test_two_minds_about_the_film_are_kept_apart() -> None:
    found = read("A vampire dentist opens a clinic in a small Irish town. Funny, warm, no blood. Ten scenes, five minutes.")
    assert (found.scene_count, found.duration) == (10, 300.0)
    assert found.tones == ("playful", "warm")
    assert [one.value for one in found.avoid] == ["blood"]
    assert found.genre == "comedy"


@pytest.mark.parametrize(("prompt", "goal"), [(prompt, goal) for prompt, goal, _ in TYPED])
def test_what_is_wanted_is_read_as_it_was_meant(prompt: str, goal: str) -> None:
    assert read(prompt).goal == goal


def test_what_a_role_looks_after_is_kept_and_not_sought() -> None:
    found = read("A quiet film about a bridge keeper")
    assert found.kind == "protect"
    assert "bridge" in found.premise.goal.value
    assert found.premise.goal.assumed is not None
    assert "a bridge keeper" in found.premise.goal.assumed


def test_a_word_that_ends_in_of_is_not_cut_in_two() -> None:
    assert all("fice" not in one.the for one in read("funny office comedy: the coffee machine becomes the boss").objects)


def test_a_feast_is_a_time_and_not_a_person() -> None:
    found = read("Zahra El Fassi, a clockmaker in Fez, must repair the city's great clock before Ramadan begins")
    assert [person.name for person in found.people] == ["Zahra El Fassi"]
    assert found.deadline == "before Ramadan begins"


def test_a_year_before_a_verb_counts_nothing() -> None:
    found = read("a lighthouse keeper in 1911 finds a letter that was never sent")
    assert found.premise.period.value == "1911"
    assert not any("finds" in one.the for one in found.objects)


@pytest.mark.parametrize(
    ("prompt", "gender"),
    [
        ("Detective Rosa Klein has 24 hours to find out who poisoned the mayor at his own birthday party", "she"),
        ("a ghost tries to tell his wife that he forgives her", "he"),
    ],
)
def test_a_hero_keeps_the_gender_the_prompt_gives(prompt: str, gender: str) -> None:
    assert read(prompt).people[0].gender == gender


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("two clockmakers who stop time", "workshop"),
        ("a nun who cannot pray", "convent"),
        ("an astronomer who is going deaf", "observatory"),
        ("a girl and a whale", "coast"),
        ("Uncle Bertie builds a rocket in the garden", "garden"),
    ],
)
def test_an_assumed_place_suits_the_one_it_is_about_and_what_is_named(prompt: str, place: str) -> None:
    assert place in read(prompt).premise.place.value


@pytest.mark.parametrize(
    ("prompt", "prize"), [("two clockmakers who stop time", "time"), ("a boy and his robot dog cross the desert", "the crossing")]
)
def test_a_deed_is_wanted_for_its_own_sake(prompt: str, prize: str) -> None:
    found = read(prompt)
    assert found.prize.the == prize
    assert found.kind != "fight"


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("Seven nuns start a punk band", 7),
        ("six retired circus performers rob a casino in Macau", 6),
        ("Captain Ines Duarte and her crew of five search for a sunken city", 6),
    ],
)
def test_everyone_who_is_counted_is_cast_and_seen(prompt: str, count: int) -> None:
    found = read(prompt)
    assert sum(one.source is not None for one in found.people) == count
    assert len(company(found, Random(1)).players) >= count
    story = compose(Brief(prompt=prompt, scene_count=8))
    met = {key for scene in story.scenes for key in scene.cast}
    assert met >= {member.key for member in story.cast}
    assert len(met) >= count


def test_two_who_meet_are_each_others_story() -> None:
    found = read("a nun meets a bank robber")
    assert "bank robber" in found.premise.goal.value
    assert found.loved
    halves = read("two brothers who hate each other")
    assert halves.prize_person == 1
    assert "the other brother" in halves.premise.goal.value


def test_whoever_attacks_or_forbids_is_not_the_one_it_is_about() -> None:
    assert read("Zombies attack a wedding").premise.opposition.value == "the zombies"
    assert read("The mayor of a small town bans music, so the children rebel").people[0].role == "child"


def test_whoever_claims_to_be_somebody_is_of_the_sex_they_claim() -> None:
    foe = read("Ruth keeps getting calls from a stranger who says he is her son").foe
    assert foe is not None
    assert foe.gender == "he"


@pytest.mark.parametrize(
    ("role", "age"),
    [("former pupil", "adult"), ("old friend", "adult"), ("old woman", "old"), ("six-year-old", "child"), ("girl", "child")],
)
def test_a_role_tells_an_age(role: str, age: str) -> None:
    assert age_of(role) == age


def test_a_title_stays_with_its_name() -> None:
    calls = {player.call for player in company(read("Mrs Alder and Dr Quill share a haunted house"), Random(1)).players}
    assert {"Mrs Alder", "Dr Quill"} <= calls


def test_what_happens_first_is_at_stake() -> None:
    found = read("Before the dam floods the valley, a postman must deliver one last letter")
    assert found.stakes == "the dam floods the valley first"
    logline = compose(Brief(prompt=found.prompt)).logline
    assert logline.count("floods the valley") == 1
