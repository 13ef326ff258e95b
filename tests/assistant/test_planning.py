"""The plan behind a film is printed, told in fewer words, and turned another way without rewriting what it does not touch."""

import pytest
from msgspec.structs import replace

from assistant.access import Actor
from assistant.errors import Invalid
from assistant.operations.history import Undo
from assistant.operations.planning import ShowPlan, ShowWays, TellSynopsis, TurnScene, Way
from assistant.operations.scenes import AddScene, RemoveScene, UpdateScene
from assistant.perform import Assistant
from tests.films import film_of, generated

PROMPT = "Two sisters inherit a lighthouse and must find out who is signalling the smugglers."


@pytest.fixture
async def lighthouse(house: Assistant, robin: Actor) -> str:
    return await generated(house, robin, PROMPT, scene_count=10)


async def test_the_plan_says_what_every_scene_rests_on(house: Assistant, robin: Actor, lighthouse: str) -> None:
    plan = await house.perform(ShowPlan(project=lighthouse), by=robin)
    assert len(plan.beats) == 10
    assert all(beat.outcome and beat.turn and beat.goal for beat in plan.beats)
    assert all(beat.causes and max(beat.causes) < beat.number for beat in plan.beats[1:])


@pytest.mark.parametrize("extent", ["short", "medium", "long"])
async def test_a_synopsis_comes_in_three_lengths(house: Assistant, robin: Actor, lighthouse: str, extent: str) -> None:
    short = await house.perform(TellSynopsis(project=lighthouse, extent="short"), by=robin)
    told = await house.perform(TellSynopsis(project=lighthouse, extent=extent), by=robin)  # type: ignore[arg-type]
    assert len(told.text) >= len(short.text)


async def test_a_synopsis_follows_the_film_as_it_now_is(house: Assistant, robin: Actor, lighthouse: str) -> None:
    await house.perform(AddScene(project=lighthouse, title="Fog", description="The fog comes in and swallows the jetty."), by=robin)
    assert "swallows the jetty" in (await house.perform(TellSynopsis(project=lighthouse, extent="long"), by=robin)).text


async def test_another_way_changes_the_scene_and_what_rests_on_it_and_nothing_else(house: Assistant, robin: Actor, lighthouse: str) -> None:
    before = await film_of(house, lighthouse)
    ways = await house.perform(ShowWays(project=lighthouse, scene=5), by=robin)
    assert len(ways.ways) > 1
    assert len({way.title for way in ways.ways} | {ways.scene.title}) == len(ways.ways) + 1
    turned = await house.perform(TurnScene(project=lighthouse, scene=5, way=2), by=robin)
    after = await film_of(house, lighthouse)
    chosen = ways.ways[1]
    assert turned.scene.title == chosen.title
    assert turned.follows == chosen.follows
    touched = {5, *(one.number for one in chosen.follows)}
    rows = [
        (number, old, replace(new, why=old.why))
        for number, (old, new) in enumerate(zip(before.scenes.values(), after.scenes.values(), strict=True), start=1)
    ]
    assert {number for number, old, new in rows if old != new} == touched
    frames = [sum(shot.frames for shot in film.shots.values()) for film in (before, after)]
    assert frames[0] == frames[1]


async def test_undo_takes_the_other_way_back_whole(house: Assistant, robin: Actor, lighthouse: str) -> None:
    before = await film_of(house, lighthouse)
    await house.perform(TurnScene(project=lighthouse, scene=5, way=1), by=robin)
    await house.perform(Undo(project=lighthouse), by=robin)
    assert await film_of(house, lighthouse) == before


async def with_followers(house: Assistant, robin: Actor) -> tuple[str, int, Way]:
    """A film, one of its scenes, and another way for it that changes a later scene too."""
    for seed in range(5):
        project = await generated(house, robin, PROMPT, scene_count=12, seed=seed)
        for scene in range(3, 10):
            for way in (await house.perform(ShowWays(project=project, scene=scene), by=robin)).ways:
                if way.follows:
                    return project, scene, way
    raise AssertionError("no scene of these films has a way that another scene rests on")


async def test_a_scene_somebody_has_rewritten_stays_as_they_wrote_it(house: Assistant, robin: Actor) -> None:
    project, scene, way = await with_followers(house, robin)
    follower = way.follows[0].number
    await house.perform(UpdateScene(project=project, scene=follower, description="My own words."), by=robin)
    turned = await house.perform(TurnScene(project=project, scene=scene, way=way.number), by=robin)
    assert next(one for one in turned.follows if one.number == follower).own
    rows = list((await film_of(house, project)).scenes.values())
    assert rows[follower - 1].description == "My own words."


async def test_a_scene_added_by_hand_has_no_other_way(house: Assistant, robin: Actor, lighthouse: str) -> None:
    await house.perform(AddScene(project=lighthouse, title="Fog", position=3), by=robin)
    with pytest.raises(Invalid, match="not planned here"):
        await house.perform(ShowWays(project=lighthouse, scene=3), by=robin)


async def test_ways_are_still_found_after_a_scene_has_gone(house: Assistant, robin: Actor, lighthouse: str) -> None:
    await house.perform(RemoveScene(project=lighthouse, scene=2, confirmed=True), by=robin)
    ways = await house.perform(ShowWays(project=lighthouse, scene=4), by=robin)
    assert ways.ways
    assert ways.scene.number == 4
