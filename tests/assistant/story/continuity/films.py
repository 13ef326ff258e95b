"""Small films for the checks, sound as they stand: a few scenes each in English, French and Spanish."""

from typing import Any

from msgspec.structs import replace

from assistant.story.continuity import Note, Person, Scene, Script, Shot, check

ENGLISH = Script(
    title="The Harbour Key",
    prompt="Ilya must open the vault",
    cast=(Person(id="i", name="Ilya Marin", role="retired safecracker"), Person(id="a", name="Ana Ruiz", role="harbour pilot")),
    scenes=(
        Scene(
            id="s1", number=1, title="Rust", location="Engine room, ferry", time_of_day="dusk", people=("i",),
            description="Ilya Marin, a retired safecracker, oils a hinge. He finds a brass key under the grating.",
        ),
        Scene(
            id="s2", number=2, title="The Offer", location="Upper deck, ferry", time_of_day="evening", people=("i", "a"),
            description="Evening on the upper deck. Ana Ruiz, a harbour pilot, counts the lights. Ilya shows the key to Ana.",
        ),
        Scene(
            id="s3", number=3, title="The Vault", location="Purser's office, ferry", time_of_day="night", people=("i", "a"),
            description="In the purser's office, Ana holds the lamp. Ilya turns the key in the lock.",
        ),
    ),
)  # fmt: skip
FRENCH = Script(
    title="La clé du port",
    language="fr",
    cast=(Person(id="l", name="Léa Morel", role="serrurière"), Person(id="p", name="Paul Vidal", role="pilote")),
    scenes=(
        Scene(
            id="s1", number=1, title="La rouille", location="Salle des machines, ferry", time_of_day="crépuscule", people=("l",),
            description="Léa Morel, une serrurière, huile une charnière. Elle trouve une clé en laiton sous la grille.",
        ),
        Scene(
            id="s2", number=2, title="L’offre", location="Pont supérieur, ferry", time_of_day="soir", people=("l", "p"),
            description="Le soir, sur le pont supérieur, Paul Vidal, un pilote, compte les feux. Léa montre la clé à Paul.",
        ),
        Scene(
            id="s3", number=3, title="Le coffre", location="Bureau du commissaire, ferry", time_of_day="nuit", people=("l", "p"),
            description="Dans le bureau du commissaire, Paul tient la lampe. Léa tourne la clé dans la serrure.",
        ),
    ),
)  # fmt: skip
SPANISH = Script(
    title="La llave del puerto",
    language="es",
    cast=(Person(id="l", name="Lucía Mora", role="cerrajera"), Person(id="p", name="Pablo Vidal", role="piloto")),
    scenes=(
        Scene(
            id="s1", number=1, title="Óxido", location="Sala de máquinas, ferri", time_of_day="atardecer", people=("l",),
            description="Lucía Mora, una cerrajera, engrasa una bisagra. Ella encuentra una llave de latón bajo la rejilla.",
        ),
        Scene(
            id="s2", number=2, title="La oferta", location="Cubierta superior, ferri", time_of_day="noche", people=("l", "p"),
            description="Noche en la cubierta superior. Pablo Vidal, un piloto, cuenta las luces. Lucía enseña la llave a Pablo.",
        ),
        Scene(
            id="s3", number=3, title="La caja", location="Despacho del sobrecargo, ferri", time_of_day="medianoche", people=("l", "p"),
            description="En el despacho del sobrecargo, Pablo sostiene la lámpara. Lucía gira la llave en la cerradura.",
        ),
    ),
)  # fmt: skip


def shot(description: str = "", frames: int = 48, **values: Any) -> Shot:
    return Shot(**{"id": "x1", "type": "wide", "movement": "static", "frames": frames, "description": description, **values})


def shot_in_every_scene(script: Script) -> Script:
    """With a plain shot each, so that every scene has a length."""
    return replace(script, scenes=tuple(scene if scene.shots else replace(scene, shots=(shot(),)) for scene in script.scenes))


def scene(script: Script, number: int, more: str = "", **values: Any) -> Script:
    """The script with a scene changed; `more` is said at the end of its description."""
    before = script.scenes[number - 1]
    after = replace(before, **{"description": f"{before.description} {more}".strip(), **values})
    return replace(script, scenes=(*script.scenes[: number - 1], after, *script.scenes[number:]))


def rules(script: Script, language: str | None = None) -> dict[str, Note]:
    """The notes on a script by rule, the first of each."""
    found: dict[str, Note] = {}
    for note in check(shot_in_every_scene(script), language):
        found.setdefault(note.rule, note)
    return found
