"""Which changes of a film a search for its media hears of."""

from memory.film import Delta, Film, Touch

NAMED = {"scenes": ("scene", "title"), "characters": ("character", "name"), "shots": ("shot", "description")}
"""What media are attached to, as a tie calls it, and the field that is a word of theirs then. The poster is the film's own title."""


def touches_media(delta: Delta, film: Film) -> bool:
    """Whether a change touched media of the film as it is now, or the name of something they are attached to."""
    if any(touch.kind == "media" for touch in delta):
        return True
    named = {tie for touch in delta if (tie := _named(touch)) is not None}
    return bool(named) and any(tie in named for row in film.media.values() for tie in row.tied)


def _named(touch: Touch) -> str | None:
    """The tie to what has another name now, has come or has gone."""
    kind, field = NAMED.get(touch.kind, ("", "title"))
    if touch.before is not None and touch.after is not None and field not in touch.after:
        return None
    if touch.kind == "header":
        return "poster"
    return f"{kind}:{touch.id}" if kind else None
