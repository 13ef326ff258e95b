"""Finding media: by meaning, by exact words, by what was measured, like one and unlike another; and the index beside its rows."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from assistant import SYSTEM, Actor, Assistant
from assistant.errors import Invalid, NotFound
from assistant.library.embedding import embed, lenses
from assistant.library.lenses import TEXT_SCALE
from assistant.library.shelves import Shelves
from assistant.library.wishes import wishes
from assistant.operations.history import Redo, Undo
from assistant.operations.looks import ClaimLook, TellLook
from assistant.operations.media import AttachMedia, MediaResults, RemoveMedia, SearchMedia, UpdateMedia
from assistant.operations.media_reading import ReadShelf
from assistant.operations.projects import CreateProject, UpdateProject
from assistant.operations.scenes import RemoveScene, UpdateScene
from memory.embedder import Embedder
from memory.index import digest_of
from tests.assistant.library.bringing import BRIGHT, COLD, DARK, WARM, brought, picture
from tests.conftest import opened, signed_in
from tests.films import small_film

LIBRARY = [
    ("roof.png", WARM, "the rooftop at sunset, laundry lines"),
    ("terrace.png", COLD, "a roof terrace in winter, antennas and snow"),
    ("harbour.png", DARK, "the harbour at night with cranes"),
    ("bakery.png", BRIGHT, "a bakery counter in the morning, fresh bread"),
    ("IMG_4711.png", WARM, "Hedda Lind in her miner's helmet"),
]


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[tuple[Assistant, Actor]]:
    """Five pictures that were looked at."""
    async with opened(f"sqlite:///{tmp_path / 'one.db'}", tmp_path) as house:
        robin = await signed_in(house)
        await small_film(house, robin)
        for name, colour, words in LIBRARY:
            await brought(house, robin, picture(tmp_path / name, colour), description=words)
        await looked(house)
        yield house, robin


async def looked(house: Assistant) -> None:
    """What the darkroom does, in this process."""
    import msgspec

    from assistant.looking import look_at_picture

    assert house.tools.blobs is not None
    while (subject := await house.perform(ClaimLook(process="test", lease=60), by=SYSTEM)) is not None:
        look = await asyncio.to_thread(look_at_picture, house.tools.blobs.path(subject.look.digest))
        told = TellLook(
            project_id=subject.look.project_id, digest=subject.look.digest, process="test", status="ready", stage="ready", percent=100,
            found={"look": msgspec.to_builtins(look)},
        )  # fmt: skip
        await house.perform(told, by=SYSTEM)


async def found(house: Assistant, by: Actor, query: str = "", **more: Any) -> MediaResults:
    return await house.perform(SearchMedia(query=query, **more), by=by)


def names(results: MediaResults) -> list[str]:
    return [one.media.filename for one in results.found]


async def test_things_are_found_by_meaning_and_by_name(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    assert names(await found(house, robin, "a port after dark"))[0] == "harbour.png"
    assert names(await found(house, robin, "loaves and rolls"))[0] == "bakery.png"
    assert names(await found(house, robin, "img_4711")) == ["IMG_4711.png"]
    assert names(await found(house, robin, "Hedda"))[0] == "IMG_4711.png"


async def test_nothing_is_found_where_nothing_fits(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    nothing = await found(house, robin, "violin concerto")
    assert (nothing.found, nothing.searched, nothing.filtered) == ([], 5, 5)
    with pytest.raises(Invalid):
        await found(house, robin, " ")


async def test_an_empty_library_is_said_to_be_empty(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path / 'one.db'}", tmp_path) as house:
        robin = await signed_in(house)
        await house.perform(CreateProject(title="Empty"), by=robin)
        assert (await found(house, robin, "rooftop")).searched == 0


async def test_something_like_it_but_colder_is_colder(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    for query in ("something like the rooftop but colder", "quelque chose comme le rooftop mais plus froid"):
        results = await found(house, robin, query)
        assert results.like is not None
        assert results.like.filename == "roof.png"
        assert names(results)[0] == "terrace.png"
        assert "colder" in results.found[0].matching
    said = await found(house, robin, "colder", resembling="the rooftop")
    assert names(said) == names(results)
    assert "roof.png" not in names(await found(house, robin, "darker", like=1))
    assert names(await found(house, robin, "warmer", like=1)) == []


async def test_measures_and_colours_of_a_search_are_looked_at(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    results = await found(house, robin, "something dark")
    assert names(results)[0] == "harbour.png"
    assert "low-key light" in results.found[0].matching
    assert names(await found(house, robin, colour="blue")) == ["terrace.png"]
    assert names(await found(house, robin, colour="#4a6fbd")) == ["terrace.png"]
    with pytest.raises(Invalid, match="no colour mauvish"):
        await found(house, robin, colour="mauvish")


async def test_what_is_not_wanted_is_left_out(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    assert "roof.png" in names(await found(house, robin, "roof"))
    assert "roof.png" not in names(await found(house, robin, "roof", unlike=1))
    with pytest.raises(NotFound):
        await found(house, robin, "roof", unlike=17)


async def test_filters_let_through_what_fits_and_matching_words_are_there(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    await house.perform(AttachMedia(item=3, scene=2), by=robin)
    assert names(await found(house, robin, scene=2)) == ["harbour.png"]
    assert names(await found(house, robin, "roof", media_type="character_design")) == []
    assert names(await found(house, robin, character="Hedda Lind")) == ["IMG_4711.png"]
    results = await found(house, robin, "fresh bread")
    assert set(results.found[0].matching) >= {"fresh", "bread"}
    assert names(await found(house, robin, "Market Day"))[0] == "harbour.png", "what it is tied to is a word of it"


async def test_changes_are_seen_by_the_next_search(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    await house.perform(UpdateMedia(media=4, description="a violin on a chair"), by=robin)
    assert names(await found(house, robin, "string instrument")) == ["bakery.png"]
    await house.perform(RemoveMedia(media=4, confirmed=True), by=robin)
    assert names(await found(house, robin, "string instrument")) == []
    await house.perform(Undo(), by=robin)
    assert names(await found(house, robin, "string instrument")) == ["bakery.png"]


@pytest.mark.parametrize(
    ("query", "like", "more"),
    [
        ("something like the rooftop but colder", "rooftop", ("cool",)),
        ("un truc comme l'affiche mais moins sombre", "affiche", ("bright",)),
        ("algo parecido al mercado pero más oscuro", "mercado", ("dark",)),
        ("similar to the pier, darker", "pier", ("dark",)),
        ("boats like my grandfather had", "", ()),
    ],
)
def test_what_it_is_to_be_like_and_how_it_should_differ(query: str, like: str, more: tuple[str, ...]) -> None:
    read = wishes(query)
    assert (read.like, read.more) == (like, more)


@given(query=st.text(max_size=120))
def test_any_text_can_be_searched_for(query: str) -> None:
    assert wishes(query).words or not query.strip() or wishes(query).like


async def test_the_scale_parts_right_from_wrong(tmp_path: Path) -> None:
    told = yaml.safe_load(Path(__file__).with_name("pairs.yaml").read_text())
    embedder = Embedder()
    items = await embedder.encode(tuple(told["items"]))
    searches = await embedder.encode(tuple(query for query, _ in told["searches"]))
    right, best_wrong = [], []
    for cosines, (_, numbers) in zip(searches @ items.T, told["searches"], strict=True):
        right += [float(cosines[number - 1]) for number in numbers]
        best_wrong.append(max(float(each) for at, each in enumerate(cosines, 1) if at not in numbers))
    await embedder.close()
    assert sum(each >= TEXT_SCALE.middle for each in right) / len(right) >= 0.7
    assert sum(each >= TEXT_SCALE.middle for each in best_wrong) / len(best_wrong) <= 0.3


async def test_what_films_are_now_is_what_is_filtered_by(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    await house.perform(AttachMedia(item=3, scene=2), by=robin)
    assert names(await found(house, robin, scene=2)) == ["harbour.png"]
    await house.perform(RemoveScene(scene=1, confirmed=True), by=robin)
    first = (await found(house, robin, scene=1)).found[0].media
    assert (first.filename, first.tied[0].number) == ("harbour.png", 1)
    assert names(await found(house, robin, scene=2)) == []


async def test_a_change_that_touches_no_media_has_nothing_read_again(library: tuple[Assistant, Actor]) -> None:
    house, robin = library
    await house.perform(AttachMedia(item=3, scene=2), by=robin)
    project = (await found(house, robin, "harbour")).found[0].media.project

    async def moved_on() -> bool:
        with house.tools.shelves.use() as use:
            read = await house.perform(ReadShelf(project_id=project, lenses=[lenses(house)[0].name], known=use.marks), by=SYSTEM)
            return read is not None and read.film is not None

    for same in (
        UpdateScene(scene=1, title="Second Blast"),
        UpdateScene(scene=2, description="Stalls and smoke."),
        UpdateProject(title="Tin Moon"),
    ):
        await house.perform(same, by=robin)
        assert not await moved_on(), same
    for other in (UpdateScene(scene=2, title="The Fish Auction"), AttachMedia(item=2, target="poster"), UpdateProject(title="Low Water")):
        await house.perform(other, by=robin)
        assert await moved_on(), other
        await found(house, robin, "harbour")
    assert names(await found(house, robin, "fish auction"))[0] == "harbour.png"


async def test_what_was_not_searched_for_longest_is_let_go_and_found_all_the_same(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path / 'one.db'}", tmp_path) as house:
        house.tools = replace(house.tools, shelves=Shelves(most=2))
        robin = await signed_in(house)
        projects = {}
        for title, (name, colour, words) in zip(("Ash", "Birch", "Cedar"), LIBRARY[:3], strict=True):
            projects[title] = await small_film(house, robin, title)
            await brought(house, robin, picture(tmp_path / name, colour), description=words)
        index = house.tools.shelves.index(lenses(house)[0].name)
        for title, name, query in (
            ("Ash", "roof.png", "laundry"),
            ("Birch", "terrace.png", "snow"),
            ("Cedar", "harbour.png", "cranes"),
        ) * 2:
            assert names(await found(house, robin, query, project=projects[title])) == [name]
        assert [index.count(project) for project in projects.values()] == [0, 1, 1]
        for query, name in (("laundry lines", "roof.png"), ("cranes at night", "harbour.png")):
            assert names(await found(house, robin, query, everywhere=True))[0] == name
        assert sum(index.count(project) for project in projects.values()) == 2
        several = [("Ash", "laundry"), ("Birch", "snow"), ("Cedar", "cranes")] * 3
        results = await asyncio.gather(*(found(house, robin, query, project=projects[title]) for title, query in several))
        assert [names(one) for one in results] == [["roof.png"], ["terrace.png"], ["harbour.png"]] * 3


STEPS = st.lists(st.sampled_from(["add", "say", "tie", "remove", "undo", "redo", "search", "kill"]), max_size=12)


@settings(max_examples=12)
@given(steps=STEPS)
async def test_the_index_is_what_the_rows_are_whatever_happens(steps: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("index")
    async with opened(f"sqlite:///{folder / 'one.db'}", folder) as house:
        robin = await signed_in(house)
        project = await small_film(house, robin)
        for number, step in enumerate(steps):
            await _step(house, robin, step, number, folder)
        await _same(house, project)


async def _step(house: Assistant, by: Actor, step: str, number: int, folder: Path) -> None:
    from assistant.errors import Problem

    try:
        match step:
            case "add":
                await brought(house, by, picture(folder / f"{number}.png", (number * 20 % 256, 9, 9)), description=f"boat number {number}")
            case "say":
                await house.perform(UpdateMedia(media=1, description=f"changed at {number}"), by=by)
            case "tie":
                await house.perform(AttachMedia(item=1, scene=1 + number % 3), by=by)
            case "remove":
                await house.perform(RemoveMedia(media=1, confirmed=True), by=by)
            case "undo":
                await house.perform(Undo(), by=by)
            case "redo":
                await house.perform(Redo(), by=by)
            case "search":
                await found(house, by, "boat")
            case "kill":  # all that a process kept in memory is gone
                house.tools = replace(house.tools, shelves=Shelves())
    except Problem:  # there is nothing to change or to take back
        pass


async def _same(house: Assistant, project: str) -> None:
    """After a search, the index holds the rows of the items that are there, and nothing else."""
    (words,) = lenses(house)
    read = await house.perform(ReadShelf(project_id=project, lenses=[words.name]), by=SYSTEM)
    assert read is not None
    with house.tools.shelves.use() as use:
        await embed(house, use.take(read), words)
    after = await house.perform(ReadShelf(project_id=project, lenses=[words.name]), by=SYSTEM)
    assert after is not None
    assert after.film is not None
    rows = {key: one.vector for key, one in after.made[words.name].items()}
    assert set(rows) == set(after.film.media)
    assert house.tools.shelves.index(words.name).digest(project) == digest_of(rows.items())
