"""A noun phrase of the prompt, and where its parts begin."""

from ..reading import Phrase as Read
from ..reading.sorts import Sort

__all__ = ["Phrase", "Sort"]


class Phrase(Read, frozen=True):
    """`gender` 'm', 'f' or '' where nothing tells; `lemma` the head in the singular; `key` its trade, kind of place or kind of event.

    `core` has no determiner, `short` ends before what hangs on the noun, `of` is the start of the phrase this one belongs to, -1 if none.
    """

    gender: str = ""
    lemma: str = ""
    key: str = ""
    short: str = ""
    of: int = -1
    adjectives: tuple[str, ...] = ()
