"""The plan behind a film: printed, told in fewer words, and turned another way."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from assistant import film as films
from assistant.access import Actor, Role
from assistant.errors import Invalid
from assistant.events import Emit
from assistant.operation import operation, process
from assistant.operations import turning
from assistant.operations.fields import AboutProject, OnProject, SceneRef
from assistant.operations.scenes import ShowScene
from assistant.perform import Assistant
from assistant.story.alternatives import Alternative
from assistant.story.lexicon import structure_words
from assistant.story.model import Story
from assistant.story.synopsis import Outcome, retold
from assistant.views import Offer, SceneView, scene_view
from assistant.work import Work
from memory.film import Scene


class Beat(Struct, frozen=True, kw_only=True):
    """A scene's place in the plan; `causes` are the numbers of the scenes it rests on. Fields are empty for scenes a person added."""

    number: int
    title: str
    beat: str
    goal: str
    opposition: str
    outcome: str
    turn: str
    causes: list[int]
    thread: str


class PlanView(Struct, frozen=True, kw_only=True):
    """The plan as it stands. `structure` is the way the film is told ("the three acts"), "" for one that was not planned here."""

    title: str
    structure: str
    beats: list[Beat]


class Synopsis(Struct, frozen=True, kw_only=True):
    title: str
    text: str


class Follows(Struct, frozen=True, kw_only=True):
    """A later scene that would change too: `becomes` is its new title and outcome; `own` says that a person has rewritten it
    since, so it would stay as it is."""

    number: int
    title: str
    becomes: str
    outcome: str
    own: bool


class Way(Struct, frozen=True, kw_only=True):
    """Another way for a scene to go, by its number in the list. `reasons` are the numbers of scenes that stay as they are told but
    happen for another reason."""

    number: int
    title: str
    description: str
    outcome: str
    turn: str
    follows: list[Follows]
    reasons: list[int]


class Ways(Struct, frozen=True, kw_only=True):
    scene: SceneView
    ways: list[Way]
    offers: list[Offer] = []


class Turned(Struct, frozen=True, kw_only=True):
    """The scene as it now goes, what it was called, and what changed or stayed downstream."""

    scene: SceneView
    was: str
    follows: list[Follows]
    reasons: list[int]


class ShowPlan(AboutProject[PlanView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show the plan: what each scene is for, how it ends, and what it rests on."""


class TellSynopsis(AboutProject[Synopsis], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Tell the film in fewer words: one sentence, a paragraph, or scene by scene."""

    extent: Literal["short", "medium", "long"] = "medium"


class ShowWays(AboutProject[Ways], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show how a scene could go the other way, and what would follow from it."""

    scene: SceneRef


class TurnScene(OnProject[Turned], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Let a scene go another way: by the number of one of its ways. Only what rests on it is planned anew."""

    scene: SceneRef
    way: Annotated[int, Meta(ge=1, le=9)]


class ReadPlan(AboutProject[turning.Planned], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What it takes to plan a film again."""

    scene: SceneRef


class PutWay(OnProject[Turned], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Put another way in place."""

    scene: SceneRef
    way: Alternative
    base: Story


@operation("plan.show", needs=Role.VIEWER)
def show_plan(work: Work, command: ShowPlan) -> PlanView:
    film = work.film
    rows = films.scenes(film)
    numbers = {scene.id: number for number, scene in enumerate(rows, start=1)}
    told = structure_words().get(str((film.header.plan or {}).get("structure", "")))
    beats = [_beat(number, scene, numbers) for number, scene in enumerate(rows, start=1)]
    return PlanView(title=film.header.title, structure=told.name if told else "", beats=beats)


def _beat(number: int, scene: Scene, numbers: dict[str, int]) -> Beat:
    why = scene.why or {}
    plan = why.get("plan") or {}
    rests = [why.get("because_scene"), *(link["scene"] for link in plan.get("needs", ()))]
    causes = sorted({numbers[one] for one in rests if one in numbers})
    said = {name: str(why.get(name, "")) for name in ("beat", "goal", "opposition", "outcome")}
    return Beat(number=number, title=scene.title, turn=plan.get("turn", ""), causes=causes, thread=plan.get("thread", ""), **said)


@operation("project.synopsis", needs=Role.VIEWER)
def tell_synopsis(work: Work, command: TellSynopsis) -> Synopsis:
    header, rows = work.film.header, films.scenes(work.film)
    if not rows:
        raise Invalid("There are no scenes to tell of yet.", field="extent", remedy="Add a scene first.", why="no_scenes")
    names = [*(one.name for one in films.cast(work.film)), *(one.location or "" for one in rows)]
    text = retold(header.description, [_outcome(scene) for scene in rows], command.extent, header.language, names)
    return Synopsis(title=header.title, text=text)


def _outcome(scene: Scene) -> Outcome:
    why = scene.why or {}
    plan = why.get("plan") or {}
    said = why.get("outcome") or scene.description or scene.title
    return Outcome(said, plan.get("turn", "yes"), plan.get("function", ""))


@operation("plan.read", needs=Role.VIEWER, internal=True)
def read_plan(work: Work, command: ReadPlan) -> turning.Planned:
    return turning.planned(work.film, films.scene_named(work.film, command.scene))


@process("scene.ways", needs=Role.VIEWER)
async def show_ways(assistant: Assistant, command: ShowWays, by: Actor, emit: Emit) -> Ways:
    plan, seen = await _outlook(assistant, by, command.project, command.scene)
    view = await assistant.perform(ShowScene(project=command.project, scene=plan.scene), by=by)
    ways = [_way(number, one, plan, seen.base) for number, one in enumerate(seen.ways, start=1)]
    offers = [Offer(label=way.title, operation="scene.turn", slots={"scene": plan.scene, "way": way.number}) for way in ways]
    return Ways(scene=view, ways=ways, offers=offers)


@process("scene.turn", needs=Role.EDITOR)
async def turn_scene(assistant: Assistant, command: TurnScene, by: Actor, emit: Emit) -> Turned:
    plan, seen = await _outlook(assistant, by, command.project, command.scene)
    if command.way > len(seen.ways):
        raise Invalid(
            f"That scene has {len(seen.ways)} other ways, not {command.way}.",
            field="way",
            remedy="Ask what if it went the other way.",
            why="no_such_way",
            values={"count": len(seen.ways)},
        )
    put = PutWay(project=command.project, scene=plan.scene, way=seen.ways[command.way - 1], base=seen.base)
    return await assistant.perform(put, by=by)


async def _outlook(assistant: Assistant, by: Actor, project: str | None, scene: SceneRef) -> tuple[turning.Planned, turning.Outlook]:
    plan = await assistant.perform(ReadPlan(project=project, scene=scene), by=by)
    base, ways = await assistant.tools.desk.ways(plan.brief, plan.plan, plan.place, plan.draft)
    return plan, turning.Outlook(base, ways)


@operation("plan.put", needs=Role.EDITOR, internal=True)
def put_way(work: Work, command: PutWay) -> Turned:
    scene = films.scene_named(work.film, command.scene)
    plan = turning.planned(work.film, scene)
    follows = _follows(command.way, plan, command.base)
    own = {place for place, told in plan.scenes.items() if any(one.own and one.number == told.number for one in follows)}
    turning.put(work, command.way, set(command.way.changed) - own)
    return Turned(
        scene=scene_view(work.film, work.film.scenes[scene.id]),
        was=scene.title,
        follows=follows,
        reasons=_reasons(command.way, plan, command.base),
    )


def _way(number: int, way: Alternative, plan: turning.Planned, base: Story) -> Way:
    scene = way.scene
    title, description, outcome = (turning.with_names(one, plan.names) for one in (scene.title, scene.description, scene.why.outcome))
    turn = scene.why.plan.turn if scene.why.plan else ""
    return Way(
        number=number, title=title, description=description, outcome=outcome, turn=turn, follows=_follows(way, plan, base),
        reasons=_reasons(way, plan, base),
    )  # fmt: skip


def _reasons(way: Alternative, plan: turning.Planned, base: Story) -> list[int]:
    """Scenes that stay, and whose cause is another than before or went another way."""
    stay = {place: told.number for place, told in plan.scenes.items() if place not in way.changed}
    causes = {place: (base.scenes[place].why.because, way.story.scenes[place].why.because) for place in stay}
    return sorted(stay[place] for place, (was, now) in causes.items() if was != now or now in way.changed)


def _follows(way: Alternative, plan: turning.Planned, base: Story) -> list[Follows]:
    """What changes beyond the scene itself."""
    found = []
    for place in way.changed:
        if place == way.place or place not in plan.scenes:
            continue
        told, other = plan.scenes[place], way.story.scenes[place]
        becomes, outcome = (turning.with_names(one, plan.names) for one in (other.title, other.why.outcome))
        own = turning.rewritten(plan, base, place)
        found.append(Follows(number=told.number, title=told.title, becomes=becomes, outcome=outcome, own=own))
    return sorted(found, key=lambda one: one.number)
