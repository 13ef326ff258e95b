"""What of a story is read, and how text is cut into sentences, words and runs of words."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from assistant.story import Story


def descriptions(story: Story) -> list[str]:
    return [scene.description for scene in story.scenes]


def seen(story: Story) -> Iterator[str]:
    """Everything that is seen, heard or read in the scenes."""
    for scene in story.scenes:
        yield from (scene.title, scene.description, scene.location, scene.visual_notes, *scene.key_actions)
        yield from (shot.description for shot in scene.shots)
        yield from (line.line for line in scene.dialogue)


def cast(story: Story) -> Iterator[str]:
    for member in story.cast:
        yield from (member.name, member.role, member.description)


def prose(story: Story) -> Iterator[str]:
    """What is read as a story: logline, the short synopsis, descriptions, dialogue, who people are."""
    yield story.logline
    for scene in story.scenes:
        yield from (scene.description, *(line.line for line in scene.dialogue))
    for member in story.cast:
        inner = member.inner
        yield from (member.description, inner.want, inner.need, inner.lie, inner.ghost, inner.secret)


def pictures(story: Story) -> Iterator[str]:
    """What is read as a shooting plan: shots and visual notes."""
    for scene in story.scenes:
        yield from (scene.visual_notes, *(shot.description for shot in scene.shots))


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?…])[»”\"']?\s+", text.strip()) if re.search(r"\w", one)]


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’-]\w+)*", text.lower())


def runs(tokens: Sequence[str], length: int) -> list[tuple[str, ...]]:
    """Every run of `length` neighbouring words."""
    return [tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1)]


def names(story: Story) -> frozenset[str]:
    """The words that people are called by."""
    return frozenset(chain.from_iterable(words(member.name) for member in story.cast))


def masked(text: str, called: frozenset[str]) -> list[str]:
    """The words of a text, with `_` for each name, so that the same sentence about somebody else is the same sentence."""
    return ["_" if bare(word) in called else word for word in words(text)]


def bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)
