"""Every error is the contract's error object, whatever goes wrong and wherever."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import text

from api import logs
from api.contracts.storycore_assistant import DIALECT
from assistant.errors import all_kinds
from tests.api.contract import raw
from tests.api.contract.document import kept_endpoints
from tests.api.contract.shapes import CODES, check_error
from tests.api.served import Client, Served, serving
from tests.patience import PATIENCE

JSON = {"Content_Type": "application/json"}
OPEN = "/projects/open"
ROUTES = [(each.method, each.path.format(project_name="x", scene_id="y", character_id="z")) for each in kept_endpoints()]
WITH_BODY = [(each.method, each.path.format(project_name="x", scene_id="y", character_id="z")) for each in kept_endpoints() if each.request]
NAMED = ("/projects/list", "/projects/open", "/projects/close", "/projects/x")
RIGHT = {*ROUTES, *((method, path) for method in ("DELETE", "GET", "PUT") for path in NAMED)}
"""A project may be called "list"; another contract shows and changes one by these paths."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "TRACE")
WRONG = [(method, path) for path in sorted({path for _, path in ROUTES}) for method in METHODS if (method, path) not in RIGHT]


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[1] not in ("/auth/login", "/auth/refresh", "/health")])
def test_without_a_token_every_endpoint_answers_401(served: Served, method: str, path: str) -> None:
    answer = served.nobody().send_to(method, path, {"what": "ever"} if method != "GET" else None)
    assert check_error(answer, 401)["code"] == "AUTHENTICATION_ERROR"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"nonsense", b"[]", b"null", b'"text"', b"7", b"\xff\xfe", b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 50_000,
             b'{"a": ' + b"[" * 50_000]
)  # fmt: skip
@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_a_body_that_is_no_json_object_is_refused(robin: Client, method: str, path: str, body: bytes) -> None:
    check_error(raw.send(robin, method, path, body, **JSON), 400, "VALIDATION_ERROR")


@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_a_missing_body_is_refused(robin: Client, method: str, path: str) -> None:
    check_error(raw.send(robin, method, path), 400, "VALIDATION_ERROR")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml", "nonsense"])
def test_another_content_type_is_refused(robin: Client, kind: str) -> None:
    error = check_error(raw.send(robin, "POST", OPEN, b'{"project_name": "x"}', Content_Type=kind), 400)
    assert error["details"] == {"field": "Content-Type"}


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON"])
def test_json_is_read_however_its_type_is_spelt(robin: Client, kind: str) -> None:
    check_error(raw.send(robin, "POST", OPEN, b'{"project_name": "x"}', Content_Type=kind), 404)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (OPEN, {}, "project_name"),
        (OPEN, {"project_name": 7}, "project_name"),
        (OPEN, {"project_name": ""}, "project_name"),
        (OPEN, {"project_name": "x" * 201}, "project_name"),
        (OPEN, {"project_name": "x", "projet": "y"}, "projet"),
        (OPEN, {"project_name": "a\0b"}, "project"),
        ("/projects/close", {"save": "yes"}, "save"),
        ("/generate/project", {"prompt": None}, "prompt"),
        ("/generate/project", {"prompt": "x" * 10_001}, "prompt"),
        ("/generate/project", {"prompt": "A fox", "preferences": []}, "preferences"),
        ("/generate/project", {"prompt": "A fox", "preferences": {"sceneCount": "abc"}}, "preferences.sceneCount"),
        ("/generate/project", {"prompt": "A fox", "preferences": {"sceneCount": 3.5}}, "preferences.sceneCount"),
        ("/generate/project", {"prompt": "A fox", "preferences": {"duration": -1}}, "preferences.duration"),
        ("/generate/project", {"prompt": "A fox", "preferences": {"sceneCont": 5}}, "sceneCont"),
        ("/projects/x/scenes", {"title": "A", "duration": "long"}, "duration"),
        ("/projects/x/scenes", {"title": "A", "characters": [1]}, "characters"),
        ("/projects/x/scenes", {"title": "A", "number": 10**30}, "number"),
        ("/projects/x/scenes", {"title": " "}, "title"),
        ("/projects/x/scenes", {"title": "A", "id": "../x"}, "id"),
    ],
)
def test_a_wrong_field_is_named(robin: Client, path: str, body: Any, field: str) -> None:
    details = check_error(robin.post(path, body), 400, "VALIDATION_ERROR")["details"]
    assert str(details["field"]).startswith(field)


@pytest.mark.parametrize("query", ["", "?confirmed=false", "?confirmed=", "?confirmed=maybe", "?confirmed=0"])
def test_what_is_not_confirmed_is_not_deleted(robin: Client, film: str, query: str) -> None:
    for path in (f"/projects/{film}", f"/projects/{film}/scenes/scene_1"):
        check_error(robin.delete(path + query), 400, "VALIDATION_ERROR")
    assert robin.post(OPEN, {"project_name": film}).json()["scene_count"] == 8


@pytest.mark.parametrize("confirmed", ["true", "True", "1"])
def test_a_confirmation_may_be_written_as_clients_write_it(robin: Client, film: str, confirmed: str) -> None:
    assert robin.delete(f"/projects/{film}?confirmed={confirmed}").status_code == 200


def test_the_question_before_deleting_says_what_would_go(robin: Client, film: str) -> None:
    details = check_error(robin.delete(f"/projects/{film}"), 400)["details"]
    assert (details["project"], details["scenes"]) == (film, 8)


@pytest.mark.parametrize(("method", "path"), WRONG)
def test_a_wrong_method_answers_405_with_those_that_are_right(served: Served, method: str, path: str) -> None:
    here = {known for known, route in ROUTES if route == path}
    answer = raw.send(served.nobody(), method, path)
    assert here <= set(answer.headers["Allow"].split(", "))
    if method != "HEAD":
        assert check_error(answer, 405)["details"]["allowed"] == answer.headers["Allow"].split(", ")


@pytest.mark.parametrize(
    "path", ["", "/", "/nothing", "/project", "/projects/a/b/c/d", "/auth/usage/stats", "/generate/project/stream", "/storage"]
)
def test_an_unknown_path_answers_404(served: Served, path: str) -> None:
    check_error(raw.send(served.nobody(), "GET", path), 404)


def test_beside_the_contract_a_404_has_the_same_form(served: Served) -> None:
    for path in ("/nowhere", "/api/nowhere", "/api/v2/health", "/docs"):
        answer = requests.get(served.url + path, timeout=PATIENCE)
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "RESOURCE_NOT_FOUND"


@pytest.mark.parametrize("chunked", [False, True])
def test_too_large_a_body_answers_413(served: Served, robin: Client, chunked: bool) -> None:
    extra = {"Transfer_Encoding": "chunked"} if chunked else {}
    body: Any = raw.encoded({"prompt": "x" * (served.settings.body_bytes + 1)})
    body = iter([body]) if chunked else body
    error = check_error(raw.send(robin, "POST", "/generate/project", body, **JSON, **extra), 413)
    assert error["details"] == {"limit": served.settings.body_bytes}


def test_a_failure_of_ours_answers_500_and_tells_nothing_internal(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        client = server.somebody()
        film = client.film(sceneCount=3)
        server.run(server.assistant.store.run(lambda db: db.execute(text("ALTER TABLE scenes RENAME TO lost"))))
        for answer in (client.post(OPEN, {"project_name": film}), client.patch(f"/projects/{film}/scenes/scene_1", {"title": "A"})):
            error = check_error(answer, 500, "INTERNAL_SERVER_ERROR")
            assert "lost" not in answer.text and "scenes" not in error["message"]
        assert client.get("/health").status_code == 200


def test_a_folder_that_cannot_be_written_answers_500_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with serving(tmp_path, projects_dir=tmp_path / "file" / "projects") as server:
        client = server.somebody()
        preview = client.generated("A clockmaker hears a voice in the tower", sceneCount=3)
        error = check_error(client.post("/generate/finalize", {"preview_id": preview["preview_id"]}), 500)
        assert "safe" in error["message"]
        assert client.get("/projects/list").json()["projects"] == [preview["project_name"]]


def test_every_kind_of_problem_has_a_place_in_the_contract() -> None:
    assert set(all_kinds()) <= set(DIALECT.failures)
    assert all(failure.code in CODES[failure.status] for kind, failure in DIALECT.failures.items())


def test_no_secret_reaches_the_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("json", "debug")
    with serving(tmp_path) as server:
        client = server.user()
        token = str(client.headers["Authorization"]).removeprefix("Bearer ")
        client.get("/projects/list")
        raw.send(client, "POST", OPEN, b"[" * 50_000, **JSON)
        server.run(server.assistant.store.run(lambda db: db.execute(text("ALTER TABLE scenes RENAME TO lost"))))
        client.post("/generate/project", {"prompt": "A thief regrets a burglary"})
    said = "".join(capfd.readouterr())
    assert "a request failed" in said or "an operation failed" in said
    for secret in (token, token.rpartition(".")[2], "secure_password", (server.home / "signing.key").read_bytes().hex()):
        assert secret not in said


def test_a_broken_connection_harms_nobody(served: Served, robin: Client) -> None:
    async def hang_up() -> None:
        _, writer = await asyncio.open_connection(*served.url.removeprefix("http://").split(":"))
        writer.write(b"POST /api/v1/projects/open HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
        await writer.drain()
        writer.close()

    asyncio.run(hang_up())
    assert robin.get("/projects/list").status_code == 200
