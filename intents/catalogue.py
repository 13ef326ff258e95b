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
from intents.references import ReferenceWords
from intents.shapes import Slots


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
    """A real sentence, and the slots it implies that no rule would find in its words."""

    text: str
    slots: Slots = field(default_factory=dict)


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
    """Phrases that answer a question: `yes` and `no`, and what may stand beside each without changing it; `none` of the
    choices; words that may stand around a choice (`choose`) or around the answer to "which?" and "what?" (`around`)."""

    yes: tuple[str, ...] = ()
    yes_more: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    no_more: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    choose: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    around: tuple[str, ...] = ()


class Talk(Struct, frozen=True, kw_only=True):
    """Words around a command. `start` and `end`: said out of politeness; `join`: between two commands; `negation`: opens a
    command that is not wanted; `denying` words turn any sentence around; `question`: opens a question to the assistant."""

    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    negation: tuple[str, ...] = ()
    denying: frozenset[str] = frozenset()
    question: tuple[str, ...] = ()


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


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of small talk: sentences that are it, and examples that are like it."""

    say: tuple[Sentence, ...] = ()
    examples: tuple[Example, ...] = ()


class Catalogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language. `subjects` gives the operations' groups their headings in the help, in order; `rules` are parts of templates;
    `values` phrases for fixed values by kind; `later` holds what is understood before there is an operation for it; `world` the names
    that the examples speak of, and `stands_for` what takes the place of a name where only the meaning of a sentence counts."""

    language: str
    operations: dict[str, Entry] = {}
    subjects: dict[str, str] = {}
    rules: dict[str, str] = {}
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    durations: TimeWords = field(default_factory=TimeWords)
    references: ReferenceWords = field(default_factory=ReferenceWords)
    answers: Answers = field(default_factory=Answers)
    talk: Talk = field(default_factory=Talk)
    ideas: IdeaWords = field(default_factory=IdeaWords)
    later: dict[str, Entry] = {}
    world: dict[str, tuple[str, ...]] = {}
    stands_for: dict[str, str] = {}
    smalltalk: dict[str, Kind] = {}
    out_of_scope: tuple[str, ...] = ()
    messages: dict[str, str] = {}

    @classmethod
    def from_mapping(cls, content: Mapping[str, Any]) -> "Catalogue":
        """Raises msgspec.ValidationError that names the key that is wrong."""
        prepared = dict(content)
        prepared["operations"] = {name: _prepared(entry) for name, entry in content.get("operations", {}).items()}
        prepared["later"] = {name: _prepared(entry) for name, entry in content.get("later", {}).items()}
        prepared["smalltalk"] = {name: _prepared(kind) for name, kind in content.get("smalltalk", {}).items()}
        return msgspec.convert(prepared, cls, strict=False)

    def entries(self) -> dict[str, Entry]:
        """Every operation that is understood: those there are, and those that come `later`."""
        return {**self.later, **self.operations}

    def help(self, operation: str) -> str:
        return self.entries()[operation].help

    def label(self, operation: str) -> str:
        """What it does in a few words: its help line without the example."""
        words, _, _ = self.help(operation).partition(", for example")
        return words.removesuffix(" (asks first)")

    def examples(self, operation: str) -> tuple[Example, ...]:
        return self.operations[operation].examples

    def templates(self, operation: str) -> tuple[Sentence, ...]:
        return self.operations[operation].say

    def with_entry(self, operation: str, entry: Mapping[str, Any]) -> "Catalogue":
        """This catalogue and one more operation (or another entry for one it has)."""
        added = msgspec.convert(_prepared(entry), Entry)
        return msgspec.structs.replace(self, operations={**self.operations, operation: added})

    def merged(self, content: Mapping[str, Any]) -> "Catalogue":
        """This catalogue and the content of another file of the same language; the other file wins."""
        other = Catalogue.from_mapping({"language": self.language, **content})
        both = {
            name: {**getattr(self, name), **getattr(other, name)}
            for name in ("operations", "later", "subjects", "rules", "values", "smalltalk", "messages")
        }
        return msgspec.structs.replace(self, **both, out_of_scope=self.out_of_scope + other.out_of_scope)


def _prepared(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A sentence or example may be written as plain text or, with slots, as a mapping."""
    say = [{"sentence": item} if isinstance(item, str) else item for item in entry.get("say", ())]
    examples = [{"text": item} if isinstance(item, str) else item for item in entry.get("examples", ())]
    return {**entry, "say": say, "examples": examples}


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
        used += [(slot, f"example “{e.text}”") for e in entry.examples for slot in e.slots]
        used += [(slot, "needs") for slot in entry.needs]
        found += _unknown(name, used, known)
    return found


def _has_sentences(catalogue: Catalogue, name: str) -> bool:
    entry = catalogue.operations.get(name)
    return bool(entry and entry.say and entry.examples and entry.help)


def _unknown(name: str, used: Iterable[tuple[str, str]], known: frozenset[str]) -> list[str]:
    return [f"{name}: no field for slot “{slot}” in {where}" for slot, where in used if slot not in known]
