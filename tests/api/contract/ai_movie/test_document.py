"""The contract as a whole: every route and code of the document, its examples as kept, and an API description that is true."""

import json
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from api.contracts.ai_movie import CONTRACT, DIALECT
from assistant.errors import all_kinds
from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.people import Person
from tests.api.contract.ai_movie.shapes import CODES, check_error
from tests.api.served import Served
from tests.patience import PATIENCE

needs_document = pytest.mark.skipif(not document.DOCUMENT.exists(), reason="the contract's document is not beside the repository")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PRINTED = document.kept()
CODES_PRINTED = {
    "VALIDATION_ERROR", "AUTH_REQUIRED", "ACCESS_DENIED", "NOT_FOUND", "RATE_LIMITED", "SUBSCRIPTION_LIMIT", "FILE_TOO_LARGE",
    "UNSUPPORTED_FORMAT", "AI_SERVICE_ERROR",
}  # fmt: skip
"""WEBSOCKET_ERROR is the sockets'."""


@pytest.fixture(scope="module")
def described(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = requests.get(f"{served.url}/api/openapi.json", timeout=PATIENCE).json()
    return found


def ours(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in described["paths"].items()
        for method, operation in item.items()
        if DIALECT.tag in operation["tags"]
    ]


@needs_document
def test_the_examples_kept_here_are_the_documents() -> None:
    text = document.DOCUMENT.read_text()
    assert document.read(text) == PRINTED
    assert (document.program("client.js.txt"), document.program("client.py.txt")) == (
        document.code_in(text, "javascript"),
        document.code_in(text, "python"),
    )


@needs_document
def test_every_route_of_the_contract_is_there() -> None:
    routes = set(json.loads(document.ROUTES.read_text())["ai-movie"])
    there = {f"{method} {path.replace(':str', '')}" for method, path in CONTRACT.paths()}
    assert routes - there == {"WEBSOCKET /api/v1/websocket"}


def test_every_printed_endpoint_is_there() -> None:
    printed = {name for name in PRINTED if " /" in name}
    assert printed == {f"{row.method} {row.path.replace(':str', '')}" for row in CONTRACT.rows}


def test_every_kind_of_problem_has_a_code_of_the_contract() -> None:
    assert set(all_kinds()) <= set(DIALECT.failures)
    assert all(failure.code in CODES[failure.status] for failure in DIALECT.failures.values())
    assert {failure.code for failure in DIALECT.failures.values()} >= CODES_PRINTED


def test_every_operation_tells_its_answers(described: dict[str, Any]) -> None:
    told = ours(described)
    assert len(told) == 15
    for method, path, operation in told:
        answers = operation["responses"]
        assert {"400", "429", "500"} <= set(answers), path
        assert ("401" in answers) == ("security" in operation) or "/auth/" in path, (method, path)
        for status, answer in answers.items():
            assert "X-RateLimit-Tier" in answer["headers"]
            if int(status) >= 400:
                assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/MovieErrorBody"}
            else:
                assert answer["content"]["application/json"]["examples"]["contract"]["value"]
        if path.endswith("/upload"):
            assert "multipart/form-data" in operation["requestBody"]["content"]


def test_a_wrong_method_and_an_unknown_path_are_told_in_the_same_form(robin: Person) -> None:
    error = check_error(robin.send_to("DELETE", "/media"), 405)
    assert error["code"] == "METHOD_NOT_ALLOWED"
    check_error(robin.send_to("PATCH", "/chat/sessions"), 405)


@pytest.mark.parametrize("path", ["/projects", "/chat/message", "/chat/choice", "/media/search"])
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"7", b"\xff\xfe", b'{"a": ' + b"[" * 50_000])
def test_a_body_that_is_no_json_object_is_refused(robin: Person, path: str, body: bytes) -> None:
    check_error(robin.send_to("POST", path, form=body, headers={"Content-Type": "application/json"}), 400)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode), ids=["right", "wrong"])
def test_nothing_is_answered_that_the_document_does_not_say(mode: GenerationMode, robin: Person, described: dict[str, Any]) -> None:
    """schemathesis makes requests out of the document, right and wrong ones, and holds every answer against it."""
    headers = {"Authorization": str(robin.headers["Authorization"])}
    schema, asked = schemathesis.openapi.from_dict(described), 0
    for method, path, _ in ours(described):

        @given(schema[path][method].as_strategy(generation_mode=mode))
        @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
        def check(case: schemathesis.Case[Any]) -> None:
            nonlocal asked
            if isinstance(case.body, dict) and case.path.endswith("/message"):
                case.body["message"] = "hello"  # what it means is not what is asked here
            case.validate_response(case.call(base_url=robin.served.url, headers=headers), checks=CHECKS)
            asked += 1

        try:
            check()
        except Unsatisfiable:  # there is nothing wrong to send where nothing is asked for
            assert mode is GenerationMode.NEGATIVE
    assert asked > 60
