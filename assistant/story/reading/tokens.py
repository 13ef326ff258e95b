"""Words with their places in the prompt and a light guess at what part of speech each is."""

import re

from .. import english
from ..lexicon import event_kind_of, place_kind_of, spoken, trade_of, verbs, words
from .contexts import after_relative, asked, awaited, joined, let, many, of_number, set_apart, year
from .token import Token

_WORD = re.compile(
    r"\bvs\.|['’](?:s|re|ll|ve|d|m)\b|\d+(?:st|nd|rd|th|s)\b|\d+(?:-[^\W\d_]+)+|\d[\d,.:]*\d|\d+|"
    r"[^\W\d_]+(?:(?:-|['’](?!(?:s|re|ll|ve|d|m)\b))[^\W_]+)*(?<!['’]s)|[^\w\s]"
)
_AFTER_NOUN = {"NOUN", "NAME", "PRON", "REL", "ADV"}
_BEFORE_NOUN = {"DET", "POSS", "ADJ", "NUM", "OWN"}
_THE_ONES = {"dying", "dead", "living", "poor", "rich", "blind", "sick", "old", "young"}
_TO_FOLLOWS = {
    "learns",
    "learn",
    "begins",
    "starts",
    "plans",
    "decides",
    "tries",
    "sets",
    "asked",
    "told",
    "sent",
    "ordered",
    "hired",
    "forced",
    "wishes",
    "dreams",
    "agrees",
}
"""Verbs that carry another only with 'to': 'learns to swim', but 'learns a song'."""
_RUN_OF = {"a", "the", "this", "that", "her", "his", "their"}
_SOME_ADJECTIVE = {"something", "anything", "nothing", "everything"}
_IN_IVE = {
    "hive",
    "beehive",
    "olive",
    "archive",
    "captive",
    "fugitive",
    "locomotive",
    "motive",
    "music",
    "fabric",
    "attic",
    "clinic",
    "mosaic",
}
_NOMINAL = {"NOUN", "NAME", "ADJ"}


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
    if mark == "OWN" and before is not None and (before.tag == "PRON" or before.low in {"who", "there", "that", "what"}):
        mark = "MODAL"
    if mark:
        return mark, "", ""
    if token.low.endswith(("-year-old", "-month-old")) and after is not None and _wordlike(after) and after.low not in _inflections():
        return "ADJ", "", ""
    fresh = before is None or before.tag in {"STOP", "MARK"}
    if fresh and token.low.endswith("ed") and after is not None and _closed_tags().get(after.low, "") == "PREP" and before is None:
        return "ADJ", "", ""  # 'Stranded on a platform, a spy'
    if token.text[0].isupper() and _is_name(token, after, fresh):
        return "NAME", "", ""
    closed = "" if token.low == "be" and asked(earlier) else _closed(token, before, after)
    if token.low in {"do", "get", "have", "go"} and before is not None and _bare(before) and not (after is not None and after.low == "to"):
        return "VERB", token.low, "base"
    if token.low in {"keeps", "kept"} and not (after is not None and after.low.endswith("ing")):
        closed = ""  # 'keeps hearing' goes on; 'keeps the letter' is a verb of its own
    if (
        token.low in {"get", "gets", "got"}
        and after is not None
        and after.low in {"on", "off", "in", "out", "into", "away", "back", "home", "down", "up"}
    ):
        return "VERB", "get", "base" if token.low == "get" else "s" if token.low == "gets" else "ed"
    if (
        token.low in {"run", "runs", "ran"}
        and after is not None
        and after.low in {"away", "off"}
        and before is not None
        and before.low not in _RUN_OF
    ):
        return "VERB", "run", {"run": "base", "runs": "s", "ran": "ed"}[token.low]
    if (
        token.low in {"run", "led", "built", "made", "owned", "kept", "haunted", "ruled"}
        and after is not None
        and after.low == "by"
        and before is not None
        and before.tag == "NOUN"
    ):
        return "VERB", _inflections().get(token.low, (token.low, ""))[0], "ed"
    if (
        token.low in _TO_FOLLOWS
        and token.low in _inflections()
        and (after is None or after.low != "to")
        and not (before is not None and before.tag == "TO")
    ):
        closed = ""
    if closed:
        return closed, "", ""
    if before is not None and before.low == "the" and token.low in _THE_ONES and after is not None and _stands_alone(after):
        return "NOUN", "", ""
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
    if token.text[0] in "'’" and len(token.text) > 1:
        return "MODAL"
    if token.text[0].isdigit():
        return "ADJ" if token.low.endswith("old") else "NUM"
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
    if (
        low == "home"
        and before is not None
        and (
            before.tag in {"DET", "POSS", "ADJ", "OWN"}
            or before.low in {"childhood", "family", "nursing", "care", "summer", "mobile", "holiday", "retirement"}
        )
    ):
        return ""
    if low == "once" and before is not None and before.low in {"never", "not", "only", "at"}:
        return "ADV"
    if low == "her":
        return "POSS" if after and (_wordlike(after) or after.text[0].isdigit()) else "PRON"
    if low == "that":
        return "REL" if before and before.tag in {"NOUN", "NAME"} else "SUB" if before and before.tag == "VERB" else "DET"
    return _closed_tags().get(low, "")


def _stands_alone(after: Token) -> bool:
    """'what the dying think', 'the dead of the village': people, and no adjective."""
    verb = after.low in _inflections() and after.low not in _nouns_too() and not after.low.endswith("ing")
    return verb or not _wordlike(after)


def _bare(before: Token) -> bool:
    """'wants to do', 'must get': what follows is a verb of its own."""
    return before.tag == "TO" or (
        before.tag == "MODAL" and before.low in {"must", "will", "can", "could", "should", "would", "cannot", "can't"}
    )


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


@spoken
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


@spoken
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


@spoken
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
    if form == "s" and before is not None and f"{before.low} {token.low}" in event_kind_of():
        return False  # 'peace talks'
    prior = "NOUN" if before is not None and (year(before) or of_number(earlier)) else before.tag if before else ""
    nounish_next = after is not None and after.text[0].isalpha() and after.low not in _closed_tags()
    if form == "ing":
        if prior in _BEFORE_NOUN:
            return False
        return not (token.low in words().adjectives and nounish_next and prior in {"TO", "PREP", "CONJ", "COMMA", ""})
    if form == "ed" and prior == "COMMA" and token.low in words().adjectives and (after is None or after.text in ",.;"):
        return False
    if form == "ed":
        return prior in _AFTER_NOUN | {"MODAL", "COMMA", "CONJ"} and not (prior in {"CONJ", "COMMA"} and nounish_next)
    small = after is not None and _closed_tags().get(after.low, "") in {"DET", "POSS", "NUM", "PREP", "TO", "PRON", "REL"}
    if (awaited(earlier, small) and not (form == "s" and lemma in _nouns_too())) or (form == "s" and set_apart(earlier)):
        return True
    if form == "s":
        if prior in _BEFORE_NOUN | {"PREP", "TO"}:
            return False
        if prior == "VERB" and before is not None and before.form == "base" and any(one.tag == "REL" for one in earlier[-4:]):
            return True  # 'a man who cannot lie runs for president'
        if after_relative(earlier) and after is not None and _closed_tags().get(after.low, "") in {"POSS", "DET", "NUM"}:
            return True
        if prior == "VERB" and after is not None and _closed_tags().get(after.low, "") in {"PRON", "DET", "POSS"}:
            return True
        return prior in _AFTER_NOUN | {"CONJ"} or (prior == "COMMA" and lemma not in _nouns_too())
    if prior in {"MODAL", "TO"}:
        how = len(earlier) > 1 and earlier[-2].low == "how"
        return how or not (prior == "TO" and token.low in words().towards_bare)
    if prior in {"PRON", "REL", "ADV", "CONJ"}:
        return True
    if let(earlier) or asked(earlier):
        return True
    if before is not None and prior in {"NOUN", "NAME"}:
        people = before.tag == "NAME" and before.low.endswith("s") and len(earlier) > 1 and earlier[-2].low == "the"
        return (people or english.is_plural(before.low) or joined(earlier) or many(earlier)) and not (
            token.low in _nouns_too() and after is not None and after.low == "of"
        )
    return fresh and lemma not in _nouns_too()


def _guess_verb(token: Token, before: Token | None, after: Token | None, earlier: list[Token]) -> bool:
    """A verb we do not know gives itself away by what stands around it: 'a monk juggles the', 'must yodel'."""
    if before is None or not token.text[0].islower() or token.low in trade_of() or token.low in words().adjectives:
        return False
    if before.tag == "MODAL" and token.low.endswith("ing") and len(token.low) > 5:
        return True
    if before.tag == "MODAL" and before.low in {"must", "will", "can", "could", "should", "cannot", "can't"}:
        return True
    if before.tag == "TO":
        wished = len(earlier) > 1 and earlier[-2].tag == "MODAL" and (after is None or after.text in ",.;")
        return token.low not in words().towards_bare and (
            wished or after is None or _closed_tags().get(after.low, "") in {"DET", "POSS", "PRON", "PREP", "ADV"}
        )
    if token.low.endswith("ed") and before.low in {"be", "been", "being", "is", "are", "was", "were"}:
        return True
    if token.low.endswith("ed") and before.tag in {"NOUN", "NAME"} and after is not None:
        return _closed_tags().get(after.low, "") in {"PREP", "TO"}
    follows = after is not None and _closed_tags().get(after.low, "") in {"DET", "POSS", "NUM"}
    many = before.tag == "NOUN" and (english.is_plural(before.low) or joined(earlier))
    if many and follows and not token.low.endswith("s") and token.low not in trade_of() and token.low not in place_kind_of():
        return True
    finite = token.low.endswith("s") and not token.low.endswith("ss")
    return finite and follows and before.tag in {"NOUN", "NAME", "REL"} and not english.is_plural(before.low)


def _base(low: str) -> str:
    if low.endswith("ing"):
        return low[:-3]
    return low[:-3] + "y" if low.endswith("ies") else low[:-2] if low.endswith(("ches", "shes", "sses")) else low.removesuffix("s")


def _open(token: Token, known: tuple[str, str] | None, before: Token | None, after: Token | None) -> str:
    if before is not None and before.low in _SOME_ADJECTIVE and token.low in words().adjectives:
        return "ADJ"  # 'something patient' is no patient
    nounish_next = after is not None and after.text[0].isalpha() and after.low not in _closed_tags()
    if token.low in trade_of() or english.singular(token.low) in trade_of():
        return "NOUN"
    if token.low in words().adjectives:
        alone = before is not None and before.tag in {"DET", "POSS", "OWN"} and not nounish_next
        return "NOUN" if alone and token.low in words().abstract else "ADJ"
    if "-" in token.text and nounish_next and token.low not in trade_of():
        return "ADJ"
    if known and known[1] in {"ing", "ed"} and nounish_next:
        return "ADJ"
    if token.low.endswith("ly") and nounish_next and len(token.low) > 4 and token.low not in {"family", "butterfly", "only"}:
        return "ADJ"
    if (
        re.search(r"(?:ed|ful|ous|less|ish|ible|able|ic|ive)$", token.low)
        and nounish_next
        and before is not None
        and token.low not in _IN_IVE
    ):
        return "ADJ"
    return "NOUN"
