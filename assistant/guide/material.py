"""What the story engine is told for a film as it stands, so that its people and scenes are the film's own."""

from assistant import film as films
from assistant.guide.standing import Standing, genre_key
from assistant.story.lexicon import guide, speaking
from assistant.story.model import Brief, Member, Story
from assistant.story.tongue import tongue
from assistant.swap import Swap, pairs
from memory.film import Film

USUAL = "drama"
"""The genre of a film of which nothing is known."""


def idea(standing: Standing, genre: str, seed: int) -> Brief:
    """A film of a genre, all the rest left to the engine."""
    with speaking(standing.language):
        prompt = tongue().sentence(guide().genres[genre])
    return Brief(prompt=prompt, language=standing.language, seed=seed, fps=standing.film.header.fps)


def material(standing: Standing, *, scenes: int | None = None, turn: int = 0) -> tuple[Brief, ...]:
    """The film's own story, told with its structure; after it a plainer brief for words the engine cannot read. `turn` gives another
    telling of the same."""
    header, told = standing.film.header, standing.guide.idea
    structure = standing.guide.structure or None
    own: list[tuple[str, int]] = []
    if told and told.logline == header.description:
        own = [(told.prompt, told.seed)]
    elif header.prompt or header.description:
        own = [(header.prompt or " ".join([header.description, *_lead(standing)]), _planned_seed(standing))]
    usual = idea(standing, genre_key(header.genre) or USUAL, standing.seed)
    tries = [*own, (usual.prompt, usual.seed)]
    return tuple(
        Brief(
            prompt=prompt, language=standing.language, seed=seed + turn, fps=header.fps, structure=structure, scene_count=scenes,
        )
        for prompt, seed in tries
    )  # fmt: skip


def people(story: Story, film: Film) -> tuple[dict[str, str], tuple[Member, ...]]:
    """Who of the film plays whom of the story (key to name): whoever bears the name, else the next in the cast; and who of the story
    has nobody yet."""
    cast = [person.name for person in films.cast(film)]
    same = {member.key: name for member in story.cast for name in cast if name.casefold() == member.name.casefold()}
    free = [name for name in cast if name not in same.values()]
    others = [member for member in story.cast if member.key not in same]
    playing = {member.key: name for member, name in zip(others, free, strict=False)}
    return {**same, **playing}, tuple(others[len(playing) :])


def renaming(story: Story, playing: dict[str, str]) -> Swap:
    """Texts of the story with the film's names in them."""
    names = {member.key: member.name for member in story.cast}
    put: dict[str, str] = {}
    for key, name in playing.items():
        if names[key] != name:
            put |= pairs(names[key], name, {other for one, other in names.items() if one != key})
    return Swap(put)


def _lead(standing: Standing) -> list[str]:
    """The first of the cast by name and role, so that the story is about them."""
    cast = films.cast(standing.film)
    if not cast or any(standing.film.header.description.find(person.name.split()[0]) >= 0 for person in cast):
        return []
    with speaking(standing.language):
        said = guide().protagonist.format(name=cast[0].name, role=cast[0].role)
    return [said.replace(", .", ".")]


def _planned_seed(standing: Standing) -> int:
    """The seed a film was told with, where it was; only with its prompt."""
    plan = standing.film.header.plan
    seed = plan.get("seed") if plan and standing.film.header.prompt else None
    return seed if isinstance(seed, int) else standing.seed
