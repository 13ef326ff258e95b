"""The line at the bottom: what is open, what is being done, how the connection is."""

from msgspec import Struct
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from api.frames import Progress
from api.terminal.connection import Connection
from api.terminal.say import stage
from api.terminal.words import clean, joined, length
from assistant.views import FilmView

BAR = 20
"""Characters of the progress bar."""


class Status(Struct, kw_only=True):
    """`progress` is set while a turn tells of it; `hint` is shown until the next line is typed."""

    connection: Connection
    film: FilmView | None = None
    progress: Progress | None = None
    hint: str = ""

    def line(self, width: int) -> StyleAndTextTuples:
        """The toolbar in `width` columns: the left part gives way first."""
        state, style = self._state()
        right = f"{state} "
        left = fitted(f" {self._left()}", width - get_cwidth(right) - 1)
        gap = " " * max(1, width - get_cwidth(left) - get_cwidth(right))
        return [("class:status.left", left), ("", gap), (style, right)]

    def _left(self) -> str:
        if self.hint:
            return self.hint
        if self.progress is not None:
            return f"{bar(self.progress.percentage)} {self.progress.percentage:3} %  {stage(self.progress)}"
        return project(self.film) if self.film else "StoryCore"

    def _state(self) -> tuple[str, str]:
        waiting = len(self.connection.unsent)
        if not self.connection.online.is_set():
            away = "offline, trying again" if self.connection.session_known else "connecting"
            return joined(f"○ {away}", f"{waiting} waiting" if waiting else ""), "class:status.offline"
        if self.connection.lines:
            return "● working, Ctrl-C cancels", "class:status.working"
        return "● online", "class:status.online"


def project(film: FilmView) -> str:
    row = film.project
    unsaved = f"{row.unsaved} unsaved" if row.unsaved else ""
    kind = row.state if row.state != "project" else ""
    return joined(clean(row.title), kind, f"{row.scene_count} scenes", length(row.duration), unsaved)


def bar(percent: int) -> str:
    full = round(max(0, min(100, percent)) / 100 * BAR)
    return "━" * full + "─" * (BAR - full)


def fitted(text: str, width: int) -> str:
    """The text, cut with an ellipsis where it would be wider than `width` columns."""
    if get_cwidth(text) <= width:
        return text
    while text and get_cwidth(text) > width - 1:
        text = text[:-1]
    return f"{text}…"
