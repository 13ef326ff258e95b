"""Requests an hour by tier, told on every answer of this contract; the other contract's window is its own."""

import time
from collections.abc import Iterator

import pytest

from tests.api.contract.ai_movie.people import Person, person
from tests.api.contract.ai_movie.shapes import check_error
from tests.api.served import Served, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("limited"), rate_limit=1000) as server:
        yield server


@pytest.mark.parametrize(("plan", "limit"), [("free", 100), ("pro", 1000), ("enterprise", 10_000)])
def test_a_tier_has_its_own_window_of_an_hour(served: Served, plan: str, limit: int) -> None:
    answer = person(served, plan).get("/projects")
    told = {name: answer.headers[f"X-RateLimit-{name}"] for name in ("Limit", "Remaining", "Tier")}
    assert told == {"Limit": str(limit), "Remaining": str(limit - 1), "Tier": plan}
    assert time.time() + 3590 < int(answer.headers["X-RateLimit-Reset"]) <= time.time() + 3601


def test_the_request_after_the_last_is_refused_and_told_when_to_come_back(served: Served) -> None:
    client = person(served, "free")
    answers = [client.get("/projects") for _ in range(101)]
    assert [answer.status_code for answer in answers] == [200] * 100 + [429]
    error = check_error(answers[-1], 429, "RATE_LIMITED")
    assert 3500 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert answers[-1].headers["X-RateLimit-Tier"] == "free"
    assert error["details"] == []


def test_the_other_contract_counts_for_itself(served: Served) -> None:
    client = person(served, "free")
    client.get("/projects")
    answer = client.get("/projects/list")
    assert "X-RateLimit-Tier" not in answer.headers
    assert (answer.headers["X-RateLimit-Limit"], answer.headers["X-RateLimit-Remaining"]) == ("1000", "999")


def test_a_studio_counts_in_the_servers_own_window(served: Served) -> None:
    answer = person(served).get("/projects")
    assert (answer.headers["X-RateLimit-Limit"], answer.headers["X-RateLimit-Tier"]) == ("1000", "studio")


def test_whoever_is_not_signed_in_is_told_the_free_tier(served: Served) -> None:
    answer = Person(served, "", "").get("/projects")
    check_error(answer, 401)
    assert answer.headers["X-RateLimit-Tier"] == "free"
