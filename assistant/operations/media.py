"""Commands about media, what was brought to a project, and their answers. What carries them out is in `media_keeping`, `media_showing`,
`media_search` and `media_tying`."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from assistant.library.types import MediaKind, MediaType
from assistant.library.views import MediaDetail, MediaFound, MediaStatus, MediaView, TieView
from assistant.operation import Query
from assistant.operations.characters import CharacterRef
from assistant.operations.fields import AboutProject, OnProject, ProjectRef, Prose, SceneRef, Seconds, Short, Title
from assistant.operations.shots import ShotRef
from memory.media import Served

MediaRef = Annotated[str, Meta(min_length=1, max_length=200)] | int
"""An id, a title or file name, or a number: its place in the project's library (in talk: among what was shown last)."""
MediaRefs = MediaRef | Annotated[list[MediaRef], Meta(min_length=1, max_length=100)]
Tag = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\S")]
Tags = Annotated[list[Tag], Meta(max_length=50)]
Types = MediaType | Annotated[list[MediaType], Meta(max_length=20)]
Share = Annotated[float, Meta(ge=0, le=1)]
Asked = Annotated[str, Meta(max_length=500)]
Sort = Literal["newest", "oldest", "name", "size"]


class MediaList(Struct, frozen=True, kw_only=True):
    """One page. `total` fit the filters, on all pages; `title` is the project's, None for all of the user's projects; `empty` when there
    is nothing whatever the filters."""

    title: str | None
    media: list[MediaView]
    total: int
    page: int
    limit: int
    empty: bool


class MediaEdit(Struct, frozen=True, kw_only=True):
    """`changed` are the names of the fields that differ now."""

    media: MediaView
    changed: list[str]


class MediaRemoved(Struct, frozen=True, kw_only=True):
    removed: list[MediaView]
    left: int


class MediaTied(Struct, frozen=True, kw_only=True):
    """`again` when all was attached there before, and nothing changed."""

    media: list[MediaView]
    target: TieView
    again: bool = False


class MediaUntied(Struct, frozen=True, kw_only=True):
    media: list[MediaView]
    target: TieView


class MediaResults(Struct, frozen=True, kw_only=True):
    """What a search has found, the best first. `searched` items were there to search, after the filters `filtered` were left. `like` is the
    item that more like it were wanted of. `threshold` is on the scale of `MediaFound.similarity`; `model` the embedding's, "" where
    it was gone and words alone decided; `failures` say which model could not be asked, and why; `milliseconds` how long it took. `waiting`
    of those searched are still to be looked at, so that only what was said of them could be found."""

    query: str
    title: str | None
    found: list[MediaFound]
    searched: int
    filtered: int
    threshold: float
    model: str
    milliseconds: int
    waiting: int = 0
    like: MediaView | None = None
    failures: list[str] = []


class AddMedia(OnProject[MediaView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Put a file that was kept (`memory.blobs`) into the project's library. Without a `title` its file name is one; without a `media_type`
    one is guessed. It ends the `upload` it came by."""

    digest: str
    filename: Annotated[str, Meta(min_length=1, max_length=255)]
    size: int
    kind: MediaKind
    mime: str
    title: Title | None = None
    description: Prose = ""
    tags: Tags = []
    media_type: MediaType | None = None
    upload: str | None = None


class ListMedia(Query[MediaList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List the pictures, films and sounds of the project, or with `everywhere` of all your projects. `search` is words in titles, file
    names, descriptions and tags; `tags` must all be there; archived ones are only listed when asked for by `status`."""

    project: ProjectRef | None = None
    everywhere: bool = False
    kind: MediaKind | None = None
    media_type: Types | None = None
    search: Asked = ""
    tags: Tags = []
    status: MediaStatus | Annotated[list[MediaStatus], Meta(max_length=5)] | None = None
    scene: SceneRef | None = None
    character: CharacterRef | None = None
    sort: Sort = "newest"
    page: Annotated[int, Meta(ge=1)] = 1
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class ShowMedia(AboutProject[MediaDetail], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show one picture, film or sound with everything that is known of it."""

    media: MediaRef


class UpdateMedia(OnProject[MediaEdit], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Change what is said of a picture, film or sound. What is left out stays; null clears."""

    media: MediaRef
    title: Title | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    tags: Tags | None | UnsetType = UNSET
    media_type: MediaType | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class RemoveMedia(OnProject[MediaRemoved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Take pictures, films or sounds out of the project."""

    media: MediaRefs
    confirmed: bool = False


class SearchMedia(Query[MediaResults], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Find pictures, films and sounds by what they are about, in the project or with `everywhere` in all of yours. `like` is an item,
    `resembling` words for one; `unlike` items that are not wanted; `query` may say how the look should differ ("colder"). `colour` is a
    name or #rrggbb; `max_duration` in seconds. `threshold` is the least similarity, 0 to 1."""

    query: Asked = ""
    project: ProjectRef | None = None
    everywhere: bool = False
    like: MediaRef | None = None
    resembling: Asked = ""
    unlike: MediaRefs | None = None
    kind: MediaKind | None = None
    media_type: Types | None = None
    tags: Tags = []
    scene: SceneRef | None = None
    character: CharacterRef | None = None
    colour: Short | None = None
    max_duration: Seconds | None = None
    count: Annotated[int, Meta(ge=1, le=50)] = 8
    threshold: Share | None = None


class AttachMedia(OnProject[MediaTied], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Attach pictures, films or sounds to a scene, a shot of a scene, a character or the poster."""

    item: MediaRefs
    scene: SceneRef | None = None
    shot: ShotRef | None = None
    character: CharacterRef | None = None
    target: Literal["poster"] | None = None


class DetachMedia(OnProject[MediaUntied], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Take what is attached to a scene, a shot, a character or the poster off again: one `item`, or everything. It stays in the library."""

    item: MediaRefs | None = None
    scene: SceneRef | None = None
    shot: ShotRef | None = None
    character: CharacterRef | None = None
    target: Literal["poster"] | None = None


class ServeMedia(Query[Served], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of an item, for whoever holds a signed address of it."""

    media: str


class FindMedia(Query[MediaView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the user's by its id, in whatever project."""

    media: str
