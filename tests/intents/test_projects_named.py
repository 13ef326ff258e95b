"""Another project than the open one, by its name, and the order projects are listed in: in three languages."""

from typing import Any

import pytest

from intents.catalogue import catalogue
from intents.recogniser import Recogniser
from intents.shapes import Context, Focus, Name, Vocabulary
from tests.intents.worlds import acts

PROJECTS = Vocabulary(names=tuple(Name(kind="project", id=f"p{at}", label=label) for at, label in enumerate(["Cinder", "Blue Heron"], 1)))
OPEN = Context(focus=(Focus(kind="project", id="p1"),), open_project=True)
ROWS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("en", "duplicate Blue Heron", "project.duplicate", {"project": "p2"}),
    ("en", "copy Blue Heron as Grey Heron", "project.duplicate", {"project": "p2", "title": "Grey Heron"}),
    ("en", "make a copy of Blue Heron called Grey Heron", "project.duplicate", {"project": "p2", "title": "Grey Heron"}),
    ("en", "duplicate it", "project.duplicate", {}),
    ("en", "lock Blue Heron", "project.finalize", {"project": "p2"}),
    ("en", "sign off on Blue Heron", "project.finalize", {"project": "p2"}),
    ("en", "Blue Heron is finished, lock it", "project.finalize", {"project": "p2"}),
    ("en", "finalize it", "project.finalize", {}),
    ("en", "list my projects, newest first", "project.list", {"sort": "newest"}),
    ("en", "what's my oldest project", "project.list", {"sort": "oldest"}),
    ("en", "sort my films by name", "project.list", {"sort": "name"}),
    ("en", "show films from longest to shortest", "project.list", {"sort": "longest"}),
    ("en", "list my projects", "project.list", {}),
    ("fr", "duplique Blue Heron", "project.duplicate", {"project": "p2"}),
    ("fr", "fais une copie de Blue Heron", "project.duplicate", {"project": "p2"}),
    ("fr", "duplique Blue Heron sous le nom Héron gris", "project.duplicate", {"project": "p2", "title": "Héron gris"}),
    ("fr", "fais une copie du film", "project.duplicate", {}),
    ("fr", "verrouille Blue Heron", "project.finalize", {"project": "p2"}),
    ("fr", "Blue Heron est terminé, verrouille-le", "project.finalize", {"project": "p2"}),
    ("fr", "valide-le", "project.finalize", {}),
    ("fr", "montre mes projets du plus récent au plus ancien", "project.list", {"sort": "newest"}),
    ("fr", "c'est quoi mon projet le plus ancien", "project.list", {"sort": "oldest"}),
    ("fr", "mes films par ordre alphabétique", "project.list", {"sort": "name"}),
    ("fr", "trie les projets par durée", "project.list", {"sort": "longest"}),
    ("fr", "liste mes projets", "project.list", {}),
    ("es", "duplica Blue Heron", "project.duplicate", {"project": "p2"}),
    ("es", "duplica Blue Heron como Garza gris", "project.duplicate", {"project": "p2", "title": "Garza gris"}),
    ("es", "duplica el proyecto", "project.duplicate", {}),
    ("es", "bloquea Blue Heron", "project.finalize", {"project": "p2"}),
    ("es", "da Blue Heron por terminada", "project.finalize", {"project": "p2"}),
    ("es", "finaliza el proyecto", "project.finalize", {}),
    ("es", "lista mis proyectos, los más recientes primero", "project.list", {"sort": "newest"}),
    ("es", "cuál es mi proyecto más antiguo", "project.list", {"sort": "oldest"}),
    ("es", "ordena mis películas por nombre", "project.list", {"sort": "name"}),
    ("es", "mis películas de más larga a más corta", "project.list", {"sort": "longest"}),
    ("es", "lista mis proyectos", "project.list", {}),
]
RECOGNISERS = {language: Recogniser(catalogue(language)) for language in ("en", "fr", "es")}


@pytest.mark.parametrize(("language", "text", "operation", "slots"), ROWS, ids=[row[1] for row in ROWS])
def test_what_is_said_of_projects(language: str, text: str, operation: str, slots: dict[str, Any]) -> None:
    assert acts(RECOGNISERS[language].by_rule(text, PROJECTS, OPEN)) == [(operation, slots)]
