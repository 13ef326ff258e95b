"""Pages of other origins: those that are let in may call and read everything, refusals too; nobody else may."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.api.served import Served, serving
from tests.patience import PATIENCE

STUDIO, ELSEWHERE = "https://studio.example", "https://elsewhere.example"
ALLOWED = "access-control-allow-origin"


@pytest.fixture(scope="module")
def let_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("let-in"), origins=f"{STUDIO}/, http://localhost:5173") as server:
        yield server


def preflight(server: Served, origin: str) -> requests.Response:
    asked = {"Origin": origin, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "authorization,upload-offset"}
    return requests.options(f"{server.base}/media/uploads/1", headers=asked, timeout=PATIENCE)


@pytest.mark.parametrize("origin", [STUDIO, "http://localhost:5173"])
def test_a_page_that_is_let_in_may_ask_and_read_also_what_is_refused(let_in: Served, origin: str) -> None:
    asked = preflight(let_in, origin)
    assert asked.status_code == 204
    assert asked.headers[ALLOWED] == origin
    assert "upload-offset" in asked.headers["access-control-allow-headers"]
    for path in ("/health", "/projects", "/nowhere", "/../../client/ai-movie.js"):
        answer = requests.get(f"{let_in.base}{path}", headers={"Origin": origin}, timeout=PATIENCE)
        assert answer.headers[ALLOWED] == origin, path
        assert "X-RateLimit-Remaining" in answer.headers["access-control-expose-headers"], path


def test_too_many_requests_are_refused_readably(tmp_path: Path) -> None:
    with serving(tmp_path, origins=STUDIO, rate_limit=1) as server:
        answers = [requests.get(f"{server.base}/projects", headers={"Origin": STUDIO}, timeout=PATIENCE) for _ in range(3)]
    assert answers[-1].status_code == 429
    assert answers[-1].headers[ALLOWED] == STUDIO


def test_other_pages_may_not(let_in: Served, tmp_path: Path) -> None:
    assert preflight(let_in, ELSEWHERE).status_code == 400
    assert ALLOWED not in requests.get(f"{let_in.base}/health", headers={"Origin": ELSEWHERE}, timeout=PATIENCE).headers
    with serving(tmp_path) as closed:
        assert ALLOWED not in preflight(closed, STUDIO).headers
        assert ALLOWED not in requests.get(f"{closed.base}/health", headers={"Origin": STUDIO}, timeout=PATIENCE).headers
