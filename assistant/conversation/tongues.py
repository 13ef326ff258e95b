"""The languages a conversation is held in: each with what understands it and the words it answers in."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from intents.dictionary import Dictionary
from intents.language import Languages
from intents.replies import Replies
from memory.embedder import Embedder, vocabulary
from memory.shelf import Shelf

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

Build = Callable[[], "Mapping[str, Recogniser]"]


class Tongues:
    """`build` gives a recogniser per language; it is called once, in a thread, because a start should not wait for it, nor for the
    language files."""

    def __init__(self, build: Build, embedder: Embedder, shelf: Shelf | None = None) -> None:
        """What was learnt before is on the `shelf`."""
        self._build, self.embedder, self._shelf = build, embedder, shelf or Shelf()
        self._built: asyncio.Future[Mapping[str, Recogniser]] | None = None
        self._languages: Languages | None = None
        self._replies: dict[str, Replies] = {}
        self._learning: dict[str, asyncio.Future[None]] = {}

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
            letters = {language: one.catalogue.letters for language, one in recognisers.items()}
            self._languages = Languages({language: one.known for language, one in recognisers.items()}, letters)
        return self._languages.of(text, before if before in recognisers else next(iter(recognisers)))

    async def replies(self, language: str) -> Replies:
        """The words to answer in."""
        if language not in self._replies:
            self._replies[language] = Replies((await self.known())[language].catalogue)
        return self._replies[language]

    async def everywhere(self, message: str) -> dict[str, str]:
        """A message of the language files, by language."""
        return {language: (await self.replies(language)).say(message) for language in await self.known()}

    async def learnt(self, language: str) -> "Recogniser":
        """The recogniser of a language, its examples compared by meaning. Raises ModelDamaged without an embedding model."""
        recogniser = (await self.known())[language]
        if language not in self._learning or (self._learning[language].done() and self._learning[language].exception()):
            self._learning[language] = asyncio.ensure_future(self._learn(recogniser))
        await asyncio.shield(self._learning[language])
        return recogniser

    async def all_learnt(self) -> None:
        """Every language, and the model that turns sentences into vectors. Raises ModelDamaged without one."""
        for language in await self.known():
            await self.learnt(language)
        await self.embedder.encode(("",))

    def has_learnt(self, language: str) -> bool:
        """Whether a sentence can be looked at by its meaning without waiting."""
        learning = self._learning.get(language)
        return self.embedder.ready and learning is not None and learning.done() and not learning.exception()

    async def _learn(self, recogniser: "Recogniser") -> None:
        """What is on the shelf under the name of these examples; or else from the examples, and put there."""
        from intents import kept  # with numpy: not before it is needed

        if recogniser.classifier is not None:
            return None
        recogniser.wording.dictionary = Dictionary(await asyncio.to_thread(vocabulary, recogniser.catalogue.language))
        name = await asyncio.to_thread(kept.key, recogniser.catalogue)
        content = await asyncio.to_thread(self._shelf.read, name)
        if content is not None:
            with contextlib.suppress(ValueError):
                return await asyncio.to_thread(kept.loads, recogniser, content)
        from intents.tagger import Surroundings

        vectors = await self.embedder.encode_many(recogniser.example_texts)
        words = [Surroundings(*each) for each in await self.embedder.words_of_many(recogniser.examples.texts)]
        await asyncio.to_thread(recogniser.learn, vectors, words)
        content = await asyncio.to_thread(kept.dumps, recogniser, vectors)
        return await asyncio.to_thread(self._shelf.write, name, content)
