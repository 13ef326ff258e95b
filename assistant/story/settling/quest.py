"""What the story is: its quest and genre, what is wanted, against what, and what happens on the way."""

import re
from functools import cached_property

from .. import english
from ..lexicon import genres, hints, place_kind_of, trade_of, words
from ..matter import thing
from ..model import Finding
from ..reading import Clause, Phrase, genre_in
from .ground import event_kind, is_hostile, missing, quest_of, role_of
from .people import FORBIDS
from .sprung import USURPS, Sprung
from .supposed import Aim

_LOOSE = {
    "see": "carry",
    "meet": "carry",
    "go": "carry",
    "leave": "love",
    "land": "carry",
    "stay": "protect",
    "hold": "protect",
    "know": "solve",
    "decide": "love",
    "accept": "love",
    "become": "make",
    "follow": "find",
}
"""Which quest a wish is whose verb could belong to several."""


class Genre(Sprung):
    """Settles which of the nine quests this is, and in which genre it is told."""

    whom: str = "this person"
    suited: Aim | None = None
    """What suits the hero to want, where the prompt leaves every wish open."""

    def goal_clause(self) -> Clause | None:
        """Wants outrank purposes, purposes outrank what merely happens; within a rank, the first said."""
        if self.sprung is not None and self.sprung.firm:
            return None
        wanting = [one for one in self.clauses if one.mood == "goal" and not one.negative and quest_of(one.lemma)]
        facts = [
            one
            for one in self.clauses
            if one.mood == "fact"
            and not one.negative
            and not self._of_somebody_else(one)
            and not self._bygone(one)
            and quest_of(one.lemma)
            and one.lemma not in {"find", "discover"}
            and one.opener not in {"anyone", "rel"}
            and not self._lives(one)
            and not self.attacks(one)
            and one.lemma not in FORBIDS
            and not re.search(r"\b(?:be|is|are|was|were|been|being|gets?|got)\s+$", self.said.rest[: one.start])
            and not (
                one.form == "ed" and (re.search(r"\b(?:has|have|had)\s+$", self.said.rest[: one.start]) or re.match(r"\w+ by\b", one.said))
            )
            and not (one.subject is not None and one.subject.head in words().anybody and any(each.name for each in self.phrases))
            and (one.subject is None or one.subject.sort in {"person", "idea"} or one.subject.head in hints().collective)
        ]
        wanting = [
            one
            for one in wanting
            if one.opener not in {"anyone", "rel"}
            and not self._seeming(one)
            and not self._idle(one)
            and not (
                one.form == "ed" and re.search(r"\b(?:(?:should|could|would|might) have|be|been|being)\s+$", self.said.rest[: one.start])
            )
            and not (self.sprung and self.sprung.start <= one.start < self.sprung.end)
            and (one.object is not None or quest_of(one.lemma) in {"make", "love", "survive"} or len(self.outer(one).said.split()) > 1)
        ]
        strong = [one for one in wanting if quest_of(one.lemma) != "carry" or one.object is not None]
        strong.sort(key=lambda one: one.opener in {"that", "if", "who"})
        loose = [one for one in self.clauses if self._wished(one)]
        needed = [one for one in self.clauses if self._needed(one)]
        return next(iter([*strong, *wanting, *needed, *loose, *([] if self.sprung else facts)]), None)

    def divided(self, hero: Phrase | None) -> bool:
        """Whether the two it is about are each other's opposition; see `opposition.Opposition`."""
        raise NotImplementedError

    def _bygone(self, clause: Clause) -> bool:
        """'My mother kept diaries. The last one is ...': what was done is told, and now something else is."""
        now = re.search(r"[.;!?]\s+(?!\w+ (?:was|were)\b)[^.;!?]*\b(?:is|are|has|have|must)\b", self.said.rest[clause.end :])
        return clause.form == "ed" and now is not None

    def _of_somebody_else(self, clause: Clause) -> bool:
        """'the woman who leads it', a bandmaster who dies: what they do is nobody's aim."""
        one = clause.subject
        if one is None or one.sort != "person":
            return False
        first = next((phrase for phrase in self.phrases if phrase.sort == "person"), one)
        return (clause.opener == "who" and one.start > first.end) or self.is_quarry(one)

    def _idle(self, clause: Clause) -> bool:
        """'has nothing to do', 'a power to find keys', 'wants it sold' say nothing of what is wanted."""
        before = self.said.rest[: clause.start]
        nothing = re.search(r"\b(?:nothing|something|anything|little|enough|a lot|much)(?: else| left)? to\s+$", before)
        gift = re.search(r"\b(?:power|gift|talent|job|duty|habit)\s+is\s+to\s+$", before)
        others = re.search(r"\b(?:wants?|have|has|gets?)\s+(?:it|them|him|her)\s+$", before)
        paid = re.match(r"(?:pay|offer|give|do) anything\b", clause.said)
        return bool(nothing or gift or paid or (others and clause.form == "ed"))

    def attacks(self, clause: Clause) -> bool:
        """'zombies attack a wedding' is nobody's wish that a story could follow."""
        return clause.lemma in USURPS and clause.subject is not None and is_hostile(clause.subject) and clause.mood == "fact"

    def _needed(self, clause: Clause) -> bool:
        """'If Samira does not find the vaccine', 'unless the choir learns a new song' say what has to be done."""
        told = clause.mood == "condition" and clause.subject is not None and clause.subject.sort in {"person", "thing", "event", "idea"}
        return told and ((clause.opener == "if" and clause.negative) or (clause.opener == "unless" and not clause.negative))

    def _lives(self, clause: Clause) -> bool:
        """'runs a lighthouse' is a life; 'opens a club', 'robs a bank', 'builds a boat to escape' are things done once."""
        if (
            clause.lemma not in hints().livings
            or (clause.object is None and clause.lemma == "keep")
            or clause.form not in {"s", "base", "ing"}
            or clause.mood != "fact"
            or clause.negative
        ):
            return False
        purpose = any(
            one.mood == "goal" and one.opener not in {"rel", "anyone"} and clause.start < one.start <= clause.end for one in self.clauses
        )
        if clause.lemma == "sell" and clause.object is not None and not clause.object.plural:
            return False
        done_once = re.search(r"\b(?:across|to|into|from|against|until|before|one|through)\b", clause.said)
        return not purpose and not (done_once and clause.lemma not in {"run", "keep", "own", "live", "work", "share"})

    @cached_property
    def living(self) -> Clause | None:
        """What the one it is about does day by day, where that is all there is to go by."""
        if self.sprung is not None or self.goal_clause() is not None:
            return None
        return next((one for one in self.clauses if self._lives(one) and one.opener in {"", "who"} and one.object is not None
                     and (one.subject is None or one.subject.sort == "person")), None)  # fmt: skip

    def _wished(self, clause: Clause) -> bool:
        """A wish in a verb that belongs to no quest of its own."""
        told = (
            clause.mood == "goal" and not clause.negative and clause.opener not in {"anyone", "that", "if", "who", "rel", "before", "until"}
        )
        whole = len(clause.said.split()) > 1 or clause.lemma in hints().complete
        known = clause.lemma in hints().moments and not self._wants_plainly(clause)
        told = (
            told
            and not self._seeming(clause)
            and not self._idle(clause)
            and not re.search(r"\b(?:what|how|why|which)(?:\s+\w+){1,3}\s+$", self.said.rest[: clause.start])
        )
        return told and not quest_of(clause.lemma) and whole and not known and clause.form in {"base", "ing"}

    def _seeming(self, clause: Clause) -> bool:
        """'seems to be addressed to her', 'pretending to be a man' wish for nothing."""
        return clause.lemma in {"seem", "appear", "pretend"} or bool(
            re.search(
                r"\b(?:seem|appear|happen|pretend|used|claim|turn(?:s|ed)? out)\w*\s+to\s+(?:have\s+)?$", self.said.rest[: clause.start]
            )
        )

    def _wants_plainly(self, clause: Clause) -> bool:
        before = self.said.rest[: clause.start]
        owed = re.search(r"\b(?:must|wants? to|has to|have to|needs? to)\s+$", before)
        return bool(owed or (clause.lemma in {"get", "see", "become", "meet"} and re.search(r"(?<!only )\bto\s+$", before)))

    def doing(self) -> Clause | None:
        """What someone is said to be doing, where nobody is said to want anything: 'follows a glacier guide'."""
        return next(
            (
                one
                for one in self.clauses
                if one.mood == "fact"
                and (one.object is not None or re.match(r"\w+ (?:it|them)\b", one.said))
                and not one.negative
                and one.subject is not None
                and one.subject.sort == "person"
                and not self.is_quarry(one.subject)
                and one.opener == ""
                and not one.lemma.endswith("ed")
                and one.lemma not in hints().moments | FORBIDS
            ),
            None,
        )

    def outer(self, goal: Clause) -> Clause:
        """'build a flying machine to escape the flood': what is done for the purpose belongs to the goal."""
        wider = [
            one for one in self.clauses if one.start < goal.start and one.end == goal.end and one.mood != "condition" and not one.negative
        ]
        fits = [
            one
            for one in wider
            if one.lemma
            not in {
                "hire",
                "force",
                "order",
                "ask",
                "tell",
                "have",
                "fight",
                "race",
                "struggle",
                "beg",
                "offer",
                "invite",
                "persuade",
                "convince",
                "plan",
                "promise",
                "go",
                "arrive",
                "come",
                "leave",
                "travel",
                "walk",
                "get",
            }
            and len(one.said.split()) < 14
            and one.form != "ed"
            and not (one.lemma in {"return", "sail", "drive", "ride", "climb", "run", "set", "pretend", "seem"} and one.object is None)
        ]
        return fits[0] if fits else goal

    def kind(self, goal: Clause | None, hero: Phrase | None) -> str:
        trade = trade_of().get(english.singular(hero.head), "") if hero else ""
        plight = self.plight()
        if goal:
            kind = quest_of(goal.lemma) or _LOOSE.get(goal.lemma, "make")
            if goal.lemma == "prevent":
                return "fight"
            if re.match(r"win (?:over|back the (?:heart|love|trust))\b", goal.said):
                return "love"
            if goal.lemma == "get" and (way := self._got(goal)):
                return way
            if kind == "fight" and not self._fightable(goal):
                return "make"
            if re.match(r"\w+ out\b", goal.said) and kind == "find":
                return "solve"
            if goal.lemma == "catch" and goal.object is not None and goal.object.sort in {"thing", "place"}:
                return "carry"
            if self.outer(goal).lemma in {"teach", "train", "coach"}:
                return "make"
            if goal.lemma == "hide" and goal.object is not None:
                kept = goal.object.sort == "person" or re.search(r"\bfrom\b", goal.said) is not None
                return "protect" if kept else "steal"
            if kind == "find" and goal.object is not None and missing(goal.object):
                return "find"
            if goal.lemma == "open" and trade == "thief":
                return "steal"
            if kind == "find" and goal.object and (goal.object.sort == "person" and is_hostile(goal.object)):
                return "solve"
            if goal.mood in {"goal", "condition"} or kind not in {"make", "carry", "find"}:
                return kind
        elif self.sprung:
            return self.sprung.kind
        elif (aim := self.matter_of()) is not None:
            self.suited = aim
            return aim.kind
        event = next(
            (
                one
                for one in self.phrases
                if one.sort == "event"
                and one.prep not in {"during", "after", "before", "since", "until", "amid"}
                and not (one.prep == "in" and one.head == "war")
            ),
            None,
        )
        if event and event_kind(event):
            return event_kind(event)
        if re.search(r"\b(?:afraid|scared|terrified|frightened) of\b", self.low) or any(
            one.negative and one.mood == "goal" and not (hero and one.subject and one.subject.start > hero.end) for one in self.clauses
        ):
            return "fight"
        if goal:
            return quest_of(goal.lemma) or "make"
        if plight:
            return plight
        if any(one.value in {"noir", "mystery", "horror", "thriller", "heist"} for one in self.said.genres):
            return genres()[
                next(one.value for one in self.said.genres if one.value in {"noir", "mystery", "horror", "thriller", "heist"})
            ].kind
        two = [one for one in self.phrases if one.sort == "person" and not one.plural][:2]
        if not self.clauses and len(two) == 2 and self.said.rest[two[0].end : two[1].start].strip() == "and" and self.met(two[0]) is None:
            return "love"
        if self.living is not None and (home := self.living.object) is not None and re.search(r"\b(?:haunted|cursed)\b", home.text):
            self.suited = Aim("solve", "find out what is wrong with <prize>", self.definite(home))
            return "solve"
        if self.living is not None:
            return (
                "protect"
                if self.living.lemma in {"run", "keep", "own", "tend", "manage", "guard"}
                else quest_of(self.living.lemma) or "make"
            )
        if (named := self._named_beside()) is not None:
            self.suited = named
            return named.kind
        if hero is not None and self.divided(hero) and self.doing() is None:
            self.suited = Aim("make", f"come out ahead of the other {role_of(hero)}", "the upper hand")
            return "make"
        if hero:
            words_ = role_of(hero)
            if "hunter" in words_ and "bounty" not in words_:
                return "find"
            if self.romantic:
                return "love"
            if not self.clauses and any(one.prep in {"against", "versus", "vs", "vs."} for one in self.phrases):
                return "fight"
            if self.doing() is None and not any(
                one.mood == "fact" and not one.negative and one.lemma not in hints().moments for one in self.clauses
            ):
                self.suited = self.suits(hero)
                return self.suited.kind
            doing = self.doing()
            begins = doing is not None and doing.lemma in {"start", "begin", "form", "found", "set"}
            done = (
                (quest_of(doing.lemma) or _LOOSE.get(doing.lemma) or hints().kind_by_trade.get(trade, "") or "make")
                if doing is not None
                else ""
            )
            return "make" if begins else done or hints().kind_by_trade.get(trade, "")
        place = next((one for one in self.phrases if one.sort == "place"), None)
        shuts = all(
            one.lemma in {"close", "shut", "end", "come"} or (one.subject is not None and one.subject.sort == "place")
            for one in self.clauses
        )
        if place is not None and shuts and not self.said.genres:
            moves = place_kind_of().get(place.head) in {"capsule", "train"} or place.head in {"van", "bus", "taxi", "truck", "lorry"}
            keeping = "keep <prize> on the road to the end of the season" if moves else self.pick(hints().keeping)
            self.suited = Aim("protect", keeping, thing(place).the)
            return "protect"
        return "solve" if self.clauses else ""

    @staticmethod
    def _fightable(goal: Clause) -> bool:
        """Nobody can beat time, or a habit; a war, a flood or a coffee machine can be stood up to."""
        what = goal.object
        known = what is not None and (what.head in hints().forces or bool(event_kind(what)) or is_hostile(what))
        return what is None or known or what.sort not in {"time", "idea"}

    @staticmethod
    def _got(goal: Clause) -> str:
        """'get out alive' is survival, 'get it back to the sea' a journey."""
        if re.match(r"\w+ (?:out|away|off|through)\b", goal.said) and goal.object is None:
            return "survive"
        return "carry" if re.search(r"\b(?:to|into|back|home|out of|across)\b", goal.said) else ""

    def genre(self, kind: str, hero: Phrase | None) -> tuple[str, str]:
        """The genres said, else those the words of the prompt give away, else the one the quest suggests."""
        found = [one.value for one in self.said.genres]
        avoided = {genre.value for one in self.said.avoid for genre in genre_in(one.value) if genre.source == one.value}
        found += [one.value for one in genre_in(self.said.rest) if one.value not in {"war", "romance", "drama", "family"} or not found]
        persons = [one for one in self.phrases if one.sort == "person" and one.prep != "like"]
        trades = [trade_of().get(english.singular(one.head), "") for one in persons]
        found += [hints().genre_by_trade[trade] for trade in trades if trade in hints().genre_by_trade]
        world = [place_kind_of().get(one.head, "") for one in self.phrases if one.sort == "place" and not self.only_seen(one)]
        found += ["scifi"] * any(one in {"spaceship", "colony"} for one in world)
        if hero and trade_of().get(english.singular(hero.head)) == "animal":
            found.append("family")
        stays = not any(one.prep in {"across", "through"} for one in self.phrases if one.sort == "place")
        thief = hero is not None and trade_of().get(english.singular(hero.head) if not hero.name else hero.role) == "thief"
        found += ["heist"] if thief and kind in {"steal", "carry", "find"} else []
        found += (
            ["war"]
            if re.search(r"\b(?:besieged|siege|(?<!old )(?<!former )(?<!retired )soldiers|occupied|front line|ceasefire)\b", self.low)
            else []
        )
        found += ["drama"] if hero and stays and kind in {"carry", "make"} and trade_of().get(english.singular(hero.head)) == "kin" else []
        contest = kind == "fight" and not any(is_hostile(one) for one in self.phrases)
        found += ["drama" if contest else hints().genre_by_kind[kind]] if kind else []
        kept = [one for one in dict.fromkeys(found) if one not in avoided] or [self.pick(["drama", "mystery", "adventure"])]
        said = [one.value for one in self.said.genres]
        return kept[0], next((one for one in kept[1:] if one in said), kept[0])

    def genre_finding(self, genre: str) -> Finding:
        words_ = [*self.said.genres, *genre_in(self.said.rest)]
        label = {"scifi": "science fiction"}.get(genre, genre)
        words_ = [one for one in words_ if one.source.lower() not in words().adjectives | hints().genre_adjectives] or words_
        source = next((one.source for one in words_ if one.value == genre), None)
        joined = " ".join(one.source.lower() for one in self.said.genres if one.source.lower() not in hints().genre_adjectives) or label
        if source:
            return Finding(joined if self.said.genres else label, source)
        return Finding(label, None, f"No genre was named; the story reads as {self.genre_label(genre)}.")
