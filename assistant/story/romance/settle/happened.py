"""A quest in what befalls people: who inherits has to decide, who wakes up somewhere has to get out, what has stopped has to run."""

import re

from msgspec.structs import replace

from ...lexicon import hints, kinds
from ...tongue import romance, tongue
from ..clause import Clause
from ..closed import closed
from ..data import film, words
from ..phrase import Phrase
from .ground import Text, event_kind, is_hostile, quest_of, said, theirs, thing_of, tidy
from .meaning import meant
from .setting import place_of
from .wanted import Quest, acted_on, definite, without_place


def asked(text: Text) -> re.Match[str] | None:
    """The question a prompt asks: 'Pourquoi la statue pleure-t-elle ?', '¿Quién robó la campana?'."""
    return re.search(closed().asked, text.low)


def questioned(text: Text) -> Quest | None:
    """What is asked is to be found out."""
    if (hit := asked(text)) is None:
        return None
    start, end = hit.span("q")
    words = re.sub(closed().inverted, "", text.brief.prompt[start:end])
    opening = next((one for one in sorted(closed().asked_so, key=len, reverse=True) if words.lower().startswith(one)), "")
    told = f"{closed().asked_so.get(opening, '')}{words[len(opening) :]}"
    inside = next((one for one in text.phrases if start <= one.start < end and one.sort in {"thing", "event"}), None)
    goal = said("ask", rest=theirs(tidy(told[:1].lower() + told[1:])))
    return Quest("solve", goal, text.brief.prompt[start:end], goal.split(" ")[0], inside)


def befallen(text: Text, hero: Phrase | None) -> Quest | None:
    """The first clause of the prompt that sets somebody something to do."""
    whole = _one_more(text, hero) or _harmed(text) or _doomed(text) or _lacking(text)
    return whole or next((found for one in text.clauses if (found := _clause(text, one, hero)) is not None), None)


def _clause(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    if one.mood != "fact" or one.opener == "purpose":
        return None
    ways = (
        _somebody,
        _willed,
        _odd,
        _unable,
        _hurt,
        _caused,
        _stopped,
        _hated,
        _lost,
        _inherited,
        _woken,
        _taken,
        _heard,
        _come,
        _believed,
        _met,
    )
    return next((found for way in ways if (found := way(text, one, hero)) is not None), None)


def _made(text: Text, one: Clause, kind: str, goal: str, about: Phrase | None) -> Quest:
    return Quest(kind, goal, text.brief.prompt[one.start : one.end], goal.split(" ")[0], about, one)


def _does(one: Clause, name: str) -> bool:
    return one.verb in closed().happens[name] and not one.negative


def _willed(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'Veut que ses fils l'aiment': it has to be brought about."""
    mine = one.subject is None or hero is None or one.subject.start == hero.start
    hit = re.match(r"\S+\s+(?P<rest>qu[e'].+)", one.bare)
    if hit is None or not mine or not _does(one, "wills") or len(one.bare.split()) > 12:
        return None
    return _made(text, one, "love", said("obtain", rest=theirs(tidy(hit.group("rest")))), one.object)


def _unable(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'N'arrivent pas à se mettre d'accord', 'no se ponen de acuerdo', 'n'a jamais vu la mer': they would want to."""
    person = one.subject is None or one.subject.sort == "person"
    if not one.negative or not person or one.opener or one.verb in hints().wants | closed().being:
        return None
    if one.verb in closed().happens["unable"]:
        whole = text.brief.prompt[one.start : one.end]
        hit = re.search(r"(?:\S+\s+)(?:pas\s+|plus\s+)?(?:à\s+)?(?P<rest>(?:s'|se\s+)?[\wé]+(?:er|ir|re|oir|ar|arse|erse|irse)\b.*)", whole)
        goal = theirs(tidy(hit.group("rest"))) if hit is not None else ""
        return _made(text, replace(one, negative=False), "make", goal, one.object) if goal else None
    never = re.match(r"\S+\s+(?:pas|jamais|plus)\b\s*(?P<rest>.*)", one.bare)
    goal = f"{one.bare.split(' ')[0]} {never.group('rest')}" if never is not None else one.bare
    if len(goal.split()) < 2 or len(goal.split()) > 12 or one.object is None:
        return None
    return _made(text, replace(one, negative=False), quest_of(one.verb) or "make", without_place(text, theirs(tidy(goal))), one.object)


def _odd(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'Un passager ne descend jamais': why?"""
    who = one.subject
    other = who is not None and hero is not None and who.start != hero.start and hero.count < 2
    if not one.negative or not other or who is None or one.opener or who.sort not in {"person", "thing"} or one.form != "fact":
        return None
    rest = text.brief.prompt[who.end : one.end]
    if len(rest.split()) > 9 or rest.lstrip()[:1] in ",.;:!?":
        return None
    return _made(text, one, "solve", said("why", rest=theirs(f"{definite(who)} {tidy(rest)}")), who)


def _somebody(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'On a volé la statue', 'han robado la estatua': who has?"""
    if one.object is None or one.form != "past" or not re.search(closed().somebody, text.before(one)):
        return None
    return _made(text, one, "solve", said("ask", rest=f"{closed().somebody_did} {theirs(tidy(one.said))}"), one.object)


def _caused(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """Who sets off a war has to stop it."""
    if one.object is None or not _does(one, "causes") or one.object.sort == "person":
        return None
    return _made(text, one, "fight", said("stop", o=definite(one.object)), one.object)


def _hurt(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'Le blessé est son frère': he is to be saved."""
    if one.verb not in closed().being or one.object is None or one.subject is None or one.object.sort != "person":
        return None
    if not re.search(closed().hurt, one.subject.text.lower()):
        return None
    return _made(text, one, "protect", said("save", o=acted_on(one.object)), one.object)


def _stopped(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    if one.subject is None or one.subject.sort != "thing" or not _does(one, "stops") or one.object is not None:
        return None
    return _made(text, one, "make", said("running", o=_whole(one.subject)), replace(one.subject, det="le"))


def _whole(phrase: Phrase) -> str:
    """'Toutes les horloges' are 'les horloges'."""
    thing = thing_of(phrase)
    return romance().the(thing.short.split(" ", 1)[-1], thing.gender, True) if phrase.plural else definite(phrase)


def _hated(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    if not _does(one, "hates"):
        return None
    after = [each for each in text.top if one.start < each.start < one.end and not each.prep]
    if not after or after[0].sort == "person":
        return None
    return _made(text, one, "fight", said("hates", o=definite(after[0])), after[0])


def _lost(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """What was sold, forgotten or swapped is wanted back."""
    swaps = _does(one, "swaps") and one.form in {"fact", "past"}
    lost = _does(one, "loses_now") or (_does(one, "loses") and _long_ago(text, one))
    if one.object is None or not (swaps or lost) or one.object.sort not in {"thing", "idea"}:
        return None
    return _made(text, one, "find", said("regain", o=definite(one.object)), one.object)


def _long_ago(text: Text, one: Clause) -> bool:
    """A perfect, or the simple past of Spanish."""
    return one.form == "past" or re.match(r"\w+(?:[óí]|ió|aron|ieron|é)$", one.said.split()[0]) is not None


def _inherited(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    left = _does(one, "leaves") and re.search(closed().to_one, f"{text.before(one)}{one.lemma.removesuffix(one.verb)}") is not None
    beast = one.object is not None and one.object.key == "animal"
    if one.object is None or not (left or _does(one, "inherits")) or (one.object.sort == "person" and not beast):
        return None
    return _made(text, one, "protect", said("inherits", o=definite(one.object)), one.object)


def _woken(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'Se réveillent dans un téléphérique arrêté'."""
    where = next((each for each in text.top if one.start < each.start < one.end and each.sort == "place"), None)
    if where is None or not _does(one, "wakes"):
        return None
    return _made(text, one, "survive", said("out_alive", o=definite(where)), None)


def _taken(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'Enlève le mauvais chien': it has to be given back."""
    wrong = next((each for each in text.top if one.start < each.start < one.end and re.search(closed().wrong, each.text.lower())), None)
    if wrong is None or not _does(one, "takes"):
        return None
    return _made(text, one, "carry", said("give_back", o=definite(wrong)), wrong)


def _heard(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """What comes to somebody's ears or hands hides something; a crime is to be solved."""
    event = one.object is not None and event_kind(one.object) == "solve"
    if one.object is None or one.negative or is_hostile(one.object) or not (_does(one, "gets") or (event and one.verb in hints().moments)):
        return None
    if event:
        return _made(text, one, "solve", kinds()["solve"].event.replace("<the>", definite(one.object)), one.object)
    if one.object.sort not in {"thing", "idea"} or any(one.object.lemma in each.nouns for each in hints().found):
        return None
    return _made(text, one, "solve", said("many_hide" if one.object.plural else "hides", o=definite(one.object)), one.object)


def _solving() -> str:
    from ...lexicon import kinds

    return kinds()["solve"].event.split(" ")[0]


def _come(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """Who comes to a town has to find a place there."""
    where = next((each for each in text.top if one.start < each.start < one.end and each.sort == "place" and each.prep), None)
    mine = one.subject is None or hero is None or one.subject.start == hero.start
    if where is None or not mine or not _does(one, "arrives") or one.form != "fact":
        return None
    goal = tongue().polish(said("settle_in", **{"in": place_of(where).at, "o": definite(where)}))
    return Quest("make", goal, text.brief.prompt[one.start : one.end], "", None, one, prize=said("place_there"))


def _one_more(text: Text, hero: Phrase | None) -> Quest | None:
    """'Quatre soldats se retrouvent; cette année, ils sont cinq': who is the fifth?"""
    hit = re.search(closed().now_are, text.low)
    number = int(words().numbers.get(hit.group("n"), 0)) if hit is not None else 0
    if hit is None or hero is None or hero.count < 2 or number != hero.count + 1 or number not in closed().ordinals:
        return None
    gender = "f" if hero.gender == "f" else "m"
    nth = closed().ordinals[number]
    nth = f"{nth[:-1]}a" if gender == "f" and nth.endswith("o") else nth
    goal = said("who_is", o=romance().the(nth, gender, False))
    return Quest("solve", goal, text.brief.prompt[slice(*hit.span())], goal.split(" ")[0], None, prize=romance().the(nth, gender, False))


def _believed(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'Croit que le facteur est un espion': is he?"""
    hit = re.match(r"\S+\s+qu(?:e\s+|')(?P<rest>.+)", one.bare)
    if hit is None or not _does(one, "believes") or len(one.bare.split()) > 14:
        return None
    return _made(text, one, "solve", said("whether", rest=theirs(tidy(hit.group("rest")))), one.object)


def _met(text: Text, one: Clause, hero: Phrase | None) -> Quest | None:
    """'Tombe sur un passager sans billet': who is it?"""
    whom = next((each for each in text.top if one.start < each.start <= one.end and each.sort == "person"), None)
    if whom is None or whom.plural or whom.name or whom.det not in romance().ARTICLES or not _does(one, "meets"):
        return None
    return _made(text, one, "solve", said("who_is", o=definite(whom)), whom)


def _harmed(text: Text) -> Quest | None:
    """'Reconnaît la voix de l'homme qui l'a ruiné': he is to be unmasked."""
    hit = re.search(closed().harmed, text.low)
    whom = next((one for one in text.phrases if hit is not None and one.sort == "person" and 0 <= hit.start() - one.end <= 1), None)
    if hit is None or whom is None or any(one.mood == "goal" for one in text.clauses):
        return None
    named = acted_on(whom)
    goal = said("expose", o=f"{named} {theirs(text.brief.prompt[hit.start() : hit.end()])}")
    return Quest("fight", goal, text.brief.prompt[whom.start : hit.end()], goal.split(" ")[0], whom, prize=said("proof"))


def _doomed(text: Text) -> Quest | None:
    """'Annonce que son village sera le prochain'."""
    hit = re.search(closed().doomed, text.low)
    what = next((one for one in text.phrases if hit is not None and 0 <= hit.start() - one.end <= 1 and one.of < 0), None)
    if hit is None or what is None:
        return None
    goal = said("save", o=acted_on(what))
    return Quest("protect", goal, text.brief.prompt[what.start : hit.end()], goal.split(" ")[0], what)


def _lacking(text: Text) -> Quest | None:
    """'N'a plus de lumière', 'se queda sin luz'."""
    hit = re.search(closed().lacks, text.low)
    what = next((one for one in text.phrases if hit is not None and 0 <= one.start - hit.end() <= 1 and one.sort != "person"), None)
    if hit is None or what is None or what.lemma in film().features or re.search(closed().none, text.low[: hit.start()]):
        return None
    thing = thing_of(what)
    goal = said("regain" if romance().DROPS else "find", o=romance().the(what.core, thing.gender, thing.plural))
    return Quest("find", goal, text.brief.prompt[hit.start() : what.end], goal.split(" ")[0], what)


def deed(text: Text, hero: Phrase | None) -> Quest | None:
    """Where nothing else is wanted, the deed itself is: 'copie un livre interdit', 'simule sa propre mort'."""
    for one in text.clauses:
        person = one.subject is None or one.subject.sort == "person"
        idle = one.verb in hints().moments | closed().being | film().copula | closed().happens["arrives"] | closed().happens["inherits"]
        idle = idle and one.verb not in closed().refusing
        if one.mood != "fact" or one.negative or one.form not in {"fact", "past"} or not person or idle or one.opener in {"purpose", "que"}:
            continue
        mine = one.subject is None or (hero is not None and one.subject.start == hero.start)
        if one.subject is not None and not mine and hero is not None:
            continue
        if len(one.said.split()) < 2 or len(one.said.split()) > 14:
            continue
        whole, about = meant(text, one)
        return Quest(quest_of(one.verb) or "make", without_place(text, whole), text.brief.prompt[one.start : one.end], one.verb, about, one)
    return None
