"""`storycore` as scripts use it: what it prints, and its exit status."""

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from api.cli import main
from tests.api.terminal.room import TOKEN, Room
from tests.api.terminal.samples import view
from tests.patience import PATIENCE

COMMAND = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())"]


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STORYCORE_")}
    return {**kept, "STORYCORE_HOME": str(home / "home"), "STORYCORE_PROJECTS_DIR": str(home / "projects"), **more}


@contextmanager
def standard_input(text: str) -> Iterator[None]:
    """A file with this text as the process's standard input."""
    kept = os.dup(0)
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        os.dup2(file.fileno(), 0)
        try:
            yield
        finally:
            os.dup2(kept, 0)
            os.close(kept)


class Ran:
    """A finished `storycore`, run in this process, or `apart` in its own where it starts a server."""

    def __init__(self, home: Path, *arguments: str, given: str = "", token: str = TOKEN, apart: bool = False) -> None:
        variables = environment(home, **({"STORYCORE_TOKEN": token} if token else {}))
        run = self._apart if apart else self._here
        self.status, self.out, self.err = run(arguments, given, variables)

    def _apart(self, arguments: Sequence[str], given: str, variables: dict[str, str]) -> tuple[int, str, str]:
        done = subprocess.run(
            [*COMMAND, *arguments], input=given, env=variables, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.returncode, done.stdout, done.stderr

    def _here(self, arguments: Sequence[str], given: str, variables: dict[str, str]) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), patch.dict(os.environ, variables, clear=True), standard_input(given):
            try:
                status = main(arguments)
            except SystemExit as ended:
                status = int(ended.code or 0)
        return status, out.getvalue(), err.getvalue()

    @property
    def frames(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def test_say_prints_the_reply(room_outside: Room, tmp_path: Path) -> None:
    room_outside.views["a heist"] = [view("project.generate")]
    ran = Ran(tmp_path, "say", "--url", room_outside.url, "a", "heist")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("You said: a heist\n\n#  Scene")
    assert room_outside.joins[0]["sessionId"] == "last"


def test_say_in_a_new_session_names_none(room_outside: Room, tmp_path: Path) -> None:
    Ran(tmp_path, "say", "--url", room_outside.url, "--session", "new", "hello")
    assert room_outside.joins[0]["sessionId"] is None


def test_say_json_prints_the_replys_frame_and_nothing_else(room_outside: Room, tmp_path: Path) -> None:
    ran = Ran(tmp_path, "say", "--json", "--url", room_outside.url, "hello")
    [frame] = ran.frames
    assert (frame["type"], frame["content"]) == ("ai-response", "You said: hello")


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_say_reads_a_long_idea_from_standard_input(room_outside: Room, tmp_path: Path, arguments: list[str]) -> None:
    Ran(tmp_path, "say", "--url", room_outside.url, *arguments, given="an idea\n\nof two paragraphs\n")
    assert room_outside.said == ["an idea\n\nof two paragraphs"]


def test_a_token_can_come_before_the_sentence_on_standard_input(room_outside: Room, tmp_path: Path) -> None:
    ran = Ran(tmp_path, "say", "--url", room_outside.url, "--token-stdin", given=f"{TOKEN}\nhello\n", token="")
    assert (ran.status, ran.out) == (0, "You said: hello\n")


def test_say_survives_a_cut_connection(room_outside: Room, tmp_path: Path) -> None:
    room_outside.breaks["before ack"] = 1
    ran = Ran(tmp_path, "say", "--url", room_outside.url, "hello")
    assert (ran.status, ran.out, room_outside.said) == (0, "You said: hello\n", ["hello"])


def test_a_pipe_of_sentences_gets_a_frame_a_line(room_outside: Room, tmp_path: Path) -> None:
    ran = Ran(tmp_path, "chat", "--json", "--url", room_outside.url, given="one\n\ntwo\n")
    assert ran.status == 0
    assert [frame["content"] for frame in ran.frames if frame["type"] == "ai-response"] == ["You said: one", "You said: two"]
    assert ran.frames[0]["type"] == "session-joined"


def test_a_pipe_of_sentences_goes_on_after_one_that_cannot_be_done(room_outside: Room, tmp_path: Path) -> None:
    ran = Ran(tmp_path, "chat", "--url", room_outside.url, given="impossible\nrefuse\nthree\n")
    assert ran.status == 1
    assert ran.out == "That cannot be done.\n\nYou said: three\n\n"
    assert ran.err == "storycore: Not that.\n"


TOO_LONG = "storycore: A line can have 20000 characters; this one has 20001.\n"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [("impossible", ""), ("refuse", "storycore: Not that.\n"), ("x" * 20_001, TOO_LONG)],
    ids=["failed", "refused", "long"],
)
def test_what_cannot_be_done_is_exit_status_1(room_outside: Room, tmp_path: Path, sentence: str, told: str) -> None:
    ran = Ran(tmp_path, "say", "--url", room_outside.url, sentence)
    assert (ran.status, ran.err) == (1, told)


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["user"], ["say"], ["say", "--url", "ftp://x", "hi"], ["serve", "--port", "x"], ["completion", "tcsh"]],
)
def test_a_command_line_that_makes_no_sense_is_exit_status_2(tmp_path: Path, arguments: list[str]) -> None:
    ran = Ran(tmp_path, *arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert "storycore" in ran.err and "Traceback" not in ran.err


def test_a_url_without_a_token_is_exit_status_2(tmp_path: Path) -> None:
    ran = Ran(tmp_path, "say", "--url", "http://127.0.0.1:1", "hi", token="")
    assert ran.status == 2
    assert "STORYCORE_TOKEN" in ran.err


def test_a_server_that_is_not_there_is_exit_status_3(tmp_path: Path) -> None:
    ran = Ran(tmp_path, "say", "--url", "http://127.0.0.1:1", "hi")
    assert (ran.status, ran.err) == (3, "storycore: Cannot reach http://127.0.0.1:1: connection refused\n")


def test_a_token_that_is_not_accepted_is_exit_status_4(room_outside: Room, tmp_path: Path) -> None:
    ran = Ran(tmp_path, "say", "--url", room_outside.url, "hi", token="wrong")
    assert ran.status == 4
    assert ran.err.count("\n") == 1


def test_interrupted_it_cancels_its_turn_and_is_exit_status_130(room_outside: Room, tmp_path: Path) -> None:
    running = subprocess.Popen(
        [*COMMAND, "say", "--url", room_outside.url, "slow work"],
        env=environment(tmp_path, STORYCORE_TOKEN=TOKEN), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert room_outside.working.wait(PATIENCE)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=PATIENCE)
    assert (running.returncode, errors) == (130, "")
    assert room_outside.log[-1]["status"] == "cancelled"


def test_help_answers_without_loading_what_it_does_not_need() -> None:
    heavy = ("assistant", "asyncio", "msgspec", "prompt_toolkit", "rich", "sqlalchemy", "torch", "websockets")
    script = f"import sys, api.cli\ntry: api.cli.main(['--help'])\nfinally: print([name for name in {heavy} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE, check=True).stdout
    assert out.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", [[], ["serve"], ["chat"], ["say"], ["user"], ["user", "add"], ["completion"]])
def test_every_command_explains_itself_in_eighty_columns(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert text.startswith(f"usage: {' '.join(['storycore', *command])} ")
    assert max(map(len, text.splitlines())) <= 82


def test_help_tells_the_exit_statuses(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert all(f"  {status}  " in text for status in (0, 1, 2, 3, 4, 130))


def complete(tmp_path: Path, *words: str) -> list[str]:
    """What bash offers for the last of `words`."""
    script = tmp_path / "completion.bash"
    script.write_text(Ran(tmp_path, "completion", "bash").out)
    line = f"source {script}; COMP_WORDS=(storycore {' '.join(words[:-1])} '{words[-1]}'); COMP_CWORD={len(words)}; _storycore"
    done = subprocess.run(
        ["bash", "-uc", f'{line}; printf "%s\\n" "${{COMPREPLY[@]}}"'], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["s"], ["serve", "say"]),
        (["user", ""], ["add", "--help"]),
        (["user", "add", "mara", "--role", ""], ["user", "producer", "admin"]),
        (["completion", ""], ["bash", "zsh", "fish", "--help"]),
        (["chat", "--s"], ["--session"]),
        (["say", "hello", "--j"], ["--json"]),
    ],
)
def test_bash_completes_commands_options_and_values(tmp_path: Path, words: list[str], offered: list[str]) -> None:
    assert sorted(complete(tmp_path, *words)) == sorted(offered)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_every_command_and_option(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("serve", "chat", "say", "user", "completion", "password-stdin", "token-stdin", "session", "producer"):
        assert word in script


def test_a_user_can_be_added_once(tmp_path: Path) -> None:
    first = Ran(tmp_path, "user", "add", "mara", "--password-stdin", "--role", "producer", given="a long password\n", apart=True)
    again = Ran(tmp_path, "user", "add", "mara", "--password-stdin", given="a long password\n", apart=True)
    assert (first.status, first.out) == (0, "mara (producer) is there now.\n")
    assert (again.status, again.err) == (1, "storycore: There is a user mara already. Choose another name.\n")


def test_a_bad_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("STORYCORE_PORT", "many")
    assert main(["say", "--home", str(tmp_path), "hi"]) == 2
    assert "STORYCORE_" in capsys.readouterr().err


@pytest.mark.slow
def test_say_needs_no_server_and_goes_on_where_it_was(tmp_path: Path) -> None:
    made = Ran(tmp_path, "say", "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet", token="", apart=True)
    assert (made.status, made.err) == (0, "")
    assert "3:00" in made.out
    longer = Ran(tmp_path, "say", "--json", "make scene three ten seconds longer", token="", apart=True)
    assert "scene 3" in longer.frames[0]["content"].casefold()
    assert Ran(tmp_path, "say", "--session", "new", "list the scenes", token="", apart=True).status == 1


@pytest.mark.slow
def test_serve_says_where_it_is_and_others_find_it(tmp_path: Path) -> None:
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"], env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert server.stdout is not None
        said = [server.stdout.readline() for _ in range(4)]
        assert said[0].startswith("StoryCore Assistant is at http://127.0.0.1:")
        assert "/#code=" in said[1]
        ran = Ran(tmp_path, "say", "list my projects", token="", apart=True)
        assert (ran.status, ran.err) == (0, "")
        taken = Ran(tmp_path, "serve", "--port", said[0].split(":")[-1].strip(), token="", apart=True)
        assert taken.status == 1
        assert taken.err.endswith("already in use.\n")
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE) == 0


def test_a_server_that_does_not_know_dry_run_is_told_nothing(room_outside: Room, tmp_path: Path) -> None:
    ran = Ran(tmp_path, "say", "--dry-run", "--url", room_outside.url, "delete", "everything")
    assert (ran.status, ran.out, room_outside.said) == (1, "", [])
    assert ran.err == "storycore: That server does not know --dry-run: it would do what you say. Nothing was sent.\n"
