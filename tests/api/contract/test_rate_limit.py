"""A hundred requests a minute, sliding, for each user and each address; told on every answer, and refused with a time to wait."""

import itertools
import time
from collections.abc import Iterator

import pytest
import requests

from tests.api.contract import document
from tests.api.contract.shapes import check_error, check_shape
from tests.api.served import Client, Served, serving
from tests.patience import PATIENCE

ADDRESSES = itertools.count(10)


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The contract's own limits."""
    with serving(tmp_path_factory.mktemp("limited"), rate_limit=100) as server:
        yield server


@pytest.fixture
def stranger(limited: Served) -> Client:
    """Not signed in, from an address nobody else has used."""
    client = limited.nobody()
    client.come_from(f"127.0.1.{next(ADDRESSES)}")
    return client


def test_a_hundred_requests_pass_and_the_next_waits(limited: Served) -> None:
    client = limited.somebody()
    answers = [client.get("/projects/list") for _ in range(101)]
    assert [answer.status_code for answer in answers] == [200] * 100 + [429]
    assert [int(answer.headers["X-RateLimit-Remaining"]) for answer in answers] == [*range(99, -1, -1), 0]
    assert {answer.headers["X-RateLimit-Limit"] for answer in answers} == {"100"}
    warnings = [answer.headers.get("X-RateLimit-Warning") for answer in answers[:100]]
    assert warnings[:89] == [None] * 89
    assert warnings[89:] == [f"Approaching rate limit ({used}/100 requests used)" for used in range(90, 101)]
    refused = answers[-1]
    error = check_error(refused, 429)
    printed = document.kept("errors.json")["RATE_LIMIT_EXCEEDED"]["error"]
    assert error["message"] == printed["message"]
    check_shape(error["details"], printed["details"])
    assert (error["details"]["limit"], error["details"]["window_seconds"]) == (100, 60)
    assert 1 <= error["details"]["retry_after"] == int(refused.headers["Retry-After"]) <= 60
    assert time.time() < int(refused.headers["X-RateLimit-Reset"]) <= time.time() + 61


def test_every_user_has_a_window_of_their_own(limited: Served) -> None:
    one, other = limited.somebody(), limited.somebody()
    for _ in range(3):
        one.get("/projects/list")
    assert other.get("/projects/list").headers["X-RateLimit-Remaining"] == "99"


def test_all_sessions_of_a_user_share_one_window(limited: Served) -> None:
    one = limited.somebody()
    one.get("/projects/list")
    again = limited.session_of(one.user_id)
    assert again.get("/projects/list").headers["X-RateLimit-Remaining"] == "98"


def test_every_address_has_a_window_of_its_own_while_nobody_is_signed_in(limited: Served, stranger: Client) -> None:
    stranger.get("/health")
    assert stranger.get("/health").headers["X-RateLimit-Remaining"] == "98"
    other = limited.nobody()
    other.come_from(f"127.0.1.{next(ADDRESSES)}")
    assert other.get("/health").headers["X-RateLimit-Remaining"] == "99"


def test_an_address_that_guesses_passwords_or_tokens_is_stopped(stranger: Client) -> None:
    for _ in range(50):
        stranger.hold("x.y.z")
        assert stranger.get("/projects/list").status_code == 401
        assert stranger.patch("/projects/a/scenes/b", {}).status_code == 401
    check_error(stranger.post("/auth/login", {"username": "user@example.com", "password": "guess"}), 429)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("POST", "/health", 405),
        ("GET", "/projects/list", 401),
        ("POST", "/auth/login", 400),
        ("OPTIONS", "/health", 204),
    ],
)
def test_every_answer_tells_the_window_and_counts_in_it(stranger: Client, method: str, path: str, status: int) -> None:
    answer = stranger.send_to(method, path)
    assert answer.status_code == status
    assert answer.headers["X-RateLimit-Remaining"] == "99"
    assert answer.headers["X-Request-Id"].startswith("req_")
    assert int(answer.headers["X-RateLimit-Reset"]) > time.time() - 1


def test_a_refused_request_does_not_lengthen_the_wait(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("short"), rate_limit=3, rate_window=1) as server:
        client = server.nobody()
        assert any(client.get("/health").status_code == 429 for _ in range(100))
        # The window slides on although we never stop asking.
        assert any(client.get("/health").status_code == 200 for _ in range(100_000))


def test_the_pages_are_outside_the_window(limited: Served) -> None:
    """The limit is the API's: documents and their scripts are files."""
    assert "X-RateLimit-Limit" not in requests.get(f"{limited.url}/api/openapi.json", timeout=PATIENCE).headers
