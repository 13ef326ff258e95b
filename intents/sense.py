"""Whether a reading of a sentence makes sense: what fits a template word for word may be nothing that anybody would say."""

from typing import TYPE_CHECKING

from intents.grammar import Reading
from intents.mentions import Reference
from intents.normalise import View

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

# A name that is a whole sentence has to be this sure: a first name is, a word of a title is not.
NAMED_ALONE = 0.93
# With more words than this, "a thriller about two clockmakers …" is no title.
LONGEST_TITLE = 7
# "a comedy about two divers" is none either.
SHORTEST_IDEA = 3


class Sense:
    """What makes sense in one language."""

    def __init__(self, recogniser: "Recogniser") -> None:
        self._of = recogniser

    def of(self, reading: Reading) -> bool:
        """Nothing is nowhere, a project is no part in a film, a title is no idea and whole, help is on what there is help on, and a name
        alone is said in full."""
        return self._somewhere(reading) and self._a_part(reading) and self._a_title(reading) and self._asked_for(reading)

    def _somewhere(self, reading: Reading) -> bool:
        place = reading.free.get("location")
        return not place or not self._of.catalogue.references.nowhere.intersection(reading.view.words[place[0] : place[0] + 3])

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


def _cut_short(reading: Reading, end: int) -> bool:
    """Whether a title would end before a time of day that stands right behind it: "called The Long Night"."""
    behind = end and end < len(reading.view.tokens) and not reading.view.tokens[end].gap.strip()
    return bool(behind) and any(m.kind == "time" and m.start == end for m in reading.mentioned.values())
