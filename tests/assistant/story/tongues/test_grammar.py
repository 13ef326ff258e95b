"""French and Spanish words take the shape a sentence needs: verbs, elisions, contractions, agreement."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.story import french, lexicon, spanish
from assistant.story.cast import agreed
from assistant.story.conjugation import forms

FRENCH = {
    "parler": ("parle", "parlent", "parlant"),
    "manger": ("mange", "mangent", "mangeant"),
    "placer": ("place", "placent", "plaçant"),
    "jeter": ("jette", "jettent", "jetant"),
    "acheter": ("achète", "achètent", "achetant"),
    "appeler": ("appelle", "appellent", "appelant"),
    "lever": ("lève", "lèvent", "levant"),
    "espérer": ("espère", "espèrent", "espérant"),
    "nettoyer": ("nettoie", "nettoient", "nettoyant"),
    "finir": ("finit", "finissent", "finissant"),
    "partir": ("part", "partent", "partant"),
    "répartir": ("répartit", "répartissent", "répartissant"),
    "ouvrir": ("ouvre", "ouvrent", "ouvrant"),
    "revenir": ("revient", "reviennent", "revenant"),
    "mourir": ("meurt", "meurent", "mourant"),
    "aller": ("va", "vont", "allant"),
    "installer": ("installe", "installent", "installant"),
    "être": ("est", "sont", "étant"),
    "savoir": ("sait", "savent", "sachant"),
    "apercevoir": ("aperçoit", "aperçoivent", "apercevant"),
    "attendre": ("attend", "attendent", "attendant"),
    "comprendre": ("comprend", "comprennent", "comprenant"),
    "éteindre": ("éteint", "éteignent", "éteignant"),
    "écrire": ("écrit", "écrivent", "écrivant"),
    "disparaître": ("disparaît", "disparaissent", "disparaissant"),
    "convaincre": ("convainc", "convainquent", "convainquant"),
}
SPANISH = {
    "hablar": ("habla", "hablan", "hablando"),
    "comer": ("come", "comen", "comiendo"),
    "vivir": ("vive", "viven", "viviendo"),
    "pensar": ("piensa", "piensan", "pensando"),
    "contar": ("cuenta", "cuentan", "contando"),
    "pedir": ("pide", "piden", "pidiendo"),
    "dormir": ("duerme", "duermen", "durmiendo"),
    "jugar": ("juega", "juegan", "jugando"),
    "construir": ("construye", "construyen", "construyendo"),
    "seguir": ("sigue", "siguen", "siguiendo"),
    "distinguir": ("distingue", "distinguen", "distinguiendo"),
    "oír": ("oye", "oyen", "oyendo"),
    "sonreír": ("sonríe", "sonríen", "sonriendo"),
    "ir": ("va", "van", "yendo"),
    "ser": ("es", "son", "siendo"),
    "caer": ("cae", "caen", "cayendo"),
    "obtener": ("obtiene", "obtienen", "obteniendo"),
    "presentar": ("presenta", "presentan", "presentando"),
    "sentar": ("sienta", "sientan", "sentando"),
    "enviar": ("envía", "envían", "enviando"),
    "cambiar": ("cambia", "cambian", "cambiando"),
    "actuar": ("actúa", "actúan", "actuando"),
    "reunir": ("reúne", "reúnen", "reuniendo"),
    "vender": ("vende", "venden", "vendiendo"),
    "encender": ("enciende", "encienden", "encendiendo"),
}


@pytest.mark.parametrize(
    ("language", "verb", "expected"),
    [
        *(("fr", verb, known) for verb, known in FRENCH.items()),
        *(("es", verb, known) for verb, known in SPANISH.items()),
    ],
)
def test_verbs_take_their_forms(language: str, verb: str, expected: tuple[str, str, str]) -> None:
    with lexicon.speaking(language):
        found = forms(verb)
    assert (found.one, found.many, found.gerund) == expected


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_marked_verb_of_the_lexicon_can_be_conjugated(language: str) -> None:
    with lexicon.speaking(language):
        said = [text for one in lexicon.operators() for do in one.said.do for text in do.values()]
        said += [text for pool in (*lexicon.reactions().values(), *lexicon.crafts().values()) for text in pool]
        said += [text for trade in lexicon.trades().values() for text in trade.work]
        verbs = {verb for text in said for verb in re.findall(r"\^([\w'-]+)", text)}
        assert len(verbs) > 100
        assert all(forms(verb).one for verb in verbs)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("la main de Ilya", "la main d'Ilya"),
        ("le horloge de le quai", "l'horloge du quai"),
        ("à le bord de les rochers", "au bord des rochers"),
        ("de le hangar", "du hangar"),
        ("de la hache", "de la hache"),
        ("si il vient, que elle parte", "s'il vient, qu'elle parte"),
        ("afin de le\u2060 trouver", "afin de le trouver"),
        ("afin de le\u2060 aider", "afin de l'aider"),
        ("De le quai, rien", "Du quai, rien"),
        ("À les portes", "Aux portes"),
    ],
)
def test_french_elides_and_contracts(written: str, read: str) -> None:
    assert french.polish(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("junto a el muelle de el puerto", "junto al muelle del puerto"),
        ("vuelve de El Cairo", "vuelve de El Cairo"),
        ("Ana y Inés", "Ana e Inés"),
        ("bebe de la agua y ve una arca", "bebe del agua y ve un arca"),
        ("la ama de llaves", "el ama de llaves"),
        ("nieve y hielo", "nieve y hielo"),
        ("siete o ocho", "siete u ocho"),
        ("antes de el\u2060 amanecer", "antes de el amanecer"),
    ],
)
def test_spanish_contracts_and_listens(written: str, read: str) -> None:
    assert spanish.polish(written) == read


@given(st.text(max_size=80))
def test_polishing_twice_is_polishing_once(text: str) -> None:
    for polish in (french.polish, spanish.polish):
        assert polish(polish(text)) == polish(text)


def test_words_agree_with_who_is_spoken_of() -> None:
    assert agreed("{prêt|prête} et {seul|seule}", "she") == "prête et seule"
    assert agreed("{prêt|prête} et {seul|seule}", "he") == "prêt et seul"
    assert french.her("épée", "f", False) == "son épée"
    assert french.her("ruche", "f", False) == "sa ruche"
    assert spanish.her("hermanas", "f", True) == "sus hermanas"
