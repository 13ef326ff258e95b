"""One unit of work: the transaction, who is at work, the project and its film, and what is recorded along the way."""

import re
import time
from typing import Any

import msgspec
from sqlalchemy import Connection

from assistant.access import Actor
from assistant.changes import difference
from assistant.errors import Forbidden, NotFound, NothingOpen
from assistant.events import Emit, Event, ProjectChanged, SessionTurned, Update, ignore
from assistant.library.touched import touches_media
from assistant.tools import Tools
from memory import changes, films, media, projects, sessions
from memory.changes import Change
from memory.film import Film
from memory.projects import Project
from memory.sessions import Session


class Work:
    """Handlers read `film`, set `film` to a new one, and `record` facts; `finish` writes the difference with its change.

    Handlers never commit. To compose, call another handler with the same work: everything becomes one change, one undo.
    """

    def __init__(self, db: Connection, by: Actor, tools: Tools, emit: Emit = ignore) -> None:
        self.db = db
        self.by = by
        self.tools = tools
        self.now = time.time()
        self.events: list[Event] = []
        self._emit = emit
        self._session: Session | None = None
        self._project: Project | None = None
        self._written: Film | None = None
        self._film: Film | None = None
        self._minted: dict[str, int] = {}

    def rehearsal(self) -> "Work":
        """The same project and film, to see what handlers would make of them: nothing of it is written."""
        other = Work(self.db, self.by, self.tools)
        other.take_up(self.project)
        other._film = other._written = self.film
        return other

    def record(self, event: Event) -> None:
        """A fact, published after the commit."""
        self.events.append(event)

    def emit(self, update: Update) -> None:
        """Progress, seen at once and never stored."""
        self._emit(update)

    @property
    def session(self) -> Session:
        """The session of whoever is at work. Raises NotFound for someone without one."""
        if self._session is None:
            self._session = sessions.get(self.db, self.by.session_id)
        if self._session is None:
            raise NotFound("There is no such session.", remedy="Sign in again, or join a session first.", why="no_session")
        return self._session

    @property
    def project(self) -> Project:
        """The project the command is about."""
        if self._project is None:
            raise NothingOpen("No project is open.")
        return self._project

    def take_up(self, project: Project) -> None:
        """Work on this project from here on."""
        self._project, self._film, self._written = project, None, None
        self._minted = dict(project.minted)

    @property
    def film(self) -> Film:
        if self._film is None:
            self._film = self._written = films.load(self.db, self.project.id)
        return self._film

    @film.setter
    def film(self, film: Film) -> None:
        _ = self.film  # what it is compared with must have been read
        self._film = film

    def mint(self, prefix: str, taken: Any) -> str:
        """A new id like `scene_9`: above every number given before, even to rows that are gone."""
        pattern = re.compile(re.escape(prefix) + r"0*(\d{1,9})")
        used = [int(found[1]) for key in taken if (found := pattern.fullmatch(key))]
        self._minted[prefix] = 1 + max([self._minted.get(prefix, 0), *used])
        return f"{prefix}{self._minted[prefix]}"

    def reserve(self, row_id: str) -> None:
        """Remember an id given from outside, so that `mint` never gives it again."""
        if found := re.fullmatch(r"(.*_)0*(\d{1,9})", row_id):
            self._minted[found[1]] = max(self._minted.get(found[1], 0), int(found[2]))

    def finish(self, operation: str, *, undoes: int | None = None) -> int | None:
        """Write what differs as one change; its number, or None when nothing does."""
        if self._film is None or self._written is None or self._project is None:
            return None
        delta = difference(self._written, self._film)
        if not delta:
            return None
        seq = self._project.change_seq + 1
        films.write(self.db, self._project.id, delta)
        if touches_media(delta, self._film):
            media.bump(self.db, self._project.id)
        change = Change(seq=seq, operation=operation, actor=self.by.user_id, at=self.now, delta=delta, undoes=undoes)
        changes.append(self.db, self._project.id, change)
        self.set_project(change_seq=seq, minted=self._minted, modified_at=self.now)
        self._written = self._film
        self.record(ProjectChanged(project_id=self._project.id, operation=operation, change=seq))
        return seq

    def set_project(self, **values: Any) -> None:
        """Set columns of the project's row."""
        projects.change(self.db, self.project.id, **values)
        self._project = msgspec.structs.replace(self.project, **values)
        self._minted = dict(self._project.minted)

    def set_session(self, **values: Any) -> None:
        """Set columns of the session's row. Raises Forbidden for a guest who would take everybody to another project."""
        moved = "project_id" in values and values["project_id"] != self.session.project_id
        if moved and self.session.user_id != self.by.user_id:
            raise Forbidden(
                "This conversation is about another's project, and only they can take it elsewhere.",
                remedy="Open another project in a conversation of your own.",
                why="guest",
            )
        if moved:
            self.record(SessionTurned(session_id=self.session.id, project_id=values["project_id"], change=values["opened_change"]))
        sessions.change(self.db, self.session.id, **values)
        self._session = msgspec.structs.replace(self.session, **values)
