"""The published document, read for its examples: `../shared/contracts/ai-movie.md` beside the repository, where it is there.

Its JSON is not quite JSON: remarks, and "..." for what it leaves out. The remarks go; left out lists are empty, left out objects are
those printed elsewhere. The examples as read are kept in `api/contracts/ai_movie.json`, which the OpenAPI document shows, too.
"""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[4]
DOCUMENT = ROOT.parent / "shared" / "contracts" / "ai-movie.md"
ROUTES = ROOT.parent / "shared" / "contracts" / "routes.json"
PROGRAMS = Path(__file__).parent / "examples"
PAGING = {"page": 1, "limit": 20, "total": 5, "totalPages": 1, "hasNext": False, "hasPrev": False}


def read(text: str) -> dict[str, Any]:
    """By "METHOD /path" a `request` and a `response` (with its `status`), by the name of a frame the frame, and "error"."""
    found: dict[str, Any] = {}
    for section in re.split(r"^#{3,4} ", text, flags=re.MULTILINE)[1:]:
        title = section.splitlines()[0]
        if route := re.fullmatch(r"(GET|POST|PUT) (/\S+)", title):
            found[f"{route[1]} {_path(route[2])}"] = _endpoint(section)
        for block in _blocks(section):
            if isinstance(block, dict) and "type" in block:
                found[block["type"]] = block
            if title == "Standard Error Response":
                found["error"] = block
    found["PUT /v1/projects/{id}"]["response"] = found["GET /v1/projects/{id}"]["response"]
    return found


def kept() -> dict[str, Any]:
    """The same as kept in the repository."""
    examples: dict[str, Any] = json.loads(files("api.contracts").joinpath("ai_movie.json").read_text())
    return examples


def code_in(text: str, language: str) -> str:
    """The document's last program in a language."""
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)[-1]


def program(name: str) -> str:
    return (PROGRAMS / name).read_text()


def _path(path: str) -> str:
    return path.removeprefix("/api").replace("[id]", "{id}")


def _endpoint(section: str) -> dict[str, Any]:
    request = re.search(r"\*\*Request Body\*\*[^\n]*\n```json\n(.*?)```", section, re.DOTALL)
    response = re.search(r"\*\*Response\*\* \((\d+)\):\n```json\n(.*?)```", section, re.DOTALL)
    assert response
    asked = {"request": _json(request[1])} if request else {}
    return {**asked, "status": int(response[1]), "response": _json(response[2])}


def _blocks(section: str) -> list[Any]:
    return [_json(block) for block in re.findall(r"```json\n(.*?)```", section, re.DOTALL)]


def _json(text: str) -> Any:
    text = re.sub(r"\s//[^\n]*", "", text)
    text = text.replace("{...}", json.dumps(PAGING)).replace(", ...]", "]").replace("[...]", "[]")
    return json.loads(text)
