"""What the words before a word lead one to expect of it: a verb still to come, several who act, a question."""

import re

from .. import english
from .token import Token


def of_number(earlier: list[Token]) -> bool:
    """'a crew of five robs': the number stands for people."""
    if (
        len(earlier) > 1
        and earlier[-1].tag == "NUM"
        and earlier[-2].low in {"bus", "flight", "tram", "train", "room", "platform", "unit", "flat", "cabin", "cell", "number"}
    ):
        return True
    return len(earlier) > 2 and earlier[-1].tag == "NUM" and earlier[-2].low == "of" and earlier[-3].tag == "NOUN"


def awaited(earlier: list[Token], follows: bool) -> bool:
    """'Eun-ji, 17, and her grandfather, a former spy, run a shop': several have been named, and what they do is still to come.

    `follows` says whether a small word comes next, as after a verb.
    """
    start = next((at for at in range(len(earlier) - 1, -1, -1) if earlier[at].tag in {"STOP", "MARK", "SUB", "REL"}), -1) + 1
    said = earlier[start:]
    if not said or said[-1].tag not in {"COMMA", "NOUN", "NAME", "NUM"} or any(one.tag in {"VERB", "MODAL"} for one in said):
        return False
    at = next((i for i, one in enumerate(said) if one.tag == "CONJ"), -1)
    two = at > 0 and any(one.tag in {"NOUN", "NAME"} for one in said[:at]) and any(one.tag in {"NOUN", "NAME"} for one in said[at:])
    return two and (follows or said[-1].tag == "NAME")


def set_apart(earlier: list[Token]) -> bool:
    """'Tam, a poor lamplighter, forges': after what is set between commas the verb comes."""
    start = next((at for at in range(len(earlier) - 1, -1, -1) if earlier[at].tag in {"STOP", "MARK", "SUB", "REL"}), -1) + 1
    said = earlier[start:]
    commas = [at for at, one in enumerate(said) if one.tag == "COMMA"]
    return (
        len(commas) == 2
        and commas[1] == len(said) - 1
        and said[0].tag == "NAME"
        and said[commas[0] + 1].low in {"a", "an", "the"}
        and not any(one.tag == "VERB" for one in said)
    )


def after_relative(earlier: list[Token]) -> bool:
    """'Odile, a perfumer who has lost her sense of smell, trains': what was set apart had a clause in it."""
    start = next((at for at in range(len(earlier) - 1, -1, -1) if earlier[at].tag in {"STOP", "MARK", "SUB"}), -1) + 1
    said = earlier[start:]
    commas = [at for at, one in enumerate(said) if one.tag == "COMMA"]
    return (
        len(commas) == 2
        and commas[1] == len(said) - 1
        and said[0].tag == "NAME"
        and said[commas[0] + 1].low in {"a", "an", "the"}
        and any(one.tag == "REL" for one in said[commas[0] :])
    )


def year(token: Token) -> bool:
    """'in 1911 finds': a year counts nothing."""
    return token.tag == "NUM" and bool(re.fullmatch(r"(?:1\d{3}|20\d{2})s?", token.low))


def asked(earlier: list[Token]) -> bool:
    """'Can a village baker save': in a question the verb waits until after the one who is asked about."""
    start = next((at for at in range(len(earlier) - 1, -1, -1) if earlier[at].tag in {"STOP", "MARK"}), -1) + 1
    said = earlier[start:]
    said = said[1:] if said and said[0].low in {"why", "how", "when", "where"} else said
    return len(said) > 1 and said[0].tag == "MODAL" and said[-1].tag in {"NOUN", "NAME"} and all(one.tag != "VERB" for one in said)


def joined(earlier: list[Token]) -> bool:
    """'a fox and a rabbit': two make a plural subject."""
    tags = [token.tag for token in earlier[-6:]]
    return "CONJ" in tags and any(tag in {"NOUN", "NAME"} for tag in tags[: tags.index("CONJ")])


def many(earlier: list[Token]) -> bool:
    """'miners on Titan strike': the plural is before what hangs on it."""
    return len(earlier) > 2 and earlier[-2].tag == "PREP" and earlier[-3].tag == "NOUN" and english.is_plural(earlier[-3].low)


def let(earlier: list[Token]) -> bool:
    """'let the company replace him': a bare verb after let and its object."""
    return (
        len(earlier) > 1
        and earlier[-1].tag in {"NOUN", "NAME"}
        and any(token.low in {"let", "lets", "make", "makes", "help", "helps"} for token in earlier[-6:-1])
    )
