"""Talking about how old people are: what is said is kept, told again, and can be taken back."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, served, talking


@pytest.fixture
async def client(tmp_path: Path) -> Any:
    async with served(tmp_path) as server, talking(server) as somebody:
        await somebody.do("project.create", title="Quarry Lights")
        yield somebody


async def ages(client: Client) -> dict[str, int | None]:
    return {person["name"]: person["age"] for person in (await client.do("character.list"))["result"]["characters"]}


CONVERSATIONS = [
    (
        "add a character named Pim, 12, a fisher boy",
        "Pim, 12, fisher boy",
        "Pim is thirteen",
        "Pim is 13 now",
        "who is Pim?",
        "Pim, 13",
        "undo",
    ),
    (
        "ajoute un personnage nommé Pim, 12 ans, pêcheur",
        "Pim, 12 ans, pêcheur, rejoint",
        "Pim a treize ans",
        "Pim a maintenant 13 ans",
        "qui est Pim ?",
        "Pim, 13 ans",
        "annule",
    ),
    (
        "añade un personaje llamado Pim, 12 años, pescador",
        "Pim, 12 años, pescador",
        "Pim tiene trece años",
        "Pim tiene ahora 13 años",
        "¿quién es Pim?",
        "Pim, 13 años",
        "deshaz",
    ),
]


@pytest.mark.parametrize(("add", "added", "change", "changed", "show", "shown", "undo"), CONVERSATIONS, ids=["en", "fr", "es"])
async def test_an_age_is_said_changed_told_and_taken_back(
    client: Client, add: str, added: str, change: str, changed: str, show: str, shown: str, undo: str
) -> None:
    assert added in (await client.say(add))["content"]
    assert changed in (await client.say(change))["content"]
    assert shown in (await client.say(show))["content"]
    assert await ages(client) == {"Pim": 13}
    await client.say(undo)
    assert await ages(client) == {"Pim": 12}


async def test_how_old_is_asked_and_answered(client: Client) -> None:
    await client.do("character.add", name="Pim")
    assert "How old" in (await client.say("change Pim's age"))["content"]
    assert "Pim is 40 now" in (await client.say("forty"))["content"]
    assert await ages(client) == {"Pim": 40}
    assert "age cleared" in (await client.say("clear Pim's age"))["content"]
    assert await ages(client) == {"Pim": None}


async def test_an_age_nobody_reaches_is_told_and_changes_nothing(client: Client) -> None:
    await client.do("character.add", name="Pim", age=12)
    assert "150" in (await client.say("Pim is four hundred years old"))["content"]
    assert await ages(client) == {"Pim": 12}
