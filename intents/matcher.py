"""Templates against the words of a text, by a chart.

hassil reads the templates; its own matcher goes back over the text for every choice a template leaves open, which for a sentence with
free text in its middle takes longer than everything else together (26 ms at the worst, and more than quadratic in the length). Here
every rule is tried at most once at each word, however many templates use it, and of the ways to read the same words only the best
few go on, so that the work is bounded by the square of the length.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from hassil.expression import Alternative, Expression, Group, ListReference, Permutation, RuleReference, TextChunk
from hassil.parse_expression import Sentence as Parsed
from msgspec import Struct

from intents.mentions import Mention, Mentions
from intents.normalise import View, bare

KEPT = 6
"""How many ways to read the same words with the same part of a template are kept."""
# What a reading costs, the worst first: a break in what should have none, a free word, a free slot, doubt about a name, a mention.
BREAK, WORD, SLOT, DOUBT, MENTION = 1 << 40, 1 << 28, 1 << 20, 1 << 6, 1
BREAKING = frozenset(",;:.!?")

Filled = tuple[str, Mention | None, int, int]
"""A slot, the mention that fills it (None: free text), and the words it covers."""
Way = tuple[int, int, tuple[Filled, ...]]
"""Where a way through the words ends, what it costs, and the slots it fills."""


class Chart:
    """One text and what was found in it so far."""

    def __init__(self, view: View, mentions: Mentions) -> None:
        self.words = view.words
        self.length = len(view.words)
        self.found: dict[tuple[int, int], list[Way]] = {}
        self.mentioned: dict[tuple[str, int], list[Mention]] = {}
        for kind, mentions_of in mentions.items():
            for mention in mentions_of:
                self.mentioned.setdefault((kind, mention.start), []).append(mention)
        self.breaks = [0]
        """How many commas and the like stand before each word; inside quotes none count."""
        for token in view.tokens:
            broken = token.gap != " " and not token.quote and not BREAKING.isdisjoint(token.gap)
            self.breaks.append(self.breaks[-1] + broken)


class Node(Struct, frozen=True):
    """A part of a template."""

    def ways(self, chart: Chart, at: int) -> list[Way]:
        """Every way to read the words from `at` on."""
        raise NotImplementedError

    def begins(self, chart: Chart, at: int) -> bool:
        """Whether there may be one; quick. What may be silent may always begin."""
        raise NotImplementedError


class Said(Node, frozen=True):
    """One of several phrases, by their first words; with `silent`, or nothing at all."""

    phrases: dict[str, tuple[tuple[str, ...], ...]]
    silent: bool = False

    def ways(self, chart: Chart, at: int) -> list[Way]:
        found: list[Way] = [(at, 0, ())] if self.silent else []
        if at < chart.length:
            words = chart.words
            for phrase in self.phrases.get(words[at], ()):
                end = at + len(phrase)
                if len(phrase) == 1 or words[at:end] == phrase:
                    found.append((end, 0, ()))
        return found

    def begins(self, chart: Chart, at: int) -> bool:
        return self.silent or (at < chart.length and chart.words[at] in self.phrases)


class Mentioned(Node, frozen=True):
    """A place for something mentioned."""

    kind: str
    slot: str

    def ways(self, chart: Chart, at: int) -> list[Way]:
        return [
            (m.end, MENTION + round((1 - m.score) * 100) * DOUBT, ((self.slot, m, at, m.end),))
            for m in chart.mentioned.get((self.kind, at), ())
        ]

    def begins(self, chart: Chart, at: int) -> bool:
        return (self.kind, at) in chart.mentioned


class Free(Node, frozen=True):
    """A place for any words; in `prose` they may run across commas."""

    slot: str
    prose: bool

    def ways(self, chart: Chart, at: int) -> list[Way]:
        return self.until(chart, at, range(at + 1, chart.length + 1))

    def begins(self, chart: Chart, at: int) -> bool:
        return at < chart.length

    def until(self, chart: Chart, at: int, ends: Sequence[int]) -> list[Way]:
        """The ways that end where something can follow."""
        spoken = 0 if self.slot.startswith("_") else SLOT
        broken = chart.breaks
        before = 0 if self.prose or at >= chart.length else broken[at + 1]
        return [
            (end, spoken + (end - at) * WORD + (0 if self.prose else (broken[end] - before) * BREAK), ((self.slot, None, at, end),))
            for end in ends
        ]


class Either(Node, frozen=True):
    """One of several parts."""

    parts: tuple[Node, ...]
    key: int

    def ways(self, chart: Chart, at: int) -> list[Way]:
        known = chart.found.get((self.key, at))
        if known is None:
            known = best([way for part in self.parts if part.begins(chart, at) for way in part.ways(chart, at)])
            chart.found[self.key, at] = known
        return known

    def begins(self, chart: Chart, at: int) -> bool:
        return any(part.begins(chart, at) for part in self.parts)


class Each(Node, frozen=True):
    """Parts one after another."""

    parts: tuple[Node, ...]
    key: int

    def ways(self, chart: Chart, at: int) -> list[Way]:
        known = chart.found.get((self.key, at))
        if known is None:
            known = chart.found[self.key, at] = self._through(chart, at, whole=False)
        return known

    def begins(self, chart: Chart, at: int) -> bool:
        return self.parts[0].begins(chart, at)

    def _through(self, chart: Chart, at: int, *, whole: bool) -> list[Way]:
        """With `whole`, only the ways that end with the text."""
        ways: list[Way] = [(at, 0, ())]
        last = len(self.parts) - 1
        for number, part in enumerate(self.parts):
            after = self.parts[number + 1] if number < last else None
            following: list[Way] = []
            for end, cost, filled in ways:
                for stop, more, inside in self._next(chart, part, after, end, whole):
                    following.append((stop, cost + more, filled + inside if inside else filled))
            if not following:
                return []
            ways = best(following)
        return ways

    def _next(self, chart: Chart, part: Node, after: Node | None, at: int, whole: bool) -> list[Way]:
        if not isinstance(part, Free):
            return part.ways(chart, at) if part.begins(chart, at) else []
        if after is None:
            return part.until(chart, at, (chart.length,) if whole and at < chart.length else range(at + 1, chart.length + 1))
        return part.until(chart, at, [end for end in range(at + 1, chart.length + 1) if after.begins(chart, end)])

    def whole(self, chart: Chart) -> list[Way]:
        """The ways to read the whole text."""
        return [way for way in self._through(chart, 0, whole=True) if way[0] == chart.length]


def best(ways: list[Way]) -> list[Way]:
    """Of the ways to each end, the cheapest few."""
    if len(ways) <= KEPT:
        return ways
    to: dict[int, list[Way]] = {}
    for way in sorted(ways, key=_cost):
        same = to.setdefault(way[0], [])
        if len(same) < KEPT:
            same.append(way)
    return [way for same in to.values() for way in same]


def _cost(way: Way) -> int:
    return way[1]


class Compiler:
    """From hassil's expressions to nodes; a rule becomes one node, however often it is used."""

    def __init__(self, rules: Mapping[str, Parsed], kinds: frozenset[str], prose: Callable[[str], bool]) -> None:
        self._rules, self._kinds, self._prose = rules, kinds, prose
        self._made: dict[str, Node] = {}
        self._keys = 0

    def template(self, expression: Expression) -> Each:
        node = self._node(expression)
        return node if isinstance(node, Each) else Each((node,), self._key())

    def _key(self) -> int:
        self._keys += 1
        return self._keys

    def _rule(self, name: str) -> Node:
        if name not in self._made:
            self._made[name] = self._node(self._rules[name].expression)
        return self._made[name]

    def _node(self, expression: Expression) -> Node:
        if isinstance(expression, TextChunk):
            return _phrase(tuple(bare(word) for word in expression.text.split()))
        if isinstance(expression, ListReference):
            if expression.list_name in self._kinds:
                return Mentioned(expression.list_name, expression.slot_name)
            return Free(expression.slot_name, self._prose(expression.slot_name))
        if isinstance(expression, RuleReference):
            return self._rule(expression.rule_name)
        assert isinstance(expression, Group) and not isinstance(expression, Permutation), "templates have no permutations"
        parts = [self._node(item) for item in expression.items]
        return self._either(parts) if isinstance(expression, Alternative) else self._each(parts)

    def _either(self, parts: list[Node]) -> Node:
        """Phrases side by side are one look-up."""
        said = [part for part in parts if isinstance(part, Said)]
        others = tuple(part for part in parts if not isinstance(part, Said))
        node = _merged(said) if said else None
        if not others and node is not None:
            return node
        parts = [*others] if node is None else [node, *others]
        return parts[0] if len(parts) == 1 else Either(tuple(parts), self._key())

    def _each(self, parts: list[Node]) -> Node:
        """Words one after another are one phrase."""
        joined: list[Node] = []
        for part in parts:
            if isinstance(part, Said) and part.silent and not part.phrases:
                continue
            before = joined[-1] if joined else None
            if isinstance(part, Said) and isinstance(before, Said) and _few(before) and _few(part):
                joined[-1] = _both(before, part)
            else:
                joined.append(part)
        if not joined:
            return Said({}, True)
        return joined[0] if len(joined) == 1 else Each(tuple(joined), self._key())


FEW = 12


def _phrases(said: Said) -> list[tuple[str, ...]]:
    return [*(phrase for each in said.phrases.values() for phrase in each), *([()] if said.silent else [])]


def _few(said: Said) -> bool:
    return sum(map(len, said.phrases.values())) <= FEW


def _both(first: Said, second: Said) -> Said:
    return _said((*one, *other) for one in _phrases(first) for other in _phrases(second))


def _merged(parts: Sequence[Said]) -> Said:
    return _said(phrase for part in parts for phrase in _phrases(part))


def _phrase(words: tuple[str, ...]) -> Said:
    return _said([words])


def _said(phrases: Iterable[tuple[str, ...]]) -> Said:
    by_first: dict[str, dict[tuple[str, ...], None]] = {}
    silent = False
    for phrase in phrases:
        if phrase:
            by_first.setdefault(phrase[0], {})[phrase] = None
        else:
            silent = True
    return Said({first: tuple(each) for first, each in by_first.items()}, silent)
