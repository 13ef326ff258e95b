"""What happens if it goes wrong, as the prompt says it: 'or else his son goes to the front', 'unless', 'before the city drowns'."""

import re

from ..lexicon import kinds
from ..matter import Place, Thing
from ..model import Finding

_SAID = r"(?P<said>[^.;!?—\n]{6,120}?)"
_STOP = r"(?=\s*(?:[.;!?—\n]|$))"
_WAYS = (
    re.compile(rf"\b(?:or\s+else|otherwise|if\s+not|or\s+otherwise)\b[\s,:]*{_SAID}{_STOP}", re.I),
    re.compile(rf"\b(?:if|unless)\s+(?P<if>[^.;!?\n,]{{4,90}}),\s*(?:then\s+)?{_SAID}{_STOP}", re.I),
    re.compile(rf"(?<!whether )\bor\s+(?P<said>(?:(?!\bor\b)[^.;!?,—\n]){{8,90}}?){_STOP}", re.I),
    re.compile(r"\b(?:stakes?|at\s+stake)\s*(?::|=|is|are)\s*(?P<said>[^.;!?\n]{4,90})", re.I),
    re.compile(rf"\b(?:lest)\s+{_SAID}{_STOP}", re.I),
)
_HARM = re.compile(
    r"\b(?:will|would|won't|wouldn't|cannot|can't|loses?|dies?|die|forever|never|falls?|burns?|burned|dead|drowns?|suffocates?|starves?|freezes?|explodes?|collapses?|kills?|killed|destroys?|destroyed|ends?|goes|go|"
    r"is\s+lost|are\s+lost|sold|closed|hanged|shot|gone|sinks?|takes?|must|everyone|nobody|no\s+one|forgotten|vanish(?:es)?|disappears?|ruined|wins?|has\s+to)\b",
    re.I,
)
_FAILS = re.compile(r"\b(?:not|n't|never|fails?|cannot|can't|drops?|loses?|misses|stops?|late|caught|discovered|found\s+out)\b", re.I)


def stakes_in(rest: str, text: str) -> Finding | None:
    """What is lost on failure, with its exact words; None where the prompt does not say."""
    for way in _WAYS:
        for hit in way.finditer(rest):
            said = hit.group("said").strip()
            if not _HARM.search(said) or not _conditional(hit) or not re.match(r"[\w'\"“]", said):
                continue
            return Finding(_clause(said), text[slice(*hit.span("said"))].strip())
    return None


_BEFORE = re.compile(r"\bbefore\s+(?P<said>(?:the|it|he|she|they|her|his|their|all|everyone|a|an)\b[^.,;!?\n]{4,70}?)(?=[.,;!?\n]|$)", re.I)
_DOES_HARM = re.compile(
    r"\b(?:floods?|kills?|dies|die|destroys?|explodes?|goes off|drowns?|sinks?|freezes?|starves?|collapses?|erupts?|burns?|bulldozes?|"
    r"is (?:demolished|executed|hanged|sold|closed|torn down|destroyed|lost|evicted|killed|shot)|"
    r"are (?:killed|lost|demolished|evicted|executed))\b",
    re.I,
)


def harm_before(rest: str, text: str) -> Finding | None:
    """'before the dam floods the valley' says what happens otherwise, where that is a harm."""
    hit = next((one for one in _BEFORE.finditer(rest) if _DOES_HARM.search(one.group("said"))), None)
    if hit is None:
        return None
    return Finding(f"{_clause(hit.group('said'))} first", text[slice(*hit.span("said"))].strip())


def usual_stakes(kind: str, prize: Thing, threat: Thing, places: tuple[Place, ...]) -> tuple[str, ...]:
    """What such a quest risks, said of this story's prize, threat and place where they can be named in passing."""
    place = next(iter(places), None)
    named = {
        "prize": prize.the
        if not prize.owner and len(prize.the.split()) < 6 and not prize.abstract and prize.sort not in {"idea", "event"}
        else "",
        "whom": prize.the if not prize.owner and len(prize.the.split()) < 6 and (prize.sort == "group" or not prize.source) else "",
        "threat": threat.the if not threat.owner and len(threat.the.split()) < 4 else "",
        "in-place": f"{place.at} {place.thing.the}" if place and not place.thing.owner and len(place.thing.the.split()) < 5 else "",
        "place": place.thing.the if place and not place.thing.owner and len(place.thing.the.split()) < 5 else "",
    }
    said = (re.sub(r"<([a-z-]+)>", lambda slot: named[slot.group(1)] or "<>", one) for one in kinds()[kind].stakes)
    return tuple(one for one in said if "<>" not in one)


def _conditional(hit: re.Match[str]) -> bool:
    """'If she finds it, they marry' promises; only what follows on a failure is at stake. 'Unless' is always one."""
    if "if" not in hit.re.groupindex:
        return True
    return hit.group().lower().startswith("unless") or bool(_FAILS.search(hit.group("if")))


def _clause(said: str) -> str:
    """Fit to stand after 'or'."""
    clean = " ".join(said.split()).removeprefix("else ").strip(" ,")
    return (
        clean[:1].lower() + clean[1:]
        if clean[:2].istitle() and clean.split()[0].lower() in {"the", "a", "an", "his", "her", "their", "all", "everyone", "nobody", "no"}
        else clean
    )
