"""The three languages of the catalogue, to ask the same of each: its rules, its examples, and sentences made from its templates."""

import random
import re
from collections.abc import Iterator
from functools import cache

from hassil.expression import Alternative, Expression, Group, ListReference, RuleReference, TextChunk
from msgspec import Struct

from intents.catalogue import catalogue
from intents.gist import example_world
from intents.grammar import Template
from intents.recogniser import Recogniser
from intents.shapes import Context, Focus, Recognition, Unclear, Vocabulary
from tests.intents.worlds import HARBOUR

LANGUAGES = ("en", "fr", "es")
# What a person could say for each kind of mention; anything else is free text.
SAID = {
    "en": {
        "scene": "scene 2", "scenes": "scene 2", "shot": "shot 2", "shots": "shots 2 and 3", "set": "the scenes without Petra",
        "duration": "20 seconds", "seconds": "20 seconds",
        "longer": "5 seconds", "shorter": "5 seconds", "change": "ten seconds longer", "time": "dusk", "size": "wide", "move": "crane",
        "genre": "horror", "topic": "scenes", "sort": "newest first",
        "access": "editor", "step": "casting", "media": "pictures", "thing": "poster",
    },
    "fr": {
        "scene": "la scène 2", "scenes": "la scène 2", "shot": "le plan 2", "shots": "les plans 2 et 3", "set": "les scènes sans Petra",
        "duration": "20 secondes", "seconds": "20 secondes",
        "longer": "5 secondes", "shorter": "5 secondes", "change": "dix secondes plus longue", "time": "crépuscule",
        "size": "gros plan", "move": "panoramique", "genre": "horreur", "topic": "scènes", "sort": "récents",
        "access": "éditeur", "step": "casting", "media": "images", "thing": "affiche",
    },
    "es": {
        "scene": "la escena 2", "scenes": "la escena 2", "shot": "el plano 2", "shots": "los planos 2 y 3", "set": "las escenas sin Petra",
        "duration": "20 segundos", "seconds": "20 segundos",
        "longer": "5 segundos", "shorter": "5 segundos", "change": "diez segundos más larga", "time": "noche",
        "size": "plano general", "move": "grúa", "genre": "terror", "topic": "escenas", "sort": "recientes",
        "access": "editor", "step": "casting", "media": "imágenes", "thing": "póster",
    },
}  # fmt: skip
ANYWHERE = {
    "scene_number": "4",
    "number": "2",
    "place": "3",
    "character": "Petra",
    "characters": "Petra",
    "project": "Paper Birds",
    "person": "Noor",
    "persons": "Noor",
}


class Tongue(Struct, frozen=True, kw_only=True):
    """One language. `world` is what its examples speak of, `context` what was just spoken of there."""

    language: str
    recogniser: Recogniser
    world: Vocabulary
    context: Context

    def examples(self) -> Iterator[tuple[str, str]]:
        """Each operation with each sentence that stands for it."""
        return ((name, example.text) for name, entry in self.recogniser.entries.items() for example in entry.examples)

    def never(self) -> Iterator[tuple[str, str]]:
        """Each operation with each sentence that looks like it and is something else."""
        return ((name, text) for name, entry in self.recogniser.entries.items() for text in entry.never)

    def by_rule(self, text: str) -> list[str]:
        """The operations the rules read in a sentence said among the names of the examples; the first of those they ask between."""
        return operations(self.recogniser.by_rule(text, self.world, self.context))

    def templates(self) -> list[Template]:
        """Those that are understood whenever they are said."""
        known = self.recogniser.catalogue.operations
        return [t for t in self.recogniser.grammar.templates if t.operation in known and not (t.sentence.weak or t.sentence.during)]

    def of_template(self, text: str) -> list[str]:
        """As `by_rule`, for a sentence made by `samples`."""
        about = (Focus(kind="scene", id="s1"), Focus(kind="character", id="c1"), Focus(kind="project", id="p1"))
        return operations(self.recogniser.by_rule(text, HARBOUR, Context(language=self.language, focus=about)))

    def samples(self, template: Template, count: int) -> set[str]:
        """Up to `count` sentences of a template, the same every time."""
        choose = random.Random(template.sentence.sentence)
        made = (self._said(template.parsed.expression, choose) for _ in range(count))
        return {re.sub(r"' ", "'", re.sub(r"\s+", " ", text)).strip().replace(" ~", "") for text in made}

    def _said(self, expression: Expression, choose: random.Random) -> str:
        if isinstance(expression, TextChunk):
            return expression.text
        if isinstance(expression, ListReference):
            return (SAID[self.language] | ANYWHERE).get(expression.list_name, "Quiet Marble")
        if isinstance(expression, RuleReference):
            return self._said(self.recogniser.grammar.rules[expression.rule_name].expression, choose)
        assert isinstance(expression, Group)
        if isinstance(expression, Alternative):
            return self._said(choose.choice(expression.items), choose)
        return "".join(self._said(item, choose) for item in expression.items)


@cache
def tongue(language: str) -> Tongue:
    words = catalogue(language)
    spoken_of = tuple(Focus(kind=kind, id=f"{kind}-{number}") for kind, number in (("scene", 2), ("character", 1), ("project", 1)))
    context = Context(language=language, focus=spoken_of)
    return Tongue(language=language, recogniser=Recogniser(words), world=example_world(words), context=context)


def operations(recognition: Recognition | None) -> list[str]:
    if isinstance(recognition, Unclear):
        return [recognition.choices[0].operation]
    return [match.operation for match in recognition] if isinstance(recognition, tuple) else []
