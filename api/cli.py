"""The `storycore` command. What a command needs is imported when it runs, so that help and completion answer at once."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from api.terminal.arguments import parser
from api.terminal.failures import Failure, Misused, Unreachable

if TYPE_CHECKING:
    from api.settings import Settings
    from api.terminal.door import Door
    from api.terminal.lines import Lines

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; its exit status."""
    try:
        arguments = parser().parse_args(argv)
        if isinstance(arguments.command, argparse.ArgumentParser):
            arguments.command.print_help(sys.stderr)
            return Misused.status
        return COMMANDS[arguments.command](arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; nothing may be flushed into the pipe at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Failure.status
    except Exception as error:
        return _failed(error)


def _serve(arguments: argparse.Namespace) -> int:
    gc.disable()  # a start makes many objects and next to no garbage: a fifth of it would go into looking for some
    from api.server import serve

    settings = _settings(arguments, host=arguments.host, port=arguments.port)
    try:
        serve(settings, on_ready=_ready)
    except OSError as error:
        raise Failure(f"Cannot listen on {settings.host} port {settings.port}: {error.strerror or error}.") from error


def _ready(url: str, link: str) -> None:
    gc.freeze()
    gc.enable()
    sys.stdout.write(f"StoryCore Assistant is at {url}\n  web page, once:  {link}\n  terminal:        storycore chat\n  Ctrl-C stops it.\n")
    sys.stdout.flush()


def _chat(arguments: argparse.Namespace) -> int:
    import asyncio

    settings, lines = _settings(arguments), _lines()
    if not arguments.json and sys.stdin.isatty() and sys.stdout.isatty():
        return asyncio.run(_chat_on_terminal(settings, arguments, lines))
    return asyncio.run(_chat_in_pipe(settings, arguments, lines))


async def _chat_on_terminal(settings: "Settings", arguments: argparse.Namespace, lines: "Lines") -> int:
    from api.home import Home
    from api.terminal.chat import chat

    history = Home(settings.home).make().history
    async with _door(settings, arguments, lines) as door:
        return await chat(door, session=_session(arguments), history=history)


async def _chat_in_pipe(settings: "Settings", arguments: argparse.Namespace, lines: "Lines") -> int:
    from api.terminal.pipe import pipe

    async with _door(settings, arguments, lines) as door:
        return await pipe(door, lines, session=_session(arguments), as_json=arguments.json)


def _say(arguments: argparse.Namespace) -> int:
    import asyncio

    return asyncio.run(_say_it(_settings(arguments), arguments, _lines()))


async def _say_it(settings: "Settings", arguments: argparse.Namespace, lines: "Lines") -> int:
    from api.terminal.say import say

    async with _door(settings, arguments, lines) as door:
        sentence = _sentence(arguments, lines)
        return await say(door, sentence, session=_session(arguments), as_json=arguments.json, dry_run=arguments.dry_run)


def _sentence(arguments: argparse.Namespace, lines: "Lines") -> str:
    """What is to be said. Raises Misused when that is nothing."""
    given = " ".join(arguments.sentence)
    if given in ("", "-"):
        if sys.stdin.isatty() and given == "":
            raise Misused('Say what? Give a sentence, like: storycore say "list my projects"')
        given = lines.rest()
    if not given.strip():
        raise Misused("There is nothing to say: standard input was empty.")
    return given.strip()


def _user_add(arguments: argparse.Namespace) -> int:
    import asyncio

    from api.local import add_user
    from assistant.operations.accounts import AddUser
    from assistant.validation import made

    known = {name: getattr(arguments, name) for name in ("name", "role", "email", "plan")}
    user = asyncio.run(add_user(_settings(arguments), made({**known, "password": _password(arguments, _lines())}, AddUser)))
    sys.stdout.write(f"{user.name} ({user.role}) is there now.\n")
    return 0


def _restored(arguments: argparse.Namespace) -> int:
    import asyncio

    from api.local import begin_epoch

    epoch = asyncio.run(begin_epoch(_settings(arguments)))
    sys.stdout.write(f"This is life {epoch} of the database: clients will read their conversations anew.\n")
    return 0


def _password(arguments: argparse.Namespace, lines: "Lines") -> str:
    if arguments.password_stdin:
        return lines.next() or ""
    if not sys.stdin.isatty():
        raise Misused("Give the password on standard input, with --password-stdin.")
    from getpass import getpass

    password = getpass(f"Password of {arguments.name}: ")
    if getpass("Once more: ") != password:
        raise Misused("Those were two different passwords.")
    return password


def _understand(arguments: argparse.Namespace) -> int:
    from api.understanding.command import understand

    return understand(arguments.world, sys.stdin, sys.stdout)


def _completion(arguments: argparse.Namespace) -> int:
    from api.terminal.shells import script

    sys.stdout.write(script(arguments.shell, parser()))
    return 0


def _settings(arguments: argparse.Namespace, **given: Any) -> "Settings":
    from api.settings import BadSetting, load

    try:
        return load(home=arguments.home, **given)
    except BadSetting as error:
        raise Misused(str(error)) from error


def _lines() -> "Lines":
    from api.terminal.lines import Lines

    return Lines()


def _door(settings: "Settings", arguments: argparse.Namespace, lines: "Lines") -> "AbstractAsyncContextManager[Door]":
    from api.terminal.door import given, own

    if arguments.url is None:
        return own(settings)
    token = (lines.next() or "").strip() if arguments.token_stdin else os.environ.get("STORYCORE_TOKEN", "")
    if not token:
        raise Misused("--url needs a token: set STORYCORE_TOKEN, or give it on standard input with --token-stdin.")
    return given(arguments.url, token)


def _session(arguments: argparse.Namespace) -> str | None:
    return None if arguments.session == "new" else str(arguments.session)


def _failed(error: Exception) -> int:
    """One line about what went wrong, and the exit status."""
    from assistant.errors import Problem

    if os.environ.get("STORYCORE_LOG_LEVEL", "").lower() == "debug":
        import traceback

        traceback.print_exc()
    if isinstance(error, Failure):
        said, status = str(error), error.status
    elif isinstance(error, Problem):
        said, status = f"{error.message} {error.remedy}", Failure.status
    else:
        said = f"{type(error).__name__}: {error}. STORYCORE_LOG_LEVEL=debug shows where."
        status = Unreachable.status if isinstance(error, ConnectionError) else Failure.status
    sys.stderr.write(f"storycore: {' '.join(said.split())}\n")
    return status


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "serve": _serve,
    "chat": _chat,
    "say": _say,
    "user add": _user_add,
    "restored": _restored,
    "understand": _understand,
    "completion": _completion,
}
