"""Where were we: the last turns as they were, the older ones in a few points that still hold, in a row of their own."""

import asyncio
from collections.abc import Iterable

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection

from assistant import SYSTEM, Actor, Assistant
from assistant.conversation.remembering import Remembering
from assistant.operations.catching_up import FOLD_FROM, KEPT, LAST_TOLD, TOLD, VERBATIM, CaughtUp, FoldTurns, fold, point_of
from assistant.operations.remembering import MODEL
from memory import turns, vectors
from memory.turns import Summary, Turn, Whose
from tests.assistant.told import do, in_conversation, turn
from tests.conftest import signed_in

PLACES = ("pier", "auction house", "market", "storm cellar", "chapel", "ferry deck", "quarry", "school hall")


@pytest.fixture
async def talker(house: Assistant, robin: Actor) -> Actor:
    """Robin, in a conversation over an empty project."""
    by = await in_conversation(house, robin)
    await do(house, by, "project.create", title="Night Ferry")
    return by


async def whose(house: Assistant, by: Actor) -> Whose:
    return Whose(project_id=(await do(house, by, "project.show")).project.id, user_id=by.user_id)


async def scenes_added(house: Assistant, by: Actor, places: Iterable[str]) -> None:
    for place in places:
        answered = f"Added scene, “The {place.title()}”. The film is longer now."
        await turn(house, by, f"add a scene at the {place}", answered, operation="scene.add", title=f"The {place.title()}")


async def many_turns(house: Assistant, mine: Whose, count: int, first: int = 1) -> None:
    """Turns as rows, each with a change of its own, without doing anything for them."""

    def write(db: Connection) -> None:
        for number in range(first, first + count):
            change = 10_000 + number
            moved = Turn(at=float(number), said=f"move {number}", answered=f"Moved scene {number}.", did=("scene.move",))
            turns.keep(db, mine, replace(moved, first_change=change, last_change=change))

    await house.store.run(write)


async def folded(house: Assistant, mine: Whose) -> Summary | None:
    return await house.store.run(lambda db: turns.summary(db, mine), read_only=True)


async def test_of_a_new_project_there_is_nothing_to_tell(house: Assistant, talker: Actor) -> None:
    told: CaughtUp = await do(house, talker, "memory.summary")
    assert (told.turns, told.points, told.last, told.notes) == (0, [], [], [])


async def test_the_last_turns_are_told_as_they_were_and_those_before_by_what_they_did(house: Assistant, talker: Actor) -> None:
    await scenes_added(house, talker, PLACES[:5])
    told: CaughtUp = await do(house, talker, "memory.summary")
    assert told.turns == 5
    assert [one.said for one in told.last] == [f"add a scene at the {place}" for place in PLACES[2:5]]
    assert [point.text for point in told.points] == [f"Added scene, “The {place.title()}”." for place in PLACES[:2]]


async def test_what_was_undone_is_no_point_any_more(house: Assistant, talker: Actor) -> None:
    await scenes_added(house, talker, PLACES[:2])
    await turn(house, talker, "undo that", "Undone.", operation="history.undo")
    await scenes_added(house, talker, PLACES[2:5])
    told: CaughtUp = await do(house, talker, "memory.summary")
    assert [point.text for point in told.points] == ["Added scene, “The Pier”."]


async def test_notes_are_told_along(house: Assistant, talker: Actor) -> None:
    await do(house, talker, "note.add", text="it is 1962")
    assert [note.text for note in (await do(house, talker, "memory.summary")).notes] == ["it is 1962"]


async def test_older_turns_are_folded_into_a_row_that_names_what_it_covers(house: Assistant, talker: Actor) -> None:
    mine = await whose(house, talker)
    await many_turns(house, mine, FOLD_FROM - 1)
    assert await house.perform(FoldTurns(whose=mine), by=SYSTEM) is None
    await many_turns(house, mine, 1, FOLD_FROM)
    summary = await fold(house, mine)
    assert summary == await folded(house, mine)
    assert summary is not None
    assert (summary.first, summary.last, len(summary.points)) == (1, FOLD_FROM - VERBATIM, KEPT)
    assert await fold(house, mine) is None


async def test_however_long_the_talk_what_is_read_and_told_stays_small(
    house: Assistant, talker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = await whose(house, talker)
    await many_turns(house, mine, 2500)
    summary = await fold(house, mine)
    assert summary is not None
    assert (summary.last, len(summary.points)) == (2500 - VERBATIM, KEPT)
    read: list[int] = []
    for name in ("between", "some", "latest"):
        real = getattr(turns, name)
        monkeypatch.setattr(turns, name, lambda *given, real=real: (rows := real(*given), read.append(len(rows)))[0])
    told: CaughtUp = await do(house, talker, "memory.summary")
    assert (told.turns, len(told.points), len(told.last)) == (2500, TOLD, LAST_TOLD)
    assert sum(read) <= FOLD_FROM + 2 * KEPT + LAST_TOLD + 1


async def test_the_points_that_stand_best_for_all_are_told(house: Assistant, talker: Actor) -> None:
    """Seven of each of two kinds, and six are told: both kinds are among them."""
    await scenes_added(house, talker, PLACES[:7])
    for number in range(1, 8):
        said = f"make scene {number} twelve seconds long"
        await turn(house, talker, said, f"Scene {number}: duration 8 s → 12 s.", operation="scene.update", scene=number, duration=12)
    await Remembering(house).do(await whose(house, talker))
    told: CaughtUp = await do(house, talker, "memory.summary")
    kinds = {point.text.split()[0] for point in told.points}
    assert (len(told.points), kinds) == (TOLD, {"Added", "Scene"})


async def test_each_user_is_told_their_own(house: Assistant, talker: Actor) -> None:
    await scenes_added(house, talker, PLACES[:2])
    noor = await in_conversation(house, await signed_in(house, "noor"))
    await do(house, noor, "project.create", title="Night Ferry")
    assert (await do(house, noor, "memory.summary")).turns == 0


async def test_vectors_are_written_after_the_turn(house: Assistant, talker: Actor) -> None:
    remembering = Remembering(house)
    remembering.start()
    await scenes_added(house, talker, PLACES[:2])
    mine = await whose(house, talker)
    for _ in range(600):
        rows = await house.store.run(lambda db: turns.block(db, mine, MODEL, 10), read_only=True)
        if len(rows) == 2:
            break
        await asyncio.sleep(0.1)
    await remembering.stop()
    block = vectors.unpacked(list(rows.values()))
    assert block.shape == (2, 384)
    assert [float(row @ row) for row in block] == [pytest.approx(1.0, abs=1e-4)] * 2


@pytest.mark.parametrize(
    ("answered", "did", "point"),
    [
        ("Added “Dawn”. The film is now 3 min.", ("scene.add",), "Added “Dawn”."),
        ("Scene 3, “What? No.”: duration 18.9 s → 28.9 s. More.", ("scene.update",), "Scene 3, “What? No.”: duration 18.9 s → 28.9 s."),
        ("Added “Dawn”.\n\nScene 2: dusk. So.", ("scene.add", "scene.update"), "Added “Dawn”. Scene 2: dusk."),
        ("“The Ferry”: 8 scenes\nA pickpocket must choose.", ("project.generate",), "“The Ferry”: 8 scenes"),
        ("", (), ""),
    ],
)
def test_what_a_turn_did_is_the_first_sentence_of_each_act(answered: str, did: tuple[str, ...], point: str) -> None:
    assert point_of(Turn(at=0.0, said="", answered=answered, did=did)) == point
