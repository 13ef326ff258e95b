"""Recognisers that have learnt from all their examples, and what they make of a sentence by its meaning."""

import asyncio

from api.understanding.command import tongues
from intents.shapes import Context, Recognition, Vocabulary


async def _meant(text: str, vocabulary: Vocabulary, context: Context, language: str) -> Recognition:
    async with tongues() as spoken:
        recogniser = await spoken.learnt(language)
        gists = recogniser.gists(text, vocabulary, context)
        vectors = dict(zip(gists, await spoken.embedder.encode(gists), strict=True))
        return recogniser.by_meaning(text, vectors, vocabulary, context)


def meant(text: str, vocabulary: Vocabulary, context: Context, language: str = "en") -> Recognition:
    """What the sentence is recognised as with no rule asked about the whole of it."""
    return asyncio.run(_meant(text, vocabulary, context, language))
