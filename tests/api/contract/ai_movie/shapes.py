"""Whether an answer has the shape of a printed example, and whether an error has the contract's form."""

import re
from typing import Any

import requests

FORMS = (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", r"#[0-9a-f]{6}", r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
"""Times, colours, tokens: a string that has one of these forms in the example has it in the answer."""
CODES = {
    400: {"VALIDATION_ERROR", "UNSUPPORTED_FORMAT"},
    401: {"AUTH_REQUIRED"},
    402: {"SUBSCRIPTION_LIMIT"},
    403: {"ACCESS_DENIED"},
    404: {"NOT_FOUND"},
    405: {"METHOD_NOT_ALLOWED"},
    409: {"CONFLICT"},
    413: {"FILE_TOO_LARGE"},
    415: {"UNSUPPORTED_FORMAT"},
    429: {"RATE_LIMITED"},
    500: {"INTERNAL_SERVER_ERROR"},
    503: {"AI_SERVICE_ERROR"},
    507: {"STORAGE_LIMIT_EXCEEDED"},
}


def check_shape(answer: Any, example: Any, *, more: tuple[str, ...] = (), at: str = "$") -> None:
    """Key for key in the printed order, and type for type; lists like their first entry. `more` are paths of objects that have further
    keys behind the printed ones; null stands where the film does not say."""
    if answer is None or example is None:
        return
    same = (int, float) if isinstance(example, int | float) and not isinstance(example, bool) else type(example)
    assert isinstance(answer, same), f"{at}: {answer!r} is not like {example!r}"
    if isinstance(example, dict):
        keys = list(answer) if at not in more else [key for key in answer if key in example]
        assert keys == list(example), f"{at}: {list(answer)} instead of {list(example)}"
        for key, part in example.items():
            check_shape(answer[key], part, more=more, at=f"{at}.{key}")
    elif isinstance(example, list) and example:
        for part in answer:
            check_shape(part, example[0], more=more, at=f"{at}[]")
    elif isinstance(example, str):
        shown = example.replace("...", ".e30.c2ln")  # a printed token is cut short
        form = next((form for form in FORMS if re.fullmatch(form, shown)), None)
        assert form is None or re.fullmatch(form, answer), f"{at}: {answer!r} has not the form of {example!r}"


def check_error(answer: requests.Response, status: int, code: str | None = None) -> dict[str, Any]:
    """The error body of the contract, complete, with the rate limit's headers; its `error`."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert all(f"X-RateLimit-{name}" in answer.headers for name in ("Limit", "Remaining", "Reset", "Tier"))
    body = answer.json()
    assert list(body) == ["success", "error", "requestId", "timestamp"]
    assert body["success"] is False
    assert body["requestId"] == answer.headers["X-Request-ID"]
    assert re.fullmatch(FORMS[0], body["timestamp"])
    error: dict[str, Any] = body["error"]
    assert list(error) == ["code", "message", "details"]
    assert error["code"] in ({code} if code else CODES[status])
    assert error["message"]
    assert all(list(each) == ["field", "message"] and each["message"] for each in error["details"])
    return error
