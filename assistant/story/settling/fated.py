"""Quests out of somebody's fate: what they are taken for, what is about to be done to them, who they say they are."""

import re

from ..cast import trade_name_of
from ..reading import Clause
from .ground import impersonal, role_of, tidy
from .supposed import Quest, Supposed


class Fated(Supposed):
    """Finds the quest in what people are, or are believed to be."""

    def _among(self) -> Quest | None:
        """'one of them is not human': which?"""
        hit = re.search(
            r"\bone of (?:them|us|whom|the \w+) (?P<so>(?:is|was|has)\s+(?!called\b|named\b)[^.,;!?\n]{3,50})", self.said.rest, re.I
        )
        known = hit is not None and re.match(r"(?:is|was)\s+an?\s+\w+(?:\s\w+)?$", hit.group("so")) is None
        return Quest("solve", f"find out which of them {hit.group('so').strip()}", None, *hit.span()) if hit is not None and known else None

    def _doomed(self) -> Quest | None:
        """'is going to be switched off' would rather not."""
        hit = re.search(
            r"\s(?:is|are) (?:going|about|due|set|scheduled) to be (?P<done>(?!a\b|the\b|born\b|married\b)[\w]+[^.,;!?\n]{0,40})",
            self.said.rest,
        )
        opened = max(self.said.rest.rfind(mark, 0, hit.start()) for mark in ".;!?\n,") + 1 if hit else 0
        said = [one for one in self.phrases if hit and opened <= one.start < hit.start() and one.sort in {"person", "thing", "place"}]
        whose = hit is not None and re.search(r"\b(?:who|that|which)$", self.said.rest[: hit.start()]) is not None
        one = next(iter(said[::-1] if whose else said), None)
        if hit is None or one is None or not re.match(r"\w+(?:ed|n|t|ld)\b", hit.group("done")):
            return None
        first = next((other for other in self.phrases if other.sort == "person"), one)
        if one.sort == "person" and one.start > first.start:
            return Quest("protect", f"keep {self.definite(one)} from being {tidy(hit.group('done'))}", one, one.start, hit.end())
        if one.sort == "person":
            return Quest("survive", f"keep from being {tidy(hit.group('done'))}", None, one.start, hit.end())
        return Quest("protect", f"keep {self.definite(one)} from being {tidy(hit.group('done'))}", one, one.start, hit.end())

    def _taken(self) -> Quest | None:
        """'everybody thinks he is the new doctor' has to be lived up to."""
        hit = re.search(
            r"\b(?:every(?:body|one)|they all|the whole \w+) (?:thinks?|believes?) (?:that )?(?:he|she|it) (?:is|'s) "
            r"(?P<whom>[^.,;!?\n]{3,50})",
            self.said.rest,
            re.I,
        )
        return Quest("steal", f"pass for {tidy(hit.group('whom'))}", None, *hit.span(), thing="the false name") if hit else None

    def _dying(self) -> Quest | None:
        """'Her partner is dying.'"""
        for one in self.phrases:
            ill = re.match(
                r"\s+is\s+(?:slowly\s+)?(?:dying|terminally ill|going blind|losing (?:her|his) memory)\b", self.said.rest[one.end :]
            )
            if ill is None or one.sort != "person" or one.det.lower() not in {"her", "his", "their", "my"}:
                continue
            kin = trade_name_of(role_of(one)) == "kin"
            goal = f"{'make peace with' if kin else 'keep a last promise to'} {self.definite(one)} while there is time"
            return Quest("love", impersonal(goal), one, one.start, one.end + ill.end())
        return None

    def claimant(self) -> tuple[Clause, str] | None:
        """Whoever says to be somebody: 'a stranger who says he is her son'; the clause, and whom."""
        for clause in self.clauses:
            hit = re.match(
                r"\w+ (?:that )?(?:he|she|they) (?:is|was|are) (?P<whom>(?:her|his|their|the|my)\b[\w' -]+)", self.said.rest[clause.start :]
            )
            if (
                clause.lemma in {"say", "claim", "insist", "swear"}
                and hit
                and clause.subject is not None
                and clause.subject.sort == "person"
            ):
                return clause, hit.group("whom").strip()
        return None

    def _claims(self, clause: Clause) -> Quest | None:
        found = self.claimant()
        if found is None or found[0] is not clause or clause.subject is None:
            return None
        return self._quest("solve", f"find out whether {self.definite(clause.subject)} really is {found[1]}", None, clause)

    def _passes(self, clause: Clause) -> Quest | None:
        """'pretends to be the heir' has to be believed."""
        hit = re.match(
            r"(?:pretend\w*(?: to be| (?:that )?(?:he|she) is)|pos\w+ as|masquerad\w+ as|impersonat\w+) (?P<whom>[^.,;!?]{3,60})",
            clause.said,
        )
        purpose = any(one.mood != "condition" and one.lemma != "be" and one.start > clause.start for one in self.clauses)
        if hit is None or purpose or clause.mood != "fact":
            return None
        return Quest("steal", f"pass for {hit.group('whom')}", None, clause.start, clause.end, thing="the false name")
