"""Quests that nobody says they want: they spring from what happens, from what is refused, or from what someone is."""

import re
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from .. import english
from ..lexicon import hints, place_kind_of, trade_of
from ..reading import Clause, Phrase
from .ground import role_of, tidy
from .people import People

_ACCUSED = re.compile(r"(?:he|she|they|it|[\w' ]+?) (?:is|are|was|were) (?:an?|the) ")
_GOES_ON = re.compile(r"\b(?:keeps?|kept|starts?|started|begins?|began|(?:cannot|can't) stop|won't stop)\s+$", re.I)
_SENSES = {"hear", "see", "feel", "receive", "get", "notice", "smell"}
_LEARNS = {"discover", "realise", "realize", "learn", "notice", "find", "suspect", "overhear"}
_UNWILLING = re.compile(
    r"\b(?:refus\w+|(?:doesn't|does not|don't|do not|didn't|no longer|never) wants?|won't|will not)\s+(?:to\s+)?$", re.I
)


USURPS = {"become", "attack", "take", "rule", "control", "devour", "invade", "threaten", "replace", "eat"}
"""What only an enemy does, be it a coffee machine."""


class Quest(Struct, frozen=True):
    """A quest as it was found: its `kind`, the goal in words, what it is about, and the clause that gave it away."""

    kind: str
    goal: str
    prize: Phrase | None
    start: int
    end: int


class Aim(Struct, frozen=True):
    """A quest that suits someone by what they are. `prize` is a noun phrase; `goal` holds it as <prize>."""

    kind: str
    goal: str
    prize: str


class Sprung(People):
    """Finds the quest in what happens, where nobody is said to want anything."""

    @cached_property
    def sprung(self) -> Quest | None:
        """The first quest that an event of the prompt starts; None where someone only does what they do."""
        if re.search(rf"\b(?:{hints().plights['survive']})\b", self.low):
            return None
        ways = (
            self._asks, self._undecided, self._argued, self._hunted, self._broken, self._refused, self._learnt, self._usurped,
            self._goes_on, self._wrong, self._came_by, self._lost, self._smitten, self._waits,
        )  # fmt: skip
        return next((quest for way in ways for clause in self.clauses if (quest := way(clause)) is not None), None)

    def _quest(self, kind: str, goal: str, prize: Phrase | None, clause: Clause) -> Quest:
        end = max(clause.end, prize.end if prize else 0)
        return Quest(kind, tidy(impersonal(goal)), prize, clause.start, end)

    def _before(self, clause: Clause) -> str:
        return self.said.rest[: clause.start]

    def _refused(self, clause: Clause) -> Quest | None:
        """'refuses to close the cinema' wants it kept open."""
        if not clause.negative or not _UNWILLING.search(self._before(clause)):
            return None
        rest = clause.said.partition(" ")[2]
        if clause.object is None or clause.lemma not in hints().opposites:
            return self._quest("fight", f"get out of {english.ing(clause.lemma)} {rest}", clause.object, clause)
        after = self.said.rest[clause.object.end : clause.end].split()
        doing = " ".join([english.ing(after[0]), *after[1:]]) if after else ""
        kept = hints().opposites[clause.lemma].replace("<o>", self.definite(clause.object)).replace("<rest>", doing)
        return self._quest("protect", kept, clause.object, clause)

    def _undecided(self, clause: Clause) -> Quest | None:
        """'can't agree whether to sell it'."""
        if clause.lemma not in {"agree", "decide"} or not re.match(r"\w+ (?:whether|who|how|where|what|when|on)\b", clause.said):
            return None
        return self._quest("love", f"{clause.lemma}{clause.said[len(clause.said.split()[0]) :]}", None, clause)

    def _learnt(self, clause: Clause) -> Quest | None:
        """'discovers that the obituaries are written a day early' has to know why."""
        if clause.lemma not in _LEARNS or (clause.object is not None and " is " not in clause.said and " are " not in clause.said):
            return None
        rest = re.sub(r"^\w+ (?:out )?(?:that )?", "", clause.said)
        if re.match(r"(?:why|how|who|what|where|when)\b", rest):
            return self._quest("solve", f"find out {rest}", None, clause)
        if not re.search(r"\b(?:is|are|was|were|has|have|had|can|cannot|will)\b", rest):
            return None
        asked = "find out whether" if _ACCUSED.match(rest) else "find out why"
        return self._quest("solve", f"{asked} {rest}", clause.object, clause)

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
                else f"find out who is behind {self.described(clause.object)}"
            )
            return self._quest("solve", goal, clause.object, clause)
        if hit.group().lower().startswith(("start", "beg")) and clause.lemma not in {"predict", "disappear", "vanish", "forget"}:
            return None
        if clause.object is None:
            return None
        return self._quest("love", f"stop {clause.said}", clause.object, clause)

    def _wrong(self, clause: Clause) -> Quest | None:
        """'steals the wrong wallet' has to undo it."""
        if clause.mood != "fact" or clause.object is None or not re.match(r"wrong\b", clause.object.core):
            return None
        return self._quest("carry", f"give {self.definite(clause.object)} back before its owner comes for it", clause.object, clause)

    def _came_by(self, clause: Clause) -> Quest | None:
        """'finds a letter that was never sent' has to know who wrote it."""
        found = clause.object
        picks = clause.lemma == "pick" and re.match(r"\w+ up\b", clause.said) is not None
        picks = picks or (clause.lemma == "open" and found is not None and found.head in {"letter", "parcel", "diary", "box", "envelope"})
        if (
            not (picks or clause.lemma in {"find", "discover", "receive", "inherit", "notice", "spot"})
            or found is None
            or clause.mood == "goal"
            or clause.negative
        ):
            return None
        if found.sort in {"event", "idea", "time"} and found.head not in hints().opposites:
            return None
        if any(one.object is not None and one.object.sort == "event" for one in self.clauses):
            return None
        the = self.described(found)
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
        hit = re.match(r"\w+ (?:about|over) ([^.,;:!?]+)", self.said.rest[clause.start :])
        if (
            hit is None
            or clause.mood != "fact"
            or not (clause.lemma in {"argue", "quarrel", "squabble"} or (clause.lemma == "fight" and kin))
        ):
            return None
        what = hit.group(1) if re.match(r"(?:who|what|whether|how|where)\b", hit.group(1)) else f"what becomes of {hit.group(1)}"
        return self._quest("love", f"settle {what}", clause.object, clause)

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
        return self._quest("find", f"find {self.definite(awaited)}", awaited, clause)

    def _usurped(self, clause: Clause) -> Quest | None:
        """'the coffee machine becomes the boss'."""
        taker = clause.subject
        if taker is None or taker.sort != "thing" or clause.lemma not in USURPS or clause.mood != "fact":
            return None
        return self._quest("fight", f"stop {self.definite(taker)}", None, clause)

    def definite(self, phrase: Phrase) -> str:
        """'a letter' has been spoken of and is 'the letter' now; what is someone's stays theirs."""
        if phrase.det in {"a", "an", "some", "another", "one"}:
            return f"the {phrase.core}"
        if phrase.det.startswith(("a ", "an ")):
            return f"the {phrase.text.split(' ', 1)[1]}"
        return phrase.text[:1].lower() + phrase.text[1:] if phrase.det else phrase.text if phrase.proper or phrase.plural else phrase.core

    def described(self, phrase: Phrase) -> str:
        """With the clause that tells which one: 'the letter that was never sent'."""
        return f"{self.definite(phrase)}{self._which(phrase)}"

    def _which(self, phrase: Phrase | None) -> str:
        if phrase is None:
            return ""
        which = re.match(
            r"\s+(?:that|which|who|whose)\s+[^.,;!?]{3,50}?(?=[.,;!?]|\s+(?:and|but|while|when|before|after)\b|$)",
            self.said.rest[phrase.end :],
        )
        return which.group() if which else ""

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
            return Aim("protect", self.rng.choice(hints().keeping), f"the {place}")
        trade = trade_of().get(english.singular(hero.head), "") or trade_of().get(role_of(hero).split(" ")[-1], "life")
        kind, goal, prize = (part.strip() for part in self.rng.choice(hints().aims.get(trade, hints().aims["life"])).split("|"))
        return Aim(kind, goal, prize)

    def looked_after(self, hero: Phrase) -> str | None:
        """'bridge' in 'an old bridge keeper'."""
        parts = role_of(hero).lower().split()
        if not parts or not re.search(r"(?:keeper|caretaker|guard|warden|attendant|watchman|master|owner|janitor)$", parts[-1]):
            return None
        pair = " ".join(parts[-3:-1])
        return pair if pair in place_kind_of() else parts[-2] if len(parts) > 1 and parts[-2] in place_kind_of() else None


def impersonal(goal: str) -> str:
    """'my mother's ashes', told of someone else, are the mother's."""
    return re.sub(r"\b(?:my|our)\b", "the", goal)
