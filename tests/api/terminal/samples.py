"""Results of operations, as they are in frames."""

from typing import Any

import msgspec

from assistant.operations.generation import Preview
from assistant.operations.help import Help, OperationHelp
from assistant.operations.history import ChangeView, History, Touched
from assistant.operations.projects import ProjectList, ProjectListed
from assistant.operations.scenes import SceneList
from assistant.operations.shots import ShotList
from assistant.views import CharacterView, FilmView, ProjectView, SceneView, ShotView


def scene(number: int, title: str, location: str, duration: float, names: list[str]) -> SceneView:
    return SceneView(
        id=f"scene_{number}", number=number, title=title, description="", location=location, time_of_day="night", duration=duration,
        characters=[], names=names, key_actions=[], visual_notes=None, shot_count=2,
    )  # fmt: skip


def person(number: int, name: str, role: str, scenes: list[int]) -> CharacterView:
    return CharacterView(
        id=f"char_{number}", number=number, name=name, role=role, description=f"{name} knows every locker on the ship.", appearance="",
        personality="", visual_reference=None, inner=None, scenes=scenes,
    )  # fmt: skip


SCENES = [
    scene(1, "Two Manifests", "Algeciras ferry terminal", 22.541667, ["Ilya Marin"]),
    scene(2, "Car Deck", "Lower car deck of the Ibn Battuta", 92.5, ["Ilya Marin", "Noor Haddad"]),
]
FILM = FilmView(
    project=ProjectView(
        id="project_1", name="the-last-crossing", title="The Last Crossing", state="preview", description="", genre="heist", style="cold",
        language="en", duration=115.041667, scene_count=2, character_count=2, sequence_count=2, shot_count=4, unsaved=0,
        created_at="2026-11-21T01:00:00Z", modified_at="2026-11-21T01:00:00Z",
    ),
    logline="A purser has one crossing to take back what was stolen.",
    scenes=SCENES,
    characters=[person(1, "Ilya Marin", "purser", [1, 2]), person(2, "Noor Haddad", "security officer", [2])],
    sequences=[],
)  # fmt: skip
SHOTS = [
    ShotView(id="a", number=1, type="wide", camera_movement="static", duration=30.5, description="Trucks, nose to tail.", visual_style=""),
    ShotView(id="b", number=2, type="extreme-close-up", camera_movement="dolly", duration=62, description="The seal.", visual_style=""),
]
CHANGES = [
    ChangeView(
        number=2, operation="scene.update", by="Mara", at="2026-11-21T01:08:00Z", undone=True, undoes=None,
        touched=[Touched(kind="scene", label="Car Deck", verb="longer", fields={"by": (0, 10.0)})],
    ),
    ChangeView(
        number=1, operation="character.rename", by="Mara", at="2026-11-21T01:07:00Z", undone=False, undoes=None,
        touched=[Touched(kind="character", label="Noor Haddad", verb="changed", fields={"name": ("Nora", "Noor Haddad")})],
    ),
]  # fmt: skip
PROJECTS = [
    ProjectListed(name="the-last-crossing", title="The Last Crossing", modified_at="2026-11-21T01:08:00Z", open=True),
    ProjectListed(name="found_folder", title=None, modified_at=None, open=False),
]
PREVIEW = Preview(
    preview_id="preview_1", project_name="the-last-crossing", film=FILM, story_title="", megabytes=0.071, files=5, expires_at=0
)
HELP = [
    OperationHelp(
        name="scene.update", says="Change one scene or several.", needs="editor", destructive=False, schema={"required": ["scene"]}
    ),
    OperationHelp(name="scene.list", says="List the scenes.", needs="viewer", destructive=False, schema={}),
]
RESULTS: dict[str, Any] = {
    "project.generate": PREVIEW,
    "project.show": FILM,
    "project.list": ProjectList(projects=PROJECTS),
    "scene.list": SceneList(scenes=SCENES, duration=115.041667),
    "shot.list": ShotList(scene=SCENES[1], shots=SHOTS),
    "history.list": History(changes=CHANGES),
    "help.show": Help(topic=None, operations=HELP),
}


def result(operation: str) -> Any:
    return msgspec.to_builtins(RESULTS[operation])


def view(operation: str) -> dict[str, Any]:
    return {"operation": operation, "result": result(operation)}
