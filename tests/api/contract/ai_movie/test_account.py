"""Signing in: one answer for the two contracts that have this path; one token for all of them."""

from typing import Any

import pytest
import requests

from assistant import SYSTEM
from assistant.operations.accounts import AddUser
from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.shapes import check_error, check_shape
from tests.api.served import Client, Served
from tests.patience import PATIENCE

PRINTED = document.kept()["POST /auth/login"]


def sign_in(served: Served, body: Any) -> requests.Response:
    return requests.post(f"{served.url}/api/auth/login", json=body, timeout=PATIENCE)


@pytest.fixture(scope="module")
def account(served: Served) -> dict[str, str]:
    """Somebody with an address and a name of their own."""
    known = {"email": "john@example.com", "password": "password123"}
    added = AddUser(name="John Doe", plan="pro", email=known["email"], password=known["password"])
    served.run(served.assistant.perform(added, by=SYSTEM))
    return known


def test_signing_in_is_as_printed_and_holds_the_other_contracts_shape(served: Served, account: dict[str, str]) -> None:
    answer = sign_in(served, account)
    assert answer.status_code == PRINTED["status"]
    body = answer.json()
    check_shape(body, PRINTED["response"], more=("$", "$.user"))
    assert {**body["user"], "id": ""} == {"id": "", "email": "john@example.com", "name": "John Doe", "role": "user", "plan": "pro"}
    assert body["data"] == {"accessToken": body["token"], "refreshToken": body["refreshToken"], "user": body["user"]}
    assert body["accessToken"] == body["token"]


def test_the_printed_request_is_understood(served: Served) -> None:
    check_error(sign_in(served, PRINTED["request"]), 401, "AUTH_REQUIRED")


def test_one_token_opens_every_contract(served: Served, account: dict[str, str]) -> None:
    client = Client(served)
    client.hold(sign_in(served, account).json()["token"])
    assert client.get("/projects").status_code == client.get("/projects/list").status_code == 200
    answer = client.post("/auth/refresh", {"refresh_token": sign_in(served, account).json()["refreshToken"]})
    assert answer.status_code == 200


@pytest.mark.parametrize(("body", "field"), [({}, "email"), ({"email": "a@example.com"}, "password"), ({"email": 1}, "email")])
def test_what_is_missing_is_named(served: Served, body: Any, field: str) -> None:
    assert field in [one["field"] for one in check_error(sign_in(served, body), 400)["details"]]


def test_a_wrong_password_and_an_unknown_address_are_told_alike(served: Served, account: dict[str, str]) -> None:
    wrong, unknown = sign_in(served, {**account, "password": "guess"}), sign_in(served, {**account, "email": "x@example.com"})
    assert check_error(wrong, 401) == check_error(unknown, 401)
