"""The sixth step: the scenes of the story, those still missing, and more shots for scenes with one."""

from collections.abc import Sequence
from typing import Any

from assistant import film as films
from assistant.guide.cast import slots_of
from assistant.guide.material import material, people, renaming
from assistant.guide.proposal import MOST, Act, Draft, Values, Wanted
from assistant.guide.standing import Standing
from assistant.story.model import PlannedScene, Story
from memory.film import Scene

FEW, WHOLE = 3, 6
"""Scenes of a story in short, and of a whole one."""
WANTING = ("midpoint", "climax", "ending", "disturbance", "opening", "trial", "low")
"""What a film that has scenes may lack, the most missed first; a function of `story.beats`."""


def wanted(standing: Standing) -> Wanted:
    if not standing.film.scenes:
        return material(standing, scenes=FEW), material(standing, scenes=WHOLE)
    return (material(standing, scenes=WHOLE + 2, turn=standing.round),)


def drafts(standing: Standing, stories: Sequence[Story]) -> list[Draft]:
    if standing.film.scenes:
        return _missing(standing, stories[0])
    short, whole = stories
    first = whole.scenes[:1]
    opening = _telling(standing, "opening", "first_scene", whole, first)
    return [_telling(standing, "spine", "spine", short, short.scenes), _recommended(standing, whole), opening]


def _recommended(standing: Standing, whole: Story) -> Draft:
    return _telling(standing, "arc", "arc", whole, whole.scenes, recommended=True)


def _missing(standing: Standing, story: Story) -> list[Draft]:
    """More shots where there is one, and turns that no scene makes yet."""
    titles = {scene.title.casefold() for scene in standing.film.scenes.values()}
    made = {_function(scene) for scene in standing.film.scenes.values()}
    new = {_planned(scene): scene for scene in reversed(story.scenes) if scene.title.casefold() not in titles}
    lacking = [one for one in WANTING if one in new and one not in made and not _taken(standing, one)]
    turns = [_telling(standing, one, "beat", story, (new[one],)) for one in lacking]
    return [*coverage(standing), *turns][:MOST]


def _taken(standing: Standing, function: str) -> bool:
    """The whole arc has them all; the short one has those that every story needs."""
    spine = function in ("disturbance", "climax", "ending") and standing.took("spine")
    return standing.took(function) or standing.took("arc") or spine


def coverage(standing: Standing) -> list[Draft]:
    """Shots planned anew for scenes that have one or none."""
    film = standing.film
    thin = [scene for scene in films.scenes(film) if len(films.shots_of(film, scene.id)) <= 1]
    if not thin or standing.took("coverage"):
        return []
    acts = tuple(Act("shot.cover", {"scene": scene.id}) for scene in thin)
    return [Draft(kind="coverage", text="coverage", values={"names": tuple(scene.title for scene in thin)}, acts=acts)]


def _telling(standing: Standing, kind: str, text: str, story: Story, scenes: Sequence[PlannedScene], *, recommended: bool = False) -> Draft:
    """Scenes of a story with the film's people in them; whoever of the story is needed and missing joins the cast."""
    playing, free = people(story, standing.film)
    swap = renaming(story, playing)
    needed = {key for scene in scenes for key in scene.cast}
    joining = [member for member in free if member.key in needed]
    names = {**playing, **{member.key: member.name for member in joining}}
    acts = [Act("character.add", slots_of(member, swap)) for member in joining]
    told = [{**_slots(scene, names, story.fps), **_place(standing, kind)} for scene in scenes]
    titles = [str(swap(one["title"])) for one in told]
    values: Values = {"name": titles[0], "names": tuple(titles), "count": len(titles)}
    about = {"beat": scenes[0].why.beat, "about": str(swap(scenes[0].description))}
    acts += [Act("scene.add", {**swap(one), "characters": one["characters"]}) for one in told]
    return Draft(kind=kind, text=text, values={**values, **about}, acts=tuple(acts), recommended=recommended)


def _slots(scene: PlannedScene, names: dict[str, str], fps: int) -> dict[str, Any]:
    same = {name: getattr(scene, name) for name in ("title", "description", "location", "time_of_day", "visual_notes")}
    actions = [one[:200] for one in scene.key_actions]
    return {**same, "characters": [names[key] for key in scene.cast], "key_actions": actions, "duration": round(scene.frames / fps, 2)}


def _place(standing: Standing, kind: str) -> dict[str, Any]:
    """Where a scene goes: the opening first, a turn in the middle, all else at the end."""
    if kind in ("opening", "disturbance"):
        return {"position": 1 if kind == "opening" else min(2, len(standing.film.scenes) + 1)}
    return {"position": len(standing.film.scenes) // 2 + 1} if kind in ("midpoint", "trial") else {}


def _function(scene: Scene) -> str:
    plan = (scene.why or {}).get("plan") or {}
    return str(plan.get("function", ""))


def _planned(scene: PlannedScene) -> str:
    return scene.why.plan.function if scene.why.plan else ""
