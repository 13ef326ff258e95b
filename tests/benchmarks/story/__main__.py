"""`make bench-story`: make a film of every prompt, measure them all, and print three whole stories a language to be read aloud."""

import argparse
import sys
import time

from rich.console import Console

from tests.benchmarks.rows import Row

from . import crowd
from .metrics import METRICS
from .reading import script
from .report import EXAMPLES, Report
from .tales import Failure, Missing, Outcome, Tale, Untold, told, unspoken
from .wishes import LANGUAGES, spread, wishes

SAMPLE = 20
CROWD, READ = "crowd", "read"
PARTS = (*METRICS, CROWD, READ)


def main() -> int:
    """0 when every goal was met and nothing skipped, else 1."""
    asked = _arguments()
    report = Report(Console(width=None if sys.stdout.isatty() else 150))
    began = time.monotonic()
    for language in asked.language or LANGUAGES:
        _language(language, asked.only or PARTS, SAMPLE if asked.quick else None, asked.stories, report)
    if CROWD in (asked.only or PARTS) and not (asked.quick and not asked.only):
        _crowd(report)
    report.end(asked.examples)
    print(f"{time.monotonic() - began:.0f} s")
    return int(bool(report.missed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.story", description=__doc__)
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="all of them unless said; may be said more than once")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be said more than once")
    parser.add_argument("--quick", action="store_true", help=f"{SAMPLE} prompts a language, and no server")
    parser.add_argument("--stories", type=int, default=3, help="whole stories printed a language (%(default)s)")
    parser.add_argument("--examples", type=int, default=EXAMPLES, help="examples printed of each kind of miss (%(default)s)")
    return parser.parse_args()


def _language(language: str, parts: tuple[str, ...], sample: int | None, stories: int, report: Report) -> None:
    report.heading(language)
    chosen = wishes(language)
    tales, untold = told(spread(chosen, sample) if sample else chosen)
    if unspoken(tales, untold):
        return report.skip(language, f"the engine does not write it yet ({untold[0].why})")
    report.take(f"{language}: told", _made(tales, untold))
    if not tales:
        return report.skip(language, "not one story was made")
    for name, measure in METRICS.items():
        if name in parts:
            try:
                report.take(f"{language}: {name}", measure(tales))
            except Missing as missing:
                report.skip(f"{language}: {name}", f"there is no {missing}")
    if READ in parts:
        for tale in spread(tuple(tales), stories):
            report.heading(tale.story.title)
            report.read(list(script(tale.story, tale.wish.prompt)))
    return None


def _made(tales: list[Tale], untold: list[Untold]) -> Outcome:
    """Every prompt here can be obeyed, so that one which is refused or breaks the engine is a miss."""
    failures = [Failure(f"no story: {one.why[:60]}", one.wish.language, one.wish.prompt, one.why) for one in untold]
    count = len(tales) + len(untold)
    row = Row(name="prompts told", value=len(tales), unit=f"of {count}", goal="all", met=not untold)
    return Outcome([row], failures)


def _crowd(report: Report) -> None:
    try:
        report.take(CROWD, crowd.measure())
    except Missing as missing:
        report.skip(CROWD, f"there is no {missing}")


if __name__ == "__main__":
    sys.exit(main())
