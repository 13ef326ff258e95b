"""What is said twice, and what was not to be said at all."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from ..names import split
from ..notes import Note, Retitle
from ..reading import Reading

_ALIKE = 90
"""rapidfuzz's score from which two descriptions are one, whatever the names in them."""


def check(reading: Reading) -> Iterator[Note]:
    yield from _titles(reading)
    yield from _sentences(reading)
    yield from _avoided(reading)


def _titles(reading: Reading) -> Iterator[Note]:
    seen: dict[str, int] = {}
    for at, scene in enumerate(reading.script.scenes):
        key = scene.title.casefold().strip()
        if key in seen:
            first = reading.script.scenes[seen[key]]
            detail = scene.time_of_day if scene.time_of_day != first.time_of_day else scene.location.split(",")[0]
            title = f"{scene.title}, {detail}" if detail and detail != first.location.split(",")[0] else f"{scene.title} II"
            yield reading.note("same-title", "warning", [seen[key], at], repair=Retitle(scene.id, title[:200]), title=scene.title)
        elif key:
            seen[key] = at


def _sentences(reading: Reading) -> Iterator[Note]:
    """A sentence in two scenes' descriptions, or two descriptions that are nearly one."""
    texts = [[_key(said) for said in split(scene.description)] for scene in reading.script.scenes]
    for at, keys in enumerate(texts):
        for before in range(at):
            both = [key for key in keys if key in texts[before] and len(key.split()) > 3]
            if len(keys) > 1 and both and len(both) < len(keys):
                words = next(said for said in split(reading.script.scenes[at].description) if _key(said) == both[0])
                yield reading.note("said-twice", "warning", [before, at], about=both[0], words_of=words)
            elif keys and fuzz.ratio(" ".join(texts[before]), " ".join(keys)) >= _ALIKE and sum(len(key.split()) for key in keys) > 5:
                yield reading.note("alike", "warning", [before, at])


def _avoided(reading: Reading) -> Iterator[Note]:
    topics = dict.fromkeys(topic.lower().strip() for topic in (*reading.script.avoid, *_wished(reading)))
    for topic in topics:
        words = [word for word in re.findall(r"[^\W\d_]{3,}", topic) if word not in reading.tongue.grammar.small]
        patterns = [reading.tongue.grammar.forbids.get(word, rf"{re.escape(word)}\w*") for word in words]
        if not patterns:
            continue
        found = re.compile(rf"\b(?:{'|'.join(patterns)})", re.I)
        for at in range(len(reading.scenes)):
            text = next((line.said.text for line in reading.scenes[at] if found.search(line.said.text)), None)
            if text:
                yield reading.note("avoided", "warning", [at], about=topic, topic=topic, words_of=text)


def _wished(reading: Reading) -> list[str]:
    """Negative wishes in the prompt of a film that has no premise; where there is one, it knows them better."""
    if any(scene.why for scene in reading.script.scenes):
        return []
    return [found[1] for pattern in reading.tongue.grammar.never for found in re.finditer(pattern, reading.script.prompt, re.I)]


def _key(sentence: str) -> str:
    return re.sub(r"\W+", " ", sentence.lower()).strip()
