"""What a prompt tells of is what its film is about: the goal comes from its own event, person, thing or place."""

import pytest

from assistant.story import lexicon
from assistant.story.asking import open_questions

from .films import filmed, read

FRENCH = {
    # An event and no wish: what has to be done about it.
    "Un horloger qui déteste le temps": "en finir avec le temps",
    "L'enfant qui a vendu son ombre": "récupérer son ombre",
    "Une violoncelliste devient sourde à la veille de son dernier concert": "jouer son dernier concert",
    "Un accordeur aveugle reconnaît la voix de l'homme qui l'a ruiné": "confondre l'homme qui l'a ruiné",
    "Le maire d'une île qui se noie la vend, maison par maison, à un inconnu": "vendre l'île",
    "Le commissaire Lenoir reçoit les aveux d'un homme qui était en prison": "découvrir ce que cachent les aveux d'un homme",
    "Hippolyte, clown au chômage, enlève le mauvais chien": "rendre le mauvais chien",
    "Deux frères héritent d'un phare et cessent de se parler": "décider de ce qu'il faut faire du phare",
    "Cinq inconnus se réveillent dans un téléphérique arrêté": "sortir vivant du téléphérique arrêté",
    "Un vaudeville : un dentiste et un diplomate échangent leurs valises à Orly": "récupérer",
    "En douze scènes : un jeune tambour déserte avec le drapeau du régiment": "déserter avec le drapeau du régiment",
    "En 1348, un médecin de la peste simule sa propre mort à Sienne": "simuler sa propre mort",
    "Un scribe au Moyen Âge copie un livre interdit": "copier un livre interdit",
    "Un guide de montagne prête son nom à un déserteur.": "prêter son nom à un déserteur",
    "noir et blanc, tendu, neuf scènes : une standardiste surprend un meurtre": "élucider le meurtre",
    "Une allumeuse de réverbères n'a plus de lumière": "retrouver la lumière",
    "Dans un village où toutes les horloges se sont arrêtées, un garçon possède une montre qui marche.": "remettre les horloges en marche",
    "Un couple divorcé est bloqué par la neige au mariage de sa fille": "sauver le mariage de sa fille",
    "Moussa conduit une ambulance à Dakar. Cette nuit, le blessé est son frère Ibou.": "sauver son frère Ibou",
    "Alors une fille nommée Inès traverse la glace et annonce que son village sera le prochain.": "sauver son village",
    "Un dentiste ambulant arrive dans une ville de l'or. Il se brouille avec le banquier.": "se faire une place dans la ville",
    "deux fantômes n'arrivent pas à se mettre d'accord sur qui hanter": "se mettre d'accord sur qui hanter",
    "ma tante tenait un cinéma à Oaxaca et n'a jamais regardé un film jusqu'au bout": "regarder un film jusqu'au bout",
    "Une tragédie sur un roi qui veut que ses fils l'aiment": "obtenir que ses fils l'aiment",
    "Une apicultrice apprend que son champ va être vendu.": "sauver son champ",
    "Mon père est mort hier et il m'a laissé un cheval.": "décider de ce qu'il faut faire du cheval",
    "Une traductrice se trompe d'un mot et déclenche une guerre.": "arrêter la guerre",
    "On a volé la statue du village et tout le monde accuse le facteur.": "découvrir qui a volé la statue du village",
    "Il pleut depuis cent jours et la bibliothèque prend l'eau.": "la bibliothèque",
    "Quatre anciens soldats se retrouvent chaque année ; cette année, ils sont cinq.": "découvrir qui est le cinquième",
    "Je m'appelle Nadia, je conduis un bus et un passager ne descend jamais.": "découvrir pourquoi le passager ne descend jamais",
    "Pourquoi mon grand-père enterrait-il des montres ?": "découvrir pourquoi son grand-père enterrait des montres",
    "Un notaire perd la mémoire chaque midi": "récupérer la mémoire",
    "Une gardienne découvre que son chat paie le loyer": "prouver que son chat paie le loyer",
    "Un contrôleur tombe sur un passager sans billet": "découvrir qui est le passager sans billet",
    "Une actrice refuse le rôle de sa vie": "refuser le rôle de sa vie",
    "Léa croit que le facteur est un espion.": "découvrir si le facteur est un espion",
    # Questions.
    "Qui nourrit les lions quand le zoo ferme ?": "découvrir qui nourrit les lions quand le zoo ferme",
    "Pourquoi la statue pleure-t-elle ?": "découvrir pourquoi la statue pleure",
    "Où vont les baleines qui ne chantent plus ?": "découvrir où vont les baleines qui ne chantent plus",
    # Only people, things or places.
    "deux magiciens, un seul tour": "s'approprier le tour",
    "La dernière librairie de Brest": "la dernière librairie",
    "Un berger et un satellite": "découvrir d'où vient le satellite",
    "Une valise oubliée gare de Lyon": "retrouver le propriétaire de la valise oubliée",
    "Une histoire de bord de mer avec un sauveteur, une alliance et un détecteur de métaux": "retrouver le propriétaire de l'alliance",
    "Un facteur cherche la femme à qui il n'a jamais remis une lettre": "chercher la femme à qui il n'a jamais remis une lettre",
    "un film sur deux sœurs": "se réconcilier avec la seule sœur qui lui reste",
    "Un film de 3 minutes sur une sonneuse de cloches muette": "sauver les cloches",
    # First person.
    "Je retrouve mon père après vingt ans.": "retrouver son père",
    "Ma voisine construit une arche": "construire une arche",
}
SPANISH = {
    "Un notario pierde la memoria cada mediodía": "recuperar la memoria",
    "Lea cree que el cartero es un espía.": "descubrir si el cartero es un espía",
    "Una apicultora se entera de que su campo va a ser vendido.": "salvar su campo",
    "Mi padre murió ayer y me dejó un caballo.": "decidir qué hacer con el caballo",
    "Una traductora se equivoca en una palabra y desata una guerra.": "acabar con la guerra",
    "Han robado la estatua del pueblo y todos acusan al cartero.": "descubrir quién ha robado la estatua del pueblo",
    "Cuatro viejas amigas se reúnen cada año; este año son cinco.": "descubrir quién es la quinta",
    "Me llamo Nadia, conduzco un autobús y un pasajero nunca baja.": "descubrir por qué el pasajero nunca baja",
    "¿Por qué enterraba relojes mi abuelo?": "descubrir por qué enterraba relojes su abuelo",
    "Un relojero que odia el tiempo": "acabar con el tiempo",
    "La niña que vendió su sombra": "recuperar su sombra",
    "Una violonchelista se queda sorda la víspera de su último concierto": "tocar en su último concierto",
    "Un afinador ciego reconoce la voz del hombre que lo arruinó": "desenmascarar al hombre que lo arruinó",
    "El alcalde de una isla que se hunde la vende, casa por casa, a un desconocido": "vender la isla",
    "La inspectora Luján recibe la confesión de un hombre que estaba en la cárcel": "descubrir qué esconde la confesión de un hombre",
    "Hipólito, payaso en paro, secuestra al perro equivocado": "devolver el perro equivocado",
    "Dos hermanos heredan un faro y dejan de hablarse": "decidir qué hacer con el faro",
    "Cinco desconocidos despiertan en un teleférico parado": "salir con vida del teleférico parado",
    "Un farero encuentra en una botella una carta dirigida a él": "averiguar quién escribió la carta",
    "un joven tambor deserta con la bandera del regimiento": "desertar con la bandera del regimiento",
    "En 1348 un médico de la peste finge su propia muerte en Siena": "fingir su propia muerte",
    "Un escriba en la Edad Media copia un libro prohibido": "copiar un libro prohibido",
    "Un guía de montaña presta su nombre a un desertor.": "prestar su nombre a un desertor",
    "blanco y negro, tenso, nueve escenas: una telefonista oye un asesinato": "resolver el asesinato",
    "Una farolera se queda sin luz": "recuperar la luz",
    "En un pueblo donde todos los relojes se han parado, un muchacho tiene uno que anda.": "poner en marcha los relojes",
    "Una pareja divorciada queda atrapada por la nieve en la boda de su hija": "salvar la boda de su hija",
    "Joaquín conduce una ambulancia en Bogotá. Esta noche el herido es su hermano Efraín.": "salvar a su hermano Efraín",
    "Entonces una chica llamada Inés cruza el hielo y anuncia que su pueblo será el siguiente.": "salvar su pueblo",
    "dos fantasmas no se ponen de acuerdo sobre a quién asustar": "ponerse de acuerdo sobre a quién asustar",
    "mi tía llevaba un cine en Oaxaca y nunca vio una película hasta el final": "ver una película hasta el final",
    "Una tragedia sobre un rey que quiere que sus hijos lo amen": "lograr que sus hijos lo amen",
    "Un panadero de Sevilla quiere recuperar la receta de su abuela": "recuperar la receta de su abuela",
    "¿Quién da de comer a los leones cuando cierra el zoo?": "descubrir quién da de comer a los leones cuando cierra el zoo",
    "¿Por qué llora la estatua?": "descubrir por qué llora la estatua",
    "Un cartero busca a la mujer a la que nunca entregó una carta": "buscar a la mujer a la que nunca entregó una carta",
    "una película sobre dos hermanos": "reconciliarse con el único hermano que le queda",
    "dos magos, un solo truco": "quedarse con el truco",
    "La última librería de Cádiz": "la última librería",
    "Un pastor y un satélite": "descubrir de dónde viene el satélite",
    "Una maleta olvidada en la estación de Atocha": "encontrar a quien perdió la maleta olvidada",
    "mi vecina está construyendo un arca": "construir un arca",
    "Encuentro a mi padre en un bar de Lima.": "encontrar a su padre",
    "Mi hermana y yo robamos el taxi de nuestro padre para encontrar a nuestra madre": "encontrar a su madre",
}


@pytest.mark.parametrize(("prompt", "goal"), FRENCH.items())
def test_a_french_goal_is_of_the_prompts_own_matter(prompt: str, goal: str) -> None:
    assert goal in read("fr", prompt).premise.goal.value


@pytest.mark.parametrize(("prompt", "goal"), SPANISH.items())
def test_a_spanish_goal_is_of_the_prompts_own_matter(prompt: str, goal: str) -> None:
    assert goal in read("es", prompt).premise.goal.value


@pytest.mark.parametrize(
    ("language", "prompt", "foe"),
    [
        ("fr", "Un duel entre deux pâtissiers à Vienne", "l'autre pâtissier"),
        ("fr", "deux magiciens, un seul tour", "l'autre magicien"),
        ("es", "dos magos, un solo truco", "el otro mago"),
        ("es", "dos telefonistas enemigas juegan al ajedrez", "la otra telefonista"),
        ("fr", "Pour garder sa fille, un cascadeur accepte un saut au-dessus de la gorge qui a tué son frère.", "la gorge"),
        ("fr", "Un dentiste arrive dans une ville. Il se brouille avec le banquier, Silas Crane.", "Silas Crane"),
    ],
)
def test_who_stands_against_it_is_of_the_prompt(language: str, prompt: str, foe: str) -> None:
    assert read(language, prompt).premise.opposition.value == foe


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("fr", "Un horloger"),
        ("fr", "La dernière librairie de Brest"),
        ("fr", "Une pianiste aveugle veut retrouver sa sœur"),
        ("es", "Un relojero"),
        ("es", "Una maleta olvidada en la estación de Atocha"),
        ("es", "Dos hermanos heredan un faro y dejan de hablarse"),
    ],
)
def test_gaps_are_asked_about_with_three_differing_proposals(language: str, prompt: str) -> None:
    matter = read(language, prompt)
    with lexicon.speaking(language):
        asked = open_questions(matter)
        assert asked == open_questions(matter)
    assumed = {
        "goal": matter.premise.goal,
        "opposition": matter.premise.opposition,
        "stakes": matter.premise.stakes,
        "place": matter.premise.place,
    }
    assert 1 <= len(asked) <= 3
    for question in asked:
        assert assumed[question.gap].source is None
        assert question.text.endswith("?")
        assert not set("<>|") & set(question.text + "".join(question.proposals))
        assert len(set(question.proposals)) == 3
        assert question.proposals[0] == assumed[question.gap].value


@pytest.mark.parametrize(
    ("language", "prompt", "words"),
    [
        ("fr", "Un chien errant cherche sa maîtresse", "Chien errant"),
        ("fr", "Un vieux robot jardinier garde une serre", "Vieux robot jardinier"),
        ("es", "Una gata callejera busca a su dueña", "Gata callejera"),
    ],
)
def test_beasts_and_machines_look_like_what_they_are(language: str, prompt: str, words: str) -> None:
    assert filmed(language, prompt).cast[0].appearance.startswith(words)


@pytest.mark.parametrize(
    ("language", "prompt", "role", "named"),
    [
        ("fr", "Le vieux Tobie, passeur, garde le fleuve.", "vieux passeur", "Tobie"),
        ("es", "El viejo Tobías, barquero, guarda el río.", "viejo barquero", "Tobías"),
        ("fr", "Une fille nommée Inès traverse la glace.", "fille", "Inès"),
        ("es", "Una chica llamada Inés cruza el hielo.", "chica", "Inés"),
        ("fr", "Son propriétaire, monsieur Vasseur, ferme la boulangerie.", "propriétaire", "Vasseur"),
    ],
)
def test_whoever_is_named_after_what_they_are_is_one_person(language: str, prompt: str, role: str, named: str) -> None:
    matter = read(language, prompt)
    found = [(one.role, one.name) for one in (*matter.people, *((matter.foe,) if matter.foe else ()))]
    assert (role, named) in found


@pytest.mark.parametrize(
    ("language", "prompt", "seen"),
    [
        ("fr", "Un commissaire reçoit les aveux d'un homme qui était en prison la nuit du meurtre", "meurtre"),
        ("es", "Una inspectora recibe la confesión de un hombre que estaba en la cárcel la noche del crimen", "crimen"),
        ("fr", "Un couple divorcé est bloqué par la neige au mariage de sa fille", "couple"),
    ],
)
def test_what_the_prompt_names_in_passing_is_to_be_seen(language: str, prompt: str, seen: str) -> None:
    assert any(seen in one.the for one in read(language, prompt).objects)
