"""Talking about another project than the open one, and about shots by how they are taken."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, served, talking


@pytest.fixture
async def client(tmp_path: Path) -> Any:
    async with served(tmp_path) as server, talking(server) as somebody:
        for title, seconds in (("Blue Heron", 20), ("Cinder", 10)):
            await somebody.do("project.create", title=title)
            await somebody.do("scene.add", title="Harvest", duration=seconds)
        yield somebody


async def told(client: Client, text: str) -> str:
    content: str = (await client.say(text))["content"]
    return content


async def open_now(client: Client) -> str:
    title: str = (await client.do("project.show"))["result"]["project"]["title"]
    return title


@pytest.mark.parametrize(
    ("lock", "said"),
    [("lock Blue Heron", "Opened and saved “Blue Heron”"), ("verrouille Blue Heron", "ouvert et enregistré"),
     ("bloquea Blue Heron", "Abierto y guardado «Blue Heron»")],
)  # fmt: skip
async def test_another_project_is_opened_and_locked(client: Client, lock: str, said: str) -> None:
    assert said in await told(client, lock)
    assert await open_now(client) == "Blue Heron"


async def test_the_open_project_is_saved_without_being_opened(client: Client) -> None:
    assert (await told(client, "lock Cinder")).startswith("Saved “Cinder”")


@pytest.mark.parametrize("copy", ["duplicate Blue Heron", "duplique Blue Heron", "duplica Blue Heron"])
async def test_another_project_is_copied(client: Client, copy: str) -> None:
    assert "Blue Heron (copy)" in await told(client, copy)
    assert await open_now(client) == "Blue Heron (copy)"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ("list my projects, newest first", "newest first: cinder and blue-heron"),
        ("list my projects", "projects: blue-heron and cinder"),
        ("show my films from longest to shortest", "longest first: blue-heron (20 s), cinder (10 s)"),
        ("trie mes films par durée", "du plus long au plus court : blue-heron (20 s), cinder (10 s)"),
        ("ordena mis películas por duración", "del más largo al más corto: blue-heron (20 s), cinder (10 s)"),
    ],
)
async def test_projects_are_listed_in_the_order_that_is_asked_for(client: Client, ask: str, said: str) -> None:
    assert said in (await told(client, ask)).replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("add", "added", "change", "changed"),
    [
        ("add an over-the-shoulder shot of Greta to scene 1", "over-the-shoulder", "make shot 1 a drone shot", "type drone"),
        (
            "ajoute un plan par-dessus l'épaule de Greta à la scène 1",
            "par-dessus l’épaule",
            "passe le plan 1 en plan de drone",
            "plan de drone",
        ),
        ("añade un plano sobre el hombro de Greta a la escena 1", "sobre el hombro", "cambia el plano 1 a plano de dron", "plano de dron"),
    ],
)
async def test_a_shot_is_told_as_it_was_said(client: Client, add: str, added: str, change: str, changed: str) -> None:
    assert added in await told(client, add)
    assert changed in await told(client, change)
    shots = (await client.do("shot.list", scene=1))["result"]["shots"]
    assert (shots[0]["type"], shots[-1]["type"]) == ("drone", "over-the-shoulder")


@pytest.mark.parametrize("rename", ["rename Blue Heron to Low Water", "renomme Blue Heron en Low Water", "renombra Blue Heron a Low Water"])
async def test_another_project_is_renamed_and_not_the_open_one(client: Client, rename: str) -> None:
    assert "Low Water" in await told(client, rename)
    titles = {one["title"] for one in (await client.do("project.list"))["result"]["projects"]}
    assert titles == {"Low Water", "Cinder"}
