"""Quests in what is asked, supposed or suddenly so: 'Who stole it?', 'What if the moon stopped?', 'one day the canal is empty'."""

import re

from msgspec import Struct

from .. import english
from ..lexicon import hints
from ..reading import Clause, Phrase
from .ground import impersonal, tidy
from .people import People

_ONCE = r"(?:one|a)\s+(?:day|night|morning|evening|afternoon|winter|summer|spring)\b|until\b|then\b|suddenly\b|but\b|when\b"
_COMES = {"arrive", "appear", "come", "knock", "sit", "walk", "enter", "get", "board", "turn", "wash", "land", "show", "stand"}
_SO = re.compile(
    rf"(?:{_ONCE})[^.;!?\n]{{0,20}}?\b(?P<what>(?:the|his|her|their|its|all)\s+(?!own\b)[\w-]+(?:\s[\w-]+)?)\s+(?P<be>is|are|has|have)\s+"
    r"(?P<so>(?:suddenly\s+|all\s+)?"
    r"(?:empty|gone|silent|missing|dark|dry|frozen|blank|stopped|vanished|disappeared|quiet|red|black|closed|locked))\b", re.I
)  # fmt: skip
_UNKNOWN = re.compile(
    r"\b(?:nobody|no one)\b[^.;!?\n]{0,40}?\bknows?\s+(?P<asked>why|who|where|what|how)\b(?P<rest>[^.;!?,\n]{0,60})", re.I
)
_SOMETHING = re.compile(
    r"\bsomething\s+(?P<does>(?:is|has|lives|moves|knocks|scratches|waits|follows|watches|calls|breathes|grows|hunts|keeps)\b[^.;!?,\n]{3,60})",
    re.I,
)
_SUPPOSED = re.compile(
    r"^\W*(?:what\s+(?:would\s+happen\s+)?if|imagine(?:\s+(?:that|if))?|suppose(?:\s+that)?)\s+(?P<what>[^.;!?\n]{6,120})", re.I
)
_WHO = re.compile(r"(?:^|(?<=[.!?;:\n]))\s*(?P<what>who\s+(?!(?:is|are|was|would|will|could|can|should)\s+you)[^.!?;\n]{5,90})\?", re.I)
_MISSED = {
    "see",
    "go",
    "meet",
    "learn",
    "leave",
    "hear",
    "dance",
    "swim",
    "fly",
    "tell",
    "say",
    "visit",
    "return",
    "finish",
    "kiss",
    "marry",
    "win",
    "sing",
    "play",
    "travel",
}


class Quest(Struct, frozen=True):
    """A quest as it was found: its `kind`, the goal in words, what it is about, and the clause that gave it away."""

    kind: str
    goal: str
    prize: Phrase | None
    start: int
    end: int
    thing: str = ""
    """What it is about in words, where no phrase of the prompt says it."""
    firm: bool = False
    """Whether it outranks what others are said to want."""
    foe: Phrase | None = None
    """Against whom it is, where the quest itself says so."""


class Aim(Struct, frozen=True):
    """A quest that suits someone by what they are. `prize` is a noun phrase; `goal` holds it as <prize>."""

    kind: str
    goal: str
    prize: str
    about: Phrase | None = None
    """Whom it is about, where that is somebody of the prompt."""


class Supposed(People):
    """Finds the quest in questions, suppositions and sudden changes; knows how to speak of what it found."""

    def _quest(self, kind: str, goal: str, prize: Phrase | None, clause: Clause) -> Quest:
        end = max(clause.end, prize.end if prize else 0)
        return Quest(kind, tidy(impersonal(goal)), prize, clause.start, end)

    def _before(self, clause: Clause) -> str:
        return self.said.rest[: clause.start]

    def doing(self) -> Clause | None:
        """What someone is said to be doing; see `quest.Genre`."""
        raise NotImplementedError

    def plight(self) -> str:
        """The quest that somebody's plight sets them; what is trapped or lost may also be a thing they find."""
        for kind, known in hints().plights.items():
            for hit in re.finditer(rf"\b(?:{known})\b", self.low):
                found = any(one.object is not None and one.object.end == hit.start() - 1 for one in self.clauses)
                if kind != "survive" or not found:
                    return kind
        return ""

    def _inside(self, start: int, end: int) -> Phrase | None:
        """The first thing spoken of within a span."""
        return next(
            (one for one in self.phrases if start <= one.start < end and one.sort != "time" and one.det not in {"every", "any", "no"}), None
        )

    def _spanned(self, kind: str, goal: str, start: int, end: int) -> Quest:
        return Quest(kind, tidy(goal), self._inside(start, end), start, end)

    def _wondered(self) -> Quest | None:
        """'Who stole the last glacier?' is to be found out."""
        if (hit := _WHO.search(self.said.rest)) is None:
            return None
        said = hit.group("what")
        return self._spanned("solve", f"find out {said[0].lower()}{said[1:]}", *hit.span("what"))

    def _coveted(self) -> Quest | None:
        """'wants revenge on the whale', 'want the same bell': what is wanted is a thing and no deed."""
        for one in self.phrases:
            hit = re.search(
                r"\b(?:wants?|craves?|desires?|longs? for|dreams? of|yearns? for)\s+(?:only\s+|just\s+|nothing but\s+)?$",
                self.said.rest[: one.start],
            )
            rest = re.match(r"\s+(?:to|gone|dead|back|out|away)\b", self.said.rest[one.end :])
            if hit is None or rest is not None or one.sort == "time" or self._of_others(hit.start()):
                continue
            if re.search(r"\b(?:nobody|no one)\s+(?:\w+ly\s+)?$", self.said.rest[: hit.start()], re.I):
                return Quest("find", f"find someone to take {self.definite(one)}", one, one.start, one.end)
            if one.head in {"revenge", "vengeance"}:
                on = re.match(r"\s+(?:on|upon|against)\s+", self.said.rest[one.end :])
                whom = next((other for other in self.phrases if on and other.start == one.end + on.end()), None)
                end = whom.end if whom else one.end
                return Quest("fight", f"take revenge{f' on {self.definite(whom)}' if whom else ''}", None, one.start, end)
            return Quest("find", f"get {self.definite(one)}", one, one.start, one.end)
        return None

    def _of_others(self, at: int) -> bool:
        """'by men who want the parcel': that is what others want."""
        if re.search(r"\bthey\s+$", self.said.rest[:at], re.I):
            return True
        who = re.search(r"\s+who\s+(?:\w+ly\s+)?$", self.said.rest[:at])
        return who is not None and any(one.end == who.start() and one.prep in {"by", "from", "against", "of"} for one in self.phrases)

    def _unknown(self) -> Quest | None:
        """'The bees are leaving. Nobody knows why.'"""
        hit = _UNKNOWN.search(self.said.rest)
        if hit is None:
            return None
        if hit.group("rest").strip():
            return self._spanned("solve", f"find out {hit.group('asked')}{hit.group('rest')}", *hit.span())
        before = re.search(r"(?P<said>[^.;!?\n]{4,80})[.;!?,\n]+\s*(?:(?:and|but)\s+)?$", self.said.rest[: hit.start()])
        if before is None:
            return None
        said = before.group("said").strip()
        return self._spanned("solve", f"find out {hit.group('asked')} {said[0].lower()}{said[1:]}", *before.span("said"))

    def _suddenly(self) -> Quest | None:
        """'one day the canal is empty' has to be explained."""
        if (some := _SOMETHING.search(self.said.rest)) is not None:
            return self._spanned("solve", f"find out what {some.group('does')}", *some.span())
        if (hit := _SO.search(self.said.rest)) is None:
            return None
        return self._spanned("solve", f"find out why {hit.group('what')} {hit.group('be')} {hit.group('so')}", hit.start("what"), hit.end())

    def _missed(self, clause: Clause) -> Quest | None:
        """'never once saw the sea' would want to."""
        never = re.search(r"\b(?:never|never once|never yet)\s+$", self._before(clause), re.I)
        if clause.lemma not in _MISSED or not never or clause.opener == "rel" or clause.mood != "fact" or clause.form == "base":
            return None
        rest = re.sub(r"\bany(one|body|thing)\b", r"some\1", clause.said.partition(" ")[2])
        far = clause.lemma in {"see", "go", "visit", "return", "leave", "travel"}
        return self._quest("carry" if far else "love", f"{clause.lemma} {rest} at last", clause.object, clause) if rest else None

    def _comes(self, clause: Clause) -> Quest | None:
        """'One night a bride gets on without a groom': what has she come for?"""
        who = clause.subject
        named = r"(?:\w+\s+)?(?:an?\s+[\w -]{3,20}\s+(?:called|named)\s+)?"
        once = who is not None and re.search(rf"(?:{_ONCE})\W*{named}$", self.said.rest[: who.start], re.I)
        if (
            who is None
            or not once
            or clause.lemma not in _COMES
            or who.sort != "person"
            or english.singular(who.head) in hints().collective
            or not (who.det in {"a", "an", "another"} or who.name)
        ):
            return None
        return self._quest("solve", f"find out what {self.definite(who)} has come for", who, clause)

    def _supposed(self) -> Quest | None:
        """'What if the moon stopped?': somebody has to find out why."""
        hit = _SUPPOSED.search(self.said.rest)
        if hit is None:
            return None
        said = re.sub(r"^(?:one\s+(?:day|morning|night),?\s+)?an?\s+", "the ", hit.group("what"), flags=re.I)
        if (able := re.match(r"(?P<who>[\w' -]{3,40}?)\s+could\s+(?P<do>(?!not\b|never\b)[\w' -]+)$", said.strip(), re.I)) is not None:
            return self._enabled(able, *hit.span("what"))
        first = self._inside(*hit.span("what"))
        someone = first is not None and first.sort == "person" and not first.plural
        past = re.search(r"\b\w+(?:ed|ould|new|orgot|ost|aw|oke|ell|ent|ame|old|as|ere|egan|ave|ook|ew|ept|eft)\b", said)
        if someone or past is None or re.search(r"\b(?:could|were|would)\b", said):
            return None
        return self._spanned("solve", f"find out why {said}", *hit.span("what"))

    def _enabled(self, able: re.Match[str], start: int, end: int) -> Quest | None:
        """'if dogs could vote' is worth keeping; 'if nobody could lie' has to be explained; one who could is only somebody."""
        do = able.group("do").strip()
        if re.match(r"(?:nobody|no one|none)\b", able.group("who"), re.I):
            return Quest("solve", f"find out why nobody can {do}", None, start, end)
        first = self._inside(start, end)
        if first is None or not first.plural:
            return None
        return Quest("protect", f"keep the power to {do}", None, start, end, thing=f"the power to {do}")

    def definite(self, phrase: Phrase) -> str:
        """'a letter' has been spoken of and is 'the letter' now; what is someone's stays theirs."""
        if phrase.det in {"a", "an", "some", "another", "one"}:
            return f"the {phrase.core}"
        if phrase.det.startswith(("a ", "an ")):
            return f"the {phrase.text.split(' ', 1)[1]}"
        return phrase.text[:1].lower() + phrase.text[1:] if phrase.det else phrase.text if phrase.proper or phrase.plural else phrase.core

    def described(self, phrase: Phrase) -> str:
        """With the clause that tells which one: 'the letter that was never sent'."""
        which = self._which(phrase)
        return f"{self.definite(phrase)}{'' if which.endswith((' it', ' them')) else which}"

    def _which(self, phrase: Phrase | None) -> str:
        if phrase is None:
            return ""
        rest = self.said.rest[phrase.end :]
        which = re.match(r"\s+(?:that|which|who|whose)\s+[^.,;!?]{3,50}?(?=[.,;!?]|\s+(?:and|but|while|when|before|after)\b|$)", rest)
        begins = phrase.end + len(rest) - len(rest.lstrip())
        if which is None and begins in self.bare:
            return self.said.rest[phrase.end : self.bare[begins]]
        return which.group() if which else ""
