"""What a prompt wants left out: 'pas de romance', 'sans violence ni sang', 'nadie muere', 'que no sea triste'."""

import re

from ..lexicon import hints, looks, spoken
from ..reading import Said
from .closed import closed
from .data import film
from .page import Page

_EDGE = r"(?:(?<=^)|(?<=[,.;:!?()—–\n-])|(?<=\s\s\s)|(?<=\bmais)|(?<=\bpero)|(?<=\bet)|(?<=\by))"


@spoken
def _content() -> str:
    tones = {word for tone in looks().tones.values() for word in tone.words} | {one for group in film().tones.values() for one in group}
    genres = {word for group in film().genres.values() for word in group}
    known = sorted(map(re.escape, tones | genres | hints().refused | set(hints().forbids)), key=len, reverse=True)
    return rf"(?:{'|'.join((*sorted(closed().content, key=len, reverse=True), *known))})"


@spoken
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    end = rf"(?=\s*(?:{film().trailing}|du tout|en absoluto)?\s*(?:$|[.;:!?)—–\n,]))"
    lead = r"(?:(?:mais|et|surtout|pero|y|sobre\s+todo|por\s+favor|svp|avec|con)\s*,?\s*)*"
    small = r"(?:(?:de|du|des|la|le|les|une?|una|el|los|las|trop(?:\s+de)?|demasiad\w+|ningún|ninguna|aucune?)\s+|d'|l'|trop\s+d')*"
    it = r"(?:(?:ce|ça|cela|il|le\s+film|l'histoire|esto|la\s+película|la\s+historia)\s+)?"
    be = rf"(?:(?:que\s+)?{it}(?:ne|no)\s+(?:soit|doit\s+pas\s+être|sea|debe\s+ser|puede\s+ser)\s*(?:pas\s+)?)?"
    content, more = _content(), closed().nor
    many = rf"{content}(?:\s*{more}{content})*"
    avoid = film().avoid
    return (
        (re.compile(rf"(?:[,;]\s*)?\b{closed().nobody_harmed}", re.I), closed().death),
        (re.compile(rf"(?:[,;]\s*)?\b{closed().spared}", re.I), closed().death),
        (re.compile(rf"(?:[,;]\s*)?\b(?:que\s+)?{closed().refused_so}(?P<what>{many})\b", re.I), ""),
        (re.compile(rf"(?:[,;]\s*)?\b(?:{avoid})\s*{small}(?P<what>{many})(?!\w)(?:\s+du\s+tout)?", re.I), ""),
        (re.compile(rf"{_EDGE}\s*{lead}{be}(?:{avoid})\s*{small}(?P<what>[\w' -]{{3,40}}?){end}", re.I), "edge"),
    )  # fmt: skip


def refusals(page: Page) -> list[Said]:
    """Everything refused in `page`, from which it is taken; values are in lower case and without articles."""
    found: list[tuple[int, Said]] = []
    for pattern, value in _patterns():
        for hit in list(pattern.finditer(page.text)):
            if not hit.group("what").strip() or (value == "edge" and _told(hit)) or (value == "" and _lacks(hit)):
                continue
            edge = value in {"", "edge"}
            parts = _parts(hit) if edge else [hit.span("what")]
            found += [(start, page.said(_plain(page.text[start:end]) if edge else value, start, end)) for start, end in parts]
            page.blank(hit.end("who") if "who" in pattern.groupindex and hit.group("who") else hit.start(), hit.end())
    return [said for _, said in sorted(found, key=lambda one: one[0])]


def _lacks(hit: re.Match[str]) -> bool:
    """'Un village sans enfants' has none; 'un thriller sans sang' is to have none."""
    before = re.split(r"[.!?;:\n]", hit.string[: hit.start()])[-1]
    films = rf"\b(?:{film().films}|{'|'.join(re.escape(one) for group in film().genres.values() for one in group)})\b"
    bare = re.match(r"\s*(?:sans|sin)\b", hit.group()) is not None and re.search(r"\w\s*$", before) is not None
    return bare and re.search(films, before, re.I) is None and len(before.split()) < 5


def _told(hit: re.Match[str]) -> bool:
    """'Sans son frère' and 'sans savoir' belong to the story; so does whatever holds a verb."""
    what = hit.group("what").strip()
    if re.search(r"(?:aucune?|ning[uú]na?|ning[uú]n)\s*$", hit.group()[: hit.start("what") - hit.start()].lower()):
        return True
    lead = hit.group()[: hit.start("what") - hit.start()].lower()
    bare = re.search(r"\b(?:pas|no|sans|sin|ni)\s*$", lead) is not None
    return (
        len(what.split()) > 4
        or bool(re.match(closed().starts_story, what, re.I))
        or (bare and len(what.split()) > 2)
        or re.search(r"\b(?:no|pas)\s*$", lead) is not None
    )


def _parts(hit: re.Match[str]) -> list[tuple[int, int]]:
    """'sang ni armes' refuses two things."""
    start, end = hit.span("what")
    cuts = [(start + cut.start(), start + cut.end()) for cut in re.finditer(rf"\s*(?<!\w){closed().nor}", hit.group("what"), re.I)]
    spans = zip([start, *(after for _, after in cuts)], [*(before for before, _ in cuts), end], strict=True)
    return [(one, two) for one, two in spans if hit.string[one:two].strip()]


def _plain(said: str) -> str:
    return re.sub(r"^(?:de |d'|du |des |la |le |les |l'|une? |el |los |las )", "", " ".join(said.lower().split()))
