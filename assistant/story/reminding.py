"""What keeps a film about its prompt: a scene with little of it left is given back what the prompt says happens, what
somebody is, one of its things, or the wish."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from .cast import Company, Player
from .lexicon import shapes, trades
from .matter import Matter, Thing
from .reading import Clause
from .telling import Props
from .telling.prose import Prose
from .telling.teller import TOKEN

_ENOUGH = 4
"""Words of the prompt that a scene has before it needs no reminder."""
_WISHES = 3
"""How often a film speaks of its wish of itself; more would be a litany."""
_LONGEST = 22
"""Words of a clause that can be hung on another."""
_MORE = 2
"""Reminders that a scene can take."""

Turn = Clause | Thing | Player


class Reminders:
    """Sentences that bring the prompt back, in turn; each scene takes the first that suits who is there."""

    def __init__(self, prose: Prose, matter: Matter, company: Company, things: list[Thing], scenes: int) -> None:
        self.prose, self.company = prose, company
        self.words = {word for word in re.findall(r"[\w'-]{3,}", matter.prompt.lower()) if word not in shapes().slight | shapes().small}
        called = [one for one in company.players if _by_trade(one) and one.intro.lower() in matter.prompt.lower()]
        self.wishes, self.left = _WISHES, Counter({id(one): max(2, scenes // 2) for one in (*matter.told, *called)})
        self.turns: list[Turn] = [one for turn in zip_longest(matter.told, things, called) for one in turn if one is not None]

    def sentences(self, text: str, props: Props, late: bool) -> Iterator[str]:
        """What a scene that reads `text` is to be reminded with, if it has little of the prompt. After the climax (`late`) nobody
        wishes any more."""
        added = 0
        for one in list(self.turns):
            if added == _MORE or not self._due(text):
                return
            if said := self._said(one, text, props):
                self.left[id(one)] -= 1
                self.turns.append(self.turns.pop(self.turns.index(one)))
                added, text = added + 1, f"{text} {said}"
                yield said
        if self.wishes and not late and added < _MORE and self._due(text):
            self.wishes -= 1
            yield self.prose.wish(props)

    def _due(self, text: str) -> bool:
        """Whether it has too few words of the prompt."""
        return len(self.words & set(re.findall(r"[\w'-]+", text.lower()))) < min(_ENOUGH, len(self.words))

    def _said(self, one: Turn, text: str, props: Props) -> str:
        if isinstance(one, Thing):
            return "" if one.the.lower() in text.lower() else self.prose.seen(one, props, self._here(text))
        if not self.left[id(one)]:
            return ""
        return self._calling(one, text, props) if isinstance(one, Player) else self._echo(one, text, props)

    def _calling(self, player: Player, text: str, props: Props) -> str:
        """'Once a cellist, always a cellist', where the cellist is in the scene."""
        return self.prose.calling(player, props) if named_in(player, text) and player.intro.lower() not in text.lower() else ""

    def _echo(self, fact: Clause, text: str, props: Props) -> str:
        """'Nobody says aloud that he goes deaf', where all who are spoken of are in the scene."""
        said = self.prose.happens(fact, props)
        if not said or len(said.split()) > _LONGEST or mostly(text, TOKEN.sub("", said)):
            return ""
        return self.prose.echo(said, self._here(text), props)

    def _here(self, text: str) -> set[str]:
        """Who is in a scene, by key."""
        return {one.member.key for one in self.company.players if named_in(one, text)}


def _by_trade(player: Player) -> bool:
    """Whether somebody is known by what they do or by more than a word; to be a woman or an aunt is no calling."""
    plain = " " not in player.intro and player.trade in {trades()["life"], trades()["kin"]}
    return bool(player.intro) and not player.relation and not plain


def named_in(player: Player, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(player.call)}(?!\w)", text) is not None


def mostly(text: str, words: str) -> bool:
    """Whether a whole phrase has as good as been said: four of five of its words."""
    said = content(words)
    return sum(word in text.lower() for word in said) >= 0.8 * len(said)


def content(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w'-]+", text.lower()) if len(word) > 3]
