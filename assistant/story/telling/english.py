"""English: a verb phrase in base form inflects at its first word and at every ^mark."""

import re
from collections.abc import Callable

from .. import english
from ..cast import Player, as_role
from ..lexicon import crafts, verbs
from ..matter import Thing
from ..matter import thing as spoken
from ..reading import Clause, Phrase
from .teller import Event, Props, Teller

_SLOT = re.compile(r"<([a-z0-9-]+)(?:\.([a-z]+))?>")
_PRONOUNS = {
    "she": ("she", "her", "her", "herself"), "he": ("he", "him", "his", "himself"), "it": ("it", "it", "its", "itself"),
    "they": ("they", "them", "their", "themselves"),
}  # fmt: skip
_CASES = {"he": 0, "him": 1, "his": 2, "himself": 3}
_PASSIVE = {"strand", "trap", "curse", "haunt", "kill", "steal", "abandon", "banish", "exile", "frame", "accuse"}
"""Verbs whose bare participle says what was done to somebody: 'a crew stranded on a moon'."""


class EnglishTeller(Teller):
    """Tells in English."""

    def fill(self, text: str, props: Props, subject: str = "hero", other: str = "ally") -> str:
        filled = re.sub(r"(?<![\w])\*(?![\w])", "<his>", text)
        # A filled slot may hold slots of its own, such as a step of the quest.
        for _ in range(2):
            if "<" in filled:
                filled = _SLOT.sub(lambda found: self._slot(found.group(1), found.group(2) or "", props, subject, other), filled)
        return filled

    def _slot(self, name: str, form: str, props: Props, subject: str, other: str) -> str:
        if name in _CASES:
            return self._pronoun(subject, name, props)
        if name in {"him2", "his2"}:
            return self.token(other, props) + ("'s" if name == "his2" else "")
        if name in {"hero", "ally", "foe", "witness"}:
            return self._pronoun(name, form, props) if form in _CASES else self.token(name, props)
        if name == "both":
            return self.both(props)
        return self._matter_slot(name, form, props, subject)

    def _matter_slot(self, name: str, form: str, props: Props, subject: str) -> str:
        hero, place = self.company.hero, props.stage.place
        article, _, base = name.rpartition("-") if name.startswith("a-") else ("", "", name)
        a = "a" if article else "the"
        simple = {
            "here": lambda: props.stage.room.the,
            "in-here": lambda: props.stage.room.at,
            "place": lambda: self.name_thing(place.thing, subject, props, "short" if form != "t" else "the"),
            "in-place": lambda: f"{place.at} {self.name_thing(place.thing, subject, props)}",
            "goal": lambda: props.goal,
            "flaw": lambda: hero.nature.flaw,
            "need": lambda: hero.nature.need,
            "work": lambda: self.fresh(self.player(subject, props).trade.work),
            "step": lambda: self.fresh(self._steps()),
            "role": lambda: hero.intro,
            "heads": lambda: english.plural(hero.intro.split(" of ")[0]),
        }
        if name in simple:
            return simple[name]()
        if base == "prize":
            return self.prize(subject, props, "short" if form == "t" else a)
        if base == "threat":
            return self.threat(props)
        if base == "tool":
            return self.name_thing(props.tool, subject, props, a)
        return hero.kit if a == "a" else f"the {hero.kit.removeprefix('a ').removeprefix('an ')}"

    def name_thing(self, thing: Thing, subject: str, props: Props, form: str = "the") -> str:
        text = {"a": thing.a, "short": thing.short}.get(form, thing.the)
        if not thing.owner:
            return text
        owner = _PRONOUNS[self.company.hero.gender][2] if subject == "hero" else f"{self.token('hero', props)}'s"
        return f"{owner} {text}"

    def _steps(self) -> tuple[str, ...]:
        """Steps of the verb the prompt used, where that verb makes this quest; else steps of the quest."""
        own = (
            crafts().get(self.matter.verb, ())
            if self.matter.verb in verbs()[self.matter.kind] or self.matter.kind in {"survive", "protect"}
            else ()
        )
        return own or crafts()[f"kind-{self.matter.kind}"]

    def _pronoun(self, part: str, case: str, props: Props) -> str:
        gender = "they" if part == "both" or (part == "threat" and self.matter.threat.plural) else self.player(part, props).gender
        if part == "threat" and not self.threat(props).startswith("⟦"):
            gender = "they" if self.matter.threat.plural else "it"
        return _PRONOUNS[gender][_CASES[case]]

    # -- clauses ---------------------------------------------------------------------------------------------------------

    def conjugate(self, phrase: str, plural: bool) -> str:
        if not plural:
            return _inflect(phrase, english.third, "does not ")
        plain = self.bare(phrase)
        return plain.replace("not ", "do not ", 1) if phrase.startswith("not ") else plain

    def participle(self, event: Event) -> str:
        return _inflect(self.whole(event), english.ing, "not ")

    def told(self, who: str, plural: bool, clause: Clause) -> str:
        rest = self._whom(who, self._whose(" ".join(["", *clause.said.split()[1:]])))
        passive = clause.form == "ed" and clause.lemma in _PASSIVE and clause.object is None
        if passive or clause.lemma.endswith("ed"):
            return f"{who} {'are' if plural else 'is'} {clause.said.split()[0]}{rest}"
        return f"{who} {self.conjugate(clause.lemma, plural)}{rest}"

    def someone(self, phrase: Phrase) -> tuple[str, bool]:
        made = spoken(phrase)
        if made.owner:
            return f"⟦{self.company.hero.member.key}⟧'s {made.the}", made.plural
        return (made.a if phrase.det in {"a", "an"} or phrase.plural else phrase.text), made.plural

    def pronoun(self, key: str, rest: str) -> str:
        return f"{self.by_key[key].gender}{rest}"

    def _whose(self, said: str) -> str:
        """'her family' in the prompt may belong to someone other than a man the story is about."""
        other = {"she": "his", "he": "her"}.get(self.company.hero.gender, "")
        return re.sub(rf"\b{other}\b(?= \w)", "the", said) if other else said

    def _whom(self, who: str, said: str) -> str:
        """'her father left her a lighthouse': said of the father alone, 'her' is the hero by name."""
        hero, subject = self.company.hero, self.by_key.get(who.strip("⟦⟧"))
        if subject is None or subject is hero or subject.gender == hero.gender or hero.gender not in {"she", "he"}:
            return said
        key = f"⟦{hero.member.key}⟧"
        _, object_, owner, _ = _PRONOUNS[hero.gender]
        said = re.sub(rf"\b{object_}\b(?= (?:a|an|the|to|in|on|for|with|from|and)\b|$)", key, said)
        return re.sub(rf"\b{owner}\b", f"{key}'s", said)

    def seen(self, shape: str, thing: Thing, props: Props) -> str:
        the, a = self.name_thing(thing, "", props), self.name_thing(thing, "", props, "a")
        for part in ("hero", "ally", "witness"):
            shape = shape.replace(f"⟦{part}⟧", self.token(part, props))
        if self.company.prize is not None:
            shape = shape.replace("⟦prize⟧", f"⟦{self.company.prize.member.key}⟧")
        verbs_ = {verb: verb if thing.plural else english.third(verb) for verb in ("lie", "catch", "hang", "watch", "stand", "go", "come")}
        return shape.format(
            A=english.capital(a), a=a, The=english.capital(the), the=the, it="them" if thing.plural else "it", here=props.stage.room.at,
            be="are" if thing.plural else "is", **verbs_,
        )  # fmt: skip

    def the(self, player: Player, role: str) -> str:
        return f"the {role}"

    # -- people ----------------------------------------------------------------------------------------------------------

    def mention(self, player: Player, text: str, start: int, end: int, owns: bool) -> str:
        before, follows = text[:start], text[end : end + 1]
        starts = not before or before.endswith((". ", "; ", ": ", "? ", "! "))
        hero = self.company.hero
        whose = _PRONOUNS[hero.gender][2] if hero.member.key in self.met else english.possessive(hero.call)
        kin = f"{whose} {player.intro}" if player.relation else ""
        if starts and not owns and follows == " " and not text[end:].startswith((" and ", " or ")):
            return f"{player.member.name}, {kin or as_role(player.intro)},"
        if owns and (kin or " of " in player.intro):
            return self.called(player.member.name, owns)
        if " of " in player.intro and not kin:
            return f"{player.member.name}, {as_role(player.intro)}{'' if follows in '.;:,' else ','}"
        return f"{kin or f'the {player.intro}'} {self.called(player.member.name, owns)}"


def _inflect(phrase: str, shape: Callable[[str], str], negation: str) -> str:
    """Inflect the first word and every ^marked one; 'not' takes the auxiliary or stays before the participle."""

    def turn(text: str) -> str:
        if text == "not" or text.startswith("not "):
            return f"{negation}{text[4:]}".rstrip()
        word, space, rest = text.partition(" ")
        mark = word[len(word.rstrip(",;")) :]
        return f"{shape(word.rstrip(',;'))}{mark}{space}{rest}"

    first, *others = phrase.split("^")
    return turn(first) + "".join(turn(one) for one in others)
