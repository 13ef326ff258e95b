"""Parts of a sentence: politeness taken off its ends, the places where one command may end and another begin, negation."""

from msgspec import Struct

from intents.catalogue import Talk
from intents.normalise import View, view_of

# A sentence is cut at no more places than this, so that a long list of commas stays cheap.
MOST_CUTS = 6
# The second word of a negation follows the verb and what may hang on it: "ne la supprime pas".
LATEST_WITHIN = 4


# A condition has more words than "sí, …" has.
SHORTEST_CONDITION = 4


class Cut(Struct, frozen=True):
    """One clause ends before word `end`, the next begins with word `start`; the words between only join them."""

    end: int
    start: int


class Clauses:
    def __init__(self, talk: Talk) -> None:
        self._start = _phrases(talk.start)
        self._meant = _phrases(talk.meant)
        self._end = _phrases(talk.end)
        self._join = _phrases(talk.join)
        self._negation = _phrases(talk.negation)
        self._question = _phrases(talk.question)
        self._repair, self._anew = _phrases(talk.repair), _phrases(talk.anew)
        self._within = talk.within
        self._back = _phrases(talk.taking_back)
        self._against = _phrases(talk.contrast)
        self._condition = _phrases(talk.condition)
        self._detail = _phrases(talk.detail)
        self._unwanting, self._denying = _phrases(talk.unwanting), talk.denying

    def trimmed(self, view: View, keep: frozenset[int] = frozenset()) -> View:
        """Without "please", "could you" and the like around it. Quoted words are never taken off, nor those that `keep` gives the
        beginnings of in the raw text."""
        start, end = 0, len(view.tokens)
        first = next((i for i, token in enumerate(view.tokens) if token.start in keep), end)
        last = next((i + 1 for i in range(end - 1, -1, -1) if view.tokens[i].start in keep), 0)
        # "let's not" and "just so you know" begin with what alone would be politeness.
        while (size := _at(view, start, end, self._start)) > max(_at(view, start, end, one) for one in (self._negation, self._meant)):
            if start + size > first:
                break
            start += size
        while size := _before(view, start, end, self._end):
            if end - size < last:
                break
            end -= size
        return view.part(start, end) if start < end else view

    def cuts(self, view: View) -> list[Cut]:
        """Where the sentence could be cut: at a joining word, or at a comma, semicolon, full stop or line end."""
        found: list[Cut] = []
        at = 1
        while at < len(view.tokens) and len(found) < MOST_CUTS:
            token = view.tokens[at]
            size = _at(view, at, len(view.tokens), self._join)
            inside = token.quote and token.quote == view.tokens[at - 1].quote
            joined = bool(found) and found[-1].start == at
            if not inside and not joined and _at(view, at, len(view.tokens), self._anew):
                found.append(Cut(at, at))
            elif not inside and (size or any(mark in token.gap for mark in ",;.!?:\n")) and at + size < len(view.tokens):
                found.append(Cut(at, at + size))
            at += max(size, 1)
        return found

    def repair(self, view: View) -> Cut | None:
        """Where the speaker takes back what was just said and says it anew: "add two… no, one"."""
        for at in range(1, len(view.tokens) - 1):
            size = _at(view, at, len(view.tokens), self._repair)
            if size and view.tokens[at].gap.strip() and at + size < len(view.tokens):
                return Cut(at, at + size)
        return None

    def repairs(self, view: View) -> int:
        """How many words at the beginning take back what was said before them."""
        return _at(view, 0, len(view.tokens), self._repair)

    def takes_up(self, view: View) -> bool:
        """Whether it begins with words that surely take back what was said before them, as people dictate: "scratch that"."""
        return _at(view, 0, len(view.tokens), self._anew) > 0

    def questions(self, view: View) -> bool:
        """Whether the text begins like a question to the assistant."""
        return _at(view, 0, len(view.tokens), self._question) > 0

    def negated(self, view: View) -> View | None:
        """What is not wanted, when the text begins with a negation; None when it does not."""
        size = _at(view, 0, len(view.tokens), self._negation)
        return view.part(size, len(view.tokens)) if size else None

    def denies_what_follows(self, view: View) -> bool:
        """Whether a negation opens it and stands alone: "do not, under any circumstances, …"."""
        rest = self.negated(view)
        return rest is not None and (not rest.tokens or any(mark in rest.tokens[0].gap for mark in ",;:"))

    def contrast(self, view: View, start: int, end: int) -> int | None:
        """The word at which it is said what something is not; None when it is not."""
        return next((at for at in range(start, end) if _at(view, at, end, self._against)), None)

    def denies(self, view: View) -> bool:
        """Whether a word in it turns it around, other than those that say that something is not wanted any more."""
        at = 0
        while at < len(view.tokens):
            size = _at(view, at, len(view.tokens), self._unwanting)
            if not size and view.words[at] in self._denying:
                return True
            at += size or 1
        return False

    def describes(self, view: View) -> bool:
        """Whether it begins with words that only say how something is: "set in the cold lab", which sets nothing."""
        return _at(view, 0, len(view.tokens), self._detail) > 0

    def conditional(self, view: View) -> bool:
        """Whether it only says when something is to be done: "if the payphone is under a minute"."""
        return len(view.tokens) >= SHORTEST_CONDITION and _at(view, 0, len(view.tokens), self._condition) > 0

    def takes_back(self, view: View) -> bool:
        """Whether words in it take back what was said before them: "changed my mind", "let it be"."""
        return any(_at(view, at, len(view.tokens), self._back) for at in range(len(view.tokens)))

    def unwanted(self, view: View) -> View | None:
        """The command that a negation speaks of, without the negation's words before and after the verb; None without one."""
        rest = self.negated(view)
        said = view if rest is None else rest
        after = (i for i, token in enumerate(said.tokens[1:LATEST_WITHIN], 1) if token.word in self._within and not token.quote)
        at = next(after, None)
        return rest if at is None else view_of(said.raw, (*said.tokens[:at], *said.tokens[at + 1 :]))


def _phrases(texts: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for text in texts:
        words = tuple(text.split())
        found.setdefault(words[0], []).append(words)
        found.setdefault("\0" + words[-1], []).append(words)
    return found


def _at(view: View, start: int, end: int, phrases: dict[str, list[tuple[str, ...]]]) -> int:
    if start >= end or view.tokens[start].quote:
        return 0
    options = phrases.get(view.words[start], ())
    return max((len(p) for p in options if view.words[start : start + len(p)] == p and start + len(p) <= end), default=0)


def _before(view: View, start: int, end: int, phrases: dict[str, list[tuple[str, ...]]]) -> int:
    if end <= start or view.tokens[end - 1].quote:
        return 0
    options = phrases.get("\0" + view.words[end - 1], ())
    return max((len(p) for p in options if end - len(p) > start and view.words[end - len(p) : end] == p), default=0)
