"""What was said, and all it is understood by."""

from typing import TYPE_CHECKING

from msgspec import Struct

from intents.shapes import Context, Vocabulary

if TYPE_CHECKING:
    from intents.recogniser import Recogniser


class Heard(Struct, frozen=True):
    """A sentence, the names its user may mean, what it was said in, and what understands its language."""

    text: str
    names: Vocabulary
    context: Context
    recogniser: "Recogniser"
