"""Films for tests, made through the same door as everybody's."""

from typing import Any

from assistant import Actor, Assistant
from assistant.film import frames_of, scenes, sequences_of, shots_of
from assistant.operations.characters import AddCharacter
from assistant.operations.generation import GenerateProject
from assistant.operations.projects import CreateProject, ShowProject
from assistant.operations.scenes import AddScene
from memory import films, projects
from memory.film import Film

PROMPT = "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet"


async def small_film(assistant: Assistant, by: Actor, title: str = "Quarry Lights") -> str:
    """Three scenes, two people; its id."""
    project = await assistant.perform(CreateProject(title=title), by=by)
    for name in ("Hedda Lind", "Pim"):
        await assistant.perform(AddCharacter(name=name, role="miner"), by=by)
    for number, (name, place, cast) in enumerate(
        [("First Blast", "quarry", ["char_1"]), ("Market Day", "town square", ["char_1", "char_2"]), ("Frost", "quarry", ["char_2"])], 1
    ):
        await assistant.perform(
            AddScene(title=name, location=place, description=f"{name} at the {place}.", duration=10.0 * number, characters=cast), by=by
        )
    return project.id


async def generated(assistant: Assistant, by: Actor, prompt: str = PROMPT, **wishes: Any) -> str:
    """A preview; its id."""
    return (await assistant.perform(GenerateProject(prompt=prompt, **wishes), by=by)).preview_id


async def film_of(assistant: Assistant, project_id: str) -> Film:
    """The rows as they are in the database."""
    return await assistant.store.run(lambda db: films.load(db, project_id), read_only=True)


async def project_row(assistant: Assistant, project_id: str) -> projects.Project:
    row = await assistant.store.run(lambda db: projects.get(db, project_id), read_only=True)
    assert row is not None
    return row


async def shown(assistant: Assistant, by: Actor) -> Any:
    return await assistant.perform(ShowProject(), by=by)


def is_sound(film: Film) -> bool:
    """Every reference leads somewhere, every scene has shots of a frame or more, and every sum is exact."""
    for scene in scenes(film):
        assert all(person in film.characters for person in scene.characters)
        assert sequences_of(film, scene.id)
        assert shots_of(film, scene.id)
        assert frames_of(film, scene.id) == sum(shot.frames for shot in shots_of(film, scene.id))
    assert all(row.scene_id in film.scenes for row in film.sequences.values())
    assert all(shot.sequence_id in film.sequences and shot.frames >= 1 for shot in film.shots.values())
    total = sum(shot.frames for shot in film.shots.values())
    return total == sum(frames_of(film, scene.id) for scene in scenes(film))
