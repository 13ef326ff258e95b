"""Reading prompts: directions about the film are lifted out first, then the story is read as phrases and clauses."""

from .clauses import Clause, Reading, read
from .directions import Directions, directions
from .mending import Mended, mend
from .phrases import Phrase
from .tokens import tokenise
from .tongue import foreign
from .vocabulary import Said, genre_in

__all__ = ["Clause", "Directions", "Mended", "Phrase", "Reading", "Said", "directions", "foreign", "genre_in", "mend", "read", "tokenise"]
