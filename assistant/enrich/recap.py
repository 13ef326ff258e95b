"""What was done so far in a language model's words. Whatever it answers, the points are there: what cannot be used is left."""

import re

import msgspec
import structlog
from msgspec import Struct

import prompts
from assistant.enrich.leaks import leak
from assistant.enrich.shapes import schema_of
from assistant.model import Model, Tally, Unanswered

log = structlog.get_logger(__name__)
MOST = 600
"""Characters of a recap."""


class Recap(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for."""

    recap: str


async def recap(points: list[str], model: Model, tally: Tally) -> str | None:
    """The points in a few sentences; None when there is no answer, or none that can be used."""
    schema = msgspec.json.encode(schema_of(Recap)).decode()
    question = prompts.load("summary").render(points=points, most=MOST, schema=schema)
    try:
        answer = await model.ask([("human", question)], schema_of(Recap), tally)
        text = " ".join(msgspec.convert(answer.data, Recap).recap.split())
    except Unanswered:
        return None
    except msgspec.ValidationError as error:
        log.info("a recap had another form", reason=str(error))
        return None
    fault = unusable(text, points)
    if fault:
        log.info("a recap was not used", reason=fault)
    return None if fault else text


def unusable(text: str, told: list[str]) -> str:
    """What is wrong with a recap of what was told, or ''."""
    if not text or len(text) > MOST:
        return "it is empty or too long"
    if fault := leak(text):
        return fault
    given = "\n".join(told)
    invented = {number for number in _numbers(text) if number not in set(_numbers(given))}
    return f"it has numbers of its own: {', '.join(sorted(invented))}" if invented else ""


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)?", text)
