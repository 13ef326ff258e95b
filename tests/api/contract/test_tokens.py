"""Signing in and staying in: an hour, seven days, and refresh tokens that rotate."""

from typing import Any

import jwt
import pytest

from assistant import SYSTEM
from assistant.operations.accounts import Logout
from tests.api.contract.shapes import check_error
from tests.api.served import PASSWORD, USER, Client, Served

Tokens = dict[str, Any]


@pytest.fixture
def tokens(served: Served) -> Tokens:
    return dict(served.nobody().post("/auth/login", {"username": USER, "password": PASSWORD}).json())


def refreshed(served: Served, token: str) -> Tokens:
    answer = served.nobody().post("/auth/refresh", {"refresh_token": token})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def holding(served: Served, token: str) -> Client:
    client = served.nobody()
    client.hold(token)
    return client


def test_an_access_token_lives_an_hour_and_a_refresh_token_seven_days(tokens: Tokens) -> None:
    lives = {}
    for kind in ("access", "refresh"):
        claims = jwt.decode(tokens[f"{kind}_token"], options={"verify_signature": False})
        lives[kind] = round(claims["exp"] - claims["iat"])
    assert lives == {"access": 3600, "refresh": 7 * 24 * 3600}


def test_a_refreshed_token_opens_what_the_first_did(served: Served, tokens: Tokens) -> None:
    assert holding(served, refreshed(served, tokens["refresh_token"])["access_token"]).get("/projects/list").status_code == 200


def test_a_refresh_token_stays_good_until_its_successor_is_first_used(served: Served, tokens: Tokens) -> None:
    """The document's client keeps its first refresh token: its reply shows no other."""
    first = tokens["refresh_token"]
    for _ in range(3):
        second = refreshed(served, first)["refresh_token"]
    refreshed(served, second)
    check_error(served.nobody().post("/auth/refresh", {"refresh_token": first}), 401)


def test_a_dead_refresh_token_used_again_ends_the_session(served: Served, tokens: Tokens) -> None:
    second = refreshed(served, tokens["refresh_token"])
    third = refreshed(served, second["refresh_token"])
    check_error(served.nobody().post("/auth/refresh", {"refresh_token": tokens["refresh_token"]}), 401)
    for token in (tokens, second, third):
        check_error(holding(served, token["access_token"]).get("/projects/list"), 401)
    check_error(served.nobody().post("/auth/refresh", {"refresh_token": third["refresh_token"]}), 401)


def test_ending_one_session_leaves_the_others(served: Served, tokens: Tokens) -> None:
    actor = served.assistant.identity.actor(tokens["access_token"])
    served.run(served.assistant.perform(Logout(), by=actor))
    check_error(holding(served, tokens["access_token"]).get("/projects/list"), 401)
    check_error(served.nobody().post("/auth/refresh", {"refresh_token": tokens["refresh_token"]}), 401)
    assert served.user().get("/projects/list").status_code == 200


@pytest.mark.parametrize(("username", "password"), [(USER, "wrong_password"), ("nobody@example.com", PASSWORD), ("owner", PASSWORD)])
def test_wrong_credentials_are_refused_in_the_same_words(served: Served, username: str, password: str) -> None:
    error = check_error(served.nobody().post("/auth/login", {"username": username, "password": password}), 401)
    assert error["message"] == "That user name and password do not match."


def test_the_original_programs_demo_users_do_not_exist(served: Served) -> None:
    for name in ("test", "admin"):
        check_error(served.nobody().post("/auth/login", {"username": f"{name}_user", "password": f"{name}_password"}), 401)


def test_each_kind_of_token_opens_only_its_own_door(served: Served, tokens: Tokens) -> None:
    check_error(holding(served, tokens["refresh_token"]).get("/projects/list"), 401)
    check_error(served.nobody().post("/auth/refresh", {"refresh_token": tokens["access_token"]}), 401)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x.y.z", "Basic dXNlcjpwYXNz", "Bearer {unsigned}", "Bearer {foreign}", "{token}"]
)
def test_anything_but_a_good_bearer_token_is_refused(served: Served, tokens: Tokens, header: str) -> None:
    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    unsigned, foreign = jwt.encode(claims, None, algorithm="none"), jwt.encode(claims, b"k" * 48, algorithm="HS256")
    client = served.nobody()
    client.headers["Authorization"] = header.format(unsigned=unsigned, foreign=foreign, token=tokens["access_token"])
    answer = client.get("/projects/list")
    check_error(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_signing_key_is_drawn_for_this_home_alone(served: Served) -> None:
    file = served.home / "signing.key"
    assert len(file.read_bytes()) == 48
    assert file.stat().st_mode & 0o777 == 0o600
    assert served.home.stat().st_mode & 0o777 == 0o700
    assert SYSTEM.user_id == ""
