"""A whole film from a prompt in French or Spanish, by the stages `compose` takes."""

from random import Random

from assistant.story import lexicon
from assistant.story.beats import beats, suited
from assistant.story.cast import company
from assistant.story.film import Film
from assistant.story.matter import Matter
from assistant.story.model import Brief, Story
from assistant.story.planner import Search
from assistant.story.romance import understand
from assistant.story.visual import notes


def read(language: str, prompt: str, seed: int = 3) -> Matter:
    with lexicon.speaking(language):
        return understand(Brief(prompt=prompt, language=language), Random(seed))


def filmed(language: str, prompt: str, scenes: int = 5, seed: int = 3) -> Story:
    with lexicon.speaking(language):
        brief, rng = Brief(prompt=prompt, language=language), Random(seed)
        matter = understand(brief, rng)
        structure = suited(matter.kind, matter.genre, matter.tones)
        steps = Search(beats(scenes, matter.kind, structure), matter, rng, lexicon.structures()[structure].mood).plan()
        film = Film(brief, matter, company(matter, rng), steps, scenes * 480, rng, structure)
        return notes(film.story(), matter, rng)
