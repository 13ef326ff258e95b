"""Recognisers that have learnt from all their examples, and what they make of a sentence by its meaning."""

import asyncio

from api.understanding.command import tongues
from intents.embedded import Embedded
from intents.shapes import Context, Recognition, Vocabulary
from intents.tagger import Surroundings


async def _meant(text: str, vocabulary: Vocabulary, context: Context, language: str) -> Recognition:
    async with tongues() as spoken:
        recogniser = await spoken.learnt(language)
        gists = recogniser.gists(text, vocabulary, context)
        vectors, words = await spoken.embedder.read(text, gists)
        embedded = Embedded(dict(zip(gists, vectors, strict=True)), Surroundings(*words))
        return recogniser.by_meaning(text, embedded, vocabulary, context)


def meant(text: str, vocabulary: Vocabulary, context: Context, language: str = "en") -> Recognition:
    """What the sentence is recognised as with no rule asked about the whole of it."""
    return asyncio.run(_meant(text, vocabulary, context, language))
