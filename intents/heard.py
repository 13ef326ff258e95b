"""What speech brings along: "um", a word said twice, a spoken comma, "seen ate" for scene eight. Only what rules read changes; the
text stays as typed."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct, structs

from intents.normalise import Token, View, view_of

# How many words are said again at once: "the the", "in the in the".
STAMMERED = (2, 1)


class HeardWords(Struct, frozen=True, kw_only=True):
    """`fillers` mean nothing, `marks` are punctuation that is said; `numbers` are what a number sounds like and `last` what sounds
    like one only at the end of a sentence, or `inside` of it after "a note on scene"; `nouns` are what a thing with a number sounds
    like, but not after words of `being`, and `linking` words what a number sounds like before such a thing; after `tens` a number goes on;
    `counts` are numbers as they are written."""

    fillers: frozenset[str] = frozenset()
    marks: dict[str, str] = {}
    numbers: dict[str, str] = {}
    last: dict[str, str] = {}
    inside: dict[str, frozenset[str]] = {}
    nouns: dict[str, str] = {}
    being: frozenset[str] = frozenset()
    linking: dict[str, str] = {}
    tens: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()


class Ear:
    """What was meant by what was heard, in one language. `nouns` are things with a number, `small` words too common to be names,
    `together` those that join."""

    def __init__(self, words: HeardWords, nouns: Collection[str], small: frozenset[str], together: frozenset[str]) -> None:
        self.words, self.small, self.together = words, small, together
        self._nouns = frozenset(nouns) | frozenset(words.nouns.values())
        self._silent = {tuple(phrase.split()): "" for phrase in words.fillers} | {tuple(p.split()): m for p, m in words.marks.items()}
        self._longest = max(map(len, self._silent), default=1)
        self._numbers = frozenset((*words.numbers.values(), *words.last.values()))

    def meant(self, view: View, keep: frozenset[str] = frozenset(), titles: Sequence[tuple[str, ...]] = ()) -> View:
        """The view without fillers and stammering, and with the things and numbers that were meant. Quoted words and those to `keep`
        (a name's) stay, but that a number in one of the `titles` may be said in another way; so does a text that would have no word
        left."""
        spoken = self._spoken(view.tokens, keep)
        if not spoken:
            return view
        tokens = self._fluent(list(self._counted(spoken, keep, self._titled(spoken, titles))))
        return view_of(view.raw, tokens) if tuple(token.word for token in tokens) != view.words else view

    # ---- what means nothing

    def _spoken(self, tokens: Sequence[Token], keep: frozenset[str]) -> list[Token]:
        """The words without fillers; punctuation that is said stands where punctuation stands."""
        found: list[Token] = []
        at, gap = 0, ""
        while at < len(tokens):
            size = self._silence(tokens, at, keep)
            if size:
                gap += tokens[at].gap + self._silent[_words(tokens[at : at + size])]
                at += size
                continue
            found.append(structs.replace(tokens[at], gap=gap + tokens[at].gap) if gap else tokens[at])
            at, gap = at + 1, ""
        return found

    def _silence(self, tokens: Sequence[Token], at: int, keep: frozenset[str]) -> int:
        """How many words of a filler or a spoken mark stand at `at`."""
        for size in range(min(self._longest, len(tokens) - at), 0, -1):
            words = _words(tokens[at : at + size])
            if words in self._silent and keep.isdisjoint(words) and not tokens[at].quote:
                return size
        return 0

    def _fluent(self, tokens: list[Token]) -> list[Token]:
        """The words without small ones said twice."""
        for size in STAMMERED:
            at = size
            while at + size <= len(tokens):
                again = tokens[at : at + size]
                common = all(token.word in self.small and not token.quote for token in again)
                if common and _words(again) == _words(tokens[at - size : at]):
                    del tokens[at : at + size]
                else:
                    at += 1
        return tokens

    # ---- what sounds like something else

    def _counted(self, tokens: Sequence[Token], keep: frozenset[str], titled: Mapping[int, str]) -> Iterator[Token]:
        """The words, with a number where one is due: after what has a number, after tens, and after "and" where one was before."""
        due = counted = False
        for at, token in enumerate(tokens):
            word = token.word if token.quote else titled.get(at) or self._thing(tokens, at, keep) or self._linking(tokens, at, keep)
            number = None
            if due and not token.quote and at not in titled:
                number = self._number(tokens, at)
            word = number or word
            joins = counted and word in self.together
            counted = number is not None or (due and self._counts(word))
            due = joins or word in self._nouns or word in self.words.tens
            yield token if word == token.word else structs.replace(token, word=word)

    def _thing(self, tokens: Sequence[Token], at: int, keep: frozenset[str]) -> str | None:
        """The thing that this word sounds like, where a number follows and it is no word of its own: "seen ate", not "is seen to"."""
        meant = self.words.nouns.get(tokens[at].word) if at + 1 < len(tokens) else None
        if meant is None or tokens[at].word in keep:
            return None
        if at and tokens[at - 1].word in self.words.being:
            return None
        return meant if self._numbered(tokens, at + 1) else None

    def _linking(self, tokens: Sequence[Token], at: int, keep: frozenset[str]) -> str:
        """The word, or the one it sounds like where something follows that has a number or a name: "the silo two scene eight"."""
        word, after = tokens[at].word, tokens[at + 1].word if at + 1 < len(tokens) else ""
        meant = self.words.linking.get(word)
        if meant is None or word in keep:
            return word
        thing = self._thing(tokens, at + 1, keep) or after
        numbered = thing in self._nouns and (thing != after or self._numbered(tokens, at + 2))
        return meant if numbered or (after in keep and not self._counts(word)) else word

    def _numbered(self, tokens: Sequence[Token], at: int) -> bool:
        return at < len(tokens) and (self._counts(tokens[at].word) or self._number(tokens, at) is not None)

    def _number(self, tokens: Sequence[Token], at: int) -> str | None:
        """The number that this word sounds like; "to" and "for" are mostly what they are."""
        word = tokens[at].word
        if word in self.words.numbers or at + 1 == len(tokens):
            return self.words.numbers.get(word) or self.words.last.get(word)
        before, after = tokens[at - 2].word if at > 1 else "", tokens[at + 1].word
        misheard = tokens[at - 1].word in self.words.nouns and (not before or before in self.small)
        telling = after not in self.small and not self._counts(after) and before in self.words.inside.get(word, ())
        return self.words.last.get(word) if misheard or telling or after == word else None

    def _counts(self, word: str) -> bool:
        return word[:1].isdecimal() or word in self.words.counts

    def _titled(self, tokens: Sequence[Token], titles: Sequence[tuple[str, ...]]) -> dict[int, str]:
        """Numbers as the titles have them, where the rest of a title stands around: "open take to"."""
        found: dict[int, str] = {}
        for title in (title for title in titles if not self._numbers.isdisjoint(title)):
            for at in range(len(tokens) - len(title) + 1):
                said = _words(tokens[at : at + len(title)])
                if said != title and all(self._same(one, other) for one, other in zip(said, title, strict=True)):
                    found |= {at + place: word for place, word in enumerate(title) if word != said[place]}
        return found

    def _same(self, said: str, word: str) -> bool:
        return said == word or word in (self.words.numbers.get(said), self.words.last.get(said))


def _words(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.word for token in tokens)
