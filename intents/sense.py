"""Whether a reading of a sentence makes sense: what fits a template word for word may be nothing that anybody would say."""

from typing import TYPE_CHECKING

from intents.grammar import Reading
from intents.ideas import LONGEST_TITLE
from intents.mentions import Reference
from intents.normalise import View

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

# A name that is a whole sentence has to be this sure: a first name is, a word of a title is not.
NAMED_ALONE = 0.93
# The words of somebody's name.
LONGEST_NAME = 3
# "a comedy about two divers" is none either.
SHORTEST_IDEA = 3


class Sense:
    """What makes sense in one language."""

    def __init__(self, recogniser: "Recogniser") -> None:
        self._of = recogniser

    def of(self, reading: Reading) -> bool:
        """Nothing is nowhere, a project is no part in a film, a title is no idea and whole, help is on what there is help on, somebody
        has a name, and a name alone is said in full."""
        makes = (self._somewhere, self._a_part, self._a_title, self._asked_for, _somebody)
        return all(sense(reading) for sense in makes)

    def _somewhere(self, reading: Reading) -> bool:
        start, end = reading.free.get("location", (0, 0))
        words, references = reading.view.words[start:end], self._of.catalogue.references
        return not words or (words[0] not in references.things["scene"] and references.nowhere.isdisjoint(words[:3]))

    def _a_part(self, reading: Reading) -> bool:
        """ "create a project called …" casts nobody."""
        start, end = reading.free.get("role", (0, 0))
        return end - start != 1 or reading.view.words[start] not in self._of.catalogue.ideas.nouns

    def _a_title(self, reading: Reading) -> bool:
        title = reading.free.get("title", (0, 0))
        return not self._an_idea(reading.view, *title) and not _cut_short(reading, title[1])

    def _an_idea(self, view: View, start: int, end: int) -> bool:
        """Whether words for a title rather are what a film is about."""
        ideas = self._of.catalogue.ideas
        indefinite = start < end and view.words[start] in ideas.indefinite and not view.tokens[start].quote
        longest = SHORTEST_IDEA if indefinite else LONGEST_TITLE
        return end - start > longest and not ideas.links.isdisjoint(view.words[start + indefinite : end])

    def _asked_for(self, reading: Reading) -> bool:
        topic = reading.free.get("topic")
        named = [m.score for m in reading.mentioned.values() if isinstance(m.value, Reference)]
        if not reading.template.clauses and len(reading.mentioned) == len(named) == 1 and named[0] < NAMED_ALONE:
            return False
        return topic is None or not self._of.topics.isdisjoint(reading.view.words[topic[0] : topic[1]])


def _somebody(reading: Reading) -> bool:
    """Whether who is put into a scene, and is nobody known, is named as people are: "Zed", not "rain"."""
    start, end = reading.free.get("add_character", (0, 0))
    typed = [reading.view.raw[token.start : token.end] for token in reading.view.tokens[start:end]]
    return not typed or (len(typed) <= LONGEST_NAME and not reading.view.raw.isupper() and all(word[0].isupper() for word in typed))


def _cut_short(reading: Reading, end: int) -> bool:
    """Whether a title would end before a time of day that stands right behind it: "called The Long Night"."""
    behind = end and end < len(reading.view.tokens) and not reading.view.tokens[end].gap.strip()
    return bool(behind) and any(m.kind == "time" and m.start == end for m in reading.mentioned.values())
