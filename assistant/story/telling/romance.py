"""French and Spanish: every ^verb inflects, words agree with what they speak of, articles contract at the end.

The mini-grammar of the data: `<il.hero>`, `<le.ally>` … are pronouns of that person (without a name: of the subject), `{a|b}`
agrees with the subject, `{tool:a|b}` with that thing; two forms make their plural with -s, four are m, f, mp, fp.
"""

import re

from ..cast import Player
from ..lexicon import crafts, seeing, shapes, verbs
from ..matter import Thing
from ..reading import Clause, Phrase
from ..tongue import romance
from .teller import Event, Props, Teller

_SLOT = re.compile(r"<([a-zA-Z-]+)(2)?(?:\.([a-z]+))?>")
_AGREE = re.compile(r"\{(?:(\w+):)?([^{}|]*)\|([^{}|]*)(?:\|([^{}|]*)\|([^{}|]*))?\}")
_VERB = re.compile(r"\^([\w'-]+)")
_ANYBODY = {"femme", "homme", "personne", "dame", "monsieur", "mujer", "hombre", "persona", "señor", "señora"}
"""Roles that say too little to stand beside a name."""
_PEOPLE = {"hero", "ally", "foe", "witness"}

Form = tuple[str, bool]
"""Gender ('m' or 'f') and whether plural."""


class RomanceTeller(Teller):
    """Tells in French or Spanish, by the grammar of the language spoken."""

    thing: Thing | None = None

    def fill(self, text: str, props: Props, subject: str = "hero", other: str = "ally") -> str:
        # A filled slot may hold slots of its own, such as a step of the quest.
        for _ in range(2):
            if "<" in text:
                text = _SLOT.sub(lambda found: self._slot(found, props, subject, other), text)
        return _AGREE.sub(lambda found: self._agreed(found, props, subject), text)

    def _slot(self, found: re.Match[str], props: Props, subject: str, other: str) -> str:
        name, second, form = found.group(1), found.group(2), found.group(3) or ""
        if name.lower() in romance().PRONOUNS:
            whom = other if second else form or subject
            word = romance().PRONOUNS[name.lower()][self._index(self.form(whom, props))]
            return romance().capital(word) if name[0].isupper() else word
        if name in _PEOPLE:
            return self.token(name, props)
        if name == "both":
            return self.both(props)
        return self._matter_slot(name, form, props, subject)

    def _matter_slot(self, name: str, form: str, props: Props, subject: str) -> str:
        hero, place = self.company.hero, props.stage.place
        base, a = name.removeprefix("a-"), "a" if name.startswith("a-") else "short" if form == "t" else "the"
        simple = {
            "here": lambda: props.stage.room.the,
            "in-here": lambda: props.stage.room.at,
            "place": lambda: self.name_thing(place.thing, subject, props, a),
            "in-place": lambda: f"{place.at} {self.name_thing(place.thing, subject, props)}",
            "goal": lambda: props.goal,
            "flaw": lambda: hero.nature.flaw,
            "need": lambda: hero.nature.need,
            "work": lambda: self.fresh(self.player(subject, props).trade.work),
            "step": lambda: self.fresh(self._steps()),
            "role": lambda: hero.intro,
            "tool": lambda: self.name_thing(props.tool, subject, props, a),
            "threat": lambda: self.threat(props),
            "prize": lambda: self.prize(subject, props, a),
            "thing": lambda: self.name_thing(self.thing or props.tool, subject, props, a),
            "kit": lambda: hero.kit if a == "a" else definite(hero.kit),
        }
        return simple[base]()

    def _steps(self) -> tuple[str, ...]:
        """Steps of the verb the prompt used, where that verb makes this quest; else steps of the quest."""
        fits = self.matter.verb in verbs().get(self.matter.kind, ()) or self.matter.kind in {"survive", "protect"}
        return (crafts().get(self.matter.verb, ()) if fits else ()) or crafts()[f"kind-{self.matter.kind}"]

    # -- agreement -------------------------------------------------------------------------------------------------------

    def form(self, part: str, props: Props) -> Form:
        """Gender and number of somebody or something."""
        if part == "both":
            pair = (self.company.hero, self.company.ally)
            return ("f" if all(one.gender == "she" for one in pair) else "m"), True
        things = {"tool": props.tool, "place": props.stage.place.thing, "thing": self.thing or props.tool}
        if part in things:
            return _of(things[part])
        if part == "threat" and self.matter.force:
            return _of(self.matter.threat)
        if part == "prize":
            person = self.company.prize or (self.company.ally if self.matter.loved else None)
            return _of(self.matter.prize) if person is None else _sex(person)
        return _sex(self.player("foe" if part == "threat" else part, props))

    def _index(self, form: Form) -> int:
        return (form[0] == "f") + 2 * form[1]

    def _agreed(self, found: re.Match[str], props: Props, subject: str) -> str:
        who, *forms = found.groups()
        gender, plural = self.form(who or subject, props)
        if forms[2] is not None:
            return forms[self._index((gender, plural))] or ""
        chosen = forms[gender == "f"] or ""
        return chosen + "s" if plural and chosen[-1:] not in {"s", "x", "z", ""} else chosen

    def name_thing(self, thing: Thing, subject: str, props: Props, form: str = "the") -> str:
        text = {"a": thing.a, "short": thing.short}.get(form, thing.the)
        if not thing.owner:
            return text
        gender, plural = _of(thing)
        if subject == "hero":
            return romance().her(text, gender, plural)
        return f"{romance().the(text, gender, plural)} de {self.token('hero', props)}"

    # -- clauses ---------------------------------------------------------------------------------------------------------

    def conjugate(self, phrase: str, plural: bool) -> str:
        return _VERB.sub(lambda found: self._verb(found.group(1), plural), phrase)

    def _verb(self, infinitive: str, plural: bool) -> str:
        forms = romance().verb(infinitive)
        return forms.many if plural else forms.one

    def participle(self, event: Event) -> str:
        """The gerund of a phrase with one verb that comes first and takes no clitic."""
        whole = self.whole(event)
        if not whole.startswith("^") or whole.count("^") > 1 or "," in whole:
            return ""
        return shapes().gerund.format(phrase=_VERB.sub(lambda found: romance().verb(found.group(1)).gerund, whole))

    def told(self, who: str, plural: bool, clause: Clause) -> str:
        rest = clause.said.split()[1:]
        if not rest or clause.form not in {"present", "infinitive", "s", "base", "inf"}:
            return ""
        return f"{who} {self._verb(clause.lemma, plural)} {' '.join(rest)}"

    def someone(self, phrase: Phrase) -> tuple[str, bool]:
        two = [one for one in (*self.matter.people[:2], self.matter.foe) if one is not None and one.source == phrase.text]
        if len(two) == 2 and phrase.plural:
            # 'Deux frères' are by now known by their names.
            hero, other = self.company.hero, self.company.ally if self.matter.foe not in two else self.company.foe
            return f"⟦{hero.member.key}⟧ {shapes().and_} ⟦{other.member.key}⟧", True
        head, core = phrase.head, phrase.core.lower()
        for player in self.company.players if not phrase.plural else ():
            if player.intro and (player.intro.lower() == core or player.intro.lower().split(" ")[0] == head):
                return f"⟦{player.member.key}⟧", False
        return phrase.text if phrase.proper else phrase.text[:1].lower() + phrase.text[1:], phrase.plural

    def pronoun(self, key: str, rest: str) -> str:
        if romance().DROPS:
            return rest.lstrip()
        return f"{romance().PRONOUNS['il'][self._index(_sex(self.by_key[key]))]}{rest}"

    def seen(self, shape: str, thing: Thing, props: Props) -> str:
        if thing.sort == "place":
            shape = self.fresh(seeing().talk)  # nobody keeps a hand on a town
        self.thing = thing
        return self.fill(shape, props, "hero")

    def the(self, player: Player, role: str) -> str:
        return romance().the(role, _sex(player)[0], False)

    def epithet(self, player: Player) -> str:
        return "" if player.intro in _ANYBODY else super().epithet(player)

    # -- people ----------------------------------------------------------------------------------------------------------

    def called(self, name: str, owns: bool) -> str:
        return name

    def mention(self, player: Player, text: str, start: int, end: int, owns: bool) -> str:
        if player.intro in _ANYBODY and not player.relation:
            return player.member.name
        before, follows = text[:start], text[end : end + 1]
        starts = not before or before.endswith((". ", "; ", ": ", "? ", "! "))
        gender, _ = _sex(player)
        kin = romance().her(player.intro, gender, False) if player.relation and self.company.hero.member.key in self.met else ""
        alone = follows == " " and not re.match(rf" (?:{shapes().and_}|et|ou|y|o|e|u) ", text[end:])
        if (starts and alone) or follows in {",", ".", ";"}:
            return f"{player.member.name}, {kin or player.intro}{',' if follows == ' ' else ''}"
        return f"{kin or romance().the(player.intro, gender, False)} {player.member.name}"


def definite(phrase: str) -> str:
    """'un carnet' becomes 'le carnet'."""
    article, _, rest = phrase.partition(" ")
    if article not in romance().ARTICLES or not rest:
        return phrase
    gender, plural = romance().ARTICLES[article]
    return romance().the(rest, gender, plural)


def _of(thing: Thing) -> Form:
    return thing.gender or "m", thing.plural


def _sex(player: Player) -> Form:
    return ("f" if player.gender == "she" else "m"), False
