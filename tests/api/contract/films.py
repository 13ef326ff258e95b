"""What these tests ask of a film, and of its folder."""

import json
from typing import Any

from tests.api.served import Client

PROMPT = "A lighthouse keeper finds a stranger's diary in the storm"


def on_disk(client: Client, name: str, file: str = "project.json") -> Any:
    return json.loads((client.served.projects / f"@{client.user_id}" / name / file).read_text())


def saved(client: Client, name: str) -> Any:
    """The film as it is on disk after it was closed with save."""
    client.post("/projects/open", {"project_name": name})
    assert client.post("/projects/close", {"save": True}).json()["saved"] is True
    return on_disk(client, name)


def scene(**fields: Any) -> dict[str, Any]:
    return {"title": "New", "description": "Something new", "location": "Pier", "time_of_day": "dawn", "duration": 10.0, **fields}
