"""The chat: a prompt that is always there, replies above it, what goes on below it."""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET
from prompt_toolkit import PromptSession
from prompt_toolkit.application import in_terminal
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style
from rich.text import Text

from api import frames
from api.terminal import show
from api.terminal.connection import Connection
from api.terminal.door import Door
from api.terminal.failures import Lost, Refused
from api.terminal.incoming import Event, Offline, Received
from api.terminal.names import COMMANDS, Names
from api.terminal.output import console, put
from api.terminal.sheet import Column, Sheet
from api.terminal.status import Status
from api.terminal.talk import Talk, while_listening
from api.terminal.views import Parts

STYLE = Style.from_dict(
    {
        "prompt": "ansicyan bold",
        "placeholder": "ansibrightblack",
        "bottom-toolbar": "noreverse bg:ansidefault fg:ansibrightblack",
        "status.online": "fg:ansigreen",
        "status.working": "fg:ansicyan",
        "status.offline": "fg:ansired",
    }
)
LEAVING_SECONDS = 3.0
"""How long leaving waits for the server to have the last lines; those it has not are told."""
KEYS = {"Tab": "complete", "↑": "earlier lines", "Ctrl-C": "cancel the turn, or clear the line", "Ctrl-D": "leave"}


async def chat(door: Door, *, session: str | None, history: Path) -> int:
    """Talk until Ctrl-D or /quit; the exit status. Raises Failure."""
    async with Connection(door, session=session) as connection:
        room = Chat(connection, history)
        try:
            # Whatever else prints in this process (a server it has started) comes out above the prompt, too.
            with patch_stdout(raw=True):
                await while_listening(room.talk, room.run())
        finally:
            left = connection.unsent
            if left:
                put(console(sys.stderr), [Text(f"Not sent: {line}", style="red") for line in left])
    return 3 if left else 0


class Chat:
    """What a person sees of one connection."""

    def __init__(self, connection: Connection, history: Path) -> None:
        self.talk = Talk(connection, self._show)
        self._connection = connection
        self._console = console()
        self._names = Names()
        self._status = Status(connection=connection)
        self._stale = asyncio.Event()
        self._doing: set[asyncio.Task[None]] = set()
        self._own: set[str] = set()
        self._prompt: PromptSession[str] = PromptSession(
            [("class:prompt", "› ")],
            style=STYLE,
            history=FileHistory(str(history)),
            completer=self._names,
            complete_while_typing=False,
            auto_suggest=AutoSuggestFromHistory(),
            placeholder=self._placeholder,
            bottom_toolbar=self._toolbar,
            key_bindings=self._keys(),
            reserve_space_for_menu=6,
        )

    async def run(self) -> None:
        """Read lines until the person leaves."""
        reader = asyncio.create_task(self._keep_names())
        try:
            with suppress(EOFError):
                while await self._take(await self._prompt.prompt_async()):
                    pass
            with suppress(TimeoutError):
                await asyncio.wait_for(self._connection.delivered.wait(), LEAVING_SECONDS)
        finally:
            for task in (reader, *self._doing):
                task.cancel()

    async def _take(self, line: str) -> bool:
        """One line; False when it says to leave."""
        self._status.hint = ""
        command, _, rest = line.strip().partition(" ")
        match command:
            case "":
                pass
            case "/quit" | "/exit":
                return False
            case "/help":
                await self._put([*_keys_and_commands(), ""])
                self._start("help.show", f'{{"topic": {msgspec.json.encode(rest).decode()}}}' if rest else "")
            case "/do":
                operation, _, params = rest.strip().partition(" ")
                self._start(operation, params)
            case _:
                await self._say(line.strip())
        return True

    async def _say(self, text: str) -> None:
        try:
            self._own.add(self._connection.say(text))
        except Refused as refused:
            await self._put([Text(str(refused), style="red")])

    def _start(self, operation: str, params: str) -> None:
        task = asyncio.create_task(self._do(operation, params))
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _do(self, operation: str, params: str) -> None:
        try:
            result = await self._connection.do(operation, _parameters(params))
        except (Lost, ValueError) as error:
            await self._put([Text(str(error), style="red")])
            return
        await self._put([*show.result(result), ""])
        self._stale.set()

    async def _show(self, event: Event) -> None:
        if isinstance(event, Received):
            await self._show_frame(event.frame)
        elif isinstance(event, Offline):
            self._status.progress = None
        self._redraw()

    async def _show_frame(self, frame: object) -> None:
        match frame:
            case frames.AiResponse() if frame.done is not False:
                self._status.progress = None
                await self._put([*show.reply(frame), ""])
                self._stale.set()
            case frames.MessageReceived() if frame.client_msg_id not in self._own:
                await self._put([show.message(frame)])
            case frames.ProgressUpdate():
                self._status.progress = frame.progress
            case frames.OperationUpdate():
                self._status.progress = frames.Progress(percentage=frame.percent, step_completed=frame.stage, next_step="")
            case frames.Result():
                self._status.progress = None
            case frames.Error() if frame.retry_after_ms is UNSET:
                await self._put([show.problem(frame), ""])
            case frames.SessionJoined():
                self._stale.set()

    async def _keep_names(self) -> None:
        """Read what there is to complete, and what is open, after everything that may have changed it."""
        while True:
            await self._stale.wait()
            self._stale.clear()
            await self._names.read(self._connection)
            self._status.film = self._names.film
            self._redraw()

    async def _put(self, parts: Parts) -> None:
        """Above the prompt, which is drawn again below."""
        async with in_terminal():
            put(self._console, parts)

    def _redraw(self) -> None:
        self._prompt.app.invalidate()

    def _toolbar(self) -> StyleAndTextTuples:
        return self._status.line(self._prompt.app.output.get_size().columns)

    def _placeholder(self) -> StyleAndTextTuples:
        return [] if self._own else [("class:placeholder", "an idea for a film, a wish, or /help")]

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("c-c")
        @keys.add("<sigint>")
        def interrupt(event: KeyPressEvent) -> None:
            self._interrupt(event)

        return keys

    def _interrupt(self, event: KeyPressEvent) -> None:
        """Cancel the turn that runs; without one clear the line; without either say how to leave."""
        running = next(iter(self._connection.lines), None)
        buffer = event.app.current_buffer
        if running is not None:
            if self._connection.cancel(running):
                self._status.hint = "not sent"
        elif buffer.text:
            buffer.reset()
        else:
            self._status.hint = "Ctrl-D leaves"


def _parameters(text: str) -> dict[str, Any]:
    """The JSON object after an operation's name; nothing is an empty one. Raises ValueError."""
    try:
        return msgspec.json.decode(text or "{}", type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise ValueError(f"The parameters are no JSON object: {error}.") from error


def _keys_and_commands() -> Parts:
    rows = [*KEYS.items(), *COMMANDS.items()]
    return [Sheet((Column("", style="bold"), Column("", wraps=True)), rows)]
