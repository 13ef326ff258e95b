"""What was said about something, by meaning and by name: quoted from the user's own turns and notes on a project."""

from typing import TYPE_CHECKING, Annotated

import structlog
from msgspec import Meta, Struct

from assistant.access import SYSTEM, Actor, Role
from assistant.ago import Ago, ago
from assistant.events import Emit
from assistant.mentioned import named, words_of
from assistant.operation import Query, operation, process
from assistant.operations.fields import AboutProject
from assistant.operations.notes import ListNotes, NoteView
from assistant.operations.remembering import MODEL, KeepVectors, Unembedded, WhoseMemory, is_undone, meaning
from assistant.views import iso
from assistant.work import Work
from memory import turns, vectors
from memory.embedder import ModelDamaged
from memory.turns import Turn, Whose

if TYPE_CHECKING:
    from assistant.perform import Assistant

log = structlog.get_logger(__name__)
LOOKED_THROUGH = 20_000
"""Turns whose vectors are compared, the latest ones: 30 MB of them."""
LOOKED_AT = 40
"""Turns that are read after that: the likest by meaning, and as many that name it."""
ROUNDS = 32
"""Batches of turns embedded before an answer at most; nearly always there is nothing left to embed."""
TOLD = 3
NAMED = 0.35
"""What naming all of it adds to the likeness of a turn (a cosine): a model of general English does not know this film's names."""
ALIKE = 0.29
"""From here on a turn is about it: above what turns about something else reach, below what the right ones mostly have."""
NEAR_BEST = 0.2
"""Turns that are so much less about it than the best one are not told."""


class TurnView(Struct, frozen=True, kw_only=True):
    """One turn, quoted. `did` are the operations that were carried out; `undone` when all they changed was taken back since."""

    said: str
    answered: str
    at: str
    when: Ago
    did: tuple[str, ...]
    undone: bool


class Recalled(Struct, frozen=True, kw_only=True):
    """What was found, the best first; `turns` and `notes` are empty when nothing was said about it. `title` is the project's."""

    about: str
    title: str
    turns: list[TurnView]
    notes: list[NoteView]


class Recall(AboutProject[Recalled], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Find what was said and decided about something in this project."""

    about: Annotated[str, Meta(min_length=1, max_length=400, pattern=r"\S")]


class SearchTurns(Query[list[TurnView]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The turns most about something; `vector` is its meaning, None without an embedding model."""

    whose: Whose
    about: str
    vector: bytes | None


@process("memory.recall", needs=Role.VIEWER)
async def recall(assistant: "Assistant", command: Recall, by: Actor, emit: Emit) -> Recalled:
    whose = await assistant.perform(WhoseMemory(project=command.project), by=by)
    listed = await assistant.perform(ListNotes(project=command.project), by=by)
    likeness: list[float] = [0.0] * len(listed.notes)
    vector = None
    try:
        await embed_turns(assistant, whose, ROUNDS)
        found = await assistant.tools.embedder.encode((command.about, *(note.text for note in listed.notes)))
        vector, likeness = vectors.packed(found[0]), [float(each) for each in found[1:] @ found[0]]
    except ModelDamaged as error:
        log.warning("recall goes by words alone", reason=str(error))
    noted = [(alike + NAMED * named(command.about, note.text), note) for alike, note in zip(likeness, listed.notes, strict=True)]
    return Recalled(
        about=command.about,
        title=listed.title,
        turns=await assistant.perform(SearchTurns(whose=whose, about=command.about, vector=vector), by=SYSTEM),
        notes=[note for score, note in sorted(noted, key=lambda one: -one[0])[:TOLD] if score >= ALIKE],
    )


@operation("memory.search", needs=Role.ADMIN, internal=True)
def search_turns(work: Work, command: SearchTurns) -> list[TurnView]:
    alike = _alike(work, command)
    by_name = turns.naming(work.db, command.whose, words_of(command.about), LOOKED_AT)
    read = {turn.seq: turn for turn in [*by_name, *turns.some(work.db, command.whose, alike)]}
    scored = [(alike.get(turn.seq, 0.0) + NAMED * named(command.about, meaning(turn)), turn) for turn in read.values()]
    scored = sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: (-one[0], -one[1].seq))[:TOLD]
    undone = turns.undone(work.db, command.whose.project_id) if scored else set()
    return [turn_view(turn, undone, work.now) for score, turn in scored if score >= scored[0][0] - NEAR_BEST]


async def embed_turns(assistant: "Assistant", whose: Whose, rounds: int) -> None:
    """Give turns that have no vector theirs, the latest first. Raises ModelDamaged without an embedding model."""
    for _ in range(rounds):
        waiting = await assistant.perform(Unembedded(whose=whose), by=SYSTEM)
        if not waiting:
            return
        texts = tuple(turn.said for turn in waiting) + tuple(meaning(turn) for turn in waiting)
        found = await assistant.tools.embedder.encode(texts)
        both = vectors.normalised(found[: len(waiting)] + found[len(waiting) :])  # what was said counts twice
        packed = {turn.seq: vectors.packed(vector) for turn, vector in zip(waiting, both, strict=True)}
        await assistant.perform(KeepVectors(whose=whose, vectors=packed), by=SYSTEM)


def turn_view(turn: Turn, undone: set[int], now: float) -> TurnView:
    return TurnView(
        said=turn.said,
        answered=turn.answered,
        at=iso(turn.at),
        when=ago(turn.at, now),
        did=turn.did,
        undone=is_undone(turn, undone),
    )


def _alike(work: Work, command: SearchTurns) -> dict[int, float]:
    """The turns likest by meaning, with their cosines."""
    rows = turns.block(work.db, command.whose, MODEL, LOOKED_THROUGH) if command.vector else {}
    if not rows or command.vector is None:
        return {}
    seqs, block = list(rows), vectors.unpacked(list(rows.values()))
    return {seqs[row]: cosine for row, cosine in vectors.nearest(block, vectors.unpacked([command.vector])[0], LOOKED_AT)}
