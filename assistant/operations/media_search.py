"""Searching media: by meaning, by exact words, by what was measured, like one thing and unlike another."""

import asyncio
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import structlog

from assistant.access import Actor, Role
from assistant.errors import Invalid, NotFound
from assistant.events import Emit
from assistant.library import scoring
from assistant.library.embedding import embed, lenses
from assistant.library.lenses import Lens
from assistant.library.measured import SHARE, degree, share_of
from assistant.library.scale import similarity
from assistant.library.shelves import Item, Shelf, Use, stems
from assistant.library.views import MediaFound, MediaView, media_view
from assistant.library.wishes import Side, Wishes, colour_named, likened, wishes
from assistant.operation import process
from assistant.operations.fields import many
from assistant.operations.media import MediaResults, SearchMedia
from assistant.operations.media_naming import media_named
from assistant.operations.media_reading import ReadLibrary
from assistant.operations.media_showing import fits, has_tags, is_of
from assistant.perform import Assistant
from memory.embedder import ModelDamaged

if TYPE_CHECKING:
    from memory.encoders.encoder import Vectors

log = structlog.get_logger(__name__)
LIKELY = 0.5
"""The least similarity, unless one is asked for: more likely right than not."""
AT_ONCE = 48
"""New items that a search waits for; more of them are found by their words until they have their vectors."""
LOOKED_AT = 60
"""Items that are looked at closely, the likest by meaning."""
MANY = 2000
"""Items of which all are looked at closely where a measure is asked for."""
NEAR = 0.45
"""Cosine from which a word of an item is taken to be what a search means."""
OWN_WORDS = 12
ALIKE = 2.0
"""Log odds within which items are about equally likely meant."""


class Ask:
    """One search: what is wanted, over the items that the filters let through."""

    def __init__(self, command: SearchMedia, shelves: list[Shelf]) -> None:
        self.command, self.shelves = command, shelves
        self.wishes: Wishes = _asked(command)
        self.shelf_of = {key: shelf for shelf in shelves for key in shelf.items}
        self.items: dict[str, Item] = {key: item for shelf in shelves for key, item in shelf.items.items()}
        self.kept = {key for shelf in shelves for key in _kept(command, shelf)}
        self.like: Item | None = None
        self.unlike: list[Item] = []

    @property
    def words(self) -> dict[str, str]:
        return scoring.about(self.wishes)


@process("media.search", needs=Role.MEMBER)
async def search_media(assistant: Assistant, command: SearchMedia, by: Actor, emit: Emit) -> MediaResults:
    began = time.monotonic()
    if not (command.query + command.resembling).strip() and command.like is None and not _filtered(command):
        raise Invalid("Say what to look for: words, or an item it is to be like.", field="query", why="nothing_wanted")
    glasses = lenses(assistant)
    text = _asked(command).like or command.query
    with assistant.tools.shelves.use() as use:
        shelves, vectors = await asyncio.gather(_shelves(assistant, command, by, glasses, use), _queried(glasses, text))
        return await _results(assistant, Ask(command, shelves), glasses, vectors, began)


async def _results(assistant: Assistant, ask: Ask, glasses: list[Lens], vectors: "dict[str, Vectors]", began: float) -> MediaResults:
    command, shelves, asked = ask.command, ask.shelves, ask.wishes
    scores = _Scores(assistant, ask, glasses, vectors)
    if command.unlike is not None:
        ask.unlike = [_named(shelves, ref) for ref in many(command.unlike)]
    if command.like is not None:
        ask.like = _named(shelves, command.like)
    elif asked.like and (best := scores.best(stems(asked.like), asked.more)):
        ask.like = best
    elif asked.like:
        ask.wishes = wishes(f"{asked.like} {asked.words}")
        scores.vectors = await _queried(glasses, ask.wishes.words)
    threshold = LIKELY if command.threshold is None else command.threshold
    best_ones = [(key, share, phrases) for key, share, phrases in scores.ranked() if share >= threshold][: command.count]
    first = scores.vectors.get(glasses[0].name)
    found = [
        MediaFound(media=_view(ask, key), similarity=round(share, 3), matching=phrases or await _nearest(assistant, ask.items[key], first))
        for key, share, phrases in best_ones
    ]
    return MediaResults(
        query=command.query,
        title=shelves[0].film.header.title if len(shelves) == 1 else None,
        found=found,
        searched=sum(not item.row.archived for item in ask.items.values()),
        filtered=len(ask.kept),
        threshold=threshold,
        model=", ".join(scores.vectors),
        milliseconds=round((time.monotonic() - began) * 1000),
        waiting=sum(item.unseen for key, item in ask.items.items() if key in ask.kept),
        like=_view(ask, ask.like.row.id) if ask.like else None,
        failures=[lens.failure for lens in glasses if lens.failure],
    )


async def _shelves(assistant: Assistant, command: SearchMedia, by: Actor, glasses: list[Lens], use: Use) -> list[Shelf]:
    """What is to be looked through, up to date."""
    names = [lens.name for lens in glasses]
    wanted = ReadLibrary(project=command.project, everywhere=command.everywhere, lenses=names, known=use.marks)
    found = []
    for read in await assistant.perform(wanted, by=by):
        shelf = use.take(read)
        for lens in glasses:
            try:
                await embed(assistant, shelf, lens, AT_ONCE)
            except (ModelDamaged, OSError, ValueError) as error:
                log.warning("media are searched by words alone", lens=lens.name, reason=str(error))
        found.append(shelf)
    return found


async def _queried(glasses: list[Lens], text: str) -> "dict[str, Vectors]":
    """The search's vectors by lens; none where a model is gone."""
    found = {}
    for lens in glasses if text.strip() else ():
        try:
            found[lens.name] = await lens.query(text)
        except (ModelDamaged, OSError, ValueError) as error:
            log.warning("a search goes by words alone", lens=lens.name, reason=str(error))
    return found


class _Scores:
    """How well each item fits."""

    def __init__(self, assistant: Assistant, ask: Ask, glasses: list[Lens], vectors: "dict[str, Vectors]") -> None:
        self._indexes, self._ask, self._glasses = assistant.tools.shelves.indexes, ask, glasses
        self.vectors = vectors

    def best(self, words: dict[str, str], more: Iterable[Side]) -> Item | None:
        """What is meant by a few words, whatever the filters say. Of several that may be, what has least of what there is to be `more` of:
        nobody asks for something colder than the coldest."""
        wanted = Wishes(words=" ".join(words.values()))
        near = self._near(None, like=False)
        keys = {*near, *self._having(words)}
        fitting = {key: near.get(key, _FAR) + scoring.fit(self._ask.items[key], wanted, words, None).odds for key in keys}
        most = max(fitting.values(), default=_FAR)
        if similarity(most) < LIKELY:
            return None
        items = [self._ask.items[key] for key in sorted(fitting, key=lambda key: (-fitting[key], key)) if fitting[key] >= most - ALIKE]
        return min(items, key=lambda item: sum(degree(item.measured, side) or 0.0 for side in more))

    def ranked(self) -> list[tuple[str, float, list[str]]]:
        """Every item that may fit, with its similarity and what carried it, the best first."""
        ask, found = self._ask, []
        near, far = self._near(ask.like, like=ask.like is not None), self._unlike()
        words = {} if ask.like else ask.words
        skipped = {one.row.id for one in (ask.like, *ask.unlike) if one is not None}
        for key in self._candidates(near, words) - skipped:
            fit = scoring.fit(ask.items[key], ask.wishes, words, ask.like)
            if not fit.out:
                odds = near.get(key, _SURE if self._only_filters else _FAR) + fit.odds - max(0.0, far.get(key, 0.0))
                phrases = [*fit.matching, *(_shared(ask.items[key], ask.like) if ask.like else ())]
                found.append((key, similarity(odds), list(dict.fromkeys(phrases))))
        return sorted(found, key=lambda one: (-one[1], one[0]))

    @property
    def _only_filters(self) -> bool:
        return not self._ask.wishes.words.strip() and self._ask.like is None

    def _candidates(self, near: dict[str, float], words: dict[str, str]) -> set[str]:
        ask = self._ask
        measured = (ask.wishes.looks or ask.wishes.more or ask.wishes.colours) and len(ask.kept) <= MANY
        every = ask.kept if measured or self._only_filters else set[str]()
        return ({*near, *self._having(words)} | every) & ask.kept

    def _having(self, words: Iterable[str]) -> set[str]:
        return {key for shelf in self._ask.shelves for word in words for key in shelf.by_word.get(word, ())}

    def _near(self, item: Item | None, *, like: bool) -> dict[str, float]:
        """Log odds of the items nearest by any lens, to another item or to the search."""
        near: dict[str, float] = {}
        for lens in self._glasses:
            vector = self._vector(lens, item) if item else self.vectors.get(lens.name)
            index = self._indexes.get(lens.name)
            if vector is None or index is None or lens.scale is None:
                continue
            keep = self._ask.kept if len(self._ask.kept) < len(self._ask.items) else None
            projects = [shelf.project.id for shelf in self._ask.shelves]
            for key, cosine in index.search(projects, vector, LOOKED_AT, keep):
                near[key] = max(near.get(key, _FAR), lens.scale.odds(cosine, like=like))
        return near

    def _unlike(self) -> dict[str, float]:
        far: dict[str, float] = {}
        for item in self._ask.unlike:
            for key, odds in self._near(item, like=True).items():
                far[key] = max(far.get(key, _FAR), odds)
        return far

    def _vector(self, lens: Lens, item: Item) -> "Vectors | None":
        from memory.vectors import unpacked

        made = self._ask.shelf_of[item.row.id].made.get(lens.name, {}).get(item.row.id)
        return unpacked([made.vector])[0] if made else None


_FAR, _SURE = -3.0, 20.0
"""Log odds of what meaning says nothing for, and of what only has to pass the filters."""


async def _nearest(assistant: Assistant, item: Item, vector: "Vectors | None") -> list[str]:
    """The words of an item that mean what is searched for, where none of them was said."""
    own = tuple(dict.fromkeys([*item.row.tags, *(word.casefold() for word in item.words.values()), *item.phrases]))[:OWN_WORDS]
    if vector is None or not own:
        return []
    rows = await assistant.tools.embedder.encode(own)
    near = sorted(zip((float(each) for each in rows @ vector), own, strict=True), reverse=True)
    return [word for cosine, word in near if cosine >= NEAR][:3]


def _shared(item: Item, other: Item) -> list[str]:
    """What two items have in common: words, and phrases for what was measured."""
    words = [word for stem, word in item.words.items() if stem in other.words]
    return [*words[:4], *(phrase for phrase in item.phrases if phrase in other.phrases)][:6]


def _named(shelves: list[Shelf], ref: Any) -> Item:
    """The item that is meant. Raises NotFound."""
    problem: NotFound | None = None
    for shelf in shelves:
        try:
            return shelf.items[media_named(shelf.film, ref).id]
        except NotFound as error:
            problem = error
    raise problem or NotFound(f"There is nothing called {ref}.", why="no_media", media=ref)


def _view(ask: Ask, key: str) -> MediaView:
    shelf, item = ask.shelf_of[key], ask.items[key]
    return media_view(shelf.project, shelf.film, item.row, item.look, item.number)


def _asked(command: SearchMedia) -> Wishes:
    if command.like is not None or command.resembling.strip():
        return likened(command.resembling or "it", command.query)
    return wishes(command.query)


def _filtered(command: SearchMedia) -> bool:
    return any(
        value is not None
        for value in (command.kind, command.media_type, command.scene, command.character, command.colour, command.max_duration)
    ) or bool(command.tags)


def _kept(command: SearchMedia, shelf: Shelf) -> Iterable[str]:
    """The items of a project that the filters let through."""
    fitting, hue = fits(shelf.film, command.scene, command.character), _hue(command.colour)
    for key, item in shelf.items.items():
        row = item.row
        if (
            not row.archived
            and is_of(row.kind, row.media_type, command.kind, command.media_type)
            and has_tags(row.tags, command.tags)
            and (hue is None or (share_of(item.measured, hue) or (0.0, ""))[0] >= SHARE)
            and (command.max_duration is None or _lasts(item) <= command.max_duration)
            and fitting(row)
        ):
            yield key


def _lasts(item: Item) -> float:
    """In s; a picture lasts no time at all, and what nobody has looked at yet too long."""
    if item.row.kind in ("image", "document"):
        return 0.0
    return float(getattr(item.measured, "duration", float("inf")))


def _hue(colour: str | None) -> str | None:
    if colour is None:
        return None
    if colour.startswith("#") and len(colour) == 7:
        from assistant.looking.colour import named, oklab

        try:
            import numpy as np

            return named(oklab(np.array(list(bytes.fromhex(colour[1:])), dtype=np.uint8))).split()[-1]
        except ValueError:
            pass
    elif (name := colour_named(colour)) is not None:
        return name
    raise Invalid(f"There is no colour {colour} here.", field="colour", why="no_colour", values={"colour": colour})
