"""Quests that nobody says they want: they spring from what happens, from what is refused, or from what someone is."""

import re
from functools import cached_property

from msgspec.structs import replace

from .. import english
from ..cast import trade_name_of
from ..lexicon import hints, place_kind_of, trade_of
from ..reading import Clause, Phrase
from .ground import role_of, tidy
from .struck import Struck
from .supposed import Aim, Quest

_ACCUSED = re.compile(r"(?:he|she|they|it|[\w' ]+?) (?:is|are|was|were) (?:an?|the) ")
_GOES_ON = re.compile(r"\b(?:keeps?|kept|starts?|started|begins?|began|(?:cannot|can't) stop|won't stop)\s+$", re.I)
_TAKES = {"steal", "take", "pick", "grab", "buy", "kidnap", "receive", "collect", "carry", "bring", "swap", "open", "inherit", "rob"}
_SENSES = {"hear", "see", "feel", "receive", "get", "notice", "smell"}
_LEARNS = {"discover", "realise", "realize", "learn", "notice", "find", "suspect", "overhear"}
_UNWILLING = re.compile(
    r"\b(?:refus\w+|(?:doesn't|does not|don't|do not|didn't|no longer|never) wants?|won't|will not)\s+(?:to\s+)?$", re.I
)


USURPS = {"become", "attack", "take", "rule", "control", "devour", "invade", "threaten", "replace", "eat"}
"""What only an enemy does, be it a coffee machine."""


class Sprung(Struck):
    """Finds the quest in what happens, where nobody is said to want anything."""

    @cached_property
    def sprung(self) -> Quest | None:
        """The first quest that an event of the prompt starts; None where someone only does what they do."""
        if self.plight() == "survive":
            return self._stuck_with() or next((quest for one in self.clauses if (quest := self._smitten(one)) is not None), None)
        ways = (
            self._asks, self._claims, self._undecided, self._argued, self._hunted, self._broken, self._refused, self._learnt, self._usurped,
            self._goes_on, self._wrong, self._came_by, self._lost, self._smitten, self._waits, self._missed, self._comes, self._passes,
        )  # fmt: skip
        if (
            wondered := self.struck()
            or self._wondered()
            or self._coveted()
            or self._unknown()
            or self._among()
            or self._doomed()
            or self._taken()
        ) is not None:
            return wondered
        found = (quest for way in ways for clause in self.clauses if clause.opener != "rel" and (quest := way(clause)) is not None)
        return next(found, None) or self._suddenly() or self._supposed() or self._dying() or self._felt()

    def _felt(self) -> Quest | None:
        """'hates time', 'misses the sea': what somebody feels says what they want, where nothing else does."""
        first = next((one for one in self.phrases if one.sort == "person"), None)
        for clause in self.clauses:
            aim = hints().feelings.get(clause.lemma)
            own = first is not None and clause.subject is not None and clause.subject.start == first.start
            if aim is None or not own or clause.object is None or clause.object.head == "other" or clause.negative or clause.mood != "fact":
                continue
            kind, goal = (part.strip() for part in aim.split("|"))
            if clause.lemma == "miss" and clause.object.sort == "event":
                kind, goal = "carry", "get to <o> in time"
            owed = [one for one in self.phrases if one.prep == "to" and clause.object.end < one.start <= clause.end]
            whom = next(iter(owed if clause.lemma == "owe" else []), clause.object)
            return self._quest(kind, goal.replace("<o>", self.definite(whom)), whom, clause)
        return None

    def _refused(self, clause: Clause) -> Quest | None:
        """'refuses to close the cinema' wants it kept open."""
        first = next((one for one in self.phrases if one.sort == "person"), None)
        other = first is not None and clause.subject is not None and clause.subject.start > first.end and clause.sentence == 0
        if not clause.negative or not _UNWILLING.search(self._before(clause)) or (other and self.doing() is not None):
            return None
        rest = clause.said.partition(" ")[2]
        if clause.lemma == "stop" and (past := re.match(r"\w+ (?:at|in|for) (?P<what>.+)", clause.said)) is not None:
            return self._quest("carry", hints().opposites["stop"].replace("<rest>", past.group("what")), None, clause)
        if clause.object is None or clause.lemma not in hints().opposites:
            return self._quest("fight", f"get out of {english.ing(clause.lemma)} {rest}", clause.object, clause)
        after = self.said.rest[clause.object.end : clause.end].split()
        doing = " ".join([english.ing(after[0]), *after[1:]]) if after else ""
        whole = self.described(clause.object) if clause.object.end == clause.end else self.definite(clause.object)
        kept = hints().opposites[clause.lemma].replace("<o>", whole).replace("<rest>", doing)
        return self._quest("protect", kept, clause.object, clause)

    def _undecided(self, clause: Clause) -> Quest | None:
        """'can't agree whether to sell it'."""
        votes = re.search(r"\b(?:votes?|debates?|argues?|quarrels?)\s+(?:on|over|about)\s+(?P<what>whether\s+[^.,;!?]+)", self.said.rest)
        if votes is not None and clause.lemma in {"vote", "debate", "argue", "quarrel"}:
            return self._quest("love", f"settle {votes.group('what')}", self._inside(*votes.span("what")), clause)
        if clause.lemma not in {"agree", "decide"} or not re.match(r"\w+ (?:whether|who|how|where|what|when|on)\b", clause.said):
            return None
        return self._quest("love", f"{clause.lemma}{clause.said[len(clause.said.split()[0]) :]}", None, clause)

    def _learnt(self, clause: Clause) -> Quest | None:
        """'discovers that the obituaries are written a day early' has to know why."""
        if (
            clause.opener in {"before", "until", "unless", "if"}
            or clause.lemma not in _LEARNS
            or (clause.object is not None and " is " not in clause.said and " are " not in clause.said)
        ):
            return None
        rest = re.sub(r"^\w+ (?:out )?(?:that )?", "", clause.said)
        if re.match(r"how to\b", rest):
            return None  # what is learned that way is a skill
        if re.match(r"(?:why|how|who|what|where|when)\b", rest):
            return self._quest("solve", f"find out {rest}", None, clause)
        if not re.search(r"\b(?:is|are|was|were|has|have|had|can|cannot|will)\b", rest):
            return None
        asked = "find out whether" if _ACCUSED.match(rest) else "find out why"
        about = clause.object or self._inside(clause.start + len(clause.said.split()[0]), clause.end)
        return self._quest("solve", f"{asked} {rest}", about, clause)

    def _goes_on(self, clause: Clause) -> Quest | None:
        """'keeps hearing a patient who died': something is wanted of the one who hears it; other habits have to stop."""
        if clause.form != "ing" or not (hit := _GOES_ON.search(self._before(clause))):
            return None
        if clause.lemma in _SENSES and clause.object is not None:
            wants = "want" if clause.object.plural else "wants"
            voice = clause.object.sort == "person"
            goal = (
                f"find out what {self.described(clause.object)} {wants}"
                if voice
                else f"find out who is behind {self._plainly(clause.object)}"
            )
            return self._quest("solve", goal, clause.object, clause)
        if (odd := self._oddly(clause, hit.group())) is not None:
            return odd
        if hit.group().lower().startswith(("start", "beg")) and clause.lemma not in {"predict", "disappear", "vanish", "forget"}:
            return None
        if clause.object is None:
            return None
        return self._quest("love", f"stop {clause.said}", clause.object, clause)

    def _plainly(self, phrase: Phrase) -> str:
        """'calls', once spoken of, are 'the calls'."""
        said = self.described(phrase)
        return said if phrase.det or phrase.proper else f"the {said}"

    def _oddly(self, clause: Clause, verb: str) -> Quest | None:
        """'my patients start telling me the same dream': those of somebody else begin to act strangely."""
        one = clause.subject
        theirs = (
            one is not None
            and one.sort == "person"
            and (
                one.det in {"my", "her", "his", "their", "our", "all"}
                or (one.det == "the" and one.plural)
                or self.said.rest[: one.start].rstrip().endswith("whose")
            )
        )
        if one is None or not theirs or not verb.lower().startswith(("start", "beg")) or one is self.phrases[0]:
            return None
        doing = re.sub(r"\b(?:me|us) ", "", clause.said)
        who = re.sub(r"^(?:my|our)\b", "the", self.definite(one) if one.det else f"the {one.core}")
        return Quest("solve", f"find out why {who} {'are' if one.plural else 'is'} {tidy(doing)}", None, clause.start, clause.end)

    def _wrong(self, clause: Clause) -> Quest | None:
        """'steals the wrong wallet' has to undo it."""
        if clause.mood != "fact" or clause.object is None or not re.match(r"wrong\b", clause.object.core):
            return None
        if clause.object.sort == "person" and trade_name_of(role_of(clause.object)) != "animal":
            return self._quest("love", f"get out of {english.ing(clause.lemma)} {self.definite(clause.object)}", clause.object, clause)
        if clause.lemma not in _TAKES:
            rest = re.split(r"\s+(?:and|but)\b", self.said.rest[clause.object.end : clause.end])[0]
            did = f"{english.ing(clause.lemma)} {self.definite(clause.object)}{rest}"
            return self._quest("love", f"make up for {did}", clause.object, clause)
        return self._quest("carry", f"give {self.definite(clause.object)} back before its owner comes for it", clause.object, clause)

    def _came_by(self, clause: Clause) -> Quest | None:
        """'finds a letter that was never sent' has to know who wrote it."""
        found = clause.object
        gets = clause.lemma == "get" and found is not None and found.head in {"answer", "message", "call", "letter", "parcel", "warning"}
        picks = clause.lemma in {"pick", "dig", "fish"} and re.match(r"\w+ (?:up|out)\b", clause.said) is not None
        picks = picks or (clause.lemma == "open" and found is not None and found.head in {"letter", "parcel", "diary", "box", "envelope"})
        if (
            not (picks or gets or clause.lemma in {"find", "discover", "receive", "inherit", "notice", "spot"})
            or found is None
            or clause.mood == "goal"
            or clause.negative
            or found.head in {"own", "one"}
        ):
            return None
        if found.sort in {"event", "idea", "time"} and found.head not in hints().opposites:
            return None
        if any(one.object is not None and one.object.sort == "event" for one in self.clauses):
            return None
        full = next((one for one in self.phrases if one.start == found.end + len(" full of ")), None)
        if full is not None and self.said.rest[found.end : full.start] == " full of ":
            found = replace(full, det="the", text=f"the {full.core}")
        the = self.described(found)
        the = the if found.det or found.proper else f"the {the}"
        if found.core.startswith("own ") and (on := re.match(r"\s+on\s+an?\s+([\w-]+)", self.said.rest[found.end :])) is not None:
            return self._quest("solve", f"find out who put {found.det} {found.core[4:]} on the {on.group(1)}", found, clause)
        if clause.lemma == "inherit":
            return self._quest("make", f"decide what to do with {the}", found, clause)
        if found.sort == "place":
            where = re.match(r"\s+where\s+([^.,;!?]+)", self.said.rest[found.end :])
            goal = f"find out why {where.group(1)} {'in'} {self.definite(found)}" if where else f"find out what {the} hides"
            return self._quest("solve", goal, found, clause)
        if clause.lemma in {"notice", "spot"}:
            rest = self.said.rest[found.end : clause.end]
            asked = f"find out who {the}{rest} is" if found.sort == "person" else f"find out what {the} means"
            return self._quest("solve", asked, found, clause)
        if re.search(r"\b(?:he|she|they|i) never (?:sent|posted|delivered|gave)\b", the, re.I):
            return self._quest("carry", f"deliver {the} after all", found, clause)
        heads = {found.head, english.singular(found.head), *found.core.lower().split(" of ")[0].split()[-1:]}
        known = next((one.goal for one in hints().found if one.nouns & heads), "find out where <the> came from")
        if found.plural:
            known = known.replace(" is ", " are ").replace(" leads", " lead").replace(" opens", " open")
        kind = "protect" if known.startswith("keep") else "carry" if "owner" in known else "solve"
        return self._quest(kind, known.replace("<the>", the), found, clause)

    def _lost(self, clause: Clause) -> Quest | None:
        """'loses contact with the surface' wants it back."""
        if clause.lemma != "lose" or clause.object is None or clause.mood != "fact" or clause.object.sort in {"event", "time"}:
            return None
        rest = self.said.rest[clause.object.end : clause.end]
        rest = rest if re.match(r"\s+(?:with|to|of|in|over|for)\b", rest) else ""
        if clause.object.sort == "person":
            return self._quest("find", f"find {self.definite(clause.object)}{rest}", clause.object, clause)
        return self._quest("find", f"win back {self.definite(clause.object)}{rest}", clause.object, clause)

    def _smitten(self, clause: Clause) -> Quest | None:
        """'falls for the guard's daughter'."""
        if clause.lemma != "fall" or not (hit := re.match(r"\w+ (?:in love with|for) ", clause.said)):
            return None
        loved = next((one for one in self.phrases if one.start == clause.start + hit.end()), None)
        return self._quest("love", f"win over {self.definite(loved)}", loved, clause) if loved is not None else None

    def _stuck_with(self) -> Quest | None:
        """'stuck in a lift with the pianist whose hands he once broke'."""
        for one in self.phrases:
            who = re.match(r"\s+(?:who|whose|that)\b", self.said.rest[one.end :])
            if one.sort == "person" and one.prep == "with" and one.det == "the" and who is not None:
                said = self.described(one)
                return Quest("love", f"make peace with {said}", one, one.start, one.start + len(said))
        return None

    def newcomer(self) -> Phrase | None:
        """Whoever comes along and sets it off."""
        found = self.sprung
        return found.prize if found is not None and found.prize is not None and " has come for" in found.goal else None

    def _asks(self, clause: Clause) -> Quest | None:
        """'Why does the statue cry?' is to be found out."""
        hit = re.match(r"\W*(why|how|where|when) (does|do|did) ", self.said.rest, re.I)
        if hit is None or clause is not self.clauses[0] or clause.start < hit.end():
            return None
        verb = english.third(clause.lemma) if hit.group(2).lower() == "does" else clause.lemma
        who = self.said.rest[hit.end() : clause.start]
        goal = f"find out {hit.group(1).lower()} {who}{verb}{clause.said[len(clause.said.split()[0]) :]}"
        return self._quest("solve", goal, clause.subject, clause)

    def _argued(self, clause: Clause) -> Quest | None:
        """'two astronauts argue about who gets the last seat' have to settle it."""
        head = clause.subject.head if clause.subject is not None else ""
        kin = "kin" in {trade_of().get(head), trade_of().get(english.singular(head))}
        hit = re.match(r"\w+ (?:out )?(?:about|over) ([^.,;:!?]+)", self.said.rest[clause.start :])
        if (
            hit is None
            or clause.mood != "fact"
            or not (
                clause.lemma in {"argue", "quarrel", "squabble"}
                or (clause.lemma == "fight" and kin)
                or (clause.lemma == "fall" and " out " in hit.group())
            )
        ):
            return None
        about = clause.object or self._inside(clause.start + hit.start(1), clause.start + hit.end(1))
        loose = about is not None and re.match(r"(?:an?|one)\s", hit.group(1)) is not None
        plain = self.definite(about) if about is not None and loose else hit.group(1)
        what = hit.group(1) if re.match(r"(?:who|what|whether|how|where)\b", hit.group(1)) else f"what becomes of {plain}"
        return self._quest("love", f"settle {what}", about, clause)

    def _hunted(self, clause: Clause) -> Quest | None:
        """'is chased by men who want the parcel'."""
        if clause.lemma not in {"chase", "hunt", "pursue", "follow", "stalk"} or clause.form != "ed":
            return None
        hunter = next((one for one in self.phrases if one.prep == "by" and clause.start < one.start <= clause.end), None)
        return self._quest("survive", f"get away from {self.described(hunter)}", None, clause) if hunter else None

    def _broken(self, clause: Clause) -> Quest | None:
        """What breaks down has to run again; what never arrives has to be looked for."""
        if clause.subject is None or clause.subject.sort not in {"thing", "place"} or clause.mood == "goal":
            return None
        if clause.lemma == "break" and re.match(r"\w+ down\b", clause.said):
            return self._quest("make", f"get {self.definite(clause.subject)} running again", clause.subject, clause)
        if (clause.lemma == "arrive" and clause.negative) or clause.lemma in {"vanish", "disappear"}:
            return self._quest("solve", f"find out what became of {self.definite(clause.subject)}", clause.subject, clause)
        return None

    def _waits(self, clause: Clause) -> Quest | None:
        """'waits every day for its owner' wants to find them."""
        hit = re.search(r"\bfor (?=\S)", clause.said)
        awaited = next((one for one in self.phrases if hit and one.start == clause.start + hit.end()), None)
        if clause.lemma != "wait" or clause.mood != "fact" or awaited is None or awaited.sort == "time":
            return None
        theirs = awaited.det in {"her", "his", "their", "its", "my"}
        beside = next((one for one in self.phrases if one.prep == "with" and one.sort == "person" and one.start > awaited.end), None)
        if beside is not None and not theirs:
            return self._quest("love", f"win over {self.described(beside)}", beside, clause)
        if not theirs and (awaited.head in hints().collective or awaited.plural):
            come = "come" if awaited.plural or awaited.head == "police" else "comes"
            return self._quest("survive", f"hold out until {self.definite(awaited)} {come}", None, clause)
        return self._quest("find", f"find {self.definite(awaited)}", awaited, clause)

    def _usurped(self, clause: Clause) -> Quest | None:
        """'the coffee machine becomes the boss'."""
        taker = clause.subject
        if taker is None or taker.sort != "thing" or clause.lemma not in USURPS or clause.mood != "fact":
            return None
        return self._quest("fight", f"stop {self.definite(taker)}", None, clause)

    def fuller(self, clause: Clause) -> Clause:
        """With the words around it that make it what it is: 'keeps hearing a patient who died', 'refuses to close the cinema'."""
        words = self._before(clause)
        if clause.form == "ing" and (hit := _GOES_ON.search(words)) and " " not in (verb := hit.group().strip()):
            lemma = {"k": "keep", "s": "start", "b": "begin"}[verb[0].lower()]
            return replace(clause, lemma=lemma, form="s", mood="fact", said=f"{verb} {clause.said}{self._which(clause.object)}")
        if clause.negative and (hit := re.search(r"\b(refuses) to $", words)):
            return replace(clause, lemma="refuse", form="s", mood="fact", negative=False, said=f"{hit.group()}{clause.said}")
        which = self._which(clause.object) if clause.object is not None and clause.object.end == clause.end else ""
        if which and len(clause.said.split()) + len(which.split()) < 14:
            return replace(clause, said=clause.said + which, end=clause.end + len(which))
        return clause

    def suits(self, hero: Phrase) -> Aim:
        """What someone of this role would want; one who looks after a place wants to keep it."""
        if (place := self.looked_after(hero)) is not None:
            return Aim("protect", self.pick(hints().keeping), f"the {place}")
        trade, about = trade_name_of(role_of(hero)), self.met(hero)
        role = role_of(hero).lower().split(" ")
        own = hints().aims_by_role.get(" ".join(role[-2:])) or hints().aims_by_role.get(role[-1])
        if own is not None and hero.count == 1 and about is None:
            kind, goal, prize = (part.strip() for part in own.split("|"))
            return Aim(kind, goal, prize)
        trade = "many" if hero.count > 2 and trade in {"life", "kin"} else "two" if hero.count == 2 else "pair" if about else trade
        kind, goal, prize = (part.strip() for part in self.pick(hints().aims.get(trade, hints().aims["life"])).split("|"))
        return Aim(kind, goal, f"the other {role_of(hero)}" if trade == "two" else prize, about)

    def met(self, hero: Phrase) -> Phrase | None:
        """The second of two who are merely brought together: 'a nun meets a bank robber', 'Romeo and Juliet'."""
        two = [one for one in self.phrases if one.sort == "person"]
        if len(two) != 2 or any(one.plural or one.det in {"her", "his", "their", "my"} for one in two):
            return None
        between = self.said.rest[two[0].end : two[1].start].strip().lower()
        beast = trade_name_of(role_of(two[1])) in {"animal", "machine", "kin"}
        together = re.fullmatch(r"and|&|with|meets|befriends|bumps into|runs into|and the|falls for", between) is not None
        return two[1] if together and not beast and two[0].start == hero.start else None

    def _named_beside(self) -> Aim | None:
        """'A mechanic with a broken radio', 'a haunted piano': what is merely named, but in a way that asks for something."""
        if any(one.mood == "goal" for one in self.clauses) or any(one.sort == "event" for one in self.phrases):
            return None
        people = [one for one in self.phrases if one.sort == "person"]
        if not self.clauses and (aim := self._happening() or self._contended(people)) is not None:
            return aim
        for alone in (False, not self.clauses):
            for one in self.phrases:
                if one.sort in {"thing", "place", "idea"} and (aim := self._asking(one, alone)) is not None:
                    return aim
        beast = next((one for one in self.phrases if people and not self.clauses and one is not people[0] and self.is_quarry(one)), None)
        return Aim("protect", "find a home for <prize>", self.definite(beast), beast) if beast is not None and beast.det else None

    def matter_of(self) -> Aim | None:
        """'A cook with a secret': what is named asks for something, even where it is an event or an idea."""
        for one in self.phrases:
            if one.sort in {"event", "idea"} and one.det in {"a", "an", "one", "the"} and one.head in hints().matters and not self.clauses:
                return self._asking(one, alone=False)
        return None

    def _happening(self) -> Aim | None:
        """'Betrayal at the chess club', 'Snow in Cairo'."""
        for one in self.phrases:
            if (aim := hints().happenings.get(one.head)) is not None and not one.det and one.sort != "person":
                kind, goal = (part.strip() for part in aim.split("|"))
                return Aim(kind, goal.replace("<the>", "<prize>"), f"the {one.core}")
        return None

    def _contended(self, people: list[Phrase]) -> Aim | None:
        """'Two magicians, one trick': each wants it."""
        one = next((one for one in self.phrases if one.sort in {"thing", "place", "event"} and one.det == "one"), None)
        few = next((one for one in self.phrases if one.sort == "thing" and one.count > 1), None)
        if few is not None and len(people) == 1 and people[0].count > few.count:
            return Aim("survive", "get everyone through with only <prize>", few.text)
        if one is None or len(people) != 1 or people[0].count < 2:
            return None
        rest = f"the other {role_of(people[0]).split(' ')[-1]} does" if people[0].count == 2 else "the others do"
        return Aim("find", f"get <prize> before {rest}", f"the {one.core}")

    def _asking(self, one: Phrase, alone: bool) -> Aim | None:
        the = self.definite(one) if one.det else f"the {one.core}"
        if len(self.clauses) < 2 and (aim := hints().matters.get(one.head)) is not None:
            kind, goal = (part.strip() for part in aim.split("|"))
            return Aim(kind, goal, the)
        if one.sort in {"thing", "place"} and re.search(r"\b(?:broken|ruined|wrecked|damaged|silent)\b", one.text):
            return Aim("make", "get <prize> working again", the)
        if re.search(r"\b(?:haunted|cursed|strange|mysterious)\b", one.text):
            return Aim("solve", "find out what is wrong with <prize>", the)
        if (
            one.sort != "thing"
            or one.det not in {"a", "an", "one", "the", ""}
            or one.prep == "of"
            or one.plural
            or len(self.clauses) > 1
            or re.search(r"\b(?:lost|stolen|missing)\b", one.text)
        ):
            return None
        goal = next((known.goal for known in hints().found if one.head in known.nouns), "")
        if goal or not alone:
            return Aim("solve", goal.replace("<the>", "<prize>"), the) if goal and not goal.startswith("keep") else None
        kind, said = (part.strip() for part in self.pick(hints().about_things).split("|"))
        return Aim(kind, said, the)

    def looked_after(self, hero: Phrase) -> str | None:
        """'bridge' in 'an old bridge keeper'."""
        parts = role_of(hero).lower().split()
        if not parts or not re.search(r"(?:keeper|caretaker|guard|warden|attendant|watchman|master|owner|janitor)$", parts[-1]):
            return None
        pair = " ".join(parts[-3:-1])
        return pair if pair in place_kind_of() else parts[-2] if len(parts) > 1 and parts[-2] in place_kind_of() else None
