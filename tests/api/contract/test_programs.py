"""The document's programs run unchanged but for the credentials and the host: Python, TypeScript by node, curl, and the helpers."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests

from tests.api.contract import document
from tests.api.served import PASSWORD, USER, Client, Served, serving
from tests.databases import needed_in_ci
from tests.patience import PATIENCE

HOST = "http://localhost:8000"


def program(name: str, served: Served) -> str:
    return document.program(f"{name}.txt").replace(HOST, served.url)


def ran(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        needed_in_ci(name)
    return str(found)


def test_the_python_workflow(served: Served, tmp_path: Path) -> None:
    script = tmp_path / "workflow.py"
    script.write_text(program("workflow.py", served))
    said = ran(sys.executable, str(script), cwd=tmp_path).splitlines()
    name = said[0].removeprefix("Generated project: ")
    assert said[1] == "Scenes: 6"
    assert int(said[2].removeprefix("Characters: ")) >= 1
    folder = Path(said[3].removeprefix("Project saved to: "))
    assert folder.name == name
    saved = json.loads((folder / "project.json").read_text())
    assert saved["scenes"][0]["description"] == "Updated scene description with more detail"
    assert saved["scenes"][0]["duration"] == 25.0
    assert re.fullmatch(r"Storage used: \d+\.\d%", said[4])
    assert re.fullmatch(r"Files: \d+/248", said[5])
    assert said[6] == "Project closed and saved"


def test_the_typescript_example(served: Served, tmp_path: Path) -> None:
    """Its only types are on parameters: they are taken off, as a compiler would."""
    node = tool("node")
    source = program("generate.ts", served).replace('"password"', f'"{PASSWORD}"')
    script = tmp_path / "generate.mjs"
    script.write_text(re.sub(r"(\w+): string\b(?=[,)])", r"\1", source))
    said = ran(node, str(script), cwd=tmp_path).splitlines()
    assert re.fullmatch(r"Project generated: [a-z0-9-]+", said[0])
    assert said[1] == "Scenes: 8"


def test_the_curl_examples(served: Served, tmp_path: Path) -> None:
    tool("curl")
    token = str(served.user().headers["Authorization"]).removeprefix("Bearer ")
    script = re.sub(r'TOKEN=".*"', f'TOKEN="{token}"', program("curl.sh", served))
    told = r"""curl() { command curl -sS -w '\n%{http_code}\n' "$@"; }"""  # the status after each answer
    said = ran(tool("bash"), "-c", f"{told}\n{script}", cwd=tmp_path).splitlines()
    answers, statuses = [json.loads(line) for line in said[0::2]], said[1::2]
    assert statuses == ["200"] * 5
    login, generated, listed, storage, health = answers
    assert login["token_type"] == "bearer"
    assert len(generated["scenes"]) == 10
    assert listed["total_count"] == len(listed["projects"])
    assert storage["limit_gb"] == 50.0
    assert health["status"] == "healthy"


class Helpers:
    """The document's helper functions, in the names they expect to find around them."""

    def __init__(self, served: Served, **names: Any) -> None:
        self.names: dict[str, Any] = {"requests": requests, "time": time, "json": json, "BASE_URL": served.base, **names}

    def __getitem__(self, name: str) -> Any:
        source = {"make_authenticated_request": "authenticated_request.py", "make_request_with_rate_limit": "rate_limit.py",
                  "handle_api_error": "error_handler.py", "check_storage_before_generation": "storage_check.py"}[name]  # fmt: skip
        exec(document.program(f"{source}.txt"), self.names)
        return self.names[name]


def test_the_helper_that_refreshes_an_expired_token(served: Served) -> None:
    login = requests.post(f"{served.base}/auth/login", json={"username": USER, "password": PASSWORD}, timeout=PATIENCE).json()
    claims = jwt.decode(login["access_token"], options={"verify_signature": False})
    key = (served.home / "signing.key").read_bytes()
    expired = jwt.encode({**claims, "exp": time.time() - 1}, key, algorithm="HS256")
    used = []

    def refresh_access_token(refresh_token: str) -> str:
        used.append(refresh_token)
        answer = requests.post(f"{served.base}/auth/refresh", json={"refresh_token": refresh_token}, timeout=PATIENCE)
        return str(answer.json()["access_token"])

    helpers = Helpers(served, refresh_token=login["refresh_token"], refresh_access_token=refresh_access_token)
    url = f"{served.base}/generate/project"
    answer = helpers["make_authenticated_request"](url, expired, {"prompt": "A baker opens a shop on the moon"})
    assert answer.status_code == 200
    assert used == [login["refresh_token"]]


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[Served]:
    """Two requests in two seconds."""
    with serving(tmp_path, rate_limit=2, rate_window=2) as server:
        yield server


def test_the_helper_that_waits_for_the_rate_limit(narrow: Served, capsys: pytest.CaptureFixture[str]) -> None:
    client = narrow.somebody()
    url, body = f"{narrow.base}/projects/close", {"save": True}
    while client.post("/projects/close", body).status_code != 429:
        pass
    answer = Helpers(narrow)["make_request_with_rate_limit"](url, {"Authorization": client.headers["Authorization"]}, body)
    assert answer.status_code == 400  # nothing is open: but it was let in
    said = capsys.readouterr().out
    assert re.search(r"Rate limited\. Waiting [12] seconds\.\.\.", said)
    assert "Warning: Approaching rate limit" in said


def test_the_helper_that_prints_an_error(served: Served, robin: Client, capsys: pytest.CaptureFixture[str]) -> None:
    Helpers(served)["handle_api_error"](robin.post("/projects/open", {"project_name": "nowhere"}))
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Error 404: RESOURCE_NOT_FOUND"
    assert said[1].startswith("Message: ")
    assert said[2].startswith("Suggestion: ")
    assert said[3] == "Details: {"


def test_the_helper_that_checks_the_storage(served: Served, robin: Client, tmp_path: Path) -> None:
    def checked(server: Served, client: Client) -> bool:
        return bool(Helpers(server)["check_storage_before_generation"]({"Authorization": client.headers["Authorization"]}))

    assert checked(served, robin) is True
    with serving(tmp_path, storage_bytes=90_000) as small:
        client = small.somebody()
        client.film(sceneCount=3)
        used = client.get("/storage/stats").json()
        assert checked(small, client) is (used["usage_percent"] <= 90)


def test_the_guides_first_workflow_creates_and_customises(robin: Client) -> None:
    """`contracts/facts.md` 1.8, W1: generate, review, finalize, open, change scene_1, close."""
    preview = robin.generated("Salvagers find a drifting ark full of sleeping settlers", sceneCount=8, style="cinematic and epic")
    assert [scene["number"] for scene in preview["scenes"]] == [*range(1, 9)]
    project = robin.post("/generate/finalize", {"preview_id": preview["preview_id"]}).json()
    assert robin.post("/projects/open", {"project_name": project["project_name"]}).status_code == 200
    change = {"description": "The ark, closer than it should be", "duration": 20.0}
    assert robin.patch(f"/projects/{project['project_name']}/scenes/scene_1", change).status_code == 200
    assert robin.post("/projects/close", {"save": True}).json()["saved"] is True
    first = json.loads((Path(project["project_path"]) / "project.json").read_text())["scenes"][0]
    assert {name: first[name] for name in change} == change


def test_the_guides_second_workflow_makes_four_projects(robin: Client) -> None:
    """W2: four short prompts, generated and finalized one after another."""
    made = []
    prompts = ("A love story on a night train", "Something howls in the old asylum", "A chase on the docks", "A queen tames a dragon")
    for prompt in prompts:
        preview = robin.post("/generate/project", {"prompt": prompt, "language": "en"}).json()
        answer = robin.post("/generate/finalize", {"preview_id": preview["preview_id"]})
        assert answer.status_code == 200
        made.append(answer.json()["project_name"])
    assert sorted(made) == robin.get("/projects/list").json()["projects"]


def test_the_guides_third_workflow_modifies_and_adds(robin: Client, film: str) -> None:
    """W3: open, change scene_1 and char_1, add scene_new as number 99, close."""
    scene = {
        "id": "scene_new", "number": 99, "title": "One More", "description": "It goes on", "location": "Elsewhere", "time_of_day": "day",
        "duration": 15.0, "characters": ["char_1"], "key_actions": ["waits"],
    }  # fmt: skip
    steps = [
        robin.post("/projects/open", {"project_name": film}),
        robin.patch(f"/projects/{film}/scenes/scene_1", {"duration": 25.0, "description": "Longer now"}),
        robin.patch(f"/projects/{film}/characters/char_1", {"appearance": "Grey coat"}),
        robin.post(f"/projects/{film}/scenes", scene),
        robin.post("/projects/close", {"save": True}),
    ]
    assert [step.status_code for step in steps] == [200, 200, 200, 201, 200]
    assert robin.post("/projects/open", {"project_name": film}).json()["scene_count"] == 9
