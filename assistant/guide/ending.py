"""The last two steps: what has to be brought, and what can still be done to the film on paper."""

from collections.abc import Sequence

from assistant import film as films
from assistant.guide.proposal import MOST, Act, Draft, Wanted
from assistant.guide.scenes import coverage
from assistant.guide.standing import Standing, facts_of
from assistant.story.model import Story

TIGHTER = 0.9


def wanted(standing: Standing) -> Wanted:
    return ()


def drafts(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    filmed = facts_of(standing.film).video_segments > 0
    footage = [] if filmed else [Draft(kind="footage", text="footage", outside=True, recommended=True)]
    finish = [_finish(filmed)] if standing.step == "final_assembly" else []
    return [*footage, *finish, *coverage(standing), *_pace(standing)][:MOST]


def _finish(filmed: bool) -> Draft:
    act = Act("project.update", {"status": "completed"})
    return Draft(kind="finish", text="finish", acts=(act,), recommended=filmed)


def _pace(standing: Standing) -> list[Draft]:
    was = films.duration(standing.film)
    if len(standing.film.shots) < 2 or standing.took("pace"):
        return []
    seconds = round(was * TIGHTER, 1)
    act = Act("project.retime", {"duration": seconds})
    return [Draft(kind="pace", text="pace", values={"seconds": f"{seconds:g}"}, acts=(act,))]
