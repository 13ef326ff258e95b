"""A story to reword, and a model behind a real server to reword it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from functools import cache
from typing import Any

import pytest

from assistant.model import Model, Options, Secret
from assistant.story import compose
from assistant.story.model import Brief, Story
from tests.assistant.model.model_server import ModelServer, model_server

IDEA = "a heist on the night ferry to Tangier, six scenes, two minutes, no romance"


@cache
def composed(prompt: str = IDEA, seed: int = 0) -> Story:
    return compose(Brief(prompt=prompt, seed=seed))


@pytest.fixture
def story() -> Story:
    """One whose scenes leave room for a sentence more."""
    drafts = (composed(seed=seed) for seed in range(100))
    return next(draft for draft in drafts if all(20 < len(scene.description.split()) <= 130 for scene in draft.scenes))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


@pytest.fixture
async def model_of(server: ModelServer) -> AsyncIterator[Callable[..., Model]]:
    """Makes models of the server, with other options where a test wants them; closed afterwards."""
    async with AsyncExitStack() as stack:

        def make(**options: Any) -> Model:
            model = Model(Options(**{"name": "a-model", "url": server.url, "timeout": 20.0, "key": Secret("k"), **options}))
            stack.push_async_callback(model.close)
            return model

        yield make
