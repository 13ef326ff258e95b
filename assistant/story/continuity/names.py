"""Who is meant in a text: names turned into marks (⟨0⟩ is the first of the cast), introductions noticed and taken out."""

import re

from msgspec import Struct

from .script import Person
from .tongue import Tongue

_ABBREVIATION = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Capt|Lt|Sgt|Col|Prof|Sr|Sra|Mme|Mlle|M)|\b[A-Z])\.$")

_IN_TURN = re.compile(
    r"(?:the|le|la|el)\s+(?:very\s+)?(?:last|first|only\s+one|derni(?:er|ère)|premi(?:er|ère)|seule?|últim[oa]|primer[oa]|únic[oa])\s+(?:to|à|en)\b",
    re.I,
)
"""'Marisol, the last to hear of it,' says in which order, and not who she is."""


class Marked(Struct, frozen=True):
    """A sentence with marks for names; `introduced` are those of whom it says who they are ("Ilya, a retired safecracker")."""

    text: str
    marks: str
    introduced: tuple[int, ...]

    @property
    def people(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(int(one) for one in re.findall(r"⟨(\d+)⟩", self.marks)))


class Names:
    """The names of a cast in every form that means one of them alone."""

    def __init__(self, cast: tuple[Person, ...], tongue: Tongue, text: str) -> None:
        self.tongue, self.cast, self.text = tongue, cast, text
        self.forms: dict[str, int] = {}
        self.full: set[str] = set()
        self.roles = [tongue.content(person.role) for person in cast]
        for at, person in enumerate(cast):
            if not person.name.strip():
                continue
            for form in self._forms(person.name, [one.name for one in cast if one is not person]):
                self.forms.setdefault(form.casefold(), at)
            self.full.add(person.name.casefold())
        self._share_out(cast, text)
        longest = sorted(self.forms, key=len, reverse=True)
        start = "|".join([r"(?<![\w'’-])", *(rf"(?<=\b{one}['’])" for one in tongue.grammar.elisions)])
        self._pattern = re.compile(rf"(?:{start})(?:{'|'.join(map(re.escape, longest))})(?![\w-])", re.I) if longest else None
        article = rf"(?:{tongue.article}|⟨\d+!?⟩['’]s)"
        self._after = re.compile(rf"⟨(\d+)!⟩, ((?:{article})? ?[^,.;:()⟨⟩]{{1,70}}|⟨\d+!?⟩['’]s [^,.;:()]{{2,60}})(,|\.|;|$)", re.I)
        word = rf"(?!(?:{tongue.article})\b)[^\W\d_][\w'’-]*"
        self._before = re.compile(rf"(?<!\w)(?:{article})((?:(?<=['’])| ){word}(?: {word}){{0,6}}) ⟨(\d+)!⟩", re.I)
        self._starts_with_article = re.compile(rf"(?:{article})(?:\s|$)|\d+$", re.I)

    def sentences(self, text: str) -> list[Marked]:
        """The sentences of a text, a pronoun at the head of one read as whoever the one before was about."""
        found: list[Marked] = []
        for said in split(text):
            one = self.mark(said)
            if found and len(found[-1].people) == 1:
                one = self._resolved(one, found[-1].people[0])
            found.append(one)
        return found

    def mark(self, sentence: str) -> Marked:
        # Angle brackets that a person typed are no marks; what is quoted is not done.
        plain = re.sub(r"[“\"«][^”\"»]{0,600}[”\"»]", "“…”", sentence.translate({ord("⟨"): "(", ord("⟩"): ")"}))
        marked = self._pattern.sub(self._mark, plain) if self._pattern else plain
        introduced: list[int] = []
        marked = self._after.sub(lambda found: self._apposition(found, introduced), marked)
        marked = self._before.sub(lambda found: self._prefix(found, introduced), marked)
        return Marked(sentence, marked.replace("!⟩", "⟩"), tuple(introduced))

    def in_full(self, person: int) -> bool:
        """Whether the texts have the whole of a name of several words."""
        name = self.cast[person].name
        return " " in name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self.text) is not None

    def call(self, person: int) -> str:
        """What somebody is called in passing: the first of the names that means them alone."""
        words = self.cast[person].name.split()
        return next((word for word in words if self.forms.get(word.casefold()) == person), self.cast[person].name)

    def _forms(self, name: str, others: list[str]) -> list[str]:
        """'Ilya Marin', 'Ilya' and 'Marin', as far as they belong to one person and are no everyday words."""
        taken = {word.casefold() for other in others for word in other.split()}
        small = self.tongue.grammar.small | self.tongue.grammar.titles
        parts = [word for word in name.split() if word[:1].isupper() and len(word) > 1 and word.casefold() not in taken | small]
        proper = not self._generic(name)
        return [name, *(parts if proper and len(name.split()) > 1 else [])]

    def _share_out(self, cast: tuple[Person, ...], text: str) -> None:
        """A surname that two of the cast bear means the one whom nobody calls by the first name, if there is one."""
        bearers: dict[str, list[int]] = {}
        for at, person in enumerate(cast):
            for word in person.name.split()[1:]:
                bearers.setdefault(word.casefold(), []).append(at)
        for word, people in bearers.items():
            distant = [
                at for at in people if not re.search(rf"\b{re.escape(cast[at].name.split()[0])}\b(?! {re.escape(word)})", text, re.I)
            ]
            if len(people) > 1 and len(distant) == 1:
                self.forms.setdefault(word, distant[0])

    def _generic(self, name: str) -> bool:
        """'The Smuggler', 'police officer': a name that is a description, of which no part stands alone."""
        first, *rest = name.split()
        known = self.tongue.grammar.small | self.tongue.grammar.titles
        plain = any(word[:1].islower() and word not in known for word in rest)
        return not first[:1].isupper() or first.casefold() in self.tongue.grammar.small or plain

    def _mark(self, found: re.Match[str]) -> str:
        said = found.group()
        if said.casefold() not in self.forms or not (said[:1].isupper() or (said.casefold() in self.full and " " in said)):
            return said
        return f"⟨{self.forms[said.casefold()]}{'!' if said.casefold() in self.full else ''}⟩"

    def _apposition(self, found: re.Match[str], introduced: list[int]) -> str:
        who, phrase, end = int(found[1]), found[2].strip(), found[3]
        if _IN_TURN.match(phrase) or not (self._starts_with_article.match(phrase) or self.roles[who] & self.tongue.content(phrase)):
            return found.group()
        if len(phrase.split()) > 9:
            return found.group()
        introduced.append(who)
        return f"⟨{who}⟩" + ("" if end == "," else end)

    def _prefix(self, found: re.Match[str], introduced: list[int]) -> str:
        who = int(found[2])
        if not self.roles[who] & self.tongue.content(found[1]):
            return found.group()
        introduced.append(who)
        return f"⟨{who}⟩"

    def _resolved(self, one: Marked, who: int) -> Marked:
        first, _, rest = one.marks.partition(" ")
        if first.casefold() not in self.tongue.grammar.pronouns:
            return one
        return Marked(one.text, f"⟨{who}⟩ {rest}", one.introduced)


def split(text: str) -> list[str]:
    """Sentences, abbreviations kept whole."""
    parts: list[str] = []
    for piece in re.split(r"(?<=[.!?…])\s+", text.strip()):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {piece}"
        elif piece:
            parts.append(piece)
    return parts
