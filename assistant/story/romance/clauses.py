"""Clauses of a prompt, read from left to right without ever failing."""

from msgspec.structs import replace

from ..lexicon import hints, language
from .clause import Clause
from .closed import closed
from .data import film
from .phrase import Phrase
from .token import Token

_FINITE = {"present", "past", "future"}
_BE = {"être", "ser"}


class Reader:
    """Walks over one prompt. `clauses` holds what it found."""

    def __init__(self, tokens: list[Token], phrases: dict[int, Phrase], text: str) -> None:
        self.tokens, self.phrases, self.text = tokens, phrases, text
        self.clauses: list[Clause] = []
        self.subject: Phrase | None = None
        self.fresh = True
        self.saved: list[Phrase | None] = []
        self.done = False
        self.opener = ""
        self.sentence = 0
        self.ends = {one.end for one in phrases.values()}

    def read(self) -> list[Clause]:
        for at, token in enumerate(self.tokens):
            self._step(at, token)
        return self.clauses

    def _step(self, at: int, token: Token) -> None:
        if token.tag == "STOP":
            self.sentence += 1
            self.fresh, self.done, self.opener, self.saved = True, False, "", []
        elif token.tag in {"SUB", "REL"}:
            self._opens(at, token)
        elif token.tag in {"COMMA", "CONJ"}:
            self._joint(at, token)
        elif token.tag == "PRON" and token.low in film().subject_pronouns:
            self.fresh = False
        elif token.tag == "VERB":
            self._verb(at, token)
        elif (phrase := self.phrases.get(at)) is not None and phrase.of < 0:
            self._meets(phrase)

    def _opens(self, at: int, token: Token) -> None:
        self.opener = token.low
        if token.tag == "REL" and token.low not in closed().where:
            self.saved.append(self.subject)
            self.subject = self._antecedent(at)
            self.fresh = token.low in closed().that
        else:
            self.fresh = True
        self.done = False

    def _antecedent(self, at: int) -> Phrase | None:
        """The phrase a relative pronoun follows; of one inside another the outer, unless it is a place or a person of its own."""
        before = [one for one in self.phrases.values() if one.end <= self.tokens[at].start]
        last = max(before, key=lambda one: (one.end, -one.start), default=None)
        return last if last is None or at == 0 or last.end >= self.tokens[at - 1].start else self.subject

    def _joint(self, at: int, token: Token) -> None:
        again = (
            token.tag == "CONJ"
            and self.opener in closed().that
            and at + 1 < len(self.tokens)
            and self.tokens[at + 1].tag in {"VERB", "CLIT"}
        )
        if (token.tag == "COMMA" or again) and self.saved and self.done:
            self._back()
        elif self.done:
            self.fresh = True
            self.opener = self.opener if token.tag == "CONJ" and token.low in closed().and_ else ""

    def _back(self) -> None:
        """A relative clause is over: the main one goes on."""
        self.subject, self.fresh, self.done, self.opener = self.saved.pop(), False, False, ""

    def _meets(self, phrase: Phrase) -> None:
        bare = not phrase.prep
        if self.fresh and bare and phrase.sort != "time":
            self.subject, self.fresh = phrase, False

    def _verb(self, at: int, token: Token) -> None:
        if token.form in _FINITE:
            begins = next((back for back in range(at - 1, -1, -1) if self.tokens[back].tag not in {"CLIT", "NEG"}), 0)
            if self.saved and self.done and self.tokens[begins].tag != "CONJ":
                self._back()
            self.done = True
            if self._urged(at):
                self.clauses.append(self._made(at, token, "goal", token.lemma))
            elif not self._carries_wish(at) and not self._urges(at) and not self._turned_round(at):
                self._fact(at, token)
        elif token.form == "infinitive":
            self._infinitive(at, token)

    def _turned_round(self, at: int) -> bool:
        """'la banque où travaille leur mère': who does it comes behind the verb, and it only says which bank."""
        behind = self.phrases.get(at + 1)
        return self.fresh and self.opener in closed().where and behind is not None and behind.sort == "person" and not behind.prep

    def _urges(self, at: int) -> bool:
        """'Il faut que …': what follows is wanted."""
        return self.tokens[at].lemma in closed().needing and any(one.low in closed().that for one in self.tokens[at + 1 : at + 3])

    def _urged(self, at: int) -> bool:
        """'Il faut qu'elle découvre': a finite verb that is wanted all the same."""
        back = [one for one in range(max(0, at - 6), at) if self.tokens[one].lemma in closed().needing]
        between = self.tokens[back[-1] + 1 : at] if back else []
        return any(one.low in closed().that for one in between) and not any(one.tag in {"VERB", "STOP", "COMMA"} for one in between)

    def _carries_wish(self, at: int) -> bool:
        """Whether the verb only says that what follows is wanted."""
        after = self._next_verb(at)
        return after is not None and self._wanted(after) == at

    def _next_verb(self, at: int) -> int | None:
        for index in range(at + 1, min(at + 5, len(self.tokens))):
            if self.tokens[index].tag == "VERB":
                return index if self.tokens[index].form == "infinitive" else None
            if self.tokens[index].tag in {"STOP", "COMMA", "NOUN", "NAME"}:
                return None
        return None

    def _wanted(self, at: int) -> int | None:
        """The index of the verb that wants the infinitive at `at`; -1 for 'pour' and its like; None where nothing wants it."""
        back = at - 1
        purpose = False
        while back >= 0 and (self.tokens[back].tag in {"CLIT", "ADV", "NEG", "PREP"} or self._between(back)):
            purpose = purpose or (self.tokens[back].tag == "PREP" and self.tokens[back].low in film().purpose)
            back -= 1
        verb = self.tokens[back] if back >= 0 else None
        if verb is not None and verb.tag == "VERB" and self._wants(verb, back):
            return back
        if verb is not None and verb.tag == "VERB" and verb.form == "infinitive" and not purpose:
            return self._wanted(back) if verb.lemma in hints().wants else None
        return -1 if purpose else None

    def _between(self, at: int) -> bool:
        """'tiene que encontrar', 'peut-elle sauver', '¿puede una madre salvar …?'"""
        if self.tokens[at].tag in {"DET", "POSS", "ADJ", "NOUN", "NAME"}:
            return self._asked(at) and any(one.lemma in closed().can for one in self.tokens[max(0, at - 7) : at])
        return self.tokens[at].low == "que" or (self.tokens[at].tag == "PRON" and self.tokens[at].low in film().subject_pronouns)

    def _wants(self, verb: Token, at: int) -> bool:
        """Whether a verb makes what follows it wanted, or in a question asked about."""
        if verb.lemma in closed().refusing or (verb.lemma in closed().can and self._asked(at)):
            return True
        moves = verb.lemma in closed().going and self.subject is not None and self.subject.sort != "person"
        return verb.lemma in hints().wants and verb.lemma not in closed().never_wishes and not moves

    def _asked(self, at: int) -> bool:
        return next((one.low for one in self.tokens[at:] if one.tag == "STOP" and one.low in "?.!"), "") == "?"

    def _infinitive(self, at: int, token: Token) -> None:
        wanted = self._wanted(at)
        if wanted is None and not (at == 0 or self.tokens[at - 1].tag == "STOP"):
            return
        if (token.lemma in hints().wants or token.lemma in closed().refusing) and self._carries_wish(at):
            return
        mood = "goal" if wanted is not None and wanted >= 0 else "purpose"
        made = self._made(at, token, mood, token.lemma)
        asked = next((one for index, one in self.phrases.items() if (wanted or 0) < index < at and one.of < 0), None) if wanted else None
        if asked is not None and wanted is not None and wanted >= 0:
            made = replace(made, subject=asked)
        refused = wanted is not None and wanted >= 0 and (self._negative(wanted) or self.tokens[wanted].lemma in closed().refusing)
        self.clauses.append(replace(made, negative=made.negative or refused))

    def _fact(self, at: int, token: Token) -> None:
        follows = at + 1
        while follows < len(self.tokens) and self.tokens[follows].tag in {"ADV", "NEG"}:
            follows += 1
        aided = token.lemma in {film().have, *_BE} and follows < len(self.tokens)
        if aided and self.tokens[follows].form == "participle" and self.tokens[follows].tag == "VERB":
            passive = token.lemma in _BE
            self.clauses.append(self._made(follows, self.tokens[follows], "passive" if passive else "past", self.tokens[follows].lemma))
            return
        if token.lemma in film().copula and follows < len(self.tokens) and self.tokens[follows].form == "gerund":
            at, token = follows, self.tokens[follows]  # 'está construyendo'
        self.clauses.append(self._made(at, token, "fact", token.lemma))

    def _made(self, at: int, token: Token, how: str, lemma: str) -> Clause:
        end = self._end(at, how in {"goal", "purpose"})
        if end < len(self.tokens) and self.tokens[end].tag == "REL":
            while end > at + 1 and self.tokens[end - 1].tag in {"PREP", "DET", "CLIT"}:
                end -= 1  # 'la femme à qui': the preposition belongs to what follows
        begin = at
        while begin > 0 and self.tokens[begin - 1].tag == "CLIT":
            begin -= 1
        clitics = "".join(one.text if one.text.endswith(("'", "’")) else f"{one.text} " for one in self.tokens[begin:at]).lower()
        said = " ".join(self.text[token.start : self.tokens[end - 1].end].split())
        first = f"{clitics}{token.low}" if token.form == "infinitive" else with_clitics(lemma, clitics)
        return Clause(
            subject=self.subject, lemma=f"{clitics}{lemma}", verb=lemma, form="infinitive" if how in {"goal", "purpose"} else how,
            start=self.tokens[begin].start, end=self.tokens[end - 1].end, said=said, object=self._object(at, end),
            mood="goal" if how == "goal" else "condition" if self.opener in closed().whether else "fact",
            negative=self._negative(begin), opener=self.opener if how != "purpose" else "purpose", sentence=self.sentence,
            bare=f"{first}{said[len(token.text) :]}", index=at,
        )  # fmt: skip

    def _negative(self, begin: int) -> bool:
        back = begin - 1
        while back >= 0 and (self.tokens[back].tag in {"CLIT", "ADV", "NEG"} or self.tokens[back].lemma in {film().have, *_BE}):
            if self.tokens[back].tag == "NEG" or self.tokens[back].low in closed().never:
                return True
            back -= 1
        return False

    def _end(self, at: int, wish: bool) -> int:
        """The index after the last token of the clause whose verb is at `at`."""
        telling = False
        for index in range(at + 1, len(self.tokens)):
            one = self.tokens[index]
            if one.tag in {"STOP", "COMMA"} or index - at > 22:
                return index
            if one.tag in {"SUB", "REL"} and not (telling := telling or self._tells(at, index, wish)):
                return index
            if one.tag == "CONJ" and self._another(index, telling):
                return index
            if not wish and one.low in film().purpose and one.tag == "PREP" and self._infinitive_next(index):
                return index
            finite = one.tag == "VERB" and one.form in _FINITE
            if finite and not telling and not self._compound(index):
                return self._before_subject(at, index)
        return len(self.tokens)

    def _tells(self, at: int, index: int, wish: bool) -> bool:
        """'découvre que …', 'savoir qui …': what is told belongs to it; so does a relative clause to what is wanted."""
        one = self.tokens[index]
        close = index - at <= 2
        if index + 1 < len(self.tokens) and self.tokens[index + 1].form == "infinitive" and one.low.split(" ")[-1] in closed().asks:
            return True  # 'sur qui hanter', 'sobre a quién asustar'
        asks = one.low in closed().asks
        return (close and asks) or (wish and one.tag == "REL")

    def _another(self, index: int, telling: bool) -> bool:
        """Whether a conjunction leads on to another verb rather than to another noun."""
        for one in self.tokens[index + 1 : index + 9]:
            if one.tag == "VERB" and one.form in {*_FINITE, "infinitive"}:
                return not telling or one.form == "infinitive" or self.tokens[index + 1].tag in {"VERB", "CLIT"}
            if one.tag in {"STOP", "COMMA", "REL", "SUB", "CONJ"}:
                return self.tokens[index].low in closed().but
        return self.tokens[index].low in closed().but

    def _infinitive_next(self, index: int) -> bool:
        return any(one.tag == "VERB" and one.form == "infinitive" for one in self.tokens[index + 1 : index + 4])

    def _compound(self, index: int) -> bool:
        return self.tokens[index - 1].tag in {"CONJ"}

    def _before_subject(self, at: int, index: int) -> int:
        back = index
        while back > at + 1 and self.tokens[back - 1].tag in {"CLIT", "NEG", "PRON", "ADV"}:
            back -= 1
        return back

    def _object(self, at: int, end: int) -> Phrase | None:
        """What the verb acts on: the first phrase after it that no preposition leads in; in Spanish people take 'a'."""
        close = next((one.start for one in self.tokens[at + 1 : end] if one.tag == "SUB" and one.low not in closed().asks), None)
        stop = self.tokens[end - 1].end if close is None else close
        later = [one for at_, one in self.phrases.items() if at_ > at and one.end <= stop and one.of < 0]
        for one in later:
            direct = not one.prep or (language() == "es" and one.prep == "a" and one.sort == "person") or one.prep in closed().search
            if direct and one.sort != "time":
                return one
            inside = one.prep in film().in_ and one.prep not in closed().to
            if one.prep and one.sort != "time" and at + 1 < end and not inside:
                return one if one.prep in film().of | closed().to | closed().against | {film().with_} else None
        return None


def with_clitics(infinitive: str, clitics: str) -> str:
    """'se battre', but 'hacerse': in Spanish pronouns follow the infinitive; two of them draw an accent."""
    if language() == "fr" or not clitics:
        return f"{clitics}{infinitive}"
    stem = infinitive[:-2] + infinitive[-2:].translate(str.maketrans("aei", "áéí")) if len(clitics.split()) > 1 else infinitive
    return stem + "".join(clitics.split())
