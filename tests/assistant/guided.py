"""Going through the guided steps in tests: what is there to choose, choosing it, and the media that only a person can bring."""

from typing import Any

from msgspec.structs import replace

from assistant import Actor, Assistant
from assistant import film as films
from assistant.operations.guide import ChooseStep, Chosen, GuideChoice, ProgressView, ShowProgress
from assistant.work import Work
from memory import projects
from memory.film import Media

BROUGHT = {"reference": "style_reference", "footage": "video_segment"}
"""What completes a step whose proposal only says how."""


async def standing(house: Assistant, by: Actor, **more: Any) -> ProgressView:
    return await house.perform(ShowProgress(**more), by=by)


async def choose(house: Assistant, by: Actor, choice: str | int, text: str | None = None, **more: Any) -> Chosen:
    return await house.perform(ChooseStep(choice=choice, custom_input=text, **more), by=by)


def advised(view: ProgressView) -> GuideChoice:
    """The choice that is recommended, or the first."""
    return next((one for one in view.choices if one.recommended), view.choices[0])


async def bring(house: Assistant, by: Actor, project_id: str, media_type: str) -> None:
    """A file brought to the project, as an upload leaves it."""

    def attempt(db: Any) -> None:
        work = Work(db, by, house.tools)
        project = projects.get(db, project_id)
        assert project is not None
        work.take_up(project)
        row = Media(
            id=work.mint("media_", work.film.media), order=1.0, filename="still.jpg", title="still", kind="picture",
            media_type=media_type, mime="image/jpeg", size=1, digest="0" * 64, user_id=by.user_id, at=work.now,
        )  # fmt: skip
        work.film = films.put(work.film, replace(row, order=float(len(work.film.media) + 1)))
        work.finish("media.add")

    await house.store.run(attempt)
