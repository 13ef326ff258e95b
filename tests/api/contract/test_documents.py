"""The API documents: true to the handlers, and whole without a network."""

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.contracts.storycore_assistant import ROWS
from tests.api.served import Served
from tests.browser import browser
from tests.patience import PATIENCE

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPEN = ("/auth/login", "/auth/refresh", "/health")


@pytest.fixture(scope="module")
def document(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = requests.get(f"{served.url}/api/openapi.json", timeout=PATIENCE).json()
    return found


def test_every_endpoint_of_the_contract_is_described(document: dict[str, Any]) -> None:
    described = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}
    assert {f"{row.method} /api/v1{row.path.replace(':str', '')}" for row in ROWS} <= described


def test_who_must_be_signed_in_is_said(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    for path, item in document["paths"].items():
        for operation in item.values():
            assert bool(operation.get("security")) != path.endswith(OPEN), path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("docs", "document.querySelectorAll('.opblock').length >= 15"),
        (
            "redoc",
            "document.querySelectorAll('[data-section-id^=\"tag\"]').length >= 1 && document.body.innerText.includes('/generate/project')",
        ),
    ],
)
async def test_a_page_shows_the_operations_and_asks_nobody_else(page: str, shown: str, served: Served) -> None:
    async with browser() as tab:
        await tab.goto(f"{served.url}/api/{page}")
        await tab.until(shown)
        assert [url for url in tab.requested if not url.startswith((served.url, "data:", "blob:"))] == []


def operations(document: dict[str, Any]) -> list[Any]:
    schema = schemathesis.openapi.from_dict(document)
    return [schema[path][method] for path, item in document["paths"].items() for method in item]


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(GenerationMode), ids=["right", "wrong"])
def test_nothing_is_answered_that_the_document_does_not_say(mode: GenerationMode, served: Served, document: dict[str, Any]) -> None:
    """schemathesis makes requests out of the document, right and wrong ones, and holds every answer against it."""
    somebody = served.user()
    headers = {"Authorization": str(somebody.headers["Authorization"])}
    asked = 0
    for operation in operations(document):

        @given(operation.as_strategy(generation_mode=mode))
        @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
        def check(case: schemathesis.Case[Any]) -> None:
            nonlocal asked
            response = case.call(base_url=served.url, headers=headers)
            case.validate_response(response, checks=CHECKS)
            asked += 1

        try:
            check()
        except Unsatisfiable:  # there is nothing wrong to send where nothing is asked for
            assert mode is GenerationMode.NEGATIVE
    assert asked > 60
