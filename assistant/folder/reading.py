"""A film from a project.json: one the original program wrote, or one of ours.

The original's validation rules hold (`contracts/facts.md` 1.2): what breaks one is refused, with its place. What the original let
through is mended instead: ids used twice, people named instead of referred to, a scene without a sequence or of another length.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from assistant.errors import Unreadable
from assistant.folder.writing import USUAL
from assistant.story.model import CameraMovement, ShotType
from assistant.story.shots.movements import published_movement
from assistant.story.sizes import ShotSize, published
from assistant.story.timing import share
from memory.film import Age, Character, Film, Header, Movement, Scene, Sequence, Shot

Text = Annotated[str, Meta(min_length=1)]
Id = Annotated[str, Meta(min_length=1, max_length=100)]
Length = Annotated[float, Meta(gt=0, le=1_000_000)]
Frames = Annotated[int, Meta(ge=1, le=24_000_000)]
TOLERANCE = 0.1
"""Seconds by which a sequence may differ from the sum of its shots (`contracts/facts.md` 1.2)."""


class SceneIn(Struct, kw_only=True):
    id: Id
    title: Text
    description: str
    location: str
    time_of_day: str
    duration: Length
    characters: list[str]
    key_actions: list[str]
    visual_notes: str | None = None


class CharacterIn(Struct, kw_only=True):
    id: Id
    name: Text
    role: str
    description: str
    appearance: str
    personality: str
    visual_reference: str | None = None


class ShotIn(Struct, kw_only=True):
    id: Id
    number: Annotated[int, Meta(gt=0)]
    type: ShotType
    camera_movement: CameraMovement
    duration: Length
    description: str
    visual_style: str


class SequenceIn(Struct, kw_only=True):
    id: Id
    scene_id: Id
    total_duration: Length
    shots: Annotated[list[ShotIn], Meta(min_length=1)]


class Own(Struct, frozen=True, kw_only=True):
    """Our own key: what the contract has no place for."""

    header: dict[str, Any] | None = None
    frames: dict[str, Frames] = {}
    sizes: dict[str, ShotSize] = {}
    movements: dict[str, Movement] = {}
    why: dict[str, dict[str, Any]] = {}
    inner: dict[str, dict[str, Any]] = {}
    ages: dict[str, Age] = {}
    dialogue: dict[str, tuple[dict[str, str], ...]] = {}
    camera: dict[str, dict[str, Any]] = {}


class Record(Struct, kw_only=True):
    """A project.json, as far as it is checked."""

    schema_version: Literal["1.0"]
    project_name: Text
    scenes: list[SceneIn]
    characters: list[CharacterIn]
    sequences: list[SequenceIn]
    capabilities: dict[str, bool] = {}
    generation_status: dict[str, Literal["pending", "done", "failed", "passed"]] = {}
    created_at: str = ""
    modified_at: str = ""
    storycore: Own = Own()


OWN = {"schema_version", "project_name", "created_at", "modified_at", "scenes", "characters", "sequences", "storycore"}
"""Keys we write ourselves; all others are kept as they are."""


def from_file(content: bytes) -> Film:
    """The film in a project.json. Raises Unreadable, naming the place."""
    if b"\\u0000" in content:
        raise Unreadable("project.json is damaged: a text in it holds the character NUL.", field="project.json")
    try:
        plain = msgspec.json.decode(content, type=dict[str, Any])
        record = msgspec.convert(plain, Record)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(f"project.json is damaged: {error}.", field="project.json") from error
    return _Reader(record, {key: value for key, value in plain.items() if key not in OWN and USUAL.get(key) != value}).film()


def dates_in(content: bytes, otherwise: float) -> tuple[float, float]:
    """When a readable project.json says it was made and changed, in seconds since 1970; its times are local and name no zone."""
    record = msgspec.json.decode(content, type=Record)
    return _seconds(record.created_at, otherwise), _seconds(record.modified_at, otherwise)


def _seconds(written: str, otherwise: float) -> float:
    try:
        return datetime.fromisoformat(written).timestamp()
    except (ValueError, OverflowError):
        return otherwise


class _Reader:
    """Collects the rows of one record; ids already seen get a new one."""

    def __init__(self, record: Record, extra: dict[str, Any]) -> None:
        self._record = record
        self._own = record.storycore
        self._extra = extra
        self._seen: set[str] = set()

    def film(self) -> Film:
        header = self._header()
        characters = {row.id: row for row in self._characters()}
        people = {**{row.name.casefold(): row.id for row in characters.values()}, **{key: key for key in characters}}
        scenes, lengths = {}, {}
        for place, given in enumerate(self._record.scenes, start=1):
            scene = self._scene(place, given, characters, people)
            scenes[scene.id], lengths[scene.id] = scene, self._frames(header, given.duration)
        sequences, shots = self._sequences(header, scenes, lengths)
        return Film(header=header, scenes=scenes, characters=characters, sequences=sequences, shots=shots)

    def _header(self) -> Header:
        own = self._own.header or {"title": _title(self._record.project_name)}
        try:
            return msgspec.convert({**own, "extra": self._extra or None}, Header)
        except msgspec.ValidationError as error:
            raise Unreadable(f"project.json is damaged: {error} (under storycore.header).", field="storycore") from error

    def _characters(self) -> list[Character]:
        own = self._own
        return [
            Character(
                order=float(place),
                inner=own.inner.get(given.id),
                age=own.ages.get(given.id),
                **{**_fields(given), "id": self._fresh(given.id)},
            )
            for place, given in enumerate(self._record.characters, start=1)
        ]

    def _scene(self, place: int, given: SceneIn, characters: dict[str, Character], people: dict[str, str]) -> Scene:
        fields = _fields(given)
        del fields["duration"]
        present = tuple(dict.fromkeys(self._person(name, characters, people) for name in given.characters))
        fields |= {"id": self._fresh(given.id), "characters": present, "key_actions": tuple(given.key_actions)}
        return Scene(order=float(place), why=self._own.why.get(given.id), dialogue=self._own.dialogue.get(given.id), **fields)

    def _person(self, name: str, characters: dict[str, Character], people: dict[str, str]) -> str:
        """The id behind an id or a name; somebody the cast does not list joins it under that name."""
        known = people.get(name) or people.get(name.casefold())
        if known:
            return known
        person = Character(id=self._fresh(f"char_{len(characters) + 1}"), order=len(characters) + 1.0, name=name)
        characters[person.id] = person
        people[name.casefold()] = person.id
        return person.id

    def _sequences(self, header: Header, scenes: dict[str, Scene], lengths: dict[str, int]) -> tuple[dict[str, Sequence], dict[str, Shot]]:
        sequences: dict[str, Sequence] = {}
        shots: dict[str, Shot] = {}
        exact = self._own.frames
        for place, given in enumerate(self._record.sequences, start=1):
            self._check_sequence(given, scenes)
            row = Sequence(id=self._fresh(given.id), order=float(place), scene_id=given.scene_id)
            sequences[row.id] = row
            for shot in self._shots(header, row, given, exact):
                shots[shot.id] = shot
        for scene in scenes.values():
            self._fit(scene, sequences, shots, lengths[scene.id], header)
        return sequences, shots

    def _check_sequence(self, given: SequenceIn, scenes: dict[str, Scene]) -> None:
        total = sum(shot.duration for shot in given.shots)
        if abs(total - given.total_duration) > TOLERANCE:
            raise Unreadable(
                f"project.json is damaged: {given.id} says it lasts {given.total_duration:g} s, its shots {total:g} s.",
                field="total_duration",
            )
        if given.scene_id not in scenes:
            raise Unreadable(f"project.json is damaged: {given.id} belongs to {given.scene_id}: no such scene.", field="scene_id")

    def _shots(self, header: Header, row: Sequence, given: SequenceIn, exact: dict[str, int]) -> list[Shot]:
        return [
            Shot(
                id=self._fresh(shot.id),
                order=float(place),
                sequence_id=row.id,
                type=self._size(shot),
                camera_movement=self._movement(shot),
                frames=exact.get(shot.id) or self._frames(header, shot.duration),
                description=shot.description,
                visual_style=shot.visual_style,
                camera=self._own.camera.get(shot.id),
            )
            for place, shot in enumerate(given.shots, start=1)
        ]

    def _size(self, shot: ShotIn) -> str:
        """The size as it was said, unless another program has given the shot another one since."""
        said = self._own.sizes.get(shot.id, shot.type)
        return said if published(said) == shot.type else shot.type

    def _movement(self, shot: ShotIn) -> str:
        """The movement as it was said, likewise."""
        said = self._own.movements.get(shot.id, shot.camera_movement)
        return said if published_movement(said) == shot.camera_movement else shot.camera_movement

    def _fit(self, scene: Scene, sequences: dict[str, Sequence], shots: dict[str, Shot], frames: int, header: Header) -> None:
        """Shots of a scene that add up to the scene's own length: the length a person sees and sets is the one to keep."""
        mine = [shot for shot in shots.values() if sequences[shot.sequence_id].scene_id == scene.id]
        if not mine:
            row = Sequence(id=self._fresh(scene.id.replace("scene", "seq", 1)), order=scene.order, scene_id=scene.id)
            sequences[row.id] = row
            shot = Shot(
                id=self._fresh(f"{scene.id}_shot_1"), order=1.0, sequence_id=row.id, type="wide", camera_movement="static",
                frames=frames, description=scene.description, visual_style=header.style,
            )  # fmt: skip
            shots[shot.id] = shot
        elif sum(shot.frames for shot in mine) != frames:
            lengths = share(max(frames, len(mine)), [shot.frames for shot in mine])
            for shot, length in zip(mine, lengths, strict=True):
                shots[shot.id] = msgspec.structs.replace(shot, frames=length)

    def _frames(self, header: Header, duration: float) -> int:
        return max(1, round(duration * header.fps))

    def _fresh(self, row_id: str) -> str:
        """The id, or, if another row has it, the next free number of its kind."""
        while row_id in self._seen:
            stem = row_id.rstrip("0123456789") or f"{row_id}_"
            row_id = f"{stem}{int(row_id[len(stem) :] or 1) + 1}"
        self._seen.add(row_id)
        return row_id


def _fields(given: Struct) -> dict[str, Any]:
    return msgspec.structs.asdict(given)


def _title(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().title() or name
