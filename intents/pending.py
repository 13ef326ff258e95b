"""Answers to the question the assistant asked last: yes and no in their many forms, one of the choices, the missing value."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from intents.catalogue import Answers
from intents.mentions import Mention, Mentions, Reference
from intents.names import gazetteer
from intents.normalise import View, words_of
from intents.numbers import NONE, NumberWords, numbers
from intents.references import References, ReferenceWords
from intents.shapes import NONE_OF_THEM, Choice, Match, Name, Vocabulary
from intents.slots import LISTS, plain

# A paraphrase of a choice has at least this much in common with it (0..100), and this much more than with the next.
ALIKE, APART = 80, 8

# A length by which something changes; as an answer to "how long?" it is just a length.
SIGNED = frozenset({"longer", "shorter"})

# Words up to this length are only alike when they are the same.
SHORT = 3
# What parts a longer answer.
MARKS = frozenset(",.;:!?…\n–—")

Phrases = tuple[tuple[str, ...], ...]


class Answering:
    """Understands answers in one language."""

    def __init__(
        self,
        answers: Answers,
        references: ReferenceWords,
        language: str,
        counts: NumberWords = NONE,
        elided: frozenset[str] = frozenset(),
        denying: frozenset[str] = frozenset(),
    ) -> None:
        self.words, self.references, self.language, self.counts, self.elided = answers, references, language, counts, elided
        self.denying = denying
        self._yes, self._yes_more = phrases(answers.yes), phrases(answers.yes_more)
        self._no, self._no_more = phrases((*answers.no, *answers.no_waiting)), phrases(answers.no_more)
        self._no_always = phrases(answers.no)
        self._keeping, self._asking = phrases(answers.keeping), phrases(answers.asking)
        self._none = phrases(answers.none)
        self._around = phrases(answers.around)
        self._remarks = phrases(answers.aside)
        # What is a yes by itself is none said aside.
        self._aside = tuple(phrase for phrase in phrases(answers.aside) if phrase not in {*self._yes, *self._yes_more})

    def yes(self, view: View) -> bool:
        """Nothing but words of consent."""
        return _only(view.words, self._yes, self._yes_more)

    def no(self, view: View, waiting: bool = True) -> bool:
        """Nothing but words of refusal. Some are only that while a question is `waiting`: "annule" alone takes back."""
        return _only(view.words, self._no if waiting else self._no_always, self._no_more)

    def keeps(self, view: View) -> bool:
        """Whether it says that things are to stay: "leave it where it is". Only a question that waits makes that a no."""
        return any(view.words[: len(phrase)] == phrase for phrase in self._keeping)

    def remark(self, view: View) -> bool:
        """Nothing but what may be said before an answer."""
        return _only(view.words, self._remarks, self._yes_more)

    def asks(self, view: View) -> bool:
        """Whether somebody asks about the question before they answer it: "sorry, what would I lose?"."""
        words = view.words
        return any(words[at : at + len(phrase)] == phrase for phrase in self._asking for at in range(len(words)))

    def to_the_point(self, view: View) -> View:
        """Without what is said before an answer: "oh heavens, no" is "no"."""
        start = 0
        while size := max((len(p) for p in self._aside if view.words[start : start + len(p)] == p), default=0):
            start += size
        return view.part(start, len(view.tokens)) if 0 < start < len(view.tokens) else view

    def opening_yes(self, view: View) -> View | None:
        """What follows a "yes," that opens a longer answer."""
        for size in range(min(4, len(view.words) - 1), 0, -1):
            if _only(view.words[:size], self._yes, self._yes_more):
                return view.part(size, len(view.tokens))
        return None

    def opening_no(self, view: View) -> View | None:
        for size in range(min(4, len(view.words) - 1), 0, -1):
            if _only(view.words[:size], self._no, self._no_more) and any(mark in view.tokens[size].gap for mark in ",.;!"):
                return view.part(size, len(view.tokens))
        return None

    def after_no(self, view: View) -> View | None:
        """What follows words of refusal, whatever stands between: "nah evening", "wait, no, eighteen"."""
        for size in range(min(5, len(view.words) - 1), 0, -1):
            if _only(view.words[:size], self._no, self._no_more):
                return view.part(size, len(view.tokens))
        return None

    def chosen(self, view: View, choices: tuple[Choice, ...]) -> Match | None:
        """The choice that was named by its number, its place, its name or a paraphrase of it."""
        if _only(view.words, self._none, self._no_more):
            return _none_of_them(view)
        at = next((place for place, one in enumerate(choices) if one.id.casefold() == view.raw.strip().casefold()), None)
        if at is None:
            at = self._place(view, len(choices))
        if at is None:
            at = self._named(view, choices)
        if at is None:
            at = _paraphrased(view, choices)
        if at is None:
            return None
        chosen = {"choice": choices[at].id}
        return Match(operation="dialog.choose", slots=chosen, source="pending", text=view.spoken())

    def told(self, view: View, choices: tuple[Choice, ...], known: Mapping[str, Name]) -> Match | None:
        """The choice that a longer answer is for: "second one's closest", "the goat, definitely", "neither, I am afraid"; `known` has
        by their ids the things that are to choose from."""
        each = [self.to_the_point(piece) for piece in pieces(view)]
        at = next((place for piece in each if (place := self._opening_place(piece, len(choices))) is not None), None)
        if at is None and any(piece.words[: len(phrase)] == phrase for piece in each for phrase in self._none):
            return _none_of_them(view)
        if at is None:
            at = self._likest(each, [_words_about(choice, known.get(choice.id)) for choice in choices])
        return (
            None if at is None else Match(operation="dialog.choose", slots={"choice": choices[at].id}, source="pending", text=view.spoken())
        )

    def _opening_place(self, view: View, count: int) -> int | None:
        """A place in the order that something is then said about."""
        for number in numbers(view, self.language, words=self.counts):
            before = view.words[: number.start]
            pointed = number.ordinal or not {"number", "option", *self.references.number}.isdisjoint(before)
            if pointed and self.words.choose.issuperset(before) and 1 <= number.value <= count and number.value == int(number.value):
                return int(number.value) - 1
        return None

    def _likest(self, each: list[View], labels: list[frozenset[str]]) -> int | None:
        """The only choice that has most of the words said, and none of those that it is said to be without."""
        said, denied = set[str](), set[str]()
        for piece in each:
            turned = next((at for at, word in enumerate(piece.words) if word in self.denying), len(piece.words))
            said |= set(piece.words[:turned]) - self.words.choose - self.references.small
            denied |= set(piece.words[turned:]) - self.words.choose - self.references.small - self.denying
        shared = [-1 if _shared(denied, label) else _shared(said, label) for label in labels]
        best, found = max(shared), sum(any(_alike(word, each) for label in labels for each in label) for word in said)
        enough = 2 * found >= len(said) if best else bool(denied) and not said
        return shared.index(best) if enough and best >= 0 and shared.count(best) == 1 else None

    def value(self, view: View, kinds: frozenset[str], mentions: Mentions, references: References) -> object:
        """The value of the missing slot, of one of `kinds`, when the text is nothing but one; None otherwise."""
        start = self._lead(view)
        for kind in sorted(kinds - SIGNED, key=lambda kind: (kind not in LISTS, kind)):
            single = LISTS.get(kind, kind)
            if single in self.references.nouns:
                at = self._place_said(view, start, mentions)
                if at is not None:
                    return plain(kind, references.place(single, at))
            fitting = [m for m in mentions.get(kind, ()) if (m.start <= start and m.end >= len(view.tokens)) or self._only_name(view, m)]
            for mention in sorted(fitting, key=lambda m: -m.score):
                ref = mention.value
                if not isinstance(ref, Reference) or not (ref.ambiguous or ref.empty):
                    return plain(kind, ref)
        return None

    def _only_name(self, view: View, mention: Mention) -> bool:
        """Whether a name stands there with nothing but small words: "the one on the train"."""
        if not isinstance(mention.value, Reference) or mention.value.pronoun:
            return False
        outside = {*view.words[: mention.start], *view.words[mention.end :]}
        return outside <= self.words.choose | self.references.small

    def _place_said(self, view: View, start: int, mentions: Mentions) -> int | None:
        if self._only_last(view):
            return -1
        for mention in mentions.get("place", ()):
            whole = (mention.start, mention.end) == (start, len(view.tokens))
            if isinstance(mention.value, int) and (whole or self._bare(view, mention.start, mention.end)):
                return mention.value
        return None

    def free(self, view: View) -> str:
        """What was typed, without "call it" and the like before it."""
        return view.original(self._lead(view), len(view.tokens)) or view.spoken()

    def introduces(self, view: View) -> bool:
        """Whether it begins like the answer to "what should it be called?"."""
        return self._lead(view) > 0

    def _lead(self, view: View) -> int:
        best = max((len(p) for p in self._around if view.words[: len(p)] == p), default=0)
        return best if best < len(view.words) else 0

    def _bare(self, view: View, start: int, end: int) -> bool:
        outside = (*view.words[:start], *view.words[end:])
        return all(word in self.words.choose for word in outside)

    def _only_last(self, view: View) -> bool:
        rest = [word for word in view.words if word not in self.words.choose]
        return len(rest) == 1 and rest[0] in self.words.last

    def _place(self, view: View, count: int) -> int | None:
        if self._only_last(view):
            return count - 1
        for number in numbers(view, self.language, words=self.counts):
            if number.value == int(number.value) and 1 <= number.value <= count and self._bare(view, number.start, number.end):
                return int(number.value) - 1
        letters = [w for w in view.words if w not in self.words.choose or w == "a"]
        if len(view.words) <= 2 and len(letters) == 1 and len(letters[0]) == 1 and letters[0] in "abcdefghi"[:count]:
            return ord(letters[0]) - ord("a")
        return None

    def _named(self, view: View, choices: tuple[Choice, ...]) -> int | None:
        names = tuple(Name(kind="choice", id=str(i), label=choice.label) for i, choice in enumerate(choices))
        finder = gazetteer(Vocabulary(names=names), self.references.small, self.elided)
        found: dict[int, float] = {}
        for mention in finder.mentions(view, frozenset()):
            outside = [*view.words[: mention.start], *view.words[mention.end :]]
            if not mention.value.ambiguous and all(w in self.words.choose or w in self.references.small for w in outside):
                at = int(mention.value.names[0].id)
                found[at] = max(found.get(at, 0), mention.score + (mention.end - mention.start) / 100)
        return max(found, key=lambda at: found[at]) if found else None


def _none_of_them(view: View) -> Match:
    return Match(operation="dialog.choose", slots={"choice": NONE_OF_THEM}, source="pending", text=view.spoken())


def pieces(view: View) -> list[View]:
    """The parts between commas, full stops and the like."""
    cuts = [at for at, token in enumerate(view.tokens) if at and any(mark in token.gap for mark in MARKS)]
    return [view.part(start, end) for start, end in zip([0, *cuts], [*cuts, len(view.tokens)], strict=True)]


def questioned(view: View) -> bool:
    """Whether a question mark follows."""
    return bool(view.tokens) and view.raw[view.tokens[-1].end :].lstrip().startswith("?")


def _words_about(choice: Choice, thing: Name | None) -> frozenset[str]:
    """What a choice may be told by: its label and what more is said of it, and where and when it is."""
    return frozenset(words_of(" ".join((choice.label, choice.description, *((thing.place, *thing.tags) if thing else ())))))


def _shared(said: set[str], label: frozenset[str]) -> int:
    return sum(any(_alike(word, each) for each in label) for word in said)


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > SHORT and fuzz.ratio(one, other) >= ALIKE)


def _paraphrased(view: View, choices: tuple[Choice, ...]) -> int | None:
    labels = [" ".join(words_of(choice.label)) for choice in choices]
    if not any(labels) or len(view.words) > 12 or len(view.text) < 3:
        return None
    ranked = process.extract(view.text, labels, scorer=fuzz.token_sort_ratio, limit=2)
    best = ranked[0]
    clear = len(ranked) < 2 or best[1] - ranked[1][1] >= APART
    return int(best[2]) if best[1] >= ALIKE and clear else None


def phrases(said: tuple[str, ...]) -> Phrases:
    """Phrases as words, the longest first."""
    return tuple(sorted((tuple(phrase.split()) for phrase in said), key=len, reverse=True))


def _only(words: tuple[str, ...], core: Phrases, more: Phrases) -> bool:
    """True when the words are phrases of `core` and `more` and nothing else, with at least one of `core`."""
    ways = {(0, False)}
    while ways:
        at, said = ways.pop()
        if at == len(words):
            if said:
                return True
            continue
        for phrases, counts in ((core, True), (more, False)):
            for phrase in phrases:
                if words[at : at + len(phrase)] == phrase:
                    ways.add((at + len(phrase), said or counts))
    return False
