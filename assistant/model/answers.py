"""What is in a model's message."""

import json
from typing import Any

LONGEST = 20_000
"""Characters of an answer that are looked at."""
_ATTEMPTS = 20
"""Braces an object is looked for at; a text full of them is not one."""
_REFUSED = {"content_filter", "refusal", "safety"}


def text_of(message: Any) -> str:
    """The text of a langchain-core message, whatever parts it is made of."""
    content = getattr(message, "content", "")
    if isinstance(content, str):
        return content
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in content)


def refused(message: Any) -> bool:
    """Whether the provider says that the model would not answer."""
    if getattr(message, "additional_kwargs", {}).get("refusal"):
        return True
    content = getattr(message, "content", "")
    if isinstance(content, list) and any(isinstance(part, dict) and part.get("type") == "refusal" for part in content):
        return True
    ended = getattr(message, "response_metadata", {})
    return str(ended.get("finish_reason") or ended.get("stop_reason") or "").lower() in _REFUSED


def json_in(text: str) -> dict[str, Any] | None:
    """The first whole JSON object in a text, be it alone, fenced or after other words. What was cut off is not mended."""
    text = text[:LONGEST]
    decoder = json.JSONDecoder()
    start = text.find("{")
    for _ in range(_ATTEMPTS):
        if start < 0:
            break
        try:
            found: dict[str, Any] = decoder.raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            start = text.find("{", start + 1)
        else:
            return found
    return None
