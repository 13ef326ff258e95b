"""What goes into understanding a sentence, and what comes out. Text and names only; no film, no database."""

from typing import Any, Literal

from msgspec import Struct, field

Slots = dict[str, Any]
NONE_OF_THEM = "none"
"""What is chosen when nothing that was offered will do."""
MADE = "$new"
"""The id of the thing that the match before makes: "add a scene at the pier and set it at dusk"."""


class Name(Struct, frozen=True, kw_only=True):
    """Something the user may mention. `kind` is project, scene, character or shot.

    `number` is its place in the order people see, from 1 (scenes, characters), or None. `id` is what operations take.
    `within` is the id of what it is part of (a shot's scene). `tags` say what else a set may be named by: a scene's time of
    day and the ids of its characters ("all night scenes", "every scene with Juno"), and so do its length in `seconds` and how many shots it
    has (`parts`), where these are known. A scene may also be called by its `place`, somebody by their part.
    """

    kind: str
    id: str
    label: str
    number: int | None = None
    within: str | None = None
    tags: tuple[str, ...] = ()
    place: str = ""
    seconds: float | None = None
    parts: int | None = None


class Vocabulary(Struct, frozen=True, kw_only=True):
    """Every name the user may mean, in the order they are shown."""

    names: tuple[Name, ...] = ()

    def of(self, kind: str) -> tuple[Name, ...]:
        return tuple(name for name in self.names if name.kind == kind)


class Choice(Struct, frozen=True, kw_only=True):
    """One numbered answer to a question: what it says, and the operation it stands for. `description` says more of it, `metadata` is
    for whoever shows it; `asks` names the slot that is to be asked for once it is chosen."""

    id: str
    label: str
    operation: str
    slots: Slots = field(default_factory=dict)
    description: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    asks: str = ""


class Pending(Struct, frozen=True, kw_only=True):
    """The question the assistant asked last. `slot` names what is missing when `kind` is slot."""

    kind: Literal["confirm", "choice", "slot"]
    operation: str
    slots: Slots = field(default_factory=dict)
    slot: str | None = None
    choices: tuple[Choice, ...] = ()


class Focus(Struct, frozen=True, kw_only=True):
    """Something just spoken of, for "it", "her", "the last one"."""

    kind: str
    id: str


class Context(Struct, frozen=True, kw_only=True):
    """What a sentence is said in. `focus` has the most recent first."""

    language: str = "en"
    focus: tuple[Focus, ...] = ()
    pending: Pending | None = None
    open_project: bool = False
    project: str = ""
    """The id of the open project, that "the film" is where no other is spoken of."""
    preview: bool = False
    """Whether that is a film that was told and is not kept yet, so that "keep it" is about it."""
    last: "Match | None" = None
    """What was done last, for "same for scene five" and "I meant dusk"."""


class Match(Struct, frozen=True, kw_only=True):
    """One understood act. `slots` are named as the operation's fields; `confidence` is 0..1; `text` is the part it came from.

    Acts of the dialogue itself are `dialog.confirm`, `dialog.deny`, `dialog.choose` {choice: id}, `chat.smalltalk` {kind}.
    """

    operation: str
    slots: Slots = field(default_factory=dict)
    confidence: float = 1.0
    source: Literal["pending", "grammar", "nearest", "model"] = "grammar"
    text: str = ""


class Unclear(Struct, frozen=True, kw_only=True):
    """Understood in part. `missing`: `slot` of `choices[0]`'s operation has to be asked for; `ambiguous`: the choices differ in
    what a name means; `uncertain`: the choices are different operations. `mentioned` is the phrase in doubt. Where a missing
    value is free text there is nothing to choose: one choice with an empty `id` and `label` carries the operation and the slots known
    so far, and is not to be shown. `done` was clear before the doubt, in the same sentence."""

    reason: Literal["missing", "ambiguous", "uncertain"]
    choices: tuple[Choice, ...]
    slot: str | None = None
    mentioned: str | None = None
    done: tuple[Match, ...] = ()


class NoMatch(Struct, frozen=True, kw_only=True):
    """Not understood, or none of our business (`out_of_scope`)."""

    text: str
    out_of_scope: bool = False


Recognition = tuple[Match, ...] | Unclear | NoMatch
