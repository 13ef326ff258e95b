"""Sentence templates (hassil) over the words and mentions of a text.

A template's `{kind:slot}` is filled by a mention of that kind; a name that is no kind of mention takes any words. hassil reads the
templates and `intents.matcher` matches them; finding the few worth trying and choosing between their readings is done here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from hassil.expression import Alternative, Expression, Group, ListReference, Permutation, RuleReference, Sequence, TextChunk
from hassil.expression import Sentence as Parsed
from hassil.parse_expression import parse_sentence
from msgspec import Struct

from intents.catalogue import Catalogue, Sentence
from intents.matcher import Chart, Compiler, Each, Filled
from intents.mentions import Mention, Mentions, Reference
from intents.normalise import View, bare

# A word of a template; its slots and rules are none.
SAID = re.compile(r"\{[^}]*\}|<[^>]*>|[^\W\d_]+(?:'[^\W\d_]+)*'?")

SMALLTALK = "chat.smalltalk"
# Free text of these slots may hold commas and what looks like another command; a name, a title or a place may not.
PROSE = frozenset({"prompt", "description", "visual_notes", "appearance", "personality", "what", "topic", "style", "text"})


class Template(Struct, frozen=True, kw_only=True):
    """A sentence of an operation, parsed. What it cannot match without: a word of each of its `clauses`, a mention for each of its
    `lists`, and one of its `first_words`, or a mention of `first_lists`, to begin with; what may begin with any words is `first_free`."""

    operation: str
    sentence: Sentence
    parsed: Parsed
    node: Each
    clauses: frozenset[frozenset[str]]
    lists: frozenset[str]
    first_words: frozenset[str]
    first_lists: frozenset[str]
    first_free: bool


class Reading(Struct, frozen=True, kw_only=True):
    """One way to understand the words of `view`: slots hold mentions, or for free text the word numbers it covers."""

    template: Template
    view: View
    mentioned: dict[str, Mention]
    free: dict[str, tuple[int, int]]

    @property
    def operation(self) -> str:
        return self.template.operation

    @property
    def free_words(self) -> int:
        return sum(end - start for start, end in self.free.values())

    @property
    def breaks(self) -> int:
        """How often a name, a title or a place in it runs across a comma or a full stop, or somebody's name across a number."""
        spans = [span for slot, span in self.free.items() if slot not in PROSE]
        gaps = [self.view.tokens[i].gap for start, end in spans for i in range(start + 1, end) if not self.view.tokens[i].quote]
        start, end = self.free.get("name", (0, 0))
        return sum(any(mark in gap for mark in ",;:.!?") for gap in gaps) + sum(map(str.isdecimal, self.view.words[start:end]))

    @property
    def doubt(self) -> float:
        return sum(1 - mention.score for mention in self.mentioned.values())

    @property
    def guess(self) -> bool:
        """Whether a name in it is nobody's, or only likely."""
        return round(self.doubt, 1) >= 0.5

    @property
    def hollow(self) -> bool:
        """Whether a pronoun in it means nothing that was spoken of; the project is the one that is open."""
        refs = [m.value for m in self.mentioned.values() if isinstance(m.value, Reference)]
        return any(ref.pronoun and ref.empty and ref.kind != "project" for ref in refs)

    @property
    def recency(self) -> int:
        """How long ago what its pronouns mean was spoken of; the nearest reading of "it" is the right one."""
        refs = [m.value for m in self.mentioned.values() if isinstance(m.value, Reference)]
        return max((ref.recency for ref in refs if ref.pronoun), default=0)

    def rank(self) -> tuple[Any, ...]:
        """The smaller the surer: known words before any words, a near pronoun before a far one, names in full before parts."""
        sentence = self.template.sentence
        return (
            not sentence.during,
            sentence.weak,
            self.guess,
            self.breaks,
            self.free_words,
            sum(not unspoken(slot) for slot in self.free),
            self.recency,
            round(self.doubt, 2),
            len(self.mentioned),
        )


class Grammar:
    """All templates of a catalogue, with an index of the text each needs."""

    def __init__(self, catalogue: Catalogue, kinds: Iterable[str]) -> None:
        self.kinds = frozenset(kinds)
        self._forms = {form: word for word, forms in catalogue.forms.items() for form in forms}
        self.rules = {name: parse_sentence(self._said(body)) for name, body in catalogue.rules.items()}
        self._compiler = Compiler(self.rules, self.kinds, PROSE.__contains__)
        self.templates = tuple(self._compiled(name, sentence) for name, sentence in _sentences(catalogue))
        self._index: dict[str, list[Template]] = {}
        for template in self.templates:
            self._file(template)
        said = frozenset(word for t in self.templates for word in literals(t.parsed.expression, self.rules))
        self.words = said | frozenset(form for form, word in self._forms.items() if word in said)
        self.openers = frozenset(w for t in self.templates for w in t.first_words) - catalogue.references.small
        """Words a command may begin with."""

    def places(self, operation: str) -> dict[str, frozenset[str]]:
        """The kinds of mention each slot of an operation takes; none for a slot that only takes free text."""
        found: dict[str, frozenset[str]] = {}
        for template in self.templates:
            if template.operation == operation:
                for ref in references(template.parsed.expression, self.rules):
                    kinds = frozenset({ref.list_name}) & self.kinds
                    if not unspoken(ref.slot_name):
                        found[ref.slot_name] = found.get(ref.slot_name, frozenset()) | kinds
        return found

    def readings(self, view: View, mentions: Mentions, during: frozenset[str] = frozenset()) -> list[Reading]:
        """Every way the templates understand the whole text, surest first. `during` are the operations that wait for an answer."""
        view = self._read(view)
        candidates = self._candidates(view, mentions)
        fitting = [t for t in candidates if (not t.sentence.during or t.sentence.during in during) and t.operation != SMALLTALK]
        return self._match(view, mentions, fitting)

    def chat(self, view: View) -> Reading | None:
        """The text as small talk, word for word."""
        view = self._read(view)
        found = self._match(view, {}, [t for t in self._candidates(view, {}) if t.operation == SMALLTALK])
        return found[0] if found else None

    def _said(self, template: str) -> str:
        return SAID.sub(lambda hit: self._forms.get(hit.group(), hit.group()), template) if self._forms else template

    def _read(self, view: View) -> View:
        """The text with each word in the one form that templates say it in; what was typed is still there."""
        if self._forms.keys().isdisjoint(view.words):
            return view
        return view.spelled({i: self._forms[w] for i, w in enumerate(view.words) if w in self._forms})

    def _match(self, view: View, mentions: Mentions, templates: list[Template]) -> list[Reading]:
        if not templates:
            return []
        chart = Chart(view, mentions)
        found = [_reading(template, view, filled) for template in templates for _, _, filled in template.node.whole(chart)]
        return sorted(found, key=Reading.rank)

    def _compiled(self, operation: str, sentence: Sentence) -> Template:
        parsed = parse_sentence(self._said(sentence.sentence), keep_text=True)
        words, lists, _ = _starts(parsed.expression, self.rules)
        return Template(
            first_words=frozenset(words),
            first_lists=frozenset(lists),
            first_free=not self.kinds.issuperset(lists),
            operation=operation,
            sentence=sentence,
            parsed=parsed,
            node=self._compiler.template(parsed.expression),
            clauses=frozenset(frozenset(map(bare, clause)) for clause in parsed.get_required_clauses(self.rules)),
            lists=frozenset(_required_lists(parsed.expression, self.rules)),
        )

    def _file(self, template: Template) -> None:
        """Under each of the words it may begin with; under "" when it may begin with something mentioned."""
        for word in template.first_words | ({""} if template.first_lists else set()):
            self._index.setdefault(word, []).append(template)

    def _candidates(self, view: View, mentions: Mentions) -> list[Template]:
        """The templates that could match, by what they cannot do without."""
        if not view.words:
            return []
        opening = {kind for kind, found in mentions.items() if any(mention.start == 0 for mention in found)}
        missing = self.kinds - {kind for kind, found in mentions.items() if found}
        begun = self._index.get(view.words[0], ())
        mentioned = [t for t in self._index.get("", ()) if t.first_free or not t.first_lists.isdisjoint(opening)]
        every = {id(t): t for t in (*begun, *mentioned)}.values() if mentioned else begun
        fitting = [t for t in every if t.lists.isdisjoint(missing)]
        said = frozenset(view.words)
        unsaid = {clause for clause in {c for t in fitting for c in t.clauses} if clause.isdisjoint(said)}
        return [template for template in fitting if template.clauses.isdisjoint(unsaid)]


def _reading(template: Template, view: View, filled: tuple[Filled, ...]) -> Reading:
    mentioned = {slot: mention for slot, mention, _, _ in filled if mention is not None}
    free = {slot: (start, end) for slot, mention, start, end in filled if mention is None}
    return Reading(template=template, view=view, mentioned=mentioned, free=free)


def _sentences(catalogue: Catalogue) -> Iterator[tuple[str, Sentence]]:
    for name, entry in catalogue.entries().items():
        for sentence in entry.say:
            yield name, sentence
    for kind, talk in catalogue.smalltalk.items():
        for sentence in talk.say:
            yield SMALLTALK, Sentence(sentence=sentence.sentence, slots={"kind": kind})


def slots_of(catalogue: Catalogue, sentence: Sentence) -> frozenset[str]:
    """Every slot a template can fill."""
    rules = _parsed_rules(tuple(catalogue.rules.items()))
    inside = {ref.slot_name for ref in references(parse_sentence(sentence.sentence).expression, rules)}
    return frozenset(slot for slot in inside | set(sentence.slots) | set(sentence.ask) if not unspoken(slot))


def unspoken(slot: str) -> bool:
    """Whether a slot is only there to be recognised and is not passed on."""
    return slot.startswith("_")


@lru_cache(maxsize=8)
def _parsed_rules(rules: tuple[tuple[str, str], ...]) -> dict[str, Parsed]:
    return {name: parse_sentence(body) for name, body in rules}


def references(expression: Expression, rules: Mapping[str, Parsed]) -> Iterator[ListReference]:
    """Every `{list:slot}` of a template, those in its rules included."""
    if isinstance(expression, ListReference):
        yield expression
    elif isinstance(expression, RuleReference):
        yield from references(rules[expression.rule_name].expression, rules)
    elif isinstance(expression, Group):
        for item in expression.items:
            yield from references(item, rules)


def literals(expression: Expression, rules: Mapping[str, Parsed]) -> Iterator[str]:
    """Every word a template says itself."""
    if isinstance(expression, TextChunk):
        yield from expression.text.split()
    elif isinstance(expression, RuleReference):
        yield from literals(rules[expression.rule_name].expression, rules)
    elif isinstance(expression, Group):
        for item in expression.items:
            yield from literals(item, rules)


def _starts(expression: Expression, rules: Mapping[str, Parsed]) -> tuple[set[str], set[str], bool]:
    """The words and the lists a template may begin with, and whether it may also say nothing at all before what follows."""
    if isinstance(expression, TextChunk):
        words = expression.text.split()
        return set(words[:1]), set(), not words
    if isinstance(expression, ListReference):
        return set(), {expression.list_name}, False
    if isinstance(expression, RuleReference):
        return _starts(rules[expression.rule_name].expression, rules)
    assert isinstance(expression, Group)
    each = [_starts(item, rules) for item in expression.items]
    if not isinstance(expression, Sequence):
        return set().union(*(w for w, _, _ in each)), set().union(*(n for _, n, _ in each)), any(empty for _, _, empty in each)
    words_so_far: set[str] = set()
    lists_so_far: set[str] = set()
    for words_here, lists_here, empty in each:
        words_so_far |= words_here
        lists_so_far |= lists_here
        if not empty:
            return words_so_far, lists_so_far, False
    return words_so_far, lists_so_far, True


def _required_lists(expression: Expression, rules: Mapping[str, Parsed]) -> set[str]:
    """The lists without a value of which the template cannot match."""
    if isinstance(expression, ListReference):
        return {expression.list_name}
    if isinstance(expression, RuleReference):
        return _required_lists(rules[expression.rule_name].expression, rules)
    if isinstance(expression, Alternative):
        branches = [_required_lists(item, rules) for item in expression.items]
        return set.intersection(*branches) if branches and not expression.is_optional else set()
    if isinstance(expression, Group) and not isinstance(expression, Permutation):
        return set().union(*(_required_lists(item, rules) for item in expression.items))
    return set()
