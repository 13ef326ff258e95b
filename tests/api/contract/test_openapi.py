"""The OpenAPI document knows what the handlers enforce, and its requests find real projects behind the paths."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from api.contracts import ai_movie, storycore_assistant
from tests.api.contract import raw
from tests.api.contract.shapes import check_error
from tests.api.contract.test_documents import CHECKS
from tests.api.served import Client, Served, serving_on
from tests.databases import DATABASES
from tests.patience import PATIENCE


@pytest.fixture(scope="module", params=DATABASES)
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Over each database, instead of the one server of the other tests."""
    with serving_on(request.param, tmp_path_factory.mktemp(request.param)) as server:
        yield server


@pytest.fixture(scope="module")
def document(served: Served) -> dict[str, Any]:
    return dict(requests.get(f"{served.url}/api/openapi.json", timeout=PATIENCE).json())


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(method, path, operation) for path, item in document["paths"].items() for method, operation in item.items()]


def validator(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    return jsonschema_rs.validator_for({**schema, "components": document["components"]})


def test_every_request_and_answer_has_an_example_that_fits_its_schema(document: dict[str, Any]) -> None:
    for _, path, operation in operations(document):
        contents = [operation["requestBody"]["content"]] if "requestBody" in operation else []
        contents = [content for content in contents if "multipart/form-data" not in content]
        contents += [answer["content"] for status, answer in operation["responses"].items() if status in ("200", "201")]
        for content in contents:
            media = content["application/json"]
            value = media["examples"]["contract"]["value"]
            assert validator(document, media["schema"]).is_valid(value), path


def test_every_operation_tells_its_failures_in_the_error_form_and_the_windows_headers(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        answers = operation["responses"]
        error = "MovieErrorBody" if "AI Movie Platform" in operation["tags"] else "ErrorBody"
        assert {"400", "429", "500"} <= set(answers), path
        assert ("401" in answers) == ("security" in operation) or "/auth/" in path, path
        assert ("413" in answers) == ("requestBody" in operation), (method, path)
        for status, answer in answers.items():
            assert {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"} <= set(answer["headers"])
            if int(status) >= 400:
                assert answer["content"]["application/json"]["schema"] == {"$ref": f"#/components/schemas/{error}"}


def test_a_confirmation_is_told_as_required(document: dict[str, Any]) -> None:
    for path in ("/api/v1/projects/{project_name}", "/api/v1/projects/{project_name}/scenes/{scene_id}"):
        [confirmed] = [each for each in document["paths"][path]["delete"]["parameters"] if each["in"] == "query"]
        assert (confirmed["name"], confirmed["required"]) == ("confirmed", True)


def test_the_documents_limits_are_the_handlers(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["Preferences"]["properties"]["sceneCount"]["anyOf"][0] == {"type": "integer", "minimum": 3, "maximum": 12}
    assert schemas["ScenePatch"]["properties"]["duration"] == {"type": "number", "exclusiveMinimum": 0, "maximum": 86400}
    bodies = [schema for name, schema in schemas.items() if name.endswith(("Body", "Patch")) and not name.endswith("ErrorBody")]
    assert bodies and not any(schema["additionalProperties"] for schema in bodies)


def test_no_id_of_an_operation_is_given_twice(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for *_, operation in operations(document)]
    assert len(set(ids)) == len(ids) == len(storycore_assistant.ROWS) + len(ai_movie.ROWS)


CHANGES = [
    ("PATCH", "/api/v1/projects/{project_name}/scenes/{scene_id}"),
    ("PATCH", "/api/v1/projects/{project_name}/characters/{character_id}"),
    ("POST", "/api/v1/projects/{project_name}/scenes"),
    ("DELETE", "/api/v1/projects/{project_name}/scenes/{scene_id}"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_whatever_is_sent_to_a_real_project_is_answered_as_documented(
    served: Served, robin: Client, film: str, document: dict[str, Any], method: str, path: str
) -> None:
    operation = schemathesis.openapi.from_dict(document)[path][method]
    headers = {"Authorization": str(robin.headers["Authorization"])}
    scenes = st.sampled_from(["scene_1", "scene_2", "scene_9"])
    places = {"project_name": st.just(film), "scene_id": scenes, "character_id": st.just("char_1"), "confirmed": st.booleans()}
    met = set()

    @given(operation.as_strategy(generation_mode=GenerationMode.POSITIVE), st.fixed_dictionaries(places))
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
    def check(case: schemathesis.Case[Any], at: dict[str, Any]) -> None:
        case.path_parameters = {name: at[name] for name in case.path_parameters}
        if "confirmed" in (case.query or {}):
            case.query = {**case.query, "confirmed": str(at["confirmed"]).lower()}
        answer = case.call(base_url=served.url, headers=headers)
        case.validate_response(answer, checks=CHECKS)
        met.add(answer.status_code)

    check()
    assert met & {200, 201}
    assert robin.post("/projects/open", {"project_name": film}).status_code == 200
    assert robin.post("/projects/close", {"save": True}).json()["saved"] is True


bodies = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "duration", "characters", "id", "name"]), inner),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def keeper(served: Served) -> Client:
    return served.somebody()


@pytest.fixture(scope="module")
def kept(keeper: Client) -> str:
    """A film for all examples together."""
    return keeper.film(sceneCount=3)


@settings(max_examples=60)
@given(body=bodies, route=st.sampled_from(CHANGES[:3]))
def test_any_json_at_all_is_answered_in_the_contracts_form(keeper: Client, kept: str, body: Any, route: tuple[str, str]) -> None:
    method, path = route
    target = path.removeprefix("/api/v1").format(project_name=kept, scene_id="scene_1", character_id="char_1")
    answer = raw.send(keeper, method, target, raw.encoded(body), Content_Type="application/json")
    if answer.status_code not in (200, 201):
        check_error(answer, 400)
