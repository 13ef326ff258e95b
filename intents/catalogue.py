"""Everything a language says about the operations, from one file: how people ask, what is answered, what helps.

The file is `grammar/{language}.yaml`; its keys are the fields of the structs below. Nothing here knows what an operation does:
only its name, its slots and its sentences.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml
from msgspec import Struct, field

from intents.durations import TimeWords
from intents.heard import HeardWords
from intents.numbers import NumberWords
from intents.parting import Parting, PartWords
from intents.references import ReferenceWords
from intents.set_words import SetWords
from intents.shapes import Slots
from intents.tagger.marks import Mark, marked
from intents.values import Around

# The parts of a file that are compared with what is typed.
SAID = (
    "forms",
    "shorthand",
    "rules",
    "values",
    "worded",
    "durations",
    "references",
    "sets",
    "answers",
    "talk",
    "heard",
    "again",
    "ideas",
    "abroad",
)


class Sentence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One hassil template. `slots` are what it says without a word for it; `ask` names slots that have to be asked for (they
    are not taken from what was spoken of); a `weak` one is only trusted when nothing else is nearer; one with `during` is only
    said while that operation waits for an answer."""

    sentence: str
    slots: Slots = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    weak: bool = False
    during: str = ""


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A real sentence, the words in it that fill slots (in the file: `lose [ten seconds](duration=-) off [the auction](scene)`), and
    the slots it implies that no rule would find in its words."""

    text: str
    slots: Slots = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one operation says about itself. `needs`: slots without which it makes no sense, in the order to ask for them.
    With `changes`, it makes no sense with its needs alone: there has to be something to change. `never`: sentences that look
    alike and mean something else. `reply`: Jinja2 text over the values of the result."""

    say: tuple[Sentence, ...] = ()
    examples: tuple[Example, ...] = ()
    never: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    changes: bool = False
    help: str = ""
    reply: str = ""


class Answers(Struct, frozen=True, kw_only=True):
    """Phrases that answer a question: `yes` and `no`, and what may stand beside each without changing it; `no_waiting` is a no only
    while there is a question, and so is what begins by `keeping` things; `none` of the choices; `aside` is what may be said before
    an answer; words that may stand around a choice (`choose`) or around the answer to "which?" and "what?" (`around`); who says one
    of `asking` asks about the question."""

    yes: tuple[str, ...] = ()
    yes_more: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    no_waiting: tuple[str, ...] = ()
    no_more: tuple[str, ...] = ()
    keeping: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    choose: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    around: tuple[str, ...] = ()


class Talk(Struct, frozen=True, kw_only=True):
    """Words around a command. `start` and `end`: said out of politeness; `meant`: no politeness, though it begins like it; `join`:
    between two commands; `negation`: opens a command that is not wanted, and words `within` it deny it after its verb (ne … pas);
    `denying` words turn any sentence around, `reserving` ones take back a part of what was said; `question`: opens a question to the
    assistant; `repair`: takes back what was just said, to say it anew; `anew`: surely does so, without a mark before it;
    `taking_back`: leaves nothing of it; `contrast`: goes before what something is not; `linking`: goes before what is told;
    `condition`: opens a clause that says when; `detail`: one that begins like an act and only says how something is;
    `unwanting`: denies that something is wanted, and so turns no sentence around that takes it away."""

    start: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    negation: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()
    reserving: frozenset[str] = frozenset()
    question: tuple[str, ...] = ()
    repair: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()
    taking_back: tuple[str, ...] = ()
    contrast: tuple[str, ...] = ()
    linking: frozenset[str] = frozenset()
    condition: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    unwanting: tuple[str, ...] = ()


class AgainWords(Struct, frozen=True, kw_only=True):
    """Ways of going on from what was just done: "`same` for scene five", "the next one `too`" or "scene five, `same_after`"; "i
    meant" (`rather`) dusk, "`also` the next one", a bit `more`, "call it" (`naming`) Rain, "give them to" (`over`) the vet, "bring
    it `back`". `loose` words may stand around a value that is said anew; a word that is `alike` says that the rest is as it was: "shot
    four, same size"."""

    same: tuple[str, ...] = ()
    same_after: tuple[str, ...] = ()
    too: tuple[str, ...] = ()
    rather: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    alike: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()


class IdeaWords(Struct, frozen=True, kw_only=True):
    """What an idea for a film looks like. Asked for: a phrase to `make`, something `indefinite` (`definite` words point at what
    there is), one of the `nouns` of things to make, and what `links` it to its subject. Bare: a word that can `open` a logline,
    words of `drama`, `measures` of how long or how many; words that `address` the assistant are no part of a story."""

    make: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    drama: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    address: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()


class Writing(Struct, frozen=True, kw_only=True):
    """How a language writes what it tells: the word between the last two of a list (`both`), what a word becomes
    `before` the beginnings a pattern gives (Mara e Ilya), the `point` of a decimal, the `units` of
    hours, minutes and seconds, whether none of a thing is said like one of it, its `quotes`, and in a help line what stands before
    the example and what says that it `asks` first."""

    both: str = "and"
    before: dict[str, tuple[str, str]] = {}
    point: str = "."
    units: tuple[str, str, str] = ("h", "min", "s")
    nothing_is_one: bool = False
    quotes: tuple[str, str] = ("“", "”")
    example: str = ", for example"
    asks: str = " (asks first)"


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of small talk: sentences that are it, and examples that are like it."""

    say: tuple[Sentence, ...] = ()
    examples: tuple[Example, ...] = ()


class Catalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language. What is said is kept as rules see it: without accents, in parted words.

    `subjects` gives the operations' groups their headings in the help, in order; `forms` other forms of a word that templates
    say in one ("supprime": supprimer, supprimez); `shorthand` words in full for what is typed ("teh": the); `rules` are parts of templates;
    `values` phrases for fixed values by kind; `later` holds what is understood before there is an operation for it; `world` the names
    that the examples speak of, `abroad` the English words of names that a word is said for, and `stands_for` what takes the place of
    a name where only the meaning of a sentence counts; `by_words` is how much words and letters say of what a sentence is like beside
    its embedding, which is better in some languages than in others; `letters` are those that few
    other languages are written with; behind a word of
    `titling` (without accents) a title may come."""

    language: str
    parting: PartWords = field(default_factory=PartWords)
    numbers: NumberWords = field(default_factory=NumberWords)
    operations: dict[str, Entry] = {}
    subjects: dict[str, str] = {}
    forms: dict[str, frozenset[str]] = {}
    shorthand: dict[str, str] = {}
    rules: dict[str, str] = {}
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    worded: dict[str, Around] = {}
    durations: TimeWords = field(default_factory=TimeWords)
    references: ReferenceWords = field(default_factory=ReferenceWords)
    sets: SetWords = field(default_factory=SetWords)
    answers: Answers = field(default_factory=Answers)
    talk: Talk = field(default_factory=Talk)
    heard: HeardWords = field(default_factory=HeardWords)
    again: AgainWords = field(default_factory=AgainWords)
    ideas: IdeaWords = field(default_factory=IdeaWords)
    later: dict[str, Entry] = {}
    world: dict[str, tuple[str, ...]] = {}
    abroad: dict[str, tuple[str, ...]] = {}
    stands_for: dict[str, str] = {}
    by_words: float = 1.5
    letters: str = ""
    titling: frozenset[str] = frozenset()
    smalltalk: dict[str, Kind] = {}
    out_of_scope: tuple[str, ...] = ()
    messages: dict[str, str] = {}
    writing: Writing = field(default_factory=Writing)

    @classmethod
    def from_mapping(cls, content: Mapping[str, Any]) -> "Catalogue":
        """Raises msgspec.ValidationError that names the key that is wrong."""
        part = Parting(msgspec.convert(content.get("parting", {}), PartWords), content.get("forms", {}))
        prepared = {**content, **{name: part.all(content[name]) for name in SAID if name in content}}
        for name in ("operations", "later", "smalltalk"):
            prepared[name] = {key: _prepared(entry, part) for key, entry in content.get(name, {}).items()}
        return msgspec.convert(prepared, cls, strict=False)

    def entries(self) -> dict[str, Entry]:
        """Every operation that is understood: those there are, and those that come `later`."""
        return {**self.later, **self.operations}

    def help(self, operation: str) -> str:
        return self.entries()[operation].help

    def label(self, operation: str) -> str:
        """What it does in a few words: its help line without the example."""
        words, _, _ = self.help(operation).partition(self.writing.example)
        return words.removesuffix(self.writing.asks)

    def examples(self, operation: str) -> tuple[Example, ...]:
        return self.operations[operation].examples

    def templates(self, operation: str) -> tuple[Sentence, ...]:
        return self.operations[operation].say

    def with_entry(self, operation: str, entry: Mapping[str, Any]) -> "Catalogue":
        """This catalogue and one more operation (or another entry for one it has)."""
        added = msgspec.convert(_prepared(entry, Parting(self.parting, self.forms)), Entry)
        return msgspec.structs.replace(self, operations={**self.operations, operation: added})

    def merged(self, content: Mapping[str, Any]) -> "Catalogue":
        """This catalogue and the content of another file of the same language; the other file wins."""
        spoken = {"language": self.language, **msgspec.to_builtins({"parting": self.parting, "forms": self.forms})}
        other = Catalogue.from_mapping({**spoken, **content})
        both = {
            name: {**getattr(self, name), **getattr(other, name)}
            for name in ("operations", "later", "subjects", "rules", "values", "smalltalk", "messages")
        }
        return msgspec.structs.replace(self, **both, out_of_scope=self.out_of_scope + other.out_of_scope)


def _prepared(entry: Mapping[str, Any], part: Parting) -> dict[str, Any]:
    """A sentence or example may be written as plain text or, with slots, as a mapping."""
    say = [{"sentence": item} if isinstance(item, str) else item for item in entry.get("say", ())]
    say = [{**item, "sentence": part.text(item["sentence"])} for item in say]
    examples = [_example({"text": item} if isinstance(item, str) else item) for item in entry.get("examples", ())]
    return {**entry, "say": say, "examples": examples}


def _example(content: Mapping[str, Any]) -> dict[str, Any]:
    said = marked(content["text"])
    return {**content, "text": said.text, "marks": said.marks}


class _Words(yaml.CSafeLoader):
    """YAML in which only true and false are booleans: these files are full of the words yes, no, on and y."""


_Words.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def languages() -> tuple[str, ...]:
    """The languages there is a file for."""
    folder = files("intents") / "grammar"
    return tuple(sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml")))


@lru_cache
def catalogue(language: str = "en") -> Catalogue:
    """The catalogue of a language, read once. Raises KeyError for a language without a file."""
    source = files("intents") / "grammar" / f"{language}.yaml"
    if language not in languages():
        raise KeyError(language)
    return Catalogue.from_mapping(yaml.load(source.read_text("utf-8"), Loader=_Words))  # noqa: S506 a CSafeLoader


def problems(catalogue: Catalogue, fields: Mapping[str, frozenset[str]]) -> list[str]:
    """What is wrong between a catalogue and the operations there are, by name with their fields; empty when all is well."""
    from intents.grammar import slots_of

    found = [f"{name}: no sentences" for name in sorted(fields) if not _has_sentences(catalogue, name)]
    found += [f"{name}: no such operation" for name in sorted(catalogue.operations) if name not in fields]
    for name, entry in catalogue.operations.items():
        known = fields.get(name)
        if known is None:
            continue
        used = [(slot, f"template “{s.sentence}”") for s in entry.say for slot in slots_of(catalogue, s)]
        used += [
            (slot, f"example “{e.text}”") for e in entry.examples for slot in (*e.slots, *(m.slot for m in e.marks if m.slot[0] != "_"))
        ]
        used += [(slot, "needs") for slot in entry.needs]
        found += _unknown(name, used, known)
    return found


def _has_sentences(catalogue: Catalogue, name: str) -> bool:
    entry = catalogue.operations.get(name)
    return bool(entry and entry.say and entry.examples and entry.help)


def _unknown(name: str, used: Iterable[tuple[str, str]], known: frozenset[str]) -> list[str]:
    return [f"{name}: no field for slot “{slot}” in {where}" for slot, where in used if slot not in known]
