"""What the original did to projects (`contracts/facts.md` 1.7), each by name, and that it is gone. Its way out of the projects' folder
is in `test_paths`."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.contract.films import PROMPT, on_disk, saved, scene
from tests.api.contract.shapes import check_error
from tests.api.served import Client, Served, serving


class TestOneActiveProjectPerSession:
    """1.7: there was one per process, and the project in the path was ignored."""

    def test_another_users_open_leaves_mine_alone(self, served: Served, robin: Client, film: str) -> None:
        other = served.somebody()
        theirs = other.film("A chess champion is blackmailed in Havana", sceneCount=4)
        assert robin.patch(f"/projects/{film}/scenes/scene_1", {"title": "Mine"}).status_code == 200
        assert robin.post("/projects/close", {"save": True}).status_code == 200
        assert on_disk(robin, film)["scenes"][0]["title"] == "Mine"
        assert on_disk(other, theirs)["scenes"][0]["title"] != "Mine"
        assert other.post("/projects/close", {"save": True}).status_code == 200

    def test_two_sessions_of_one_user_have_each_their_own(self, served: Served, robin: Client, film: str) -> None:
        second = served.session_of(robin.user_id)
        other = second.film("A chess champion is blackmailed in Havana", sceneCount=4)
        assert second.post("/projects/close", {"save": False}).status_code == 200
        assert robin.post("/projects/close", {"save": True}).status_code == 200
        check_error(second.post("/projects/close", {"save": True}), 400)
        assert sorted(robin.get("/projects/list").json()["projects"]) == sorted([film, other])

    def test_the_project_in_the_path_is_the_one_that_changes(self, robin: Client, film: str) -> None:
        other = robin.film("A chess champion is blackmailed in Havana", sceneCount=4)
        assert robin.patch(f"/projects/{film}/scenes/scene_1", {"title": "Only here"}).status_code == 200
        assert saved(robin, film)["scenes"][0]["title"] == "Only here"
        assert saved(robin, other)["scenes"][0]["title"] != "Only here"

    def test_a_project_that_is_not_there_is_not_replaced_by_the_active_one(self, robin: Client, film: str) -> None:
        check_error(robin.patch("/projects/nowhere/scenes/scene_1", {"title": "x"}), 404)


class TestChanges:
    """1.7: changes that half happened."""

    @pytest.mark.parametrize(
        "change",
        [
            {"duration": -5},
            {"title": "Kept?", "duration": 0},
            {"title": "Kept?", "duration": 0.01},
            {"title": "Kept?", "characters": ["nobody"]},
            {"title": "Kept?", "colour": "red"},
        ],
    )
    def test_a_rejected_change_leaves_nothing_behind(self, robin: Client, film: str, change: dict[str, Any]) -> None:
        before = saved(robin, film)
        check_error(robin.patch(f"/projects/{film}/scenes/scene_1", change), 400)
        assert robin.patch(f"/projects/{film}/scenes/scene_2", {"title": "Fine"}).status_code == 200
        after = saved(robin, film)
        assert after["scenes"][0] == before["scenes"][0]
        assert after["sequences"][0] == before["sequences"][0]
        assert after["scenes"][1]["title"] == "Fine"

    def test_removing_a_scene_removes_its_sequence_and_later_saves_work(self, robin: Client, film: str) -> None:
        assert robin.delete(f"/projects/{film}/scenes/scene_3?confirmed=true").status_code == 200
        assert robin.patch(f"/projects/{film}/scenes/scene_1", {"title": "Still fine"}).status_code == 200
        record = saved(robin, film)
        assert len(record["scenes"]) == len(record["sequences"]) == 7
        assert "scene_3" not in {row["scene_id"] for row in record["sequences"]}
        assert [row["number"] for row in record["scenes"]] == [*range(1, 8)]

    def test_a_scene_id_that_is_taken_is_refused(self, robin: Client, film: str) -> None:
        check_error(robin.post(f"/projects/{film}/scenes", scene(id="scene_2")), 400)
        assert len(saved(robin, film)["scenes"]) == 8

    def test_the_id_of_a_removed_scene_is_not_given_again(self, robin: Client, film: str) -> None:
        robin.delete(f"/projects/{film}/scenes/scene_8?confirmed=true")
        assert robin.post(f"/projects/{film}/scenes", scene()).json()["modified_element_id"] == "scene_9"

    def test_a_new_scene_has_a_sequence_with_shots(self, robin: Client, film: str) -> None:
        robin.post(f"/projects/{film}/scenes", scene(id="scene_9", number=2, duration=12.5))
        record = saved(robin, film)
        assert [row["id"] for row in record["scenes"]][:3] == ["scene_1", "scene_9", "scene_2"]
        [row] = [row for row in record["sequences"] if row["scene_id"] == "scene_9"]
        assert row["id"] == "seq_9"
        assert row["shots"][0]["id"] == "scene_9_shot_1"
        assert row["total_duration"] == 12.5
        assert sum(shot["duration"] for shot in row["shots"]) == pytest.approx(12.5, abs=1e-5)

    def test_a_scene_with_somebody_unknown_is_refused_and_told_who_is_there(self, robin: Client, film: str) -> None:
        error = check_error(robin.post(f"/projects/{film}/scenes", scene(characters=["char_99"])), 400)
        assert "char_1" in error["message"]

    def test_changing_a_sequence_is_no_endpoint_and_breaks_nothing(self, robin: Client, film: str) -> None:
        check_error(robin.patch(f"/projects/{film}/sequences/seq_1", {"shots": [{"id": "x"}]}), 404)
        assert len(saved(robin, film)["sequences"]) == 8


class TestOwnership:
    """1.7: any user listed, opened and deleted any project."""

    def test_a_foreign_user_finds_nothing(self, served: Served, robin: Client, film: str) -> None:
        before = on_disk(robin, film)
        eve = served.somebody()
        assert film not in eve.get("/projects/list").json()["projects"]
        check_error(eve.post("/projects/open", {"project_name": film}), 404)
        check_error(eve.delete(f"/projects/{film}?confirmed=true"), 404)
        check_error(eve.patch(f"/projects/{film}/scenes/scene_1", {"title": "Eve"}), 404)
        check_error(eve.patch(f"/projects/{film}/characters/char_1", {"name": "Eve"}), 404)
        check_error(eve.post(f"/projects/{film}/scenes", scene()), 404)
        check_error(eve.delete(f"/projects/{film}/scenes/scene_1?confirmed=true"), 404)
        assert saved(robin, film)["scenes"] == before["scenes"]

    def test_a_foreign_preview_is_not_found(self, served: Served, robin: Client) -> None:
        preview = robin.generated(PROMPT, sceneCount=3)
        check_error(served.somebody().post("/generate/finalize", {"preview_id": preview["preview_id"]}), 404)
        assert robin.post("/generate/finalize", {"preview_id": preview["preview_id"]}).status_code == 200

    def test_two_users_may_have_a_project_of_one_name(self, served: Served, robin: Client, film: str) -> None:
        other = served.somebody()
        assert other.film(sceneCount=8) == film
        assert other.delete(f"/projects/{film}?confirmed=true").status_code == 200
        assert on_disk(robin, film)["project_name"] == film

    def test_usage_is_told_to_its_user_alone(self, served: Served, robin: Client, film: str) -> None:
        assert served.somebody().get("/usage/stats").json()["total_requests"] == 0

    @pytest.mark.parametrize("name", ["list", "open", "close"])
    def test_a_project_named_like_an_endpoint_can_be_reached(self, served: Served, robin: Client, film: str, name: str) -> None:
        shelf = served.projects / f"@{robin.user_id}"
        (shelf / name).mkdir()
        (shelf / name / "project.json").write_bytes((shelf / film / "project.json").read_bytes())
        assert robin.post("/projects/open", {"project_name": name}).status_code == 200
        assert robin.patch(f"/projects/{name}/scenes/scene_1", {"title": "Reached"}).status_code == 200
        check_error(robin.delete(f"/projects/{name}"), 400)
        assert robin.delete(f"/projects/{name}?confirmed=true").json()["deleted_project"] == name


class TestTheDisk:
    """1.1 and 1.7: the split files went stale, changes lived in memory only."""

    @pytest.mark.parametrize("one_goes", [False, True])
    def test_after_a_saved_close_no_file_is_stale(self, robin: Client, film: str, one_goes: bool) -> None:
        robin.patch(f"/projects/{film}/scenes/scene_1", {"title": "Fresh", "duration": 21.0})
        robin.patch(f"/projects/{film}/characters/char_1", {"appearance": "Grey coat"})
        robin.post(f"/projects/{film}/scenes", scene(id="scene_9"))
        if one_goes:
            robin.delete(f"/projects/{film}/scenes/scene_4?confirmed=true")
        record = saved(robin, film)
        assert record["scenes"][0]["title"] == "Fresh"
        for kind in ("scenes", "characters", "sequences"):
            assert on_disk(robin, film, f"{kind}.json") == {kind: record[kind]}
        shots = {shot["id"] for row in record["sequences"] for shot in row["shots"]}
        assert set(on_disk(robin, film, "comfyui_config.json")["shot_prompts"]) == shots

    def test_closing_without_saving_goes_back(self, robin: Client, film: str) -> None:
        before = on_disk(robin, film)
        robin.patch(f"/projects/{film}/scenes/scene_1", {"title": "Gone again"})
        robin.delete(f"/projects/{film}/scenes/scene_2?confirmed=true")
        assert robin.post("/projects/close", {"save": False}).json() == {"message": "Project closed successfully", "saved": False}
        assert robin.post("/projects/open", {"project_name": film}).json()["scene_count"] == 8
        assert saved(robin, film)["scenes"] == before["scenes"]

    def test_only_the_newest_three_backups_stay(self, robin: Client, film: str) -> None:
        backups = robin.served.projects / f"@{robin.user_id}" / film / ".backups"
        backups.mkdir(exist_ok=True)
        for number in range(6):
            (backups / f"backup_2026012{number}_100000.json").write_text("{}")
        robin.patch(f"/projects/{film}/scenes/scene_1", {"title": "Again"})
        saved(robin, film)
        kept = sorted(path.name for path in backups.iterdir())
        assert len(kept) == 3
        assert kept[:2] == ["backup_20260124_100000.json", "backup_20260125_100000.json"]

    def test_a_change_survives_a_server_that_was_never_told_to_save(self, tmp_path: Path) -> None:
        with serving(tmp_path) as server:
            client = server.somebody()
            film = client.film(sceneCount=3)
            client.patch(f"/projects/{film}/scenes/scene_1", {"title": "Remembered"})
        with serving(tmp_path) as server:
            again = server.session_of(client.user_id)
            assert saved(again, film)["scenes"][0]["title"] == "Remembered"
