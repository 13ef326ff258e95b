"""Replies in a terminal and in a pipe."""

import io
from typing import Any

import pytest
from rich.console import Console

from api.frames import AiResponse, ChoiceShown, Result
from api.terminal import show
from api.terminal.output import console, put
from api.terminal.views import Parts
from tests.api.terminal.samples import RESULTS, result, view


def reply(content: str = "Here it is.", **more: Any) -> AiResponse:
    return AiResponse(session_id="s", content=content, choices=more.pop("choices", []), processing_time=1, **more)


def on_terminal(parts: Parts, width: int) -> str:
    screen = Console(file=io.StringIO(), force_terminal=True, width=width, color_system=None, highlight=False, markup=False)
    put(screen, parts)
    return screen.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def in_pipe(parts: Parts) -> str:
    stream = io.StringIO()
    put(console(stream), parts)
    return stream.getvalue()


def test_a_preview_is_shown_with_its_scenes_and_its_cast() -> None:
    text = on_terminal(show.reply(reply(views=[view("project.generate")])), 80)
    for seen in ("Here it is.", "Two Manifests", "22.5 s", "1:32.5", "Ilya Marin, Noor", "purser", "1–2"):
        assert seen in text
    assert "the-last-crossing · 5 files · 0.07 MB" in text


@pytest.mark.parametrize("operation", sorted(RESULTS))
@pytest.mark.parametrize("width", [36, 60, 80, 140])
def test_every_table_fits_its_terminal_without_cutting_a_word(operation: str, width: int) -> None:
    parts = show.result(Result(id=1, ok=True, operation=operation, result=result(operation)))
    text = on_terminal(parts, width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "…" not in text


def test_a_narrow_terminal_folds_what_is_beside_under_what_matters() -> None:
    wide, narrow = (on_terminal(show.reply(reply(views=[view("scene.list")])), width) for width in (80, 44))
    assert "Where" in wide and "Where" not in narrow
    assert "Algeciras ferry terminal · night" in (line.strip(" ·") for line in narrow.splitlines())


def test_a_row_is_a_line_in_a_pipe_and_words_are_not_broken() -> None:
    text = in_pipe(show.reply(reply("word " * 60 + "end", views=[view("scene.list")])))
    lines = text.splitlines()
    assert lines[0] == "word " * 60 + "end"
    assert any(line.split()[0] == "2" and line.endswith("1:32.5") for line in lines if line)
    assert "\x1b" not in text
    assert not any(line.endswith(" ") for line in lines)


def test_the_history_says_who_did_what_to_what() -> None:
    text = in_pipe(show.reply(reply(views=[view("history.list")])))
    assert "↶ scene “Car Deck” longer by 10 s" in text
    assert "character “Noor Haddad” changed: name" in text
    assert "Mara" in text


def test_a_film_that_was_asked_for_by_operation_is_shown_with_its_title() -> None:
    text = in_pipe(show.result(Result(id=1, ok=True, operation="project.show", result=result("project.show"))))
    assert text.startswith("The Last Crossing\nheist · cold · 1:55\nA purser has one crossing")


def test_choices_are_numbered() -> None:
    shown = in_pipe(show.reply(reply(choices=[ChoiceShown(id="x", title="Ilya"), ChoiceShown(id="y", title="Noor", description="who?")])))
    assert shown == "Here it is.\n\n  1. Ilya\n  2. Noor  who?\n"


def test_views_that_are_said_in_words_or_are_not_understood_are_left_to_the_words() -> None:
    views = [{"operation": "scene.add", "result": {}}, {"operation": "scene.list", "result": {"scenes": 3}}, {}]
    assert in_pipe(show.reply(reply(views=views))) == "Here it is.\n"


def test_markup_and_commands_in_names_are_only_text() -> None:
    assert in_pipe(show.reply(reply("[bold]x[/bold] \x1b[31mred :smile:"))) == "[bold]x[/bold] [31mred :smile:\n"


def test_an_operation_that_failed_says_why_and_what_to_do() -> None:
    failed = Result(id=1, ok=False, operation="scene.show", error={"code": "x", "message": "No.", "suggested_action": "Do that."})
    assert in_pipe(show.result(failed)) == "No. Do that.\n"


def test_a_result_without_a_table_is_shown_as_data() -> None:
    assert '"left": 2' in in_pipe(show.result(Result(id=1, ok=True, operation="scene.remove", result={"left": 2})))
