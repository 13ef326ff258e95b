"""Commands, queries, and the registry that knows which function carries each out.

`@operation` marks a plain function with a transaction of its own; `@process` a coroutine for slow work, which gets the assistant
(to perform further commands) and no transaction, so nothing slow ever holds a write lock.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar, get_type_hints

from msgspec import Struct

from assistant.access import Role
from assistant.work import Work

T = TypeVar("T")


class Command(Struct, Generic[T], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to do, answered with a `T`. Use `msgspec.convert` to make one from outside: limits are checked there."""


class Query(Command[T], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to know: reads only."""


Handler = Callable[[Work, Any], Any]
Process = Callable[..., Awaitable[Any]]
"""`async function(assistant, command, by, emit)`"""


class Operation(Struct, frozen=True, kw_only=True):
    """A registered operation. `asks(work, command)` gives what a destructive one would take away, for the question; `internal`
    ones are the machinery's own and are offered to nobody outside."""

    name: str
    needs: Role
    command: type[Command[Any]]
    handler: Handler | None = None
    process: Process | None = None
    asks: Callable[[Work, Any], dict[str, Any]] | None = None
    internal: bool = False

    @property
    def reads(self) -> bool:
        return issubclass(self.command, Query)

    @property
    def help(self) -> str:
        return (self.command.__doc__ or "").strip()


registry: dict[str, Operation] = {}
_by_command: dict[type[Command[Any]], Operation] = {}


def operation(
    name: str,
    *,
    needs: Role,
    asks: Callable[[Work, Any], dict[str, Any]] | None = None,
    internal: bool = False,
) -> Callable[[Callable[[Work, Any], T]], Callable[[Work, Any], T]]:
    """Register `function(work, command)`. With `asks` it is destructive: its command must have `confirmed`."""

    def register(function: Callable[[Work, Any], T]) -> Callable[[Work, Any], T]:
        command = _command_of(function, "command")
        if asks and "confirmed" not in command.__struct_fields__:
            raise TypeError(f"{name} is destructive, so {command.__name__} needs a field 'confirmed'")
        _add(Operation(name=name, needs=needs, command=command, handler=function, asks=asks, internal=internal))
        return function

    return register


def process(name: str, *, needs: Role) -> Callable[[Callable[..., Awaitable[T]]], Callable[..., Awaitable[T]]]:
    """Register slow work: `async function(assistant, command, by, emit)`."""

    def register(function: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
        _add(Operation(name=name, needs=needs, command=_command_of(function, "command"), process=function))
        return function

    return register


def operation_for(command: Command[Any]) -> Operation:
    return operation_of(type(command))


def operation_of(command: type[Command[Any]]) -> Operation:
    return _by_command[command]


def forget(name: str) -> None:
    """Take an operation out again (tests that add one)."""
    _by_command.pop(registry.pop(name).command)


def _command_of(function: Callable[..., Any], parameter: str) -> type[Command[Any]]:
    # Handlers name Work and Assistant only for the type checker; the command is all that is needed here.
    hint = function.__annotations__[parameter]
    if isinstance(hint, str):
        hint = get_type_hints(function)[parameter]
    if not (isinstance(hint, type) and issubclass(hint, Command)):
        raise TypeError(f"{function.__name__}: '{parameter}' must be annotated with a Command")
    return hint


def _add(entry: Operation) -> None:
    if entry.name in registry:
        raise ValueError(f"operation {entry.name} is registered twice")
    registry[entry.name] = entry
    _by_command[entry.command] = entry
