"""What cannot be done is said in the language of the turn; a program that does an operation by its name gets it in English."""

from pathlib import Path

from tests.api.serving import served, talking

TOLD = {
    "montre-moi la scène 9": "Il n’y a pas de scène 9. Il n’y en a qu’une.",
    "enséñame la escena 9": "No hay escena 9. Solo hay una.",
    "show me scene 9": "There is no scene 9. There is only one.",
    "rétablis": "Il n’y a rien à rétablir. Seul ce qui vient d’être annulé, sans rien de nouveau depuis, peut l’être.",
    "deshaz el cambio 99": "Ninguno de tus cambios encaja con «el cambio 99». Pide el historial y deshaz uno por su número.",
    "reviens à la version appelée hiver": "Il n’y a pas de version nommée hiver. Il n’y en a encore aucune.",
    "olvida la nota 2": "No hay notas en este proyecto. Di «recuerda que …» para hacer una.",
    "raccourcis la scène 1 de deux heures": (
        "Cela ferait une durée sous zéro ou nulle. Donnez une durée au-dessus de 0, et de 24 heures au plus."
    ),
}


async def test_a_problem_is_told_in_the_language_of_the_turn(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        await client.do("project.create", title="Tin Moon")
        await client.do("scene.add", title="The Bridge", duration=20.0)
        answered = {text: (await client.say(text))["content"] for text in TOLD}
        refused = await client.do("scene.show", scene=9)
    assert answered == TOLD
    assert refused["error"]["message"] == "There is no scene 9. There is one."


async def test_without_a_film_every_language_says_how_to_get_one(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        assert (await client.say("montre-moi la scène 2"))["content"].startswith("Aucun projet n’est ouvert.")
        assert (await client.say("lista las escenas"))["content"].startswith("No hay ningún proyecto abierto.")
