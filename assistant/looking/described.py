"""Words for a look at a file: from the user's words, the file's name and what was measured. Nothing is said of what is shown."""

from collections.abc import Iterable

from msgspec import Struct

from assistant.looking.appearance import Appearance
from assistant.looking.film import FilmLook
from assistant.looking.picture import PictureLook
from assistant.looking.sound import SoundLook
from assistant.looking.words import in_name, in_text

MOST_TAGS = 20
MUCH = 0.15
"""Share from which a colour of the palette is named."""
Look = PictureLook | FilmLook | SoundLook

_NAMED_USES = {
    "character": "character-design",
    "costume": "costume-design",
    "location": "environment-design",
    "environment": "environment-design",
    "storyboard": "storyboarding",
    "music": "music-reference",
    "voice": "voice-reference",
}
"""Uses that only the user can know of, by a word of theirs."""


class Described(Struct, frozen=True, kw_only=True):
    """In English. `elements` are plain phrases, one for each measured attribute; `tags` are single words of the user and the file's
    name, then those phrases; `suitable_for` are uses as the contract of AI Movie spells them."""

    description: str
    tags: tuple[str, ...]
    suitable_for: tuple[str, ...]
    elements: tuple[str, ...]


def described(look: Look, *, words: str, filename: str) -> Described:
    """`words` is what the user said of the file, `filename` the name they gave it; either may be empty."""
    told = _once((*in_text(words), *in_name(filename)))
    summary, elements = _said(look)
    return Described(
        description=" ".join(filter(None, (_sentence(words or " ".join(in_name(filename))), _sentence(summary)))),
        tags=_once((*told, *elements))[:MOST_TAGS],
        suitable_for=_once((*(_NAMED_USES[word] for word in told if word in _NAMED_USES), *_uses(look))),
        elements=elements,
    )


def _said(look: Look) -> tuple[str, tuple[str, ...]]:
    """A sentence, and the phrases in it."""
    if isinstance(look, SoundLook):
        return _said_of_sound(look)
    seen, shape = look.appearance, _shape(look.width, look.height)
    if isinstance(look, FilmLook):
        what = f"film of {_seconds(look.duration)} in {_count(len(look.changes) + 1, 'shot')}"
        elements = (*_looks(seen), shape, "with sound" if look.has_sound else "without sound")
    else:
        what, elements = "picture", (*_looks(seen), shape, *_built(look))
    return f"A {seen.tone.word}, {seen.light.word} {what}: {', '.join(elements[2:])}", elements


def _said_of_sound(look: SoundLook) -> tuple[str, tuple[str, ...]]:
    level = f" at {look.loudness:.1f} LUFS" if look.loudness is not None else ""
    channels = _channels(look.channels)
    return f"A {look.word} sound of {_seconds(look.duration)}{level}, {channels}", (f"{look.word} sound", channels)


def _looks(seen: Appearance) -> tuple[str, ...]:
    """Tones and light first, and last the names of the colours that are much of it."""
    colours = _once(swatch.name for swatch in seen.palette if swatch.share >= MUCH)
    return (
        f"{seen.tone.word} tones",
        f"{seen.light.word} light",
        f"{seen.contrast.word} contrast",
        "no colour" if seen.tone.saturation == "colourless" else f"{seen.tone.saturation} colours",
        *colours,
    )


def _built(look: PictureLook) -> Iterable[str]:
    if look.sharpness.word != "plain":
        yield f"{look.sharpness.word} edges"
    weights = {"even": "even weight", "centre": "weight in the centre"}
    yield weights.get(look.composition.word, f"weight to the {look.composition.word}")
    if look.composition.symmetry > 0.9:
        yield "symmetrical"


def _shape(width: int, height: int) -> str:
    ratio = width / height
    return "portrait format" if ratio < 0.95 else "square format" if ratio < 1.05 else "wide format" if ratio >= 1.7 else "landscape format"


def _uses(look: Look) -> Iterable[str]:
    if isinstance(look, SoundLook):
        return ("sound-reference",) if look.word != "silent" else ()
    uses = ["mood-boarding"]
    if look.appearance.tone.saturation != "colourless":
        uses.append("colour-reference")
    if look.appearance.light.word != "balanced" or look.appearance.contrast.word == "strong":
        uses.append("lighting-reference")
    if isinstance(look, FilmLook) and look.changes:
        uses.append("editing-reference")
    return uses


def _channels(count: int) -> str:
    return {1: "mono", 2: "stereo"}.get(count, f"{count} channels")


def _seconds(duration: float) -> str:
    return f"{duration:.1f} s" if duration < 60 else f"{duration // 60:.0f} min {duration % 60:.0f} s"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[0].upper()}{text[1:].rstrip('.')}." if text else ""


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
