"""What a prompt wants left out, in all the ways people say so: 'no romance', 'without anyone dying', 'don't make it sad'."""

import re

from ..lexicon import genres, hints, looks, spoken

_EDGE = r"(?:(?<=^)|(?<=[,.;:!?(—–\n-])|(?<=\s\s\s)|(?<=\sbut))\s*"
_LEAD = r"(?:(?:but|and|also|please|just|absolutely|definitely|really|with|there\s+(?:is|are|should\s+be|must\s+be|will\s+be))\s*,?\s+)*"
_END = r"(?=\s*(?:please|thanks|thank\s+you|at\s+all|whatsoever|anywhere|either)?\s*(?:$|[,.;:!?)—–\n]))"
_ON = rf"(?:{_END}|(?=\s+(?:and|or|but)\s+(?:also\s+)?(?:no|without|nobody|not)\b))"
"""The end of a wish that others may follow: 'nobody dies and no kissing'."""
_HARM = r"(?:dies?|drowns?|dying|drowning|killed|hurt|harmed|murdered|injured|shot)"
_NOBODY = r"(?:nobody|no\s*-?\s*one|none\s+of\s+them|not\s+a\s+soul)(?:\s+else)?"
_BE = r"(?:is|are|gets?|getting|being|be|has\s+to|have\s+to|should|may|must|can|will)"
_NO = (
    r"no(?!\s+(?:one|longer|sooner|matter|body|wonder|more\s+than|fewer\s+than|less\s+than)\b)|without(?:\s+any)?|not\s+an?|not\s+too|not|never|avoid(?:ing)?|skip|leave\s+out|omit|exclude|nothing\s+too|nothing|"
    r"(?:keep|make)\s+(?:it|this|the\s+(?:film|story|ending))\s+free\s+(?:of|from)|free\s+(?:of|from)|"
    r"(?:please\s+)?(?:do\s*n[o']t|don't|never)\s+(?:include|use|show|add|want|have|give\s+(?:me|us)|put\s+in)(?:\s+any)?|"
    r"(?:please\s+)?(?:do\s*n[o']t|don't|never)\s+make\s+(?:it|this|the\s+(?:film|story|ending))(?:\s+(?:too|an?))?|"
    r"i\s+(?:do\s+not|don't)\s+(?:want|like|need)\s*:?(?:\s+any)?|we\s+(?:do\s+not|don't)\s+want(?:\s+any)?|"
    r"(?:it|the\s+\w+|this)?\s*(?:must|should|may|can|shall)(?:\s+not|n't)\s+(?:include|contain|have|show|feature|use|be)(?:\s+(?:any|too|an?))?|"
    r"(?:it|this|the\s+(?:film|story|ending))\s+(?:(?:is|be)\s+not|isn't)(?:\s+(?:an?|too))?"
)


@spoken
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Whole negative clauses, and the value each comes to where that is not in its own words."""
    flags = re.I | re.X
    who = r"(?P<who>(?:the|her|his|their)\s+\w+)"
    spared = rf"(?:{_NOBODY}\s+(?:{_BE}\s+)*{_HARM}|{who}\s+(?:must|should|does|may|can|will)(?:\s+not|n't|not)\s+(?:be\s+|get\s+)?{_HARM})"
    return (
        (re.compile(rf"{_EDGE}{_LEAD}(?P<what>{spared}){_ON}", flags), "death"),
        (re.compile(rf"\b(?:where|in\s+which)\s+(?P<what>{_NOBODY}\s+(?:{_BE}\s+)*{_HARM}){_END}", flags), "death"),
        (
            re.compile(rf"\b(?P<what>without\s+(?:any\s*one|anybody|any\s+\w+|a\s+single\s+\w+)\s+(?:being\s+|getting\s+)?{_HARM})", flags),
            "death",
        ),
        (re.compile(rf"{_EDGE}{_LEAD}(?:{_NO})\s+(?P<what>[\w' -]{{2,60}}?){_END}", flags), ""),
    )


@spoken
def _within() -> re.Pattern[str]:
    """'with no battles' in the middle of a sentence, where what is refused is a thing films have and people have not."""
    known = "|".join(sorted(map(re.escape, hints().refused), key=len, reverse=True))
    one = rf"(?:{known})(?:\s+(?:and|or)\s+(?:no\s+)?(?:{known}))*"
    return re.compile(rf"\b(?:(?:and|but|with|has|have)\s+)?(?:no|without(?:\s+any)?|free\s+of)\s+(?P<what>{one})\b", re.I)


def refusals(text: str) -> list[tuple[tuple[int, int], tuple[int, int], str]]:
    """For each thing refused in `text`: the span of the whole clause, the span of the words that name it, and its value."""
    found: list[tuple[tuple[int, int], tuple[int, int], str]] = []
    for pattern, value in (*_sentences(), (_within(), "")):
        for hit in pattern.finditer(text):
            if any(start < hit.end() and hit.start() < end for (start, end), _, _ in found) or (not value and _told(hit)):
                continue
            whole = (hit.end("who"), hit.end()) if "who" in hit.re.groupindex and hit.group("who") else hit.span()
            found += [(whole, span, value or _plain(text[slice(*span)])) for span in _parts(hit, split=not value)]
    return sorted(found)


def _told(hit: re.Match[str]) -> bool:
    """'Without her brother', 'never afraid' belong to the story: there only words of tone, genre and content are refused."""
    what, lead = _plain(hit.group("what")), hit.group()[: hit.start("what") - hit.start()].lower()
    doing = "without" in lead and re.match(r"\w+ing\b", what) and what not in _refusable()
    if (doing or re.match(r"(?:her|his|their|its|my|our|me|him|them|it)\b", what)) and "don't" not in lead:
        return True
    if not re.search(r"\b(?:never|nothing|not)\s+(?:too\s+)?(?:an?\s+)?$", lead) or re.search(
        r"\b(?:must|should|may|make|do|film|story|ending)\b", lead
    ):
        return False
    return not all(word in _refusable() for word in re.findall(r"[\w-]+", what))


@spoken
def _refusable() -> frozenset[str]:
    tones = {word for tone in looks().tones.values() for word in tone.words}
    kinds = {part for genre in genres().values() for word in genre.words for part in word.split()}
    return frozenset(
        tones
        | kinds
        | hints().refused
        | {
            "cruel",
            "gory",
            "happy",
            "or",
            "and",
            "too",
            "boring",
            "cheesy",
            "preachy",
            "rude",
            "gross",
            "bloody",
            "long",
            "film",
            "movie",
            "story",
            "for",
            "kids",
        }
    )


def _parts(hit: re.Match[str], split: bool) -> list[tuple[int, int]]:
    """'swearing or drinking' refuses two things."""
    start, end = hit.span("what")
    if not split:
        return [(start, end)]
    cuts = [
        (start + cut.start(), start + cut.end())
        for cut in re.finditer(
            r"\s+(?:and|or|nor)\s+(?:(?:no|any|please|also|do\s+not|don't|use|include|show|add|have)\s+)*", hit.group("what"), re.I
        )
    ]
    return list(zip([start, *(after for _, after in cuts)], [*(before for before, _ in cuts), end], strict=True))


def _plain(said: str) -> str:
    said = re.sub(r"^to (?:see|have|hear|watch|get)\s+", "", said.strip(), flags=re.I)
    bare = re.sub(r"^(?:any|an?|the|too)\s+|\s+in (?:it|this|there)$", "", said.strip().lower())
    return " ".join(bare.split())
