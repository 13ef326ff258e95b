"""Whether the model's words for the whole film may stand: its logline, what is at stake, and the question it asks."""

import re

from msgspec.structs import replace

from assistant.enrich.people import invented, named
from assistant.enrich.shapes import FilmWords, Verdict
from assistant.enrich.verdict import EMPTY, clean, known, length, plain, says, tidy
from assistant.story.model import Premise, Story

LOGLINE = (12, 60)
"""Words, fewest and most."""
STAKES = (2, 30)
THEME = (3, 30)


def judged_film(story: Story, words: FilmWords) -> Verdict | Story:
    """The story with the model's logline, stakes and theme, or why it cannot be. What the prompt said itself stays as it was said."""
    fields = (("logline", words.logline, LOGLINE), ("stakes", words.stakes, STAKES), ("theme", words.theme, THEME))
    said = ". ".join(text for _, text, _ in fields)
    hero = story.cast[0]
    found = next((bad for name, text, within in fields if (bad := clean(text) or length(name, text, within) or plain(text, story))), None)
    if found:
        return found
    if not named(hero, words.logline):
        return Verdict("somebody is missing", f"The logline must name {hero.name}.")
    if names := invented(said, known(story)):
        return Verdict("somebody who is not in the story", f"Not in the story: {', '.join(names)}.")
    if not tidy(words.theme).endswith("?"):
        return Verdict("no question", "The theme must be one question.")
    kept_words = [word for word in re.findall(r"[^\W\d_]{5,}", story.premise.stakes.value.lower()) if word not in EMPTY]
    if kept_words and not any(says(words.stakes, word) for word in kept_words):
        return Verdict("other stakes", f"The stakes must stay close to: {story.premise.stakes.value}.")
    return replace(story, logline=tidy(words.logline), premise=_premise(story.premise, words))


def _premise(premise: Premise, words: FilmWords) -> Premise:
    stakes, themes = premise.stakes, premise.themes
    if stakes.source is None:
        new = tidy(words.stakes).rstrip(".")
        stakes = replace(stakes, value=new, assumed=(stakes.assumed or "").replace(stakes.value, new) or None)
    if themes and themes[0].source is None:
        new = tidy(words.theme)
        theme = replace(themes[0], value=new, assumed=(themes[0].assumed or "").replace(themes[0].value, new) or None)
        themes = (theme, *themes[1:])
    return replace(premise, stakes=stakes, themes=themes)
