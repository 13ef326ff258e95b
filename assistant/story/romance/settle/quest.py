"""Which of the nine quests the story is, and of what genre."""

import re
from random import Random

from ...lexicon import event_kind_of, genres, hints, kinds
from ..clause import Clause
from ..closed import closed
from ..data import film
from ..directions import genre_words, tone_words
from ..phrase import Phrase
from .alone import alone
from .deeds import came_upon, done, in_love, learned, quarrel, undecided
from .ground import Text
from .happened import befallen, deed, questioned
from .sprung import against, eventful, of_two, plight, suited
from .wanted import Quest, refused, wished_for, worked_for

_GRAVE, _LIGHT = ("survive", "solve"), ("love", "find", "carry")
"""Plights that weigh more than what somebody is doing, and those that weigh less."""


def quest(text: Text, goal: Clause | None, hero: Phrase | None, everyone: list[Phrase], genre: str, rng: Random) -> Quest:
    """What is wanted, from what the prompt says outright down to what would suit."""
    found = (
        undecided(text) or worked_for(text, goal) or (goal is not None and wished_for(text, goal)) or refused(text) or questioned(text)
        or in_love(text) or came_upon(text) or quarrel(text) or befallen(text, hero) or done(text) or learned(text)
        or eventful(text) or against(text) or plight(text, _GRAVE) or deed(text, hero) or plight(text, _LIGHT)
        or of_two(text, genre) or alone(text, hero, everyone, rng) or suited(text, hero, rng)
    )  # fmt: skip
    if found:
        return found
    kind = genres()[genre].kind if genre else "find"
    slot = "<threat>" if kind in {"survive", "fight"} else "<prize>"
    return Quest(kind, kinds()[kind].goal.replace("<the>", slot), None, "", None)


def genre_of(text: Text, kind: str, hero: Phrase | None) -> tuple[str, str, str | None]:
    """Genre, second genre, and the words that said so (None where it is assumed)."""
    named = list(text.said.genres)
    if (world := _by_world(text)) and text.said.opening is None:
        named = [one for one in named if one.source.lower() not in tone_words()]
    if named:
        return named[0].value, named[-1].value, named[0].source
    for word, genre in sorted(genre_words().items(), key=lambda one: -len(one[0])):
        if word in film().story_too or word not in text.low:
            continue
        if hit := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text.low):
            return genre, genre, text.brief.prompt[slice(*hit.span())]
    genre = world or (hints().genre_by_trade.get(hero.key, "") if hero else "") or hints().genre_by_kind.get(kind, "drama")
    return genre, genre, None


def _by_world(text: Text) -> str:
    if re.search(film().legend, text.low):
        return "fantasy"
    return next((genre for genre, known in closed().worlds.items() if re.search(known, text.low)), "")


def known_kind(found: Quest, text: Text, genre: str) -> str:
    """The kind of a quest whose verb alone did not tell."""
    return found.kind or next((event_kind_of()[one.lemma] for one in text.top if one.lemma in event_kind_of()), "") or genres()[genre].kind
