"""Notes: what a user wants kept in mind about a project. They are changes like any other, so that undo brings a note back."""

from typing import Annotated

from msgspec import Meta, Struct
from rapidfuzz import fuzz

from assistant import film as films
from assistant.access import Role
from assistant.ago import Ago, ago
from assistant.errors import Invalid, NotFound
from assistant.operation import operation
from assistant.operations.fields import AboutProject, OnProject, Place
from assistant.views import iso
from assistant.work import Work
from memory.film import Film, Note

MOST = 200
"""Notes of one user about one project."""
CLOSE_ENOUGH = 75
"""rapidfuzz's score from which words are taken to mean a note."""
AS_CLOSE = 3
"""Notes whose scores are nearer than this are equally likely meant."""
NoteText = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class NoteView(Struct, frozen=True, kw_only=True):
    """`number` is its place among the user's notes on the project."""

    number: int
    text: str
    at: str
    when: Ago


class NoteAdded(Struct, frozen=True, kw_only=True):
    """`again` when that was noted already, and nothing was added."""

    note: NoteView
    again: bool


class NoteRemoved(Struct, frozen=True, kw_only=True):
    removed: NoteView
    left: int


class NoteList(Struct, frozen=True, kw_only=True):
    title: str
    notes: list[NoteView]


class AddNote(OnProject[NoteAdded], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keep something in mind about the project."""

    text: NoteText


class ListNotes(AboutProject[NoteList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List your notes on the project."""


class RemoveNote(OnProject[NoteRemoved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Forget a note: by its number in the list, or by its words."""

    number: Place | None = None
    text: NoteText | None = None


@operation("note.add", needs=Role.VIEWER)
def add_note(work: Work, command: AddNote) -> NoteAdded:
    text = " ".join(command.text.split()).rstrip(".")
    notes = mine(work)
    for number, note in enumerate(notes, start=1):
        if note.text.casefold() == text.casefold():
            return NoteAdded(note=_view(work, number, note), again=True)
    if len(notes) >= MOST:
        raise Invalid(
            f"There are {MOST} notes on this project, and no more fit.",
            field="text",
            remedy="Forget one of them first.",
            why="notes_full",
            values={"count": MOST},
        )
    order = max((note.order for note in work.film.notes.values()), default=0.0) + 1.0
    note = Note(id=work.mint("note_", work.film.notes), order=order, user_id=work.by.user_id, text=text, at=work.now)
    work.film = films.put(work.film, note)
    return NoteAdded(note=_view(work, len(notes) + 1, note), again=False)


@operation("note.list", needs=Role.VIEWER)
def list_notes(work: Work, command: ListNotes) -> NoteList:
    return NoteList(title=work.film.header.title, notes=note_views(work))


@operation("note.remove", needs=Role.VIEWER)
def remove_note(work: Work, command: RemoveNote) -> NoteRemoved:
    notes = mine(work)
    if not notes:
        raise NotFound("There are no notes on this project.", remedy="Say “remember that …” to make one.", why="no_notes")
    place = _numbered(notes, command.number) if command.number is not None else _fitting(notes, command.text)
    gone = notes[place]
    work.film = _without(work.film, gone)
    return NoteRemoved(removed=_view(work, place + 1, gone), left=len(notes) - 1)


def mine(work: Work) -> list[Note]:
    """The notes of whoever is at work, in the order they were made. Nobody sees another's."""
    return films.ordered(note for note in work.film.notes.values() if note.user_id == work.by.user_id)


def note_views(work: Work) -> list[NoteView]:
    return [_view(work, number, note) for number, note in enumerate(mine(work), start=1)]


def _numbered(notes: list[Note], number: Place) -> int:
    place = 1 if number == "start" else len(notes) if number == "end" else number
    if not 1 <= place <= len(notes):
        raise NotFound(
            f"There is no note {place}; there are {len(notes)}.",
            remedy="Ask for your notes.",
            why="no_note",
            values={"count": len(notes)},
            number=place,
        )
    return place - 1


def _fitting(notes: list[Note], text: str | None) -> int:
    """The one note that the words mean. Raises NotFound when none or several could be meant."""
    if not text:
        if len(notes) == 1:
            return 0
        raise Invalid("Which note is it?", field="number", remedy="Give its number, or its words.", why="which_note")
    scores = [fuzz.token_set_ratio(text.casefold(), note.text.casefold()) for note in notes]
    best = max(scores)
    likely = [place for place, score in enumerate(scores) if score >= best - AS_CLOSE]
    if best < CLOSE_ENOUGH:
        raise NotFound(
            f"None of your notes says “{text}”.",
            remedy="Ask for your notes, and forget one by its number.",
            why="no_note_says",
            values={"text": text},
        )
    if len(likely) > 1:
        numbers = [place + 1 for place in likely]
        raise Invalid(
            f"Several notes could be meant by “{text}”: {', '.join(map(str, numbers))}.",
            field="text",
            remedy="Forget one of them by its number.",
            why="several_notes",
            values={"text": text, "numbers": numbers},
        )
    return likely[0]


def _without(film: Film, note: Note) -> Film:
    return films.drop(film, "notes", [note.id])


def _view(work: Work, number: int, note: Note) -> NoteView:
    return NoteView(number=number, text=note.text, at=iso(note.at), when=ago(note.at, work.now))
