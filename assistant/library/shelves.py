"""The media of projects as a search sees them, kept in memory: a cache over the database, told apart by how far that has moved on.

A project's vectors are rows. Those of the items that are there stand in the index, too; whoever searches reads first how far the project
is (its last change and the version of its media), and what is behind is read anew: the film, or the media with it. So an index can never
be wrong for long: it is made again from the rows whenever the two are not the same. What was not searched for longest is let go.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from assistant.library.lenses import Lens, Subject
from assistant.library.views import library, measures, seen, ties
from assistant.mentioned import plain, words_of
from memory.film import Film, Media
from memory.index import Index, digest_of
from memory.media import Look
from memory.media_vectors import Made
from memory.projects import Project

if TYPE_CHECKING:
    from assistant.looking.described import Look as Measures

Mark = tuple[int, int]
"""How far a project is: the number of its last change, and the version of its media, with what is said and known of them."""
MOST_ITEMS = 200_000
"""Items that are kept in memory, of all projects: some 5 kB each, with their vectors."""
ENDINGS = ("'s", "’s", "es", "s")


class Read(Struct, frozen=True, kw_only=True):
    """A project's media as they are in the database. `film` is None where all is known already, at that `mark`, and `looks` where the
    media are; `made` are its vectors by lens."""

    project: Project
    mark: Mark
    film: Film | None = None
    looks: dict[str, Look] | None = None
    made: dict[str, dict[str, Made]] = {}


class Item(Struct, frozen=True, kw_only=True):
    """`number` is its place in the library; `words` its own, by their stems; `phrases` one for each measure."""

    row: Media
    number: int
    look: Look | None
    measured: "Measures | None"
    phrases: tuple[str, ...]
    text: str
    words: dict[str, str]

    @property
    def subject(self) -> Subject:
        return Subject(row=self.row, text=self.text)

    @property
    def unseen(self) -> bool:
        """Still to be looked at."""
        return self.look is None or self.look.status in ("waiting", "looking")


class Shelf:
    """One project's media. `by_word` are the items that have a word."""

    def __init__(self, read: Read) -> None:
        assert read.film is not None
        assert read.looks is not None
        self.project, self.film, self.mark = read.project, read.film, read.mark
        self.items = {row.id: _item(read.film, row, read.looks.get(row.digest), at) for at, row in enumerate(library(read.film), 1)}
        self.made: dict[str, dict[str, Made]] = {lens: dict(made) for lens, made in read.made.items()}
        self.by_word: dict[str, set[str]] = {}
        for key, item in self.items.items():
            for word in item.words:
                self.by_word.setdefault(word, set()).add(key)

    @property
    def size(self) -> int:
        """In items; a library without any takes some place, too."""
        return max(len(self.items), 1)

    def move_on(self, read: Read) -> None:
        """The film has changed, and its media are the same."""
        if read.film is not None and read.mark[0] > self.mark[0]:
            self.project, self.film, self.mark = read.project, read.film, (read.mark[0], self.mark[1])

    def missing(self, lens: Lens) -> dict[str, tuple[Item, str]]:
        """The items that have no vector of what they are now, with the hash of that."""
        made, found = self.made.setdefault(lens.name, {}), {}
        for key, item in self.items.items():
            wanted = lens.made_of(item.subject)
            if wanted is not None and (key not in made or made[key].made_of != wanted):
                found[key] = (item, wanted)
        return found

    def gone(self, lens: Lens) -> list[str]:
        """The vectors of items that are not there any more."""
        return [key for key in self.made.get(lens.name, ()) if key not in self.items]

    def rows(self, lens: str) -> dict[str, bytes]:
        """What is to stand in the index."""
        return {key: made.vector for key, made in self.made.get(lens, {}).items() if key in self.items}


class Shelves:
    """Those that were used last, up to so many items, with an index for each lens. One per process and home."""

    def __init__(self, most: int = MOST_ITEMS) -> None:
        self._most = most
        self._shelves: dict[str, Shelf] = {}
        self._uses: dict[int, Use] = {}
        self.indexes: dict[str, Index] = {}

    @contextmanager
    def use(self) -> Iterator["Use"]:
        """What is taken by it stays until its end, however much that is; then what was not used for longest goes."""
        use = Use(self, dict(self._shelves))
        self._uses[id(use)] = use
        try:
            yield use
        finally:
            del self._uses[id(use)]
            self._let_go()

    def keep(self, shelf: Shelf) -> None:
        """As the one that was used last, with its index."""
        known = self._shelves.pop(shelf.project.id, None)
        self._shelves[shelf.project.id] = shelf
        if known is not shelf:
            for lens in {*shelf.made, *self.indexes}:
                self.settle(shelf, lens)

    def shelf(self, project_id: str) -> Shelf | None:
        return self._shelves.get(project_id)

    def _let_go(self) -> None:
        over = sum(shelf.size for shelf in self._shelves.values()) - self._most
        used = {key for use in self._uses.values() for key in use.taken}
        for key, shelf in list(self._shelves.items()):
            if over > 0 and key not in used:
                self.forget(key)
                over -= shelf.size

    def settle(self, shelf: Shelf, lens: str) -> None:
        """Bring the index to what the rows are; where the two are the same, nothing is done."""
        rows, index, project = shelf.rows(lens), self.index(lens), shelf.project
        if index.digest(project.id) == digest_of(rows.items()):
            return
        from memory.vectors import unpacked

        index.remove_project(project.id)
        for key, vector in rows.items():
            index.put(project.owner_id, project.id, key, unpacked([vector])[0])

    def embedded(self, shelf: Shelf, lens: str, made: Mapping[str, Made], gone: Iterable[str], version: int) -> None:
        """The rows of some items are these now, and those of others are gone; nothing else has changed if `version` is the next one."""
        from memory.vectors import unpacked

        kept, index = shelf.made.setdefault(lens, {}), self.index(lens)
        for key in gone:
            kept.pop(key, None)
            index.remove(key)
        for key, one in made.items():
            kept[key] = one
            if key in shelf.items:
                index.put(shelf.project.owner_id, shelf.project.id, key, unpacked([one.vector])[0])
        change, known = shelf.mark
        shelf.mark = (change, version if version == known + 1 else known)

    def forget(self, project_id: str) -> None:
        self._shelves.pop(project_id, None)
        for index in self.indexes.values():
            index.remove_project(project_id)

    def index(self, lens: str) -> Index:
        return self.indexes.setdefault(lens, Index())


class Use:
    """Somebody at work with shelves. `marks` is how far those are that are `known` to them, whatever is let go meanwhile."""

    def __init__(self, shelves: Shelves, known: Mapping[str, Shelf]) -> None:
        self._shelves, self._known = shelves, known
        self.marks = {key: shelf.mark for key, shelf in known.items()}
        self.taken = set[str]()

    def take(self, read: Read) -> Shelf:
        """The shelf of a project, with what has moved on in the database."""
        key = read.project.id
        self.taken.add(key)
        if read.looks is None:
            shelf = self._shelves.shelf(key) or self._known[key]
            shelf.move_on(read)
        else:
            shelf = Shelf(read)
        self._shelves.keep(shelf)
        return shelf


def stem(word: str) -> str:
    """Without case, accents and what makes a plural."""
    bare = plain(word)
    return next((bare.removesuffix(end) for end in ENDINGS if bare.endswith(end) and len(bare) > len(end) + 3), bare)


def stems(text: str) -> dict[str, str]:
    """The words that name something, by their stems."""
    return {stem(word): word for word in words_of(text)}


def _item(film: Film, row: Media, look: Look | None, number: int) -> Item:
    said = seen(row, look)
    tied = [view.label for view in ties(film, row)]
    caption, phrases = (look.caption or "" if look else ""), (said.elements if said else ())
    told = [row.title, row.description, " ".join(row.tags), caption, " ".join(look.tags if look else ())]
    named = [row.filename.rpartition(".")[0].replace("_", " ").replace("-", " "), *tied]
    looks = [*(phrase for phrase in phrases if " tones" in phrase or " light" in phrase), *_colours(phrases)]
    text = ". ".join(part.strip(" .") for part in (*told, *tied, ", ".join(looks)) if part.strip(" ."))
    return Item(
        row=row,
        number=number,
        look=look,
        measured=measures(look),
        phrases=phrases,
        text=text or row.filename,
        words=stems(" ".join((*told, *named))),
    )


def _colours(phrases: Iterable[str]) -> list[str]:
    from assistant.looking.colour import HUES

    hues = {name for _, name in HUES} | {"brown", "black", "white", "grey"}
    return [phrase for phrase in phrases if phrase.split()[-1] in hues]
