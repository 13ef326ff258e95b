"""What was said about something: found by meaning and by name with the real model, quoted, and nobody else's."""

from typing import Any

import pytest
from sqlalchemy import delete, func, select

from assistant import SYSTEM, Actor, Assistant
from assistant.operations.recalling import LOOKED_AT, TOLD, Recall, Recalled, SearchTurns, words_of
from assistant.operations.remembering import MODEL, Unembedded
from memory import turns
from memory.tables.turns import summaries, turn_vectors
from memory.tables.turns import turns as table
from memory.turns import Turn, Whose
from tests.assistant.told import do, in_conversation, turn
from tests.conftest import signed_in

TALK = (
    ("make scene three ten seconds longer", "Scene 3, “A Favour”: duration 18 s → 28 s. The film is now 3 min 10 s."),
    ("the last scene should be at dawn, no dialogue", "Scene 8, “In Other Hands”: time of day night → dawn."),
    ("rename the pickpocket to Voss", "Zahra is now called Voss; 14 texts follow."),
    ("add a scene on the bridge where she throws the gun away", "Added scene 5, “The Bridge”."),
    ("make the storm quieter, more wind than thunder", "Scene 6, “The Storm”: visual notes is now “more wind than thunder”."),
    ("mets la scène du marché à l'aube", "Scène 3, « Le Marché » : moment nuit → aube."),
)  # fmt: skip


@pytest.fixture
async def talker(house: Assistant, robin: Actor) -> Actor:
    """Robin, in a conversation in which a film was talked over."""
    by = await in_conversation(house, robin)
    await do(house, by, "project.create", title="Night Ferry")
    for said, answered in TALK:
        await turn(house, by, said, answered)
    return by


async def recalled(house: Assistant, by: Actor, about: str, **more: Any) -> list[str]:
    found: Recalled = await do(house, by, "memory.recall", about=about, **more)
    return [one.said for one in found.turns]


async def test_what_was_said_is_found_by_meaning_and_by_name(house: Assistant, talker: Actor) -> None:
    expected = {
        "the ending": TALK[1][0],
        "whether anybody speaks at the end": TALK[1][0],
        "Voss": TALK[2][0],
        "what the thief is called": TALK[2][0],
        "the gun": TALK[3][0],
        "the bridge": TALK[3][0],
        "how loud the storm is": TALK[4][0],
        "le marché": TALK[5][0],
        "marche": TALK[5][0],
    }
    assert {about: (await recalled(house, talker, about))[0] for about in expected} == expected


async def test_nothing_is_told_where_nothing_was_said(house: Assistant, talker: Actor) -> None:
    unsaid = ("dragons", "lawn mowing", "the spaceship", "the budget", "%", "_")
    assert {about: await recalled(house, talker, about) for about in unsaid} == {about: [] for about in unsaid}


async def test_a_turn_is_quoted_with_its_answer_its_time_and_what_was_done(house: Assistant, robin: Actor) -> None:
    by = await in_conversation(house, robin)
    await do(house, by, "project.create", title="Night Ferry")
    await turn(house, by, "we need a scene called Dawn", "Added scene 1, “Dawn”.", operation="scene.add", title="Dawn")
    found = (await do(house, by, "memory.recall", about="the Dawn scene")).turns[0]
    assert (found.said, found.answered, found.did) == ("we need a scene called Dawn", "Added scene 1, “Dawn”.", ("scene.add",))
    assert (found.when.unit, found.undone) == ("moment", False)
    await do(house, by, "history.undo")
    assert (await do(house, by, "memory.recall", about="the Dawn scene")).turns[0].undone


async def test_notes_are_recalled_too_until_they_are_forgotten(house: Assistant, talker: Actor) -> None:
    await turn(house, talker, "remember that Voss is left-handed", "Noted.", operation="note.add", text="Voss is left-handed")
    found: Recalled = await do(house, talker, "memory.recall", about="which hand Voss uses")
    assert [note.text for note in found.notes] == ["Voss is left-handed"]
    await turn(house, talker, "forget that", "Forgotten.", operation="note.remove", number=1)
    found = await do(house, talker, "memory.recall", about="left-handed")
    assert found.notes == []
    assert not any("left-handed" in one.said for one in found.turns)


async def test_questions_about_the_talk_are_not_recalled_themselves(house: Assistant, talker: Actor) -> None:
    for _ in range(3):
        await turn(house, talker, "what did we decide about the lighthouse?", "Nothing.", operation="memory.recall", about="the lighthouse")
    assert await recalled(house, talker, "the lighthouse") == []


async def test_another_project_has_a_memory_of_its_own(house: Assistant, talker: Actor) -> None:
    await do(house, talker, "project.create", title="Tin Moon")
    assert await recalled(house, talker, "the bridge") == []
    assert await recalled(house, talker, "the bridge", project="night-ferry") == [TALK[3][0]]


async def test_another_user_finds_nothing_of_it(house: Assistant, talker: Actor) -> None:
    noor = await in_conversation(house, await signed_in(house, "noor"))
    await do(house, noor, "project.create", title="Night Ferry")
    await turn(house, noor, "the bridge is made of glass", "So it is.")
    assert await recalled(house, noor, "the bridge") == ["the bridge is made of glass"]
    assert await recalled(house, talker, "the bridge") == [TALK[3][0]]


async def test_of_two_people_in_one_project_each_has_their_own(house: Assistant, talker: Actor) -> None:
    """Sharing is not there yet; the rows are one user's all the same."""
    noor = await signed_in(house, "noor")
    project = (await do(house, talker, "project.show")).project.id
    mine, hers = (Whose(project_id=project, user_id=one.user_id) for one in (talker, noor))
    await house.store.run(lambda db: turns.keep(db, hers, Turn(at=0.0, said="the bridge is hers", answered="")))
    assert await recalled(house, talker, "the bridge") == [TALK[3][0]]
    found = await house.perform(SearchTurns(whose=hers, about="the bridge", vector=None), by=SYSTEM)
    assert [one.said for one in found] == ["the bridge is hers"]
    assert await house.store.run(lambda db: turns.last_seq(db, mine), read_only=True) == len(TALK)


async def test_a_deleted_project_takes_its_memory_with_it(house: Assistant, talker: Actor) -> None:
    await recalled(house, talker, "the bridge")
    await do(house, talker, "project.delete", confirmed=True)
    for one in (table, turn_vectors, summaries):
        assert await house.store.run(lambda db, one=one: db.scalar(select(func.count()).select_from(one)), read_only=True) == 0  # type: ignore[misc]


async def test_vectors_are_made_again_from_the_turns(house: Assistant, talker: Actor) -> None:
    before = await recalled(house, talker, "the ending")
    await house.store.run(lambda db: db.execute(delete(turn_vectors)))
    assert await recalled(house, talker, "the ending") == before


async def test_a_second_session_remembers_the_first(house: Assistant, talker: Actor) -> None:
    later = await in_conversation(house, talker, "night-ferry")
    assert (await recalled(house, later, "the ending"))[0] == TALK[1][0]


async def test_a_small_and_bounded_part_of_a_long_talk_is_read(house: Assistant, talker: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    whose = Whose(project_id=(await do(house, talker, "project.show")).project.id, user_id=talker.user_id)
    answered = "Scene 2, “The Bridge”: duration changed. " * 10

    def much(db: Any) -> None:
        for number in range(3000):
            turns.keep(db, whose, Turn(at=float(number), said=f"the bridge, take {number}", answered=answered))
        for start in range(1, 3001, 500):
            turns.keep_vectors(db, whose, MODEL, dict.fromkeys(range(start, start + 500), b"\0" * (4 * 384)))

    await house.store.run(much)
    read: list[int] = []
    some = turns.some
    monkeypatch.setattr(turns, "some", lambda db, whose, seqs: read.append(len(list(seqs))) or some(db, whose, seqs))
    found = await house.perform(SearchTurns(whose=whose, about="the bridge", vector=b"\0" * (4 * 384)), by=SYSTEM)
    assert len(found) == TOLD
    assert all(count <= LOOKED_AT for count in read)
    assert len(await house.perform(Unembedded(whose=whose), by=SYSTEM)) < LOOKED_AT


@pytest.mark.parametrize(
    ("about", "words"),
    [("the ending", ["ending"]), ("Ilya's coat", ["Ilya", "coat"]), ("the bridges", ["bridge"]), ("it", []), ("scene 3", ["3"])],
)
def test_what_names_something(about: str, words: list[str]) -> None:
    assert words_of(about) == words


def test_an_empty_question_is_refused() -> None:
    from assistant.errors import Invalid
    from assistant.validation import made

    with pytest.raises(Invalid, match="about"):
        made({"about": "  "}, Recall)
