"""The languages a conversation is held in: each with what understands it and the words it answers in."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from intents.language import Languages
from intents.replies import Replies
from memory.embedder import Embedder

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

Build = Callable[[], "Mapping[str, Recogniser]"]


class Tongues:
    """`build` gives a recogniser per language; it is called once, in a thread, because a start should not wait for it, nor for the
    language files."""

    def __init__(self, build: Build, embedder: Embedder) -> None:
        self._build, self._embedder = build, embedder
        self._built: asyncio.Future[Mapping[str, Recogniser]] | None = None
        self._languages: Languages | None = None
        self._replies: dict[str, Replies] = {}
        self._learnt: set[str] = set()

    def warm(self) -> None:
        """Begin to build what the first turn needs."""
        if self._built is None:
            self._built = asyncio.ensure_future(asyncio.to_thread(self._build))

    async def known(self) -> "Mapping[str, Recogniser]":
        self.warm()
        assert self._built is not None
        return await asyncio.shield(self._built)

    async def spoken(self, text: str, before: str) -> str:
        """The language of `text`; `before`, the one spoken so far, where the words do not tell."""
        recognisers = await self.known()
        if self._languages is None:
            self._languages = Languages({language: one.known for language, one in recognisers.items()})
        return self._languages.of(text, before if before in recognisers else next(iter(recognisers)))

    async def replies(self, language: str) -> Replies:
        """The words to answer in."""
        if language not in self._replies:
            self._replies[language] = Replies((await self.known())[language].catalogue)
        return self._replies[language]

    async def learnt(self, language: str) -> "Recogniser":
        """The recogniser of a language, its examples compared by meaning. Raises ModelDamaged without an embedding model."""
        recogniser = (await self.known())[language]
        if language not in self._learnt:
            vectors = await self._embedder.encode(tuple(recogniser.example_texts))
            recogniser.learn(vectors)
            await asyncio.to_thread(recogniser.train, vectors)
            self._learnt.add(language)
        return recogniser
