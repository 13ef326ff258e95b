"""What becomes of media: the beginning of each one's embedding, and the conversations that speak of it."""

from typing import Annotated

from msgspec import Meta, Struct

from assistant.access import Role
from assistant.operation import Query, operation
from assistant.operations.conversations import ANSWERED, SAID
from assistant.operations.media_showing import SHOWN_NUMBERS
from assistant.operations.remembering import MODEL
from assistant.permit import no_media
from assistant.views import iso
from assistant.work import Work
from memory import media, media_vectors, sessions, vectors


class MediaUse(Struct, frozen=True, kw_only=True):
    """`vector` are the first numbers of its embedding, none until it has one; `sessions` the ids of conversations in which `messages` speak
    of it, the last of them at `last` (ISO 8601, UTC)."""

    vector: list[float]
    sessions: list[str]
    messages: int
    last: str | None


class ReadMediaUses(Query[dict[str, MediaUse]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of these, by their ids; somebody else's are not found."""

    ids: Annotated[list[str], Meta(max_length=100)]


@operation("media.uses", needs=Role.MEMBER, internal=True)
def read_media_uses(work: Work, command: ReadMediaUses) -> dict[str, MediaUse]:
    return {each: _use(work, each) for each in command.ids}


def _use(work: Work, media_id: str) -> MediaUse:
    project_id = media.project_of(work.db, work.by.user_id, media_id)
    if project_id is None:
        raise no_media(media_id)
    spoken = sessions.mentions(work.db, project_id, media_id, (SAID, ANSWERED))
    packed = media_vectors.of_item(work.db, project_id, media_id, MODEL)
    return MediaUse(
        vector=[round(float(each), 6) for each in vectors.unpacked([packed])[0][:SHOWN_NUMBERS]] if packed else [],
        sessions=list(dict.fromkeys(session for session, _ in spoken)),
        messages=len(spoken),
        last=iso(spoken[-1][1]) if spoken else None,
    )
