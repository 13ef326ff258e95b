"""What little words of a wish stand for: 'la trouver' is to find the map that was spoken of before."""

import re

from ...lexicon import language
from ...tongue import romance, tongue
from ..clause import Clause
from ..closed import closed
from ..phrase import Phrase
from .ground import Text, theirs, thing_of, tidy


def meant(text: Text, wish: Clause) -> tuple[str, Phrase | None]:
    """The wish as an infinitive phrase without loose pronouns, and what it is about."""
    said = theirs(tidy(wish.bare))
    found = re.match(closed().wanted_it, said)
    if found and (whom := _spoken_of(text, wish, closed().it[found.group("it")])) is not None:
        name = theirs(whom.text) if thing_of(whom).owner else thing_of(whom).the
        to = "a " if language() == "es" and whom.sort == "person" else ""
        return tongue().polish(f"{_plain(found.group('verb'))} {to}{_small(name)}{found.group('rest')}"), whom
    if re.search(closed().why, said) and (what := _told_before(text, wish)):
        return f"{said} {what}", wish.object
    return said, wish.object


def _plain(verb: str) -> str:
    return verb if language() == "fr" else verb.translate(str.maketrans("áéí", "aei"))


def _small(name: str) -> str:
    return name[:1].lower() + name[1:] if name.split(" ")[0].lower() in {*romance().ARTICLES, "son", "sa", "ses", "su", "sus"} else name


def _spoken_of(text: Text, wish: Clause, form: str) -> Phrase | None:
    """Of what was named before and agrees: what something was done to, else what was named last."""
    subject = wish.subject.start if wish.subject is not None else -1
    before = [one for one in text.top if one.end <= wish.start and one.start != subject and one.sort != "time" and one.det]
    fits = [one for one in before if _agrees(one, form)]
    acted = [one for one in fits if any(c.object is not None and c.object.start == one.start for c in text.clauses)]
    inner = [one for one in text.phrases if one.of >= 0 and one.end <= wish.start and one.sort in {"thing", "place"} and _agrees(one, form)]
    return next(iter([*reversed(acted), *reversed(fits), *inner]), None)


def _told_before(text: Text, wish: Clause) -> str:
    """'La lune disparaît. Elle doit comprendre pourquoi.'"""
    earlier = [one for one in text.clauses if one.end <= wish.start and one.subject is not None and one.mood == "fact" and one.opener == ""]
    if not earlier or earlier[-1].subject is None:
        return ""
    last = earlier[-1]
    forms = romance().verb(last.lemma)
    verb = forms.many if earlier[-1].subject.plural else forms.one
    said = tidy(" ".join([earlier[-1].subject.text, verb, *last.said.split()[1:]]))
    return _small(theirs(said)) if len(said.split()) < 12 else ""


def _agrees(one: Phrase, form: str) -> bool:
    """`form` is 'm', 'f', 'p' for many, or '' for any one."""
    return one.plural if form == "p" else not one.plural and (not form or (one.gender or form) == form)
