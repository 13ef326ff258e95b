"""Who does what: verbs with their subjects and objects, read from left to right without ever failing."""

from ..reading import Clause as Read
from .phrase import Phrase


class Clause(Read, frozen=True, kw_only=True):
    """`lemma` is an infinitive with its pronouns, as verbs are told by; `verb` is the infinitive alone; `wish` whether it is wanted.

    `bare` is the phrase from the infinitive on, pronouns before it, as it stands after 'doit' or 'tiene que'.
    """

    subject: Phrase | None
    object: Phrase | None
    verb: str
    bare: str
    index: int
