"""Whether frames add up: shots to scenes, scenes to the film, and the film to what was asked, to the frame."""

from assistant.story import Brief, Story, compose
from tests.benchmarks.story.tales import Failure, Outcome, Tale, share
from tests.benchmarks.story.wishes import spread

ODD = ((7, 61.37, 24), (13, 1000 / 3, 25), (31, 599.99, 30))
"""Scenes, seconds and frames a second that divide by nothing."""
REPEATED = 2
"""Prompts that each of them is tried with."""


def measure(tales: list[Tale]) -> Outcome:
    checked = [(tale, tale.story, _asked(tale)) for tale in tales]
    for tale in spread(tuple(tales), REPEATED):
        for count, seconds, fps in ODD:
            brief = Brief(prompt=tale.wish.prompt, language=tale.wish.language, scene_count=count, duration=seconds, fps=fps)
            checked.append((tale, compose(brief), round(seconds * fps)))
    wrong = [(tale, said) for tale, story, asked in checked if (said := fault(story, asked))]
    failures = [Failure("timing", tale.wish.language, tale.wish.prompt, said) for tale, said in wrong]
    return Outcome([share("timing exact at every level", len(checked) - len(wrong), len(checked), goal=100)], failures)


def fault(story: Story, asked: int | None) -> str:
    """What does not add up; '' where all does."""
    if any(shot.frames < 1 or not isinstance(shot.frames, int) for scene in story.scenes for shot in scene.shots):
        return "a shot without a whole frame"
    if story.frames != sum(shot.frames for scene in story.scenes for shot in scene.shots):
        return "shots do not add up to the film"
    return f"{story.frames} frames, {asked} asked for" if asked is not None and story.frames != asked else ""


def _asked(tale: Tale) -> int | None:
    return None if tale.wish.seconds is None else round(tale.wish.seconds * tale.story.fps)
