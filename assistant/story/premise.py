"""From a prompt to a premise: who, what for, against what, where and when, each with the words it was read from.

What the prompt leaves open is assumed, fittingly and out loud: an assumption carries a sentence that says so.
"""

import re
from collections.abc import Iterable
from random import Random

from msgspec.structs import replace

from . import english
from .lexicon import (
    cultures, event_kind_of, genres, kinds, looks, named_place_of, names, place_kind_of, place_kinds, trade_of, verbs, words,
)  # fmt: skip
from .matter import Matter, Person, Place, Thing, assumed_thing, genders, thing
from .model import Brief, Finding, Premise, Unwritable
from .reading import Clause, Directions, Phrase, Reading, Said, directions, genre_in, read, tokenise

LONGEST = 10_000
LANGUAGES = ("en",)

_KIND_BY_TRADE = {
    "police": "solve", "thief": "steal", "soldier": "fight", "art": "make", "food": "make", "craft": "make", "faith": "solve", "space": "survive",
}  # fmt: skip
_PLIGHTS = {
    "survive": "stranded|trapped|marooned|besieged|shipwrecked|adrift|buried alive|snowed in|lost in|lost at",
    "solve": "blackmailed|framed|accused|wanted|haunted by|hunted|amnesiac|vanished|vanishes|vanish|disappear(?:s|ed)?|forgot",
    "love": "estranged|reunited|reunite|falls? in love|fall for each other",
    "find": "lost city|lost treasure|missing",
}
"""What has befallen people says what they want, where no wish is told."""
_GENRE_BY_KIND = {
    "steal": "heist", "solve": "mystery", "find": "adventure", "fight": "adventure", "survive": "thriller", "protect": "drama", "make": "drama",
    "love": "drama", "carry": "adventure",
}  # fmt: skip
_GENRE_BY_WORLD = {"machine": "scifi", "space": "scifi", "magic": "fantasy"}
_HOSTILE = {
    "warlord", "villain", "killer", "murderer", "serial killer", "kidnapper", "stalker", "enemy", "rival", "usurper", "tyrant", "dictator", "gangster", "mobster", "assassin",
    "traitor", "thief", "police", "cartel", "mafia", "gang", "corporation", "company", "cult", "cult leader", "demon", "monster", "beast", "vampire", "zombie", "zombies", "landlord",
    "developer", "impostor", "imposter", "devil", "hitman", "warden", "militia", "poacher", "army", "hunter", "creature", "sorcerer", "witch", "swindler", "invaders", "alien",
}  # fmt: skip
_MADE = {"paint": "painting", "sing": "song", "dance": "dance", "write": "book", "cook": "dish", "bake": "cake", "perform": "performance", "run": "race", "play": "music", "compose": "music",
         "fly": "flight", "draw": "drawing", "race": "race", "swim": "swim", "skate": "skating", "act": "play", "compete": "contest", "win": "contest"}  # fmt: skip
_FOE_BY_PLACE = {
    "ship": ("purser", "first officer"), "sailship": ("quartermaster", "boatswain"), "train": ("conductor", "ticket inspector"), "mansion": ("housekeeper", "executor of the will"),
    "castle": ("regent", "captain of the guard"), "school": ("headmaster", "head of the board"), "hospital": ("head physician", "night matron"), "harbour": ("harbour master", "customs officer"),
    "underwater": ("commander of the boat", "company diver"), "mountain": ("rival climber", "hut warden"), "ice": ("customs officer", "rival trapper"), "village": ("mayor", "landlord"),
    "colony": ("dome administrator", "shift director"), "spaceship": ("security officer", "fleet commander"), "forest": ("game warden", "timber boss"), "desert": ("railroad boss", "water seller"),
}  # fmt: skip
"""Who has power in a place, where the prompt names no opposition."""
_HOMES = {"babysitter": "house", "caretaker": "house", "baker": "bakery", "librarian": "library", "monk": "monastery", "chef": "restaurant", "lawyer": "courthouse", "pianist": "concert hall",
          "farmer": "farm", "bartender": "bar", "king": "castle", "queen": "castle", "knight": "castle", "student": "school", "teacher": "school", "astronomer": "observatory"}  # fmt: skip
_HOME_BY_TRADE = {
    "sea": "harbour",
    "medic": "hospital",
    "school": "school",
    "royal": "palace",
    "space": "spaceship",
    "magic": "forest",
    "office": "office",
    "animal": "forest",
}
_COLLECTIVE = {
    "family", "crew", "gang", "couple", "army", "crowd", "team", "company", "corporation", "police", "cartel", "mafia", "cult", "militia", "tribe", "squad", "band", "orchestra",
    "choir", "troupe", "battalion", "siblings", "undead",
}  # fmt: skip
_HOSTILE_ADJ = re.compile(
    r"\b(?:corrupt|ruthless|evil|cruel|rival|crooked|wicked|vengeful|jealous|sinister|deadly|murderous|greedy|hostile)\b",
    re.I,
)
_HARD = {"storm", "flood", "drought", "curse", "plague", "virus", "blizzard", "hurricane", "famine", "epidemic", "pandemic", "fire", "earthquake", "eruption", "avalanche", "war",
         "siege", "invasion", "outbreak", "blackout", "apocalypse", "tornado", "prophecy", "conspiracy", "strike", "lockdown", "haunting", "winter", "coup"}  # fmt: skip


def understand(brief: Brief, rng: Random) -> Matter:
    """Read the prompt and settle everything the story needs to know. Raises Unwritable for what cannot be obeyed."""
    refuse(brief)
    said = directions(brief.prompt)
    reading = read(tokenise(said.rest), said.rest)
    return _Settling(brief, said, reading, rng).matter()


def refuse(brief: Brief) -> None:
    """Raise Unwritable for a prompt or a language that cannot be obeyed."""
    if brief.language.lower().split("-")[0].split("_")[0] not in LANGUAGES:
        raise Unwritable(
            "language", f"Stories can be written in: {', '.join(LANGUAGES)}. Not yet in {brief.language!r}."
        )
    if not any(letter.isalpha() for letter in brief.prompt):
        raise Unwritable("prompt", "Say in a sentence what the story is about.")
    if len(brief.prompt) > LONGEST:
        raise Unwritable("prompt", f"The prompt has {len(brief.prompt)} characters; at most {LONGEST:,} can be read.")


class _Settling:
    """One prompt on its way to being a premise; each method settles one part, in an order that lets later parts lean on it."""

    def __init__(self, brief: Brief, said: Directions, reading: Reading, rng: Random) -> None:
        self.brief, self.said, self.rng = brief, said, rng
        self.text = brief.prompt
        self.low = brief.prompt.lower()
        self.themes = _comparison(said.rest)
        self.phrases = [phrase for phrase in reading.phrases if self._counts(phrase)]
        self.clauses = [clause for clause in reading.clauses if not self.themes or clause.lemma != "meet"]
        self.used: set[int] = set()

    def matter(self) -> Matter:
        people = self._people()
        goal = self._goal_clause()
        self.romantic = any(one.value == "romance" for one in self.said.genres)
        hero = self._hero(people, goal)
        kind = self._kind(goal, hero)
        genre, second = self._genre(kind, hero)
        kind = kind or genres()[genre].kind
        if kind == "love" and any("romance" in one.value or "love" in one.value for one in self.said.avoid):
            kind = "protect"
        prize, prize_phrase = self._prize(kind, goal, hero, people)
        found, foe_phrase = self._threat(kind, goal, hero, people, prize_phrase)
        period = self._period(genre)
        places, place = self._places(genre, prize_phrase, foe_phrase, hero)
        places = tuple(_of_period(one, period[0]) for one in places)
        threat = found or self._assumed_foe(genre, places)
        cast, prize_person = self._cast(people, hero, foe_phrase, prize_phrase)
        event = next(
            (thing(one) for one in self.phrases if one.sort == "event" and one not in (prize_phrase, foe_phrase)), None
        )
        objects = self._objects(prize_phrase, foe_phrase, people)
        goal_text, goal_finding = self._goal(goal, kind, prize, threat, event)
        stakes = self._stakes(kind)
        protagonist, role = self._who(hero, genre)
        if hero is None:
            cast = [Person(role=role.value, source=None, kind="hero"), *cast]
            prize_person = None if prize_person is None else prize_person + 1
        tones = self._tones(genre)
        style = self._style(genre)
        premise = Premise(
            protagonist=protagonist, role=role, goal=goal_finding, opposition=self._finding(threat, foe_phrase, "No opposition was named"),
            stakes=stakes, place=place, period=period[1], genre=self._genre_finding(genre), tone=tones[1], style=style,
            objects=tuple(Finding(one.the, one.source) for one in objects), themes=self._themes(kind),
            avoid=tuple(Finding(one.value, one.source) for one in self.said.avoid),
        )  # fmt: skip
        return Matter(
            premise=premise, prompt=self.text, kind=kind, genre=genre, second=second, tones=tones[0], style=style.value, period=period[0],
            culture=self._culture(genre, places), people=tuple(cast), prize=prize, threat=threat,
            foe=_foe(foe_phrase), prize_person=prize_person, places=places, objects=objects, told=self._told(goal), goal=goal_text,
            deadline=self._deadline(), stakes=stakes.value, avoid=self.said.avoid, one_night=self._one_night(), hour=self._hour(),
            scene_count=self.said.scene_count, duration=self.said.duration, title=self.said.title.value if self.said.title else "", event=event,
            verb=self._outer(goal).lemma if goal else "",
        )  # fmt: skip

    # -- who ---------------------------------------------------------------------------------------------------------

    def _counts(self, phrase: Phrase) -> bool:
        """Words lifted out with a negative wish or a comparison are no part of the story."""
        if any(
            phrase.core.lower() in theme.value.lower() or theme.value.lower() in phrase.core.lower()
            for theme in self.themes
        ):
            return False
        return len(phrase.core) > 1 and phrase.core.lower() not in {
            "story",
            "film",
            "movie",
            "scene",
            "scenes",
            "lot",
            "kind",
            "sort",
            "one",
            "thing",
            "things",
        }

    def _people(self) -> list[Phrase]:
        """Everyone the prompt speaks of, once each; 'Ilya, a retired safecracker' is one person."""
        found: list[Phrase] = []
        for phrase in self.phrases:
            if (
                phrase.sort != "person"
                or phrase.det in {"every", "any", "no", "each"}
                or english.singular(phrase.head) in _COLLECTIVE
            ):
                continue
            last = found[-1] if found else None
            if last and _apposed(last, phrase, self.text):
                found[-1] = _merged(last, phrase)
            elif not any(_same(one, phrase) for one in found):
                found.append(phrase)
        return found

    def _goal_clause(self) -> Clause | None:
        """Wants outrank purposes, purposes outrank what merely happens; within a rank, the first said."""
        wanting = [one for one in self.clauses if one.mood == "goal" and not one.negative and _quest(one.lemma)]
        facts = [one for one in self.clauses if one.mood == "fact" and not one.negative and _quest(one.lemma)]
        strong = [one for one in wanting if _quest(one.lemma) != "carry" or one.object is not None]
        strong.sort(key=lambda one: one.opener in {"that", "if", "who"})
        return next(iter([*strong, *wanting, *facts]), None)

    def _hero(self, people: list[Phrase], goal: Clause | None) -> Phrase | None:
        if goal and goal.subject and goal.mood != "condition":
            match = next((one for one in people if _same(one, goal.subject) or goal.subject.text in one.text), None)
            if match and not (match.det in {"her", "his", "their"} and len(people) > 1):
                return match
        subjects = [
            one
            for one in people
            if any(c.subject and _same(one, c.subject) and c.mood != "condition" for c in self.clauses)
        ]
        calm = [one for one in [*subjects, *people] if not _is_hostile(one) and one.det not in {"her", "his", "their"}]
        return next(iter([*calm, *people]), None)

    def _who(self, hero: Phrase | None, genre: str) -> tuple[Finding, Finding]:
        if hero is None:
            role = self.rng.choice(genres()[genre].hero)
            why = f"Nobody was named; {english.a(role)} suits {self._genre_label(genre)}."
            return Finding(role, None, why), Finding(role, None, why)
        role = _role(hero)
        named = Finding(hero.name or hero.text, hero.text)
        if role:
            return named, Finding(role, hero.text)
        return named, Finding("protagonist", None, f"{hero.name or hero.text} was given no role; the story is theirs.")

    def _cast(
        self, people: list[Phrase], hero: Phrase | None, foe: Phrase | None, prize: Phrase | None
    ) -> tuple[list[Person], int | None]:
        """People in the order they matter: hero first; a group lends two of its number."""
        cast: list[Person] = []
        prize_person = None
        for phrase in [one for one in [hero, *people] if one is not None]:
            if phrase is foe or (cast and phrase is hero):
                continue
            if prize is not None and _same(phrase, prize) and not phrase.plural:
                prize_person = len(cast)
            cast += _persons(phrase, self.low, leads=phrase is hero)
        return [_gendered(one, cast[0], self.low) for one in cast[:7]], prize_person

    # -- what ----------------------------------------------------------------------------------------------------------

    def _kind(self, goal: Clause | None, hero: Phrase | None) -> str:
        trade = trade_of().get(english.singular(hero.head), "") if hero else ""
        plight = next((kind for kind, known in _PLIGHTS.items() if re.search(rf"\b(?:{known})\b", self.low)), "")
        if goal:
            kind = _quest(goal.lemma)
            if goal.lemma == "open" and trade == "thief":
                return "steal"
            if kind == "find" and goal.object and (goal.object.sort == "person" and _is_hostile(goal.object)):
                return "solve"
            if goal.mood == "goal" or kind not in {"make", "carry", "find"}:
                return kind
        event = next((one for one in self.phrases if one.sort == "event"), None)
        if event:
            return _event_kind(event)
        if goal:
            return _quest(goal.lemma)
        if plight:
            return plight
        if any(one.value in {"noir", "mystery", "horror", "thriller", "heist"} for one in self.said.genres):
            return genres()[
                next(
                    one.value
                    for one in self.said.genres
                    if one.value in {"noir", "mystery", "horror", "thriller", "heist"}
                )
            ].kind
        if hero:
            words_ = _role(hero)
            if "hunter" in words_ and "bounty" not in words_:
                return "find"
            return "love" if self.romantic else _KIND_BY_TRADE.get(trade, "")
        return "solve" if self.clauses else ""

    def _genre(self, kind: str, hero: Phrase | None) -> tuple[str, str]:
        """The genres said, else those the words of the prompt give away, else the one the quest suggests."""
        found = [one.value for one in self.said.genres]
        avoided = {genre.value for one in self.said.avoid for genre in genre_in(one.value)}
        found += [
            one.value
            for one in genre_in(self.said.rest)
            if one.value not in {"war", "romance", "drama", "family"} or not found
        ]
        trades = [trade_of().get(english.singular(one.head), "") for one in self.phrases if one.sort == "person"]
        found += [_GENRE_BY_WORLD[trade] for trade in trades if trade in _GENRE_BY_WORLD]
        world = [place_kind_of().get(one.head, "") for one in self.phrases if one.sort == "place"]
        found += ["scifi"] * any(one in {"spaceship", "colony"} for one in world)
        if hero and trade_of().get(english.singular(hero.head)) == "animal":
            found.append("family")
        found += [_GENRE_BY_KIND[kind]] if kind else []
        kept = [one for one in dict.fromkeys(found) if one not in avoided] or [
            self.rng.choice(["drama", "mystery", "adventure"])
        ]
        said = [one.value for one in self.said.genres]
        return kept[0], next((one for one in kept[1:] if one in said), kept[0])

    def _genre_label(self, genre: str) -> str:
        label = {"scifi": "science fiction", "noir": "a noir", "family": "a family film", "war": "a war film"}.get(
            genre, genre
        )
        return (
            label if label.startswith("a ") or label in {"science fiction", "fantasy", "horror"} else english.a(label)
        )

    def _genre_finding(self, genre: str) -> Finding:
        words_ = [one for one in (*self.said.genres, *genre_in(self.said.rest))]
        label = {"scifi": "science fiction"}.get(genre, genre)
        source = next((one.source for one in words_ if one.value == genre), None)
        joined = " ".join(one.source.lower() for one in self.said.genres) or label
        if source:
            return Finding(joined if self.said.genres else label, source)
        return Finding(label, None, f"No genre was named; the story reads as {self._genre_label(genre)}.")

    def _prize(
        self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase]
    ) -> tuple[Thing, Phrase | None]:
        """What it is all about: the goal's object, or who was lost, or what is there to be wanted."""
        phrase = next(iter(self._prize_candidates(kind, goal, hero, people)), None)
        if phrase is not None:
            return thing(phrase), phrase
        if goal is not None and kind == "make" and goal.object is None:
            core = _MADE.get(goal.lemma, "work")
            return Thing(
                f"the {core}", english.a(core), f"the {core}", False, self.text[goal.start : goal.end], sort="idea"
            ), None
        hunted = (
            re.match(r"([\w -]+?)\s+(?:hunter|seeker|thief|smuggler|keeper|maker)s?$", _role(hero)) if hero else None
        )
        if (
            hunted
            and kind in {"find", "steal", "make"}
            and hunted.group(1) not in {"bounty", "lighthouse", "monster", "vampire", "ghost", "demon", "bee"}
        ):
            word = hunted.group(1)
            core = word if word in words().mass else english.a(word)
            return Thing(f"the {word}", core, f"the {word}", False, hero.text if hero else None), None
        return assumed_thing(self.rng.choice(kinds()[kind].prize)), None

    def _prize_candidates(
        self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase]
    ) -> Iterable[Phrase]:
        def wanted(phrase: Phrase | None) -> bool:
            return (
                phrase is not None
                and not (hero and _same(phrase, hero))
                and phrase.sort != "time"
                and phrase.det not in {"every", "any", "no", "each", "one"}
            )

        chain = [one for one in self.clauses if goal and one.sentence == goal.sentence and one.start >= goal.start]
        if kind not in {"fight", "survive"}:
            for clause in [goal, *chain] if goal else []:
                if (
                    clause is not None
                    and wanted(clause.object)
                    and clause.object is not None
                    and _quest(clause.lemma)
                    and not (kind == "carry" and clause.object.sort == "place" and clause.lemma not in {"reach"})
                ):
                    yield clause.object
        said = self._meant(_tidy(goal.said), goal) if goal else ""
        yield from (
            one
            for one in self.phrases
            if goal and said != _tidy(goal.said) and one.core in said and wanted(one) and kind not in {"survive"}
        )
        for clause in self.clauses:
            if clause.lemma in {"vanish", "disappear", "kidnap", "abduct", "die"} or (
                clause.mood == "condition" and clause.subject in people
            ):
                if clause.subject and wanted(clause.subject) and clause.subject.sort == "person" and clause.subject.det:
                    yield clause.subject
        if kind in {"fight", "survive"}:
            saves = [one for one in chain if _quest(one.lemma) == "protect"]
            yield from (one.object for one in saves if one.object is not None and wanted(one.object))
        if kind == "love":
            yield from (one for one in people if wanted(one) and not one.plural)
        yield from (
            one
            for one in self.phrases
            if one.sort == "event" and kind in {"solve", "make", "love"} and _event_kind(one) == kind
        )
        if kind in {"steal", "find", "carry", "protect", "solve"}:
            yield from (one for one in self.phrases if one.sort == "thing" and wanted(one))
        if kind in {"solve", "love"}:
            yield from (one for one in self.phrases if one.sort == "idea" and one.det and one.head not in _HARD)

    def _threat(
        self, kind: str, goal: Clause | None, hero: Phrase | None, people: list[Phrase], prize: Phrase | None
    ) -> tuple[Thing | None, Phrase | None]:
        """Whom or what it is against: 'against X', 'from X', the object of a fight, or whoever is plainly hostile."""
        for phrase in self._threat_candidates(kind, goal, people):
            if not (hero and _same(phrase, hero)) and not (prize and _same(phrase, prize)):
                return thing(phrase), phrase
        return None, None

    def _assumed_foe(self, genre: str, places: tuple[Place, ...]) -> Thing:
        """Someone who has power where the story is, or whom such stories are usually against."""
        pool = (*genres()[genre].foe, *_FOE_BY_PLACE.get(places[0].kind, ()) * 2)
        return assumed_thing(f"the {self.rng.choice(pool)}")

    def _threat_candidates(self, kind: str, goal: Clause | None, people: list[Phrase]) -> Iterable[Phrase]:
        yield from (one for one in self.phrases if one.prep in {"against", "versus", "vs"})
        if goal and kind in {"fight", "survive"} and goal.object is not None and goal.object.sort != "time":
            yield goal.object
        if kind in {"protect", "survive", "make", "find", "steal", "carry"}:
            yield from (one for one in self.phrases if one.prep == "from" and one.sort in {"person", "thing", "event"})
        yield from (one for one in [*people, *(p for p in self.phrases if p.head in _COLLECTIVE)] if _is_hostile(one))
        yield from (one for one in self.phrases if _HOSTILE_ADJ.search(one.text) and one.sort in {"person", "thing"})
        yield from (
            clause.object
            for clause in self.clauses
            if _quest(clause.lemma) in {"fight", "survive"}
            and clause.object is not None
            and clause.object.sort != "time"
        )
        yield from (
            one
            for one in self.phrases
            if one.head in _HARD and one.sort in {"event", "idea"} and not one.prep.startswith("dur")
        )

    def _goal(
        self, goal: Clause | None, kind: str, prize: Thing, threat: Thing, event: Thing | None
    ) -> tuple[str, Finding]:
        if goal:
            outer = self._outer(goal)
            said = f"{outer.lemma}{outer.said[len(outer.said.split()[0]) :]}"
            source = self.text[outer.start : outer.end]
            said = self._meant(_tidy(said), goal)
            return self._without_main_place(said), Finding(said, source)
        if event and _event_kind_of_thing(event) == kind:
            said = kinds()[kind].event.replace("<the>", event.the)
            return said, Finding(said, event.source)
        wish = "win over <the>" if kind == "love" and self.romantic else kinds()[kind].goal
        aim, slot = (threat, "<threat>") if kind in {"survive", "fight"} else (prize, "<prize>")
        said, shown = wish.replace("<the>", slot), wish.replace("<the>", aim.the)
        if aim.source:
            return said, Finding(shown, aim.source)
        return said, Finding(shown, None, f"No goal was given; someone in this story would want to {shown}.")

    def _outer(self, goal: Clause) -> Clause:
        """'build a flying machine to escape the flood': what is done for the purpose belongs to the goal."""
        wider = [
            one
            for one in self.clauses
            if one.start < goal.start and one.end == goal.end and one.mood != "condition" and not one.negative
        ]
        fits = [
            one
            for one in wider
            if one.lemma not in {"hire", "force", "order", "ask", "tell", "have", "fight", "race", "struggle"}
            and len(one.said.split()) < 14
            and one.form != "ed"
        ]
        return fits[0] if fits else goal

    def _meant(self, said: str, goal: Clause) -> str:
        """'destroy it' wants the thing that was spoken of before."""
        hit = re.search(r"^(\w+) (it|them)\b", said)
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
            if (
                phrase.sort in {"place", "time"}
                and phrase.prep
                and phrase.prep in {"in", "on", "at", "aboard", "inside", "during", "near"}
            ):
                said = said.replace(f" {phrase.prep} {phrase.text}", "")
        return said

    def _stakes(self, kind: str) -> Finding:
        said = re.search(r"\b(?:or|otherwise|or else)\s+((?:\w+[ ']?){3,16}?)(?=[.,;!?]|$)", self.said.rest)
        if said and re.search(r"\b(?:will|loses?|dies?|forever|never|be|falls?)\b", said.group(1)):
            return Finding(said.group(1), self.text[slice(*said.span(1))])
        stake = self.rng.choice(kinds()[kind].stakes)
        return Finding(stake, None, f"What is at stake was not said; if it fails, {stake}.")

    def _themes(self, kind: str) -> tuple[Finding, ...]:
        theme = self.rng.choice(kinds()[kind].theme)
        return (*self.themes, Finding(theme, None, f"No theme was given; this kind of story asks: {theme}"))

    def _objects(self, prize: Phrase | None, foe: Phrase | None, people: list[Phrase]) -> tuple[Thing, ...]:
        """Everything else that was named: it has to be seen somewhere."""
        spoken = [one for one in (prize, foe) if one is not None]
        kept = [
            one
            for one in self.phrases
            if one.sort in {"thing", "event", "idea"} and not any(_same(one, other) or one.text in other.text for other in spoken)
            and one.head not in {"end", "beginning", "chance", "way", "help", "course", "side", "case", "sight", "order", "turn", "reason", "life", "face", "world"}
            and one.det not in {"every", "any", "no", "each"}
        ]  # fmt: skip
        known = [*people, *(one for one in self.phrases if one.head in _COLLECTIVE)]
        groups = [
            one
            for one in known
            if (one.plural or one.head in _COLLECTIVE)
            and one not in people[:1]
            and not any(_same(one, other) for other in spoken)
        ]
        return tuple({one.the: one for one in map(thing, [*kept, *groups])}.values())[:12]

    def _told(self, goal: Clause | None) -> tuple[Clause, ...]:
        """What the prompt says happens, other than the goal itself: to be shown in its order."""
        kept = []
        for clause in self.clauses:
            size = len(clause.said.split())
            if clause is goal or clause.negative or clause.mood == "goal" or clause.form == "ing" or size > 14:
                continue
            if size < 2 and clause.lemma not in {
                "curse",
                "kill",
                "steal",
                "poison",
                "vanish",
                "disappear",
                "die",
                "escape",
                "return",
                "drown",
                "fall",
                "wake",
            }:
                continue
            if goal and clause.start < self._outer(goal).end and clause.end > self._outer(goal).start:
                continue
            if (
                clause.opener == "who"
                and clause.subject is not None
                and (clause.subject.sort != "person" or clause.subject.det in {"every", "any", "each", "no"})
            ):
                continue
            kept.append(clause)
        return tuple(kept)

    # -- where and when ------------------------------------------------------------------------------------------------

    def _places(
        self, genre: str, prize: Phrase | None, foe: Phrase | None, hero: Phrase | None
    ) -> tuple[tuple[Place, ...], Finding]:
        found = [one for one in self.phrases if one.sort == "place" and one is not foe]
        found.sort(key=lambda one: (one is prize, one.prep not in {"in", "on", "at", "aboard", "inside"}, one.start))
        home = next((word for word in (_role(hero).split() if hero else []) if word in place_kind_of()), "")
        if found:
            start = (
                (Place(assumed_thing(f"the {home}"), place_kind_of()[home], "at"),)
                if home and home not in found[0].core
                else ()
            )
            return (*start, *map(_place, found[: 4 - len(start)])), Finding(
                thing(found[0]).the if not thing(found[0]).owner else found[0].text, found[0].text
            )
        trade = trade_of().get(english.singular(hero.head), "") if hero else ""
        word = home or _HOMES.get(hero.head if hero else "", "") or _HOME_BY_TRADE.get(trade, "")
        kind = place_kind_of()[word] if word else self.rng.choice(genres()[genre].place)
        known = place_kinds()[kind]
        word = word or self.rng.choice(known.words[:4])
        place = Place(assumed_thing(f"the {word}"), kind, known.at)
        return (place,), Finding(
            f"the {word}", None, f"No place was given; {english.a(word)} suits {self._genre_label(genre)}."
        )

    def _period(self, genre: str) -> tuple[str, Finding]:
        # The latest period named wins: a knight in a space station is science fiction.
        for period in ("interwar", "postwar", "future", "victorian", "early", "ancient", "medieval", "present"):
            for word in looks().periods[period].words:
                hit = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", self.low)
                if hit:
                    return period, Finding(looks().periods[period].value, self.text[slice(*hit.span())])
        if any(
            place_kind_of().get(one.head) in {"colony", "spaceship"}
            or named_place_of().get(one.core.lower(), ("",))[0] == "colony"
            for one in self.phrases
        ):
            period = "future"
        else:
            period = {
                "scifi": "future",
                "western": "victorian",
                "fantasy": "medieval",
                "war": "interwar",
                "historical": "victorian",
            }.get(genre, "present")
        value = looks().periods[period].value
        return period, Finding(value, None, f"No time was given; the story is set in {value}.")

    def _culture(self, genre: str, places: tuple[Place, ...]) -> str:
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

    def _tones(self, genre: str) -> tuple[tuple[str, ...], Finding]:
        said = self.said.tones
        if said:
            return tuple(one.value for one in said), Finding(
                " and ".join(one.source.lower() for one in said), said[0].source
            )
        tone = genres()[genre].tone
        return (), Finding(tone, None, f"No tone was given; {self._genre_label(genre)} is usually {tone}.")

    def _style(self, genre: str) -> Finding:
        if self.brief.style is not None and self.brief.style.strip():
            return Finding(" ".join(self.brief.style.split()), None, "The style was set beside the prompt.")
        if self.said.styles:
            return Finding(" and ".join(one.value for one in self.said.styles), self.said.styles[0].source)
        if self.said.tones:
            return Finding(" and ".join(one.source.lower() for one in self.said.tones), self.said.tones[0].source)
        style = looks().styles.by_genre[genre]
        return Finding(style, None, f"No style was given; {style} suits {self._genre_label(genre)}.")

    def _one_night(self) -> bool:
        if any(one.value == "horror" for one in self.said.genres) and not self._hour():
            return True
        return bool(
            re.search(
                r"\b(?:one night|single night|night ferry|night train|night shift|overnight|sleepover|all night|tonight|until dawn|before dawn|by dawn|heist)\b",
                self.low,
            )
        )

    def _hour(self) -> str:
        hit = re.search(
            r"\b(?:at|set at|before|by|until|in the|during the)\s+(dawn|sunrise|dusk|sunset|midnight|noon|night|morning|evening|afternoon)\b",
            self.low,
        )
        return {"sunrise": "dawn", "sunset": "dusk"}.get(hit.group(1), hit.group(1)) if hit else ""

    def _deadline(self) -> str:
        hit = re.search(
            r"\b(?:before\s+(?:the\s+|it\s+)?[\w' -]{3,40}?|(?:by|until)\s+(?:the\s+)?(?:dawn|dusk|night|nightfall|midnight|noon|morning|sunrise|sunset|christmas|winter|spring|summer|\w+day|end of [\w ]+))(?=[.,;!?]|\s+(?:to|and|but|or|with|while)\b|$)",
            self.said.rest,
            re.I,
        )
        return " ".join(self.text[slice(*hit.span())].split()) if hit else ""

    def _finding(self, threat: Thing, phrase: Phrase | None, missing: str) -> Finding:
        if phrase is not None:
            return Finding(phrase.text if threat.owner else threat.the, phrase.text)
        return Finding(threat.the, None, f"{missing}; {threat.the} stands in the way.")


def _comparison(rest: str) -> tuple[Finding, ...]:
    """'Jaws meets Romeo and Juliet' names two films to think of, not two people to cast."""
    hit = re.match(
        r"\W*([A-Z][\w' ]{1,40}?)\s+meets\s+((?:[A-Z][\w']*)(?:(?:\s+(?:and|of|the|in)\s+|\s+)[A-Z][\w']*)*)", rest
    )
    if not hit:
        return ()
    return tuple(Finding(hit.group(n), hit.group(n)) for n in (1, 2))


def _quest(lemma: str) -> str:
    return next((kind for kind in kinds() if lemma in verbs()[kind]), "")


def _event_kind(phrase: Phrase) -> str:
    parts = phrase.core.lower().split(" of ")[0].split(" to ")[0].split(" on ")[0].split()
    table = event_kind_of()
    pair = " ".join(parts[-2:])
    one = english.singular(phrase.head)
    return table.get(pair) or table.get(phrase.head) or table.get(one, "")


def _event_kind_of_thing(event: Thing) -> str:
    parts = event.the.lower().split()
    return next(
        (
            kind
            for part in parts
            for kind in [event_kind_of().get(part) or event_kind_of().get(english.singular(part))]
            if kind
        ),
        "",
    )


def _same(one: Phrase, other: Phrase) -> bool:
    if one.start == other.start or (one.name and one.name == other.name):
        return True
    if one.name and other.name:
        return False
    definite = other.det in {"the", "this", "that", ""} or one.det in {"the", "this", "that"}
    return one.head == other.head and definite and one.sort == other.sort


def _apposed(first: Phrase, second: Phrase, text: str) -> bool:
    between = text[first.end : second.start]
    return (
        between.strip() in {",", ", called", "called", "named", ", named", "—", "-", "("}
        and bool(first.name) != bool(second.name)
        and not second.plural
    )


def _merged(first: Phrase, second: Phrase) -> Phrase:
    named, roled = (first, second) if first.name else (second, first)
    return Phrase(
        text=first.text if first.name else second.text, core=roled.core, head=roled.head, start=first.start, end=second.end, det=roled.det,
        sort="person", plural=False, proper=True, prep=first.prep, name=named.name, role=roled.role or roled.head,
    )  # fmt: skip


def _role(phrase: Phrase) -> str:
    """The role in the prompt's own words: 'retired safecracker', 'deaf lighthouse keeper'."""
    core = phrase.core
    if phrase.name:
        core = core.replace(phrase.name, "").strip(" ,")
    if not core:
        return phrase.role if phrase.role != phrase.head or not phrase.proper else phrase.role
    if phrase.plural or phrase.count > 1:
        core = english.singular(core.split(" of ")[0])
    return re.sub(r"^(?:own|other|many|last few)\s+", "", core)


def _is_hostile(phrase: Phrase) -> bool:
    one = english.singular(phrase.head)
    return one in _HOSTILE or phrase.head in _HOSTILE or bool(_HOSTILE_ADJ.search(phrase.text))


def _gendered(person: Person, hero: Person, prompt: str) -> Person:
    """'her family', in a story about a man, tells that the child beside him is a girl."""
    other = {"he": "she", "she": "he"}.get(hero.gender, "")
    if person is hero or person.gender or not other or person.kind == "group":
        return person
    spoken = {"she": r"\b(?:she|her|hers)\b", "he": r"\b(?:he|him|his)\b"}[other]
    after = prompt[prompt.find((person.source or "").lower()) :]
    return replace(person, gender=other) if re.search(spoken, after) else person


def _persons(phrase: Phrase, prompt: str, leads: bool) -> list[Person]:
    role = _role(phrase)
    source = phrase.text
    relation = phrase.det if phrase.det in {"her", "his", "their", "my"} else ""
    gender = genders().get(english.singular(phrase.head), "") or (
        genders().get(role.split(" ")[-1], "") if role else ""
    )
    if not gender and (leads or phrase.name):
        gender = _pronoun_after(phrase, prompt) if leads else ""
        gender = gender or _gender_of_name(phrase.name)
    if phrase.plural or phrase.count > 1:
        if not leads:
            return []
        number = max(2, min(phrase.count, 4)) if phrase.count > 1 else 2
        kin = trade_of().get(role) == "kin" and role not in {"twin", "sibling"}
        ages = ["elder", "younger", "youngest", "other"] if kin else [""] * number
        return [
            Person(role=f"{age} {role}".strip(), gender=gender, source=source, kind="group") for age in ages[:number]
        ]
    return [Person(role=role, name=phrase.name, gender=gender, source=source, relation="" if leads else relation)]


def _pronoun_after(phrase: Phrase, prompt: str) -> str:
    """The gender of the one the story is about, from the nearest pronoun that can mean them."""
    later = re.search(r"\b(she|her|herself|hers|he|his|himself)\b", prompt[phrase.end :])
    before = re.search(r"\b(her|his)\b", prompt[: phrase.start])
    word = (before or later or [""])[0]
    return "she" if word in {"she", "her", "herself", "hers"} else "he" if word else ""


def _gender_of_name(name: str) -> str:
    first = name.split()[0] if name else ""
    return next((gender for pool in names().values() for gender in ("she", "he") if first in getattr(pool, gender)), "")


def _foe(phrase: Phrase | None) -> Person | None:
    if (
        phrase is None
        or phrase.sort != "person"
        or phrase.plural
        or phrase.head
        in {
            "company",
            "corporation",
            "police",
            "army",
            "gang",
            "cartel",
            "mafia",
            "cult",
            "militia",
            "crowd",
            "tribe",
            "team",
            "squad",
        }
    ):
        return None
    gender = genders().get(english.singular(phrase.head), "")
    return Person(
        role=_role(phrase),
        name=phrase.name,
        gender=gender,
        source=phrase.text,
        relation=phrase.det if phrase.det in {"her", "his", "their"} else "",
    )


def _place(phrase: Phrase) -> Place:
    low = phrase.core.lower()
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


def _of_period(place: Place, period: str) -> Place:
    """A town before the electric light has other rooms; so has a ship under sail."""
    if period in {"ancient", "medieval", "early", "victorian"}:
        kind = {"city": "oldcity", "ship": "sailship", "office": "oldcity", "hospital": "oldcity"}.get(
            place.kind, place.kind
        )
        return Place(place.thing, kind, place.at)
    return place


def _tidy(said: str) -> str:
    return " ".join(said.split()).rstrip(" .,;:!?'\"")


def avoided(matter_avoid: tuple[Said, ...], text: str) -> bool:
    """Whether `text` brings in something the prompt asked to leave out."""
    topics = {
        "romance": "kiss|in love|lover|marry", "gore": "blood|bleed|wound|corpse|guts", "violence": "blood|bleed|wound|blow |fist|gun|rifle|pistol|knife|hurt|weapon",
        "blood": "blood|bleed", "guns": "gun|rifle|pistol|shell", "weapons": "gun|rifle|pistol|knife|blade|weapon", "death": "dead|death|die|corpse", "ghosts": "ghost|haunt",
        "rain": "rain", "dialogue": "says|talk", "killing": "kill|dead", "magic": "magic|spell|charm",
    }  # fmt: skip
    for one in matter_avoid:
        for word in one.value.lower().replace(" or ", " ").replace(" and ", " ").split():
            if re.search(rf"\b(?:{topics.get(word, re.escape(word))})", text.lower()):
                return True
    return False
