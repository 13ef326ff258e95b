"""A word with its place in the prompt."""

from msgspec import Struct


class Token(Struct, frozen=True):
    """`tag`: DET POSS OWN NUM PREP TO SUB CONJ REL PRON MODAL ADV ADJ VERB NAME NOUN STOP COMMA MARK."""

    text: str
    low: str
    start: int
    end: int
    tag: str = ""
    lemma: str = ""
    form: str = ""
