"""Projects: listed, made, shown, changed; bounded by the plan, told apart by their titles, shared by invitation."""

from typing import Any

import pytest

from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.conftest import Make
from tests.api.contract.ai_movie.people import Person
from tests.api.contract.ai_movie.shapes import check_error, check_shape

PRINTED = document.kept()
BODY = PRINTED["POST /v1/projects"]["request"]


def test_a_project_is_made_as_printed(robin: Person) -> None:
    answer = robin.post("/projects", BODY)
    assert answer.status_code == 201, answer.text
    printed = PRINTED["POST /v1/projects"]["response"]
    check_shape(answer.json(), printed)
    made = answer.json()["project"]
    same = ("title", "description", "genre", "episodeCount", "targetAudience", "status", "projectSettings")
    assert {name: made[name] for name in same} == {name: printed["project"][name] for name in same}
    assert made["createdBy"] == robin.user_id


def test_projects_are_listed_as_printed(robin: Person, movie: dict[str, Any]) -> None:
    answer = robin.get("/projects")
    check_shape(answer.json(), PRINTED["GET /v1/projects"]["response"])
    assert [one["id"] for one in answer.json()["projects"]] == [movie["id"]]
    assert answer.json()["pagination"] == {"page": 1, "limit": 20, "total": 1, "totalPages": 1, "hasNext": False, "hasPrev": False}


def test_a_project_is_shown_as_printed(robin: Person, movie: dict[str, Any]) -> None:
    answer = robin.get(f"/projects/{movie['id']}")
    check_shape(answer.json(), PRINTED["GET /v1/projects/{id}"]["response"], more=("$.project",))
    assert answer.json()["project"]["progress"]["completedSteps"] == ["concept-development"]


def test_a_project_is_changed_in_part_as_printed(robin: Person, movie: dict[str, Any]) -> None:
    changes = PRINTED["PUT /v1/projects/{id}"]["request"]
    answer = robin.put(f"/projects/{movie['id']}", changes)
    check_shape(answer.json(), PRINTED["PUT /v1/projects/{id}"]["response"], more=("$.project",))
    project = answer.json()["project"]
    assert {name: project[name] for name in changes} == changes
    assert project["genre"] == "drama"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?sort=title&order=asc", ["Alpha", "Beta", "Gamma"]),
        ("?sort=title", ["Gamma", "Beta", "Alpha"]),
        ("?sort=progress&order=desc", ["Beta", "Gamma", "Alpha"]),
        ("?genre=HORROR", ["Beta"]),
        ("?search=beta", ["Beta"]),
        ("?search=lighthouse", ["Gamma"]),
        ("?status=on-hold", ["Alpha"]),
        ("?sort=title&order=asc&page=2&limit=2", ["Gamma"]),
    ],
)
def test_a_list_is_filtered_ordered_and_cut_into_pages(robin: Person, query: str, titles: list[str]) -> None:
    alpha = robin.project("Alpha")
    robin.project("Beta", genre="horror", targetAudience="R")
    robin.project("Gamma", description="A lighthouse goes dark")
    robin.put(f"/projects/{alpha['id']}", {"status": "on-hold"})
    found = [one["title"] for one in robin.get(f"/projects{query}").json()["projects"]]
    if "progress" in query:
        found, titles = found[:1], titles[:1]
    assert found == titles


def test_pages_know_what_lies_before_and_behind_them(robin: Person) -> None:
    for title in ("Alpha", "Beta", "Gamma"):
        robin.project(title)
    middle = robin.get("/projects?limit=1&page=2").json()["pagination"]
    assert middle == {"page": 2, "limit": 1, "total": 3, "totalPages": 3, "hasNext": True, "hasPrev": True}


def test_a_number_of_episodes_out_of_range_is_refused_as_printed(robin: Person) -> None:
    for count in (0, 51):
        error = check_error(robin.post("/projects", {**BODY, "episodeCount": count}), 400)
        assert error == PRINTED["error"]["error"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": ""}, "title"),
        ({"title": "x", "genres": "y"}, "genres"),
        ({"title": "x", "projectSettings": {"aspectRatio": "wide"}}, "projectSettings.aspectRatio"),
        ({"title": 7}, "title"),
    ],
)
def test_a_wrong_field_is_named(robin: Person, body: dict[str, Any], field: str) -> None:
    assert [one["field"] for one in check_error(robin.post("/projects", body), 400)["details"]] == [field]


@pytest.mark.parametrize("query", ["status=gone", "sort=size", "order=up", "page=0", "limit=101", "limit=many"])
def test_a_wrong_filter_is_named(robin: Person, query: str) -> None:
    error = check_error(robin.get(f"/projects?{query}"), 400)
    assert [one["field"] for one in error["details"]] == [query.partition("=")[0]]


def test_a_title_is_taken_once_here_and_as_often_as_one_likes_in_talk(robin: Person, movie: dict[str, Any]) -> None:
    error = check_error(robin.post("/projects", {"title": "HARBOUR lights "}), 409, "CONFLICT")
    assert error["details"][0]["field"] == "title"
    other = robin.project("Elsewhere")
    check_error(robin.put(f"/projects/{other['id']}", {"title": "Harbour Lights"}), 409)
    assert robin.put(f"/projects/{movie['id']}", {"title": "Harbour Lights"}).status_code == 200


def test_others_may_have_the_same_title(robin: Person, noor: Person) -> None:
    robin.project("Harbour Lights")
    noor.project("Harbour Lights")


@pytest.mark.parametrize(("plan", "most"), [("free", 3), ("pro", 10)])
def test_a_plan_bounds_how_many_projects_there_are(somebody: Make, plan: str, most: int) -> None:
    client = somebody(plan)
    for number in range(most):
        client.project(f"Film {number}")
    error = check_error(client.post("/projects", {"title": "One more"}), 402, "SUBSCRIPTION_LIMIT")
    assert f"({plan} tier allows {most} projects)" in error["message"]


def test_a_film_told_in_talk_is_bounded_too(somebody: Make) -> None:
    client = somebody("free")
    for number in range(3):
        client.project(f"Film {number}")
    preview = client.generated("A clockmaker hears a voice in the tower", sceneCount=3)
    answer = client.post("/generate/finalize", {"preview_id": preview["preview_id"]})
    assert answer.status_code == 403
    assert "free tier allows 3 projects" in answer.json()["error"]["message"]


def test_nobody_sees_anothers_project(noor: Person, movie: dict[str, Any]) -> None:
    path = f"/projects/{movie['id']}"
    check_error(noor.get(path), 404)
    check_error(noor.put(path, {"title": "Mine"}), 404)
    check_error(noor.post(f"{path}/collaborators", {"email": "a@example.com", "role": "viewer"}), 404)
    assert noor.get("/projects").json()["projects"] == []


def test_projects_called_like_fixed_paths_are_found(robin: Person) -> None:
    for title in ("List", "Open", "Close"):
        project = robin.project(title)
        assert robin.put(f"/projects/{title.lower()}", {"genre": "horror"}).json()["project"]["id"] == project["id"]


def test_nobody_comes_in_without_a_token(robin: Person, movie: dict[str, Any]) -> None:
    stranger = robin.served.nobody()
    for path in ("/projects", f"/projects/{movie['id']}"):
        error = check_error(stranger.get(path), 401, "AUTH_REQUIRED")
        assert error["details"] == []
