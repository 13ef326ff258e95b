"""Keeping what was talked about, per project and user: a turn with its reply's commit, its vector and the summary later.

The machinery behind `memory.recall` and `memory.summary`; nobody outside reaches it. Vectors and summaries can always be made again
from the turns, so whatever is lost or out of date is only made anew.
"""

from msgspec import Struct

from assistant.access import Role
from assistant.events import Event
from assistant.operation import Command, Query, operation
from assistant.operations.fields import AboutProject
from assistant.work import Work
from memory import projects, turns
from memory.embedder import WEIGHTS_SHA256
from memory.turns import Turn, Whose

MODEL = WEIGHTS_SHA256[:16]
"""Vectors of another model count as none."""
UNREMEMBERED = ("memory.", "note.", "help.", "usage.", "storage.", "chat.")
"""Acts about the conversation itself: recalling them would answer a question with the question. Notes are found among the notes, so
that what is forgotten is gone."""
SAID_MOST, ANSWERED_MOST = 2000, 800
"""Characters that are kept of each side of a turn."""
EMBEDDED_MOST = 300
"""Characters of the answer that count for its meaning: what was done comes first, tables and advice after."""
AT_A_TIME = 8
"""Turns embedded in one go, two texts each, so that somebody's sentence that comes meanwhile hardly waits."""


class Told(Struct, frozen=True, kw_only=True):
    """A turn as the conversation gives it over. `acts` is all that was understood in it, `did` what was carried out; `began` its start
    in seconds since 1970, with the open `project`'s id and the number of its last `change` at that time."""

    said: str
    acts: tuple[str, ...]
    did: tuple[str, ...]
    began: float
    project: str | None = None
    change: int = 0


class TurnKept(Event, frozen=True, kw_only=True):
    """There is something new to remember."""

    whose: Whose


class WhoseMemory(AboutProject[Whose], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The project that is meant, and who asks."""


class Unembedded(Query[list[Turn]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The latest turns that have no vector yet."""

    whose: Whose


class KeepVectors(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Vectors by turn, as `memory.vectors` packs them."""

    whose: Whose
    vectors: dict[int, bytes]


@operation("memory.whose", needs=Role.VIEWER, internal=True)
def whose_memory(work: Work, command: WhoseMemory) -> Whose:
    return Whose(project_id=work.project.id, user_id=work.by.user_id)


@operation("memory.unembedded", needs=Role.ADMIN, internal=True)
def unembedded(work: Work, command: Unembedded) -> list[Turn]:
    return turns.without_vector(work.db, command.whose, MODEL, AT_A_TIME)


@operation("memory.embed", needs=Role.ADMIN, internal=True)
def keep_vectors(work: Work, command: KeepVectors) -> None:
    turns.keep_vectors(work.db, command.whose, MODEL, command.vectors)


def keep_turn(work: Work, told: Told, answered: str) -> None:
    """Keep a turn for the project that is open after it; without one there is nothing it would belong to."""
    if told.acts and all(act.startswith(UNREMEMBERED) for act in told.acts):
        return
    ref = work.session.project_id
    # Locked, so that the project is not deleted meanwhile and turns of two sessions do not get the same number.
    project = projects.find(work.db, work.by.user_id, ref, work.now, lock=True) if ref else None
    if project is None:
        return
    whose = Whose(project_id=project.id, user_id=work.by.user_id)
    first, last = turns.changed(work.db, whose, told.began, told.change if project.id == told.project else 0)
    turn = Turn(
        at=work.now,
        said=told.said[:SAID_MOST],
        answered=answered[:ANSWERED_MOST],
        did=told.did,
        first_change=first,
        last_change=last,
    )
    turns.keep(work.db, whose, turn)
    work.record(TurnKept(whose=whose))


def meaning(turn: Turn) -> str:
    """What of a turn is embedded."""
    return f"{turn.said}\n{turn.answered[:EMBEDDED_MOST]}"


def is_undone(turn: Turn, undone: set[int]) -> bool:
    """Whether everything that a turn changed has been taken back since."""
    if turn.first_change is None or turn.last_change is None:
        return False
    return all(seq in undone for seq in range(turn.first_change, turn.last_change + 1))
