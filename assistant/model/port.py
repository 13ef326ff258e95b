"""Asking a model one question: limited in time, counted, and every failure in plain words."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from msgspec import Struct

from assistant.errors import Unavailable
from assistant.model.answers import json_in, refused, text_of
from assistant.model.failures import NoModel, Refused, Unanswered, failure_of, status_of, usage_of
from assistant.model.options import Options
from assistant.model.providers import chat_model

log = structlog.get_logger(__name__)
Messages = Sequence[tuple[str, str | Sequence[Mapping[str, Any]]]]
"""Each `(role, text)`, the role `system` or `human`; instead of a text, parts as langchain-core has them, pictures among them."""
_UNSUPPORTED = {400, 404, 405, 415, 422, 501}
"""With these a server says that it cannot do structured output, if it can answer a plain question."""


class Answer(Struct, frozen=True):
    """What the model answered: `text` as it came, `data` the JSON object in it, None when there is none."""

    text: str
    data: dict[str, Any] | None


class Tally:
    """What a piece of work has taken of a model: answers, failures among the questions, tokens, milliseconds."""

    def __init__(self) -> None:
        self.questions = self.failed = self.read = self.written = 0
        self.ms = 0.0

    def add(self, usage: Any) -> None:
        """`AIMessage.usage_metadata`, or None from a server that does not count."""
        self.read += _count(usage, "input_tokens")
        self.written += _count(usage, "output_tokens")


def _count(usage: Any, name: str) -> int:
    """What a server says is believed within reason."""
    return max(0, min(int((usage or {}).get(name) or 0), 100_000_000))


class Model:
    """A configured model. `chat` is a ready langchain-core chat model; without one it is made at the first question."""

    def __init__(self, options: Options, chat: Any = None) -> None:
        self.options = options
        self._chat = chat
        self._making = asyncio.Lock()
        self._turns = asyncio.Semaphore(options.at_once)
        self._structured = True

    async def ask(self, messages: Messages, schema: dict[str, Any], tally: Tally) -> Answer:
        """Raises Unanswered. Waiting for one's turn does not count against the time limit."""
        async with self._turns:
            started = time.monotonic()
            tally.questions += 1
            try:
                return await self._asked(messages, schema, tally)
            except Unanswered as failure:
                tally.failed += 1
                log.info("no answer from the model", reason=failure.reason)
                raise
            except asyncio.CancelledError:  # whoever asked did not wait any longer
                tally.failed += 1
                raise
            finally:
                tally.ms += (time.monotonic() - started) * 1000

    async def _asked(self, messages: Messages, schema: dict[str, Any], tally: Tally) -> Answer:
        try:
            chat = await self._ready()
            async with asyncio.timeout(self.options.timeout):
                message = await self._message(chat, messages, schema)
        except Unavailable as problem:
            raise NoModel(_short(problem)) from None
        except Exception as error:  # each provider raises its own kinds
            tally.add(usage_of(error))
            raise failure_of(error, self.options.timeout) from None
        tally.add(getattr(message, "usage_metadata", None))
        if refused(message):
            raise Refused("the model refused")
        text = text_of(message)
        calls = getattr(message, "tool_calls", None)
        return Answer(text, calls[0]["args"] if calls else json_in(text))

    async def _message(self, chat: Any, messages: Messages, schema: dict[str, Any]) -> Any:
        """The model's message: with structured output, or plainly where its server cannot do that."""
        if self._structured:
            try:
                return (await chat.with_structured_output(schema, include_raw=True).ainvoke(list(messages)))["raw"]
            except Exception as error:
                if not isinstance(error, NotImplementedError) and status_of(error) not in _UNSUPPORTED:
                    raise
        plain = await chat.ainvoke(list(messages))
        self._structured = False
        return plain

    async def _ready(self) -> Any:
        """Made in a thread, because the imports take seconds."""
        async with self._making:
            if self._chat is None:
                self._chat = await asyncio.to_thread(chat_model, self.options)
            return self._chat

    async def close(self) -> None:
        """Close the connections of a client that keeps some."""
        client = getattr(self._chat, "root_async_client", None)
        if client is not None:
            await client.close()


def _short(problem: Unavailable) -> str:
    return f"{problem.message.rstrip('.')}: {problem.remedy}".rstrip(".")
