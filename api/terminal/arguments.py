"""The command line of `storycore`: its commands, options and help texts."""

import argparse
from pathlib import Path
from typing import Any, NoReturn

from api.terminal.failures import Misused

ABOUT = """\
A server you talk to: sentences become typed, checked, reversible operations
on a film project."""
EPILOG = """\
examples:
  storycore chat
  storycore say "a heist on the night ferry, eight scenes, three minutes"
  storycore say --json "list the scenes" | jq .views
  storycore serve --port 8000

exit status:
    0  done
    1  the assistant could not do it
    2  the command line makes no sense
    3  the server cannot be reached
    4  not signed in
  130  interrupted

environment:
  STORYCORE_HOME   the data directory; the README lists all settings
  STORYCORE_TOKEN  the token for --url
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line. `command` of the result is the command's name, or the parser whose command is missing."""
    top = _Parser("storycore", description=ABOUT, epilog=EPILOG)
    top.set_defaults(command=top)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    top.add_argument("--version", action=_Version, nargs=0, help="print the version")
    _add_serve(commands)
    _add_chat(commands)
    _add_say(commands)
    _add_user(commands)
    _add_restored(commands)
    _add_understand(commands)
    _add_completion(commands)
    return top


def _add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="run the server, with a link to its web page", description="Run the server until Ctrl-C.")
    serve.add_argument("--host", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (8000); 0 takes a free one")
    _add_home(serve)
    serve.set_defaults(command="serve")


def _add_chat(commands: Any) -> None:
    chat = commands.add_parser(
        "chat",
        help="talk to the assistant; starts a server if none runs",
        description="Talk to the assistant. From a pipe it takes a sentence a line, one after another.",
        epilog="in the chat:\n  /help   keys, and the operations\n  Ctrl-C  cancels the turn, not the chat\n  Ctrl-D  leaves",
    )
    _add_talking(chat, "print every frame as a line of JSON; sentences come from standard input, one a line")
    chat.set_defaults(command="chat")


def _add_say(commands: Any) -> None:
    say = commands.add_parser(
        "say",
        help="say one sentence and print the reply",
        description="Say one sentence and print the reply. It goes on with your last session.",
        epilog='examples:\n  storycore say "make scene three ten seconds longer"\n  storycore say - < idea.txt\n'
        '  storycore say --dry-run "drop the last scene"',
    )
    say.add_argument("sentence", nargs="*", help="what to say; - or nothing reads it from standard input")
    say.add_argument("--dry-run", action="store_true", help="only tell what it would change; nothing is done")
    _add_talking(say, "print the reply's frame as a line of JSON")
    say.set_defaults(command="say")


def _add_understand(commands: Any) -> None:
    understand = commands.add_parser(
        "understand",
        help="what the assistant makes of sentences, for measuring it",
        description="Read cases, a line of JSON each, from standard input, and print what is understood, a line of JSON a turn."
        " Nothing of yours is touched.",
        epilog="example:\n  storycore understand --world world.json < cases.jsonl > predictions.jsonl",
    )
    understand.add_argument("--world", type=Path, required=True, help="the projects, scenes and people that are spoken of (JSON)")
    understand.set_defaults(command="understand")


def _add_user(commands: Any) -> None:
    user = commands.add_parser("user", help="manage the users of a server", description="Manage the users of this home's server.")
    user.set_defaults(command=user)
    add = user.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser).add_parser(
        "add",
        help="add a user",
        description="Add a user, who signs in with a password.",
        epilog="example:\n  storycore user add mara --password-stdin < password.txt",
    )
    add.add_argument("name", metavar="NAME", help="the name to sign in with")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input; else it is asked for")
    add.add_argument("--role", choices=("user", "producer", "admin"), default="user", help="what the user may do (user)")
    add.add_argument("--email", metavar="ADDRESS", help="an address, which opens the account as the name does")
    add.add_argument(
        "--plan", choices=("free", "pro", "enterprise", "studio"), default="studio", help="what they are allowed (studio: anything)"
    )
    _add_home(add)
    add.set_defaults(command="user add")


def _add_restored(commands: Any) -> None:
    restored = commands.add_parser(
        "restored",
        help="say that the database was restored from a backup",
        description="Say, before the server is started again, that this home's database was restored from a backup: clients then read"
        " their conversations anew instead of going on from numbers that mean something else now.",
    )
    _add_home(restored)
    restored.set_defaults(command="restored")


def _add_completion(commands: Any) -> None:
    completion = commands.add_parser(
        "completion",
        help="print a completion script for a shell",
        description="Print a completion script for a shell.",
        epilog="examples:\n"
        "  source <(storycore completion bash)               in ~/.bashrc\n"
        "  storycore completion zsh > ~/.zfunc/_storycore    with ~/.zfunc in fpath\n"
        "  storycore completion fish > ~/.config/fish/completions/storycore.fish",
    )
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell")
    completion.set_defaults(command="completion")


def _add_talking(command: argparse.ArgumentParser, json_help: str) -> None:
    command.add_argument("--json", action="store_true", help=json_help)
    command.add_argument("--session", metavar="ID", default="last", help="a session's id, last (the default) or new")
    _add_home(command)
    elsewhere = command.add_argument_group("another server")
    elsewhere.add_argument("--url", help="its address; without it, your own server is found or started")
    elsewhere.add_argument("--token-stdin", action="store_true", help="read its token from the first line of standard input")


def _add_home(command: argparse.ArgumentParser) -> None:
    command.add_argument("--home", type=Path, metavar="DIR", help="the data directory (~/.storycore)")


class _Parser(argparse.ArgumentParser):
    """With texts that keep their lines, and usage errors in two lines."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, formatter_class=_Help, add_help=False, **options)
        self.add_argument("-h", "--help", action="help", help="print this")

    def error(self, message: str) -> NoReturn:
        self.exit(Misused.status, f"{self.prog}: {message}\nTry {self.prog} --help\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Narrow enough to read, with room for the options' names."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=min(100, _columns()))

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):
            return "".join(self._format_action(command) for command in action._choices_actions)
        return super()._format_action(action)


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"storycore {version('storycore-assistant')}\n")
