"""A whole conversation in Spanish: every operation's reply, made of its real result."""

from pathlib import Path

from intents.catalogue import catalogue
from intents.replies import Replies
from tests.api.serving import served, talking

WORDS = catalogue("es")
SAID = """
un atraco en el ferry nocturno a Tánger, seis escenas, dos minutos, frío y callado
guárdala
¿cuánto dura la película?
haz la escena tres diez segundos más larga
ponla al atardecer
ponle una nota visual a la escena 1: humo y luz de sodio
añade una escena llamada El faro después de la escena 2
enséñame la escena 3
lista las escenas
añade un personaje llamado Ilya, un contrabandista
mete a Ilya en la escena 1
haz que Ilya sea marinero
¿quién es Ilya?
¿quién sale?
renombra a Ilya como Tomás
añade un plano general del mar a la escena 1
haz el plano 1 dos segundos más largo
mueve el plano 1 de la escena 1 al final
lista los planos de la escena 1
quita el plano 1 de la escena 1
sí
mueve la escena 2 al final
intercambia las escenas 1 y 2
haz la escena 1 cinco segundos más larga sin cambiar la duración de la película
quita la escena 3
no
quita la escena 3
sí
deshaz
rehaz
¿qué hemos cambiado?
guarda una instantánea llamada prueba
lista las instantáneas
restaura la instantánea prueba
sí
¿por qué está la escena dos?
¿y si la escena dos acabara de otra manera?
toma la alternativa 1 para la escena 2
muéstrame la estructura de la película
dame una sinopsis corta
¿se sostiene la historia?
arregla el segundo
¿montan bien los planos?
cubre otra vez la escena 1
ajusta la secuencia de la escena 1 a 12 segundos
que la película dure tres minutos
cambia el género a terror
renombra el proyecto como Niebla
haz una copia llamada Niebla 2
lista mis proyectos
abre Niebla
¿cuánto espacio queda?
enséñame mi uso
¿qué has supuesto?
ayuda
ayuda con los planos
quita a Tomás
cancela
guarda
cierra sin guardar
borra el proyecto Niebla 2
sí
exporta la película a pdf
gracias
""".strip().splitlines()


async def test_every_reply_of_a_long_talk_is_spanish_and_whole(tmp_path: Path) -> None:
    replies = Replies(WORDS)
    lost = {replies.say("unexpected"), replies.say("not_understood"), replies.say("out_of_scope"), replies.say("nothing_pending")}
    async with served(tmp_path, words=WORDS) as server, talking(server) as client:
        answered = {sentence: str((await client.say(sentence))["content"]) for sentence in SAID}
    assert not [(sentence, content) for sentence, content in answered.items() if not content or content in lost]
    assert "atardecer" in answered["ponla al atardecer"]
    assert answered["ponle una nota visual a la escena 1: humo y luz de sodio"].endswith("notas visuales «humo y luz de sodio».")
    assert answered["¿quién sale?"].endswith(" e Ilya.")
    assert answered["borra el proyecto Niebla 2"].startswith("¿Borro «Niebla 2» para siempre?")
    assert answered["gracias"] == "De nada."
