"""Everything the assistant says, rendered from the catalogue's texts. Plain text: nothing is escaped."""

import re
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, meta

from intents.catalogue import Catalogue, Writing
from intents.finding import Finding
from intents.normalise import words_of

# The overview quotes this many sentences of each subject.
MOST_QUOTED = 4
# Which operations stand for what the assistant can do when it says so in a sentence.
FIRST_THINGS = ("project.generate", "scene.update", "history.undo", "scene.add", "project.open")


class Replies:
    """The words of one language. `say` raises KeyError for a key nobody wrote, and jinja2.UndefinedError for a value not given."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._environment = Environment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)  # noqa: S701 plain text
        self._environment.filters.update(
            duration=self._duration, listing=self._listing, plural=self._plural, title=title, called=self._called
        )
        self._environment.globals.update(
            examples=self.example,
            say=self.say,
            told=lambda change: self.say("change.told", change=change),
            ago=lambda when: self.say("ago", when=when),
            failed=self._failed,
            differing=lambda fields: self.say("dry.fields", fields=fields),
        )
        self._templates: dict[str, Template] = {}
        self._finding = Finding(catalogue)
        self._articles = catalogue.references.determiners | catalogue.references.indefinite

    def say(self, key: str, **values: Any) -> str:
        """An operation's reply or a message. With a value `slot`, a message of its own for that slot is preferred."""
        exact = f"{key}.{values['slot']}" if values.get("slot") else key
        return self._template(exact if exact in self.catalogue.messages else key).render(**values).strip()

    def has(self, key: str) -> bool:
        return bool(self._source(key))

    def values(self, key: str) -> set[str]:
        """The names of the values that a text may have in it."""
        return meta.find_undeclared_variables(self._environment.parse(self._source(key))) - self._environment.globals.keys()

    def help(self, topic: str | None = None) -> str:
        """What can be asked for: an overview by subject, or the help lines that a topic is about."""
        if not topic or not topic.strip():
            return self._overview(self.say("help"))
        names = self.of_subject(topic)
        if names:
            return "\n".join([self.say("help.topic", topic=topic.strip()), *(f"- {self.catalogue.help(name)}" for name in names)])
        found = self.about(topic)
        if not found:
            return self._overview(self.say("help.unknown", topic=topic.strip()))
        return "\n".join([*(self._how(name) for name in found), *self._more(found)])

    def of_subject(self, topic: str) -> tuple[str, ...]:
        """The operations of the subject that a topic names; none when it names none."""
        words, nouns = set(words_of(topic)), self.catalogue.references
        for subject, heading in self.catalogue.subjects.items():
            called = {subject, *words_of(heading), *nouns.nouns.get(subject, ()), *nouns.plurals.get(subject, ())}
            if words and words <= called | self._articles:
                return self._of(subject)
        return ()

    def about(self, topic: str) -> tuple[str, ...]:
        """The operations a topic is about: those of a subject it names, else the ones that do what it says."""
        return self.of_subject(topic) or self._finding.nearest(topic)

    def example(self, count: int) -> str:
        """A sentence that shows what can be said."""
        quoted = [quote for name in FIRST_THINGS if (quote := self._quote(name))]
        return self.say("help.example", quoted=quoted[:count])

    def _how(self, operation: str) -> str:
        """How to have something done: the help line, with its example; and whether it can be done yet."""
        there = operation in self.catalogue.operations
        return self.catalogue.help(operation) if there else self.say("help.later", help=self.catalogue.help(operation))

    def _more(self, operations: Iterable[str]) -> list[str]:
        """Where there is more of the kind, for subjects with a heading."""
        subject = next(iter(operations)).partition(".")[0]
        heading = self.catalogue.subjects.get(subject)
        return [self.say("help.more", subject=heading.lower())] if heading else []

    def _of(self, subject: str) -> tuple[str, ...]:
        return tuple(name for name, entry in self.catalogue.operations.items() if name.split(".")[0] == subject and entry.help)

    def _overview(self, opening: str) -> str:
        lines = [opening]
        for subject, heading in self._subjects().items():
            quotes = [quote for name in self._of(subject) if (quote := self._quote(name))]
            if quotes:
                lines.append(f"{heading}: {', '.join(quotes[:MOST_QUOTED])}")
        return "\n".join(lines)

    def _subjects(self) -> dict[str, str]:
        named = {name.split(".")[0] for name in self.catalogue.operations}
        return {**self.catalogue.subjects, **{s: title(s) for s in sorted(named) if s not in self.catalogue.subjects}}

    def _quote(self, operation: str) -> str:
        """The example sentence in an operation's help line, in its quotes."""
        entry = self.catalogue.operations.get(operation)
        begin, end = self.catalogue.writing.quotes
        _, opened, rest = entry.help.partition(begin) if entry else ("", "", "")
        return f"{begin}{rest.partition(end)[0]}{end}" if opened else ""

    def _listing(self, items: Iterable[Any], word: str | None = None) -> str:
        texts = [str(item) for item in items]
        joined = word or self.catalogue.writing.both
        other, beginning = self.catalogue.writing.before.get(joined, (joined, "$"))
        return listing(texts, other if texts and re.match(beginning, texts[-1], re.IGNORECASE) else joined)

    def _called(self, value: Any, kind: str) -> str:
        """What the language calls a fixed value (dusk, close-up) or a field; as it is when there is no word of its own for it."""
        return self.catalogue.messages.get(f"{kind}.{value}", str(value).replace("_", " ") if kind == "field" else str(value))

    def _failed(self, item: dict[str, Any]) -> str:
        """Why something could not be looked at: `failure` in English, `why` the name of its text here."""
        key = f"problem.{item.get('why')}"
        return self.say(key, **item["failure_values"]) if self.has(key) else str(item.get("failure") or "")

    def _duration(self, seconds: float) -> str:
        return duration(seconds, self.catalogue.writing)

    def _plural(self, count: float, noun: str, many: str | None = None) -> str:
        return plural(count, noun, many, self.catalogue.writing)

    def _source(self, key: str) -> str:
        entry = self.catalogue.operations.get(key)
        return entry.reply if entry and entry.reply else self.catalogue.messages.get(key, "")

    def _template(self, key: str) -> Template:
        if key not in self._templates:
            source = self._source(key)
            if not source:
                raise KeyError(key)
            self._templates[key] = self._environment.from_string(source)
        return self._templates[key]


ENGLISH = Writing()


def duration(seconds: float, writing: Writing = ENGLISH) -> str:
    """Seconds as people say them: 80 is "1 min 20 s", 10 is "10 s", 120 is "2 min", 12.5 is "12.5 s", 0 is "0 s"."""
    whole = round(float(seconds), 1)
    sign, whole = ("-" if whole < 0 else ""), abs(whole)
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    counted = zip((hours, minutes, round(rest, 1)), writing.units, strict=True)
    parts = [f"{_figure(count, writing)} {unit}" for count, unit in counted if count]
    return sign + (" ".join(parts) or f"0 {writing.units[-1]}")


def listing(items: Iterable[Any], word: str = "and") -> str:
    """A, B and C."""
    texts = [str(item) for item in items]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {word} {texts[-1]}" if texts else ""


def plural(count: float, noun: str, many: str | None = None, writing: Writing = ENGLISH) -> str:
    """1 scene, 3 scenes, 2 stories (`many` gives a form that is not noun + s); nothing is plural but for some languages."""
    one = abs(count) < 2 if writing.nothing_is_one else count == 1
    return f"{_figure(count, writing)} {noun if one else many or noun + 's'}"


def _figure(count: float, writing: Writing) -> str:
    return f"{count:g}".replace(".", writing.point)


def title(text: str) -> str:
    """The text with a capital first letter; the rest as it is."""
    return text[:1].upper() + text[1:]
