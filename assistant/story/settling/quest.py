"""What the story is: its quest and genre, what is wanted, against what, and what happens on the way."""

import re

from .. import english
from ..lexicon import genres, hints, place_kind_of, trade_of, words
from ..matter import thing
from ..model import Finding
from ..reading import Clause, Phrase, genre_in
from .ground import event_kind, is_hostile, quest_of, role_of
from .sprung import Aim, Sprung


class Genre(Sprung):
    """Settles which of the nine quests this is, and in which genre it is told."""

    whom: str = "this person"
    suited: Aim | None = None
    """What suits the hero to want, where the prompt leaves every wish open."""

    def goal_clause(self) -> Clause | None:
        """Wants outrank purposes, purposes outrank what merely happens; within a rank, the first said."""
        wanting = [one for one in self.clauses if one.mood == "goal" and not one.negative and quest_of(one.lemma)]
        facts = [
            one
            for one in self.clauses
            if one.mood == "fact"
            and not one.negative
            and quest_of(one.lemma)
            and one.lemma not in {"find", "discover"}
            and one.opener != "anyone"
            and not re.search(r"\b(?:is|are|was|were|been|being|gets?|got)\s+$", self.said.rest[: one.start])
            and (one.subject is None or one.subject.sort in {"person", "idea"} or one.subject.head in hints().collective)
        ]
        wanting = [
            one
            for one in wanting
            if one.opener != "anyone"
            and not (one.form == "ed" and re.search(r"\b(?:should|could|would|might) have\s+$", self.said.rest[: one.start]))
            and not (self.sprung and self.sprung.start <= one.start < self.sprung.end)
            and (one.object is not None or quest_of(one.lemma) in {"make", "love", "survive"} or len(self.outer(one).said.split()) > 1)
        ]
        strong = [one for one in wanting if quest_of(one.lemma) != "carry" or one.object is not None]
        strong.sort(key=lambda one: one.opener in {"that", "if", "who"})
        loose = [one for one in self.clauses if self._wished(one)]
        return next(iter([*strong, *wanting, *([] if self.sprung else [*loose, *facts])]), None)

    @staticmethod
    def _wished(clause: Clause) -> bool:
        """A wish in a verb that belongs to no quest of its own."""
        told = clause.mood == "goal" and not clause.negative and clause.opener not in {"anyone", "that", "if", "who"}
        return told and not quest_of(clause.lemma) and len(clause.said.split()) > 2 and clause.lemma not in hints().moments

    def doing(self) -> Clause | None:
        """What someone is said to be doing, where nobody is said to want anything: 'follows a glacier guide'."""
        return next(
            (
                one
                for one in self.clauses
                if one.mood == "fact"
                and one.object is not None
                and not one.negative
                and one.subject is not None
                and one.subject.sort == "person"
                and one.opener == ""
                and not one.lemma.endswith("ed")
                and one.lemma not in hints().moments
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
            if one.lemma not in {"hire", "force", "order", "ask", "tell", "have", "fight", "race", "struggle"}
            and len(one.said.split()) < 14
            and one.form != "ed"
        ]
        return fits[0] if fits else goal

    def kind(self, goal: Clause | None, hero: Phrase | None) -> str:
        trade = trade_of().get(english.singular(hero.head), "") if hero else ""
        plight = next((kind for kind, known in hints().plights.items() if re.search(rf"\b(?:{known})\b", self.low)), "")
        if goal:
            kind = quest_of(goal.lemma) or "make"
            if re.match(r"\w+ out\b", goal.said) and kind == "find":
                return "solve"
            if goal.lemma == "catch" and goal.object is not None and goal.object.sort in {"thing", "place"}:
                return "carry"
            if self.outer(goal).lemma in {"teach", "train", "coach"}:
                return "make"
            if goal.lemma == "hide" and goal.object is not None:
                return "protect" if goal.object.sort == "person" else "steal"
            if goal.lemma == "open" and trade == "thief":
                return "steal"
            if kind == "find" and goal.object and (goal.object.sort == "person" and is_hostile(goal.object)):
                return "solve"
            if goal.mood == "goal" or kind not in {"make", "carry", "find"}:
                return kind
        elif self.sprung:
            return self.sprung.kind
        event = next(
            (
                one
                for one in self.phrases
                if one.sort == "event" and one.prep not in {"during", "after", "before", "since", "until", "amid"}
            ),
            None,
        )
        if event and event_kind(event):
            return event_kind(event)
        if re.search(r"\b(?:afraid|scared|terrified|frightened) of\b", self.low) or any(
            one.negative and one.mood == "goal" for one in self.clauses
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
        if not self.clauses and len(two) == 2 and self.said.rest[two[0].end : two[1].start].strip() == "and":
            return "love"
        if hero:
            words_ = role_of(hero)
            if "hunter" in words_ and "bounty" not in words_:
                return "find"
            if self.romantic:
                return "love"
            if self.doing() is None and not any(one.mood == "fact" and one.lemma not in hints().moments for one in self.clauses):
                self.suited = self.suits(hero)
                return self.suited.kind
            return hints().kind_by_trade.get(trade, "")
        place = next((one for one in self.phrases if one.sort == "place"), None)
        shuts = all(one.lemma in {"close", "shut", "end"} for one in self.clauses)
        if place is not None and shuts and not self.said.genres:
            self.suited = Aim("protect", self.rng.choice(hints().keeping), thing(place).the)
            return "protect"
        return "solve" if self.clauses else ""

    def genre(self, kind: str, hero: Phrase | None) -> tuple[str, str]:
        """The genres said, else those the words of the prompt give away, else the one the quest suggests."""
        found = [one.value for one in self.said.genres]
        avoided = {genre.value for one in self.said.avoid for genre in genre_in(one.value)}
        found += [one.value for one in genre_in(self.said.rest) if one.value not in {"war", "romance", "drama", "family"} or not found]
        trades = [trade_of().get(english.singular(one.head), "") for one in self.phrases if one.sort == "person"]
        found += [hints().genre_by_trade[trade] for trade in trades if trade in hints().genre_by_trade]
        world = [place_kind_of().get(one.head, "") for one in self.phrases if one.sort == "place"]
        found += ["scifi"] * any(one in {"spaceship", "colony"} for one in world)
        if hero and trade_of().get(english.singular(hero.head)) == "animal":
            found.append("family")
        stays = not any(one.prep in {"across", "through"} for one in self.phrases if one.sort == "place")
        thief = hero is not None and trade_of().get(english.singular(hero.head) if not hero.name else hero.role) == "thief"
        found += ["heist"] if thief and kind in {"steal", "carry", "find"} else []
        found += ["war"] if re.search(r"\b(?:besieged|siege|soldiers|occupied|front line|ceasefire)\b", self.low) else []
        found += ["drama"] if hero and stays and kind in {"carry", "make"} and trade_of().get(english.singular(hero.head)) == "kin" else []
        contest = kind == "fight" and not any(is_hostile(one) for one in self.phrases)
        found += ["drama" if contest else hints().genre_by_kind[kind]] if kind else []
        kept = [one for one in dict.fromkeys(found) if one not in avoided] or [self.rng.choice(["drama", "mystery", "adventure"])]
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
