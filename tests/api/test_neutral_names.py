"""What comes later, by the names that another program scores it by."""

from typing import Any

import pytest

from api.understanding.cases import Act
from api.understanding.neutral import Names, neutral
from intents.shapes import Match, Name, Vocabulary

NAMES = Names(
    Vocabulary(
        names=(
            Name(kind="scene", id="s1", label="Grain", number=1),
            Name(kind="scene", id="s2", label="The Flood", number=2),
            Name(kind="character", id="c1", label="Edda"),
            Name(kind="project", id="p1", label="Blue Hour"),
            Name(kind="person", id="Hanna", label="Hanna"),
            Name(kind="job", id="job_7", label="render", number=7, within="2"),
        )
    )
)
ROWS: list[tuple[str, dict[str, Any], Act]] = [
    ("media.attach", {"item": 1, "scene": "s2"}, Act("media.attach", {"item": 1, "target": "scene:2"})),
    ("media.attach", {"item": "end", "target": "poster"}, Act("media.attach", {"item": -1, "target": "poster"})),
    ("media.detach", {"scene": "s2", "shot": 3}, Act("media.detach", {"target": "shot:2.3"})),
    ("comment.add", {"character": "c1", "text": "a hat"}, Act("comment.add", {"target": "character:Edda", "text": "a hat"})),
    ("share.remove", {"user": ["Hanna"]}, Act("share.remove", {"user": "Hanna"})),
    ("job.cancel", {"kind": "render", "scene": "s2"}, Act("job.cancel", {"job": 7})),
    ("job.cancel", {"kind": "render", "scene": "s1"}, Act("job.cancel", {"kind": "render"})),
    ("job.status", {"kind": "render", "scene": "s2"}, Act("job.status", {"kind": "render"})),
    ("workflow.next", {}, Act("workflow.skip", {})),
    ("workflow.choose", {"choice": 2}, Act("choice.pick", {"choice": 2})),
    ("storage.show", {}, Act("usage.show", {"kind": "storage"})),
    ("usage.credits", {}, Act("usage.show", {"kind": "credits"})),
    ("character.update", {"character": "c1", "age": 30}, Act("character.update", {"character": "Edda", "age": 30})),
    ("character.add", {"name": "Pim", "age": 12}, Act("character.add", {"name": "Pim", "age": 12})),
    ("project.duplicate", {"project": "p1"}, Act("project.duplicate", {"project": "Blue Hour"})),
    ("project.finalize", {"project": "p1"}, Act("project.finalize", {"project": "Blue Hour"})),
    ("project.list", {"sort": "newest"}, Act("project.list", {"sort": "newest"})),
    ("shot.add", {"scene": "s2", "type": "over-the-shoulder"}, Act("shot.add", {"scene": 2, "size": "over-the-shoulder"})),
    ("shot.update", {"scene": "s2", "shot": 1, "type": "drone"}, Act("shot.update", {"scene": 2, "shot": 1, "size": "drone"})),
    ("project.generate", {"prompt": "write a story about rain"}, Act("story.generate", {"prompt": "write a story about rain"})),
    ("project.generate", {"prompt": "make a film about rain"}, Act("project.create", {"prompt": "rain"})),
]


@pytest.mark.parametrize(("operation", "slots", "act"), ROWS)
def test_an_act_has_one_name_and_one_target_there(operation: str, slots: dict[str, Any], act: Act) -> None:
    assert neutral(Match(operation=operation, slots=slots), NAMES) == act
