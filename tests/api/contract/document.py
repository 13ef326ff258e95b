"""The published document, read for its examples: `../shared/contracts/storycore-assistant.md` beside the repository, where it is there."""

import json
import re
from pathlib import Path
from typing import Any

from msgspec import Struct

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT.parent / "shared" / "contracts" / "storycore-assistant.md"
EXAMPLES = Path(__file__).parent / "examples"


class Endpoint(Struct, frozen=True, kw_only=True):
    """One endpoint as the document prints it; `request` and `response` are its JSON examples."""

    method: str
    path: str
    status: int
    request: Any = None
    response: Any = None


def endpoints_in(text: str) -> list[Endpoint]:
    """Every "#### METHOD /path" section with its examples."""
    sections = re.split(r"^#### (?=(?:GET|POST|PUT|PATCH|DELETE) /)", text, flags=re.MULTILINE)[1:]
    return [_endpoint(re.split(r"^#{2,3} |^---$", section, flags=re.MULTILINE)[0]) for section in sections]


def _endpoint(section: str) -> Endpoint:
    method, path = section.splitlines()[0].split()
    request = re.search(r"\*\*Request Body\*\*:\n```json\n(.*?)```", section, re.DOTALL)
    response = re.search(r"\*\*Response\*\* \((\d+)[^)]*\):\n```json\n(.*?)```", section, re.DOTALL)
    assert response
    return Endpoint(
        method=method,
        path=path,
        status=int(response[1]),
        request=json.loads(request[1]) if request else None,
        response=json.loads(response[2]),
    )


def errors_in(text: str) -> dict[str, Any]:
    """The two error bodies the document prints: the general form, and the one of the rate limit."""
    found = [json.loads(block) for block in re.findall(r"```json\n(\{\n  \"error\".*?)```", text, re.DOTALL)]
    return {body["error"]["code"]: body for body in found}


def code_in(text: str, language: str) -> list[str]:
    """The document's programs in one language, in their order."""
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def kept(name: str) -> Any:
    """What is kept in the repository of the document: the same examples, for where the document is not."""
    return json.loads((EXAMPLES / name).read_text())


def kept_endpoints() -> list[Endpoint]:
    return [Endpoint(**each) for each in kept("endpoints.json")]


def program(name: str) -> str:
    return (EXAMPLES / name).read_text()
