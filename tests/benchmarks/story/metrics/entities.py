"""Whether the people, things and places a prompt names are seen in its scenes or cast."""

import re
from itertools import chain

from tests.benchmarks.story.tales import Failure, Outcome, Tale, share
from tests.benchmarks.story.texts import cast, seen


def measure(tales: list[Tale]) -> Outcome:
    failures: list[Failure] = []
    for tale in tales:
        text = " ".join(chain(seen(tale.story), cast(tale.story)))
        failures += [
            Failure(f"a {kind} is not seen", tale.wish.language, tale.wish.prompt, one)
            for kind, some in (("person", tale.wish.people), ("thing", tale.wish.things), ("place", tale.wish.places))
            for one in some
            if not reached(one, text)
        ]
    count = sum(len(tale.wish.entities) for tale in tales)
    whole = sum(all(failure.prompt != tale.wish.prompt for failure in failures) for tale in tales)
    rows = [
        share("entities of the prompt seen", count - len(failures), count, goal=95),
        share("stories with all of them", whole, len(tales)),
    ]
    return Outcome(rows, failures)


def reached(entity: str, text: str) -> bool:
    """Whether a word or phrase begins somewhere in a text, in either kind of apostrophe; a plural is a beginning too."""
    return re.search(rf"(?<!\w){re.escape(_plain(entity))}", _plain(text)) is not None


def _plain(text: str) -> str:
    return re.sub(r"[\s-]+", " ", text.lower().replace("’", "'"))
