"""The last step of understanding, where a language model is configured: what no rule and no likeness was sure of.

The model proposes and never confirms. Whatever it does, the turn goes on: what cannot be used is asked for once more with the reason,
and then what was understood without it stays.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence

import structlog

import prompts
from assistant.conversation.briefing import briefing
from assistant.conversation.heard import Heard
from assistant.conversation.proposal import Unusable, proposable, recognition
from assistant.model import Answer, Messages, Model, Refused, Tally, Unanswered
from assistant.operations.usage import count_model, model_counter
from assistant.perform import Assistant
from intents.embedded import Embedded
from intents.guess import LIKELY
from intents.ideas import LONGEST_COMMAND
from intents.shapes import Choice, Match, NoMatch, Recognition, Unclear

log = structlog.get_logger(__name__)
PATIENCE = 15.0
"""Seconds a turn waits for a model at most, both answers together; STORYCORE_MODEL_TIMEOUT, where that is shorter."""
OFFERED, EXAMPLES = 5, 6
"""Operations that are offered as the likeliest, and sentences like this one that are shown."""


def in_doubt(text: str, read: Recognition) -> bool:
    """Whether a model may help: nothing was understood, or one of several things, or a part, or what was is a mere guess. What a name
    means, and a value that was not said, only the user knows."""
    if len(text) > LONGEST_COMMAND or not any(sign.isalpha() for sign in text):
        return False
    if isinstance(read, tuple):
        return any(match.source == "nearest" and match.confidence < LIKELY for match in read)
    if isinstance(read, Unclear):
        return read.reason == "uncertain" or (read.reason == "missing" and bool(read.done))
    return True


async def proposed(
    assistant: Assistant, model: Model, user_id: str, heard: Heard, embedded: Embedded | None, read: Recognition
) -> Recognition:
    """What the model proposes in the place of what was `read` without it, or that. Raises nothing but CancelledError."""
    tally = Tally()
    try:
        async with asyncio.timeout(min(PATIENCE, model.options.timeout)):
            return await _asked(model, heard, embedded, read, tally)
    except TimeoutError:
        log.info("a turn did not wait any longer for the model")
    except Exception:  # a fault of ours must not cost anybody their turn
        log.exception("nothing could be proposed")
    finally:
        if tally.questions:
            await asyncio.shield(count_model(assistant, model_counter(user_id, model.options, tally)))
    return read


async def _asked(model: Model, heard: Heard, embedded: Embedded | None, read: Recognition, tally: Tally) -> Recognition:
    embedded = embedded or Embedded()
    likely = heard.recogniser.likely(heard.text, embedded, heard.names, heard.context)
    possible = proposable(heard.recogniser)
    offered = [operation for operation, _ in likely if operation in possible][:OFFERED]
    gist = heard.recogniser.gist(heard.text, heard.names, heard.context)
    near = heard.recogniser.examples.near(embedded.gists[gist], offered, EXAMPLES) if offered else []
    messages, schema = briefing(heard, offered, near)
    for _ in range(2):
        answer = Answer("", None)
        try:
            answer = await model.ask(messages, schema, tally)
            return _used(answer, heard, read)
        except Refused as refusal:
            reason = f"{refusal.reason}. Nothing is done by answering."
        except Unanswered:
            break
        except Unusable as fault:
            log.info("a proposal could not be used")
            reason = fault.reason
        messages = again(messages, answer, reason)
    return read


def _used(answer: Answer, heard: Heard, read: Recognition) -> Recognition:
    """What the answer comes to beside what was read already. Raises Unusable."""
    if answer.data is None:
        raise Unusable("It is not one whole JSON object.")
    found = recognition(answer.data, heard)
    sure = Counter(match.operation for match in read.done) if isinstance(read, Unclear) else Counter[str]()
    if found is None:
        return NoMatch(text=heard.text) if isinstance(read, NoMatch) else read
    if isinstance(found, NoMatch):
        return read if sure else found
    acts: Sequence[Match | Choice] = found if isinstance(found, tuple) else (*found.done, *found.choices[:1])
    if lost := sure - Counter(act.operation for act in acts):
        raise Unusable(f"The sentence surely asks for this as well: {', '.join(lost)}.")
    return found


def again(messages: Messages, answer: Answer, reason: str) -> Messages:
    """The same question with what was wrong with the answer to it."""
    return [*messages, ("human", prompts.load("again").render(reason=reason, answer=answer.text[:LONGEST_COMMAND]))]
