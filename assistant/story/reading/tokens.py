"""Words with their places in the prompt and a light guess at what part of speech each is."""

import re
from functools import cache

from msgspec import Struct

from .. import english
from ..lexicon import event_kind_of, place_kind_of, trade_of, verbs, words

_WORD = re.compile(r"['’]s\b|\d+(?:st|nd|rd|th|s)\b|\d[\d,.:]*\d|\d+|[^\W\d_]+(?:[-'’][^\W_]+)*(?<!['’]s)|[^\w\s]")
_AFTER_NOUN = {"NOUN", "NAME", "PRON", "REL", "ADV"}
_BEFORE_NOUN = {"DET", "POSS", "ADJ", "NUM", "OWN"}
_NOMINAL = {"NOUN", "NAME", "ADJ"}


class Token(Struct, frozen=True):
    """`tag`: DET POSS OWN NUM PREP TO SUB CONJ REL PRON MODAL ADV ADJ VERB NAME NOUN STOP COMMA MARK."""

    text: str
    low: str
    start: int
    end: int
    tag: str = ""
    lemma: str = ""
    form: str = ""


def tokenise(text: str) -> list[Token]:
    """The tagged words of `text`; offsets are those of `text`, so every word can be traced back."""
    bare = [Token(m.group(), m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text)]
    tagged: list[Token] = []
    for index, token in enumerate(bare):
        before = tagged[-1] if tagged else None
        after = bare[index + 1] if index + 1 < len(bare) else None
        tag, lemma, form = _tag(token, before, after, tagged)
        tagged.append(Token(token.text, token.low, token.start, token.end, tag, lemma, form))
    return tagged


def _tag(token: Token, before: Token | None, after: Token | None, earlier: list[Token]) -> tuple[str, str, str]:
    mark = _mark(token)
    if mark:
        return mark, "", ""
    fresh = before is None or before.tag in {"STOP", "MARK"}
    if token.text[0].isupper() and _is_name(token, after, fresh):
        return "NAME", "", ""
    closed = "" if token.low == "be" and _asked(earlier) else _closed(token, before, after)
    if token.low in {"keeps", "kept"} and not (after is not None and after.low.endswith("ing")):
        closed = ""  # 'keeps hearing' goes on; 'keeps the letter' is a verb of its own
    if closed:
        return closed, "", ""
    known = ("be", "base") if token.low == "be" and not closed else _inflections().get(token.low)
    if known and _reads_as_verb(token, known, before, after, fresh, earlier):
        return "VERB", *known
    if _guess_verb(token, before, after, earlier):
        return (
            "VERB",
            _base(token.low),
            "ed" if token.low.endswith("ed") else "ing" if token.low.endswith("ing") else "s" if token.low.endswith("s") else "base",
        )
    return _open(token, known, before, after), "", ""


def _mark(token: Token) -> str:
    if token.low == "'s":
        return "OWN"
    if token.text[0].isdigit():
        return "NUM"
    if not token.text[0].isalpha():
        return "COMMA" if token.text == "," else "STOP" if token.text in ".!?;:…—–-\n()" else "MARK"
    return ""


def _closed(token: Token, before: Token | None, after: Token | None) -> str:
    low = token.low
    if low == "to":
        return "TO"
    if low == "only" and before is not None and before.tag in {"DET", "POSS", "OWN"}:
        return "ADJ"
    if low in {"named", "called", "nicknamed"} and after is not None and after.text[0].isupper():
        return "CALL"
    if low == "be" and before is not None and before.low == "to" and after is not None and after.low not in _inflections():
        return ""
    if low == "her":
        return "POSS" if after and _wordlike(after) else "PRON"
    if low == "that":
        return "REL" if before and before.tag in {"NOUN", "NAME"} else "SUB" if before and before.tag == "VERB" else "DET"
    return _closed_tags().get(low, "")


def _wordlike(after: Token) -> bool:
    return after.text[0].isalpha() and _closed_tags().get(after.low, "") not in {
        "PREP",
        "SUB",
        "CONJ",
        "MODAL",
        "PRON",
        "ADV",
        "REL",
    }


@cache
def _closed_tags() -> dict[str, str]:
    known = words()
    groups = (
        ("ADV", known.adverbs), ("PRON", known.pronouns), ("PREP", known.prepositions), ("SUB", known.subordinators),
        ("CONJ", known.conjunctions), ("MODAL", known.modals), ("REL", known.relatives), ("POSS", known.possessives),
        ("NUM", [one for one in known.numbers if one != "half"]), ("DET", known.articles),
    )  # fmt: skip
    tags = {word: tag for tag, group in groups for word in group}
    for word in ("like", "as", "since"):
        tags[word] = "PREP" if word == "like" else "SUB"
    return tags


@cache
def _inflections() -> dict[str, tuple[str, str]]:
    """Every form of every verb we know: (lemma, form)."""
    table: dict[str, tuple[str, str]] = {}
    for kind, known in verbs().items():
        if kind == "nouns_too":
            continue
        for verb in known:
            if " " in verb:
                continue
            for form, shape in (
                ("base", verb),
                ("s", english.third(verb)),
                ("ing", english.ing(verb)),
                ("ed", english.past(verb)),
            ):
                table.setdefault(shape, (verb, form))
    for shape, verb in words().irregular_verbs.items():
        if verb not in {"be", "have", "do"}:
            table[shape] = (verb, "ed" if not shape.endswith("ing") else "ing")
    for shape in ("is", "being", "bed"):
        table.pop(shape, None)
    return table


@cache
def _nouns_too() -> frozenset[str]:
    return frozenset(verbs()["nouns_too"])


def _is_name(token: Token, after: Token | None, fresh: bool) -> bool:
    """Capitals inside a sentence are names; at its start only a word we know in no other way is one."""
    if token.text.isupper() and len(token.text) > 1:
        return False
    if not fresh:
        return token.low not in {"i", "i'm", "i'd"} and _closed_tags().get(token.low, "") not in {"DET", "POSS"}
    if token.low in _closed_tags() or token.low in _inflections() or token.low in words().adjectives:
        return False
    known = (trade_of(), place_kind_of(), event_kind_of())
    one = english.singular(token.low)
    if any(token.low in table or one in table for table in known) or one in words().abstract | words().mass:
        return False
    return not (after and after.low in trade_of()) and not (
        one != token.low and after and _inflections().get(after.low, ("", ""))[1] == "base"
    )


def _reads_as_verb(
    token: Token, known: tuple[str, str], before: Token | None, after: Token | None, fresh: bool, earlier: list[Token]
) -> bool:
    lemma, form = known
    prior = "NOUN" if before is not None and _year(before) else before.tag if before else ""
    nounish_next = after is not None and after.text[0].isalpha() and after.low not in _closed_tags()
    if form == "ing":
        if prior in _BEFORE_NOUN:
            return False
        return not (token.low in words().adjectives and nounish_next and prior in {"TO", "PREP", "CONJ", "COMMA", ""})
    if form == "ed":
        return prior in _AFTER_NOUN | {"MODAL", "COMMA", "CONJ"} and not (prior in {"CONJ", "COMMA"} and nounish_next)
    if form == "s":
        if prior in _BEFORE_NOUN | {"PREP", "TO"}:
            return False
        return prior in _AFTER_NOUN | {"CONJ"} or (prior == "COMMA" and lemma not in _nouns_too())
    if prior in {"MODAL", "TO"}:
        how = len(earlier) > 1 and earlier[-2].low == "how"
        return how or not (prior == "TO" and token.low in words().towards_bare)
    if prior in {"PRON", "REL", "ADV", "CONJ"}:
        return True
    if _let(earlier) or _asked(earlier):
        return True
    if before is not None and prior in {"NOUN", "NAME"}:
        return (english.is_plural(before.low) or _joined(earlier) or _many(earlier)) and not (
            token.low in _nouns_too() and after is not None and after.low == "of"
        )
    return fresh and lemma not in _nouns_too()


def _year(token: Token) -> bool:
    """'in 1911 finds': a year counts nothing."""
    return token.tag == "NUM" and bool(re.fullmatch(r"1\d{3}|20\d{2}", token.low))


def _asked(earlier: list[Token]) -> bool:
    """'Can a village baker save': in a question the verb waits until after the one who is asked about."""
    start = next((at for at in range(len(earlier) - 1, -1, -1) if earlier[at].tag in {"STOP", "MARK"}), -1) + 1
    said = earlier[start:]
    said = said[1:] if said and said[0].low in {"why", "how", "when", "where"} else said
    return len(said) > 1 and said[0].tag == "MODAL" and said[-1].tag in {"NOUN", "NAME"} and all(one.tag != "VERB" for one in said)


def _joined(earlier: list[Token]) -> bool:
    """'a fox and a rabbit': two make a plural subject."""
    tags = [token.tag for token in earlier[-6:]]
    return "CONJ" in tags and any(tag in {"NOUN", "NAME"} for tag in tags[: tags.index("CONJ")])


def _many(earlier: list[Token]) -> bool:
    """'miners on Titan strike': the plural is before what hangs on it."""
    return len(earlier) > 2 and earlier[-2].tag == "PREP" and earlier[-3].tag == "NOUN" and english.is_plural(earlier[-3].low)


def _let(earlier: list[Token]) -> bool:
    """'let the company replace him': a bare verb after let and its object."""
    return (
        len(earlier) > 1
        and earlier[-1].tag in {"NOUN", "NAME"}
        and any(token.low in {"let", "lets", "make", "makes", "help", "helps"} for token in earlier[-6:-1])
    )


def _guess_verb(token: Token, before: Token | None, after: Token | None, earlier: list[Token]) -> bool:
    """A verb we do not know gives itself away by what stands around it: 'a monk juggles the', 'must yodel'."""
    if before is None or not token.text[0].islower() or token.low in trade_of() or token.low in words().adjectives:
        return False
    if before.tag == "MODAL" and token.low.endswith("ing") and len(token.low) > 5:
        return True
    if before.tag == "MODAL" and before.low in {"must", "will", "can", "could", "should", "cannot", "can't"}:
        return True
    if before.tag == "TO":
        return token.low not in words().towards_bare and (
            after is None or _closed_tags().get(after.low, "") in {"DET", "POSS", "PRON", "PREP", "ADV"}
        )
    if token.low.endswith("ed") and before.tag in {"NOUN", "NAME"} and after is not None:
        return _closed_tags().get(after.low, "") in {"PREP", "TO"}
    follows = after is not None and _closed_tags().get(after.low, "") in {"DET", "POSS", "NUM"}
    many = before.tag == "NOUN" and (english.is_plural(before.low) or _joined(earlier))
    if many and follows and not token.low.endswith("s") and token.low not in trade_of() and token.low not in place_kind_of():
        return True
    finite = token.low.endswith("s") and not token.low.endswith("ss")
    return finite and follows and before.tag in {"NOUN", "NAME", "REL"} and not english.is_plural(before.low)


def _base(low: str) -> str:
    if low.endswith("ing"):
        return low[:-3]
    return low[:-3] + "y" if low.endswith("ies") else low[:-2] if low.endswith(("ches", "shes", "sses")) else low.removesuffix("s")


def _open(token: Token, known: tuple[str, str] | None, before: Token | None, after: Token | None) -> str:
    nounish_next = after is not None and after.text[0].isalpha() and after.low not in _closed_tags()
    if token.low in trade_of() or english.singular(token.low) in trade_of():
        return "NOUN"
    if token.low in words().adjectives:
        return "ADJ"
    if "-" in token.text and nounish_next and token.low not in trade_of():
        return "ADJ"
    if known and known[1] in {"ing", "ed"} and nounish_next:
        return "ADJ"
    if token.low.endswith("ly") and nounish_next and len(token.low) > 4 and token.low not in {"family", "butterfly", "only"}:
        return "ADJ"
    if re.search(r"(?:ed|ful|ous|less|ish|ible|able|ic|ive)$", token.low) and nounish_next and before is not None:
        return "ADJ"
    return "NOUN"
