"""From a brief to a film on paper, stage by stage, the same bytes for the same brief."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from random import Random

from msgspec.structs import replace

from . import lexicon, premise, romance
from .asking import Question, open_questions
from .beats import FEWEST, MOST, STRUCTURES, asked, beats, suited
from .cast import Company, company
from .checks import Unsound, faults, grave
from .continuity import check, script_of_story
from .film import Film
from .matter import Matter
from .model import Brief, PlannedScene, Story, Unwritable
from .planner import Search, Step
from .visual import notes

VERSION = "3"
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
OnScene = Callable[[int, PlannedScene], None]


def compose(brief: Brief, on_stage: OnStage = lambda name, percent: None, on_scene: OnScene = lambda place, scene: None) -> Story:
    """Write the film `brief` asks for. `on_stage(name, percent_done)` is called as each stage of `STAGES` ends, `on_scene(place,
    scene)` with each scene in order once it stands.

    Raises Unwritable when the prompt, language, scene count, duration or style cannot be obeyed.
    """
    with lexicon.speaking(spoken_in(brief)):
        return _compose(brief, _Progress(on_stage), on_scene)


def spoken_in(brief: Brief) -> str:
    """The language a film is written in, of `lexicon.LANGUAGES`. Raises Unwritable for one that cannot be written."""
    code = brief.language.lower().replace("_", "-").split("-")[0]
    if code not in lexicon.LANGUAGES:
        message = f"Stories can be written in: {', '.join(lexicon.LANGUAGES)}. Not yet in {brief.language!r}."
        raise Unwritable("language", message, why="other_language")
    return code


def recompose(brief: Brief, plan: Mapping[int, str], changed: Mapping[int, str], draft: int) -> Story:
    """The same film with some steps of its `plan` (index to operator) `changed`: what comes before them stays, and so does what comes
    after, wherever what it rests on still holds. The cast and the hours are those of the first telling. Raises as `compose` does.
    """
    with lexicon.speaking(spoken_in(brief)):
        told = _Telling(brief, _Progress(lambda name, percent: None))
        first = min(changed, default=len(plan))
        kept = dict(enumerate(told.search.plan(forced=plan))) if changed else {}
        before = {place: operator for place, operator in plan.items() if place < first}
        return told.story(draft, kept, before | dict(changed))


def questions_of(brief: Brief) -> tuple[Question, ...]:
    """The gaps of a brief's premise that are worth a question, in the language of the story. Raises as `compose` does."""
    with lexicon.speaking(spoken_in(brief)):
        return open_questions(_Telling(brief, _Progress(lambda name, percent: None)).matter)


def options(brief: Brief, plan: Mapping[int, str], index: int) -> tuple[str, ...]:
    """Operators that could take the place of the one at `index` of the plan, most to the story's taste first."""
    with lexicon.speaking(spoken_in(brief)):
        search = _Telling(brief, _Progress(lambda name, percent: None)).search
        steps = search.plan(forced=plan)
        return tuple(one.id for one in search.options(steps, index))


def _compose(brief: Brief, progress: "_Progress", on_scene: OnScene) -> Story:
    told = _Telling(brief, progress)
    drafts = (told.story(number) for number in range(_DRAFTS))
    story = next(drafts)
    progress.done("generating_sequences")
    story = _sound(story, drafts)
    progress.done("validating")
    for place, scene in enumerate(story.scenes):
        on_scene(place, scene)
    progress.done("preparing_comfyui")
    progress.done("finalizing")
    return story


class _Telling:
    """One brief, read and made ready to be planned and told."""

    def __init__(self, brief: Brief, progress: "_Progress") -> None:
        self.brief, self.progress = brief, progress
        reader = premise if lexicon.language() == "en" else romance
        reader.refuse(brief)
        _check(brief)
        lexicon.operators()
        progress.done("initializing")
        self.rng = _random(brief, "premise")
        self.matter = reader.understand(brief, self.rng)
        self.count, self.frames = _extent(brief, self.matter)
        progress.done("parsing_prompt")
        self.structure = _structure(brief, self.matter)
        mood = lexicon.structures()[self.structure].mood
        self.search = Search(beats(self.count, self.matter.kind, self.structure), self.matter, self.rng, mood)
        self.cast: Company | None = None
        self.steps: tuple[Step, ...] = ()

    def story(self, draft: int, kept: Mapping[int, Step] | None = None, forced: Mapping[int, str] | None = None) -> Story:
        """Planned once, cast once, told in as many drafts as are asked for."""
        if self.cast is None:
            self.steps = self.search.plan(kept, forced)
            self.progress.done("generating_scenes")
            self.cast = company(self.matter, self.rng)
            self.progress.done("generating_characters")
        rng = _random(self.brief, f"draft {draft}")
        film = Film(self.brief, self.matter, self.cast, self.steps, self.frames, rng, self.structure)
        return replace(notes(film.story(), self.matter, rng), draft=draft)


def _structure(brief: Brief, matter: Matter) -> str:
    """The structure set beside the prompt, else the one the prompt names, else the one that suits."""
    if brief.structure is not None and brief.structure not in STRUCTURES:
        message = f"Stories can be told as: {', '.join(STRUCTURES)}. Not yet as {brief.structure!r}."
        raise Unwritable("structure", message, why="no_such_structure")
    return brief.structure or asked(brief.prompt) or suited(matter.kind, matter.genre, matter.tones)


def _random(brief: Brief, part: str) -> Random:
    """A generator that depends on the brief's words and seed and on nothing else, not on this process."""
    text = "\x1f".join([VERSION, part, str(brief.seed), brief.language, brief.prompt])
    return Random(int.from_bytes(hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:8]))  # noqa: S311 (stories, not secrets)


def _sound(story: Story, others: Iterator[Story]) -> Story:
    """The first draft without a fault. Wording can stumble over a prompt nobody foresaw; then the soundest draft stands.

    Raises Unsound when sums, references or causes are wrong: that is never a matter of words.
    """
    drafts = [(_doubts(story), 0, story)]
    while drafts[-1][0] and (another := next(others, None)) is not None:
        drafts.append((_doubts(another), len(drafts), another))
    best = min(drafts)[2]
    if broken := grave(best):
        raise Unsound("; ".join(broken))
    return best


def _doubts(story: Story) -> int:
    """How many faults a draft has: slips of wording, and whatever does not hold together for someone who only reads it."""
    return len(faults(story)) + sum(note.severity != "hint" for note in check(script_of_story(story)))


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
        raise Unwritable("style", "A style is a few words, such as 'dark and moody'; at most 200 characters.", why="no_style")


def _check_count(count: int | None) -> None:
    if count is not None and not FEWEST <= count <= MOST:
        message = f"A film has {FEWEST} to {MOST} scenes here, not {count}. Ask for a number in between."
        raise Unwritable("scene_count", message, why="scene_count", fewest=FEWEST, most=MOST)


def _check_duration(duration: float | None) -> None:
    if duration is not None and not (isfinite(duration) and 0 < duration <= LONGEST):
        message = f"A film lasts more than 0 and at most {LONGEST} seconds (6 hours), not {duration:g}."
        raise Unwritable("duration", message, why="film_length", most=LONGEST)


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
        message = f"{count} scenes need at least {count} seconds, a second each; {duration:g} is too short."
        raise Unwritable("duration", message, why="film_too_short", count=count)
    return count, round(duration * brief.fps)
