"""Completion scripts, made from the parser itself, so that they cannot fall behind it."""

import argparse
import shlex
from collections.abc import Iterator

from msgspec import Struct


class Word(Struct, frozen=True):
    """A word that can be typed, and what it is for."""

    text: str
    says: str


class Place(Struct, frozen=True, kw_only=True):
    """What can follow a command: `path` is the command as typed, "" at the top. `values` are the choices after an option."""

    path: str
    words: list[Word]
    values: dict[str, list[str]]


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    places = list(_places(parser, ""))
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](places)


def _places(parser: argparse.ArgumentParser, path: str) -> Iterator[Place]:
    words: list[Word] = []
    values: dict[str, list[str]] = {}
    below: list[tuple[str, argparse.ArgumentParser]] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            words += [Word(str(choice.dest), str(choice.help)) for choice in action._choices_actions]
            below += action.choices.items()
        elif action.option_strings:
            words += [Word(option, str(action.help)) for option in action.option_strings if option.startswith("--")]
            if action.choices:
                values |= {option: [str(choice) for choice in action.choices] for option in action.option_strings}
        elif action.choices:
            words += [Word(str(choice), str(action.help)) for choice in action.choices]
    yield Place(path=path, words=words, values=values)
    for name, parser_below in below:
        yield from _places(parser_below, f"{path} {name}".strip())


def _bash(places: list[Place]) -> str:
    commands = "|".join(shlex.quote(place.path) for place in places if place.path)
    after = "".join(
        f"        {shlex.quote(f'{place.path}:{option}')}) words={shlex.quote(' '.join(choices))} ;;\n"
        for place in places
        for option, choices in place.values.items()
    )
    words = "".join(
        f"        {shlex.quote(place.path + ':')}*) words={shlex.quote(' '.join(word.text for word in place.words))} ;;\n"
        for place in places
    )
    return f"""\
# bash completion for storycore; made by `storycore completion bash`
_storycore() {{
    local word command="" words="" index
    for ((index = 1; index < COMP_CWORD; index++)); do
        word="${{command:+$command }}${{COMP_WORDS[index]}}"
        case "$word" in
            {commands}) command="$word" ;;
        esac
    done
    case "${{COMP_WORDS[COMP_CWORD - 1]}}" in
        --home) mapfile -t COMPREPLY < <(compgen -d -- "${{COMP_WORDS[COMP_CWORD]}}"); return ;;
    esac
    case "$command:${{COMP_WORDS[COMP_CWORD - 1]}}" in
{after}{words}    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}")
}}
complete -F _storycore storycore
"""


def _zsh(places: list[Place]) -> str:
    commands = "|".join(shlex.quote(place.path) for place in places if place.path)
    after = "".join(
        f"        {shlex.quote(f'{place.path}:{option}')}) compadd -- {' '.join(map(shlex.quote, choices))}; return ;;\n"
        for place in places
        for option, choices in place.values.items()
    )
    described = "".join(
        f"        {shlex.quote(place.path)}) described=({' '.join(shlex.quote(_for_describe(word)) for word in place.words)}) ;;\n"
        for place in places
    )
    return f"""\
#compdef storycore
# zsh completion for storycore; made by `storycore completion zsh`
_storycore() {{
    local word command="" index
    local -a described
    for ((index = 2; index < CURRENT; index++)); do
        word="${{command:+$command }}${{words[index]}}"
        case "$word" in
            ({commands}) command="$word" ;;
        esac
    done
    case "$command:${{words[CURRENT - 1]}}" in
        *:--home) _directories; return ;;
{after}    esac
    case "$command" in
{described}    esac
    _describe storycore described
}}
_storycore "$@"
"""


def _for_describe(word: Word) -> str:
    return f"{word.text.replace(':', chr(92) + ':')}:{word.says}"


def _fish(places: list[Place]) -> str:
    lines = ["# fish completion for storycore; made by `storycore completion fish`", "complete -c storycore -f"]
    for place in places:
        below = {other.path.split()[-1] for other in places if other.path.rpartition(" ")[0] == place.path and other.path}
        conditions = [f"__fish_seen_subcommand_from {name}" for name in place.path.split()]
        conditions += [f"not __fish_seen_subcommand_from {' '.join(sorted(below))}"] if below else []
        where = shlex.quote("; and ".join(conditions) or "true")
        lines += [f"complete -c storycore -n {where} {_fish_word(word, place)}" for word in place.words]
    return "\n".join(lines) + "\n"


def _fish_word(word: Word, place: Place) -> str:
    says = shlex.quote(word.says)
    if not word.text.startswith("--"):
        return f"-a {shlex.quote(word.text)} -d {says}"
    choices = place.values.get(word.text)
    values = f" -x -a {shlex.quote(' '.join(choices))}" if choices else " -r -F" if word.text == "--home" else ""
    return f"-l {word.text[2:]}{values} -d {says}"
