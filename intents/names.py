"""Names of this user's projects, scenes and characters, wherever they occur in a text: whole, in part, or mistyped."""

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from intents.abroad import Abroad, Meanings
from intents.mentions import Mention, Reference
from intents.normalise import View, apart, words_of
from intents.shapes import Name, Vocabulary
from intents.spelling import Speller

# How sure a mention is that gives the whole name; the name but for small words; one telling word of it.
WHOLE, BARE, PART = 1.0, 0.98, 0.85
# People are called by their first name or their last; half a title is a weaker sign.
PART_OF_A_PERSON = 0.94
# What one mistyped word takes from that.
SLIP = 0.08
# What happens at the harbour is called the harbour when nothing else is called so.
PLACE, PART_OF_A_PLACE = 0.84, 0.78


class Gazetteer:
    """Finds the names of one vocabulary. `small` are words too common to stand for a name (the, of, a), `elided` those that hang
    before another (l', d'); names may also be said by what their words mean in another language (`meanings`)."""

    def __init__(
        self, vocabulary: Vocabulary, small: frozenset[str], elided: frozenset[str] = frozenset(), meanings: Meanings = frozenset()
    ) -> None:
        abroad = Abroad(meanings)
        self._aliases: dict[str, list[tuple[tuple[str, ...], Name, float]]] = {}
        for name in vocabulary.names:
            for words, score in (abroad.aliases(name) | placed(name, small, elided) | aliases(name, small, elided)).items():
                self._aliases.setdefault(words[0], []).append((words, name, score))
        self.speller = Speller(w for all_ in self._aliases.values() for words, _, _ in all_ for w in words)
        self.words = frozenset(word for name in vocabulary.names for word in words_of(name.label))
        self.titles = tuple({words for all_ in self._aliases.values() for words, _, _ in all_ if len(words) > 1})

    def mentions(self, view: View, known: frozenset[str]) -> Iterator[Mention]:
        """A mention per kind and stretch of words; names that fit equally well share one, which is then ambiguous."""
        spans: dict[tuple[str, int, int], dict[Name, float]] = {}
        read = [self._readings(word, known) for word in view.words]
        for at in range(len(read)):
            for first in read[at]:
                for words, name, score in self._aliases.get(first, ()):
                    slips = _slips(read, at, words)
                    if slips is not None and not (score == PART and len(words) == 1 and name.kind == "project" and words[0] in known):
                        names = spans.setdefault((name.kind, at, at + len(words)), {})
                        names[name] = max(names.get(name, 0), score - SLIP * slips)
        for (kind, start, end), names in spans.items():
            best = max(names.values())
            # Several names of one thing are no doubt about which thing is meant.
            meant = tuple({name.id: name for name, score in names.items() if score >= best - 0.01}.values())
            yield Mention(kind, start, end, Reference(kind, meant, said=view.original(start, end)), best)

    def _readings(self, word: str, known: frozenset[str]) -> tuple[str, ...]:
        near = None if word in known else self.speller.near(word)
        return (word, near) if near else (word,)


def _slips(read: list[tuple[str, ...]], at: int, words: tuple[str, ...]) -> int | None:
    """How many of the words are there only with their spelling corrected; None when they are not all there."""
    if at + len(words) > len(read):
        return None
    slips = 0
    for place, (word, readings) in enumerate(zip(words, read[at:], strict=False)):
        # Inside a name that has begun, a slip in a short word counts as one too: "the customs hal".
        if word not in readings and not (place and len(readings[0]) > 2 and OSA.distance(word, readings[0], score_cutoff=1) <= 1):
            return None
        slips += word != readings[0]
    return slips


def aliases(name: Name, small: frozenset[str], elided: frozenset[str] = frozenset()) -> dict[tuple[str, ...], float]:
    """The ways to say a name, with how sure each is."""
    whole = tuple(part for word in words_of(name.label) for part in apart(word, elided))
    if not whole:
        return {}
    found = {whole: WHOLE}
    bare = whole[1:] if whole[0] in small and len(whole) > 1 else whole
    found.setdefault(bare, BARE)
    if 1 < len(bare) < 4:
        found.setdefault(("".join(bare),), BARE)
    telling = [word for word in bare if word not in small and not word.isdecimal()]
    if len(telling) > 1:
        for n, word in enumerate(telling):
            found.setdefault((word,), PART_OF_A_PERSON if name.kind == "character" else PART)
            if n + 1 < len(telling):
                found.setdefault((word, telling[n + 1]), PART)
    return found


def placed(name: Name, small: frozenset[str], elided: frozenset[str] = frozenset()) -> dict[tuple[str, ...], float]:
    """The ways to call a scene by where it happens, and somebody by what they are."""
    whole = tuple(part for word in words_of(name.place) for part in apart(word, elided))
    if name.kind == "character":
        return _by_part(whole, small)
    bare = whole[1:] if len(whole) > 1 and whole[0] in small else whole
    telling = [word for word in bare if word not in small and word.isalpha()]
    if not telling:
        return {}
    parts = {(word,): PART_OF_A_PLACE for word in telling} if len(telling) > 1 else {}
    return parts | {bare: PLACE}


def _by_part(whole: tuple[str, ...], small: frozenset[str]) -> dict[tuple[str, ...], float]:
    """A part and the word of it that counts: the driver is the night bus driver, the keeper the keeper of the light."""
    bare = whole[1:] if len(whole) > 1 and whole[0] in small else whole
    if not bare or bare[0] in small or not bare[0].isalpha():
        return {}
    counts = bare[0] if not small.isdisjoint(bare) else bare[-1]
    return {(counts,): PART_OF_A_PLACE} | {bare: PLACE}


@lru_cache(maxsize=256)
def gazetteer(
    vocabulary: Vocabulary, small: frozenset[str], elided: frozenset[str] = frozenset(), meanings: Meanings = frozenset()
) -> Gazetteer:
    """The finder for a vocabulary; kept, since a conversation asks with the same names again and again."""
    return Gazetteer(vocabulary, small, elided, meanings)
