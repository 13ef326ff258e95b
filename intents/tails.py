"""What is said behind an act about what it is done to: "…, the laundromat too", "… but not Supper", "… but for god's sake keep 1"."""

from collections.abc import Iterator

from msgspec import Struct, structs

from intents.mentions import Mention, Mentions, Reference
from intents.normalise import View
from intents.phrases import Phrases
from intents.set_words import SetWords
from intents.sets import clear
from intents.shapes import Match
from intents.slots import Places

# What may be added or left out, by the kinds of mention that say it: of shots, a number alone.
KINDS = {"number": "shot", "shots": "shot", "scenes": "scene", "characters": "character"}
# How many words may stand between "but" and "keep": "but for god's sake keep 1".
LONGEST_ASIDE = 4
# A thing this doubtful is none.
SURE = 0.65


class Tail(Struct, frozen=True):
    """What an act, said in the first `end` words, is done to as well (`too`), or is not done to. The last of a film may stand for the
    last of those the act is done to (`last`)."""

    end: int
    said: Mention
    too: bool
    last: bool = False

    def applied(self, acts: tuple[Match, ...], places: Places) -> tuple[Match, ...] | None:
        """The acts with that said of the last of them; None when it says nothing of that one."""
        *before, last = acts
        kind, plural = KINDS[self.said.kind], f"{KINDS[self.said.kind]}s"
        slot = next((slot for slot in last.slots if {kind, plural} & places.get(slot, frozenset())), None)
        if slot is None:
            return None
        more = _ids(kind, self.said.value)
        meant = last.slots[slot] if isinstance(last.slots[slot], list) else [last.slots[slot]]
        if len(meant) == 1 and not self.too:  # nothing of one thing can be left out, and nothing else was meant
            return acts if more != meant else None
        if self.too and plural not in places[slot]:
            return (*acts, *(structs.replace(last, slots={**last.slots, slot: one}) for one in more if one not in meant))
        more = meant[-1:] if self.last and more[0] not in meant else more
        changed = [*meant, *(one for one in more if one not in meant)] if self.too else [one for one in meant if one not in more]
        if not changed:
            return None
        value = changed[0] if kind == "shot" and len(changed) == 1 else changed
        return (*before, structs.replace(last, slots={**last.slots, slot: value}))


class Tails:
    """Finds them in one language."""

    def __init__(self, words: SetWords, last: frozenset[str]) -> None:
        self._last = last
        self._but, self._keep = words.excepting, _phrases(words.keep)
        self._adding, self._too, self._staying = _phrases(words.adding), _phrases(words.too), _phrases(words.staying)

    def found(self, view: View, mentions: Mentions) -> Iterator[Tail]:
        """What the end of the text may be, the longest first."""
        words, last = view.words, len(view.words)
        too = next((at for at in range(1, last) if at + self._too.size(words, at) == last), 0)
        stays = next((at for at in range(1, last) if at + self._staying.size(words, at) == last), last)
        listed = [m for kind in KINDS for m in mentions.get(kind, ()) if m.end in (last, too, stays) and m.start and _sure(m)]
        added = [m for m in listed if m.end == too]
        left_out = [m for m in listed if m.end in (last, stays)]
        for at in range(1, last) if listed else ():
            start = self._past(words, at, self._adding)
            if added and (start > at or view.tokens[at].gap.strip()):
                yield from (Tail(at, m, too=True) for m in added if m.start == start)
            for start in self._left_out(view, at) if left_out else ():
                yield from (Tail(at, m, too=False, last=words[m.end - 1] in self._last) for m in left_out if m.start == start)

    def _left_out(self, view: View, at: int) -> Iterator[int]:
        """Where what is left out begins, when it is spoken of from the word `at` on."""
        words = view.words
        but = self._but.size(words, at)
        if but:
            yield at + but
        if but or (words[at : at + 1] and self._adding.size(words, at)) or view.tokens[at].gap.strip():
            for keep in range(at, min(at + but + LONGEST_ASIDE + 1, len(words))):
                if size := self._keep.size(words, keep):
                    yield keep + size

    def _past(self, words: tuple[str, ...], at: int, phrases: Phrases[None]) -> int:
        while size := phrases.size(words, at):
            at += size
        return at


def _phrases(said: tuple[str, ...]) -> Phrases[None]:
    return Phrases((tuple(phrase.split()), None) for phrase in said)


def _sure(mention: Mention) -> bool:
    return mention.score >= SURE and (not isinstance(mention.value, Reference) or clear(mention))


def _ids(kind: str, said: Reference | int) -> list[str | int]:
    if isinstance(said, int):
        return [said]
    if kind == "shot":
        return [*(name.number or name.id for name in said.names), *said.missing]
    return [name.id for name in said.names]
