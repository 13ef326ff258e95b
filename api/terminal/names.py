"""What can be completed: the operations, and the names of the projects, scenes and people there are."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from api.terminal.connection import Connection
from api.terminal.failures import Lost
from api.terminal.words import clean
from assistant.operations.help import Help, OperationHelp
from assistant.operations.projects import ProjectList
from assistant.views import FilmView

T = TypeVar("T")
COMMANDS = {"/help": "keys, and the operations", "/do": "an operation, typed: /do scene.list {}", "/quit": "leave"}
SPOKEN = ("project", "scene", "character", "shot")
"""Subjects whose operations read as sentences the other way round: scene.add is "add scene"."""
LONGEST_NAME = 6
"""Words of a name, at most, that are looked at before the cursor."""


class Names(Completer):
    """Completes lines of the chat from what the server last said there is. `film` is the open project, None if none is."""

    def __init__(self) -> None:
        self.operations: list[OperationHelp] = []
        self.film: FilmView | None = None
        self._projects: list[str] = []

    async def read(self, connection: Connection) -> None:
        """Ask the server anew. What cannot be had stays as it was, or is nothing where nothing is open."""
        try:
            if not self.operations:
                found = await _ask(connection, "help.show", Help)
                self.operations = found.operations if found else []
            self.film = await _ask(connection, "project.show", FilmView)
            listed = await _ask(connection, "project.list", ProjectList)
        except Lost:
            return
        self._projects = [name for row in (listed.projects if listed else []) for name in (row.title, row.name) if name]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        text = document.text_before_cursor
        if text.startswith("/"):
            return self._commands(text)
        return [*self._sentences(text), *self._named(text)]

    def _commands(self, text: str) -> Iterator[Completion]:
        command, space, rest = text.partition(" ")
        if not space:
            yield from (_completion(word, text, says) for word, says in COMMANDS.items() if word.startswith(text))
        elif command == "/do":
            yield from self._typed(rest)

    def _typed(self, rest: str) -> Iterator[Completion]:
        """An operation's name, and after it the parameters it cannot do without."""
        name, space, params = rest.partition(" ")
        for operation in self.operations:
            if not space and operation.name.startswith(name):
                yield _completion(operation.name, name, operation.says)
            elif space and not params and operation.name == name:
                yield _completion(skeleton(operation.schema), "", operation.says)

    def _sentences(self, text: str) -> Iterator[Completion]:
        for operation in self.operations:
            subject, _, verb = operation.name.partition(".")
            start = f"{verb} {subject} "
            if subject in SPOKEN and start.startswith(text.casefold()):
                yield _completion(start, text, operation.says)

    def _named(self, text: str) -> Iterator[Completion]:
        """Names that go on from the last words typed, the longest such piece of the text winning."""
        told = set()
        for typed in endings(text):
            for name, kind in self._all_names():
                if name not in told and name.casefold().startswith(typed.casefold()) and name != typed:
                    told.add(name)
                    yield _completion(name, typed, kind)

    def _all_names(self) -> Iterator[tuple[str, str]]:
        film = self.film
        yield from ((person.name, "character") for person in (film.characters if film else []))
        yield from ((scene.title, f"scene {scene.number}") for scene in (film.scenes if film else []))
        yield from ((name, "project") for name in self._projects)


def endings(text: str) -> list[str]:
    """The last words of a line, from several down to the one being typed (which is empty after a space)."""
    words = text.split(" ")
    return [" ".join(words[-count:]) for count in range(min(len(words), LONGEST_NAME), 0, -1) if words[-count] or count == 1]


def skeleton(schema: dict[str, Any]) -> str:
    """The parameters an operation needs, with places to fill in."""
    return json.dumps(dict.fromkeys(schema.get("required", []), ""))


def _completion(text: str, typed: str, says: str) -> Completion:
    return Completion(clean(text), start_position=-len(typed), display_meta=clean(says).partition("\n")[0])


async def _ask(connection: Connection, operation: str, shape: type[T]) -> T | None:
    """The answer to a query, or None when there is none. Raises Lost."""
    answer = await connection.do(operation)
    if not answer.ok:
        return None
    try:
        return msgspec.convert(answer.result, shape)
    except msgspec.ValidationError:
        return None
