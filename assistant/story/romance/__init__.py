"""Reading prompts in French and Spanish: words, phrases, clauses, and from them a premise. One code, two sets of data.

Everything here is called within `lexicon.speaking("fr")` or `("es")`.
"""

from random import Random

from msgspec.structs import replace

from ..lexicon import language
from ..matter import Matter
from ..model import Brief, Unwritable
from ..settling.tracing import traced
from .clauses import Reader
from .detect import detect
from .directions import directions
from .mending import mend
from .phrases import phrases_in
from .settle.ground import Text
from .settle.minds import minded
from .settle.premise import settled
from .tokens import tokenise

__all__ = ["LONGEST", "detect", "refuse", "understand"]
LONGEST = 10_000
_NAMES = {"en": "English", "fr": "French", "es": "Spanish"}


def understand(brief: Brief, rng: Random) -> Matter:
    """Read the prompt and settle everything the story needs to know. Raises Unwritable for what cannot be obeyed."""
    refuse(brief)
    mended = mend(brief.prompt)
    said = directions(mended.text)
    tokens = tokenise(said.rest)
    phrases = phrases_in(tokens, mended.text)
    spoken, told = minded(list(phrases.values()), Reader(tokens, phrases, mended.text).read())
    meant = replace(brief, prompt=mended.text)
    text = Text(meant, said, said.rest, said.rest.lower(), tuple(spoken), tuple(told))
    return traced(settled(text, rng), mended)


def refuse(brief: Brief) -> None:
    """Raise Unwritable for a prompt that cannot be obeyed in the language spoken."""
    if not any(letter.isalpha() for letter in brief.prompt):
        raise Unwritable("prompt", "Say in a sentence what the story is about.", why="no_idea")
    if len(brief.prompt) > LONGEST:
        message = f"The prompt has {len(brief.prompt)} characters; at most {LONGEST:,} can be read."
        raise Unwritable("prompt", message, why="too_long", limit=LONGEST)
    found = detect(brief.prompt)
    if found is not None and found != language():
        message = f"The prompt reads as {_NAMES[found]}, and the language asked for is {_NAMES[language()]}."
        raise Unwritable("language", message, why="other_language")
