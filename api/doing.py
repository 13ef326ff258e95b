"""Operations by their name: the door for bots."""

from collections.abc import Callable
from typing import Any

import msgspec

from api import frames
from api.problems import SOCKET_CODES, as_object
from assistant import Actor, Assistant
from assistant.errors import NotFound, Problem
from assistant.events import Update
from assistant.noting import noting
from assistant.operation import registry
from assistant.trial import trying
from assistant.validation import made


async def done(
    assistant: Assistant, frame: frames.Do, by: Actor, tell: Callable[[Any], None], share: Callable[[frames.ProgressUpdate], None]
) -> frames.Result:
    """The operation carried out, or what is wrong, as the frame that answers it; its progress goes to `tell`, and to `share` what is
    everybody's in the session: that a step of the guided way was taken."""
    try:
        with noting() as facts:
            result = await _performed(assistant, frame, by, tell, share)
    except Problem as problem:
        error = as_object(problem, SOCKET_CODES[type(problem)])
        return frames.Result(id=frame.id, ok=False, operation=frame.operation, error=error)
    plain, changes = msgspec.to_builtins(result), frames.changes_made([] if frame.dry_run else facts)
    return frames.Result(id=frame.id, ok=True, operation=frame.operation, result=plain, changes=changes)


async def _performed(
    assistant: Assistant, frame: frames.Do, by: Actor, tell: Callable[[Any], None], share: Callable[[frames.ProgressUpdate], None]
) -> Any:
    operation = registry.get(frame.operation)
    if operation is None or operation.internal:
        raise NotFound(f"There is no operation {frame.operation}.", remedy="Do help.show for the list.", field="operation")
    command = made(frame.params, operation.command)

    def emit(update: Update) -> None:
        tell(frames.OperationUpdate(id=frame.id, stage=update.stage, percent=update.percent, data=update.data or msgspec.UNSET))
        if update.following and by.session_id:
            share(frames.reached(update, by.session_id))

    if not frame.dry_run:
        return await assistant.perform(command, by=by, emit=emit)
    async with trying(assistant, by) as trial:
        await trial.perform(command, by=by)
        return await trial.would()
