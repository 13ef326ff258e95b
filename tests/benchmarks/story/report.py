"""What a run prints: a table of figures, what was skipped and why, and the misses, the most frequent kind first."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Console

from tests.benchmarks.rows import Row, show

from .tales import Failure, Outcome

EXAMPLES = 6


class Report:
    """Prints as results come in and remembers the misses."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._failures: list[Failure] = []
        self._skipped: list[str] = []
        self.missed: list[str] = []

    def heading(self, text: str) -> None:
        self._console.rule(text)

    def take(self, title: str, outcome: Outcome) -> None:
        show(self._console, title, outcome.rows)
        self._plain(outcome.lines)
        self._failures += outcome.failures
        self.missed += [f"{title}: {_figure(row)}" for row in outcome.rows if row.met is False]

    def skip(self, title: str, why: str) -> None:
        """Said where it happens and once more at the end, so that nobody takes silence for success."""
        self._skipped.append(f"{title}: skipped, {why}")
        self._plain(self._skipped[-1:])

    def read(self, lines: Sequence[str]) -> None:
        self._plain(lines)

    def end(self, examples: int = EXAMPLES) -> None:
        """Misses by kind, one example a story, then what was skipped and which goals were not met."""
        kinds: dict[str, list[Failure]] = defaultdict(list)
        for failure in self._failures:
            kinds[failure.kind].append(failure)
        self.heading("misses, most frequent first")
        for kind, found in sorted(kinds.items(), key=lambda one: -len(one[1])):
            each = {failure.prompt or failure.said: failure for failure in reversed(found)}
            told = f"{kind}: {len(found)}" + (f", in {len(each)} stories" if len(each) < len(found) else "")
            self._plain([told, *(f"  {_case(one)}" for one in list(each.values())[::-1][:examples])])
        self.heading("goals not met, and what was skipped")
        self._plain([*self.missed, *self._skipped] or ["all goals met, nothing skipped"])

    def _plain(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def _figure(row: Row) -> str:
    ratio = f" ({row.ratio:.2f}×)" if row.ratio is not None else ""
    return f"{row.name} {row.value:.4g} {row.unit}{ratio}, goal {row.goal}"


def _case(one: Failure) -> str:
    return f"[{one.language}] {_short(one.prompt)} → {one.said}" if one.prompt else f"[{one.language}] {one.said}"


def _short(prompt: str) -> str:
    flat = " ".join(prompt.split())
    return flat if len(flat) <= 110 else f"{flat[:110]}…"
