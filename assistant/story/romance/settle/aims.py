"""The prize, what stands against it, the things and events to be seen."""

import re
from collections.abc import Iterator
from random import Random

from msgspec.structs import replace

from ...lexicon import genres, hints, kinds
from ...matter import Person, Place, Thing, assumed_thing
from ...reading import Clause as Told
from ...tongue import romance
from ..clause import Clause
from ..closed import closed
from ..data import film, says
from ..entries import entries, sex_of
from ..inflection import guessed_gender
from ..phrase import Phrase
from .ground import Text, event_kind, is_hostile, missing, quest_of, theirs, thing_of
from .people import crowd, gender_of, role_of, same
from .wanted import Quest


def prize(text: Text, found: Quest, kind: str, hero: Phrase | None, everyone: list[Phrase], rng: Random) -> tuple[Thing, Phrase | None]:
    """What it is all about: the goal's object, or who was lost, or what is there to be wanted."""
    if found.prize:
        return assumed(found.prize), None
    for one in _prizes(text, found, kind, everyone):
        if one.sort != "time" and not (hero is not None and same(one, hero)) and one.det not in film().nobody:
            return thing_of(one), one
    if found.source is not None and (deed := says().get(f"deed_{kind}")) is not None:
        # Where nothing is to be had, the doing of it is what is wanted.
        return replace(assumed(deed), source=found.source, sort="idea"), None
    pool = hints().sweethearts if kind == "love" else kinds()[kind].prize
    return assumed(text.pick(pool or kinds()[kind].prize, rng)), None


def assumed(words: str) -> Thing:
    """A thing out of the lexicon, also where it has no article ('celle qui est partie')."""
    article = words.replace("l'", "le ").split(" ")[0]
    if article in romance().ARTICLES:
        return assumed_thing(words)
    return Thing(words, words, words, gender="f" if article in {"celle", "aquella", "quien"} else "m", sort="group")


def _prizes(text: Text, found: Quest, kind: str, everyone: list[Phrase]) -> Iterator[Phrase]:
    made = found.verb in closed().becoming
    goal = found.clause
    later = [one for one in text.clauses if goal is not None and one.sentence == goal.sentence and one.start > goal.start]
    saved = [one.object for one in later if one.object is not None and quest_of(one.verb) in {"protect", "find", "steal"}]
    if found.object is not None and found.object.sort != "person":
        # Who crosses a strait to find a brother wants the brother.
        yield from (one for one in saved if one.sort == "person" and not one.plural)
    if found.object is not None and found.object.sort == "event" and kind == "fight" and found.clause is None:
        yield found.object
    if found.object is not None and not made and kind not in {"fight", "survive"} and found.object.prep not in film().against:
        yield freed(text, found, found.object)[0]
    yield from saved
    if kind in {"fight", "survive"}:
        return
    yield from (one for one in text.top if missing(one))
    if kind == "love":
        yield from (one for one in everyone if not one.plural and one.key != "animal" and not is_hostile(one))
    yield from (one for one in text.top if event_kind(one) and kind in {"solve", "make", "love"})
    yield from (
        one
        for one in text.top
        if one.sort == "thing" and one.lemma not in hints().no_props and kind in {"steal", "find", "carry", "protect"}
    )


def freed(text: Text, found: Quest, object_: Phrase) -> tuple[Phrase, Phrase | None]:
    """'sauver ses ruches d'une multinationale': what is saved, and from whom."""
    if found.verb not in film().protects:
        return object_, None
    source = next(
        (one for one in text.phrases if one.of == object_.start and (is_hostile(one) or one.lemma in hints().collective | hints().forces)),
        None,
    )
    if source is None or object_.end <= source.start:
        return object_, source
    end = object_.start + len(
        re.sub(r"\s+(?:de|d'|del|du|des|de la|de los|de las|de l')\s*$", "", text.brief.prompt[object_.start : source.start].rstrip())
    )
    short = text.brief.prompt[object_.start : end]
    core = object_.core[: max(1, len(object_.core) - (object_.end - end))]
    return replace(object_, text=short, core=core, end=end), source


def threat(text: Text, found: Quest, kind: str, hero: Phrase | None, everyone: list[Phrase], taken: Phrase | None) -> Phrase | None:
    """Whom or what it is against, as the prompt says it; None where it does not."""
    for one in _threats(text, found, kind, everyone):
        if one.sort != "time" and not (hero is not None and same(one, hero)) and not (taken is not None and same(one, taken)):
            return next((known for known in everyone if known.name and same(known, one)), one)
    return None


def _threats(text: Text, found: Quest, kind: str, everyone: list[Phrase]) -> Iterator[Phrase]:
    if found.clause is not None and found.clause.negative:
        buyers = [one for one in text.top if one.sort in {"person", "thing"} and one.prep in closed().to]
        yield from (one for one in buyers if found.clause.start <= one.start < found.clause.end)
    if hit := re.search(film().afraid, text.low):
        yield from (one for one in text.top if hit.end() - 3 <= one.start <= hit.end())
    yield from (one for one in text.phrases if one.prep in film().by and re.search(film().hunted, text.low[: one.start]))
    yield from (one for one in text.top if one.prep in closed().against)
    if found.object is not None and (source := freed(text, found, found.object)[1]) is not None:
        yield source
    for one in text.clauses:
        if (
            one.verb in closed().hinders
            and one.subject is not None
            and one.subject.sort in {"person", "thing"}
            and one.mood != "goal"
            and one.opener != "purpose"
            and not one.negative
        ):
            yield one.subject
    won = found.object is not None and found.object.sort == "event" and kind == "fight" and found.clause is None
    if found.object is not None and kind in {"fight", "survive"} and found.object.sort != "place" and not won:
        yield found.object
    yield from (one.subject for one in text.clauses if one.subject is not None and one.subject.sort == "thing" and _killing(one))
    parted = [one for one in text.clauses if one.verb in film().argues and one.object is not None and one.object.prep == film().with_]
    yield from (one.object for one in parted if one.object is not None and one.object.sort == "person")
    yield from (one.subject for one in text.clauses if one.subject is not None and one.verb in film().usurps and one.subject.sort != "time")
    given = [
        one
        for one in text.top
        if one.prep in closed().to and found.clause is not None and found.clause.start <= one.start < found.clause.end
    ]
    crowds = [one for one in text.top if one.lemma in hints().collective]
    yield from (one for one in [*everyone, *crowds] if is_hostile(one) and one not in given)
    yield from (one for one in text.top if one.sort in {"person", "thing"} and is_hostile(one) and one not in given)
    fights = [one for one in text.clauses if quest_of(one.verb) in {"fight", "survive"} and one.object is not None and not _killing(one)]
    yield from (one.object for one in fights if one.object is not None)
    yield from (
        one for one in text.phrases if one.lemma in hints().forces and one.sort in {"event", "idea"} and one.prep not in closed().during
    )


def _killing(clause: Clause) -> bool:
    """'La gorge qui a tué son frère': what was done before, by what did it."""
    return clause.opener in closed().who and quest_of(clause.verb) == "fight"


def assumed_foe(text: Text, genre: str, places: tuple[Place, ...], period: str, hero: Phrase | None, rng: Random) -> Thing:
    """Someone with power where the story is; else whom such stories are usually against."""
    near = hints().foe_by_place.get(places[0].kind, ())
    pool = near or genres()[genre].foe
    if genre in {"mystery", "adventure", "drama"}:
        pool = hints().foe_by_period.get(period, pool)
    heads = {one.lemma for one in text.phrases if one.sort == "person"}
    known = tuple(one for one in pool if one.split(" ")[0].partition("|")[0] not in heads) or pool
    he, _, she = text.pick(known, rng).partition("|")
    if she and rng.random() < 0.5:
        return assumed_thing(romance().the(she, "f", False))
    return assumed_thing(romance().the(he, "m", False) if she else with_article(he))


def feminine_role(role: str) -> bool:
    """Whether a role of the lexicon is said of a woman."""
    return (sex_of(role) or ("she" if guessed_gender(role) == "f" else "he")) == "she"


def with_article(role: str) -> str:
    """A noun of the lexicon with its definite article, uncontracted."""
    sex = "he" if "|" in role else sex_of(role)
    gender = {"he": "m", "she": "f"}.get(sex) or ("m" if role.split(" ")[0] in entries() else guessed_gender(role))
    role = role.partition("|")[0]
    return romance().the(role, gender, False)


def foe_of(phrase: Phrase | None, text: Text) -> Person | None:
    if phrase is None or phrase.sort != "person" or phrase.plural or crowd(phrase):
        return None
    relation = phrase.det if phrase.det in {"son", "sa", "su", "leur", "mon", "ma", "mi"} else ""
    return Person(role=role_of(phrase), name=phrase.name, gender=gender_of(phrase, text, False), source=phrase.text, relation=relation)


def objects(text: Text, spoken: list[Phrase | None], everyone: list[Phrase]) -> tuple[Thing, ...]:
    """Everything else that was named: it has to be seen somewhere."""
    known = [one for one in spoken if one is not None and one.lemma not in closed().couples]
    kept = []
    times = {one.start for one in text.top if one.sort == "time"}
    within = [one for one in text.phrases if one.of in times and one.sort == "event"]
    for one in (*text.top, *within):
        if one.prep == "en" and not one.det and one.sort != "event":
            continue
        if any(each.start <= one.start < each.end or same(each, one) for each in everyone if each is not one):
            continue
        crowd = (
            one.sort == "person"
            and not re.match(closed().died, text.after(one))
            and one.count < 2
            and (one.lemma in hints().collective or one not in everyone or (one.plural and one.count < 2))
        )
        prop = one.sort in {"thing", "event"} or (one.sort == "idea" and one.det) or (one.sort == "place" and one.lemma in hints().rooms)
        if not (crowd or prop) or _empty(one) or any(same(one, other) or one.start == other.start for other in known):
            continue
        kept.append(thing_of(one))
    return tuple({one.the: one for one in kept}.values())[:12]


def _empty(phrase: Phrase) -> bool:
    bare = {phrase.lemma, phrase.head}
    return (
        bool(bare & (hints().no_props | film().empty))
        or phrase.det in film().nobody
        or len(phrase.core) < 2
        or phrase.lemma in closed().nobody
    )


def told(text: Text, found: Quest) -> tuple[Told, ...]:
    """What the prompt says happens, other than the goal itself, in its order; only what can be told in the present."""
    kept: list[Told] = []
    goal = found.clause
    for one in text.clauses:
        inside = goal is not None and one.start < goal.end and one.end > goal.start
        size = len(one.said.split())
        if (
            inside
            or one.opener not in closed().told_after
            or one.negative
            or one.mood != "fact"
            or one.form not in {"fact", "past"}
            or one.opener == "purpose"
        ):
            continue
        if (
            size > 14
            or (size < 2 and one.verb not in hints().complete)
            or any(other.start < one.start and one.end <= other.end for other in kept)
        ):
            continue
        oneself = re.match(r"(?:m'|me )", one.lemma) is not None
        if (one.form == "past" and one.opener not in {"", "quand", "cuando"}) or _vague(one) or oneself:
            continue
        kept.append(replace(_plain(one), form="present"))
    return tuple(kept)


def _vague(clause: Clause) -> bool:
    """A state is told by the cast; a subject that is no one in particular tells nothing."""
    being = clause.verb in film().copula | closed().being
    return (
        being
        or clause.opener in {"dont", "si"}
        or (clause.subject is not None and (clause.subject.sort in {"time", "idea"} or clause.subject.det in film().nobody))
    )


def _plain(one: Clause) -> Told:
    return Told(subject=one.subject, lemma=one.lemma, form=one.form, start=one.start, end=one.end, said=theirs(one.said), object=one.object,
                mood=one.mood, negative=one.negative, opener=one.opener, sentence=one.sentence)  # fmt: skip
