"""Turns as a conversation would leave them, without one: said, answered, done."""

import time
from typing import Any

from msgspec.structs import replace

from assistant import Actor, Assistant
from assistant.operation import registry
from assistant.operations.remembering import Told
from assistant.operations.talk import LogReply, OpenSession
from assistant.validation import made


async def in_conversation(house: Assistant, by: Actor, project: str | None = None) -> Actor:
    """The same person in a new conversation, over a project if one is named."""
    session = await house.perform(OpenSession(project=project), by=by)
    return replace(by, session_id=session.id)


async def do(house: Assistant, by: Actor, operation: str, **fields: Any) -> Any:
    return await house.perform(made(fields, registry[operation].command), by=by)


async def turn(house: Assistant, by: Actor, said: str, answered: str = "", *, operation: str | None = None, **fields: Any) -> None:
    """One turn: the operation done, if any, and what was said and answered remembered."""
    began = time.time()
    if operation:
        await do(house, by, operation, **fields)
    acts = (operation,) if operation else ()
    told = Told(said=said, acts=acts, did=acts, began=began)
    await house.perform(LogReply(type="ai-response", payload={"content": answered}, told=told), by=by)
