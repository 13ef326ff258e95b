"""Reading prompts: directions about the film are lifted out first, then the story is read as phrases and clauses."""

from .clauses import Clause, Reading, read
from .directions import Directions, Said, directions, genre_in
from .phrases import Phrase
from .tokens import tokenise
from .tongue import foreign

__all__ = ["Clause", "Directions", "Phrase", "Reading", "Said", "directions", "foreign", "genre_in", "read", "tokenise"]
