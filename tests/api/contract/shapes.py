"""Whether an answer has the shape of a printed example, and whether an error has the contract's form."""

import re
from typing import Any

import requests

FORMS = (
    r"eyJ[\w-]+\.[\w-]+\.[\w-]+",
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    r"scene_\d+_shot_\d+",
    r"(scene|char|seq)_\d+",
    r"(preview|user)_\w+",
    r"/.*/[^/]+",
    r"[a-z0-9]+(-[a-z0-9]+)+",
)
"""Tokens, times, ids, paths and slugs: a string that has one of these forms in the example has it in the answer."""
CODES = {
    400: {"VALIDATION_ERROR", "PROJECT_ERROR"},
    401: {"AUTHENTICATION_ERROR"},
    403: {"AUTHORIZATION_ERROR"},
    404: {"RESOURCE_NOT_FOUND"},
    405: {"METHOD_NOT_ALLOWED"},
    413: {"VALIDATION_ERROR"},
    429: {"RATE_LIMIT_EXCEEDED"},
    500: {"INTERNAL_SERVER_ERROR"},
    507: {"STORAGE_LIMIT_EXCEEDED"},
}
COUNTERS = ("operation_counts", "endpoint_counts")
"""Objects whose keys are what happened to be used."""


def check_shape(answer: Any, example: Any, at: str = "$") -> None:
    """Key for key in the printed order, and type for type; lists like their first entry."""
    assert type(answer) is type(example), f"{at}: {answer!r} is not like {example!r}"
    if isinstance(example, dict) and at.rpartition(".")[2] not in COUNTERS:
        assert list(answer) == list(example), at
        for key, part in example.items():
            check_shape(answer[key], part, f"{at}.{key}")
    elif isinstance(example, dict):
        assert all(isinstance(count, int) for count in answer.values())
    elif isinstance(example, list) and example:
        for place, part in enumerate(answer):
            check_shape(part, example[0], f"{at}[{place}]")
    elif isinstance(example, str):
        _check_form(answer, example, at)


def _check_form(answer: str, example: str, at: str) -> None:
    example = example.replace("...", ".e30.c2ln")  # a printed token is cut short
    form = next((form for form in FORMS if re.fullmatch(form, example)), None)
    # Contracts' `characters` and examples of names are only strings.
    if form and at.rpartition(".")[2].partition("[")[0] != "characters":
        assert re.fullmatch(form, answer), f"{at}: {answer!r} has not the form of {example!r}"


def check_error(answer: requests.Response, status: int, code: str | None = None) -> dict[str, Any]:
    """The error object of the contract, complete, with the rate limit's headers; its inside."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert all(f"X-RateLimit-{name}" in answer.headers for name in ("Limit", "Remaining", "Reset"))
    body = answer.json()
    assert list(body) == ["error"]
    error: dict[str, Any] = body["error"]
    assert list(error) == ["code", "message", "details", "suggested_action"]
    assert error["code"] in ({code} if code else CODES[status])
    assert error["message"] and error["suggested_action"] and isinstance(error["details"], dict)
    return error
