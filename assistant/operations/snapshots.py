"""Snapshots: a film kept under a name, to go back to. Going back is a change like any other, and can be undone."""

from typing import Any

from msgspec import Struct

from assistant import film as films
from assistant.access import Role
from assistant.changes import difference
from assistant.errors import NotFound
from assistant.events import ProjectChanged
from assistant.operation import operation
from assistant.operations.fields import AboutProject, OnProject, Title
from assistant.views import iso
from assistant.work import Work
from memory import changes
from memory.changes import Snapshot


class SnapshotView(Struct, frozen=True, kw_only=True):
    name: str
    taken_at: str
    scenes: int
    duration: float


class SnapshotList(Struct, frozen=True, kw_only=True):
    snapshots: list[SnapshotView]


class TakeSnapshot(OnProject[SnapshotView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keep the film as it is now under a name."""

    name: Title


class ListSnapshots(AboutProject[SnapshotList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List the snapshots."""


class RestoreSnapshot(OnProject[SnapshotView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make the film what it was at a snapshot."""

    name: Title
    confirmed: bool = False


@operation("snapshot.take", needs=Role.EDITOR)
def take_snapshot(work: Work, command: TakeSnapshot) -> SnapshotView:
    snapshot = Snapshot(name=command.name, film=films.beside(work.film), change_seq=work.project.change_seq, at=work.now)
    changes.take_snapshot(work.db, work.project.id, snapshot)
    work.record(ProjectChanged(project_id=work.project.id, operation="snapshot.take"))
    return _view(snapshot)


@operation("snapshot.list", needs=Role.VIEWER)
def list_snapshots(work: Work, command: ListSnapshots) -> SnapshotList:
    return SnapshotList(snapshots=[_view(each) for each in changes.list_snapshots(work.db, work.project.id)])


def what_goes(work: Work, command: RestoreSnapshot) -> dict[str, Any]:
    """What differs from now."""
    snapshot = _named(work, command.name)
    now = films.beside(work.film)
    return {"name": snapshot.name, "differences": len(difference(now, snapshot.film)), "taken_at": iso(snapshot.at)}


@operation("snapshot.restore", needs=Role.EDITOR, asks=what_goes)
def restore_snapshot(work: Work, command: RestoreSnapshot) -> SnapshotView:
    snapshot = _named(work, command.name)
    work.film = films.beside(snapshot.film, work.film)
    return _view(snapshot)


def _named(work: Work, name: str) -> Snapshot:
    kept = changes.list_snapshots(work.db, work.project.id)
    found = next((each for each in kept if each.name.casefold() == name.casefold()), None)
    if found is None:
        names = [each.name for each in kept]
        raise NotFound(
            f"There is no snapshot called {name}.",
            remedy=f"The snapshots are: {', '.join(names) or 'none yet'}.",
            why="no_snapshot",
            values={"names": names},
            name=name,
        )
    return found


def _view(snapshot: Snapshot) -> SnapshotView:
    return SnapshotView(
        name=snapshot.name, taken_at=iso(snapshot.at), scenes=len(snapshot.film.scenes), duration=films.duration(snapshot.film)
    )
