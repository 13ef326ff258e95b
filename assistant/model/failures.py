"""Why there is no answer, in plain words. What a server wrote may quote the key or the prompt, and is never passed on."""

from typing import Any

import structlog

log = structlog.get_logger(__name__)
_NOT_THERE = {401: "its key was refused", 402: "its account has no credit", 403: "its key was refused", 404: "its server does not know it"}


class Unanswered(Exception):
    """No answer to this question. `reason` is a few plain words and quotes nothing that came over the wire."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoModel(Unanswered):
    """No answer, and none to be expected for other questions either."""


class Refused(Unanswered):
    """The model was asked and would not; it may if asked again."""


def failure_of(error: Exception, limit: float) -> Unanswered:
    """The failure of a provider's client; `limit` is the time it had, in seconds."""
    status, kind = status_of(error), type(error).__name__
    if status in _NOT_THERE:
        return NoModel(_NOT_THERE[status])
    if status == 429:
        return Unanswered("its server is too busy")
    if status:
        return Unanswered(f"its server failed with {status}")
    if isinstance(error, TimeoutError) or "Timeout" in kind:
        return Unanswered(f"no answer within {limit:g} s")
    if "Connect" in kind and not _was_cut_off(error):
        return NoModel("its server cannot be reached")
    if "Length" in kind or _was_cut_off(error):
        return Refused("its answer was cut off")
    if "ContentFilter" in kind or "Refusal" in kind:
        return Refused("the model refused")
    if "Validation" in kind or isinstance(error, (ValueError, TypeError, AttributeError, KeyError)):  # not what its client expects
        return Refused("its answer could not be read")
    log.warning("asking the model failed", kind=kind)
    return Unanswered("asking it failed")


def _was_cut_off(error: BaseException | None) -> bool:
    """Whether the connection was there and broke: the causes tell it from a server that never answered."""
    while error is not None:
        if type(error).__name__ in {"RemoteProtocolError", "ReadError", "IncompleteRead", "ClientPayloadError"}:
            return True
        error = error.__cause__
    return False


def status_of(error: Exception) -> int:
    """The HTTP status a provider's error carries, 0 for none."""
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    return status if isinstance(status, int) and status >= 400 else 0


def usage_of(error: Exception) -> dict[str, Any] | None:
    """Tokens of an answer that was counted and yet came as an error (cut off by its length)."""
    usage = getattr(getattr(error, "completion", None), "usage", None)
    if usage is None:
        return None
    return {"input_tokens": getattr(usage, "prompt_tokens", 0), "output_tokens": getattr(usage, "completion_tokens", 0)}
