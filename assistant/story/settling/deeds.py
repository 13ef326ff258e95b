"""Quests out of what somebody does once: gives a thing away, makes off with one, plays for one, hears from the dead."""

import re

from msgspec.structs import replace

from ..reading import Clause
from .fated import Fated
from .ground import impersonal, tidy
from .supposed import Quest

_GIVES = {"trade", "swap", "pawn", "lend", "sell", "give", "exchange", "gamble"}


class Deeds(Fated):
    """Finds the quest in one clause that tells a deed."""

    def struck_by(self, clause: Clause) -> Quest | None:
        if clause.negative or clause.mood != "fact" or clause.opener in {"rel", "anyone"}:
            return None
        return (
            self._given_away(clause)
            or self._made_off(clause)
            or self._staked(clause)
            or self._by_itself(clause)
            or self._from_the_dead(clause)
            or self._applied(clause)
            or self._mixed_up(clause)
            or self._begun(clause)
        )

    def _given_away(self, clause: Clause) -> Quest | None:
        """'the girl who sold her shadow', 'lends his name to a deserter': it has to come back."""
        one = clause.object
        theirs = one is not None and one.det in {"her", "his", "their", "my"} and one.sort not in {"person", "place"} and not one.plural
        if one is None or not theirs or clause.lemma not in _GIVES:
            return None
        to = re.match(r"\s+to\s+", self.said.rest[one.end :])
        whom = next((p for p in self.phrases if to and p.start == one.end + to.end() and p.sort == "person"), None)
        goal = f"get {self.definite(one)} back{f' from {self.definite(whom)}' if whom else ''}"
        return Quest("find", impersonal(goal), one, clause.start, max(clause.end, one.end))

    def _made_off(self, clause: Clause) -> Quest | None:
        """'deserts with the regiment's flag'."""
        hit = re.match(r"\w+\s+(?:away\s+|off\s+)?with\s+", clause.said)
        what = next((p for p in self.phrases if hit and p.start == clause.start + hit.end()), None)
        if clause.lemma not in {"desert", "run", "make", "abscond", "flee", "disappear", "vanish"} or what is None or what.sort == "person":
            return None
        return Quest("carry", f"get away with {self.definite(what)}", what, clause.start, max(clause.end, what.end))

    def _staked(self, clause: Clause) -> Quest | None:
        """'plays for a house', 'races his ex-wife for a licence': that is what is to be won."""
        if clause.lemma not in {"play", "race", "compete", "gamble", "duel", "bet", "box", "wrestle"}:
            return None
        stake = next(
            (p for p in self.phrases if p.prep == "for" and clause.start < p.start <= clause.end and p.det in {"a", "an", "the"}), None
        )
        if stake is None or stake.sort in {"time", "person"}:
            return None
        against = clause.object if clause.object is not None and clause.object.sort == "person" else None
        foe = replace(against, prep="against") if against is not None else None
        return Quest("make", f"win {self.definite(stake)}", stake, clause.start, max(clause.end, stake.end), foe=foe)

    def _by_itself(self, clause: Clause) -> Quest | None:
        """'the piano in flat nine plays itself at four'."""
        one = clause.subject
        if one is None or one.sort not in {"thing", "place"} or not re.match(r"\w+ (?:by )?itself\b", clause.said):
            return None
        return Quest("solve", f"find out why {self.definite(one)} {tidy(clause.said)}", one, one.start, clause.end)

    def _from_the_dead(self, clause: Clause) -> Quest | None:
        """'hears his dead father on it'."""
        one = clause.object
        if one is None or clause.lemma not in {"hear", "see", "meet"} or not re.search(r"\b(?:dead|late)\b", one.text):
            return None
        return Quest("solve", f"find out what {self.definite(one)} wants", one, clause.start, clause.end)

    def _mixed_up(self, clause: Clause) -> Quest | None:
        """'swap coats by mistake'."""
        mistaken = re.search(r"\b(?:by mistake|by accident|accidentally)\b", self.said.rest[clause.start : clause.end + 14])
        if clause.lemma not in {"swap", "exchange", "switch"} or mistaken is None or clause.object is None:
            return None
        what = clause.object.core if clause.object.det else clause.object.text
        return Quest("carry", f"swap the {what} back", clause.object, clause.start, max(clause.end, clause.object.end))

    def _begun(self, clause: Clause) -> Quest | None:
        """'starts a feud between two families' has to end it."""
        one = clause.object
        if one is None or one.head not in {"feud", "war", "riot", "panic", "rumour", "fire", "fight", "quarrel"}:
            return None
        if clause.lemma not in {"start", "begin", "cause", "spark"}:
            return None
        return Quest("love", f"end {self.definite(one)}", one, clause.start, max(clause.end, one.end))

    def _applied(self, clause: Clause) -> Quest | None:
        """'applies for a job as a night porter'."""
        hit = re.match(r"\w+\s+for\s+(?:an?|the)\s+(?P<what>[^.,;!?]+)", clause.said)
        if clause.lemma != "apply" or hit is None:
            return None
        about = self._inside(clause.start, clause.end)
        return Quest("make", f"get the {tidy(hit.group('what'))}", about, clause.start, clause.end)
