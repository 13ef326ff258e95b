"""Does the film hold together? What does not add up, and putting it right by number."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from assistant import film as films
from assistant.access import Role
from assistant.errors import Conflict, Invalid, NotFound
from assistant.operation import operation
from assistant.operations.fields import AboutProject, OnProject, Place
from assistant.operations.scenes import MoveScene, UpdateScene, move_scene, update_scene
from assistant.operations.sequences import RetimeFilm, retime_film
from assistant.operations.shots import UpdateShot, update_shot
from assistant.story.continuity import Note, Repair, Severity, check, checked, script_of_film
from assistant.story.continuity import notes as proposed
from assistant.views import SceneView, scene_view
from assistant.work import Work
from memory import sessions

LOOKED_BACK = 60
"""Events of the conversation in which a list of findings still counts as the last one told."""
Tongue = Literal["en", "fr", "es"]


class Spot(Struct, frozen=True, kw_only=True):
    """A scene that a finding is about."""

    id: str
    number: int
    title: str


class Found(Struct, frozen=True, kw_only=True):
    """One thing that does not add up. `key` stays the same while the fault is there; `because` quotes the film; `offer` says what
    its repair would do, None where only the writer can decide."""

    number: int
    key: str
    rule: str
    severity: Severity
    scenes: list[Spot]
    said: str
    because: str
    offer: str | None


class Checked(Struct, frozen=True, kw_only=True):
    """All findings, the gravest first; `project` is its id, `checked` says what was looked at."""

    project: str
    title: str
    notes: list[Found]
    errors: int
    warnings: int
    hints: int
    checked: str


class Repaired(Struct, frozen=True, kw_only=True):
    """What was put right; `scene` as it is now where it is about one; `left` is what remains, numbered anew."""

    repaired: Found
    scene: SceneView | None
    left: Checked


class CheckProject(AboutProject[Checked], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Find what does not add up in the film: order, presence, time, knowledge, things, lengths, repetition."""

    language: Tongue = "en"


class RepairProject(OnProject[Repaired], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Carry out the repair of one finding: by its number in the last check told in this conversation, or by its key."""

    number: Place | None = None
    finding: Annotated[str, Meta(min_length=1, max_length=40)] | None = None
    language: Tongue = "en"


@operation("project.check", needs=Role.VIEWER)
def check_project(work: Work, command: CheckProject) -> Checked:
    return _checked(work, command.language)


@operation("project.repair", needs=Role.EDITOR)
def repair_project(work: Work, command: RepairProject) -> Repaired:
    notes = check(script_of_film(work.film), command.language)
    place = _meant(work, command, notes)
    found = _found(place + 1, notes[place])
    repair = notes[place].repair
    if repair is None:
        raise Invalid(
            f"{found.said} Only you can decide how to put that right.",
            field="number",
            remedy="Change the scene yourself, then check again.",
            why="only_you",
            values={"said": found.said},
        )
    _carry_out(work, repair)
    scene = work.film.scenes.get(found.scenes[0].id) if len(found.scenes) == 1 else None
    left = _checked(work, command.language)
    return Repaired(repaired=found, scene=scene_view(work.film, scene) if scene else None, left=left)


def _checked(work: Work, language: Tongue) -> Checked:
    notes = check(script_of_film(work.film), language)
    counts = {kind: sum(note.severity == kind for note in notes) for kind in ("error", "warning", "hint")}
    return Checked(
        project=work.project.id,
        title=work.film.header.title,
        notes=[_found(number, note) for number, note in enumerate(notes, start=1)],
        errors=counts["error"],
        warnings=counts["warning"],
        hints=counts["hint"],
        checked=checked(language),
    )


def _found(number: int, note: Note) -> Found:
    return Found(
        number=number,
        key=note.key,
        rule=note.rule,
        severity=note.severity,
        scenes=[Spot(id=spot.id, number=spot.number, title=spot.title) for spot in note.scenes],
        said=note.said,
        because=note.because,
        offer=note.offer or None,
    )


def _meant(work: Work, command: RepairProject, notes: tuple[Note, ...]) -> int:
    """The finding that is meant, as an index into `notes`. Raises NotFound or Conflict when it is not there (any more)."""
    if not notes:
        raise NotFound(
            "There is nothing to repair: nothing was found that does not add up.",
            remedy="Change something, then check again.",
            why="nothing_to_repair",
        )
    keys = [note.key for note in notes]
    told = _last_told(work) or keys
    key = command.finding or _numbered(told, command.number, notes)
    if key not in keys:
        raise Conflict(
            "That is no longer so: the film has changed since the check.",
            remedy="Ask for the check again.",
            why="no_longer_so",
            finding=key,
        )
    return keys.index(key)


def _numbered(told: list[str], number: Place | None, notes: tuple[Note, ...]) -> str:
    """The key under a number; without one, the first that can be repaired."""
    if number is None:
        able = next((note.key for note in notes if note.repair is not None), None)
        if able is None:
            raise Invalid(
                "None of the findings can be repaired without you.",
                field="number",
                remedy="Change the scenes, then check again.",
                why="none_repairable",
            )
        return able
    place = 1 if number == "start" else len(told) if number == "end" else number
    if not 1 <= place <= len(told):
        raise NotFound(
            f"There is no finding {place}; there are {len(told)}.",
            remedy="Ask for the check again.",
            why="no_finding",
            values={"count": len(told)},
            number=place,
        )
    return told[place - 1]


def _last_told(work: Work) -> list[str]:
    """The keys of the findings as they were last told in this conversation about this project, in their order; [] if they were not."""
    session = work.session
    for event in reversed(sessions.page(work.db, session.id, max(0, session.seq - LOOKED_BACK), LOOKED_BACK)):
        if event.type != "ai-response" or '"project.' not in event.payload:
            continue
        for view in msgspec.json.decode(event.payload).get("views") or ():
            told = {"project.check": view.get("result"), "project.repair": (view.get("result") or {}).get("left")}.get(
                view.get("operation")
            )
            if told and told.get("project") == work.project.id:
                return [str(note["key"]) for note in told["notes"]]
    return []


def _carry_out(work: Work, repair: Repair) -> None:
    """The repair as the command that a person would give for it; all of it is one change."""
    match repair:
        case proposed.SetTime():
            update_scene(work, UpdateScene(scene=repair.scene, time_of_day=repair.time_of_day))
            for shot in repair.shots:
                update_shot(work, UpdateShot(scene=repair.scene, shot=shot.shot, description=shot.description))
        case proposed.SetPlace():
            update_scene(work, UpdateScene(scene=repair.scene, location=repair.location))
        case proposed.AddPerson():
            update_scene(work, UpdateScene(scene=repair.scene, add_character=repair.person))
        case proposed.RemovePerson():
            present = work.film.scenes[repair.scene].characters
            stay = [one for one in present if one != repair.person and one in work.film.characters]
            update_scene(work, UpdateScene(scene=repair.scene, characters=stay))
        case proposed.MoveBefore():
            move_scene(work, MoveScene(scene=repair.scene, before=repair.before))
        case proposed.Retitle():
            update_scene(work, UpdateScene(scene=repair.scene, title=repair.title))
        case proposed.ChangeWords():
            description = work.film.scenes[repair.scene].description.replace(repair.was, repair.now, 1)
            update_scene(work, UpdateScene(scene=repair.scene, description=description))
        case _:
            _retime(work, repair)


def _retime(work: Work, repair: Repair) -> None:
    match repair:
        case proposed.RetimeScene():
            least = len(films.shots_of(work.film, repair.scene)) / work.film.header.fps
            update_scene(work, UpdateScene(scene=repair.scene, duration=max(repair.seconds, least)))
        case proposed.RetimeShot():
            update_shot(work, UpdateShot(scene=repair.scene, shot=repair.shot, duration=repair.seconds))
        case proposed.RetimeFilm():
            retime_film(work, RetimeFilm(duration=repair.seconds))
        case proposed.SetShotKind():
            kind: Any = {"type": repair.type, "camera_movement": repair.movement}
            update_shot(work, UpdateShot(scene=repair.scene, shot=repair.shot, **kind))
