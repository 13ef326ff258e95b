"""Whatever is typed into a film, the check reads it, and gives the same notes each time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.story.continuity import Line, Person, Scene, Script, Shot, check
from assistant.story.continuity.hours import SPANS, agree, gap, in_one_night
from assistant.story.continuity.notes import MoveBefore

from .films import ENGLISH
from .measure import in_order

texts = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["Ilya", "Ana Ruiz,", "a key", "dies.", "(", "⟨0⟩", "Night", "in the", "“", "”", "finds", "promises to", ".", "{name}", "\\"]
    ),
    max_size=12,
).map(" ".join)
people = st.builds(Person, id=st.sampled_from(["i", "a", "b"]), name=texts, role=texts)
scenes = st.lists(
    st.builds(
        Scene,
        id=st.uuids().map(str),
        number=st.just(1),
        title=texts,
        description=texts,
        location=texts,
        time_of_day=texts | st.sampled_from(sorted(SPANS)),
        people=st.lists(st.sampled_from(["i", "a", "z"]), max_size=2).map(tuple),
        key_actions=st.lists(texts, max_size=2).map(tuple),
        shots=st.lists(st.builds(Shot, id=texts, type=texts, movement=texts, frames=st.integers(0, 99), description=texts), max_size=2).map(
            tuple
        ),
        dialogue=st.lists(st.builds(Line, who=st.sampled_from(["i", "q"]), line=texts), max_size=1).map(tuple),
    ),
    max_size=4,
)


@given(people=st.lists(people, max_size=3), scenes=scenes, prompt=texts, language=st.sampled_from(["en", "fr", "es", "de", ""]))
@settings(max_examples=60)
def test_any_text_can_be_checked(people: list[Person], scenes: list[Scene], prompt: str, language: str) -> None:
    script = Script(cast=tuple(people), scenes=tuple(scenes), prompt=prompt, language=language)
    notes = check(in_order(script, list(range(len(scenes)))))
    assert notes == check(in_order(script, list(range(len(scenes)))))
    assert len({note.key for note in notes}) == len(notes)
    assert all(note.said for note in notes)
    assert all(bool(note.offer) == (note.repair is not None) for note in notes)


@given(order=st.permutations(range(3)))
def test_moving_scenes_as_proposed_puts_them_in_order_again(order: list[int]) -> None:
    script = in_order(ENGLISH, list(order))
    for _ in range(6):
        moves = [note.repair for note in check(script) if isinstance(note.repair, MoveBefore)]
        if not moves:
            break
        ids = [scene.id for scene in script.scenes]
        stay = [one for one in ids if one != moves[0].scene]
        stay.insert(stay.index(moves[0].before), moves[0].scene)
        script = in_order(script, [ids.index(one) for one in stay])
    assert [note for note in check(script) if isinstance(note.repair, MoveBefore)] == []


@given(one=st.sampled_from(sorted(SPANS)), other=st.sampled_from(sorted(SPANS)))
def test_hours_agree_both_ways_and_never_lie_more_than_a_day_apart(one: str, other: str) -> None:
    assert agree(one, other) == agree(other, one)
    assert agree(one, one)
    assert 0 <= gap(one, other) < 24
    assert (gap(one, other) == 0) >= agree(one, other)


@given(hours=st.lists(st.sampled_from(["dusk", "evening", "night", "midnight", "dawn"]), max_size=8))
def test_a_night_once_passed_does_not_come_back(hours: list[str]) -> None:
    at = in_one_night(hours)
    assert at is None or in_one_night(hours[:at]) is None
    assert in_one_night(sorted(hours, key=["dusk", "evening", "night", "midnight", "dawn"].index)) is None
