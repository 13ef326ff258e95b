"""The chat as a person sees it: a real terminal, read from its screen."""

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

from tests.api.terminal.room import TOKEN, Room
from tests.api.terminal.samples import result, view
from tests.api.terminal.test_cli import COMMAND, environment
from tests.patience import PATIENCE
from tests.ports import steady_port

CTRL_C, CTRL_D, TAB, ENTER, UP = "\x03", "\x04", "\t", "\r", "\x1b[A"


class Screen:
    """A `storycore chat` in a terminal. Everything waits for what is to be seen, and fails with the screen when it does not come."""

    def __init__(self, home: Path, *arguments: str, columns: int = 80, rows: int = 40, **more: str) -> None:
        self._screen = pyte.HistoryScreen(columns, rows, history=2000)
        self._stream = pyte.Stream(self._screen)
        self._child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], "chat", *arguments],
            # pytest-xdist exports the width of a terminal of its own.
            env={**environment(home, **more), "TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": str(rows)},
            dimensions=(rows, columns),
            encoding="utf-8",
        )

    def type(self, text: str) -> None:
        self._child.send(text)

    def wait_for(self, pattern: str) -> str:
        """Read until the screen, with what has scrolled off it, shows the pattern."""
        while not re.search(pattern, self.text):
            try:
                self._feed(self._child.read_nonblocking(65536, timeout=PATIENCE))
            except (pexpect.TIMEOUT, pexpect.EOF):
                pytest.fail(f"never saw {pattern!r} on:\n{self.text}")
        return self.text

    def wait_until_gone(self, pattern: str) -> None:
        while re.search(pattern, self.text):
            try:
                self._feed(self._child.read_nonblocking(65536, timeout=PATIENCE))
            except (pexpect.TIMEOUT, pexpect.EOF):
                pytest.fail(f"{pattern!r} stayed on:\n{self.text}")

    @property
    def text(self) -> str:
        width = self._screen.columns
        above = ["".join(line[column].data for column in range(width)) for line in self._screen.history.top]
        return "\n".join(line.rstrip() for line in [*above, *self._screen.display])

    def leave(self) -> int:
        """Ctrl-D; the exit status."""
        self.type(CTRL_D)
        return self.ended()

    def ended(self) -> int:
        while True:
            try:
                self._feed(self._child.read_nonblocking(65536, timeout=PATIENCE))
            except pexpect.EOF:
                break
        self._child.wait()
        return int(self._child.exitstatus if self._child.exitstatus is not None else -1)

    def close(self) -> None:
        self._child.close(force=True)

    def _feed(self, data: str) -> None:
        self._stream.feed(data)
        if "\x1b[6n" in data:  # where is the cursor? a terminal answers
            self.type(f"\x1b[{self._screen.cursor.y + 1};{self._screen.cursor.x + 1}R")


@pytest.fixture
def chat(room_outside: Room, tmp_path: Path) -> Iterator[Any]:
    """Opens chats with the small server."""
    screens = []

    def start(**options: Any) -> Screen:
        screens.append(Screen(tmp_path, "--url", room_outside.url, STORYCORE_TOKEN=TOKEN, **options))
        screens[-1].wait_for("● online")
        return screens[-1]

    yield start
    for screen in screens:
        screen.close()


def test_a_line_is_answered_above_the_prompt(chat: Any) -> None:
    screen = chat()
    screen.type("hello" + ENTER)
    text = screen.wait_for("You said: hello")
    assert text.index("› hello") < text.index("You said: hello")
    assert screen.leave() == 0


@pytest.mark.parametrize("columns", [44, 80, 120])
def test_a_preview_is_a_table_that_fits(chat: Any, room_outside: Room, columns: int) -> None:
    room_outside.views["a heist"] = [view("project.generate")]
    screen = chat(columns=columns)
    screen.type("a heist" + ENTER)
    text = screen.wait_for("0.07 MB")
    assert re.search(r"^2  Car Deck .* 1:32.5$", text, re.MULTILINE)
    assert max(map(len, text.splitlines())) <= columns


def test_ctrl_c_cancels_the_turn_and_not_the_session(chat: Any, room_outside: Room) -> None:
    screen = chat()
    screen.type("slow work" + ENTER)
    text = screen.wait_for("62 %  generating scenes")
    assert "Ctrl-C cancels" in text
    screen.type(CTRL_C)
    screen.wait_for("Cancelled.")
    screen.wait_until_gone("62 %")
    screen.type("and on" + ENTER)
    screen.wait_for("You said: and on")
    assert len(room_outside.joins) == 1


def test_ctrl_c_clears_the_line_and_then_says_how_to_leave(chat: Any) -> None:
    screen = chat()
    screen.type("never mind")
    screen.wait_for("› never mind")
    screen.type(CTRL_C)
    screen.wait_until_gone("never mind")
    screen.type(CTRL_C)
    screen.wait_for("Ctrl-D leaves")
    assert screen.leave() == 0


def test_a_line_typed_while_the_server_is_away_is_answered_when_it_is_back(chat: Any, room_outside: Room) -> None:
    screen = chat()
    room_outside.from_outside(room_outside.stop())
    screen.wait_for("○ offline, trying again")
    screen.type("do not lose this" + ENTER)
    screen.wait_for("1 waiting")
    room_outside.from_outside(room_outside.start())
    screen.wait_for("You said: do not lose this")
    screen.wait_for("● online")
    assert room_outside.said == ["do not lose this"]


def test_leaving_with_a_line_that_was_never_sent_says_so(chat: Any, room_outside: Room) -> None:
    screen = chat()
    room_outside.from_outside(room_outside.stop())
    screen.wait_for("○ offline")
    screen.type("too late" + ENTER)
    screen.wait_for("1 waiting")
    assert screen.leave() == 3
    assert "Not sent: too late" in screen.text
    room_outside.from_outside(room_outside.start())


def test_what_others_say_in_the_session_is_shown(chat: Any, room_outside: Room) -> None:
    screen = chat()
    room_outside.from_outside(room_outside.say("Mara", "I am here too"))
    screen.wait_for("Mara: I am here too")


def test_names_and_operations_are_completed(chat: Any, room_outside: Room) -> None:
    room_outside.answers.update({name: result(name) for name in ("project.show", "help.show", "project.list")})
    screen = chat()
    screen.type("look at it" + ENTER)
    screen.wait_for("The Last Crossing · preview · 2 scenes · 1:55")
    screen.type("rename Noor H" + TAB)
    screen.wait_for("› rename Noor Haddad")
    screen.type(CTRL_C + "/do scene.up" + TAB)
    screen.wait_for("› /do scene.update")
    screen.type(" " + TAB)
    screen.wait_for(r'› /do scene.update \{"scene": ""\}')


def test_an_operation_can_be_typed(chat: Any, room_outside: Room) -> None:
    room_outside.answers["scene.list"] = result("scene.list")
    screen = chat()
    screen.type("/do scene.list" + ENTER)
    screen.wait_for("2  Car Deck")
    screen.type('/do scene.fly {"scene": 1}' + ENTER)
    screen.wait_for("No. Do not.")
    screen.type("/do scene.fly {" + ENTER)
    screen.wait_for("no JSON object")
    assert {"scene": 1} in [frame["params"] for frame in room_outside.heard if frame["type"] == "do"]


def test_help_shows_keys_commands_and_operations(chat: Any, room_outside: Room) -> None:
    room_outside.answers["help.show"] = result("help.show")
    screen = chat()
    screen.type("/help" + ENTER)
    text = screen.wait_for("Change one scene or several")
    assert "Ctrl-C  cancel the turn" in text
    screen.type("/quit" + ENTER)
    assert screen.ended() == 0


def test_lines_of_earlier_chats_are_remembered(chat: Any) -> None:
    first = chat()
    first.type("remember me" + ENTER)
    first.wait_for("You said: remember me")
    assert first.leave() == 0
    second = chat()
    second.type(UP)
    second.wait_for("› remember me")


def test_a_server_that_is_not_there_is_told_in_a_line(tmp_path: Path) -> None:
    screen = Screen(tmp_path, "--url", "http://127.0.0.1:1", STORYCORE_TOKEN=TOKEN)
    screen.wait_for("storycore: Cannot reach http://127.0.0.1:1: connection refused")
    assert screen.ended() == 3


@pytest.mark.slow
def test_a_sentence_becomes_a_film_in_the_real_chat(tmp_path: Path) -> None:
    screen = Screen(tmp_path, rows=60)
    try:
        screen.wait_for("● online")
        screen.type("a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet" + ENTER)
        screen.wait_for(r"· preview · 8 scenes · 3:00")
        assert len(re.findall(r"^[1-8]  \S.* \d+\.?\d* s$", screen.text, re.MULTILINE)) >= 8
        screen.type("make scene three ten seconds longer" + ENTER)
        screen.wait_for(r"· preview · 8 scenes · 3:10")
        screen.type("undo that" + ENTER)
        screen.wait_for(r"· preview · 8 scenes · 3:00 ")
        assert screen.leave() == 0
        assert "undo that" in (tmp_path / "home" / "history").read_text()
    finally:
        screen.close()


@pytest.mark.slow
def test_the_chat_goes_on_when_its_server_was_restarted(tmp_path: Path) -> None:
    port = steady_port()
    with served(tmp_path, port):
        screen = Screen(tmp_path)
        screen.wait_for("● online")
        screen.type("a heist on the night ferry to Tangier, eight scenes, three minutes" + ENTER)
        screen.wait_for(r"· preview · 8 scenes · 3:00")
    try:
        screen.wait_for("○ offline")
        screen.type("make scene three ten seconds longer" + ENTER)
        screen.wait_for("1 waiting")
        with served(tmp_path, port):
            screen.wait_for(r"· preview · 8 scenes · 3:10")
            assert screen.leave() == 0
    finally:
        screen.close()


@contextmanager
def served(home: Path, port: int) -> Iterator[None]:
    """A real server of this home."""
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)], env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert server.stdout is not None
        assert f":{port}" in server.stdout.readline()
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)
