"""`python -m assistant.desk.writer`: writes what is asked for on stdin, answers on stdout, and ends with its server."""

import contextlib
import os
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

from assistant.desk.frames import HEAD, Answer, Asked, Failed, Open, Outcome, Refused, Shown, Stage, Told, Turned, asked, framed
from assistant.desk.here import ways
from assistant.story import compose
from assistant.story.compose import questions_of
from assistant.story.model import Unwritable

POLITE = 5
"""Added to the niceness: on a full machine the talk goes first."""


def main() -> None:
    """Until stdin ends, which it does with the server, however that ended."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that prints may end up between the answers
    with contextlib.suppress(OSError):
        os.nice(POLITE)
    with contextlib.suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers)


def serve(asking: BinaryIO, answers: BinaryIO) -> None:
    def tell(message: Answer) -> None:
        answers.write(framed(message))
        answers.flush()

    while head := asking.read(HEAD):
        tell(_outcome(asked(asking.read(int.from_bytes(head))), tell))


def _outcome(wanted: Asked, tell: Callable[[Answer], None]) -> Outcome:
    try:
        return _done(wanted, tell)
    except Unwritable as error:
        return Refused(error.field, str(error), error.why, error.values)
    except BrokenPipeError:
        raise
    except Exception:
        return Failed(traceback.format_exc())


def _done(wanted: Asked, tell: Callable[[Answer], None]) -> Outcome:
    if wanted.what == "questions":
        return Open(questions_of(wanted.brief))
    if wanted.what == "ways":
        return Turned(*ways(wanted.brief, wanted.plan, wanted.place, wanted.draft))
    story = compose(wanted.brief, lambda name, percent: tell(Stage(name, percent)), lambda place, scene: tell(Shown(place, scene)))
    return Told(story)


if __name__ == "__main__":
    main()
