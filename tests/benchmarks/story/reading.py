"""Whole stories as they are read aloud: title, logline, synopsis, who everyone is, and every scene with what is said and shot."""

from collections.abc import Iterator
from textwrap import fill

from assistant.story import Story
from assistant.story.model import Member, PlannedScene

WIDTH = 110


def script(story: Story, prompt: str) -> Iterator[str]:
    """The story line by line."""
    yield f"« {' '.join(prompt.split())} »"
    yield ""
    yield f"{story.title.upper()}   ({story.structure}, {story.style}, {len(story.scenes)} scenes, {story.frames / story.fps:g} s)"
    yield _wrapped("Logline: " + story.logline)
    for number, told in enumerate(story.synopsis[1:], start=2):
        yield _wrapped(f"Synopsis {number}: {told}")
    yield ""
    for member in story.cast:
        yield from _member(member)
    names = {member.key: member.name for member in story.cast}
    for number, scene in enumerate(story.scenes, start=1):
        yield ""
        yield from _scene(number, scene, names, story.fps)


def _member(member: Member) -> Iterator[str]:
    inner = member.inner
    yield _wrapped(f"{member.name}, {member.role}. {member.description} {member.appearance}")
    beneath = {"want": inner.want, "need": inner.need, "lie": inner.lie, "ghost": inner.ghost, "secret": inner.secret, "voice": inner.voice}
    yield from (_wrapped(f"{name}: {said}", 4) for name, said in beneath.items() if said)


def _scene(number: int, scene: PlannedScene, names: dict[str, str], fps: int) -> Iterator[str]:
    present = ", ".join(names[key] for key in scene.cast)
    yield f"{number}. {scene.location.upper()} — {scene.time_of_day.upper()}   “{scene.title}”  [{scene.why.beat}; {present}]"
    yield _wrapped(scene.description, 3)
    for line in scene.dialogue:
        yield _wrapped(f"{names.get(line.who, line.who).upper()}: {line.line}", 8)
    yield _wrapped(f"({scene.visual_notes})", 3)
    for shot in scene.shots:
        yield _wrapped(f"{shot.frames / fps:5.2f} s  {shot.type}, {shot.camera_movement}: {shot.description}", 6)


def _wrapped(text: str, indent: int = 0) -> str:
    return fill(" ".join(text.split()), WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
