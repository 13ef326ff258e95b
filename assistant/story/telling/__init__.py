"""Telling: from plan to prose in the language spoken, each language by a grammar of its own."""

from random import Random

from ..cast import Company
from ..lexicon import language
from ..matter import Matter
from .english import EnglishTeller
from .romance import RomanceTeller
from .teller import Event, Props, Teller

__all__ = ["Event", "Props", "Teller", "teller"]


def teller(matter: Matter, company: Company, rng: Random) -> Teller:
    """Whoever tells this story in the language spoken."""
    kind = EnglishTeller if language() == "en" else RomanceTeller
    return kind(matter, company, rng)
