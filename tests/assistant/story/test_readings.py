"""What a careful reader takes from a prompt is in the premise, in the words of the prompt."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.story.asking import open_questions
from assistant.story.avoidance import avoided
from assistant.story.matter import Matter, Person
from assistant.story.model import Brief, Finding, Unwritable
from assistant.story.premise import understand
from assistant.story.reading import directions, mend

from .prompts import TYPED, VARIED
from .readings import DIRECTED, PAGE, READINGS, Directed, Expected

ALL = [*(prompt for prompt, _ in READINGS), *(prompt for prompt, _ in VARIED), *(prompt for prompt, _, _ in TYPED), PAGE]


def read(prompt: str) -> Matter:
    return understand(Brief(prompt=prompt), Random(1))


def everyone(found: Matter) -> list[Person]:
    return [*found.people, *([found.foe] if found.foe else [])]


def findings(found: Matter) -> Iterator[Finding]:
    for name in found.premise.__struct_fields__:
        part = getattr(found.premise, name)
        yield from part if isinstance(part, tuple) else (part,)


def spoken(found: Matter) -> str:
    """Everything of the story that is named anywhere, in lower case."""
    things = [*found.objects, found.prize, found.threat, *([found.event] if found.event else []), *(place.thing for place in found.places)]
    told = [clause.said for clause in found.told]
    people = [f"{one.role} {one.name}" for one in everyone(found)]
    said = [*(f"{one.the} {one.source}" for one in things), *told, *people, found.premise.goal.value, found.stakes, found.deadline]
    return " | ".join(said).lower()


def shortfalls(found: Matter, want: Expected) -> list[str]:
    """What was asked for and is not there."""
    told = found.premise
    people = " | ".join(f"{one.role} {one.name} {one.source}" for one in everyone(found)).lower()
    places = " | ".join(f"{place.thing.the} {place.thing.source}" for place in found.places).lower()
    hero = f"{found.people[0].name} {found.people[0].role}".lower()
    missing = [f"hero {want['hero']}"] if want.get("hero", "").lower() not in hero else []
    missing += [f"person {one}" for one in want.get("people", ()) if one.lower() not in people]
    missing += [f"thing {one}" for one in want.get("things", ()) if one.lower() not in spoken(found)]
    missing += [f"place {one}" for one in want.get("places", ()) if one.lower() not in places]
    missing += [f"avoid {one}" for one in want.get("avoid", ()) if not any(one in each.value for each in told.avoid)]
    missing += [f"leak {one}" for one in want.get("absent", ()) if one.lower() in spoken(found)]
    parts = {"goal": told.goal, "foe": told.opposition, "stakes": told.stakes, "period": told.period}
    for name, finding in parts.items():
        said = str(want.get(name, ""))
        if said and (finding.source is None or said.lower() not in f"{finding.value} {finding.source}".lower()):
            missing.append(f"{name} {said} in {finding.value}")
    if "theme" in want and not any(want["theme"] in one.value for one in told.themes):
        missing.append(f"theme {want['theme']}")
    cast = sum(one.source is not None for one in everyone(found))
    return missing + ([f"cast of {want['cast']}, not {cast}"] if want.get("cast", cast) != cast else [])


@pytest.mark.parametrize(("prompt", "want"), READINGS)
def test_a_careful_reader_misses_nothing(prompt: str, want: Expected) -> None:
    found = read(prompt)
    assert shortfalls(found, want) == []
    assert want.get("title", found.title) == found.title
    assert want.get("scenes", found.scene_count) == found.scene_count


@pytest.mark.parametrize(("prompt", "want"), DIRECTED)
def test_directions_are_lifted_out_wherever_they_stand(prompt: str, want: Directed) -> None:
    found = read(prompt)
    told = found.premise
    assert want.get("scenes", found.scene_count) == found.scene_count
    assert want.get("seconds", found.duration) == found.duration
    assert want.get("style", told.style.value) == told.style.value
    assert want.get("tone", told.tone.value) == told.tone.value
    assert want.get("avoid", tuple(one.value for one in told.avoid)) == tuple(one.value for one in told.avoid)


def test_a_question_in_english_is_read_as_english() -> None:
    assert read("What would you do if your shadow got a better job than you?").prompt


@pytest.mark.parametrize("prompt", ALL)
def test_every_finding_is_traced_to_the_prompt_or_says_that_it_is_assumed(prompt: str) -> None:
    found = read(prompt)
    for finding in findings(found):
        if finding.source is not None:
            assert finding.source in prompt
            assert finding.source.strip()
        else:
            assert finding.assumed
    people, things = [one.source for one in everyone(found)], [one.source for one in found.objects]
    for source in (*people, *things, *(place.thing.source for place in found.places), *(one.source for one in found.avoid)):
        assert source is None or source in prompt


def test_a_page_follows_its_main_line_and_casts_everyone_it_names() -> None:
    found = read(PAGE)
    want: Expected = {
        "hero": "Mara Voss", "people": ("Jonas", "Pia", "Father Anselm", "Kroll"), "things": ("bell", "tower", "recorder"),
        "places": ("drowned valley", "caravan"), "foe": "Kroll", "goal": "bring up the bell",
        "avoid": ("death", "slow motion", "villains' speeches"),
    }  # fmt: skip
    assert shortfalls(found, want) == []
    assert (found.scene_count, found.duration) == (8, 240.0)
    assert [clause.start for clause in found.told] == sorted(clause.start for clause in found.told)


def test_slips_curly_quotes_and_lists_are_traced_to_what_was_typed() -> None:
    prompt = "short flim abuot a baker’s daughter;\n- a stolen recipie book\n- whitout guns"
    found = read(prompt)
    assert [one.source for one in found.avoid] == ["guns"]
    assert all(finding.source is None or finding.source in prompt for finding in findings(found))


def test_what_is_refused_is_not_brought_in_by_an_assumption() -> None:
    for prompt in (
        "A detective story where no one gets killed",
        "lonely robot, no death",
        "a thief, nobody dies",
        "an old house, no ghosts",
    ):
        for seed in range(6):
            found = understand(Brief(prompt=prompt), Random(seed))
            assert not [one.value for one in findings(found) if one.assumed and one.source is None and avoided(found.avoid, one.value)]


@pytest.mark.parametrize(
    ("prompt", "refused"),
    [
        ("A monk with no shadow crosses a desert without water", []),
        ("Without her brother, a girl runs the mill", []),
        ("No one knows why the mill burned", []),
        ("A girl, never afraid, hunts wolves", []),
        ("a mill, no guns and no romance", ["guns", "romance"]),
        ("a mill. Please don't include ghosts or jump scares!", ["ghosts", "jump scares"]),
        ("a mill but not too scary", ["scary"]),
    ],
)
def test_a_negative_wish_is_told_from_a_negative_in_the_story(prompt: str, refused: list[str]) -> None:
    assert [one.value for one in directions(mend(prompt).text).avoid] == refused


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_mending_keeps_every_character_traceable(prompt: str) -> None:
    mended = mend(prompt)
    assert len(mended.origin) == len(mended.text) + 1
    assert list(mended.origin) == sorted(mended.origin)
    for word in mended.text.split()[:5]:
        assert mended.exact(word) in prompt


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([part for prompt in ALL for part in prompt.split()]), min_size=1, max_size=40).map(" ".join))
def test_word_salad_is_read_or_refused_and_always_traceable(prompt: str) -> None:
    try:
        found = read(prompt)
    except Unwritable:
        return
    assert all(finding.source is None or finding.source in prompt for finding in findings(found))


@pytest.mark.parametrize("prompt", ALL)
def test_open_questions_ask_for_what_was_assumed_with_three_differing_proposals(prompt: str) -> None:
    found = read(prompt)
    asked = open_questions(found)
    assert asked == open_questions(found)
    assert len(asked) <= 3
    assumed = {
        "goal": found.premise.goal,
        "opposition": found.premise.opposition,
        "stakes": found.premise.stakes,
        "place": found.premise.place,
    }
    for question in asked:
        assert assumed[question.gap].source is None
        assert question.text.endswith("?")
        assert "<" not in question.text + "".join(question.proposals)
        assert len(set(question.proposals)) == 3
        assert question.proposals[0] == assumed[question.gap].value


def test_where_all_was_said_nothing_is_asked() -> None:
    prompt = "In Naples a baker must save her shop from a corrupt landlord, or else her son goes to prison"
    assert open_questions(read(prompt)) == ()
