"""What a picture shows in a vision model's words. What it answers is judged; what cannot be used is left, and nothing is said instead."""

import base64

import msgspec
import structlog
from msgspec import Struct

import prompts
from assistant.enrich.leaks import leak
from assistant.enrich.shapes import schema_of
from assistant.model import Model, Tally, Unanswered

log = structlog.get_logger(__name__)
MOST, MOST_TAGS, LONGEST_TAG = 300, 12, 40


class Caption(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for."""

    caption: str
    tags: list[str]


async def captioned(webp: bytes, words: str, model: Model, tally: Tally) -> Caption | None:
    """`webp` is a small picture, `words` what its sender says of it. None when there is no answer, or none that can be used."""
    schema = msgspec.json.encode(schema_of(Caption)).decode()
    question = prompts.load("caption").render(words=words, most=MOST, tags=MOST_TAGS, schema=schema)
    shown = f"data:image/webp;base64,{base64.b64encode(webp).decode()}"
    parts: list[dict[str, object]] = [{"type": "text", "text": question}, {"type": "image_url", "image_url": {"url": shown}}]
    try:
        answer = await model.ask([("human", parts)], schema_of(Caption), tally)
        caption = msgspec.convert(answer.data, Caption)
    except Unanswered:
        return None
    except msgspec.ValidationError as error:
        log.info("a caption had another form", reason=str(error))
        return None
    told = Caption(" ".join(caption.caption.split()), _tags(caption.tags))
    fault = _unusable(told)
    if fault:
        log.info("a caption was not used", reason=fault)
    return None if fault else told


def _tags(tags: list[str]) -> list[str]:
    plain = (" ".join(tag.split()).casefold() for tag in tags)
    return list(dict.fromkeys(tag for tag in plain if tag and len(tag) <= LONGEST_TAG and not leak(tag)))[:MOST_TAGS]


def _unusable(told: Caption) -> str:
    """What is wrong with it, or ''."""
    if not told.caption or len(told.caption) > MOST:
        return "it is empty or too long"
    return leak(told.caption)
