"""A word of the prompt."""

from msgspec import Struct

from .entries import Entry


class Token(Struct, frozen=True):
    """`tag`: DET POSS NUM ADJ NOUN NAME VERB PREP CONJ SUB REL PRON CLIT NEG ADV STOP COMMA MARK; `low` is what it stands for.

    Words written as one ('du', 'del') are two tokens over one span. `also` is the reading that was set aside: NOUN or VERB.
    """

    text: str
    low: str
    start: int
    end: int
    tag: str = ""
    lemma: str = ""
    form: str = ""
    noun: Entry | None = None
