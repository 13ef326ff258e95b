"""Where and when the story is, and how it looks and feels."""

import re

from .. import english
from ..cast import trade_name_of
from ..lexicon import cultures, genres, hints, looks, named_place_of, place_kind_of, place_kinds
from ..matter import Place, assumed_thing, thing
from ..model import Finding
from ..periods import period_of
from ..reading import Phrase
from .aims import Aims
from .ground import role_of

_ONE_NIGHT = re.compile(
    r"\b(?:one night|single night|night ferry|night train|night shift|overnight|sleepover|all night|tonight|until dawn|before dawn|"
    r"by dawn|heist)\b"
)
_HOUR = re.compile(
    r"\b(?:at|set at|before|by|until|in the|during the)\s+"
    r"(dawn|sunrise|dusk|sunset|midnight|noon|night|morning|evening|afternoon)\b"
)
_DEADLINE = re.compile(
    r"\b(?:before\s+(?:the\s+|it\s+)?[\w' -]{3,40}?|(?:by|until)\s+(?:the\s+)?(?:dawn|dusk|night|nightfall|midnight|noon|morning|"
    r"sunrise|sunset|christmas|winter|spring|summer|\w+day|end of [\w ]+))"
    r"(?=[.,;!?]|\s+(?:to|and|but|or|with|while)\b|$)",
    re.I,
)


_BYGONE = re.compile(
    r"\b(?:from|receives|plays|shows|hears|remembers)\s+$|\b(?:who|that|which)\s+(?:\w+\s+)?(?:\w+ed|died|left|was|were|sank|fell|went)\b[^.;]{0,30}$"
)
_MAKES = {"build", "launch", "invent", "design", "draw", "paint"}
_LEGEND = re.compile(
    r"\b(?:dragons?|knights?|kings?|queens?|prince(?:ss)?|castles?|kingdoms?|el(?:f|ves)|wizards?|enchanted|sorcer\w+|dwar(?:f|ves)|swords?|"
    r"goblins?|orcs?|unicorns?|magic\w*|witch(?:es)?|fairy|fairies|realms?|spells?|trolls?|fantasy)\b"
)


class Setting(Aims):
    """Settles places, period, culture of names, tone, style, and the hours the story keeps."""

    def places(self, genre: str, prize: Phrase | None, foe: Phrase | None, hero: Phrase | None) -> tuple[tuple[Place, ...], Finding]:
        found = [one for one in self.phrases if one.sort == "place" and one is not foe]
        found = [one for one in found if not self._being_made(one)] or found
        found = [one for one in found if not self.only_seen(one) and not self._one_by_one_said(one)]
        found = [one for one in found if one.core.lower() != "place"]
        found = [one for one in found if not (one.prep == "to" and one.det == "" and not one.proper)]
        found = [one for one in found if one.prep != "from" or one.proper is False] or found
        found = [one for one in found if one.head not in hints().rooms or one is prize] or found
        found.sort(
            key=lambda one: (
                one.prep in {"across", "over"},
                one is prize,
                one.prep not in {"in", "on", "at", "aboard", "inside"},
                one.start,
            )
        )
        found = [one for one in found if one.core != "Earth"] or found
        self.settings = found[:4]
        role = [word.removesuffix("'s") for word in role_of(hero).split()] if hero else []
        pairs = [" ".join(role[at : at + 2]) for at in range(len(role) - 1)]
        away = bool(role) and role[-1] in {"engineer", "designer", "builder", "historian", "painter", "planner"}
        home = next((word for word in (*pairs, *role) if word in place_kind_of()), "") if not away else ""
        if found:
            start = (Place(assumed_thing(f"the {home}"), place_kind_of()[home], "at"),) if home and home not in found[0].core else ()
            return (*start, *map(place_of, found[: 4 - len(start)])), Finding(
                thing(found[0]).the if not thing(found[0]).owner else found[0].text, found[0].text
            )
        word = self._of_genre() or home or self._home(hero)
        suits = self.whom if word and hero is not None else self.genre_label(genre)
        kind = place_kind_of()[word] if word else self.pick(genres()[genre].place)
        known = place_kinds()[kind]
        word = word or self.pick(known.words[:4])
        place = Place(assumed_thing(f"the {word}"), kind, known.at)
        return (place,), Finding(f"the {word}", None, f"No place was given; {english.a(word)} suits {suits}.")

    def _one_by_one_said(self, phrase: Phrase) -> bool:
        """'sells it, house by house' is said of no house."""
        word = re.escape(phrase.head)
        return re.search(rf"\b{word} by {word}\b", self.low) is not None and phrase.det == ""

    def _being_made(self, phrase: Phrase) -> bool:
        """'builds a rocket in the garden' takes place in the garden."""
        return any(one.object is not None and one.object.start == phrase.start and one.lemma in _MAKES for one in self.clauses)

    def _home(self, hero: Phrase | None) -> str:
        """Where someone like this is at home: by what they are, else by what is named beside them, else by their kin."""
        homes = hints().home_by_role
        role = role_of(hero).lower().split() if hero else []
        word = homes.get(" ".join(role[-2:]), "") or (homes.get(english.singular(role[-1]), "") if role else "")
        trade = trade_name_of(" ".join(role)) if role else "life"
        if word or (trade not in {"life", "kin", "animal"} and (word := hints().home_by_trade.get(trade, ""))):
            return word
        beside = [
            one
            for one in self.phrases
            if one is not hero
            and (one.sort != "person" or self.is_quarry(one) or trade_name_of(role_of(one)) in {"animal", "art", "faith", "royal"})
        ]
        named = next((homes[one] for phrase in beside for one in (phrase.head, english.singular(phrase.head)) if one in homes), "")
        return named or hints().home_by_trade.get(trade, "")

    def _of_genre(self) -> str:
        """'an office comedy' is set in an office."""
        hit = re.search(r"\b(\w+) (?:comedy|drama|thriller|romance|mystery|horror|sitcom|western|noir)\b", self.low)
        if hit and hit.group(1) in place_kind_of():
            return hit.group(1)
        groups = [one for one in self.phrases if one.head in hints().collective]
        return next((word for one in groups for word in one.core.lower().split()[:-1] if word in place_kind_of()), "")

    def period(self, genre: str) -> tuple[str, Finding]:
        year = re.search(r"(?<![\w$£€.,])(1\d{3}|2[0-4]\d{2})(?:s)?(?![\w%])", self.low)
        year = year or re.search(r"(?<=\byear )(\d{3,4})\b", self.low)
        then = re.search(r"\b(?:was|were|had)\s+\w+[^.;,]{0,30}\bin\s+$", self.low[: year.start()]) if year else None
        if then is not None and any(one.form == "s" and one.end < then.start() for one in self.clauses):
            year = None  # 'opens a tea room; her first customer is the man she was to kill in 1974'
        if year and _BYGONE.search(self.low[: year.start()]):
            year = None  # 'a song from 1943', 'a mother who vanished in 1975': that was another time
        if year and not self.low[year.end() :].lstrip().startswith(("seconds", "minutes", "frames", "words", "years", "people", "men")):
            return period_of(int(year.group(1))), Finding(year.group(), self.text[slice(*year.span())])
        # The latest period named wins: a knight in a space station is science fiction.
        for period in ("interwar", "postwar", "future", "victorian", "early", "ancient", "medieval", "present"):
            for word in (one for one in looks().periods[period].words if one in self.low):
                hit = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", self.low)
                if hit:
                    return period, Finding(looks().periods[period].value, self.text[slice(*hit.span())])
        if any(
            place_kind_of().get(one.head) in {"colony", "spaceship"} or named_place_of().get(one.core.lower(), ("",))[0] == "colony"
            for one in self.phrases
        ):
            period = "future"
        else:
            period = hints().period_by_genre.get(genre, "present")
            if genre == "fantasy" and not _LEGEND.search(self.low):
                period = "present"
        value = looks().periods[period].value
        return period, Finding(value, None, f"No time was given; the story is set in {value}.")

    def culture(self, genre: str, places: tuple[Place, ...]) -> str:
        for place in places:
            parts = [place.thing.the.lower(), *(place.thing.source or "").lower().split()]
            for name, (_, culture) in named_place_of().items():
                if name in parts or (" " in name and name in parts[0]) or f" {name}" in parts[0]:
                    return culture
        for culture, known in cultures().items():
            if any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", self.low) for word in known if word in self.low):
                return culture
        return {"scifi": "future", "fantasy": "legend", "western": "american"}.get(genre) or self.pick(
            ["english", "american", "celtic", "nordic", "slavic", "spanish"]
        )

    def tones(self, genre: str) -> tuple[tuple[str, ...], Finding]:
        said = self.said.tones
        if said:
            return tuple(one.value for one in said), Finding(" and ".join(one.source.lower() for one in said), said[0].source)
        tone = genres()[genre].tone
        return (), Finding(tone, None, f"No tone was given; {self.genre_label(genre)} is usually {tone}.")

    def style(self, genre: str) -> Finding:
        if self.brief.style is not None and self.brief.style.strip():
            return Finding(" ".join(self.brief.style.split()), None, "The style was set beside the prompt.")
        if self.said.styles:
            return Finding(" and ".join(one.value for one in self.said.styles), self.said.styles[0].source)
        if self.said.tones:
            return Finding(" and ".join(one.source.lower() for one in self.said.tones), self.said.tones[0].source)
        style = looks().styles.by_genre[genre]
        return Finding(style, None, f"No style was given; {style} suits {self.genre_label(genre)}.")

    def one_night(self) -> bool:
        if any(one.value == "horror" for one in self.said.genres) and not self.hour():
            return True
        return bool(_ONE_NIGHT.search(self.low))

    def hour(self) -> str:
        hit = _HOUR.search(self.low)
        return {"sunrise": "dawn", "sunset": "dusk"}.get(hit.group(1), hit.group(1)) if hit else ""

    def deadline(self) -> str:
        hit = _DEADLINE.search(self.said.rest)
        said = " ".join(self.text[slice(*hit.span())].split()) if hit else ""
        if hit and re.search(r"\b(?:goes|go|comes|moves|returns|is sent)$", said):
            said += re.split(r"[.,;!?]|\band\b", self.text[hit.end() :])[0].rstrip()
        return said[:1].lower() + said[1:]


def place_of(phrase: Phrase) -> Place:
    low = phrase.core.lower()
    if phrase.text.lower() in place_kind_of():
        return Place(thing(phrase), place_kind_of()[phrase.text.lower()], phrase.prep if phrase.prep in {"in", "on", "at"} else "in")
    pair = " ".join(low.split(" of ")[0].split(" to ")[0].split()[-2:])
    known = named_place_of().get(low) or named_place_of().get(low.split()[-1]) or named_place_of().get(pair)
    icy = re.search(r"\b(?:frozen|icy|ice-bound|arctic|antarctic)\b", low) and place_kind_of().get(phrase.head) in {
        "harbour",
        "underwater",
        "mountain",
        "forest",
    }
    kind = (
        ("ice" if icy else "")
        or place_kind_of().get(pair)
        or place_kind_of().get(phrase.head)
        or place_kind_of().get(english.singular(phrase.head))
        or (known[0] if known else "generic")
    )
    at = (
        phrase.prep
        if phrase.prep in {"in", "on", "at", "aboard", "inside", "under", "near"}
        else "in"
        if known and known[0] not in {"colony"}
        else place_kinds()[kind].at
    )
    return Place(thing(phrase), kind, at)


def of_period(place: Place, period: str) -> Place:
    """A town before the electric light has other rooms; so has a ship under sail."""
    if period in {"ancient", "medieval", "early", "victorian"}:
        kind = {"city": "oldcity", "ship": "sailship", "office": "oldcity", "hospital": "oldcity"}.get(place.kind, place.kind)
        return Place(place.thing, kind, place.at)
    return place
