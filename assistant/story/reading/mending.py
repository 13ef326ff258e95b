"""The prompt as it was meant: straight quotes, slips of the keyboard, marks of lists, capitals; each change can be traced back."""

import re
from collections.abc import Callable

from msgspec import Struct

from ..lexicon import event_kind_of, named_place_of, place_kind_of, spoken, trade_of, verbs, words

_TITLE = re.compile(r"\b(Dr|Mr|Mrs|Ms|St|Prof|Sgt|Capt|Lt|Col|Gen)\.(?=\s+\w)", re.I)
_BULLET = re.compile(r"(^|\n)([ \t]*)([-*•–—]|\d{1,2}[.)])(?=\s+\S)")
_NUMBERED = re.compile(r"(?:(?<=^)|(?<=\s))\d{1,2}[.)](?=\s+[A-Z])")
_CALLED = re.compile(
    r"\b(?:named|called|nicknamed)\s+(?!(?:the|an?|in|by|to|on|for|out|it|him|her|them|up|off|back|home|from|at|upon)\b)([a-z])"
)
_NICKNAME = re.compile(r"(?<![\w-])[A-Z][\w-]+ [\"“(](?P<called>[A-Z][\w-]+)[\"”)](?= [A-Z])")
"""'Wilhelmina "Billie" Stone' is called Billie."""
_SHORT_LINE = 60


class Mended(Struct, frozen=True):
    """`text` is what is read; `origin[i]` says where its i-th character stands in `prompt` (one more than `text` is long)."""

    text: str
    prompt: str
    origin: tuple[int, ...]

    def exact(self, source: str) -> str:
        """The very words of the prompt behind `source`, which was read from `text`."""
        if source in self.prompt:
            return source
        spread = r"\W+".join(map(re.escape, re.findall(r"[\w'’-]+", source))) or re.escape(source)
        hit = re.search(spread, self.text, re.I) or re.search(re.escape((source.split() or [source])[0]), self.text, re.I)
        return self.prompt[self.origin[hit.start()] : self.origin[hit.end()]].strip() if hit else self.prompt.strip()


def mend(prompt: str) -> Mended:
    """Read over what is only a matter of typing, so that everything after it may rely on plain text."""
    page = _Typed(prompt)
    page.each(r"[’‘`]", lambda hit: "'")
    if _shouted(prompt):
        page.each(r"[^\W\d_]+", lambda hit: hit.group().lower())
    page.each(_TITLE, lambda hit: f"{hit.group(1)} ")
    page.each(_NICKNAME, lambda hit: hit.group("called"))
    _unlist(page)
    page.each(r"(?<=[^\n])\n(?=[^\n])", lambda hit: " ")
    page.each(r"[^\W\d_]{3,}", lambda hit: _respelt(hit.group(), hit.start() > 0))
    page.each(_CALLED, lambda hit: hit.group()[:-1] + hit.group(1).upper())
    if page.text == page.text.lower():
        page.each(_places(), lambda hit: _named(hit.group()))
    return Mended(page.text, prompt, tuple(page.origin))


class _Typed:
    """A text while it is being changed, with the place each character came from."""

    def __init__(self, prompt: str) -> None:
        self.text, self.origin = prompt, list(range(len(prompt) + 1))

    def each(self, pattern: str | re.Pattern[str], change: Callable[[re.Match[str]], str]) -> None:
        """Put `change(match)` in place of every match that it changes."""
        for hit in reversed(list(re.finditer(pattern, self.text))):
            new = change(hit)
            if new == hit.group():
                continue
            start, end = hit.span()
            kept = self.origin[start:end]
            inner = (kept + [kept[-1]] * len(new))[: len(new)]
            self.text = self.text[:start] + new + self.text[end:]
            self.origin[start:end] = inner


def _shouted(prompt: str) -> bool:
    letters = [letter for letter in prompt if letter.isalpha()]
    return len(letters) > 12 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def _unlist(page: _Typed) -> None:
    """Marks before the items of a list, and ends of short lines, part sentences; wrapped lines run on."""
    if len(_NUMBERED.findall(page.text)) > 1:
        page.each(_NUMBERED, lambda hit: ";" + " " * (len(hit.group()) - 1))
    page.each(_BULLET, lambda hit: f"{hit.group(1)}{hit.group(2)};{' ' * (len(hit.group(3)) - 1)}")
    page.each(r"(?m)(?<=[^\s.,;:!?…])([ \t]*)\n(?=[ \t]*\n)", lambda hit: f"{hit.group(1)};")
    lines = page.text.split("\n")
    if all(len(line) <= _SHORT_LINE for line in lines):
        page.each(r"(?<=[^\s.,;:!?…])([ \t]*)\n", lambda hit: f"{hit.group(1)};")


def _respelt(word: str, inside: bool) -> str:
    low = word.lower()
    meant = words().slips.get(low) or ("" if inside and word[0].isupper() else _near(low))
    if not meant:
        return word
    return meant.capitalize() if word[0].isupper() else meant


def _near(low: str) -> str:
    """A word of direction that `low`, which is no word we know, is one slip away from."""
    if len(low) < 5 or low in words().directing or low in _known():
        return ""
    return next((meant for meant in words().directing if meant[0] == low[0] and _one_slip(low, meant)), "")


def _one_slip(low: str, meant: str) -> bool:
    """One letter too many, too few, wrong, or two changed about."""
    at = next((i for i, (a, b) in enumerate(zip(low, meant, strict=False)) if a != b), min(len(low), len(meant)))
    rest, aim = low[at:], meant[at:]
    return rest[1:] == aim or rest == aim[1:] or rest[1:] == aim[1:] or (rest[1::-1] == aim[:2] and rest[2:] == aim[2:])


@spoken
def _known() -> frozenset[str]:
    known = {one for table in (trade_of(), place_kind_of(), event_kind_of()) for one in table}
    known |= {verb for kind in verbs().values() for verb in kind}
    return frozenset(known | words().adjectives | words().abstract | words().not_slips)


@spoken
def _places() -> re.Pattern[str]:
    known = sorted((one for one in named_place_of() if one not in words().common_places), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, known))})(?![\w-])")


def _named(low: str) -> str:
    return re.sub(r"\b[^\W\d_]", lambda hit: hit.group().upper(), low)
