"""Asking for a film's wording, scene by scene. Whatever the model does, the film is there: what cannot be used stays the engine's."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TypeVar

import msgspec
import structlog
from msgspec import Struct
from msgspec.structs import replace

from assistant.enrich.film import judged_film
from assistant.enrich.shapes import FilmWords, SceneWords, Verdict, schema_of
from assistant.enrich.summary import summary
from assistant.enrich.told import about_film, about_scene, again
from assistant.enrich.verdict import judged
from assistant.model import Answer, Messages, Model, NoModel, Refused, Tally, Unanswered
from assistant.story.model import PlannedScene, Story

log = structlog.get_logger(__name__)
Shape = TypeVar("Shape", bound=Struct)
Judged = TypeVar("Judged")
OnScene = Callable[[int, PlannedScene, int], None]
"""`(index, scene, settled)`: a scene as it stays, and how many are settled with it."""
_ENOUGH = 3
"""After so many questions in a row without an answer, no further ones are asked."""
_LATE = "no answer in the time for the whole film"


class Wording(Struct, frozen=True, kw_only=True):
    """The story with whatever could be used. `kept` says for each scene whose wording the engine's is, and why; `said` all of it
    in a sentence."""

    story: Story
    kept: dict[int, str]
    said: str


async def enrich(story: Story, idea: str, model: Model, tally: Tally, on_scene: OnScene = lambda index, scene, settled: None) -> Wording:
    """Ask for every scene's wording and for the film's own, several at once, within the model's time limits. Never raises but
    CancelledError."""
    work = _Enrichment(story, idea, model, tally, on_scene)
    try:
        async with asyncio.timeout(model.options.total), asyncio.TaskGroup() as group:
            for _ in range(model.options.at_once):
                group.create_task(work.keep_asking())
    except TimeoutError:
        log.info("the model was too slow for the whole film", seconds=model.options.total)
    return work.result()


class _Enrichment:
    """One film being reworded: as it stands by now, and why scenes keep the engine's words. Used on one event loop only."""

    def __init__(self, story: Story, idea: str, model: Model, tally: Tally, on_scene: OnScene) -> None:
        self.story, self.idea, self.model, self.tally, self.on_scene = story, idea, model, tally, on_scene
        self.settled: set[int] = set()
        self.kept: dict[int, str] = {}
        self.film_kept = _LATE
        self.given_up = ""
        self.unanswered = 0
        self._ahead: Iterator[Callable[[], Awaitable[None]]] = iter(
            [self.film, *(partial(self.scene, index) for index in range(len(story.scenes)))]
        )

    async def keep_asking(self) -> None:
        """Take what is next until nothing is left. Several do so together."""
        for ask in self._ahead:
            await ask()

    async def scene(self, index: int) -> None:
        found = await self._worded(lambda: about_scene(self.story, index), SceneWords, lambda words: judged(self.story, index, words))
        if isinstance(found, Verdict):
            self.kept[index] = found.short
        else:
            scenes = self.story.scenes
            self.story = replace(self.story, scenes=(*scenes[:index], found, *scenes[index + 1 :]))
        self.settled.add(index)
        self.on_scene(index, self.story.scenes[index], len(self.settled))

    async def film(self) -> None:
        found = await self._worded(lambda: about_film(self.story, self.idea), FilmWords, lambda words: judged_film(self.story, words))
        if isinstance(found, Verdict):
            self.film_kept = found.short
        else:
            self.film_kept = ""
            self.story = replace(self.story, logline=found.logline, premise=found.premise)

    def result(self) -> Wording:
        """What came of it; scenes that were not settled in time are told as they are."""
        kept = dict(self.kept)
        for index in range(len(self.story.scenes)):
            if index not in self.settled:
                kept[index] = self.given_up or _LATE
        kept = dict(sorted(kept.items()))
        return Wording(story=self.story, kept=kept, said=summary(len(self.story.scenes), kept, self.film_kept))

    async def _worded(
        self, told: Callable[[], Messages], shape: type[Shape], judge: Callable[[Shape], Verdict | Judged]
    ) -> Verdict | Judged:
        """What the model's answer comes to: asked once more with the reason when the first cannot be used."""
        if self.given_up:
            return Verdict(self.given_up, "")
        try:
            messages = told()
            found, answer = await self._once(messages, shape, judge)
            if isinstance(found, Verdict) and answer is not None and not self.given_up:
                found, _ = await self._once(again(messages, answer, found), shape, judge)
            return found
        except Exception:  # a fault of ours must not cost anybody their film
            log.exception("a wording could not be judged")
            return Verdict("something went wrong on our side", "")

    async def _once(
        self, messages: Messages, shape: type[Shape], judge: Callable[[Shape], Verdict | Judged]
    ) -> tuple[Verdict | Judged, Answer | None]:
        """The verdict, or what was made of the answer; and the answer, None when there is no use in asking again."""
        try:
            answer = await self.model.ask(messages, schema_of(shape), self.tally)
        except Refused as refusal:
            self.unanswered = 0
            return Verdict(refusal.reason, f"{refusal.reason}. It is fiction; write only what is asked for."), Answer("", None)
        except Unanswered as failure:
            return self._without(failure), None
        self.unanswered = 0
        if answer.data is None:
            return Verdict("its answer was not JSON", "It is not one whole JSON object."), answer
        try:
            words = msgspec.convert(answer.data, shape)
        except msgspec.ValidationError as error:
            return Verdict("its answer had another form", f"It does not fit the schema: {error}."), answer
        return judge(words), answer

    def _without(self, failure: Unanswered) -> Verdict:
        self.unanswered += 1
        if isinstance(failure, NoModel) or self.unanswered >= _ENOUGH:
            self.given_up = self.given_up or failure.reason
        return Verdict(failure.reason, "")
