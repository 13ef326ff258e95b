"""What the original's surface and stories got wrong (`contracts/facts.md` 1.3 to 1.5), each by name, and that it is gone. Error bodies
and statuses are in `test_errors` as well."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from memory.film import Shot
from memory.tables.films import projects
from tests.api.contract.films import PROMPT, on_disk, saved, scene
from tests.api.contract.shapes import check_error
from tests.api.served import PASSWORD, USER, Client, Served, serving
from tests.patience import PATIENCE


class TestTheSurface:
    """1.5: the table of differences between the document and what ran."""

    def test_usage_is_where_the_document_says(self, robin: Client) -> None:
        assert robin.get("/usage/stats").status_code == 200
        check_error(robin.get("/auth/usage/stats"), 404)

    def test_the_documents_user_can_sign_in(self, served: Served) -> None:
        assert served.nobody().post("/auth/login", {"username": USER, "password": PASSWORD}).status_code == 200

    def test_a_token_lives_3600_seconds(self, served: Served) -> None:
        assert served.nobody().post("/auth/login", {"username": USER, "password": PASSWORD}).json()["expires_in"] == 3600

    def test_a_wrong_body_is_400_and_not_422(self, robin: Client) -> None:
        check_error(robin.post("/projects/open", {"name": 1}), 400, "VALIDATION_ERROR")

    def test_a_new_scene_is_201(self, robin: Client, film: str) -> None:
        assert robin.post(f"/projects/{film}/scenes", scene()).status_code == 201

    @pytest.mark.parametrize("path", ["scenes/scene_99", "characters/char_99"])
    def test_what_is_unknown_is_404(self, robin: Client, film: str, path: str) -> None:
        check_error(robin.patch(f"/projects/{film}/{path}", {"description": "x"}), 404)

    def test_removing_an_unknown_scene_is_404(self, robin: Client, film: str) -> None:
        check_error(robin.delete(f"/projects/{film}/scenes/scene_99?confirmed=true"), 404)

    def test_finalizing_an_unknown_preview_is_404(self, robin: Client) -> None:
        check_error(robin.post("/generate/finalize", {"preview_id": "preview_abc123"}), 404)

    def test_deleting_an_unknown_project_is_404(self, robin: Client) -> None:
        error = check_error(robin.delete("/projects/nowhere?confirmed=true"), 404)
        assert "404" not in error["message"]

    def test_messages_are_the_documents(self, robin: Client, film: str) -> None:
        assert robin.patch(f"/projects/{film}/scenes/scene_1", {"title": "A"}).json()["message"] == "Scene modified successfully"

    def test_closing_twice_is_400(self, robin: Client, film: str) -> None:
        robin.post("/projects/close", {"save": True})
        error = check_error(robin.post("/projects/close", {"save": True}), 400, "PROJECT_ERROR")
        assert error["message"] == "No active project to close."

    def test_a_scenes_length_on_disk_is_its_sequences_length(self, robin: Client, film: str) -> None:
        robin.patch(f"/projects/{film}/scenes/scene_2", {"duration": 33.3})
        record = saved(robin, film)
        lengths = {row["scene_id"]: row["total_duration"] for row in record["sequences"]}
        assert all(lengths[row["id"]] == row["duration"] for row in record["scenes"])

    def test_null_clears_a_field(self, robin: Client, film: str) -> None:
        robin.patch(f"/projects/{film}/scenes/scene_1", {"visual_notes": None, "key_actions": None, "location": None})
        first = saved(robin, film)["scenes"][0]
        assert (first["visual_notes"], first["key_actions"], first["location"]) == (None, [], "")

    def test_what_cannot_be_empty_cannot_be_cleared(self, robin: Client, film: str) -> None:
        check_error(robin.patch(f"/projects/{film}/scenes/scene_1", {"title": None}), 400)
        check_error(robin.patch(f"/projects/{film}/scenes/scene_1", {"duration": None}), 400)

    def test_the_first_answer_counts_itself(self, robin: Client) -> None:
        assert int(robin.get("/projects/list").headers["X-RateLimit-Remaining"]) == robin.served.settings.rate_limit - 1

    def test_the_documents_are_below_api(self, served: Served) -> None:
        for path in ("docs", "redoc", "openapi.json"):
            assert requests.get(f"{served.url}/api/{path}", timeout=PATIENCE).status_code == 200


class TestGeneration:
    """1.4 and 1.7: one canned story, wishes ignored."""

    def test_different_prompts_give_different_films(self, robin: Client) -> None:
        films = [
            robin.generated(prompt, sceneCount=3) for prompt in (PROMPT, "A chess champion is blackmailed in Havana", "Two robots fall out")
        ]
        assert len({json.dumps(film["scenes"]) for film in films}) == 3
        assert len({film["project_name"] for film in films}) == 3

    @pytest.mark.parametrize("count", [3, 7, 12])
    def test_the_number_of_scenes_is_obeyed_and_none_is_repeated(self, robin: Client, count: int) -> None:
        scenes = robin.generated(PROMPT, sceneCount=count)["scenes"]
        assert len(scenes) == count
        assert len({row["description"] for row in scenes}) == count

    @pytest.mark.parametrize("count", [-1, 0, 2, 13, 20, 1.5, "abc", True])
    def test_a_number_of_scenes_that_cannot_be_is_refused(self, robin: Client, count: Any) -> None:
        check_error(robin.post("/generate/project", {"prompt": PROMPT, "preferences": {"sceneCount": count}}), 400)

    @pytest.mark.parametrize("duration", [30, 61.5, 600])
    def test_the_duration_is_obeyed(self, robin: Client, duration: float) -> None:
        scenes = robin.generated(PROMPT, sceneCount=5, duration=duration)["scenes"]
        assert sum(row["duration"] for row in scenes) == pytest.approx(duration, abs=1 / 48 + 1e-5)

    @pytest.mark.parametrize("duration", [-5, 0, 1, 1e9, "long"])
    def test_a_duration_that_cannot_be_is_refused(self, robin: Client, duration: Any) -> None:
        answer = robin.post("/generate/project", {"prompt": PROMPT, "preferences": {"sceneCount": 5, "duration": duration}})
        check_error(answer, 400)

    def test_the_style_is_obeyed(self, robin: Client) -> None:
        film = robin.generated(PROMPT, style="woodcut, two colours")
        assert {shot["visual_style"] for row in film["sequences"] for shot in row["shots"]} == {"woodcut, two colours"}

    @pytest.mark.parametrize("prompt", ["", " ", "\n\t", "..."])
    def test_an_empty_prompt_is_refused(self, robin: Client, prompt: str) -> None:
        check_error(robin.post("/generate/project", {"prompt": prompt}), 400, "VALIDATION_ERROR")

    def test_a_language_that_is_not_there_yet_is_refused_with_those_that_are(self, robin: Client) -> None:
        error = check_error(robin.post("/generate/project", {"prompt": PROMPT, "language": "tlh"}), 400)
        assert error["details"]["field"] == "language"
        assert "en" in error["message"]

    def test_scenes_name_people_by_their_ids_and_prompts_for_pictures_know_them(self, robin: Client) -> None:
        """1.3: `character_references` was always empty."""
        name = robin.film(PROMPT, sceneCount=3)
        record, pictures = on_disk(robin, name), on_disk(robin, name, "comfyui_config.json")
        ids = {person["id"] for person in record["characters"]}
        for row in record["scenes"]:
            assert set(row["characters"]) <= ids
            assert pictures["shot_prompts"][f"{row['id']}_shot_1"]["character_references"] == row["characters"]
        assert any(row["characters"] for row in record["scenes"])

    def test_estimates_are_what_is_then_on_disk(self, robin: Client) -> None:
        """1.4: they were always 10 MB and 50 files."""
        preview = robin.generated(PROMPT, sceneCount=6)
        robin.post("/generate/finalize", {"preview_id": preview["preview_id"]})
        used = robin.get("/storage/stats").json()
        assert preview["estimated_file_count"] == used["file_count"] == 5
        assert preview["estimated_size_mb"] == pytest.approx(used["total_bytes"] / 1024**2, abs=0.001)


class TestPreviews:
    """1.7: they lived in memory, and for ever."""

    def test_a_preview_survives_a_restart(self, tmp_path: Path) -> None:
        with serving(tmp_path) as server:
            client = server.somebody()
            preview = client.generated(PROMPT, sceneCount=3)
        with serving(tmp_path) as server:
            answer = server.session_of(client.user_id).post("/generate/finalize", {"preview_id": preview["preview_id"]})
            assert answer.json()["project_name"] == preview["project_name"]

    @pytest.fixture(scope="class")
    def forgetful(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
        with serving(tmp_path_factory.mktemp("forgetful"), preview_seconds=0) as server:
            yield server

    def test_a_preview_expires(self, forgetful: Served) -> None:
        client = forgetful.somebody()
        preview = client.generated(PROMPT, sceneCount=3)
        check_error(client.post("/generate/finalize", {"preview_id": preview["preview_id"]}), 404)
        assert client.get("/projects/list").json()["total_count"] == 0

    def test_expired_previews_are_thrown_away(self, forgetful: Served) -> None:
        client = forgetful.somebody()
        for _ in range(5):
            client.generated(PROMPT, sceneCount=3)
        count = forgetful.run(forgetful.assistant.store.run(lambda db: db.execute(select(func.count()).select_from(projects)).scalar_one()))
        assert count == 1

    def test_previews_do_not_stay_in_memory(self, robin: Client) -> None:
        def films_held() -> int:
            gc.collect()
            return sum(type(held) is dict and any(type(each) is Shot for each in held.values()) for held in gc.get_objects())

        robin.generated(PROMPT, sceneCount=3)
        before = films_held()
        for _ in range(8):
            robin.generated(PROMPT, sceneCount=3)
        assert films_held() <= before + 1

    def test_a_preview_is_finalized_once(self, robin: Client) -> None:
        preview = robin.generated(PROMPT, sceneCount=3)
        assert robin.post("/generate/finalize", {"preview_id": preview["preview_id"]}).status_code == 200
        check_error(robin.post("/generate/finalize", {"preview_id": preview["preview_id"]}), 404)
        assert robin.get("/projects/list").json()["total_count"] == 1
