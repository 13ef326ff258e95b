"""Lengths of time and changes of them: "a minute and a half", "1:30", "ten seconds longer", "twice as long", "a bit shorter".

An absolute length is seconds (90.0). A change is text: "+10" or "-5" seconds, "*2" times, "+?" or "-?" when only the
direction was said. The words of a language come from `durations:` in its grammar file.
"""

from collections.abc import Iterator

from msgspec import Struct

from intents.mentions import Mention
from intents.normalise import View
from intents.numbers import Number
from intents.phrases import Phrases, Words, plain

Said = tuple[Words, ...]
# How sure a bare number is to be seconds, and a bare "longer" to be the whole of a change.
BARE = 0.8
DIRECTION = 0.9
# Seconds of which the unit need not be said: "two minutes five" may be anything.
TEN, MINUTE = 10, 60


class TimeWords(Struct, frozen=True, kw_only=True):
    """How a language speaks of lengths. `units` and `amounts` (half a, a dozen) are numbers of seconds and of units; `times`
    (twice) are factors; the others are phrases, or words, that do what their name says."""

    units: dict[str, float] = {}
    amounts: dict[str, float] = {}
    times: dict[str, float] = {}
    one: frozenset[str] = frozenset()
    link: frozenset[str] = frozenset()
    half: Said = ()
    longer: Said = ()
    shorter: Said = ()
    more: Said = ()
    less: Said = ()
    by: frozenset[str] = frozenset()
    slightly: Said = ()
    as_long: Said = ()
    percent: Said = ()
    multiplied: frozenset[str] = frozenset()


class Length(Struct, frozen=True):
    """The words `start` up to `end` say so many seconds."""

    start: int
    end: int
    seconds: float


class Durations:
    """Finds lengths and changes of length in one language."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self._amounts = Phrases((tuple(phrase.split()), amount) for phrase, amount in words.amounts.items())
        self._times = Phrases((tuple(phrase.split()), factor) for phrase, factor in words.times.items())
        self._half, self._slightly = plain(words.half), plain(words.slightly)
        self._as_long, self._percent = plain(words.as_long), plain(words.percent)
        self._longer_words, self._shorter_words = plain(words.longer), plain(words.shorter)
        self._compared = (("+", self._longer_words), ("-", self._shorter_words))
        self._added = (("+", plain(words.more)), ("-", plain(words.less)))
        changing = (*words.longer, *words.shorter, *words.more, *words.less)
        self._openers = plain((*changing, *words.slightly)).openers | self._times.openers | self._amounts.openers
        # Without one of these words nothing changes.
        self._changing = plain((*changing, *words.as_long)).openers
        self._measuring = self._amounts.openers | words.one | words.units.keys()

    def mentions(self, view: View, said: tuple[Number, ...]) -> Iterator[Mention]:
        """Mentions of the kinds `duration` (seconds), `longer` and `shorter` (the same, as changes), `seconds` (a bare number
        is one too) and `change`. `said` are the numbers in the text."""
        counts = {number.start: number for number in said if not number.ordinal and number.value > 0}
        lengths = {length.start: length for length in self._lengths(view, counts)}
        for length in lengths.values():
            yield Mention("duration", length.start, length.end, length.seconds)
            yield Mention("seconds", length.start, length.end, length.seconds)
            yield Mention("longer", length.start, length.end, f"+{length.seconds:g}")
            yield Mention("shorter", length.start, length.end, f"-{length.seconds:g}")
        for number in counts.values():
            yield Mention("seconds", number.start, number.end, number.value, BARE)
            if size := self._percent.size(view.words, number.end):  # "extend it by 20 percent"
                for kind, sign in (("longer", "+"), ("shorter", "-")):
                    for end, change, score in _percent(sign, number.value, number.end + size):
                        yield Mention(kind, number.start, end, change, score)
        changing = not self._changing.isdisjoint(view.words)
        for at, word in enumerate(view.words):
            if word[0] in "+-":
                for end, change in self._signed(view, at):
                    yield Mention("change", at, end, change)
            if changing and (word in self._openers or at in counts or at in lengths):
                for end, change, score in self._changes(view, at, lengths, counts):
                    yield Mention("change", at, end, change, score)

    # ---- absolute

    def _lengths(self, view: View, counts: dict[int, Number]) -> Iterator[Length]:
        at = 0
        while at < len(view.tokens):
            word = view.words[at]
            begun = at in counts or word in self._measuring or ":" in word
            found = self._length(view, at, counts) if begun else None
            if found is None:
                at += 1
            else:
                yield found
                at = found.end

    def _length(self, view: View, start: int, counts: dict[int, Number]) -> Length | None:
        """A quantity with its unit, and the smaller ones that follow it: "1 minute 20 seconds", "1m 20"."""
        found = _clock(view, start) or self._measure(view, start, counts)
        while found is not None:
            further = self._further(view, found, counts)
            if further is None:
                return found
            found = Length(start, further.end, found.seconds + further.seconds)
        return None

    def _further(self, view: View, before: Length, counts: dict[int, Number]) -> Length | None:
        at = before.end
        if at >= len(view.tokens) or "," in view.tokens[at].gap:
            return None
        linked = at + 1 if view.words[at] in self.words.link else at
        further = self._measure(view, linked, counts)
        if further is None and before.seconds >= 60 and linked in counts and _counts_nothing(view, linked, counts[linked]):
            further = Length(linked, counts[linked].end, counts[linked].value)
        return further if further is not None and further.seconds < before.seconds else None

    def _measure(self, view: View, at: int, counts: dict[int, Number]) -> Length | None:
        """ "ten seconds", "a minute", "half a minute", "two and a half minutes", "a minute and a half"."""
        quantity = self._quantity(view, at, counts)
        if quantity is None:
            return self._unit_and_a_half(view, at)
        if quantity[0] >= len(view.words):
            return None
        end, count = quantity
        unit = self.words.units.get(view.words[end])
        if unit is None:
            return None
        half = self._half.size(view.words, end + 1) if count >= 1 else 0
        return Length(at, end + 1 + half, (count + 0.5 * bool(half)) * unit)

    def _unit_and_a_half(self, view: View, at: int) -> Length | None:
        """ "minuto y medio"."""
        unit = self.words.units.get(view.words[at]) if at < len(view.words) else None
        half = self._half.size(view.words, at + 1) if unit else 0
        return Length(at, at + 1 + half, 1.5 * unit) if unit and half else None

    def _quantity(self, view: View, at: int, counts: dict[int, Number]) -> tuple[int, float] | None:
        """Where the unit has to stand, and how many of it."""
        amounts = self._amounts.at(view.words, at)
        if amounts:
            phrase, amount = max(amounts, key=lambda said: len(said[0]))
            return at + len(phrase), amount
        number = counts.get(at)
        if number is not None:
            part = view.words[number.end] if number.end in counts else ""
            if part.isdecimal() and view.tokens[number.end].gap == ",":
                return number.end + 1, float(f"{number.value:g}.{part}")  # "1,5 minutos"
            half = self._half.size(view.words, number.end)
            return number.end + half, number.value + 0.5 * bool(half)
        return (at + 1, 1.0) if at < len(view.words) and view.words[at] in self.words.one else None

    # ---- changes: (where it ends, what it says, how sure)

    def _changes(self, view: View, at: int, lengths: dict[int, Length], counts: dict[int, Number]) -> Iterator[tuple[int, str, float]]:
        yield from self._longer(view, at, lengths, counts)
        yield from self._more(view, at, lengths, counts)
        yield from self._scaled(view, at, counts)

    def _longer(self, view: View, at: int, lengths: dict[int, Length], counts: dict[int, Number]) -> Iterator[tuple[int, str, float]]:
        """ "longer", "a bit longer", "longer by ten seconds", "ten seconds longer"."""
        slightly = self._slightly.size(view.words, at)
        for sign, phrases in self._compared:
            length = lengths.get(at)
            if length is not None and (size := phrases.size(view.words, length.end)):
                yield length.end + size, f"{sign}{length.seconds:g}", 1.0
            if slightly and (size := phrases.size(view.words, at + slightly)):
                yield at + slightly + size, f"{sign}?", 1.0
            if size := phrases.size(view.words, at):
                end = at + size
                yield end, f"{sign}?", DIRECTION
                amount = lengths.get(end + 1) if view.words[end : end + 1] and view.words[end] in self.words.by else None
                if amount is not None:
                    yield amount.end, f"{sign}{amount.seconds:g}", 1.0
                number = counts.get(end + 1) if view.words[end : end + 1] and view.words[end] in self.words.by else None
                if number and (size := self._percent.size(view.words, number.end)):  # "longer by 20 percent"
                    yield from _percent(sign, number.value, number.end + size)

    def _more(self, view: View, at: int, lengths: dict[int, Length], counts: dict[int, Number]) -> Iterator[tuple[int, str, float]]:
        """ "ten seconds more", "another ten seconds", "ten more seconds", "five seconds less"."""
        quantity = self._quantity(view, at, counts)
        for sign, phrases in self._added:
            length = lengths.get(at)
            if length is not None and (size := phrases.size(view.words, length.end)):
                yield length.end + size, f"{sign}{length.seconds:g}", 1.0
            size = phrases.size(view.words, at)
            if size and (amount := lengths.get(at + size)):
                yield amount.end, f"{sign}{amount.seconds:g}", 1.0
            if quantity is not None and (size := phrases.size(view.words, quantity[0])):
                end = quantity[0] + size
                unit = self.words.units.get(view.words[end]) if end < len(view.words) else None
                if unit:
                    yield end + 1, f"{sign}{quantity[1] * unit:g}", 1.0

    def _scaled(self, view: View, at: int, counts: dict[int, Number]) -> Iterator[tuple[int, str, float]]:
        """ "twice as long", "half the length", "three times longer", "20 percent shorter"."""
        for phrase, factor in self._times.at(view.words, at):
            end = at + len(phrase)
            size = self._as_long.size(view.words, end) or (self._shorter_words.size(view.words, end) if factor < 1 else 0)
            if size:
                yield end + size, f"*{factor:g}", 1.0
        number = counts.get(at)
        if number is None or number.end >= len(view.words):
            return
        end, unit = number.end + 1, view.words[number.end]
        if unit in self.words.multiplied:
            size = self._as_long.size(view.words, end) or self._longer_words.size(view.words, end)
            if size:
                yield end + size, f"*{number.value:g}", 1.0
            elif size := self._shorter_words.size(view.words, end):  # "deux fois plus courte"
                yield end + size, f"*{round(1 / number.value, 4):g}", 1.0
        elif size := self._percent.size(view.words, number.end):
            end = number.end + size
            for sign, phrases in (*self._compared, *self._added):
                if size := phrases.size(view.words, end):
                    yield from _percent(sign, number.value, end + size)

    def _signed(self, view: View, at: int) -> Iterator[tuple[int, str]]:
        """ "+10s", "-5 seconds"."""
        word = view.words[at]
        if word[0] in "+-" and float(word):
            unit = self.words.units.get(view.words[at + 1]) if at + 1 < len(view.words) else None
            yield at + (2 if unit else 1), f"{float(word) * (unit or 1):+g}"


def _counts_nothing(view: View, at: int, number: Number) -> bool:
    """Whether a number after minutes is seconds: "1m20", "une minute vingt", but not "two minutes, ten" or "two minutes ten scenes"."""
    if not view.tokens[at].gap:
        return True
    follows = view.words[number.end] if number.end < len(view.words) else ""
    return TEN <= number.value < MINUTE and not (view.tokens[at].gap.strip() or follows.endswith("s"))


def _percent(sign: str, percent: float, end: int) -> Iterator[tuple[int, str, float]]:
    factor = 1 + float(f"{sign}1") * percent / 100
    if factor > 0:
        yield end, f"*{factor:g}", 1.0


def _clock(view: View, at: int) -> Length | None:
    """1:30 is a minute and a half, 1:02:00 an hour and two minutes; a time of day (am, pm) is not a length."""
    parts = view.words[at].split(":")
    if len(parts) < 2 or view.words[at + 1 : at + 2] in {("am",), ("pm",)}:
        return None
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + float(part)
    return Length(at, at + 1, seconds) if seconds else None
