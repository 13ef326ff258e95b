"""The change log in words, and walking it: undo, redo."""

from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import Meta, Struct
from rapidfuzz import fuzz

from assistant import film as films
from assistant.access import Role
from assistant.changes import apply, reverse
from assistant.errors import Conflict, Invalid, NotFound
from assistant.operation import operation
from assistant.operations.fields import AboutProject, OnProject
from assistant.views import iso
from assistant.work import Work
from memory import changes, people
from memory.changes import Change
from memory.film import Film, Touch

Steps = Annotated[int, Meta(ge=1, le=1000)]
CLOSE_ENOUGH = 60
"""rapidfuzz's score from which a description is taken to mean a change."""


FILLERS = frozenset(
    ["what", "i", "we", "did", "have", "done", "made", "to", "the", "my", "a", "an", "of", "that", "this", "last", "thing", "things"]
)
"""Words that say that something was done, and nothing about what."""


class Touched(Struct, frozen=True, kw_only=True):
    """One thing a change touched: what it is called now or was called, and the fields that differ (numbers of frames as seconds)."""

    kind: str
    label: str
    verb: str
    fields: dict[str, tuple[Any, Any]]


class ChangeView(Struct, frozen=True, kw_only=True):
    """`verb` of each touched thing is added, removed or changed. `by` is the person's name."""

    number: int
    operation: str
    by: str
    at: str
    touched: list[Touched]
    undone: bool
    undoes: int | None


class History(Struct, frozen=True, kw_only=True):
    changes: list[ChangeView]


class Walked(Struct, frozen=True, kw_only=True):
    """What was undone or redone, in the order it happened; `left` is how many more can be."""

    changes: list[ChangeView]
    left: int


class ListHistory(AboutProject[History], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tell what was done to the project, latest first."""

    limit: Steps = 20


class Undo(OnProject[Walked], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Take back your last changes: a number of steps, one by its number in the history, or those that fit a description."""

    steps: Steps = 1
    change: Steps | None = None
    what: Annotated[str, Meta(max_length=200)] | None = None


class Redo(OnProject[Walked], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Do again what was undone last."""

    steps: Steps = 1


@operation("history.list", needs=Role.VIEWER)
def list_history(work: Work, command: ListHistory) -> History:
    log = changes.since(work.db, work.project.id)
    return History(changes=in_words(work, reversed(log[-command.limit :])))


@operation("history.undo", needs=Role.EDITOR)
def undo(work: Work, command: Undo) -> Walked:
    chosen = _to_undo(work, command)
    for change in chosen:
        _take_back(work, change, "history.undo")
    return Walked(changes=in_words(work, chosen), left=len(_undoable(work, changes.since(work.db, work.project.id))))


@operation("history.redo", needs=Role.EDITOR)
def redo(work: Work, command: Redo) -> Walked:
    log = changes.since(work.db, work.project.id)
    undone = _redoable(work, log)
    if not undone:
        raise NotFound(
            "There is nothing to redo.",
            remedy="Only what was undone last, with nothing new since, can be redone.",
            why="nothing_to_redo",
        )
    chosen = undone[: command.steps]
    by_number = {change.seq: change for change in log}
    originals = [by_number[change.undoes] for change in chosen if change.undoes]
    for change in chosen:
        _take_back(work, change, "history.redo")
        changes.mark_undone(work.db, work.project.id, int(change.undoes or 0), None)
    return Walked(changes=in_words(work, originals), left=len(undone) - len(chosen))


def _take_back(work: Work, change: Change, operation_name: str) -> None:
    """Apply a change backwards as a change of its own, and mark it. Raises Conflict before anything is written."""
    try:
        work.film = apply(work.film, reverse(change.delta))
    except Conflict as conflict:
        others = _later_by_others(work, change)
        if others:
            raise Conflict(
                f"{conflict.message} {others} changed it after you.",
                remedy=conflict.remedy,
                why="changed_by_others",
                values={"others": others},
                **conflict.data,
            ) from conflict
        raise
    seq = work.finish(operation_name, undoes=change.seq)
    if seq is None:
        # Its effect is there no longer (something else brought back the same state): it counts as undone all the same.
        seq = change.seq
    changes.mark_undone(work.db, work.project.id, change.seq, seq)


def _to_undo(work: Work, command: Undo) -> list[Change]:
    log = changes.since(work.db, work.project.id)
    if command.change is not None:
        return [_numbered(log, command.change)]
    mine = _undoable(work, log)
    if not mine:
        raise NotFound("There is nothing to undo.", remedy="Ask for the history to see what was done.", why="nothing_to_undo")
    if command.what is not None:
        return _fitting(work, mine, command.what)
    return mine[: command.steps]


def _numbered(log: list[Change], number: int) -> Change:
    change = next((change for change in log if change.seq == number), None)
    if change is None:
        raise NotFound(f"There is no change {number} in the history.", why="no_change", change=number)
    if change.undone_by is not None:
        raise Invalid(f"Change {number} is undone already.", why="undone_already", values={"change": number}, field="change")
    return change


def _undoable(work: Work, log: list[Change]) -> list[Change]:
    """The actor's own changes that still have their effect, latest first; the preview's making is where the film begins."""
    beginning = 1 if log and log[0].operation in ("project.generate", "project.duplicate", "project.open") else 0
    return [
        change
        for change in reversed(log[beginning:])
        if change.undoes is None and change.undone_by is None and change.actor == work.by.user_id
    ]


def _redoable(work: Work, log: list[Change]) -> list[Change]:
    """Undoings by the actor that came after their last new change, latest first."""
    found = []
    for change in reversed(log):
        if change.actor != work.by.user_id:
            continue
        if change.undoes is None:
            break
        if change.operation == "history.undo" and change.undone_by is None:
            found.append(change)
    return found


def _fitting(work: Work, mine: list[Change], what: str) -> list[Change]:
    """The latest run of changes that fit a description like "the ending", "the rename" or "scene three"."""
    asked = " ".join(word for word in what.casefold().split() if word not in FILLERS) or what.casefold()
    scored = [(fuzz.token_set_ratio(asked, _described(work, change)), change) for change in mine]
    best = max((score for score, _ in scored), default=0)
    if best < CLOSE_ENOUGH:
        raise NotFound(
            f"None of your changes fits “{what}”.",
            remedy="Ask for the history, and undo one by its number.",
            why="no_change_fits",
            values={"what": what},
        )
    fitting = [change for score, change in scored if score >= best - 1]
    targets = {(touch.kind, touch.id) for touch in fitting[0].delta}
    about = [change for change in fitting if targets & {(touch.kind, touch.id) for touch in change.delta}]
    # What was done to a thing is not that it was made: its making is undone only when nothing else fits.
    return [change for change in about if not _makes(change, targets)] or fitting[:1]


def _makes(change: Change, targets: set[tuple[str, str]]) -> bool:
    return any(touch.before is None and (touch.kind, touch.id) in targets for touch in change.delta)


def _described(work: Work, change: Change) -> str:
    """Words by which a person may call a change."""
    subject, _, verb = change.operation.partition(".")
    words = [subject, verb]
    scenes = films.scenes(work.film)
    edges = {scenes[0].id: "opening beginning start first", scenes[-1].id: "ending end last final"} if scenes else {}
    for touch in change.delta:
        scene = _scene_of(work.film, touch)
        if scene:
            words += [f"scene {films.number(scenes, scene)}", work.film.scenes[scene].title, edges.get(scene, "")]
        words += [_label(work.film, touch), *(touch.after or touch.before or {})]
    return " ".join(words).replace("_", " ").casefold()


def _scene_of(film: Film, touch: Touch) -> str | None:
    """The scene a touched row belongs to, if it is still there."""
    if touch.kind == "scenes":
        return touch.id if touch.id in film.scenes else None
    sequence = film.shots[touch.id].sequence_id if touch.kind == "shots" and touch.id in film.shots else touch.id
    return film.sequences[sequence].scene_id if sequence in film.sequences else None


def in_words(work: Work, log: Iterable[Change]) -> list[ChangeView]:
    """Changes as people read them; scenes are told instead of the shots that only follow them."""
    names: dict[str, str] = {}
    for change in (log := list(log)):
        if change.actor not in names:
            person = people.user(work.db, change.actor)
            names[change.actor] = person.name if person else change.actor
    return [
        ChangeView(
            number=change.seq,
            operation=change.operation,
            by=names[change.actor],
            at=iso(change.at),
            touched=_touched(work.film, change, work.by.user_id),
            undone=change.undone_by is not None,
            undoes=change.undoes,
        )
        for change in log
    ]


def _touched(film: Film, change: Change, reader: str) -> list[Touched]:
    """What a change touched, told to `reader`: other people's notes are none of theirs."""
    lengths: dict[str, list[int]] = {}
    told: list[Touched] = []
    for touch in change.delta:
        if touch.kind in ("scenes", "characters", "header", "media") or _own_note(touch, reader):
            told.append(_told(film, touch))
        elif touch.kind == "shots":
            lost, gained = ((side or {}).get("frames", 0) for side in (touch.before, touch.after))
            lengths.setdefault(_scene_of(film, touch) or "", []).append(gained - lost)
            if set(touch.after or touch.before or {}) - {"frames"} and touch.before and touch.after:
                told.append(_told(film, touch))
    present = {touch.id for touch in change.delta if touch.kind == "scenes" and (touch.before is None or touch.after is None)}
    for scene_id, steps in lengths.items():
        if scene_id and scene_id not in present and sum(steps):
            told.append(_longer(film, scene_id, sum(steps)))
    return told


def _own_note(touch: Touch, reader: str) -> bool:
    return touch.kind == "notes" and (touch.after or touch.before or {}).get("user_id") == reader


def _told(film: Film, touch: Touch) -> Touched:
    verb = "added" if touch.before is None else "removed" if touch.after is None else "changed"
    hidden = {"order", "why", "inner", "premise", "plan", "frames", "camera", "guide"}
    names = [name for name in (touch.after or {}) if name not in hidden] if verb == "changed" else []
    fields = {name: ((touch.before or {}).get(name), (touch.after or {}).get(name)) for name in names}
    fields |= _step(touch)
    moved = verb == "changed" and "order" in (touch.after or {})
    return Touched(kind=_kind(touch), label=_label(film, touch), verb="moved" if moved and not fields else verb, fields=fields)


def _step(touch: Touch) -> dict[str, tuple[Any, Any]]:
    """From which of the guided steps to which, where that is another."""
    sides = [(side or {}).get("guide") or {} for side in (touch.before, touch.after)]
    was, now = (side.get("current") for side in sides)
    return {"step": (was, now)} if touch.kind == "header" and was != now else {}


def _longer(film: Film, scene_id: str, frames: int) -> Touched:
    step = films.seconds(film, frames)
    return Touched(kind="scene", label=film.scenes[scene_id].title, verb="longer" if step > 0 else "shorter", fields={"by": (0, abs(step))})


def _kind(touch: Touch) -> str:
    return "project" if touch.kind == "header" else touch.kind.removesuffix("s")


def _label(film: Film, touch: Touch) -> str:
    if touch.kind == "header":
        return film.header.title
    row: Any = film.rows(touch.kind).get(touch.id)
    if row is not None:
        label = getattr(row, "title", None) or getattr(row, "name", None) or getattr(row, "text", None)
    else:
        side = touch.before or touch.after or {}
        label = side.get("title") or side.get("name") or side.get("text")
    return str(label or touch.id)


def _later_by_others(work: Work, change: Change) -> str:
    """Who else touched the same things later."""
    touched = {(touch.kind, touch.id) for touch in change.delta}
    names = []
    for later in changes.since(work.db, work.project.id, change.seq):
        if later.actor != work.by.user_id and touched & {(touch.kind, touch.id) for touch in later.delta}:
            person = people.user(work.db, later.actor)
            names.append(person.name if person else later.actor)
    return ", ".join(dict.fromkeys(names))
