"""From a brief to a film on paper, stage by stage, the same bytes for the same brief."""

import hashlib
from collections.abc import Callable, Iterator
from math import isfinite
from random import Random

from . import lexicon
from .beats import FEWEST, MOST, beats
from .cast import company
from .checks import Unsound, faults, grave
from .film import Film
from .matter import Matter
from .model import Brief, Story, Unwritable
from .planner import plan
from .premise import refuse, understand
from .visual import notes

VERSION = "2"
"""Part of the seed: a changed engine may tell the same prompt differently, and says so here."""
STAGES = {
    "initializing": 5, "parsing_prompt": 10, "generating_scenes": 25, "generating_characters": 20, "generating_sequences": 25,
    "validating": 5, "preparing_comfyui": 5, "finalizing": 5,
}  # fmt: skip
"""`contracts/facts.md` 1.7: stage names and their weights in per cent."""
_DRAFTS = 4
LONGEST = 6 * 60 * 60
_SECONDS_PER_SCENE = 20

OnStage = Callable[[str, int], None]


def compose(brief: Brief, on_stage: OnStage = lambda name, percent: None) -> Story:
    """Write the film `brief` asks for. `on_stage(name, percent_done)` is called as each stage of `STAGES` ends.

    Raises Unwritable when the prompt, language, scene count, duration or style cannot be obeyed.
    """
    progress = _Progress(on_stage)
    refuse(brief)
    _check(brief)
    lexicon.operators()
    progress.done("initializing")
    rng = _random(brief, "premise")
    matter = understand(brief, rng)
    count, frames = _extent(brief, matter)
    progress.done("parsing_prompt")
    steps = plan(beats(count, matter.kind), matter, rng)
    progress.done("generating_scenes")
    cast = company(matter, rng)
    progress.done("generating_characters")
    drafts = (Film(brief, matter, cast, steps, frames, _random(brief, f"draft {n}")).story() for n in range(_DRAFTS))
    story = next(drafts)
    progress.done("generating_sequences")
    story = _sound(story, drafts)
    progress.done("validating")
    story = notes(story, matter, rng)
    progress.done("preparing_comfyui")
    progress.done("finalizing")
    return story


def _random(brief: Brief, part: str) -> Random:
    """A generator that depends on the brief's words and seed and on nothing else, not on this process."""
    text = "\x1f".join([VERSION, part, str(brief.seed), brief.language, brief.prompt])
    return Random(int.from_bytes(hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:8]))  # noqa: S311 (stories, not secrets)


def _sound(story: Story, others: Iterator[Story]) -> Story:
    """The first draft without a fault. Wording can stumble over a prompt nobody foresaw; then the soundest draft stands.

    Raises Unsound when sums, references or causes are wrong: that is never a matter of words.
    """
    drafts = [story]
    while faults(drafts[-1]) and (another := next(others, None)) is not None:
        drafts.append(another)
    best = min(drafts, key=lambda draft: len(faults(draft)))
    if broken := grave(best):
        raise Unsound("; ".join(broken))
    return best


class _Progress:
    def __init__(self, on_stage: OnStage) -> None:
        self.on_stage, self.percent = on_stage, 0

    def done(self, name: str) -> None:
        self.percent += STAGES[name]
        self.on_stage(name, self.percent)


def _check(brief: Brief) -> None:
    _check_count(brief.scene_count)
    _check_duration(brief.duration)
    if brief.style is not None and (len(brief.style) > 200 or (brief.style.strip() and not any(c.isalpha() for c in brief.style))):
        raise Unwritable("style", "A style is a few words, such as 'dark and moody'; at most 200 characters.")


def _check_count(count: int | None) -> None:
    if count is not None and not FEWEST <= count <= MOST:
        raise Unwritable("scene_count", f"A film has {FEWEST} to {MOST} scenes here, not {count}. Ask for a number in between.")


def _check_duration(duration: float | None) -> None:
    if duration is not None and not (isfinite(duration) and 0 < duration <= LONGEST):
        raise Unwritable("duration", f"A film lasts more than 0 and at most {LONGEST} seconds (6 hours), not {duration:g}.")


def _extent(brief: Brief, matter: Matter) -> tuple[int, int]:
    """Scenes and frames: what the brief says, else what the prompt says, else what suits."""
    duration = brief.duration if brief.duration is not None else matter.duration
    count = brief.scene_count if brief.scene_count is not None else matter.scene_count
    _check_count(count)
    _check_duration(duration)
    if count is None:
        usual = 6 if len(brief.prompt.split()) < 12 else 8
        count = usual if duration is None else max(FEWEST, min(12, round(duration / _SECONDS_PER_SCENE)))
    if duration is None:
        duration = float(count * _SECONDS_PER_SCENE)
    if duration < count:
        raise Unwritable("duration", f"{count} scenes need at least {count} seconds, a second each; {duration:g} is too short.")
    return count, round(duration * brief.fps)
