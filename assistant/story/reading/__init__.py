"""Reading prompts: directions about the film are lifted out first, then the story is read as phrases and clauses."""

from .clauses import Clause, Reading, read
from .directions import Directions, Said, directions, genre_in
from .phrases import Phrase
from .tokens import tokenise

__all__ = ["Clause", "Directions", "Phrase", "Reading", "Said", "directions", "genre_in", "read", "tokenise"]
