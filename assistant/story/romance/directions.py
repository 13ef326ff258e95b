"""What a prompt says of the film rather than of the story: scenes, length, look, tone, title, and what to leave out."""

import re

from ..lexicon import genres, looks, spoken, structure_words
from ..reading import Directions, Said
from .amounts import amounts
from .closed import closed
from .data import film, nouns
from .entries import entries
from .page import Page
from .refusals import refusals

_OPEN, _SHUT = r"[«\"“‘„]", r"[»\"”’“]"


@spoken
def genre_words() -> dict[str, str]:
    """Words for genres to the genre."""
    table = {word.lower(): genre for genre, known in reversed(genres().items()) for word in known.words}
    return table | {word: genre for genre, known in reversed(film().genres.items()) for word in known}


@spoken
def tone_words() -> dict[str, str]:
    table = {word: tone for tone, known in reversed(looks().tones.items()) for word in known.words}
    return table | {word: tone for tone, known in reversed(film().tones.items()) for word in known}


@spoken
def style_words() -> dict[str, str]:
    return {word: word for word in (*looks().styles.words, *film().styles)}


@spoken
def _patterns() -> dict[str, re.Pattern[str]]:
    known = film()
    end = r"\s*(?=$|[,.;!?)—–\n])"
    opens = rf"^\W*(?:{known.ask})?\s*(?:(?:une?|un[ao]s?|l'|le|la|el|mon|mi|cette|ce|est[ae]|otr[ao])\s*)?(?:(?:{known.adjoin})\s+)*"
    sources = {
        "heading": rf"^\s*{_OPEN}\s*(?P<title>[^«»\"“”]{{1,80}}?)\s*{_SHUT}\s*[:—–,-]\s*",
        "title": rf"(?:[,;(]\s*)?\b(?:qui\s+s'appelle|que\s+se\s+llama|{known.titled})\s*:?\s*"
        rf"{_OPEN}\s*(?P<title>[^«»\"“”]{{1,80}}?)\s*{_SHUT}\)?",
        "titled": r"(?:(?<=^)|(?<=[.;\n]))\s*(?:titre|título|titulo)\s*[:=]\s*(?P<title>[^.;\n\"“«]{1,80})",
        "location": rf"(?:[,;]\s*)?\b(?:{known.location if '?P<what>' in known.location else rf'(?P<what>{known.location})'})",
        "style": rf"(?:[,;]\s*)?\b(?:{known.style})\s*(?P<style>[\w' /&-]{{2,60}}?){end}",
        "tone": rf"(?:[,;]\s*)?\b(?:{known.tone})\s+(?P<tone>[\w' ,-]{{3,60}}?)(?=\s*(?:$|[.;!?)—–\n]|,\s*(?!\w+(?:$|[.,;]))))",
        "tail": rf"(?:[,;]\s*)?\b(?P<style>{known.tail})\b",
        "ask": rf"^\W*(?:{known.ask})",
        "film": rf"{opens}(?:{known.films}|{closed().films_too})\b(?P<kind>[^.;:!?\n]{{0,70}}?)\s*(?:{known.link})\s*",
        "kind": rf"{opens}(?P<kind>{_genre_names()})(?:s|es)?\b"
        rf"(?P<more>(?:\s+(?:et\s+|y\s+|plein\w*\s+d[e']\s*)?\w+){{0,4}}?)\s*,?\s*(?:{known.link}|(?=entre\b))\s*",
        "within": rf"(?<=[,.!?;])\s*(?P<what>(?:{known.ask})(?:une?|una?)\s+(?:{known.films}|{closed().films_too})\b"
        rf"[^,.;:!?]{{0,40}}?\s*(?:{known.link}))(?=\s*\w)",
        "what_if": rf"^\W*(?:{known.what_if})",
    }  # fmt: skip
    cased = {
        "meets": re.compile(rf"^\W*{known.meets}\s*(?=[:.,—–-])"),
        "only": re.compile(rf"^\W*(?P<one>[A-ZÀ-Ý][\w-]+)\s+(?:{closed().elsewhere})\s+(?=(?:{closed().there})\s[^.:;,]{{2,40}}:)"),
        "but": re.compile(
            rf"^\W*(?P<one>{closed().like})\s+(?:(?:{closed().elsewhere})\s+(?=(?:{closed().there})\b)"
            rf"|(?=(?:{closed().there})\s[^.:;,]{{2,40}}:))"
        ),
    }
    return {name: re.compile(source, re.I) for name, source in sources.items()} | cased


def _genre_names() -> str:
    return "|".join(sorted(map(re.escape, genre_words()), key=len, reverse=True))


def directions(prompt: str) -> Directions:
    """Lift the directions out of `prompt`; `rest` has spaces in their place."""
    page, known = Page(prompt), _patterns()
    _mashed(page)
    _structured(page)
    _labelled(page)
    title = page.take(known["heading"], "title") or page.take(known["title"], "title") or page.take(known["titled"], "title")
    page.take(known["location"], "what")
    avoid = refusals(page)
    count, duration = amounts(page)
    looked = [one for name, part in (("tail", "style"), ("style", "style"), ("tone", "tone")) for one in page.take_all(known[name], part)]
    looked += _describing(page)
    opening = _opening(page)
    page.take(known["within"], "what")
    looked += [opening] if opening else []
    return Directions(
        rest=page.text, scene_count=count, duration=duration, styles=_once(looked, style_words()), tones=_once(looked, tone_words()),
        genres=_once(looked, genre_words()), avoid=tuple(avoid), title=title, opening=opening,
    )  # fmt: skip


def _mashed(page: Page) -> None:
    """'Roméo et Juliette rencontre l'Antarctique', 'Blade Runner à la campagne': films to think of; a place that is named stays."""
    for name in ("meets", "but", "only"):
        hit = _patterns()[name].search(page.text)
        if hit is None or (name != "meets" and hit.group("one").split(" ")[0] in _first_names()):
            continue
        if name != "meets":
            page.blank(hit.start(), hit.end())
            continue
        known = entries().get(re.sub(r"^(?:l'|la |le |les )", "", hit.group("two").lower()))
        page.blank(hit.start(), hit.start("two") if known is not None and known.sorts[0] == "place" else hit.end())


@spoken
def _first_names() -> frozenset[str]:
    return frozenset(one for group in nouns().first_names.values() for one in group) - {"Romeo", "Roméo", "Hamlet"}


def _labelled(page: Page) -> None:
    """'Lieu : un hôtel' says in a heading what 'dans un hôtel' says in words of no greater length."""
    for word, names in closed().labels.items():
        pattern = rf"(?:(?<=^)|(?<=[.;\n!?,]))[ \t]*(?P<label>(?:{names})\s*[:=])"
        for hit in list(re.finditer(pattern, page.text, re.I)):
            start, end = hit.span("label")
            page.text = page.text[:start] + word.strip("-").ljust(end - start) + page.text[end:]


def _structured(page: Page) -> None:
    """'Le voyage du héros d'une chevrière': how it is told, and no journey of anybody's."""
    for known in structure_words().values():
        for word in (one for one in known.words if " " in one or one.startswith("kish")):
            hit = re.search(
                rf"(?<!\w)(?:(?:l[ea]|el|en|une?|una)\s+)?{re.escape(word)}(?!\w)\s*(?:d'(?=une?\b)|de\s+(?=una?\b)|sobre\b|sur\b|[:,])?",
                page.text,
                re.I,
            )
            if hit is not None and word not in genre_words():
                page.blank(*hit.span())


def _opening(page: Page) -> Said | None:
    """'Fais-moi un western triste sur': who asks, and for what kind of film; the words that say the kind."""
    for name in ("film", "kind"):
        hit = _patterns()[name].match(page.text)
        if hit is not None and _says_kind(page.text[hit.start() : hit.end()], hit.group("kind")):
            said = page.said(hit.group(), *hit.span())
            page.blank(*hit.span())
            return said
    for name in ("ask", "what_if"):
        hit = _patterns()[name].match(page.text)
        if hit is not None and hit.group().strip(" \"'«¿¡.,;:-"):
            page.blank(*hit.span())
    return None


def _says_kind(whole: str, kind: str) -> bool:
    """A film of some kind, not yet its story: nobody acts in it."""
    return not re.search(r"\b(?:qui|que|donde|où|veut|doit|quiere|debe|tiene)\b", kind) and len(kind.split()) < 9 and bool(whole.strip())


def _describing(page: Page) -> list[Said]:
    """Whole clauses that say only how the film looks or feels: 'sombre et tendu'."""
    found: list[Said] = []
    for hit in list(re.finditer(r"[^.,;:!?()\n—–]+", page.text)):
        if hit.group().strip() and describes(hit.group().lower()):
            found.append(page.said(hit.group(), *hit.span()))
            page.blank(*hit.span())
    return found


def describes(clause: str) -> bool:
    """Whether at least one word of look, tone or genre stands in `clause`, and nothing else but fillers."""
    left = clause
    words = (set(tone_words()) | set(style_words()) | set(genre_words())) - film().story_too
    for word in sorted((one for one in words if one in left), key=lambda one: (-len(one), one)):
        left = re.sub(rf"(?<![\w-]){re.escape(word)}(?:s|es)?(?![\w-])", " ", left)
    return left != clause and not re.sub(film().fillers, " ", left).strip(" -'&\"«»")


def within(said: Said) -> list[tuple[str, str]]:
    """Known words of look, tone and genre inside what was said, longest first, each with its exact words, in the order they stand."""
    found: list[tuple[int, str, str]] = []
    low = said.source.lower().replace("’", "'")
    known = {*style_words(), *tone_words(), *genre_words()}
    for word in sorted((one for one in known if one in low), key=lambda one: (-len(one), one)):
        hit = re.search(rf"(?<![\w-]){re.escape(word)}(?:s|es)?(?![\w-])", low)
        if hit:
            found.append((hit.start(), word, said.source[slice(*hit.span())]))
            low = low[: hit.start()] + " " * (hit.end() - hit.start()) + low[hit.end() :]
    return [(word, source) for _, word, source in sorted(found)]


def _once(said: list[Said], table: dict[str, str]) -> tuple[Said, ...]:
    hits = [Said(table[word], source) for part in said for word, source in within(part) if word in table]
    return tuple({one.value: one for one in reversed(hits)}.values())[::-1]
