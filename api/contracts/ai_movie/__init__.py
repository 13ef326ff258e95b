"""AI Movie Platform, the second published contract (`contracts/ai-movie.md`), as rows. A file a subject.

Where the document and the original program differ, the document holds (`contracts/facts.md` 3).
"""

from api.contracts.ai_movie import account, chat, media, projects, uploads
from api.contracts.ai_movie.dialect import DIALECT
from api.dialect import Contract

ROWS = (*account.ROWS, *projects.ROWS, *chat.ROWS, *media.ROWS, *uploads.ROWS)
CONTRACT = Contract(dialect=DIALECT, rows=ROWS)
