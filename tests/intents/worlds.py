"""Two invented worlds to talk about: a plain one, and one whose names are made of commands, numbers and pronouns."""

from intents.catalogue import catalogue
from intents.recogniser import Recogniser
from intents.shapes import Context, Focus, Name, Pending, Recognition, Vocabulary


def _names(kind: str, prefix: str, labels: list[str], tags: dict[int, tuple[str, ...]] | None = None) -> list[Name]:
    return [
        Name(kind=kind, id=f"{prefix}{number}", label=label, number=number, tags=(tags or {}).get(number, ()))
        for number, label in enumerate(labels, 1)
    ]


HARBOUR = Vocabulary(
    names=(
        *_names("project", "p", ["Glass Harbour", "Paper Birds", "Winter Wheat"]),
        *_names(
            "scene",
            "s",
            ["Low Tide", "The Customs Hall", "Night Train", "What Oskar Saw", "The Last Crossing"],
            {1: ("dawn", "c1"), 3: ("night", "c2"), 5: ("night", "c1", "c2")},
        ),
        *_names("character", "c", ["Oskar Brandt", "Petra Voll", "Inspector Lindqvist", "Little Tove"]),
        *_names("person", "n", ["Noor"]),
    )
)
TRICKY = Vocabulary(
    names=(
        *_names("project", "p", ["Save the Date", "Open Water", "Untitled 3"]),
        *_names("scene", "s", ["Delete Me", "Night", "Scene Zero", "Opening Night", "The Second Wife", "Swap"]),
        *_names("character", "c", ["May Chen", "Will", "Hope Adeyemi", "Ana Maria", "Chen Wei"]),
    )
)
WORLDS = {"harbour": HARBOUR, "tricky": TRICKY}

recogniser = Recogniser(catalogue("en"))


def focus(*things: str) -> Context:
    """The context in which these were spoken of, the most recent first: focus("s2", "c1")."""
    kinds = {"s": "scene", "c": "character", "p": "project"}
    return Context(focus=tuple(Focus(kind=kinds[thing[0]], id=thing) for thing in things), open_project=True)


def waiting(pending: Pending, *things: str) -> Context:
    """The context in which a question is open."""
    return Context(focus=focus(*things).focus, pending=pending, open_project=True)


def read(text: str, world: Vocabulary = HARBOUR, context: Context | None = None) -> Recognition | None:
    return recogniser.by_rule(text, world, context or focus())


def acts(recognition: Recognition | None) -> list[tuple[str, dict[str, object]]]:
    """The operations and slots of what was understood; fails when there are none."""
    assert isinstance(recognition, tuple), recognition
    return [(match.operation, match.slots) for match in recognition]
