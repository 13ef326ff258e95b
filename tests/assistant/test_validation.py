"""What is wrong with a field is said in words that name it."""

from typing import Any

import pytest

from assistant.errors import Invalid
from assistant.operations.generation import GenerateProject
from assistant.operations.scenes import AddScene, UpdateScene
from assistant.operations.shots import AddShot
from assistant.validation import made


@pytest.mark.parametrize(
    ("kind", "fields", "field", "words"),
    [
        (UpdateScene, {}, "scene", "scene is missing"),
        (UpdateScene, {"scene": 1, "colour": "red"}, "colour", "colour is not a field here"),
        (UpdateScene, {"scene": 1, "duration": 0}, "duration", "duration must be more than 0"),
        (UpdateScene, {"scene": 1, "duration": "soon"}, "duration", "does not have the right form"),
        (UpdateScene, {"scene": []}, "scene", "scene must have 1 or more entries"),
        (AddScene, {"title": ""}, "title", "title must not be empty"),
        (AddScene, {"title": "x" * 201}, "title", "200 characters at most"),
        (AddScene, {"characters": "Pim"}, "characters", "characters must be a list, not text"),
        (AddScene, {"title": "a\x00b"}, "title", "cannot be stored"),
        (AddScene, {"title": "a", "key_actions": ["\x00"]}, "key_actions", "cannot be stored"),
        (AddShot, {"scene": 1, "type": "huge"}, "type", "type cannot be 'huge'"),
        (GenerateProject, {"prompt": "x", "scene_count": 2}, "scene_count", "scene_count must be 3 or more"),
    ],
)
def test_a_wrong_field_is_named(kind: type[Any], fields: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        made(fields, kind)
    assert words in refused.value.message
    assert refused.value.data["field"] == field
