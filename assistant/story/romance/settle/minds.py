"""What wants something, or learns, dreams and loves, is somebody, whatever it is called: 'un tricératops apprend à voler'."""

from msgspec.structs import replace

from ...lexicon import hints
from ..clause import Clause
from ..closed import closed
from ..phrase import Phrase


def minded(phrases: list[Phrase], clauses: list[Clause]) -> tuple[list[Phrase], list[Clause]]:
    """The same phrases and clauses, where what acts with a mind has become a person."""
    acting = {one.subject.start for one in clauses if one.subject is not None and _of_a_mind(one)}
    somebody = {
        one.start: replace(one, sort="person", key=one.key or "life") for one in phrases if one.start in acting and _nobody_yet(one)
    }

    def known(one: Phrase | None) -> Phrase | None:
        return somebody.get(one.start, one) if one is not None else None

    told = [replace(one, subject=known(one.subject), object=known(one.object)) for one in clauses] if somebody else clauses
    return [somebody.get(one.start, one) for one in phrases], told


def _nobody_yet(phrase: Phrase) -> bool:
    return phrase.sort == "thing" and not phrase.proper and phrase.lemma not in hints().forces | hints().collective


def _of_a_mind(clause: Clause) -> bool:
    return clause.mood == "goal" or clause.opener == "purpose" or clause.verb in closed().minded
