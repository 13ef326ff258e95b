"""Where and when the story is, and how it looks and feels."""

import re

from .. import english
from ..lexicon import cultures, genres, hints, looks, named_place_of, place_kind_of, place_kinds, trade_of
from ..matter import Place, assumed_thing, thing
from ..model import Finding
from ..reading import Phrase
from .aims import Aims
from .ground import role_of

_YEARS = (
    (1500, "medieval"),
    (1800, "early"),
    (1910, "victorian"),
    (1950, "interwar"),
    (2000, "postwar"),
    (2036, "present"),
    (9999, "future"),
)
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


_LEGEND = re.compile(
    r"\b(?:dragons?|knights?|kings?|queens?|prince(?:ss)?|castles?|kingdoms?|el(?:f|ves)|wizards?|enchanted|sorcer\w+|dwar(?:f|ves)|swords?|"
    r"goblins?|orcs?|unicorns?|magic\w*|witch(?:es)?|fairy|fairies|realms?|spells?|trolls?|fantasy)\b"
)


class Setting(Aims):
    """Settles places, period, culture of names, tone, style, and the hours the story keeps."""

    def places(self, genre: str, prize: Phrase | None, foe: Phrase | None, hero: Phrase | None) -> tuple[tuple[Place, ...], Finding]:
        found = [one for one in self.phrases if one.sort == "place" and one is not foe]
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
        home = next((word for word in (role_of(hero).split() if hero else []) if word in place_kind_of()), "")
        if found:
            start = (Place(assumed_thing(f"the {home}"), place_kind_of()[home], "at"),) if home and home not in found[0].core else ()
            return (*start, *map(place_of, found[: 4 - len(start)])), Finding(
                thing(found[0]).the if not thing(found[0]).owner else found[0].text, found[0].text
            )
        trade = trade_of().get(english.singular(hero.head), "") if hero else ""
        role = role_of(hero).lower().split() if hero else []
        known_homes = hints().home_by_role
        word = home or known_homes.get(" ".join(role[-2:]), "") or known_homes.get(role[-1] if role else "", "")
        word = word or self._of_genre() or hints().home_by_trade.get(trade or (trade_of().get(role[-1], "") if role else ""), "")
        kind = place_kind_of()[word] if word else self.rng.choice(genres()[genre].place)
        known = place_kinds()[kind]
        word = word or self.rng.choice(known.words[:4])
        place = Place(assumed_thing(f"the {word}"), kind, known.at)
        return (place,), Finding(f"the {word}", None, f"No place was given; {english.a(word)} suits {self.genre_label(genre)}.")

    def _of_genre(self) -> str:
        """'an office comedy' is set in an office."""
        hit = re.search(r"\b(\w+) (?:comedy|drama|thriller|romance|mystery|horror|sitcom|western|noir)\b", self.low)
        if hit and hit.group(1) in place_kind_of():
            return hit.group(1)
        groups = [one for one in self.phrases if one.head in hints().collective]
        return next((word for one in groups for word in one.core.lower().split()[:-1] if word in place_kind_of()), "")

    def period(self, genre: str) -> tuple[str, Finding]:
        year = re.search(r"(?<![\w$£€.,])(1\d{3}|2[0-4]\d{2})(?:s)?(?![\w%])", self.low)
        if year and self.low[: year.start()].endswith("from "):
            year = None  # 'a song from 1943' comes out of another time
        if year and not self.low[year.end() :].lstrip().startswith(("seconds", "minutes", "frames", "words", "years", "people", "men")):
            period = next(name for until, name in _YEARS if int(year.group(1)) < until)
            return period, Finding(year.group(), self.text[slice(*year.span())])
        # The latest period named wins: a knight in a space station is science fiction.
        for period in ("interwar", "postwar", "future", "victorian", "early", "ancient", "medieval", "present"):
            for word in looks().periods[period].words:
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
            if any(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", self.low) for word in known):
                return culture
        return {"scifi": "future", "fantasy": "legend", "western": "american"}.get(genre) or self.rng.choice(
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
        return " ".join(self.text[slice(*hit.span())].split()) if hit else ""


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
