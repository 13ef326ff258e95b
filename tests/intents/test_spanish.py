"""What people say in Spanish, and what it means: tú and usted, pronouns on the verb, accents left out."""

from typing import Any

import pytest

from api.server import check
from intents.catalogue import catalogue
from intents.durations import Durations
from intents.normalise import normalise
from intents.numbers import numbers
from intents.parting import Parting
from intents.recogniser import Recogniser
from intents.replies import Replies
from intents.shapes import MADE, Choice, Context, Name, NoMatch, Pending, Recognition, Vocabulary
from tests.intents.worlds import acts, focus, waiting

WORDS = catalogue("es")
REPLIES = Replies(WORDS)
recogniser = Recogniser(WORDS)


def _names(kind: str, labels: list[str], tags: dict[int, tuple[str, ...]] | None = None) -> list[Name]:
    return [
        Name(kind=kind, id=f"{kind[0]}{number}", label=label, number=number, tags=(tags or {}).get(number, ()))
        for number, label in enumerate(labels, 1)
    ]


PUERTO = Vocabulary(
    names=(
        *_names("project", ["Puerto de cristal", "Pájaros de papel", "Trigo de invierno"]),
        *_names(
            "scene",
            ["Marea baja", "La aduana", "Tren nocturno", "Lo que vio Óscar", "El último cruce"],
            {1: ("dawn", "c1"), 3: ("night", "c2"), 5: ("night", "c1", "c2")},
        ),
        *_names("character", ["Óscar Brandt", "Petra Voll", "La inspectora Lindqvist", "El pequeño Tove"]),
    )
)
# Names made of commands, numbers and pronouns.
RARO = Vocabulary(
    names=(
        *_names("project", ["Guarda la fecha", "Agua abierta"]),
        *_names("scene", ["Bórrame", "Noche", "Escena cero", "Noche de apertura", "La segunda esposa", "Deshazte de él"]),
        *_names("character", ["Mayo Chen", "Rosa", "Esperanza Adeyemi", "Ana María"]),
    )
)


def read(text: str, world: Vocabulary = PUERTO, context: Context | None = None) -> Recognition | None:
    return recogniser.by_rule(text, world, context or focus())


# (what was spoken of, the sentence, the operation, its slots)
SENTENCES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("", "Haz Tren nocturno 20 segundos más corta.", "scene.update", {"scene": ["s3"], "duration": "-20"}),
    ("", "haz tren nocturno el doble de larga", "scene.update", {"scene": ["s3"], "duration": "*2"}),
    ("", "que la escena 2 dure la mitad", "scene.update", {"duration": "*0.5", "scene": ["s2"]}),
    ("s2", "hazla un poco más corta", "scene.update", {"scene": ["s2"], "duration": "-?"}),
    ("s2", "hazla mas larga", "scene.update", {"scene": ["s2"], "duration": "+?"}),
    ("", "deja la escena 4 en 20 s", "scene.update", {"scene": ["s4"], "duration": 20.0}),
    ("", "pon la escena 4 a 1:30", "scene.update", {"scene": ["s4"], "duration": 90.0}),
    ("", "que marea baja dure minuto y medio", "scene.update", {"scene": ["s1"], "duration": 90.0}),
    ("", "que marea baja dure dos minutos y medio", "scene.update", {"scene": ["s1"], "duration": 150.0}),
    ("", "alarga la aduana medio minuto", "scene.update", {"scene": ["s2"], "duration": "+30"}),
    ("", "quítale cinco segundos a la última escena", "scene.update", {"duration": "-5", "scene": ["s5"]}),
    ("", "quita 3 segundos a la segunda", "scene.update", {"duration": "-3", "scene": ["s2"]}),
    ("", "añade otros diez segundos a la escena uno", "scene.update", {"duration": "+10", "scene": ["s1"]}),
    ("", "dale a la escena 3 una docena de segundos más", "scene.update", {"scene": ["s3"], "duration": "+12"}),
    ("", "acorta la escena 3 a 12 segundos", "scene.update", {"scene": ["s3"], "duration": 12.0}),
    ("", "divide la escena 3 por la mitad", "scene.update", {"duration": "*0.5", "scene": ["s3"]}),
    ("", "haz la escena 3 un 20% más larga", "scene.update", {"scene": ["s3"], "duration": "*1.2"}),
    ("", "cambia la duración de la escena 2 a 45", "scene.update", {"scene": ["s2"], "duration": 45.0}),
    ("", "¿podrías alargar diez segundos la apertura, por favor?", "scene.update", {"duration": "+10", "scene": ["s1"]}),
    ("", "la escena 2 se hace larga", "scene.update", {"duration": "-?", "scene": ["s2"]}),
    ("", "el final es demasiado corto", "scene.update", {"duration": "+?", "scene": ["s5"]}),
    ("", "haz las escenas 2 a 4 cinco segundos más cortas", "scene.update", {"scene": ["s2", "s3", "s4"], "duration": "-5"}),
    ("", "pon las escenas 1, 3 y 5 en 20 segundos", "scene.update", {"scene": ["s1", "s3", "s5"], "duration": 20.0}),
    ("", "sitúa la aduana de noche", "scene.update", {"scene": ["s2"], "time_of_day": "night"}),
    ("", "la escena cuatro transcurre al amanecer", "scene.update", {"scene": ["s4"], "time_of_day": "dawn"}),
    ("", "pasa la escena 2 a mediodía", "scene.update", {"scene": ["s2"], "time_of_day": "noon"}),
    ("", "cambia el momento del día de marea baja a medianoche", "scene.update", {"scene": ["s1"], "time_of_day": "midnight"}),
    ("", "que sea de noche en la escena 2", "scene.update", {"time_of_day": "night", "scene": ["s2"]}),
    ("", "pon todas las escenas nocturnas al atardecer", "scene.update", {"scene": ["s3", "s5"], "time_of_day": "dusk"}),
    ("", "pon al amanecer todas las escenas con Petra", "scene.update", {"time_of_day": "dawn", "scene": ["s3", "s5"]}),
    ("", "renombra la escena 4 como La testigo", "scene.update", {"title": "La testigo", "scene": ["s4"]}),
    ("", "llama a la tercera escena «Tren lento»", "scene.update", {"title": "Tren lento", "scene": ["s3"]}),
    ("s1", "cámbiale el título por Pleamar", "scene.update", {"title": "Pleamar", "scene": ["s1"]}),
    ("s1", "cambia su título a Pleamar", "scene.update", {"title": "Pleamar", "scene": ["s1"]}),
    ("", "lleva la aduana a un almacén", "scene.update", {"location": "almacén", "scene": ["s2"]}),
    (
        "",
        "sitúa la escena 3 en el Vagón Comedor al atardecer",
        "scene.update",
        {"location": "Vagón Comedor", "scene": ["s3"], "time_of_day": "dusk"},
    ),
    ("", "cambia el lugar de la escena 1 al Muelle 7", "scene.update", {"location": "Muelle 7", "scene": ["s1"]}),
    ("", "mete a Petra en la escena 1", "scene.update", {"add_character": "c2", "scene": ["s1"]}),
    ("c2 s1", "sácala de la escena 3", "scene.update", {"remove_character": "c2", "scene": ["s3"]}),
    ("s3", "añádele a la inspectora", "scene.update", {"scene": ["s3"], "add_character": "c3"}),
    ("s3", "añade a la inspectora a esta escena", "scene.update", {"add_character": "c3", "scene": ["s3"]}),
    ("", "saca a Óscar de El último cruce", "scene.update", {"remove_character": "c1", "scene": ["s5"]}),
    (
        "",
        "añade una nota visual a la escena 2: humo y luz de sodio",
        "scene.update",
        {"visual_notes": "humo y luz de sodio", "scene": ["s2"]},
    ),
    (
        "",
        "cambia la descripción de la escena 1 por Óscar cuenta los barcos",
        "scene.update",
        {"description": "Óscar cuenta los barcos", "scene": ["s1"]},
    ),
    ("", "que la escena 5 parezca una postal antigua", "scene.update", {"visual_notes": "una postal antigua", "scene": ["s5"]}),
    ("s2", "hazla más oscura", "scene.update", {"visual_notes": "oscura", "scene": ["s2"]}),
    ("s2 c1", "hazla más oscura", "scene.update", {"visual_notes": "oscura", "scene": ["s2"]}),
    ("", "que petra salga en la escena 2", "scene.update", {"add_character": "c2", "scene": ["s2"]}),
    ("", "ponle 20 segundos a la escena 2", "scene.update", {"duration": 20.0, "scene": ["s2"]}),
    ("", "la 3 tiene que durar 20 segundos", "scene.update", {"scene": ["s3"], "duration": 20.0}),
    ("s3", "alárgala", "scene.update", {"duration": "+?", "scene": ["s3"]}),
    ("s3", "la quiero de noche", "scene.update", {"time_of_day": "night", "scene": ["s3"]}),
    ("c1", "bórralo de la escena 3", "scene.update", {"remove_character": "c1", "scene": ["s3"]}),
    ("s3", "hacela mas corta", "scene.update", {"scene": ["s3"], "duration": "-?"}),
    ("s3", "hágala más larga", "scene.update", {"scene": ["s3"], "duration": "+?"}),
    ("s3", "que dure 40 segundos", "scene.update", {"duration": 40.0, "scene": ["s3"]}),
    ("s3", "debería durar un minuto y veinte segundos", "scene.update", {"duration": 80.0, "scene": ["s3"]}),
    ("", "ponle medio minuto a la aduana", "scene.update", {"duration": 30.0, "scene": ["s2"]}),
    ("", "que la escena dos dure 1,5 minutos", "scene.update", {"scene": ["s2"], "duration": 90.0}),
    ("", "quiero que la aduana dure tres cuartos de minuto", "scene.update", {"scene": ["s2"], "duration": 45.0}),
    ("", "alarga la escena 4 hasta dos minutos", "scene.update", {"scene": ["s4"], "duration": 120.0}),
    ("", "recorta un poco el tren nocturno", "scene.update", {"duration": "-?", "scene": ["s3"]}),
    ("s1", "estírala un poco", "scene.update", {"duration": "+?", "scene": ["s1"]}),
    ("", "dale cinco segundos mas a la apertura", "scene.update", {"duration": "+5", "scene": ["s1"]}),
    ("", "réstale 4 segundos a la escena del tren", "scene.update", {"duration": "-4", "scene": ["s3"]}),
    ("", "haz todas las escenas diez segundos más cortas", "scene.update", {"scene": ["s1", "s2", "s3", "s4", "s5"], "duration": "-10"}),
    ("", "haz las dos primeras escenas un poco más largas", "scene.update", {"scene": ["s1", "s2"], "duration": "+?"}),
    ("", "pon las escenas de la 2 a la 4 en medio minuto", "scene.update", {"scene": ["s2", "s3", "s4"], "duration": 30.0}),
    ("", "duplica la duración del último cruce", "scene.update", {"duration": "*2", "scene": ["s5"]}),
    ("", "la escena 1 dura demasiado", "scene.update", {"duration": "-?", "scene": ["s1"]}),
    ("", "la escena 4 se queda corta", "scene.update", {"duration": "+?", "scene": ["s4"]}),
    ("", "el final se hace eterno", "scene.update", {"duration": "-?", "scene": ["s5"]}),
    ("", "recorta la escena 3 un tercio", "scene.update", {"duration": "*0.667", "scene": ["s3"]}),
    ("", "pon la escena 3 de noche", "scene.update", {"scene": ["s3"], "time_of_day": "night"}),
    ("", "pasa la segunda al anochecer", "scene.update", {"scene": ["s2"], "time_of_day": "dusk"}),
    ("", "quiero marea baja de madrugada", "scene.update", {"scene": ["s1"], "time_of_day": "dawn"}),
    ("", "la aduana debería ser por la tarde", "scene.update", {"scene": ["s2"], "time_of_day": "afternoon"}),
    ("s2", "que sea al amanecer", "scene.update", {"time_of_day": "dawn", "scene": ["s2"]}),
    ("", "ambienta el final en plena noche", "scene.update", {"scene": ["s5"], "time_of_day": "night"}),
    ("", "cambia la luz de la escena 2 a atardecer", "scene.update", {"scene": ["s2"], "time_of_day": "dusk"}),
    ("", 'titula la escena 2 "Cierra y borra"', "scene.update", {"title": "Cierra y borra", "scene": ["s2"]}),
    ("", "ponle de título Pleamar a la escena 1", "scene.update", {"title": "Pleamar", "scene": ["s1"]}),
    ("", "que la escena 3 se llame Vía muerta", "scene.update", {"title": "Vía muerta", "scene": ["s3"]}),
    ("s4", "renómbrala como El testigo", "scene.update", {"title": "El testigo", "scene": ["s4"]}),
    ("", "la escena 2 pasa a llamarse Frontera", "scene.update", {"title": "Frontera", "scene": ["s2"]}),
    ("", "traslada la escena 2 al tejado del hotel", "scene.update", {"location": "tejado del hotel", "scene": ["s2"]}),
    ("", "que el último cruce transcurra en una gasolinera", "scene.update", {"location": "gasolinera", "scene": ["s5"]}),
    ("", "pon a la inspectora en la escena 4", "scene.update", {"add_character": "c3", "scene": ["s4"]}),
    ("", "la inspectora tiene que aparecer en marea baja", "scene.update", {"add_character": "c3", "scene": ["s1"]}),
    ("", "quita a Petra de la última", "scene.update", {"remove_character": "c2", "scene": ["s5"]}),
    ("", "Óscar no sale en la escena 5", "scene.update", {"remove_character": "c1", "scene": ["s5"]}),
    ("", "que Tove no aparezca en la escena 1", "scene.update", {"remove_character": "c4", "scene": ["s1"]}),
    ("c4", "ponlo en la escena 2", "scene.update", {"add_character": "c4", "scene": ["s2"]}),
    ("", "añade al pequeño Tove al tren nocturno", "scene.update", {"add_character": "c4", "scene": ["s3"]}),
    ("s1", "quítale diez segundos", "scene.update", {"scene": ["s1"], "duration": "-10"}),
    ("s1", "añádele diez segundos", "scene.update", {"scene": ["s1"], "duration": "+10"}),
    ("", "la escena 3 ponla de noche", "scene.update", {"scene": ["s3"], "time_of_day": "night"}),
    ("", "la escena 2, hazla diez segundos más larga", "scene.update", {"scene": ["s2"], "duration": "+10"}),
    ("", "borra las escenas 2 y 4", "scene.remove", {"scene": ["s2", "s4"]}),
    ("", "deshazte de Tren nocturno y Marea baja", "scene.remove", {"scene": ["s3", "s1"]}),
    ("s2 s4", "quita la otra", "scene.remove", {"scene": ["s4"]}),
    ("s2", "bórrala", "scene.remove", {"scene": ["s2"]}),
    ("", "borra la escena 9", "scene.remove", {"scene": [9]}),
    ("", "borra la escena del muelle", "scene.remove", {"scene": ["muelle"]}),
    ("", "quita las dos primeras escenas", "scene.remove", {"scene": ["s1", "s2"]}),
    ("", "elimina las últimas dos escenas", "scene.remove", {"scene": ["s4", "s5"]}),
    ("", "borra la escena 2 y la escena 4", "scene.remove", {"scene": ["s2", "s4"]}),
    ("", "borra la 2 y la 4", "scene.remove", {"scene": ["s2", "s4"]}),
    ("", "la penúltima escena fuera", "scene.remove", {"scene": ["s4"]}),
    ("", "elimine la escena 3", "scene.remove", {"scene": ["s3"]}),
    ("", "sáqueme la escena 2, por favor", "scene.remove", {"scene": ["s2"]}),
    ("", "me podrías borrar la aduana", "scene.remove", {"scene": ["s2"]}),
    ("", "hay que quitar la penúltima escena", "scene.remove", {"scene": ["s4"]}),
    ("", "bueno, quiero que me quites la cuarta escena", "scene.remove", {"scene": ["s4"]}),
    ("", "borrá la escena 2", "scene.remove", {"scene": ["s2"]}),
    ("s2", "borrala", "scene.remove", {"scene": ["s2"]}),
    ("", "vamos a eliminar marea baja", "scene.remove", {"scene": ["s1"]}),
    ("", "intercambia marea baja con el último cruce", "scene.swap", {"scene": "s1", "other": "s5"}),
    ("", "cambia la 1 y la 4", "scene.swap", {"scene": "s1", "other": "s4"}),
    ("", "intercambia tren nocturno y la aduana", "scene.swap", {"scene": "s3", "other": "s2"}),
    ("", "cambia de sitio la escena 2 y la 5", "scene.swap", {"scene": "s2", "other": "s5"}),
    ("", "cambia la escena 2 por la 5", "scene.swap", {"scene": "s2", "other": "s5"}),
    ("", "pon la aduana justo después de tren nocturno", "scene.move", {"scene": "s2", "after": "s3"}),
    ("", "lleva tren nocturno al principio", "scene.move", {"scene": "s3", "position": "start"}),
    ("s3", "muévela al final", "scene.move", {"scene": "s3", "position": "end"}),
    ("", "que Lo que vio Óscar sea la segunda escena", "scene.move", {"scene": "s4", "position": 2}),
    ("", "empieza con tren nocturno", "scene.move", {"position": "start", "scene": "s3"}),
    ("", "termina en marea baja", "scene.move", {"position": "end", "scene": "s1"}),
    ("", "la escena 5 que vaya la primera", "scene.move", {"scene": "s5", "position": 1}),
    ("", "quiero que muevas la escena 2 al final", "scene.move", {"scene": "s2", "position": "end"}),
    ("", "mueve tren nocturno antes de marea baja", "scene.move", {"scene": "s3", "before": "s1"}),
    ("", "la aduana va después del último cruce", "scene.move", {"scene": "s2", "after": "s5"}),
    ("s2", "ponla la última", "scene.move", {"scene": "s2", "position": "end"}),
    ("s2", "pásala al principio", "scene.move", {"scene": "s2", "position": "start"}),
    ("", "coloca la escena 5 entre la 1 y la 2", "scene.move", {"scene": "s5", "after": "s1"}),
    ("", "quiero que la película empiece con el último cruce", "scene.move", {"position": "start", "scene": "s5"}),
    ("", "añade una escena", "scene.add", {}),
    ("", "añade una escena llamada El faro", "scene.add", {"title": "El faro"}),
    (
        "",
        "añade una escena llamada El faro al atardecer después de la escena 2",
        "scene.add",
        {"title": "El faro", "time_of_day": "dusk", "after": "s2"},
    ),
    ("", "inserta una escena de 20 segundos antes de la aduana", "scene.add", {"duration": 20.0, "before": "s2"}),
    ("", "crea una escena de noche al final", "scene.add", {"time_of_day": "night", "position": "end"}),
    ("", "añade una escena donde Petra encuentra la Carta", "scene.add", {"description": "Petra encuentra la Carta"}),
    ("", "añade una escena en el puerto de noche", "scene.add", {"location": "puerto", "time_of_day": "night"}),
    ("", "necesito otra escena con Petra y Óscar", "scene.add", {"characters": ["c2", "c1"]}),
    ("", "mete una escena nueva entre la 2 y la 3", "scene.add", {"after": "s2"}),
    ("", 'añade una escena titulada "Borra todo" al principio', "scene.add", {"title": "Borra todo", "position": "start"}),
    ("", "agrégame una escena de un minuto al final", "scene.add", {"duration": 60.0, "position": "end"}),
    ("", "después de la escena 2 añade una escena donde Petra confiesa", "scene.add", {"description": "Petra confiesa", "after": "s2"}),
    ("", "mete otra escena con la inspectora antes de la última", "scene.add", {"characters": ["c3"], "before": "s5"}),
    ("", "¿en qué escenas sale Petra?", "scene.list", {"character": "c2"}),
    ("", "muéstrame todas las escenas de noche", "scene.list", {"time_of_day": "night"}),
    ("", "qué escenas son al amanecer", "scene.list", {"time_of_day": "dawn"}),
    ("", "¿cuántas escenas tenemos?", "scene.list", {}),
    ("", "enumérame las escenas", "scene.list", {}),
    ("", "¿cuáles son las escenas de noche?", "scene.list", {"time_of_day": "night"}),
    ("", "escenas con Petra", "scene.list", {"character": "c2"}),
    ("", "¿dónde aparece Óscar?", "scene.list", {"character": "c1"}),
    ("", "¿qué escenas tienen a Petra?", "scene.list", {"character": "c2"}),
    ("", "¿qué pasa en la aduana?", "scene.show", {"scene": "s2"}),
    ("", "cuánto dura la última escena", "scene.show", {"scene": "s5"}),
    ("s3", "muéstrame la siguiente escena", "scene.show", {"scene": "s4"}),
    ("s3", "enséñame la anterior", "scene.show", {"scene": "s2"}),
    ("", "cuéntame la escena 2", "scene.show", {"scene": "s2"}),
    ("", "¿de qué va marea baja?", "scene.show", {"scene": "s1"}),
    ("", "¿quién sale en tren nocturno?", "scene.show", {"scene": "s3"}),
    ("", "la última", "scene.show", {"scene": "s5"}),
    ("s2", "y la siguiente?", "scene.show", {"scene": "s3"}),
    ("", "qué sentido tiene tren nocturno", "scene.explain", {"scene": "s3"}),
    ("", "¿de verdad hace falta la aduana?", "scene.explain", {"scene": "s2"}),
    ("", "¿para qué sirve la escena 4?", "scene.explain", {"scene": "s4"}),
    ("", "¿por qué has puesto la aduana?", "scene.explain", {"scene": "s2"}),
    ("", "explica por qué está la escena 2", "scene.explain", {"scene": "s2"}),
    ("", "no borres la escena 2", "dialog.deny", {}),
    ("", "no la borres", "dialog.deny", {}),
    ("", "no quiero que borres la escena 2", "dialog.deny", {}),
    ("", "no la quites", "dialog.deny", {}),
    ("", "ni se te ocurra borrar el proyecto", "dialog.deny", {}),
    ("", "no hace falta que cambies la escena 2", "dialog.deny", {}),
    ("", "dame una sinopsis corta", "project.synopsis", {"extent": "short"}),
    ("", "haz que toda la película dure dos minutos pero no toques la escena 3", "project.retime", {"duration": 120.0, "keep": ["s3"]}),
    ("", "que la película dure cinco minutos", "project.retime", {"duration": 300.0}),
    ("", "acorta la película a dos minutos y medio", "project.retime", {"duration": 150.0}),
    ("", "la película se hace demasiado larga", "project.retime", {"duration": "-?"}),
    ("", "quítale 20 segundos a la película", "project.retime", {"duration": "-20"}),
    ("", "borra el proyecto Pájaros de papel", "project.delete", {"project": "p2"}),
    ("", "abre pájaros de papel", "project.open", {"project": "p2"}),
    ("", "abre el proyecto Trigo de invierno", "project.open", {"project": "p3"}),
    ("", "vuelve a Puerto de cristal", "project.open", {"project": "p1"}),
    ("", "proyecto nuevo Luna de hojalata", "project.create", {"title": "Luna de hojalata"}),
    ("", "crea un proyecto de terror llamado Sótano", "project.create", {"title": "Sótano", "genre": "horror"}),
    ("", "renombra el proyecto como El largo descenso", "project.update", {"title": "El largo descenso"}),
    ("", "que la peli sea una comedia", "project.update", {"genre": "comedy"}),
    ("", "titula el proyecto Mar adentro", "project.update", {"title": "Mar adentro"}),
    ("", "que el proyecto se llame Bajamar", "project.update", {"title": "Bajamar"}),
    ("", "convierte la película en un western", "project.update", {"genre": "western"}),
    ("", "haz una copia llamada Barco 2", "project.duplicate", {"title": "Barco 2"}),
    ("", "clona el proyecto como Copia", "project.duplicate", {"title": "Copia"}),
    ("s3", "guárdala", "project.save", {}),
    ("", "guárdalo todo", "project.save", {}),
    ("", "finaliza", "project.finalize", {}),
    ("", "dala por terminada", "project.finalize", {}),
    ("", "renombra a Óscar como Tomás", "character.rename", {"name": "Tomás", "character": "c1"}),
    ("c2", "llámala Mara", "character.rename", {"name": "Mara", "character": "c2"}),
    ("", "cambia el nombre de Petra por Greta van Dam", "character.rename", {"name": "Greta van Dam", "character": "c2"}),
    ("", "la inspectora debería llamarse Holm", "character.rename", {"name": "Holm", "character": "c3"}),
    ("", "cambia el nombre del inspector a Ruiz", "character.rename", {"name": "Ruiz", "character": "c3"}),
    ("", "a Petra ponle de nombre Clara", "character.rename", {"name": "Clara", "character": "c2"}),
    ("", "añade un personaje llamado Mara", "character.add", {"name": "Mara"}),
    ("", "añade un personaje llamado Mara, una contrabandista", "character.add", {"name": "Mara", "role": "contrabandista"}),
    ("", "presenta a Juno como la detective", "character.add", {"name": "Juno", "role": "detective"}),
    ("", "añade un personaje: Bruno", "character.add", {"name": "Bruno"}),
    ("", "agrega un villano llamado Bruno", "character.add", {"role": "villano", "name": "Bruno"}),
    ("", "introduce a Bruno como el vecino", "character.add", {"name": "Bruno", "role": "vecino"}),
    ("", "necesito un personaje nuevo que se llame Irene", "character.add", {"name": "Irene"}),
    ("", "haz que Óscar sea un contrabandista", "character.update", {"role": "contrabandista", "character": "c1"}),
    ("", "cambia el papel de Petra a piloto", "character.update", {"role": "piloto", "character": "c2"}),
    ("c1", "debería parecer mayor", "character.update", {"appearance": "mayor", "character": "c1"}),
    (
        "",
        "describe al pequeño Tove como un niño que no habla nunca",
        "character.update",
        {"description": "un niño que no habla nunca", "character": "c4"},
    ),
    ("", "borra el aspecto de Petra", "character.update", {"appearance": None, "character": "c2"}),
    ("c2", "hazla más valiente", "character.update", {"personality": "valiente", "character": "c2"}),
    ("c2 s1", "hazla más valiente", "character.update", {"personality": "valiente", "character": "c2"}),
    ("", "haz a Petra más valiente", "character.update", {"personality": "valiente", "character": "c2"}),
    ("", "convierte a Óscar en policía", "character.update", {"role": "policía", "character": "c1"}),
    ("", "Petra debería ser una espía", "character.update", {"role": "espía", "character": "c2"}),
    ("", "que Petra parezca más cansada", "character.update", {"appearance": "más cansada", "character": "c2"}),
    ("c2", "vístela con un abrigo rojo", "character.update", {"appearance": "abrigo rojo", "character": "c2"}),
    ("", "Óscar lleva gafas", "character.update", {"appearance": "gafas", "character": "c1"}),
    (
        "",
        "cambia el aspecto de Petra por pelo corto y canoso",
        "character.update",
        {"appearance": "pelo corto y canoso", "character": "c2"},
    ),
    ("", "quita a Óscar", "character.remove", {"character": "c1"}),
    ("", "saca a la inspectora de la historia", "character.remove", {"character": "c3"}),
    ("c1", "quítalo", "character.remove", {"character": "c1"}),
    ("", "elimina al pequeño Tove del reparto", "character.remove", {"character": "c4"}),
    ("", "nos sobra la inspectora", "character.remove", {"character": "c3"}),
    ("", "ya no necesitamos a Petra", "character.remove", {"character": "c2"}),
    ("", "¿quién es Petra?", "character.show", {"character": "c2"}),
    ("c1", "qué aspecto tiene", "character.show", {"character": "c1"}),
    ("", "háblame de Óscar", "character.show", {"character": "c1"}),
    ("", "¿cómo es la inspectora?", "character.show", {"character": "c3"}),
    ("", "añade un plano general a marea baja", "shot.add", {"type": "wide", "scene": "s1"}),
    ("", "mete un plano de grúa en la última escena", "shot.add", {"camera_movement": "plano de grúa", "scene": "s5"}),
    (
        "",
        "añade un plano detalle de la llave a la escena 3",
        "shot.add",
        {"description": "la llave", "type": "extreme-close-up", "scene": "s3"},
    ),
    (
        "",
        "añade una panorámica lenta por el puerto a la escena 1",
        "shot.add",
        {"description": "el puerto", "camera_movement": "panorámica lenta", "scene": "s1"},
    ),
    ("", "añade un plano del puerto a la escena 2", "shot.add", {"description": "puerto", "scene": "s2"}),
    (
        "",
        "quiero un plano fijo de la puerta en marea baja",
        "shot.add",
        {"description": "la puerta", "camera_movement": "fijo", "scene": "s1"},
    ),
    ("", "ponme un plano medio de Petra en la escena 4", "shot.add", {"description": "Petra", "type": "medium", "scene": "s4"}),
    ("s2", "añade un plano de 4 segundos al principio", "shot.add", {"duration": 4.0, "position": "start", "scene": "s2"}),
    ("s2", "otro plano detalle del anillo", "shot.add", {"description": "anillo", "type": "extreme-close-up", "scene": "s2"}),
    ("", "en la escena 3 mete un plano general", "shot.add", {"scene": "s3", "type": "wide"}),
    (
        "s3",
        "Cambia la descripción del plano 1 por una puerta roja",
        "shot.update",
        {"description": "una puerta roja", "shot": 1, "scene": "s3"},
    ),
    ("", "que el último plano de la escena 2 sea general", "shot.update", {"shot": -1, "scene": "s2", "type": "wide"}),
    ("", "cambia el plano 1 de tren nocturno a primer plano", "shot.update", {"shot": 1, "scene": "s3", "type": "close-up"}),
    (
        "",
        "usa un travelling en el segundo plano de la escena 4",
        "shot.update",
        {"camera_movement": "travelling", "shot": 2, "scene": "s4"},
    ),
    ("s3", "haz el plano 1 más corto", "shot.update", {"shot": 1, "duration": "-?", "scene": "s3"}),
    ("", "el plano 2 de la escena 4 debe durar seis segundos", "shot.update", {"shot": 2, "scene": "s4", "duration": 6.0}),
    ("s3", "alarga el plano 2 tres segundos", "shot.update", {"shot": 2, "duration": "+3", "scene": "s3"}),
    ("s3", "que el plano 1 sea un primer plano", "shot.update", {"shot": 1, "type": "close-up", "scene": "s3"}),
    ("", "convierte el último plano de marea baja en plano general", "shot.update", {"shot": -1, "scene": "s1", "type": "wide"}),
    ("", "pon un paneo en el plano 3 de la escena 2", "shot.update", {"camera_movement": "paneo", "shot": 3, "scene": "s2"}),
    ("s3", "recorta el plano 4 a dos segundos", "shot.update", {"shot": 4, "duration": 2.0, "scene": "s3"}),
    ("s3", "el plano 2 muestra una mano temblando", "shot.update", {"description": "una mano temblando", "shot": 2, "scene": "s3"}),
    ("", "mueve el plano 3 de la escena 2 al principio", "shot.move", {"shot": 3, "scene": "s2", "position": "start"}),
    ("s2", "mueve el plano 4 al final", "shot.move", {"shot": 4, "position": "end", "scene": "s2"}),
    ("s2", "el tercer plano debería ir el primero", "shot.move", {"shot": 3, "position": 1, "scene": "s2"}),
    ("", "¿cuántos planos tiene tren nocturno?", "shot.list", {"scene": "s3"}),
    ("", "dime los planos de la aduana", "shot.list", {"scene": "s2"}),
    ("", "¿qué planos hay en la escena 5?", "shot.list", {"scene": "s5"}),
    ("s2", "borra el segundo plano", "shot.remove", {"shot": 2, "scene": "s2"}),
    ("s2", "borra el primer plano", "shot.remove", {"shot": 1, "scene": "s2"}),
    ("", "elimina el tercer plano de la escena 4", "shot.remove", {"shot": 3, "scene": "s4"}),
    ("s2", "ya no hace falta el plano 1", "shot.remove", {"shot": 1, "scene": "s2"}),
    ("", "enséñame otras opciones para la escena 2", "scene.ways", {"scene": "s2"}),
    ("", "usa la segunda alternativa para marea baja", "scene.turn", {"way": 2, "scene": "s1"}),
    ("", "¿quiénes son los personajes?", "character.list", {}),
    ("", "¿cuántos personajes hay?", "character.list", {}),
    ("", "revisa los planos de la escena 2", "shot.check", {"scene": "s2"}),
    ("", "¿hay saltos de eje en tren nocturno?", "shot.check", {"scene": "s3"}),
    ("", "vuelve a planificar la escena 2", "shot.cover", {"scene": "s2"}),
    ("", "rueda la escena 4 de otra manera", "shot.cover", {"scene": "s4"}),
    ("", "ajusta los planos de la escena 1 a medio minuto", "sequence.retime", {"scene": "s1", "duration": 30.0}),
    ("", "pon la secuencia de la escena 3 en 40 segundos", "sequence.retime", {"scene": "s3", "duration": 40.0}),
    ("", "deshaz", "history.undo", {}),
    ("", "deshazlo", "history.undo", {}),
    ("", "deshaz los últimos dos cambios", "history.undo", {"steps": 2}),
    ("", "deshaz el renombrado", "history.undo", {"what": "el renombrado"}),
    ("", "vuelve atrás", "history.undo", {}),
    ("", "me he equivocado", "history.undo", {}),
    ("", "rehazlo", "history.redo", {}),
    ("", "rehaz los últimos 2 pasos", "history.redo", {"steps": 2}),
    ("", "¿qué hemos cambiado?", "history.list", {}),
    ("", "guarda una instantánea llamada antes del corte", "snapshot.take", {"name": "antes del corte"}),
    ("", "guarda este estado como versión uno", "snapshot.take", {"name": "versión uno"}),
    ("", "lista las instantáneas", "snapshot.list", {}),
    ("", "restaura la instantánea antes del corte", "snapshot.restore", {"name": "antes del corte"}),
    ("", "vuelve a la versión montaje largo", "snapshot.restore", {"name": "montaje largo"}),
    ("", "¿cuánto espacio me queda?", "storage.show", {}),
    ("", "¿cuánto llevo gastado hoy?", "usage.show", {}),
    ("", "ayúdame", "help.show", {}),
    ("", "¿qué puedes hacer?", "help.show", {}),
    ("", "ayuda con las escenas", "help.show", {"topic": "escenas"}),
    ("", "¿cómo borro una escena?", "help.show", {"topic": "borro una escena"}),
    ("", "hola", "chat.smalltalk", {"kind": "greeting"}),
    ("", "buenas tardes", "chat.smalltalk", {"kind": "greeting"}),
    ("", "muchas gracias!", "chat.smalltalk", {"kind": "thanks"}),
    ("", "hasta mañana", "chat.smalltalk", {"kind": "goodbye"}),
    ("", "¿quién eres?", "chat.smalltalk", {"kind": "identity"}),
    ("", "¿cómo estás?", "chat.smalltalk", {"kind": "wellbeing"}),
    ("", "qué buen trabajo", "chat.smalltalk", {"kind": "praise"}),
    ("", "exporta la película a pdf", "export.create", {"format": "pdf"}),
    ("", "comenta en la escena 3: demasiado lenta", "comment.add", {"text": "demasiado lenta", "scene": "s3"}),
    ("", "busca imágenes de un puerto antiguo", "media.search", {"query": "puerto antiguo", "kind": "image"}),
    ("", "añade música a la escena 2", "sound.add", {"target": "la escena 2"}),
    ("", "¿se sostiene la historia?", "project.check", {}),
    ("", "hay errores de continuidad?", "project.check", {}),
    ("", "muéstrame la estructura de la película", "plan.show", {}),
    ("", "la antagonista es su hermana", "project.answer", {"gap": "opposition", "answer": "su hermana"}),
    (
        "",
        "escribe una historia sobre dos hermanas que cruzan el desierto",
        "project.generate",
        {"prompt": "escribe una historia sobre dos hermanas que cruzan el desierto"},
    ),
    (
        "",
        "Cuando su padre desaparece, una niña debe cruzar la isla en busca del faro.",
        "project.generate",
        {"prompt": "Cuando su padre desaparece, una niña debe cruzar la isla en busca del faro."},
    ),
    (
        "",
        "quiero una película sobre un farero que no duerme",
        "project.generate",
        {"prompt": "quiero una película sobre un farero que no duerme"},
    ),
    ("", "lista mis películas", "project.list", {}),
    ("", "cierra el proyecto sin guardar", "project.close", {"save": False}),
    ("", "dime qué hay en el proyecto", "project.show", {}),
]


@pytest.mark.parametrize(("spoken_of", "sentence", "operation", "slots"), SENTENCES, ids=[f"{row[0]} {row[1]}" for row in SENTENCES])
def test_a_sentence_is_understood(spoken_of: str, sentence: str, operation: str, slots: dict[str, Any]) -> None:
    assert acts(read(sentence, context=focus(*spoken_of.split()))) == [(operation, slots)]


@pytest.mark.parametrize("row", SENTENCES[::4], ids=[row[1] for row in SENTENCES[::4]])
def test_accents_may_be_left_out(row: tuple[str, str, str, dict[str, Any]]) -> None:
    plain = row[1].translate(str.maketrans("áéíóúüñÁÉÓ", "aeiouunAEO"))
    assert [name for name, _ in acts(read(plain, context=focus(*row[0].split())))] == [row[2]]


PEOPLE = Vocabulary(names=(*PUERTO.names, *_names("person", ["Noor", "Sami"])))
LATER: list[tuple[str, str, dict[str, Any]]] = [
    ("comparte el proyecto con Noor como editora", "share.add", {"user": "p1", "role": "editor"}),
    ("deja de compartir con Sami", "share.remove", {"user": ["p2"]}),
    ("Petra tiene cuarenta años", "character.update", {"character": "c2", "age": 40}),
    ("cancela el render de la escena 2", "job.cancel", {"kind": "render", "scene": "s2"}),
    ("¿qué trabajos hay en marcha?", "job.list", {"status": "running"}),
    ("¿está listo el render?", "job.status", {"kind": "render"}),
    ("reintenta la última exportación", "job.retry", {"kind": "export"}),
    ("vuelve al paso del reparto", "workflow.back", {"step": "reparto"}),
    ("salta la fase de revisión", "workflow.skip", {"step": "revisión"}),
    ("¿en qué fase estamos?", "workflow.progress", {}),
    ("pega la segunda imagen a la escena 3", "media.attach", {"item": 2, "scene": "s3"}),
    ("quita la foto de la escena 2", "media.detach", {"scene": "s2"}),
    ("dame cuatro finales distintos", "story.generate", {"count": 4, "target": "ending"}),
    ("reescribe el comienzo", "story.generate", {"regenerate": True, "target": "opening"}),
    ("busca tres fotos de un faro", "media.search", {"query": "faro", "count": 3, "kind": "image"}),
    ("borra la del tren", "scene.remove", {"scene": ["s3"]}),
    ("alarga la de la aduana diez segundos", "scene.update", {"scene": ["s2"], "duration": "+10"}),
    ("kita la esena 2 xfa", "scene.remove", {"scene": ["s2"]}),
    ("xq está la escena 4", "scene.explain", {"scene": "s4"}),
    ("haz la escena 3, no, la escena 4 diez segundos más larga", "scene.update", {"scene": ["s4"], "duration": "+10"}),
    ("quita la escena 2, digo, la 3", "scene.remove", {"scene": ["s3"]}),
]


@pytest.mark.parametrize(("sentence", "operation", "slots"), LATER, ids=[row[0] for row in LATER])
def test_shorthand_corrections_and_what_comes_later_are_understood(sentence: str, operation: str, slots: dict[str, Any]) -> None:
    assert acts(read(sentence, PEOPLE)) == [(operation, slots)]


TRICKY: list[tuple[str, str, dict[str, Any]]] = [
    ("borra Bórrame", "scene.remove", {"scene": ["s1"]}),
    ("quita la escena Noche", "scene.remove", {"scene": ["s2"]}),
    ("pon Noche al atardecer", "scene.update", {"scene": ["s2"], "time_of_day": "dusk"}),
    ("alarga Escena cero diez segundos", "scene.update", {"scene": ["s3"], "duration": "+10"}),
    ("haz la segunda esposa un poco más larga", "scene.update", {"scene": ["s5"], "duration": "+?"}),
    ("haz la segunda escena un poco más larga", "scene.update", {"scene": ["s2"], "duration": "+?"}),
    ("enséñame Noche de apertura", "scene.show", {"scene": "s4"}),
    ("mueve Deshazte de él al principio", "scene.move", {"scene": "s6", "position": "start"}),
    ("intercambia Bórrame y Noche", "scene.swap", {"scene": "s1", "other": "s2"}),
    ("abre Guarda la fecha", "project.open", {"project": "p1"}),
    ("abre agua abierta", "project.open", {"project": "p2"}),
    ("renombra a Mayo como Junio", "character.rename", {"character": "c1", "name": "Junio"}),
    ("mete a Rosa en la escena 2", "scene.update", {"scene": ["s2"], "add_character": "c2"}),
    ("¿quién es Esperanza?", "character.show", {"character": "c3"}),
    ("quita a ana maria", "character.remove", {"character": "c4"}),
]


@pytest.mark.parametrize(("sentence", "operation", "slots"), TRICKY, ids=[row[0] for row in TRICKY])
def test_names_made_of_other_words_are_names(sentence: str, operation: str, slots: dict[str, Any]) -> None:
    assert acts(read(sentence, RARO)) == [(operation, slots)]


COMPOUNDS: list[tuple[str, list[tuple[str, dict[str, Any]]]]] = [
    (
        "haz la escena tres diez segundos más larga y ponla al atardecer",
        [("scene.update", {"scene": ["s3"], "duration": "+10"}), ("scene.update", {"scene": ["s3"], "time_of_day": "dusk"})],
    ),
    (
        "renombra a Óscar como Tomás y luego quita la última escena",
        [("character.rename", {"character": "c1", "name": "Tomás"}), ("scene.remove", {"scene": ["s5"]})],
    ),
    (
        "añade una escena llamada Fuego y renombra a Petra como Greta",
        [("scene.add", {"title": "Fuego"}), ("character.rename", {"character": "c2", "name": "Greta"})],
    ),
    ("guárdalo y después ciérralo", [("project.save", {}), ("project.close", {})]),
    ("Deshaz eso. Guarda el proyecto.", [("history.undo", {}), ("project.save", {})]),
    ("abre Pájaros de papel y lista las escenas", [("project.open", {"project": "p2"}), ("scene.list", {})]),
    ("no borres la escena 2, muévela al final", [("scene.move", {"scene": "s2", "position": "end"})]),
    ("borra la escena 2 pero no guardes", [("scene.remove", {"scene": ["s2"]})]),
    (
        "añade una escena en el muelle y alárgala",
        [("scene.add", {"location": "muelle"}), ("scene.update", {"scene": [MADE], "duration": "+?"})],
    ),
    ("añade una escena llamada Fuego y hielo", [("scene.add", {"title": "Fuego y hielo"})]),
    (
        "añade una escena donde Petra abre la puerta y enciende una cerilla",
        [("scene.add", {"description": "Petra abre la puerta y enciende una cerilla"})],
    ),
    ('renombra la escena 2 como "Abre y cierra"', [("scene.update", {"scene": ["s2"], "title": "Abre y cierra"})]),
    ("añade una escena donde no hablan", [("scene.add", {"description": "no hablan"})]),
]


@pytest.mark.parametrize(("sentence", "expected"), COMPOUNDS, ids=[row[0] for row in COMPOUNDS])
def test_commands_are_done_in_their_order(sentence: str, expected: list[tuple[str, dict[str, Any]]]) -> None:
    assert acts(read(sentence, context=focus("s2"))) == expected


NEGATIONS = ["no", "por favor no", "no quiero que", "nunca", "no hace falta que", "ni se te ocurra", "prefiero que no", "mejor no"]
UNWANTED = ["borres la escena 2", "quites la última escena", "elimines a Óscar", "borres el proyecto Pájaros de papel", "quites el plano 2"]


@pytest.mark.parametrize("negation", NEGATIONS)
@pytest.mark.parametrize("command", UNWANTED)
def test_a_denied_command_is_not_done(negation: str, command: str) -> None:
    assert acts(read(f"{negation} {command}", context=focus("s2"))) == [("dialog.deny", {})]


# ---- answers

REMOVE = Pending(kind="confirm", operation="scene.remove", slots={"scene": ["s2"]})
WHICH = Pending(
    kind="choice",
    operation="character.rename",
    choices=tuple(
        Choice(id=f"choice-{n}", label=label, operation="character.rename", slots={"character": f"c{n}"})
        for n, label in enumerate(["Mayo Chen", "Chen Wei", "Dejar el nombre como está"], 1)
    ),
)
YES = ["sí", "Si!", "sip", "claro que sí", "vale", "OK", "venga, dale", "hazlo", "sí, por favor", "por supuesto", "de acuerdo", "adelante"]
YES_AND_MORE = ["sí, bórrala", "vale, quita la escena 2", "sí, quítala"]
NO = [
    "no",
    "No.",
    "qué va",
    "no, gracias",
    "cancela",
    "olvídalo",
    "déjalo",
    "mejor no",
    "ahora no",
    "no la borres",
    "no lo hagas",
    "para",
    "espera",
]


@pytest.mark.parametrize("said", YES + YES_AND_MORE)
def test_yes_has_many_forms(said: str) -> None:
    assert acts(read(said, context=waiting(REMOVE, "s2"))) == [("dialog.confirm", {})]


@pytest.mark.parametrize("said", NO)
def test_no_has_many_forms(said: str) -> None:
    assert acts(read(said, context=waiting(REMOVE, "s2"))) == [("dialog.deny", {})]


def test_a_yes_to_something_else_is_that_command_and_no_consent() -> None:
    assert acts(read("sí, borra la escena 4", context=waiting(REMOVE, "s2"))) == [("scene.remove", {"scene": ["s4"]})]


def test_no_with_another_value_asks_for_that_one() -> None:
    assert acts(read("no, la escena cuatro", context=waiting(REMOVE, "s2"))) == [("scene.remove", {"scene": ["s4"]})]


def test_a_question_does_not_trap() -> None:
    assert acts(read("enséñame la escena 3", context=waiting(REMOVE, "s2"))) == [("scene.show", {"scene": "s3"})]


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("1", "choice-1"),
        ("la segunda", "choice-2"),
        ("el número dos", "choice-2"),
        ("opción 3", "choice-3"),
        ("el último", "choice-3"),
        ("Mayo Chen", "choice-1"),
        ("me refiero a Wei", "choice-2"),
        ("quiero la primera, por favor", "choice-1"),
        ("dejar el nombre como estaba", "choice-3"),
    ],
)
def test_a_choice_is_made_by_number_place_name_or_paraphrase(said: str, choice: str) -> None:
    assert acts(read(said, context=waiting(WHICH))) == [("dialog.choose", {"choice": choice})]


def test_none_of_them_is_a_choice_too() -> None:
    assert acts(read("ninguno de ellos", context=waiting(WHICH))) == [("dialog.choose", {"choice": "none"})]


def missing(slot: str, operation: str, **slots: Any) -> Pending:
    return Pending(kind="slot", operation=operation, slot=slot, slots=slots)


@pytest.mark.parametrize(
    ("pending", "said", "operation", "slots"),
    [
        (missing("scene", "scene.remove"), "3", "scene.remove", {"scene": ["s3"]}),
        (missing("scene", "scene.remove"), "la última", "scene.remove", {"scene": ["s5"]}),
        (missing("scene", "scene.remove"), "tren nocturno", "scene.remove", {"scene": ["s3"]}),
        (missing("scene", "scene.remove"), "las escenas 2 y 4", "scene.remove", {"scene": ["s2", "s4"]}),
        (missing("scene", "scene.show"), "la tercera", "scene.show", {"scene": "s3"}),
        (missing("duration", "sequence.retime", scene="s2"), "20 segundos", "sequence.retime", {"scene": "s2", "duration": 20.0}),
        (missing("duration", "project.retime"), "minuto y medio", "project.retime", {"duration": 90.0}),
        (missing("character", "character.rename", name="Bo"), "petra", "character.rename", {"character": "c2", "name": "Bo"}),
        (missing("position", "scene.move", scene="s2"), "al final", "scene.move", {"scene": "s2", "position": "end"}),
        (missing("title", "project.create"), "que se llame Barco de noche", "project.create", {"title": "Barco de noche"}),
        (missing("name", "character.add"), "se llama Ruth", "character.add", {"name": "Ruth"}),
    ],
)
def test_a_missing_value_is_taken_by_its_kind(pending: Pending, said: str, operation: str, slots: dict[str, Any]) -> None:
    assert acts(read(said, context=waiting(pending))) == [(operation, slots)]


# ---- numbers, lengths and words


def mentioned(text: str, kind: str) -> list[object]:
    """What the whole text means as a mention of that kind."""
    view = normalise(text)
    found = Durations(WORDS.durations).mentions(view, numbers(view, "es", frozenset(WORDS.durations.units), WORDS.numbers))
    return [m.value for m in found if m.kind == kind and (m.start, m.end) == (0, len(view.words))]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("diez segundos", 10),
        ("veintidós segundos", 22),
        ("veintidos segundos", 22),
        ("20s", 20),
        ("1:30", 90),
        ("un minuto", 60),
        ("medio minuto", 30),
        ("minuto y medio", 90),
        ("dos minutos y medio", 150),
        ("dos minutos y veinte segundos", 140),
        ("1,5 minutos", 90),
        ("una docena de segundos", 12),
        ("un par de minutos", 120),
        ("tres cuartos de minuto", 45),
        ("treinta y cinco segundos", 35),
    ],
)
def test_a_length_in_words_is_seconds(text: str, seconds: float) -> None:
    assert seconds in mentioned(text, "duration")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("diez segundos más larga", "+10"),
        ("5 segundos más corto", "-5"),
        ("el doble de larga", "*2"),
        ("la mitad de larga", "*0.5"),
        ("tres veces más larga", "*3"),
        ("un poco más corta", "-?"),
        ("mas largo", "+?"),
        ("20% más larga", "*1.2"),
        ("20 por ciento más larga", "*1.2"),
        ("otros diez segundos", "+10"),
        ("diez segundos menos", "-10"),
        ("+10s", "+10"),
    ],
)
def test_a_change_says_how(text: str, change: str) -> None:
    assert change in mentioned(text, "change")


@pytest.mark.parametrize(
    ("text", "value"), [("tercera", 3), ("segundo", 2), ("septima", 7), ("penúltima", -2), ("3ª", 3), ("2º", 2), ("1er", 1), ("3ra", 3)]
)
def test_places_are_read_in_words_and_figures(text: str, value: int) -> None:
    assert (value, True) in [(n.value, n.ordinal) for n in numbers(normalise(text), "es", words=WORDS.numbers)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("hazla", ("haz", "~la")),
        ("muestramela", ("muestra", "~me", "~la")),
        ("quitarle", ("quitar", "~le")),
        ("pongamosla", ("pongamos", "~la")),
        ("pelicula", ("pelicula",)),
        ("escala", ("escala",)),
        ("vale", ("vale",)),
        ("este", ("este",)),
    ],
)
def test_a_pronoun_on_a_verb_is_a_word_of_its_own(word: str, parts: tuple[str, ...]) -> None:
    assert Parting(WORDS.parting, WORDS.forms).parts(word) == parts


# ---- the file itself


def test_the_file_fits_the_operations() -> None:
    check(WORDS)


@pytest.mark.parametrize("name", WORDS.operations)
def test_every_operation_has_its_sentences(name: str) -> None:
    entry, english = WORDS.operations[name], catalogue("en").operations[name]
    assert len(entry.examples) >= 8
    assert entry.never
    assert "«" in entry.help
    assert (entry.needs, entry.changes) == (english.needs, english.changes)


@pytest.mark.parametrize("text", WORDS.out_of_scope)
def test_what_is_not_our_business_changes_nothing(text: str) -> None:
    said = read(text)
    assert said is None or isinstance(said, NoMatch) or all(match.operation == "help.show" for match in said if isinstance(said, tuple))


# ---- replies


def test_lengths_lists_and_counts_are_spanish() -> None:
    assert REPLIES.say("confirm.shot.remove", shots=[2], seconds=12.5, scene_number=1, scene="Marea").startswith(
        "¿Quito el plano 2 (12,5 s)"
    )
    assert "Mara e Ilya" in REPLIES.say("unclear.missing", slot="character", choices=["Mara", "Ilya"], mentioned=None, operation="x")
    assert "Petra u Óscar" in REPLIES.say("unclear.ambiguous", choices=["Petra", "Óscar"], mentioned="él", slot="x", operation="x")


@pytest.mark.parametrize("key", catalogue("en").messages)
def test_every_message_there_is_in_english_is_there_in_spanish(key: str) -> None:
    assert WORDS.messages[key]


def test_help_gives_every_subject_in_spanish() -> None:
    overview = REPLIES.help()
    assert all(f"{heading}:" in overview for heading in WORDS.subjects.values())
    assert WORDS.help("shot.add") in REPLIES.help("los planos")
    assert WORDS.label("scene.remove") == "Quita una o más escenas"
