"""Turning a scene another way: what the plan of a film is, what would follow, and how the rows change."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, convert
from msgspec.structs import replace

from assistant import film as films
from assistant.errors import Invalid
from assistant.operations import making
from assistant.operations.naming import renamed_in_texts
from assistant.story.alternatives import Alternative
from assistant.story.compose import VERSION
from assistant.story.model import Brief, PlannedScene, Story
from assistant.story.timing import retime
from assistant.work import Work
from memory.film import Character, Film, Scene


class Told(Struct, frozen=True):
    """A scene of the film that the plan knows: its number, title and description as they are now."""

    id: str
    number: int
    title: str
    description: str


class Planned(Struct, frozen=True, kw_only=True):
    """A film as its plan made it. `scenes` are those that are still there, by their place in the plan; `names` turns the names
    first given into those of now."""

    brief: Brief
    draft: int
    place: int
    scene: str
    operators: list[str]
    scenes: dict[int, Told]
    names: dict[str, str]

    @property
    def plan(self) -> dict[int, str]:
        return dict(enumerate(self.operators))


def planned(film: Film, scene: Scene) -> Planned:
    """Raises Invalid for a scene or a film that was not planned here, or by another version of the engine."""
    if film.header.plan is None or not film.header.prompt or not (scene.why or {}).get("plan"):
        raise Invalid(
            "That scene was not planned here, so there is no other way on file.",
            field="scene",
            remedy="Change it by saying so.",
            why="not_planned",
        )
    head = convert(film.header.plan, making.PlanHead)
    if head.version != VERSION:
        raise Invalid(
            f"This film was planned by version {head.version} of the story engine; this is version {VERSION}.",
            field="scene", remedy="Generate it again from its prompt, or change the scene by saying so.", why="planned_by_another_version",
        )  # fmt: skip
    brief = Brief(
        prompt=film.header.prompt, language=film.header.language, scene_count=head.scenes, duration=head.frames / film.header.fps,
        style=film.header.style, seed=head.seed, fps=film.header.fps, structure=head.structure,
    )  # fmt: skip
    names = {
        old: film.characters[key].name for key, old in head.cast.items() if key in film.characters and film.characters[key].name != old
    }
    return Planned(
        brief=brief, draft=head.draft, place=_place(scene), scene=scene.id, operators=head.operators, scenes=_scenes(film), names=names
    )


def _scenes(film: Film) -> dict[int, Told]:
    rows = [(number, one) for number, one in enumerate(films.scenes(film), start=1) if (one.why or {}).get("plan")]
    return {_place(one): Told(one.id, number, one.title, one.description) for number, one in rows}


def _place(scene: Scene) -> int:
    return int((scene.why or {})["plan"]["place"])


class Outlook(Struct, frozen=True):
    """The film as it was first told, and the other ways for the scene asked about."""

    base: Story
    ways: tuple[Alternative, ...]


def rewritten(plan: Planned, base: Story, place: int) -> bool:
    """Whether a person has changed the words of the scene at `place` since the plan told it."""
    told = plan.scenes[place]
    first = base.scenes[place]
    return (told.title, told.description) != tuple(with_names(text, plan.names) for text in (first.title, first.description))


def with_names(text: str, names: Mapping[str, str]) -> str:
    """A text of the engine with the names people have given since."""
    for old, new in names.items():
        text = text.replace(old, new).replace(old.split()[0], new.split()[0])
    return text


def put(work: Work, way: Alternative, places: Iterable[int]) -> None:
    """Write the scenes at `places` of another way into the film; each keeps its row, its order and its length."""
    film = work.film
    rows = {_place(scene): scene for scene in films.scenes(film) if (scene.why or {}).get("plan")}
    ids = [rows[place].id if place in rows else None for place in range(len(way.story.scenes))]
    film, people = _cast(work, film, way.story)
    told = set(places)
    steps = [scene.why.plan.operator for scene in way.story.scenes if scene.why.plan]
    film = _planned_as(film, steps, told)
    for place, row in sorted(rows.items()):
        other = way.story.scenes[place]
        if place in told:
            film = _rewritten(work, film, row, other, people, ids)
        elif place not in way.changed:
            # What is told stays; why it happens follows the plan.
            film = films.put(film, replace(row, why=making.told(other, people, ids)["why"]))
    work.film = film
    for key, old in ((film.header.plan or {}).get("cast") or {}).items():
        if key in film.characters and film.characters[key].name != old:
            work.film, _ = renamed_in_texts(work.film, old, film.characters[key].name)


def _planned_as(film: Film, steps: list[str], told: set[int]) -> Film:
    """The film whose plan takes the steps of another way at the places `told`."""
    head = dict(film.header.plan or {})
    head["operators"] = [steps[place] if place in told else one for place, one in enumerate(head["operators"])]
    return replace(film, header=replace(film.header, plan=head))


def _cast(work: Work, film: Film, story: Story) -> tuple[Film, dict[str, Character]]:
    """The people of another way by key; someone who was not met before joins the cast."""
    known = {old: key for key, old in ((film.header.plan or {}).get("cast") or {}).items()}
    people: dict[str, Character] = {}
    for member in story.cast:
        row = film.characters.get(known.get(member.name, "")) or next((one for one in films.cast(film) if one.name == member.name), None)
        if row is None:
            row = making.character(work, film, member, len(film.characters) + 1)
            film = films.put(film, row)
        people[member.key] = row
    return film, people


def _rewritten(work: Work, film: Film, scene: Scene, other: PlannedScene, people: Mapping[str, Character], ids: list[str | None]) -> Film:
    """`scene` told as `other`, in as many frames as before."""
    length = films.frames_of(film, scene.id)
    old = films.shots_of(film, scene.id)
    sequence = films.sequences_of(film, scene.id)[0]
    frames = retime([shot.frames for shot in other.shots], max(length, len(other.shots)))
    shots = [making.framed(replace(shot, frames=count), people) for shot, count in zip(other.shots, frames, strict=True)]
    film = films.drop(film, "shots", [shot.id for shot in old])
    row = replace(scene, **making.told(other, people, ids))
    return films.put(film, row, *making.shots_with(work, film, scene.id, sequence.id, shots))
