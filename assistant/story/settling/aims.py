"""What is wanted, what stands against it, and what the prompt says happens on the way."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from .. import english
from ..cast import trade_name_of
from ..lexicon import hints, kinds, place_kind_of, trade_of, words
from ..matter import Place, Thing, assumed_thing, genders, thing
from ..model import Finding
from ..reading import Clause, Phrase
from .ground import event_kind, event_kind_of_thing, impersonal, is_hostile, missing, quest_of, role_of, same, tidy
from .opposition import Opposition
from .peril import harm_before, stakes_in, usual_stakes
from .supposed import Aim, Quest

_DEEDS = {"make": "work", "carry": "journey", "solve": "truth"}
"""What a quest of a kind comes to, where the prompt names neither a thing nor a deed of its own."""
_PAST = re.compile(r"\b(?:last (?:week|year|night|month|summer|winter)|ago|yesterday|years? before)\b")


class Aims(Opposition):
    """Settles prize, goal, stakes, and the things and events that must be seen."""

    halves: bool = False
    """Whether the story is about two of whom the one wants something of the other."""

    def prize(self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase]) -> tuple[Thing, Phrase | None]:
        """What it is all about: the goal's object, or who was lost, or what is there to be wanted."""
        if goal is None and self.suited is not None:
            return (thing(self.suited.about), self.suited.about) if self.suited.about else (self._suiting(hero), None)
        if goal is None and self.sprung is not None and self.sprung.thing:
            return replace(assumed_thing(self.sprung.thing), source=self.text[self.sprung.start : self.sprung.end], sort="idea"), None
        if goal is None and self.sprung is not None and (sprung := self.sprung.prize) is not None:
            return thing(sprung), sprung
        if self.living is not None and self.living.object is not None:
            return thing(self.living.object), self.living.object
        phrase = next(iter(self._prize_candidates(kind, goal, hero, people)), None)
        if phrase is not None:
            return thing(phrase), phrase
        if (deed := self._deed(kind, goal)) is not None:
            return deed, None
        if kind == "love" and self.romantic and hero is not None and hero.count == 2:
            self.suited = Aim("love", "win over <prize>", f"the other {role_of(hero)}")
            return self._suiting(hero), None
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
        return assumed_thing("the midwinter feast" if cooks else self.pick(pool)), None

    def _suiting(self, hero: Phrase | None) -> Thing:
        """What suits someone to want; of two, the one wants something of the other."""
        prize = assumed_thing(self.suited.prize) if self.suited else assumed_thing("")
        self.halves = hero is not None and hero.count == 2 and prize.the.startswith("the other ")
        return prize

    @staticmethod
    def _moves(place: Phrase) -> bool:
        """A ship can be taken somewhere."""
        return place_kind_of().get(place.head) in {"ship", "sailship", "spaceship", "train", "capsule"}

    def _deed(self, kind: str, goal: Clause | None) -> Thing | None:
        """Where nothing is to be had, the doing of it is what is wanted: 'cross the desert' the crossing, 'stop time' time itself."""
        told = goal or self.sprung
        if told is None or kind in {"fight", "survive"}:
            return None
        source = self.text[told.start : told.end]
        if goal is not None and goal.object is not None and goal.object.head == "time":
            return Thing("time", "time", "time", False, source, abstract=True, sort="idea")
        doing = re.findall(r"\bto (\w+)", goal.said) if goal is not None else []
        own = next((made for verb in (*doing, goal.lemma) if (made := hints().made.get(verb))), "") if goal is not None else ""
        core = own or _DEEDS.get(kind, "")
        if not core or (kind == "love" and own == ""):
            return None
        return Thing(f"the {core}", english.a(core), f"the {core}", False, source, sort="idea")

    def _prize_candidates(self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase]) -> Iterable[Phrase]:
        def wanted(phrase: Phrase | None) -> bool:
            return (
                phrase is not None
                and not (hero and same(phrase, hero))
                and phrase.sort != "time"
                and phrase.prep not in {"against", "versus", "vs", "vs."}
                and phrase.det not in {"every", "any", "no", "each"}
            )

        chain = [one for one in self.clauses if goal and one.sentence == goal.sentence and one.start >= goal.start]
        creature = goal is not None and goal.object is not None and trade_name_of(role_of(goal.object)) == "magic"
        if goal is not None and not quest_of(goal.lemma) and wanted(goal.object) and goal.object is not None and not creature:
            yield goal.object
        if goal is not None and self._contested(goal) and goal.object is not None:
            yield goal.object
        if goal is not None and goal.lemma in {"choose", "decide"}:
            yield from (one for one in self.phrases if goal.start <= one.start < goal.end and one.sort == "thing")
        if kind not in {"fight", "survive"}:
            for clause in [goal, *chain] if goal else []:
                if (
                    clause is not None
                    and wanted(clause.object)
                    and clause.object is not None
                    and quest_of(clause.lemma)
                    and not (
                        kind == "carry" and clause.object.sort == "place" and clause.lemma != "reach" and not self._moves(clause.object)
                    )
                ):
                    yield clause.object
        yield from (one for one in people if missing(one) and wanted(one))
        if goal is None and (doing := self.doing()) is not None:
            done = doing.object or self._spoken_of(doing, "them" in doing.said.split()[:2])
            yield from (one for one in (done,) if one is not None and wanted(one))
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
        if kind == "love" and goal is None and not self.romantic:
            yield from (one for one in self.phrases if one.sort == "event" and one.head in {"wedding", "funeral"} and " of " in one.text)
        if kind == "love":
            yield from (one for one in people if wanted(one) and not one.plural and trade_of().get(english.singular(one.head)) != "animal")
        yield from (one for one in self.phrases if one.sort == "event" and kind in {"solve", "make", "love"} and event_kind(one) == kind)
        if kind in {"steal", "find", "carry", "protect", "solve"}:
            things = [one for one in self.phrases if one.sort == "thing" and wanted(one)]
            yield from sorted(things, key=lambda one: not missing(one))
        if kind in {"solve", "love"}:
            yield from (one for one in self.phrases if one.sort == "idea" and one.det and one.head not in hints().forces | hints().no_props)

    def goal(
        self, goal: Clause | None, kind: str, prize: Thing, threat: Thing, event: Thing | None, places: tuple[Place, ...]
    ) -> tuple[str, Finding]:
        if goal:
            outer = self.outer(goal)
            which = self._which(outer.object) if outer.object is not None and outer.object.end == outer.end else ""
            which = which if len(f"{outer.said}{which}".split()) < 14 else ""
            said = f"{outer.lemma}{outer.said[len(outer.said.split()[0]) :]}{which}"
            source = self.text[outer.start : outer.end]
            said = self._alone(impersonal(self._meant(tidy(said), goal)))
            said = self._with_article(said, outer.object)
            return self._without_main_place(said), Finding(said, source)
        if self.sprung is not None:
            said = self._alone(self._meant(self.sprung.goal, self.sprung))
            return said, Finding(said, self.text[self.sprung.start : self.sprung.end])
        if self.suited is not None:
            shown = self.suited.goal.replace("<prize>", prize.the)
            return self.suited.goal, Finding(shown, None, f"No goal was given; it would suit {self.whom} to want to {shown}.")
        event = event or (prize if prize.source and prize.sort == "event" else None)
        if event and event_kind_of_thing(event) == kind:
            said_of = hints().events_said
            whole, head = event.the.removeprefix("the "), event.the.partition(" of ")[0].split()[-1]
            told = said_of.get(whole) or said_of.get(head) or said_of.get(event.the.split()[-1])
            said = (told or kinds()[kind].event).replace("<the>", event.the)
            return said, Finding(said, event.source)
        if re.search(r"\b(?:afraid|scared|terrified|frightened) of\b", self.low):
            return f"face {threat.the}", Finding(f"face {threat.the}", threat.source)
        if self.living is not None:
            return self._kept(self.living, prize)
        if (doing := self.doing()) is not None:
            said = tidy(f"{doing.lemma}{doing.said[len(doing.said.split()[0]) :]}")
            said = self._alone(impersonal(self._meant(said, doing)))
            return self._without_main_place(said), Finding(said, self.text[doing.start : doing.end])
        if kind == "survive" and threat.source is None:
            where = places[0].thing.the
            said = f"get off {where} alive" if places[0].at in {"on", "aboard"} else f"get out of {where} alive"
            return said, Finding(said, None, "No goal was given; who is in danger wants to live.")
        if kind == "fight" and any(one.prep in {"versus", "vs", "vs."} for one in self.phrases) and threat.source:
            return "get the better of <threat>", Finding(f"get the better of {threat.the}", threat.source)
        wish = "win over <the>" if kind == "love" and self.romantic else kinds()[kind].goal
        aim, slot = (threat, "<threat>") if kind in {"survive", "fight"} else (prize, "<prize>")
        owned = next((f"{one.det} {aim.the}" for one in self.phrases if aim.owner and one.text == aim.source), aim.the)
        said, shown = wish.replace("<the>", slot), wish.replace("<the>", owned)
        if aim.source:
            return said, Finding(shown, aim.source)
        return said, Finding(shown, None, f"No goal was given; someone in this story would want to {shown}.")

    def _kept(self, living: Clause, prize: Thing) -> tuple[str, Finding]:
        """Who runs a lighthouse has a life and not yet a wish; it would be to keep it."""
        life = impersonal(tidy(f"{english.ing(living.lemma)}{living.said[len(living.said.split()[0]) :]}"))
        held = living.object is not None and not living.object.plural and living.object.sort in {"place", "thing"}
        if held and living.lemma in {"run", "keep", "own", "tend", "manage", "drive", "sail", "work", "live"}:
            said = self.pick(hints().keeping)
            shown = said.replace("<prize>", prize.the)
        else:
            said = shown = f"go on {self._without_main_place(life)}"
        return said, Finding(shown, None, f"The prompt tells of {life} and names no goal; it would suit {self.whom} to want to {shown}.")

    def _with_article(self, said: str, what: Phrase | None) -> str:
        """'cat steals moon', in a prompt without articles, is about the moon."""
        bare = what is not None and not (what.det or what.proper or what.plural) and what.head not in words().mass | words().abstract
        if what is None or not bare or what.sort == "person" or re.search(r"\b(?:an?|the)\b", self.low) or what.start < 0:
            return said
        return said.replace(f" {what.text}", f" the {what.text}", 1)

    @staticmethod
    def _alone(said: str) -> str:
        """What two do together, one of them has to do."""
        said = re.sub(r"\s+(?:to|and|or|but|that)$", "", said)
        said = re.sub(r"(?<=\w) the (?:night|day|week|morning|evening|month|year)$", "", said)
        return re.sub(r"\s+together\b(?! (?:with|the|a|an|his|her|their)\b)", "", said) if len(said.split()) > 2 else said

    def _named_before(self, said: str, goal: Clause | Quest) -> str:
        """'find her' wants the sister who was spoken of before."""
        hit = re.search(r"^(\w+) (him|her)(?= (?:back|home|alive|out|before|again)\b|$)", said)
        sex = {"him": "he", "her": "she"}[hit.group(2)] if hit else ""
        earlier = [
            one for one in self.phrases
            if one.end <= goal.start and one.sort == "person" and not one.plural and one.det and genders().get(one.head, sex) == sex
        ]  # fmt: skip
        theirs = [one for one in earlier if one.det.lower() in {"her", "his", "their"} or missing(one)]
        if hit is None or not theirs:
            return said
        return f"{hit.group(1)} {self.definite(theirs[-1])}{said[hit.end() :]}"

    def _meant(self, said: str, goal: Clause | Quest) -> str:
        """'destroy it' wants the thing that was spoken of before."""
        said = self._named_before(said, goal)
        if (one := re.match(r"(\w+) the one (?=he|she|they|it|that|who)", said)) is not None:
            several = [each for each in self.phrases if each.end <= goal.start and each.plural and each.sort == "thing"]
            return f"{one.group(1)} the {english.singular(several[-1].head)} {said[one.end() :]}" if several else said
        hit = re.search(r"^(\w+(?: (?:whether|how|where|when) to \w+)?) (it|them)\b", said)
        meant = self._spoken_of(goal, many=hit.group(2) == "them") if hit else None
        if not hit or meant is None:
            return said
        name = thing(meant)
        return f"{hit.group(1)} {f'{meant.det} {name.the}' if name.owner else name.the}{said[hit.end() :]}"

    def _spoken_of(self, goal: Clause | Quest, many: bool) -> Phrase | None:
        """What 'it' or 'them' means: something done to before, somebody's own, else the first that was named."""
        earlier = [
            one
            for one in self.phrases
            if one.end <= goal.start
            and (one.sort in {"thing", "event", "place", "idea"} or (one.sort == "person" and self.is_quarry(one)))
            and one.plural == many
        ]
        acted = [
            one
            for one in earlier
            if one.sort != "place" and any(c.object is not None and c.object.start == one.start for c in self.clauses)
        ]
        owned = [one for one in earlier if one.det in {"her", "his", "their", "the"}]
        return next(iter(acted or owned or earlier), None)

    def _without_main_place(self, said: str) -> str:
        """'investigate AI crimes in a cyberpunk city' names the city once too often for every scene."""
        for phrase in self.phrases:
            if phrase.sort in {"place", "time"} and phrase.prep and phrase.prep in {"in", "on", "at", "aboard", "inside", "during", "near"}:
                said = said.replace(f" {phrase.prep} {phrase.text}", "")
        return said

    def stakes(self, kind: str, prize: Thing, threat: Thing, places: tuple[Place, ...]) -> Finding:
        if (said := stakes_in(self.said.rest, self.text) or harm_before(self.said.rest, self.text)) is not None:
            return said
        contest = kind == "fight" and not any(is_hostile(one) for one in self.phrases if one.sort == "person")
        stake = self.pick(usual_stakes("make" if contest and self.sprung is None else kind, prize, threat, places))
        return Finding(stake, None, f"What is at stake was not said; if it fails, {stake}.")

    def theme_findings(self, kind: str) -> tuple[Finding, ...]:
        """Films to think of, and the question the ending is to answer: the prompt's own, or one that such stories ask."""
        theme = self.pick(kinds()[kind].theme)
        said = tuple(Finding(one.value, one.source) for one in (*self.said.films, *self.said.asked))
        return said if self.said.asked else (*said, Finding(theme, None, f"No theme was given; this kind of story asks: {theme}"))

    def objects(self, known: list[Phrase | None], people: list[Phrase]) -> tuple[Thing, ...]:
        """Everything else that was named: it has to be seen somewhere."""
        spoken = [one for one in known if one is not None]
        kept = [
            one
            for one in self.phrases
            if self._is_prop(one) and not self._part(one) and not any(same(one, other) or one.text in other.text for other in spoken)
        ]
        everyone = [*people, *(one for one in self.phrases if one.head in hints().collective)]
        groups = [
            one for one in everyone if (one.plural or one.head in hints().collective) and not any(same(one, other) for other in spoken)
        ]
        kept = [self._also(one) for one in kept]
        kept = [replace(one, sort="idea") if one.sort == "person" and self._departed(one) else one for one in kept]
        return tuple({one.the: one for one in map(thing, [*kept, *groups])}.values())[:12]

    def _departed(self, one: Phrase) -> bool:
        """The dead are spoken of; they neither lie about nor laugh behind a wall."""
        young = one.head in {"baby", "infant", "newborn"}
        return not one.plural and not young and trade_name_of(role_of(one)) != "animal" and one.det not in {"a", "an"}

    def _also(self, one: Phrase) -> Phrase:
        """'The dead man in the back is the daughter's father': the one is the other."""
        if one.sort != "person" or not self.is_quarry(one):
            return one
        is_ = re.match(r"(?:\s+(?:in|on|under|behind|at)\s+\w+\s\w+)?\s+(?:is|was)\s+", self.said.rest[one.end :])
        return next((other for other in self.phrases if is_ and other.start == one.end + is_.end() and other.sort == "person"), one)

    def _part(self, phrase: Phrase) -> bool:
        """'her husband' in 'the death of her husband'."""
        return any(one is not phrase and one.start <= phrase.start and phrase.end <= one.end and self._is_prop(one) for one in self.phrases)

    def _is_prop(self, phrase: Phrase) -> bool:
        """Something to be seen or spoken of, other than people, places and parts of either."""
        sorts = phrase.sort in {"thing", "event", "idea"} or (phrase.sort == "person" and self.is_quarry(phrase))
        room = phrase.sort == "place" and phrase.head in hints().rooms
        if phrase.det == "" and re.search(rf"\b{re.escape(phrase.head)} by {re.escape(phrase.head)}\b", self.low):
            return False
        if phrase.head == "name" and " of " not in phrase.text:
            return False
        return (sorts or room) and phrase.head not in hints().no_props and phrase.det not in {"every", "any", "no", "each"}

    def told(self, goal: Clause | None) -> tuple[Clause, ...]:
        """What the prompt says happens, other than the goal itself: to be shown in its order."""
        kept: list[Clause] = []
        aimed = self.doing() if goal is None and self.sprung is None and self.suited is None and self.living is None else None
        for clause in map(self.fuller, self.clauses):
            size = len(clause.said.split())
            if (
                goal is None
                and self.sprung
                and self.sprung.start < clause.start < self.sprung.end
                and _repeated(clause.said, self.sprung.goal)
            ):
                continue
            if any(one.start < clause.start and clause.end <= one.end for one in kept):
                continue
            if clause.opener == "anyone" and re.search(r"\b(?:nobody|no one)\b[^.;,]*$", self.said.rest[: clause.start], re.I):
                continue  # 'nobody has seen the baker': nothing happens
            if aimed is not None and clause.start == aimed.start:
                continue  # what is done once cannot be done first and then be the aim
            if (goal and clause.start == goal.start) or clause.negative or clause.mood == "goal" or clause.form == "ing" or size > 14:
                continue
            if (clause.opener == "since" and clause.form == "ed") or (clause.opener == "who" and _PAST.search(clause.said)):
                continue
            if size < 2 and clause.lemma not in hints().complete:
                continue
            if clause.opener == "who" and clause.subject is not None and clause.subject.sort == "thing" and " of " in clause.subject.text:
                continue  # 'the coffin of the man who ruined her father': the man did
            if goal and clause.opener == "who" and clause.subject is goal.object:
                continue  # 'the man who killed her son' is said with the goal
            if goal and clause.start < self.outer(goal).end and clause.end > self.outer(goal).start:
                continue
            if (
                clause.opener == "who"
                and clause.subject is not None
                and (clause.subject.sort not in {"person", "place", "thing"} or clause.subject.det in {"every", "any", "each", "no"})
            ):
                continue
            kept.append(self._definitely(clause))
        return tuple(kept)

    @staticmethod
    def _definitely(clause: Clause) -> Clause:
        """Of 'a divorced couple' both are known by name when it is told: it is the couple."""
        one = clause.subject
        if one is None or one.head != "couple" or one.det not in {"a", "an"}:
            return clause
        return replace(clause, subject=replace(one, text=f"the {one.core}", det="the"))


def _repeated(said: str, goal: str) -> bool:
    """Whether a goal says most of what a clause says: what sets it off ('goes deaf') is told beside it, what it is made of is not."""
    words = [word for word in re.findall(r"\w+", said.lower()) if len(word) > 3]
    return 2 * sum(word in goal.lower() for word in words) >= len(words)
