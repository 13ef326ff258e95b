"""How a user's own words are kept: clear slips corrected ("rusty tractrs"), people spelled as they are and new ones with capitals
("kees"), and what somebody does told of them and not taken for a role ("drives a truck")."""

import re
from typing import TYPE_CHECKING, Any

from intents.dictionary import Dictionary
from intents.filling import spelled
from intents.mentions import by_kind
from intents.shapes import Slots, Vocabulary

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

CORRECTED = frozenset({"query", "description", "location", "role"})
"""Slots with words that are no name."""
INITIAL = re.compile(r"(?<![^\W_])(?<!['’])[^\W\d_]+")
"""A word of a name, but not what follows an apostrophe."""


class Wording:
    """For one language; without a `dictionary` only names are looked at."""

    def __init__(self, recogniser: "Recogniser", dictionary: Dictionary) -> None:
        self.of, self.dictionary = recogniser, dictionary

    def kept(self, operation: str, slots: Slots, vocabulary: Vocabulary) -> Slots:
        """The slots of an operation as they are passed on."""
        worded = {slot: self._kept(slot, value, vocabulary) for slot, value in slots.items()}
        if not operation.startswith("character."):
            return worded
        if isinstance(worded.get("name"), str):
            worded["name"] = self.with_capitals(worded["name"])
        if "description" not in worded and self._does(worded.get("role")):
            worded["description"] = worded.pop("role")
        return worded

    def with_capitals(self, name: str) -> str:
        """A name that was typed in small letters: "old marek" is Old Marek, "mary of the sea" Mary of the Sea."""
        if name != name.lower():
            return name
        small = self.of.catalogue.references.small
        return INITIAL.sub(lambda found: found[0] if found.start() and found[0] in small else found[0].capitalize(), name)

    def _kept(self, slot: str, value: Any, vocabulary: Vocabulary) -> Any:
        if slot not in CORRECTED or not isinstance(value, str):
            return value
        names, view = self.of.reader.gazetteer(vocabulary), self.of.view(value, vocabulary)
        somebody = spelled(by_kind(names.mentions(view, self.of.known)), 0, len(view.words))
        return somebody or self.dictionary.corrected(value, names.words | self.of.known)

    def _does(self, role: Any) -> bool:
        """Whether a role is what somebody does: "runs the tea room"; no role goes on with an article."""
        words = self.of.view(role, Vocabulary()).words if isinstance(role, str) else ()
        said = self.of.catalogue.references
        return len(words) > 2 and words[1] in said.determiners | said.indefinite
