"""What can be done, read from the registry itself."""

from typing import Any

import msgspec
from msgspec import Struct

from assistant.access import Role
from assistant.operation import Operation, Query, operation, registry
from assistant.work import Work


class OperationHelp(Struct, frozen=True, kw_only=True):
    """`schema` is the JSON schema of the operation's params; `destructive` ones need `confirmed: true`."""

    name: str
    says: str
    needs: str
    destructive: bool
    schema: dict[str, Any]


class Help(Struct, frozen=True, kw_only=True):
    topic: str | None
    operations: list[OperationHelp]


class ShowHelp(Query[Help], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tell what can be done, all of it or about a topic like "shots"."""

    topic: str | None = None


@operation("help.show", needs=Role.ANYONE)
def show_help(work: Work, command: ShowHelp) -> Help:
    offered = [entry for entry in registry.values() if not entry.internal]
    topic = (command.topic or "").casefold().rstrip("s")
    found = [entry for entry in offered if topic and topic in f"{entry.name} {entry.help}".casefold()]
    return Help(topic=command.topic, operations=[_help(entry) for entry in (found or offered)])


def _help(entry: Operation) -> OperationHelp:
    schema, parts = msgspec.json.schema_components([entry.command])
    return OperationHelp(
        name=entry.name,
        says=entry.help,
        needs=entry.needs.name.lower(),
        destructive="confirmed" in entry.command.__struct_fields__,
        schema=parts.get(entry.command.__name__, schema[0]),
    )
