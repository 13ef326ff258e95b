"""Quests out of what strikes somebody: a loss, a discovery, one too many at the table, something that must not happen."""

import re

from msgspec.structs import replace

from .. import english
from ..lexicon import hints, place_kind_of, words
from ..reading import Phrase
from .deeds import Deeds
from .ground import impersonal, quest_of, role_of, tidy
from .supposed import Quest

_CLAUSE = r"[^.,;:!?\n]"
_COUNTED = re.compile(
    r"\bthere\s+(?:is|are)\s+(?:suddenly\s+|now\s+|only\s+)?(?P<now>\w+)(?:\s+(?P<who>\w+))?(?=\s*(?:of them\b)?[.,;!?\n]|\s*$)", re.I
)
_MUST_NOT = re.compile(
    rf"(?:\b(?P<he>he|she|they)|(?<=\S))\s+(?:must\s+(?:not|never)|mustn't|may\s+never|cannot\s+be\s+allowed\s+to)\s+(?P<do>[a-z]+\b{_CLAUSE}*)",
    re.I,
)
_SOMEONE = re.compile(
    r"(?<!for )(?<!with )(?<!by )(?<!than )(?<!if )\b(?:someone|somebody)\s+(?P<does>(?:has|had|is|keeps|killed|stole|poisoned|murdered|"
    rf"took|broke|sends|leaves|watches|steals|writes|moves|follows|lives)\b{_CLAUSE}{{3,60}})", re.I,
)  # fmt: skip
_KNOWS = re.compile(
    rf"\bthe only (?:one|person|\w+) who knows\b\s*(?P<what>(?:that|where|why|how|what|who|about)\b{_CLAUSE}{{2,80}})?", re.I
)
_BETWEEN = re.compile(r"\b(?:romance|love\s+story|love\s+affair|affair|love)\s+between\s+", re.I)
_TO_BE = re.compile(
    r"\b(?:wants?|needs?|longs?|hopes?|dreams)\s+(?:only\s+|just\s+)?(?:to be|of being)\s+"
    rf"(?P<so>\w+(?:ed|rd|en|nt|ood|ught)\b{_CLAUSE}{{0,40}})",
    re.I,
)
_RETOLD = re.compile(
    rf"\brecogni[sz]es?\s+(?:the\s+[\w ]+?\s+of\s+)?(?P<who>the\s+(?P<role>\w+)\s+(?:who|that)\s+{_CLAUSE}{{3,50}})", re.I
)  # fmt: skip
_BEATEN = re.compile(r"\b(?:nobody|no one)\b[^.;!?\n]{0,40}?\b(?:beaten|beat|bested|defeated)\s+[^.,;!?\n]+?\s+at\s+", re.I)
_OFFICE = re.compile(
    r"\bruns?\s+for\s+(?P<what>mayor|president|governor|parliament|office|senator|queen|king|class\s+\w+)\b(?P<of>\s+of\s+[\w' -]+)?", re.I
)
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}


class Struck(Deeds):
    """Finds the quest in what befalls people, in the things and numbers it is told with."""

    def struck(self) -> Quest | None:
        """The first of these ways that the prompt goes."""
        ways = (
            self._stays, self._between, self._afflicted, self._counted, self._must_not, self._wants_of, self._turned_out,
            self._someone, self._only_one, self._recognised, self._unbeaten, self._runs_out, self._whoever, self._to_be,
            self._moved_in, self._hunted_down, self._runs_for, self._asked_how, self._asked_whether, self._bequeathed,
            self._seen_again, self._has_until, self._presumed, self._unseen, self._plotted, self._back, self._forbidden,
            self._astray, self._could_tell, self._again, self._taken_from, self._own_hand, self._kept_quiet, self._has_to_do,
        )  # fmt: skip
        found = (quest for way in ways if (quest := way()) is not None)
        return next(found, None) or next((quest for one in self.clauses if (quest := self.struck_by(one)) is not None), None)

    def _first(self) -> Phrase | None:
        return next((one for one in self.phrases if one.sort == "person"), None)

    def _stays(self) -> Quest | None:
        """'the keeper, who will not leave it'."""
        hit = re.search(r"\bwho\s+(?:will not|won't|refuses to)\s+(?P<verb>leave|sell|close|abandon)\s+it\b", self.said.rest)
        what = next((one for one in self.phrases if hit and one.sort in {"place", "thing"} and one.end < hit.start()), None)
        if hit is None or what is None:
            return None
        kept = hints().opposites[hit.group("verb")].replace("<o>", self.definite(what))
        return Quest("protect", kept, what, *hit.span(), firm=True)

    def _between(self) -> Quest | None:
        """'Romance between a terraformer and the planet she is changing': the one wants the other."""
        hit = _BETWEEN.search(self.said.rest)
        two = [one for one in self.phrases if hit and one.start >= hit.end() and one.sort in {"person", "place", "thing"}][:2]
        if hit is None or len(two) < 2 or "and" not in self.said.rest[two[0].end : two[1].start]:
            return None
        return Quest("love", f"win over {self.definite(two[1])}", two[1], hit.start(), two[1].end)

    def _afflicted(self) -> Quest | None:
        """'A cellist goes deaf': what is there still to be done before it is too late?"""
        for known in hints().afflictions:
            hit = re.search(rf"(?:^|\s)(?:{known.says})\b", self.said.rest, re.I)
            one = next((p for p in reversed(self.phrases) if hit and p.end <= hit.start() + 1 and p.sort == "person"), None)
            if hit is None or one is None:
                continue
            role = role_of(one).lower().split(" ")[-1]
            aim = next((aim for roles, aim in known.aims.items() if re.fullmatch(roles, role)), known.aims.get("other", ""))
            kind, goal, about = (part.strip() for part in aim.split("|"))
            return Quest(kind, goal, None, one.start, hit.end(), thing=about)
        return None

    def _counted(self) -> Quest | None:
        """'Four old soldiers meet every year; this year there are five': who is the fifth?"""
        hit = _COUNTED.search(self.said.rest)
        numbers = words().numbers
        noun = english.singular((hit.group("who") or "").lower()) if hit else ""
        before = [one for one in self.phrases if hit and one.sort == "person" and one.end <= hit.start()]
        many = next((one for one in before if (english.singular(one.head) == noun if noun else one.count > 1)), None)
        if hit is None or many is None or (now := int(numbers.get(hit.group("now").lower(), 0))) in {0, many.count}:
            return None
        word = hit.group("now").lower()
        if now > many.count:
            which = f"{_ORDINALS.get(word, f'{word}th')} {role_of(many).split(' ')[-1]}"
            foe = replace(
                many,
                text=hit.group(),
                core=which,
                start=hit.start(),
                end=hit.end(),
                det="the",
                plural=False,
                count=1,
                role=which,
                head=english.singular(many.head),
            )
            return Quest("solve", f"find out who the {which} is", None, many.start, hit.end(), thing="the truth", foe=foe)
        return Quest("solve", "find out what became of the one who is missing", None, many.start, hit.end(), thing="the missing one")

    def _must_not(self) -> Quest | None:
        """'He must not learn who she is', 'the cake must not get wet': somebody has to see to it."""
        for hit in _MUST_NOT.finditer(self.said.rest):
            first = self._first()
            whom = self._meant_by(hit.group("he")) if hit.group("he") else self._ending_at(hit.start())
            verb, _, rest = hit.group("do").partition(" ")
            if whom is None or (first is not None and whom.start == first.start) or verb in {"be", "include", "contain", "have"}:
                continue
            goal = f"keep {self.definite(whom)} from {english.ing(verb)} {rest}"
            about = whom if whom.sort != "person" else None
            foe = whom if whom.sort == "person" else None
            return Quest("protect", tidy(impersonal(goal)), about, whom.start, hit.end(), thing="" if about else "the secret", foe=foe)
        return None

    def _ending_at(self, at: int) -> Phrase | None:
        return next((one for one in self.phrases if one.end == at and one.sort in {"person", "thing"}), None)

    def _meant_by(self, pronoun: str) -> Phrase | None:
        """Whoever else was spoken of, and is not the one the story is about."""
        others = [one for one in self.phrases if one.sort == "person" and not one.plural and one.det in {"a", "an", "the"}]
        return next((one for one in others if one is not self._first()), None) if pronoun.lower() in {"he", "she"} else None

    def _wants_of(self) -> Quest | None:
        """'wants his sons to love him' has to bring them to it."""
        for one in self.phrases:
            before = re.search(r"\b(?:wants?|needs?|would like|longs for|begs)\s+$", self.said.rest[: one.start])
            does = re.match(rf"\s+to\s+(?P<do>(?!be\b){_CLAUSE}{{3,60}})", self.said.rest[one.end :])
            first = self._first()
            if before is None or does is None or one.sort != "person" or first is None or first.end > before.start() + 4:
                continue
            goal = f"get {self.definite(one)} to {does.group('do')}"
            return Quest("love", tidy(impersonal(goal)), one, one.start, one.end + does.end())
        return None

    def _turned_out(self) -> Quest | None:
        """'Tonight the patient is his brother Kofi.'"""
        for role, aim in hints().turned_out.items():
            hit = re.search(rf"\bthe\s+{role}\s+(?:is|was|turns out to be)\s+", self.said.rest, re.I)
            who = next((one for one in self.phrases if hit and one.start == hit.end() and one.sort == "person"), None)
            if hit is None or who is None or not (who.name or who.det in {"her", "his", "their", "my"}):
                continue
            kind, goal = (part.strip() for part in aim.split("|"))
            return Quest(kind, impersonal(goal.replace("<who>", self.definite(who))), who, hit.start(), who.end)
        return None

    def _someone(self) -> Quest | None:
        """'Someone has stolen the conductor's watch.'"""
        hit = _SOMEONE.search(self.said.rest)
        if hit is not None and re.match(r"(?:is|has been)\s+\w+(?:ed|en|ot)\b", hit.group("does")):
            return Quest("solve", "find out who did it", None, *hit.span(), thing="the truth")
        return self._spanned("solve", f"find out who {hit.group('does')}", *hit.span()) if hit else None

    def _only_one(self) -> Quest | None:
        """'the only one who knows that the general is dead' has a secret to keep."""
        hit = _KNOWS.search(self.said.rest)
        if hit is None:
            return None
        if not hit.group("what"):
            return Quest("solve", "find somebody who will believe it", None, *hit.span(), thing="the truth")
        return Quest("protect", f"keep the others from learning {tidy(hit.group('what'))}", None, *hit.span(), thing="the secret")

    def _recognised(self) -> Quest | None:
        """'recognises the voice of the man who shot him' wants him to answer for it."""
        hit = _RETOLD.search(self.said.rest)
        if hit is None:
            return None
        start, end = hit.start("who"), hit.end("role")
        role = hit.group("role")
        foe = Phrase(text=self.said.rest[start:end], core=role, head=role, start=start, end=end, det="the", sort="person", plural=False,
                     proper=False, role=role)  # fmt: skip
        return Quest("solve", f"make {tidy(hit.group('who'))} answer for it", None, *hit.span(), thing="the truth", foe=foe)

    def _unbeaten(self) -> Quest | None:
        """'Nobody has ever beaten Hester Quill at cards until a boy named Finch sits down.'"""
        hit = _BEATEN.search(self.said.rest)
        later = [one for one in self.phrases if hit and one.start >= hit.end()]
        game = next((one for one in later if hit and one.start == hit.end()), None)
        other = next((one for one in later if one.sort == "person"), None)
        if hit is None or game is None or other is None:
            return None
        rest = self.said.rest
        called = (one.name for one in later if re.fullmatch(r"\s+(?:named|called)\s+", rest[other.end : one.start]))
        named = next(called, other.name)
        return Quest("make", f"beat {named or self.definite(other)} at {game.text}", None, *hit.span(), thing="the game", foe=other)

    def _runs_out(self) -> Quest | None:
        """'runs out of light' has to find more of it."""
        hit = re.search(r"\bruns?\s+out\s+of\s+(?P<what>[\w' -]+?)(?=[.,;!?\n]|\s+(?:and|but|in|on|at|while)\b|$)", self.said.rest, re.I)
        return self._spanned("find", f"find more {hit.group('what')} before the last is gone", *hit.span()) if hit else None

    def _whoever(self) -> Quest | None:
        """'in love with whoever keeps calling it'."""
        hit = re.search(rf"\bwhoever\s+(?P<does>{_CLAUSE}{{3,60}})", self.said.rest, re.I)
        if hit is None:
            return None
        things = [one for one in self.phrases if one.sort in {"thing", "place"} and one.end <= hit.start()]
        does = re.sub(r"\bit$", self.definite(things[-1]) if things else "it", tidy(hit.group("does")))
        return Quest("solve", f"find out who {does}", things[-1] if things else None, *hit.span())

    def _to_be(self) -> Quest | None:
        """'wants to be heard'."""
        hit = _TO_BE.search(self.said.rest)
        so = tidy(hit.group("so")) if hit else ""
        return Quest("make", f"be {so}", None, *hit.span(), thing=f"the wish to be {so}") if hit else None

    def _moved_in(self) -> Quest | None:
        """'buys a house whose cellar is one step deeper every night'."""
        for one in self.phrases:
            came = re.search(
                r"\b(?:buys?|bought|moves? into|moved into|rents?|rented|inherits?|inherited)\s+$", self.said.rest[: one.start]
            )
            odd = re.match(rf"\s+whose\s+(?P<so>{_CLAUSE}{{5,80}})", self.said.rest[one.end :])
            if came and odd and one.sort in {"place", "thing"}:
                return Quest("solve", f"find out why the {tidy(odd.group('so'))}", one, one.start, one.end + odd.end())
        return None

    def _hunted_down(self) -> Quest | None:
        """'becomes the most hunted person alive'."""
        hit = re.search(r"\bbecomes?\s+the\s+most\s+(?:hunted|wanted|hated)\b[\w ]*", self.said.rest, re.I)
        return Quest("survive", "stay alive and find out who gave the order", None, *hit.span()) if hit else None

    def _runs_for(self) -> Quest | None:
        """'runs for mayor'."""
        hit = _OFFICE.search(self.said.rest)
        if hit is None:
            return None
        what = hit.group("what").lower()
        goal = "win the election" if what in {"office", "parliament"} else f"be elected {what}{hit.group('of') or ''}"
        return Quest("make", tidy(goal), None, *hit.span(), thing="the election")

    def _asked_how(self) -> Quest | None:
        """'How do you hide an elephant in Manhattan?' has to be done."""
        hit = re.match(rf"\W*how\s+(?:do|does|would|can|could)\s+(?:you|one|we|i)\s+(?P<do>{_CLAUSE}{{4,80}})\?", self.said.rest, re.I)
        about = self._inside(*hit.span("do")) if hit else None
        return Quest("protect", tidy(hit.group("do")), about, hit.start("do") - 1, hit.end("do")) if hit else None

    def _asked_whether(self) -> Quest | None:
        """'Could a hangman be kind? His son has to find out.'"""
        asked = re.search(
            r"\b(?P<do>can|could|will|would|is|are)\s+(?P<who>(?:an?|the)\s+\w+)\s+(?P<so>[^?.]{3,60})\?", self.said.rest, re.I
        )
        wants = re.search(r"\b(?:has to|must|wants to|needs to|will)\s+(?:find out|know)(?=\s*[.!,;]|\s*$)", self.said.rest, re.I)
        if asked is None or wants is None:
            return None
        said = f"whether {asked.group('who')} {asked.group('do').lower()} {asked.group('so')}"
        return Quest("solve", f"find out {tidy(said)}", None, asked.start(), wants.end(), thing="the truth")

    def _bequeathed(self) -> Quest | None:
        """'left her a lighthouse, a debt and a radio that only receives 1958'."""
        hit = re.search(r"\b(?:left|leaves|bequeathed|bequeaths)\s+(?:her|him|them|me|us)\s+(?=an?\b|the\b|his\b|her\b)", self.said.rest)
        if hit is None:
            return None
        stop = re.search(r"[.;!?\n]|$", self.said.rest[hit.end() :])
        end = hit.end() + (stop.start() if stop else 0)
        left = [one for one in self.phrases if hit.end() <= one.start < end and one.sort in {"thing", "place", "person"} and one.det]
        odd = next(
            ((one, how) for one in left if (how := re.match(rf"\s+(?:that|which)\s+({_CLAUSE}{{3,60}})", self.said.rest[one.end :]))), None
        )
        if odd is not None:
            return Quest("solve", f"find out why {self.definite(odd[0])} {tidy(odd[1].group(1))}", odd[0], hit.start(), end)
        return Quest("make", f"decide what to do with {self.definite(left[0])}", left[0], hit.start(), end) if left else None

    def _seen_again(self) -> Quest | None:
        """'I have seen the same car every morning for ten years.'"""
        for one in self.phrases:
            seen = re.search(r"\b(?:sees?|saw|seen|hears?|heard|meets?|met|passes|dreams|dreamt)\s+$", self.said.rest[: one.start])
            if seen is None or not one.core.startswith("same ") or not re.match(r"\s+(?:every|each)\b", self.said.rest[one.end :]):
                continue
            what = f"the {one.core.removeprefix('same ')}"
            vehicle = place_kind_of().get(one.head) in {"capsule", "ship", "train"}
            asked = f"who {what} is" if one.sort == "person" else f"who is in {what}" if vehicle else f"what {what} means"
            return Quest("solve", f"find out {asked}", None, seen.start(), one.end, thing=what)
        return None

    @staticmethod
    def _one_of_many(one: Phrase) -> bool:
        return one.sort == "person" and not one.name and one.det == "the" and one.head not in hints().collective

    def _has_until(self) -> Quest | None:
        """'The band has until the harvest feast to decide who that is.'"""
        hit = re.search(
            rf"\b(?:has|have)\s+(?:only\s+)?(?:until|till)\s+{_CLAUSE}{{3,40}}?\s+to\s+(?P<do>[a-z]+\b{_CLAUSE}{{3,60}})", self.said.rest
        )
        if hit is None:
            return None
        spoken = [one for one in self.phrases if one.end <= hit.start() and self._one_of_many(one)]
        do = re.sub(r"\bwho that is$", f"who {spoken[-1].text} is" if spoken else "who that is", tidy(hit.group("do")))
        return Quest(quest_of(do.split()[0]) or "love", do, self._inside(*hit.span("do")), *hit.span())

    def _presumed(self) -> Quest | None:
        """'the groom is her brother, presumed dead for nine years'."""
        for one in self.phrases:
            dead = re.match(r",?\s+(?:presumed|believed|declared|thought)\s+(?:to be\s+)?dead\b", self.said.rest[one.end :])
            if dead is not None and one.sort == "person":
                goal = f"find out where {self.definite(one)} has been all this time"
                return Quest("solve", impersonal(goal), one, one.start, one.end + dead.end())
        return None

    def _unseen(self) -> Quest | None:
        """'Nobody has seen the baker since Tuesday.'"""
        for one in self.phrases:
            if re.search(r"\b(?:nobody|no one) (?:has|had) seen\s+$", self.said.rest[: one.start], re.I):
                return Quest("solve", f"find out what became of {self.definite(one)}", one, one.start, one.end)
        return None

    def _plotted(self) -> Quest | None:
        """'overhears a murder being planned' can still prevent it."""
        for one in self.phrases:
            if one.sort == "event" and (hit := re.match(r"\s+(?:being|that is) (?:planned|plotted|prepared)\b", self.said.rest[one.end :])):
                return Quest("protect", f"prevent {self.definite(one)}", one, one.start, one.end + hit.end())
        return None

    def _back(self) -> Quest | None:
        """'Today the bear is back.'"""
        for one in self.phrases:
            back = re.match(r"\s+(?:is|has come)\s+back(?=\s*(?:[.,;!?]|$|for\b))", self.said.rest[one.end :])
            if back is not None and one.det == "the" and one.sort in {"person", "thing"}:
                return Quest("fight", f"face {self.definite(one)}", one, one.start, one.end + back.end(), foe=one)
        return None

    def _forbidden(self) -> Quest | None:
        """'a village where it is forbidden to whistle'."""
        hit = re.search(r"\b(?:forbidden|illegal|against the law|banned)\s+to\s+(?P<do>[^.,;:!?\n]{3,50})", self.said.rest)
        do = tidy(hit.group("do")) if hit else ""
        return Quest("fight", f"win the right to {do}", None, *hit.span(), thing=f"the right to {do}") if hit else None

    def _astray(self) -> Quest | None:
        """'is delivered fifty years late to the wrong house', 'a safety net goes missing'."""
        for one in self.phrases:
            rest = self.said.rest[one.end :]
            wrong = re.match(r"(?:\s+home)?\s+(?:is|was)\s+(?:delivered|sent|posted)\b[^.;]{0,40}?\bto the wrong (?P<to>\w+)", rest)
            if wrong is not None and one.sort == "thing":
                return Quest("carry", f"get {self.definite(one)} to the right {wrong.group('to')}", one, one.start, one.end + wrong.end())
            gone = re.match(r"\s+(?:goes|went|has gone|is|are)\s+missing\b", rest)
            if gone is not None and one.sort in {"thing", "person"}:
                return Quest("find", f"find {self.definite(one)}", one, one.start, one.end + gone.end())
        return None

    def _could_tell(self) -> Quest | None:
        """'the second violin knows who lit the match' could tell."""
        for one in self.phrases:
            hit = re.match(r"\s+knows\s+(?P<what>(?:who|where|why|how)\s+[^.,;:!?\n]{3,60})", self.said.rest[one.end :])
            if hit is not None and one.sort == "person":
                return Quest(
                    "love", f"decide whether to tell {tidy(hit.group('what'))}", None, one.start, one.end + hit.end(), thing="the truth"
                )
        return None

    def _taken_from(self) -> Quest | None:
        """'The church organ has been stolen, pipe by pipe.'"""
        for one in self.phrases:
            gone = re.match(r"\s+(?:has|have)\s+been\s+(?P<done>stolen|poisoned|taken|forged|sabotaged)\b", self.said.rest[one.end :])
            if gone is not None and one.sort in {"thing", "place", "person"}:
                goal = f"find out who has {gone.group('done')} {self.definite(one)}"
                return Quest("solve", goal, one, one.start, one.end + gone.end())
        return None

    def _own_hand(self) -> Quest | None:
        """'The forty-second is in my handwriting.'"""
        hit = re.search(
            r"\b(?P<what>(?:the|one)\s+[\w-]+)\s+(?:is|are)\s+in\s+(?:my|her|his)\s+(?:own\s+)?handwriting\b", self.said.rest, re.I
        )
        if hit is None:
            return None
        what = hit.group("what")
        return Quest("solve", f"find out who wrote {what[0].lower()}{what[1:]}", None, *hit.span(), thing=what.lower())

    def _kept_quiet(self) -> Quest | None:
        """'wins the lottery and tells no one'."""
        hit = re.search(r"\b(?:tells?|told)\s+(?:no one|nobody)\b", self.said.rest)
        what = [one.object for one in self.clauses if hit and one.end <= hit.start() and one.object is not None]
        if hit is None or not what or what[-1] is None:
            return None
        return Quest(
            "protect", f"keep the others from learning of {self.definite(what[-1])}", None, *hit.span(), thing="the secret", firm=True
        )

    def _again(self) -> Quest | None:
        """'I found it again last week, in a pub.'"""
        hit = re.search(r"\b(?:found|finds|find|saw|sees)\s+it\s+again\b", self.said.rest)
        lost = [one for one in self.phrases if hit and one.end <= hit.start() and one.sort == "thing" and not one.plural]
        return Quest("carry", f"bring {self.definite(lost[-1])} home", lost[-1], *hit.span()) if hit and lost else None

    def _has_to_do(self) -> Quest | None:
        """'has forty calls to make and one line'."""
        for one in self.phrases:
            has = re.search(r"\b(?:has|have)\s+(?:only\s+)?$", self.said.rest[: one.start])
            do = re.match(r"\s+to\s+(?P<do>[a-z]+)(?=\s*(?:[.,;!?]|and\b|but\b|before\b|$))", self.said.rest[one.end :])
            if has and do and one.sort != "time" and do.group("do") not in {"live", "lose", "go", "be"}:
                kind = quest_of(do.group("do")) or "make"
                return Quest(kind, f"{do.group('do')} {one.text}", one, has.start(), one.end + do.end())
        return None
