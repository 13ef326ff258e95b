"""An operation is one struct, one function, one grammar entry and its row in a contract: then chat, `do` and REST all have it."""

from pathlib import Path

import httpx
import pytest
from msgspec import Struct

from api.dialect import Row
from assistant import Role
from assistant.operation import Command, forget, operation, registry
from assistant.operations.fields import OnProject
from assistant.work import Work
from intents.catalogue import catalogue
from tests.api.serving import served, talking
from tests.patience import PATIENCE


class Shouted(Struct, frozen=True, kw_only=True):
    title: str


class ShoutTitle(OnProject[Shouted], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Say the project's title loudly."""

    times: int = 1


def shout_title(work: Work, command: ShoutTitle) -> Shouted:
    return Shouted(title=work.film.header.title.upper() + "!" * command.times)


GRAMMAR = {
    "say": ["(shout|yell) [the] title"],
    "examples": ["shout the title", "yell title"],
    "help": "Say the title loudly, for example “shout the title”.",
    "reply": "{{ r.title }}",
}


def shouted(result: Shouted) -> Shouted:
    return result


async def test_an_operation_added_from_outside_is_reached_by_chat_by_do_and_by_rest(tmp_path: Path) -> None:
    operation("project.shout", needs=Role.VIEWER)(shout_title)
    try:
        row = Row(
            method="GET", path="/projects/{project_name:str}/shout", command=ShoutTitle, names={"project_name": "project"}, view=shouted
        )
        words = catalogue().with_entry("project.shout", GRAMMAR)
        async with served(tmp_path, words=words, more_rows=[row]) as server, talking(server) as client:
            await client.do("project.create", title="Tin Moon")
            assert (await client.say("shout the title"))["content"] == "TIN MOON!"
            assert (await client.do("project.shout", times=2))["result"] == {"title": "TIN MOON!!"}
            headers = {"Authorization": f"Bearer {await server.token()}"}
            async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=PATIENCE) as rest:
                assert (await rest.get("/api/v1/projects/tin-moon/shout")).json() == {"title": "TIN MOON!"}
                paths = (await rest.get("/api/openapi.json")).json()["paths"]
                assert "/api/v1/projects/{project_name}/shout" in paths
            assert "shout the title" in (await client.say("help with projects"))["content"]
    finally:
        forget("project.shout")


def test_an_operation_without_sentences_stops_the_start(tmp_path: Path) -> None:
    from api.server import check

    operation("project.shout", needs=Role.VIEWER)(shout_title)
    try:
        with pytest.raises(ValueError, match=r"project\.shout"):
            check(catalogue())
    finally:
        forget("project.shout")


def test_every_operation_declares_what_it_needs_and_says_what_it_does() -> None:
    for entry in registry.values():
        assert isinstance(entry.needs, Role), entry.name
        assert entry.help, entry.name
        assert entry.handler or entry.process, entry.name


def test_what_is_destructive_asks_and_nothing_else_does() -> None:
    destructive = {name for name, entry in registry.items() if entry.asks}
    assert destructive == {
        "project.forget",
        "scene.remove",
        "character.remove",
        "shot.remove",
        "share.remove",
        "snapshot.restore",
        "media.remove",
    }


def test_a_destructive_operation_without_a_confirmation_field_is_refused_at_definition() -> None:
    class Burn(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
        """Burn it."""

    def burn(work: Work, command: Burn) -> None: ...

    with pytest.raises(TypeError, match="confirmed"):
        operation("project.burn", needs=Role.OWNER, asks=lambda work, command: {})(burn)


def test_only_what_touches_no_project_may_need_less_than_a_role_in_it() -> None:
    for entry in registry.values():
        if "project" in entry.command.__struct_fields__ and not entry.needs.of_project:
            # To finalize is to open, and to save what is open then, which asks for the role.
            # Media and conversations are looked for in one project or in all of the user's.
            looking = {"media.list", "media.search", "library.read", "session.list"}
            opening = {"project.open", "project.close", "project.is_open", "project.finalize", "session.open"}
            assert entry.name in looking | opening, entry.name
