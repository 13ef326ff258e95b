"""One sentence, one reply."""

import sys

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn

from api import frames
from api.terminal import show
from api.terminal.connection import Connection
from api.terminal.door import Door
from api.terminal.incoming import Event, Received
from api.terminal.output import console, put, put_line
from api.terminal.talk import Talk, ended_well, while_listening
from api.terminal.words import clean

PATIENCE = 30.0
"""Seconds a broken connection may take to come back."""


async def say(door: Door, sentence: str, *, session: str | None, as_json: bool, dry_run: bool = False) -> int:
    """Say it, print the reply, give the exit status. Raises Failure. With `dry_run` the reply tells what would change."""
    bar = Bar(console(sys.stderr))
    async with Connection(door, session=session, patience=PATIENCE) as connection:
        talk = Talk(connection, bar.hear)
        try:
            reply = await while_listening(talk, talk.turn(sentence, dry_run=dry_run))
        finally:
            bar.end()
    if as_json:
        put_line(reply.text)
    elif isinstance(reply.frame, frames.AiResponse):
        put(console(), show.reply(reply.frame))
    return 0 if ended_well(reply) else 1


class Bar:
    """Progress of the turn on standard error, if a person is there to see it; it is gone when the turn ends."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), TaskProgressColumn())
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task: TaskID | None = None

    async def hear(self, event: Event) -> None:
        if isinstance(event, Received) and isinstance(event.frame, frames.ProgressUpdate):
            self._move(event.frame.progress)

    def _move(self, progress: frames.Progress) -> None:
        if self._task is None:
            self._bar.start()
            self._task = self._bar.add_task("", total=100)
        self._bar.update(self._task, completed=progress.percentage, description=stage(progress))

    def end(self) -> None:
        self._bar.stop()


def stage(progress: frames.Progress) -> str:
    """What is being done now; when nothing follows, what was done last."""
    return clean(progress.next_step or progress.step_completed).replace("_", " ")
