"""Asked how something is done, the assistant answers from the catalogue: help line, example, and where there is more."""

from pathlib import Path

import pytest

from tests.api.serving import served, talking


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("how do I rename a character?", "Give a character another name, for example “rename"),
        ("what can you do with shots?", "- Check whether the shots cut together, for example “check the shots”."),
        ("how do I get my film as a PDF?", "I understand that, but cannot do it yet."),
        ("comment je renomme un personnage ?", "Donner un autre nom à un personnage, par exemple"),
        ("¿cómo cambio el nombre de un personaje?", "Da otro nombre a un personaje, por ejemplo «renombra"),
    ],
)
async def test_how_something_is_done_is_answered(asked: str, told: str, tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        await client.do("project.create", title="Tin Moon")
        answer = await client.say(asked)
        assert told in answer["content"]
        assert answer["status"] == "completed"
