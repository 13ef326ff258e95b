"""Films as people type them: no plan, few words, days that pass unsaid, people present of whom nothing is told. All are sound."""

from assistant.story.continuity import Line, Person, Scene, Script


def film(language: str, cast: str, *scenes: tuple[str, str, str, str]) -> Script:
    """`cast` names people with their roles ("Rosa: baker, Tom: son"); a scene is title, place, hour and text, in which everybody of the
    cast who is listed stands before a bar ("Rosa Tom | They wait."). A line in the text is "Rosa: ‘…’"."""
    people = tuple(
        Person(id=str(at), name=name, role=role.strip())
        for at, (name, _, role) in enumerate(one.partition(":") for one in cast.split(", "))
    )
    return Script(language=language, cast=people, scenes=tuple(_scene(people, number, *scene) for number, scene in enumerate(scenes, 1)))


def _scene(people: tuple[Person, ...], number: int, title: str, place: str, hour: str, text: str) -> Scene:
    listed, _, told = text.partition(" | ")
    description, _, said = told.partition(" ‘")
    who = next((one for one in people if description.endswith(f"{one.name}:")), None)
    return Scene(
        id=f"s{number}",
        number=number,
        title=title,
        location=place,
        time_of_day=hour,
        people=tuple(one.id for one in people if one.name.split()[0] in listed.split()),
        description=description.removesuffix(f" {who.name}:") if who else description,
        dialogue=(Line(who.id, said.rstrip("’")),) if who else (),
    )


FLOUR = film(
    "en",
    "Rosa Delgado: baker, Tom: her son, Whitlow: landlord",
    ("Flour", "Bakery", "early morning", "Rosa Tom | Rosa kneads alone. Tom comes down in his school uniform. She hands him a roll."),
    ("The Letter", "Bakery", "day", "Rosa Whitlow | Whitlow puts an envelope on the counter. The rent doubles in thirty days."),
    ("Football", "Park", "afternoon", "Tom | Tom misses an open goal and laughs. His phone rings; he ignores it."),
    ("Numbers", "Kitchen", "night", "Rosa Tom | Rosa adds up a column twice. Tom watches from the stairs. Tom: ‘Are we leaving?’"),
    ("The Market", "Town square", "morning", "Rosa Tom | Three weeks later. Rosa and Tom sell bread from a trestle table."),
    ("Coins", "Bakery", "morning", "Rosa Whitlow | Whitlow buys a loaf, coin by coin. Rosa pays the rent in the same coins."),
)
CLOCK = film(
    "en",
    "Hale: detective, Marianne Cole: widow, Peter Cole: dead banker, Odom",
    ("The Body", "Study", "night", "Hale Peter Odom | Hale kneels by a man on the carpet. Odom opens the window."),
    ("The Widow", "Drawing room", "night", "Hale Marianne | Hale asks where she was at nine. Marianne looks at the clock first."),
    ("The Dinner", "Dining room", "evening", "Marianne Peter | Flashback. Peter carves the meat. Marianne watches the knife."),
    ("An Hour Fast", "Study", "morning", "Hale Odom | Odom winds the clock and finds it an hour fast. Hale sits down slowly."),
)
GLIDE = film(
    "en",
    "Ada: pilot, Jun: mechanic, Tower: control tower",
    ("Pre-flight", "Hangar", "dawn", "Ada Jun | Jun checks the wing by hand. Ada climbs in. She does not look at him."),
    ("Climb", "Cockpit", "morning", "Ada | Ada breaks through the cloud. The radio crackles. Tower: ‘Turn back.’"),
    ("Below", "Hangar", "morning", "Jun | Meanwhile, Jun finds a bolt on the floor. He runs for the tower."),
    ("The Field", "Field", "day", "Ada Jun | Ada walks away from the wreck with one shoe. Jun holds up the bolt. She throws it far."),
)
SHIP = film(
    "en",
    "Ruth Amberley: captain, Ives: cook, Boy: stowaway",
    ("Cast Off", "Deck", "evening", "Ruth Ives | The ship leaves harbour. Ives counts the barrels and is one short."),
    ("Below", "Hold", "night", "Ives Boy | Ives finds the Boy asleep behind the flour. He gives him bread instead of shouting."),
    ("Storm", "Deck", "afternoon", "Ruth Ives Boy | The mast cracks. The Boy cuts the sail loose and breaks his arm."),
    ("Port", "Quay", "morning", "Ruth Ives Boy | Two days later, Amberley hands the Boy a book with his name in it. Ives weeps."),
)
CLASS = film(
    "fr",
    "Hélène Marchand: institutrice, Bastien: élève, Roux: directeur",
    ("La rentrée", "Salle de classe", "matin", "Hélène Bastien | Hélène écrit son nom au tableau. Bastien reste debout près de la porte."),
    ("Le bureau", "Bureau", "midi", "Hélène Roux | Roux ferme la porte. Il dit que Bastien ne restera pas. Hélène brise le silence."),
    ("La cour", "Cour", "après-midi", "Bastien | Bastien joue seul avec un caillou. Un ballon roule jusqu'à lui."),
    ("Les dessins", "Préau", "soir", "Hélène Bastien Roux | Un mois plus tard. Roux met ses lunettes. Bastien lui montre où il est assis."),
)
TAXI = film(
    "fr",
    "Karim: chauffeur, Odette Lenoir: veuve",
    ("Départ", "Taxi", "nuit", "Karim Odette | Odette monte avec un chat dans un panier. Karim est coincé dans les embouteillages."),
    ("La station", "Station-service", "aube", "Karim Odette | Karim achète deux cafés. Odette raconte son mari, mort il y a trente ans."),
    ("La plage", "Plage", "matin", "Karim Odette | Odette ouvre le panier. Le chat ne bouge pas. Karim enlève ses chaussures."),
)
WATCH = film(
    "es",
    "Manuel Ortega: relojero, Inés: nieta, Julián: cliente",
    ("El taller", "Relojería", "mañana", "Manuel Inés | Manuel desmonta un reloj. Inés cuenta las piezas en voz alta. Falta una."),
    ("El cliente", "Relojería", "mediodía", "Manuel Julián | Julián pregunta por su reloj. Cuando se va, Manuel mira debajo de la mesa."),
    ("La búsqueda", "Calle", "tarde", "Inés | Inés recorre la acera con la vista en el suelo. Un perro la sigue."),
    ("El viernes", "Relojería", "mañana", "Manuel Inés Julián | Julián abre la tapa. El reloj suena. Inés aprieta los labios."),
)
SONG = film(
    "es",
    "Lola Ríos: cantante, Chema: pianista",
    ("Ensayo", "Bar", "tarde", "Lola Chema | Lola desafina a propósito. Chema deja de tocar y pierde el hilo."),
    ("La sala llena", "Teatro", "noche", "Lola Chema | Años antes, Lola canta ante una sala llena. Chema pasa las páginas."),
    ("La última", "Bar", "noche", "Lola Chema | Chema vuelve por el sombrero. Lola canta para las sillas. Él se sienta al piano."),
)
TYPED = (FLOUR, CLOCK, GLIDE, SHIP, CLASS, TAXI, WATCH, SONG)
