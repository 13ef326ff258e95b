"""Every JSON example of the published document: its requests are accepted as printed, the answers have the printed shape."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from assistant.operations.projects import CreateProject
from tests.api.contract import document
from tests.api.contract.document import DOCUMENT, Endpoint
from tests.api.contract.shapes import check_error, check_shape
from tests.api.served import Client, Served, serving_on
from tests.databases import DATABASES
from tests.patience import PATIENCE

needs_document = pytest.mark.skipif(not DOCUMENT.exists(), reason="the contract's document is not beside the repository")
ENDPOINTS = document.endpoints_in(DOCUMENT.read_text()) if DOCUMENT.exists() else document.kept_endpoints()
BY_ROUTE = {f"{each.method} {each.path}": each for each in ENDPOINTS}
PROGRAMS = {
    "python": ["workflow.py", "authenticated_request.py", "rate_limit.py", "error_handler.py", "storage_check.py"],
    "typescript": ["generate.ts"],
    "bash": ["curl.sh"],
}


@pytest.fixture(scope="module", params=DATABASES)
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Over each database, instead of the one server of the other tests."""
    with serving_on(request.param, tmp_path_factory.mktemp(request.param)) as server:
        yield server


@needs_document
def test_the_examples_kept_here_are_the_documents() -> None:
    text = DOCUMENT.read_text()
    assert document.kept_endpoints() == document.endpoints_in(text)
    assert document.kept("errors.json") == document.errors_in(text)
    for language, names in PROGRAMS.items():
        assert [document.program(f"{name}.txt") for name in names] == document.code_in(text, language)


def example(route: str) -> Endpoint:
    return BY_ROUTE[route]


def check(client: Client, route: str, body: Any = None, query: str = "", **places: str) -> dict[str, Any]:
    """Send a route's printed request (or `body`) and compare status and shape with what is printed."""
    endpoint = example(route)
    sent = endpoint.request if body is None else body
    answer = client.send_to(endpoint.method, endpoint.path.format(**places) + query, sent)
    assert answer.status_code == endpoint.status, answer.text
    check_shape(answer.json(), endpoint.response)
    return dict(answer.json())


def test_all_fifteen_endpoints_are_compared() -> None:
    assert len(ENDPOINTS) == len(BY_ROUTE) == 15


def test_login(served: Served) -> None:
    answer = check(served.nobody(), "POST /auth/login")
    assert answer["token_type"] == "bearer"
    assert answer["expires_in"] == 3600


def test_refresh_also_gives_the_next_refresh_token(served: Served) -> None:
    first = check(served.nobody(), "POST /auth/login")
    answer = served.nobody().post("/auth/refresh", {"refresh_token": first["refresh_token"]})
    assert answer.status_code == 200
    body = answer.json()
    assert body.pop("refresh_token") != first["refresh_token"]
    check_shape(body, example("POST /auth/refresh").response)
    assert (body["token_type"], body["expires_in"]) == ("bearer", 3600)


def test_a_refresh_token_as_printed_is_understood_and_refused(served: Served) -> None:
    check_error(served.nobody().post("/auth/refresh", example("POST /auth/refresh").request), 401)


def test_generate(robin: Client) -> None:
    answer = check(robin, "POST /generate/project")
    wanted = example("POST /generate/project").request
    scenes, people, sequences = answer["scenes"], answer["characters"], answer["sequences"]
    assert len(scenes) == wanted["preferences"]["sceneCount"]
    assert sum(scene["duration"] for scene in scenes) == pytest.approx(wanted["preferences"]["duration"], abs=1e-6)
    assert {shot["visual_style"] for row in sequences for shot in row["shots"]} == {wanted["preferences"]["style"]}
    assert [scene["id"] for scene in scenes] == [f"scene_{number}" for number in range(1, 9)]
    assert [scene["number"] for scene in scenes] == [*range(1, 9)]
    assert [person["id"] for person in people] == [f"char_{number}" for number in range(1, len(people) + 1)]
    assert [(row["id"], row["scene_id"]) for row in sequences] == [(f"seq_{number}", f"scene_{number}") for number in range(1, 9)]
    assert {person for scene in scenes for person in scene["characters"]} <= {person["id"] for person in people}
    for row in sequences:
        numbers = range(1, len(row["shots"]) + 1)
        assert [(shot["id"], shot["number"]) for shot in row["shots"]] == [(f"{row['scene_id']}_shot_{n}", n) for n in numbers]
        assert sum(shot["duration"] for shot in row["shots"]) == pytest.approx(row["total_duration"], abs=1e-5)


def test_finalize(robin: Client) -> None:
    preview = check(robin, "POST /generate/project")
    answer = check(robin, "POST /generate/finalize", {**example("POST /generate/finalize").request, "preview_id": preview["preview_id"]})
    assert answer["project_name"] == preview["project_name"]
    assert answer["project_path"].endswith(f"/{preview['project_name']}")


def test_a_preview_id_as_printed_is_understood_and_not_found(robin: Client) -> None:
    check_error(robin.post("/generate/finalize", example("POST /generate/finalize").request), 404)


def test_open_close_list_and_delete_as_printed(served: Served, robin: Client) -> None:
    actor = served.assistant.identity.actor(str(robin.headers["Authorization"]).removeprefix("Bearer "))
    for name in example("GET /projects/list").response["projects"]:
        served.run(served.assistant.perform(CreateProject(title=name.replace("-", " ")), by=actor))
    listed = check(robin, "GET /projects/list")
    assert sorted(listed["projects"]) == sorted(example("GET /projects/list").response["projects"])
    assert listed["total_count"] == 3
    opened = check(robin, "POST /projects/open")
    assert opened["project_name"] == "ai-crimes-detective"
    assert check(robin, "POST /projects/close") == example("POST /projects/close").response
    route = "DELETE /projects/{project_name}"
    assert check(robin, route, query="?confirmed=true", project_name="ai-crimes-detective") == example(route).response
    assert robin.get("/projects/list").json()["total_count"] == 2


@pytest.mark.parametrize("kind", ["scene", "character"])
def test_a_modification_as_printed(robin: Client, film: str, kind: str) -> None:
    route = f"PATCH /projects/{{project_name}}/{kind}s/{{{kind}_id}}"
    element = {"scene": "scene_1", "character": "char_1"}[kind]
    places = {"project_name": film, f"{kind}_id": element}
    assert check(robin, route, **places) == example(route).response


def test_a_scene_added_and_removed_as_printed(robin: Client, film: str) -> None:
    added, removed = "POST /projects/{project_name}/scenes", "DELETE /projects/{project_name}/scenes/{scene_id}"
    assert check(robin, added, project_name=film) == example(added).response
    assert robin.post("/projects/open", {"project_name": film}).json()["scene_count"] == 9
    assert check(robin, removed, query="?confirmed=true", project_name=film, scene_id="scene_9") == example(removed).response


def test_storage(robin: Client, film: str) -> None:
    answer = check(robin, "GET /storage/stats")
    printed = example("GET /storage/stats").response
    assert {name: answer[name] for name in ("limit_bytes", "limit_gb", "file_limit")} == {
        name: printed[name] for name in ("limit_bytes", "limit_gb", "file_limit")
    }
    assert answer["file_count"] == 5
    assert answer["total_gb"] == round(answer["total_bytes"] / 2**30, 6)
    assert answer["file_usage_percent"] == round(100 * 5 / 248, 1)
    assert answer["warnings"] == []


def test_usage(robin: Client, film: str) -> None:
    answer = check(robin, "GET /usage/stats")
    assert answer["user_id"] == robin.user_id
    assert answer["total_requests"] == answer["successful_requests"] + answer["failed_requests"] == 3
    assert answer["operation_counts"] == {"project_generation": 2, "project_open": 1}
    assert answer["endpoint_counts"] == {"/generate/project": 1, "/generate/finalize": 1, "/projects/open": 1}
    assert answer["first_request_time"] <= answer["last_request_time"]


def test_health(served: Served) -> None:
    answer = check(served.nobody(), "GET /health")
    assert (answer["status"], answer["version"]) == ("healthy", "1.0.0")
    assert (answer["storage_limit_gb"], answer["file_limit"]) == (50.0, 248)


def test_the_error_format_is_the_printed_one(robin: Client) -> None:
    printed = document.kept("errors.json")["ERROR_CODE"]
    answer = robin.patch("/projects/nowhere/scenes/scene_1", {"duration": 0})
    check_shape({"error": {**answer.json()["error"], "details": {"field": "duration"}}}, printed)
    assert answer.json()["error"]["details"] == {"field": "duration"}


def test_the_examples_in_the_openapi_document_are_the_printed_ones(served: Served) -> None:
    paths = requests.get(f"{served.url}/api/openapi.json", timeout=PATIENCE).json()["paths"]
    for endpoint in ENDPOINTS:
        operation = paths[f"/api/v1{endpoint.path}"][endpoint.method.lower()]
        answer = operation["responses"][str(endpoint.status)]["content"]["application/json"]["examples"]["contract"]["value"]
        if endpoint.path == "/auth/refresh":
            answer.pop("refresh_token")
        assert answer == endpoint.response
        if endpoint.request is not None:
            assert operation["requestBody"]["content"]["application/json"]["examples"]["contract"]["value"] == endpoint.request
