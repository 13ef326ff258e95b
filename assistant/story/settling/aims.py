"""What is wanted, what stands against it, and what the prompt says happens on the way."""

import re
from collections.abc import Iterable

from .. import english
from ..lexicon import genres, hints, kinds, place_kind_of, trade_of, words
from ..matter import Place, Thing, assumed_thing, thing
from ..model import Finding
from ..reading import Clause, Phrase
from .ground import event_kind, event_kind_of_thing, hostile_adjective, is_hostile, missing, quest_of, role_of, same, tidy
from .quest import Genre
from .sprung import USURPS, Quest, impersonal

_PAST = re.compile(r"\b(?:last (?:week|year|night|month|summer|winter)|ago|yesterday|years? before)\b")


class Aims(Genre):
    """Settles prize, opposition, goal, stakes, and the things and events that must be seen."""

    def prize(self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase]) -> tuple[Thing, Phrase | None]:
        """What it is all about: the goal's object, or who was lost, or what is there to be wanted."""
        if goal is None and self.suited is not None:
            return assumed_thing(self.suited.prize), None
        if goal is None and self.sprung is not None and (sprung := self.sprung.prize) is not None:
            return thing(sprung), sprung
        phrase = next(iter(self._prize_candidates(kind, goal, hero, people)), None)
        if phrase is not None:
            return thing(phrase), phrase
        if goal is not None and kind == "make" and goal.object is None:
            core = hints().made.get(goal.lemma, "work")
            return Thing(f"the {core}", english.a(core), f"the {core}", False, self.text[goal.start : goal.end], sort="idea"), None
        hunted = re.match(r"([\w -]+?)\s+(?:hunter|seeker|thief|smuggler|keeper|maker)s?$", role_of(hero)) if hero else None
        if (
            hunted
            and kind in {"find", "steal", "make"}
            and hunted.group(1) not in place_kind_of()
            and hunted.group(1) not in {"bounty", "lighthouse", "monster", "vampire", "ghost", "demon", "bee"}
        ):
            word = hunted.group(1)
            core = word if word in words().mass else english.a(word)
            return Thing(f"the {word}", core, f"the {word}", False, hero.text if hero else None), None
        cooks = hero is not None and trade_of().get(english.singular(hero.head)) == "food" and kind == "make"
        contest = kind == "fight" and not any(is_hostile(one) for one in self.phrases)
        pool = hints().contested if contest else hints().sweethearts if kind == "love" and self.romantic else kinds()[kind].prize
        return assumed_thing("the midwinter feast" if cooks else self.rng.choice(pool)), None

    def _prize_candidates(self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase]) -> Iterable[Phrase]:
        def wanted(phrase: Phrase | None) -> bool:
            return (
                phrase is not None
                and not (hero and same(phrase, hero))
                and phrase.sort != "time"
                and phrase.det not in {"every", "any", "no", "each", "one"}
            )

        chain = [one for one in self.clauses if goal and one.sentence == goal.sentence and one.start >= goal.start]
        if goal is not None and not quest_of(goal.lemma) and wanted(goal.object) and goal.object is not None:
            yield goal.object
        if goal is not None and self._contested(goal) and goal.object is not None:
            yield goal.object
        if kind not in {"fight", "survive"}:
            for clause in [goal, *chain] if goal else []:
                if (
                    clause is not None
                    and wanted(clause.object)
                    and clause.object is not None
                    and quest_of(clause.lemma)
                    and not (kind == "carry" and clause.object.sort == "place" and clause.lemma not in {"reach"})
                ):
                    yield clause.object
        yield from (one for one in people if missing(one) and wanted(one))
        if goal is None and (doing := self.doing()) is not None and wanted(doing.object) and doing.object is not None:
            yield doing.object
        said = self._meant(tidy(goal.said), goal) if goal else ""
        yield from (
            one for one in self.phrases if goal and said != tidy(goal.said) and one.core in said and wanted(one) and kind not in {"survive"}
        )
        for clause in self.clauses:
            lost = clause.lemma in {"vanish", "disappear", "kidnap", "abduct", "die"} or (
                clause.mood == "condition" and clause.subject in people
            )
            if lost and clause.subject and wanted(clause.subject) and clause.subject.sort == "person" and clause.subject.det:
                yield clause.subject
        if kind in {"fight", "survive"}:
            saves = [one for one in chain if quest_of(one.lemma) == "protect"]
            yield from (one.object for one in saves if one.object is not None and wanted(one.object))
        if kind == "love":
            yield from (one for one in people if wanted(one) and not one.plural)
        yield from (one for one in self.phrases if one.sort == "event" and kind in {"solve", "make", "love"} and event_kind(one) == kind)
        if kind in {"steal", "find", "carry", "protect", "solve"}:
            things = [one for one in self.phrases if one.sort == "thing" and wanted(one)]
            yield from sorted(things, key=lambda one: not missing(one))
        if kind in {"solve", "love"}:
            yield from (one for one in self.phrases if one.sort == "idea" and one.det and one.head not in hints().forces | hints().no_props)

    def threat(
        self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase], prize: Phrase | None
    ) -> tuple[Thing | None, Phrase | None]:
        """Whom or what it is against: 'against X', 'from X', the object of a fight, or whoever is plainly hostile."""
        for phrase in self._threat_candidates(kind, goal, people):
            if not (hero and same(phrase, hero)) and not (prize and same(phrase, prize)):
                return thing(phrase), phrase
        return None, None

    @staticmethod
    def _contested(clause: Clause) -> bool:
        """'fight over the crown', 'fight for the land': the object is the prize, not the enemy."""
        return bool(re.match(r"\w+ (?:over|for)\b", clause.said))

    def assumed_foe(self, genre: str, places: tuple[Place, ...], period: str) -> Thing:
        """Someone who has power where the story is, or whom such stories are usually against."""
        pool = (*genres()[genre].foe, *hints().foe_by_place.get(places[0].kind, ()) * 2)
        if genre in {"mystery", "adventure", "drama"}:
            pool = hints().foe_by_period.get(period, pool)
        heads = {one.head.lower() for one in self.phrases if one.sort == "person"}
        pool = tuple(one for one in pool if one.lower().split()[-1] not in heads) or pool
        return assumed_thing(f"the {self.rng.choice(pool)}")

    def _threat_candidates(self, kind: str, goal: Clause | None, people: list[Phrase]) -> Iterable[Phrase]:
        feared = re.search(r"\b(?:afraid|scared|terrified|frightened) of\s+", self.said.rest)
        yield from (one for one in self.phrases if feared and one.start == feared.end())
        hunted = re.compile(r"\b(?:chased|hunted|pursued|followed|stalked|threatened|attacked|haunted) by\s+$")
        yield from (one for one in self.phrases if one.prep == "by" and hunted.search(self.said.rest[: one.start]))
        yield from (one for one in self.phrases if one.prep in {"against", "versus", "vs"})
        if goal and kind in {"fight", "survive"} and not self._contested(goal) and goal.object is not None and goal.object.sort != "time":
            yield goal.object
        yield from (one.subject for one in self.clauses if one.subject and one.subject.sort == "thing" and one.lemma in USURPS)
        if kind in {"protect", "survive", "make", "find", "steal", "carry"}:
            yield from (one for one in self.phrases if one.prep == "from" and one.sort in {"person", "thing", "event"})
        yield from (one for one in [*people, *(p for p in self.phrases if p.head in hints().collective)] if is_hostile(one))
        yield from (one for one in self.phrases if hostile_adjective().search(one.text) and one.sort in {"person", "thing"})
        yield from (
            clause.object
            for clause in self.clauses
            if quest_of(clause.lemma) in {"fight", "survive"} and clause.object is not None and clause.object.sort != "time"
        )
        yield from (
            one for one in self.phrases if one.head in hints().forces and one.sort in {"event", "idea"} and not one.prep.startswith("dur")
        )

    def goal(
        self, goal: Clause | None, kind: str, prize: Thing, threat: Thing, event: Thing | None, places: tuple[Place, ...]
    ) -> tuple[str, Finding]:
        if goal:
            outer = self.outer(goal)
            which = self._which(outer.object) if outer.object is not None and outer.object.end == outer.end else ""
            which = which if len(f"{outer.said}{which}".split()) < 14 else ""
            said = f"{outer.lemma}{outer.said[len(outer.said.split()[0]) :]}{which}"
            source = self.text[outer.start : outer.end]
            said = impersonal(self._meant(tidy(said), goal))
            return self._without_main_place(said), Finding(said, source)
        if self.sprung is not None:
            return self._meant(self.sprung.goal, self.sprung), Finding(
                self._meant(self.sprung.goal, self.sprung), self.text[self.sprung.start : self.sprung.end]
            )
        if self.suited is not None:
            shown = self.suited.goal.replace("<prize>", prize.the)
            return self.suited.goal, Finding(shown, None, f"No goal was given; it would suit {self.whom} to want to {shown}.")
        event = event or (prize if prize.source and prize.sort == "event" else None)
        if event and event_kind_of_thing(event) == kind:
            told = hints().events_said.get(event.the.removeprefix("the ")) or hints().events_said.get(event.the.split()[-1])
            said = (told or kinds()[kind].event).replace("<the>", event.the)
            return said, Finding(said, event.source)
        if (doing := self.doing()) is not None:
            said = impersonal(tidy(f"{doing.lemma}{doing.said[len(doing.said.split()[0]) :]}"))
            return self._without_main_place(said), Finding(said, self.text[doing.start : doing.end])
        if re.search(r"\b(?:afraid|scared|terrified|frightened) of\b", self.low):
            return f"face {threat.the}", Finding(f"face {threat.the}", threat.source)
        if kind == "survive" and threat.source is None:
            where = places[0].thing.the
            said = f"get off {where} alive" if places[0].at in {"on", "aboard"} else f"get out of {where} alive"
            return said, Finding(said, None, "No goal was given; who is in danger wants to live.")
        wish = "win over <the>" if kind == "love" and self.romantic else kinds()[kind].goal
        aim, slot = (threat, "<threat>") if kind in {"survive", "fight"} else (prize, "<prize>")
        owned = next((f"{one.det} {aim.the}" for one in self.phrases if aim.owner and one.text == aim.source), aim.the)
        said, shown = wish.replace("<the>", slot), wish.replace("<the>", owned)
        if aim.source:
            return said, Finding(shown, aim.source)
        return said, Finding(shown, None, f"No goal was given; someone in this story would want to {shown}.")

    def _meant(self, said: str, goal: Clause | Quest) -> str:
        """'destroy it' wants the thing that was spoken of before."""
        hit = re.search(r"^(\w+(?: (?:whether|how|where|when) to \w+)?) (it|them)\b", said)
        earlier = [
            one
            for one in self.phrases
            if one.end <= goal.start
            and one.sort in {"thing", "event", "place", "idea"}
            and one.plural == (hit is not None and hit.group(2) == "them")
        ]
        if not hit or not earlier:
            return said
        owned = [one for one in earlier if one.det in {"her", "his", "their", "the"}]
        meant = (owned or earlier)[0]
        name = thing(meant)
        return f"{hit.group(1)} {f'{meant.det} {name.the}' if name.owner else name.the}{said[hit.end() :]}"

    def _without_main_place(self, said: str) -> str:
        """'investigate AI crimes in a cyberpunk city' names the city once too often for every scene."""
        for phrase in self.phrases:
            if phrase.sort in {"place", "time"} and phrase.prep and phrase.prep in {"in", "on", "at", "aboard", "inside", "during", "near"}:
                said = said.replace(f" {phrase.prep} {phrase.text}", "")
        return said

    def stakes(self, kind: str) -> Finding:
        said = re.search(r"\b(?:or|otherwise|or else)\s+((?:\w+[ ']?){3,16}?)(?=[.,;!?]|$)", self.said.rest)
        if said and re.search(r"\b(?:will|loses?|dies?|forever|never|be|falls?)\b", said.group(1)):
            return Finding(said.group(1), self.text[slice(*said.span(1))])
        contest = kind == "fight" and not any(is_hostile(one) for one in self.phrases if one.sort == "person")
        stake = self.rng.choice(kinds()["make" if contest and self.sprung is None else kind].stakes)
        return Finding(stake, None, f"What is at stake was not said; if it fails, {stake}.")

    def theme_findings(self, kind: str) -> tuple[Finding, ...]:
        theme = self.rng.choice(kinds()[kind].theme)
        return (*self.themes, Finding(theme, None, f"No theme was given; this kind of story asks: {theme}"))

    def objects(self, known: list[Phrase | None], people: list[Phrase]) -> tuple[Thing, ...]:
        """Everything else that was named: it has to be seen somewhere."""
        spoken = [one for one in known if one is not None]
        kept = [
            one for one in self.phrases if self._is_prop(one) and not any(same(one, other) or one.text in other.text for other in spoken)
        ]
        everyone = [*people, *(one for one in self.phrases if one.head in hints().collective)]
        groups = [
            one
            for one in everyone
            if (one.plural or one.head in hints().collective) and one not in people[:1] and not any(same(one, other) for other in spoken)
        ]
        return tuple({one.the: one for one in map(thing, [*kept, *groups])}.values())[:12]

    def _is_prop(self, phrase: Phrase) -> bool:
        """Something to be seen or spoken of, other than people, places and parts of either."""
        sorts = phrase.sort in {"thing", "event", "idea"} or (phrase.sort == "person" and self.is_quarry(phrase))
        room = phrase.sort == "place" and phrase.head in hints().rooms
        return (sorts or room) and phrase.head not in hints().no_props and phrase.det not in {"every", "any", "no", "each"}

    def told(self, goal: Clause | None) -> tuple[Clause, ...]:
        """What the prompt says happens, other than the goal itself: to be shown in its order."""
        kept: list[Clause] = []
        for clause in map(self.fuller, self.clauses):
            size = len(clause.said.split())
            if goal is None and self.sprung and self.sprung.start < clause.start < self.sprung.end:
                continue
            if any(one.start < clause.start and clause.end <= one.end for one in kept):
                continue
            if (goal and clause.start == goal.start) or clause.negative or clause.mood == "goal" or clause.form == "ing" or size > 14:
                continue
            if clause.opener == "who" and _PAST.search(clause.said):
                continue
            if size < 2 and clause.lemma not in hints().complete:
                continue
            if goal and clause.start < self.outer(goal).end and clause.end > self.outer(goal).start:
                continue
            if (
                clause.opener == "who"
                and clause.subject is not None
                and (clause.subject.sort not in {"person", "place", "thing"} or clause.subject.det in {"every", "any", "each", "no"})
            ):
                continue
            kept.append(clause)
        return tuple(kept)

    def finding(self, threat: Thing, phrase: Phrase | None, missing: str) -> Finding:
        if phrase is not None:
            return Finding(phrase.text if threat.owner else threat.the, phrase.text)
        return Finding(threat.the, None, f"{missing}; {threat.the} stands in the way.")
