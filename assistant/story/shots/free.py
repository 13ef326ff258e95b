"""Coverage of a scene told in free text, such as one a person typed in, in any of the three languages."""

import re
from collections.abc import Sequence
from zlib import crc32

from .. import lexicon
from ..model import FPS, PlannedShot, Turn
from .coverage import shoot
from .look import Look, Position
from .words import shot_words

_STOP = re.compile(r"[.!?…]+(?:[\s\u00a0\u202f]?»|[”’)\]])*(?=\s)|\n+")
_OPENS = re.compile(r"\s*[¿¡«“\"'(—–-]*\s*(?=(.))")
_LONG = 14
"""Words from which a sentence may hold two moments."""


def cover(
    *,
    description: str,
    key_actions: tuple[str, ...],
    names: tuple[str, ...],
    location: str,
    time_of_day: str,
    frames: int,
    position: Position = "middle",
    language: str = "en",
    people: tuple[str, ...] | None = None,
    fresh_place: bool = True,
    function: str = "",
    turn: Turn | None = None,
    before: Sequence[PlannedShot] = (),
    fps: int = FPS,
    take: int = 0,
) -> tuple[PlannedShot, ...]:
    """Shots for a scene told in free text; their frames add up to `frames`.

    `people` are keys for `names`, in the same order; without them the names are the keys. `take` counts how often the scene has been
    covered: another take chooses other moments. A language that is not known is read as English. The rest is as in `shoot`.
    Raises ValueError when `frames` is less than one.
    """
    with lexicon.speaking(language if language in lexicon.LANGUAGES else "en"):
        keys = dict(zip(names, people or names, strict=False))
        looks = _looks(description, key_actions, keys, location, time_of_day, take)
        return shoot(
            looks, frames=frames, position=position, fresh_place=fresh_place, function=function, turn=turn,
            people=tuple(keys.values()), before=before, fps=fps,
        )  # fmt: skip


def sentences(text: str) -> list[str]:
    """The sentences of `text` in the language spoken: abbreviations and speech that goes on ("« Non ! » dit-elle") end none."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if _ends(text, start, stop):
            found.append(text[start : stop.end()])
            start = stop.end()
    return [made for part in (*found, text[start:]) if (made := _sentence(part))]


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    if not stop.group().strip():
        return True
    word = re.search(r"[\w']+$", text[start : stop.start()])
    if stop.group() == "." and word and (word.group() in shot_words().abbreviations or re.fullmatch(r"[A-ZÉ]", word.group())):
        return False
    following = _OPENS.match(text, stop.end())
    return not (stop.group()[0] in "!?…" and following is not None and following.group(1).islower())


def _looks(description: str, key_actions: tuple[str, ...], keys: dict[str, str], location: str, time_of_day: str, take: int) -> list[Look]:
    told = sentences(description)
    seen = [Look(_establishing(told, location, time_of_day), "place", shown("".join(told[:1]), keys))]
    moments = [made for action in key_actions if (made := _sentence(action))] or [part for one in told[1:] for part in _moments(one)]
    seen += [Look(what, "action", shown(what, keys)) for what in _turned(moments, take)]
    named = [name for name in keys if name.strip()]
    for name in (named[take % len(named) :] + named[: take % len(named)])[:2] if named else ():
        seen.append(Look(_reaction(name.strip(), description, take), "face", (keys[name],)))
    if named:
        seen.append(Look(shot_words().release.format(name=named[0].strip()), "release", (keys[named[0]],)))
    return list({look.what: look for look in seen}.values())


def _turned(moments: list[str], take: int) -> list[str]:
    """On another take the scene starts later: the first moments are left to the cut."""
    return moments[take % max(1, len(moments) // 2 + 1) :]


def _moments(sentence: str) -> list[str]:
    """A long sentence in the pieces that follow one another."""
    if len(sentence.split()) < _LONG:
        return [sentence]
    head, *tail = re.split(shot_words().joins, sentence, maxsplit=1, flags=re.I)
    whole = tail and min(len(part.split()) for part in (head, *tail)) > 3
    return [_sentence(part) for part in (head, *tail)] if whole else [sentence]


def shown(text: str, keys: dict[str, str]) -> tuple[str, ...]:
    """Who is named in a text, by key, in the order of naming; a first name is enough."""
    places = {key: at for name, key in keys.items() if (at := _named(text, name)) >= 0}
    return tuple(sorted(places, key=places.__getitem__))


def _named(text: str, name: str) -> int:
    for form in dict.fromkeys((name.strip(), name.strip().split(" ")[0])):
        if len(form) > 1 and (found := re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text)):
            return found.start()
    return -1


def _establishing(told: list[str], location: str, time_of_day: str) -> str:
    where = location.strip() or shot_words().place
    when = f", {time_of_day.strip()}" if time_of_day.strip() else ""
    slug = f"{where[0].upper()}{where[1:]}{when}"
    if not told:
        return f"{slug}."
    plain = told[0].split(" ", 1)[0].lower() in shot_words().small
    return f"{slug}: {told[0][0].lower() + told[0][1:] if plain else told[0]}"


def _reaction(name: str, salt: str, take: int) -> str:
    pool = shot_words().reactions
    return pool[(crc32(f"{name}|{salt}".encode(errors="surrogatepass")) + take) % len(pool)].format(name=name)


def _sentence(text: str) -> str:
    clean = " ".join(text.split())
    return clean[:1].upper() + clean[1:] + ("" if clean.endswith((".", "!", "?", "…", "»", "”", '"')) else ".") if clean else ""
