"""Tells an idea for a film from a command and from talk: "a heist on the night ferry to Tangier, eight scenes, cold and quiet"."""

from intents.catalogue import IdeaWords, Talk
from intents.normalise import View
from intents.titled import capital

# A text this long is a prompt, whatever it says; the templates are never run over it.
LONGEST_COMMAND = 2000
# A bare idea has at least this many words; fewer could be anything.
SHORTEST = 6
# That many words that no command and no question begins are a story even without a word of drama.
LONG = 14
# That many words may stand between "make" and what is to be made: "make a 90 second black and white horror short".
MOST_BEFORE = 9
# With more words than this, "a thriller about two clockmakers …" is no title; behind "a new film:", with no more than that it is no story.
LONGEST_TITLE, SHORTEST_STORY = 7, 3
# Several sentences in a row that are no commands are a treatment.
PROSE = 30


class Ideas:
    """The shape of an idea in one language."""

    def __init__(self, words: IdeaWords, talk: Talk) -> None:
        self.words, self.talk = words, talk

    def asked_for(self, view: View) -> bool:
        """ "create a … film …": a word for making, then within a few words something that can be made, and what about."""
        start = _after(view, self.words.make)
        if start is None:
            return False
        reach = view.words[start : start + MOST_BEFORE]
        at = next((i for i, word in enumerate(reach) if word in self.words.nouns), None)
        if at is None or not self.words.definite.isdisjoint(reach[: at + 1]):
            return False
        follows = view.words[start + at + 1 :]
        linked = bool(follows) and not self.words.links.isdisjoint(follows)
        return (linked and len(follows) > 1) or (reach[0] in self.words.indefinite and at > 2)

    def introduced(self, view: View) -> bool:
        """ "new film: two brothers rob the bank their mother works at": what is to be made, and behind a colon more than a title is."""
        at = next((i for i, token in enumerate(view.tokens) if ":" in token.gap), 0)
        before, told = view.words[:at], view.part(at, len(view.tokens))
        if not 0 < at <= MOST_BEFORE or before[-1] not in self.words.nouns or not self.words.definite.isdisjoint(before):
            return False
        begun = _after(view, self.words.make) is not None or before[0] in self.words.indefinite | self.words.open
        if not begun or len(told.words) <= SHORTEST_STORY or _in_capitals(told):
            return False
        return len(told.words) > LONGEST_TITLE or told.words[0] in self.words.indefinite or self.drama(told) > 0

    def bare(self, view: View) -> bool:
        """A logline or a noun phrase that nobody would say to do anything else."""
        count = len(view.words)
        if len(set(view.words)) < SHORTEST or self._talks(view):
            return False
        if self.drama(view) >= 2 and view.words[0] in self.words.open:
            return True
        if view.words[0] in self.words.open:
            return count >= LONG or self.drama(view) >= 1
        return count >= PROSE or (count >= LONG and self.drama(view) >= 2)

    def drama(self, view: View) -> int:
        """How much speaks for a story: words of drama, a measure of scenes or time, a genre."""
        words = set(view.words)
        measured = any(w in self.words.measures for w in view.words[1:]) and any("," in t.gap for t in view.tokens)
        return len(words & self.words.drama) + len(words & self.words.nouns) + 2 * measured

    def _talks(self, view: View) -> bool:
        """Questions and whatever is said to the assistant about itself or the user are no story."""
        if view.raw.rstrip().endswith("?") or _after(view, self.talk.question) is not None:
            return True
        return view.words[0] in self.words.address


def _in_capitals(view: View) -> bool:
    """Whether it is written as a title is: "Nine Ways to Leave Lisbon"."""
    typed = [view.raw[token.start : token.end] for token in view.tokens]
    return not view.raw.isupper() and all(map(capital, typed)) and not typed[-1].islower()


def _after(view: View, phrases: tuple[str, ...]) -> int | None:
    """Where the text goes on after the longest of the phrases it begins with."""
    best = 0
    for phrase in phrases:
        words = tuple(phrase.split())
        if len(words) > best and view.words[: len(words)] == words:
            best = len(words)
    return best or None
