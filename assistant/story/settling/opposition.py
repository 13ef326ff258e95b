"""Who or what stands against it: as the prompt says, or as the place and the trade suggest."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from .. import english
from ..cast import trade_name_of
from ..lexicon import genres, hints
from ..matter import Place, Thing, assumed_thing, thing
from ..model import Finding
from ..reading import Clause, Phrase
from .ground import hostile_adjective, is_hostile, quest_of, role_of, same
from .quest import Genre
from .sprung import USURPS

_WILD = {"forest", "mountain", "ice", "desert", "underwater", "ship", "sailship", "spaceship", "colony"}
"""Where nobody has power who has it in town."""


class Opposition(Genre):
    """Settles who or what the story is against."""

    @property
    def whose(self) -> str:
        return f"{self.whom}'s" if not self.whom.endswith("s") else f"{self.whom}'"

    def threat(
        self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase], prize: Phrase | None
    ) -> tuple[Thing | None, Phrase | None]:
        """Whom or what it is against: 'against X', 'from X', the object of a fight, or whoever is plainly hostile."""
        own = self.sprung.foe if goal is None and self.sprung is not None else None
        if own is not None and not (hero and own.start == hero.start):
            named = next((one for one in people if one.name and one.start <= own.start < one.end), None)
            return (thing(replace(named, core=named.name, det="", text=named.name)), named) if named else (thing(own), own)
        for phrase in self._threat_candidates(kind, goal, people):
            if not (hero and (same(phrase, hero) or self._counts_in(hero, phrase))) and not (prize and same(phrase, prize)):
                known = next((one for one in people if one.name and (one.start <= phrase.start < one.end or one.name == phrase.name)), None)
                if known is not None:
                    return thing(replace(known, core=known.name, det="", text=known.name)), known
                # 'the winter' is a time, and something to be withstood.
                return thing(replace(phrase, sort="event") if phrase.sort == "time" else phrase), phrase
        return None, None

    def divided(self, hero: Phrase | None) -> bool:
        """Whether the two it is about are each other's opposition: rivals, or two who fall out over one thing."""
        two = hero is not None and (hero.count == 2 or (hero.plural and re.match(r"(?:twin|both)\b", hero.core, re.I) is not None))
        if hero is None or not two or hero.name:
            return False
        rivals = re.search(r"\b(?:rival|feuding|warring|competing|enemy)\b", hero.text, re.I) is not None
        quarrel = any(
            one.lemma in {"quarrel", "squabble", "argue"} or one.said.startswith(("fall out", "falls out")) for one in self.clauses
        )
        contend = self.suited is not None and " before the other " in self.suited.goal
        return rivals or quarrel or contend

    @staticmethod
    def _counts_in(hero: Phrase, many: Phrase) -> bool:
        """'Benny and Lou, two clowns': the clowns are they."""
        return many.plural and bool(hero.name) and hero.role == english.singular(many.head)

    @staticmethod
    def _contested(clause: Clause) -> bool:
        """'fight over the crown', 'fight for the land': the object is the prize, not the enemy."""
        return bool(re.match(r"\w+ (?:over|for)\b", clause.said))

    def assumed_foe(self, genre: str, places: tuple[Place, ...], period: str, hero: Phrase | None) -> Thing:
        """Someone who has power where the story is or over what the hero does; else whom such stories are usually against."""
        trade = trade_name_of(role_of(hero)) if hero else ""
        office = role_of(hero).split(" of ")[0].split(" ")[-1] if hero else ""
        known = hints().foe_by_trade.get(office) or hints().foe_by_trade.get(trade, ())
        here = places[0]
        tame = any(word in hints().rooms for word in here.thing.the.split())
        local = hints().foe_by_place.get(here.kind, ()) if (here.thing.source or not known) and not tame else ()
        near = (*local, *known) if not (genre == "fantasy" and period == "medieval") else ()
        if genre in {"thriller", "adventure"} and here.kind in _WILD and local:
            return self._standing(local)
        pool = near or genres()[genre].foe
        if genre in {"mystery", "adventure", "drama"}:
            pool = hints().foe_by_period.get(period, pool)
        if genre in {"thriller", "horror", "noir", "war", "western", "fantasy", "heist"}:
            pool = (*genres()[genre].foe, *near)
        return self._standing(pool)

    def _standing(self, pool: tuple[str, ...]) -> Thing:
        heads = {one.head.lower() for one in self.phrases if one.sort == "person"}
        pool = tuple(one for one in pool if one.lower().split()[-1] not in heads) or pool
        self.against = self.pick(pool)
        return assumed_thing(f"the {self.against}")

    def hinderer(self, clause: Clause) -> Phrase | None:
        """Who forbids it, wants it too, wants them gone, or must not find out."""
        one = clause.subject
        if one is None or one.sort in {"time", "event"} or clause.opener == "rel":
            return None
        before = self.said.rest[: clause.start]
        feared = clause.opener in {"before", "until", "unless"} and clause.lemma in {
            "find",
            "discover",
            "notice",
            "catch",
            "arrive",
            "come",
            "close",
            "take",
            "arrest",
            "kill",
            "destroy",
        }
        passive = clause.form == "ed" and re.search(r"\b(?:be|is|are|was|were|been|being|gets?|got)\s+$", before)
        hinders = re.fullmatch(hints().hindering, clause.lemma) and not passive and clause.mood == "fact"
        someone = (
            one.sort == "person" or (one.proper and one.plural) or (one.text.startswith("the ") and one.text.endswith("s") and one.proper)
        )
        if someone and not clause.negative and (feared or hinders or (clause.lemma == "suspect" and clause.object is None)):
            return one
        unwilling = re.search(r"(?:\brefus\w+ to|n't want to|\bnot want to|\bwon't|\bwill not|\bnever)\s+$", before)
        return one if unwilling and clause.lemma in {"let", "allow"} else None

    def rival(self) -> Phrase | None:
        """'Ilya wants it too', 'the town wants them gone', 'Kroll has no scruples'."""
        for hit in re.finditer(
            r"\b(?:wants?|needs?|covets?|is after)\s+(?:it|them|him|her|the same \w+)\s+"
            r"(?:too|as well|for (?:him|her|it|them)sel\w+|gone|dead|out|back|away|sold|closed|shut|destroyed|demolished|killed|caught)\b"
            r"|\bwants?\s+(?:it|them)(?=\s*[.,;!?]|\s*$)"
            r"|\b(?:has|have|had|with)\s+no\s+(?:scruples|conscience|mercy)\b|\b(?:will|would|'ll)\s+stop\s+at\s+nothing\b",
            self.said.rest, re.I,
        ):  # fmt: skip
            start = max(self.said.rest.rfind(mark, 0, hit.start()) for mark in ".;!?\n") + 1
            said = [one for one in self.phrases if start <= one.start < hit.start() and one.sort in {"person", "place", "thing"}]
            if said:
                return said[0]
        return None

    def _threat_candidates(self, kind: str, goal: Clause | None, people: list[Phrase]) -> Iterable[Phrase]:
        feared = re.search(r"\b(?:afraid|scared|terrified|frightened) of\s+", self.said.rest)
        yield from (one for one in self.phrases if feared and goal is None and self.sprung is None and one.start == feared.end())
        if (rival := self.rival()) is not None:
            yield rival
        if (claimed := self.claimant()) is not None and claimed[0].subject is not None:
            yield claimed[0].subject
        if goal is not None and goal.object is not None and not quest_of(goal.lemma) and trade_name_of(role_of(goal.object)) == "magic":
            yield goal.object
        yield from (one for one in map(self.hinderer, self.clauses) if one is not None)
        revenge = re.search(r"\b(?:revenge|vengeance)\s+(?:on|upon|against)\s+", self.said.rest, re.I)
        yield from (one for one in self.phrases if revenge and one.start == revenge.end())
        hunted = re.compile(r"\b(?:chased|hunted|pursued|followed|stalked|threatened|attacked|haunted) by\s+$")
        yield from (one for one in self.phrases if one.prep == "by" and hunted.search(self.said.rest[: one.start]))
        yield from (one for one in self.phrases if one.prep in {"against", "versus", "vs", "vs."})
        what = goal.object if goal and kind in {"fight", "survive"} and not self._contested(goal) else None
        if what is not None and (what.sort != "time" or what.head in hints().forces):
            yield what
        yield from (one.subject for one in self.clauses if one.subject and one.subject.sort == "thing" and one.lemma in USURPS)
        if kind in {"protect", "survive", "make", "find", "steal", "carry"}:
            yield from (one for one in self.phrases if one.prep == "from" and one.sort in {"person", "thing", "event"})
        yield from (one for one in [*people, *(p for p in self.phrases if p.head in hints().collective)] if is_hostile(one))
        yield from (one for one in self.phrases if hostile_adjective().search(one.text) and one.sort in {"person", "thing"})
        yield from (
            clause.object
            for clause in self.clauses
            if quest_of(clause.lemma) in {"fight", "survive"}
            and clause.object is not None
            and clause.object.sort != "time"
            and not (clause.object.sort == "person" and self.is_quarry(clause.object))
        )
        yield from (
            one
            for one in self.phrases
            if one.head in hints().forces
            and one.sort in {"event", "idea"}
            and not one.prep.startswith(("dur", "after"))
            and one.text != "the war"
        )

    def finding(self, threat: Thing, phrase: Phrase | None, missing: str) -> Finding:
        if phrase is not None:
            return Finding(phrase.text if threat.owner else threat.the, phrase.text)
        return Finding(threat.the, None, f"{missing}; {threat.the} could be the one who stands in {self.whose} way.")
