"""Media as operations: brought, changed, attached, taken out, undone, copied and deleted, with their files."""

from pathlib import Path

import pytest

from assistant import Actor, Assistant
from assistant.errors import Invalid, NotFound, StorageFull, Unconfirmed
from assistant.operations.history import ListHistory, Redo, Undo
from assistant.operations.media import AttachMedia, DetachMedia, ListMedia, RemoveMedia, SearchMedia, ShowMedia, UpdateMedia
from assistant.operations.media_search import search_media
from assistant.operations.projects import CreateProject, DeleteProject, DuplicateProject
from assistant.operations.storage import ShowStorage
from assistant.operations.uploads import sweep
from tests.assistant.library.bringing import BRIGHT, COLD, WARM, brought, picture
from tests.conftest import opened, signed_in
from tests.films import film_of, small_film

assert search_media


async def titles(house: Assistant, by: Actor, **asked: object) -> list[str]:
    return [view.title for view in (await house.perform(ListMedia(**asked), by=by)).media]  # type: ignore[arg-type]


async def test_a_file_is_called_after_its_name_and_its_use_is_guessed(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    await small_film(house, robin)
    first = await brought(house, robin, picture(tmp_path / "NightHarbour_v2-final.png", COLD))
    assert (first.number, first.title, first.media_type, first.status) == (1, "Night harbour", "style_reference", "waiting")
    shown = await brought(house, robin, picture(tmp_path / "a.png", WARM), description="Hedda in her coat")
    assert shown.media_type == "character_design"
    told = await brought(house, robin, picture(tmp_path / "b.png", WARM), media_type="storyboard", title="Page one", tags=["ink", "ink "])
    assert (told.media_type, told.title, told.tags) == ("storyboard", "Page one", ["ink"])


async def test_what_is_attached_is_told_undone_and_taken_off(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    project = await small_film(house, robin)
    item = await brought(house, robin, picture(tmp_path / "pier.png", COLD))
    tied = await house.perform(AttachMedia(item="Pier", scene=3), by=robin)
    assert (tied.target.kind, tied.target.number, tied.target.label, tied.again) == ("scene", 3, "Frost", False)
    assert (await house.perform(AttachMedia(item=1, scene=3), by=robin)).again
    await house.perform(AttachMedia(item=item.id, scene=2, shot=1), by=robin)
    await house.perform(AttachMedia(item="end", character="Pim"), by=robin)
    await house.perform(AttachMedia(item=1, target="poster"), by=robin)
    shown = (await house.perform(ShowMedia(media=item.id), by=robin)).media
    assert [(tie.kind, tie.number, tie.scene) for tie in shown.tied] == [
        ("scene", 3, None), ("shot", 1, 2), ("character", 2, None), ("poster", None, None)
    ]  # fmt: skip
    assert await titles(house, robin, scene=3) == ["Pier"]
    assert await titles(house, robin, scene=1) == []
    assert await titles(house, robin, character="Pim") == ["Pier"]
    await house.perform(Undo(), by=robin)
    await house.perform(DetachMedia(character="Pim"), by=robin)
    assert [tie.split(":")[0] for tie in (await film_of(house, project)).media[item.id].tied] == ["scene", "shot"]
    with pytest.raises(NotFound, match="Nothing of that is attached to Pim"):
        await house.perform(DetachMedia(character="Pim"), by=robin)
    told = (await house.perform(ListHistory(), by=robin)).changes[0].touched
    assert [(one.kind, one.label, one.verb) for one in told] == [("media", "Pier", "changed")]


@pytest.mark.parametrize("target", [{}, {"scene": 1, "character": "Pim"}, {"shot": 1}, {"character": "Pim", "target": "poster"}], ids=str)
async def test_it_is_attached_to_one_thing_that_is_named(tmp_path: Path, target: dict[str, object]) -> None:
    async with opened(f"sqlite:///{tmp_path / 'one.db'}", tmp_path) as house:
        robin = await signed_in(house)
        await small_film(house, robin)
        await brought(house, robin, picture(tmp_path / "pier.png", COLD))
        with pytest.raises(Invalid):
            await house.perform(AttachMedia(item=1, **target), by=robin)  # type: ignore[arg-type]


async def test_what_is_taken_out_asks_first_and_comes_back_by_undo(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    await small_film(house, robin)
    item = await brought(house, robin, picture(tmp_path / "pier.png", COLD))
    await house.perform(AttachMedia(item=1, target="poster"), by=robin)
    with pytest.raises(Unconfirmed) as question:
        await house.perform(RemoveMedia(media=1), by=robin)
    assert question.value.data | {"kinds": []} == {"operation": "media.remove", "count": 1, "titles": ["Pier"], "kinds": [], "tied": 1}
    removed = await house.perform(RemoveMedia(media=1, confirmed=True), by=robin)
    assert ([one.id for one in removed.removed], removed.left) == ([item.id], 0)
    assert (await house.perform(ListMedia(), by=robin)).empty
    await sweep(house, [item.digest])
    await house.perform(Undo(), by=robin)
    back = (await house.perform(ShowMedia(media=item.id), by=robin)).media
    assert [tie.kind for tie in back.tied] == ["poster"]
    assert house.tools.blobs is not None
    assert house.tools.blobs.has(item.digest)
    await house.perform(Redo(), by=robin)
    with pytest.raises(NotFound):
        await house.perform(ShowMedia(media=item.id), by=robin)


async def test_what_is_said_of_it_changes_field_by_field(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    await small_film(house, robin)
    await brought(house, robin, picture(tmp_path / "pier.png", COLD), description="wet", tags=["sea"])
    edit = await house.perform(UpdateMedia(media=1, title="The Long Pier", tags=None), by=robin)
    assert (edit.media.title, edit.media.description, edit.media.tags, edit.changed) == ("The Long Pier", "wet", [], ["title", "tags"])
    await house.perform(UpdateMedia(media="the long pier", archived=True), by=robin)
    assert await titles(house, robin) == []
    assert await titles(house, robin, status="archived") == ["The Long Pier"]


async def test_lists_are_filtered_sorted_and_paged(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    await small_film(house, robin)
    for name in ("b", "c", "a"):
        await brought(house, robin, picture(tmp_path / f"{name}-boat.png", COLD), title=name, tags=["boat", f"{name}-side"])
    assert await titles(house, robin, sort="name") == ["a", "b", "c"]
    assert await titles(house, robin, sort="oldest") == ["b", "c", "a"]
    assert await titles(house, robin, tags=["Boat", "c-side"]) == ["c"]
    assert await titles(house, robin, search="A-BOAT") == ["a"]
    page = await house.perform(ListMedia(sort="name", page=2, limit=2), by=robin)
    assert ([one.title for one in page.media], page.total) == (["c"], 3)
    assert await titles(house, robin, kind="audio") == []


async def test_a_copy_of_a_project_has_its_media_and_either_may_go_first(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    first = await small_film(house, robin)
    item = await brought(house, robin, picture(tmp_path / "pier.png", COLD), description="a long pier in the fog")
    await house.perform(AttachMedia(item=1, scene=1), by=robin)
    copy = await house.perform(DuplicateProject(title="Copy"), by=robin)
    (copied,) = (await house.perform(ListMedia(project=copy.id), by=robin)).media
    assert (copied.id != item.id, copied.digest, [tie.kind for tie in copied.tied]) == (True, item.digest, ["scene"])
    found = (await house.perform(SearchMedia(query="pier", project=copy.id), by=robin)).found
    assert [one.media.id for one in found] == [copied.id]
    blobs = house.tools.blobs
    assert blobs is not None
    await house.perform(DeleteProject(project=first, confirmed=True), by=robin)
    assert blobs.has(item.digest)
    await house.perform(DeleteProject(project=copy.id, confirmed=True), by=robin)
    assert not blobs.has(item.digest)


async def test_media_count_in_the_storage_and_stop_at_its_limit(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path / 'one.db'}", tmp_path, bytes=2000) as house:
        robin = await signed_in(house)
        await house.perform(CreateProject(title="Small"), by=robin)
        first = await brought(house, robin, picture(tmp_path / "pier.png", COLD))
        assert (await house.perform(ShowStorage(), by=robin)).total_bytes == first.size
        big = picture(tmp_path / "big.png", WARM, BRIGHT, (4000, 3000))
        assert big.stat().st_size > 2000
        with pytest.raises(StorageFull):
            await brought(house, robin, big)
