"""Acts whose operations come later are understood with all they say, over a world of its own."""

from typing import Any

import pytest

from intents.shapes import Name, Pending, Unclear, Vocabulary
from tests.intents.worlds import acts, focus, read, waiting

MILL = Vocabulary(
    names=tuple(
        Name(kind=kind, id=f"{kind[0]}{number}" if kind != "person" else label, label=label, number=number)
        for kind, labels in {
            "project": ["The Mill", "Blue Hour"],
            "scene": ["Grain", "The Flood", "Millstone", "Harvest Dance", "Empty Granary"],
            "character": ["Edda", "Joss Varley", "Old Pell"],
            "person": ["Hanna", "Piotr", "Lucia Ferri"],
        }.items()
        for number, label in enumerate(labels, 1)
    )
)
RENDER, EXPORT = {"kind": "render"}, {"kind": "export"}

MEDIA = [
    ("find pictures of a windmill in winter", "media.search", {"kind": "image", "query": "windmill in winter"}),
    ("look for some sounds of running water", "media.search", {"kind": "audio", "query": "running water"}),
    ("could you find two videos of a flooded street", "media.search", {"kind": "video", "count": 2, "query": "flooded street"}),
    ("search for thunder sounds under ten seconds", "media.search", {"kind": "audio", "query": "thunder", "max_duration": 10.0}),
    ("find clips of wheat fields, three at most", "media.search", {"kind": "video", "query": "wheat fields", "count": 3}),
    ("I need a photo of a rusty gate", "media.search", {"kind": "image", "query": "rusty gate"}),
    ("track down footage of a barn fire", "media.search", {"kind": "video", "query": "barn fire"}),
    ("search the library for church bells", "media.search", {"query": "church bells"}),
    ("browse the archive for photos of harvest", "media.search", {"kind": "image", "query": "harvest"}),
    ("find me references for a candlelit kitchen", "media.search", {"query": "candlelit kitchen"}),
    ("find more like the second one", "media.search", {"like": 2}),
    ("show me some more like number three", "media.search", {"like": 3}),
    ("something similar to the first picture", "media.search", {"like": 1}),
    ("fetch a sound of creaking wood, five seconds or less", "media.search", {
        "kind": "audio", "query": "creaking wood", "max_duration": 5.0}),
    ("draw a picture of a stone bridge", "media.search", {"kind": "image", "query": "stone bridge"}),
    ("attach the third picture to the flood", "media.attach", {"item": 3, "scene": "s2"}),
    ("pin number two on scene 4", "media.attach", {"item": 2, "scene": "s4"}),
    ("use the first one for the poster", "media.attach", {"item": 1, "target": "poster"}),
    ("put result four on Edda", "media.attach", {"item": 4, "character": "c1"}),
    ("hang the last photo on the poster", "media.attach", {"item": "end", "target": "poster"}),
    ("the second one goes with harvest dance", "media.attach", {"item": 2, "scene": "s4"}),
    ("stick picture 5 on shot 2 of scene 3", "media.attach", {"item": 5, "shot": 2, "scene": "s3"}),
    ("detach the photo from the flood", "media.detach", {"scene": "s2"}),
    ("take the picture off the poster", "media.detach", {"target": "poster"}),
    ("remove the sound from scene 5", "media.detach", {"scene": "s5"}),
    ("unpin everything from Edda", "media.detach", {"character": "c1"}),
    ("clear the poster of its image", "media.detach", {"target": "poster"}),
    ("detach whatever is pinned to shot 3 of grain", "media.detach", {"shot": 3, "scene": "s1"}),
    ("get rid of the attachment on millstone", "media.detach", {"scene": "s3"}),
]  # fmt: skip
STEPS = [
    ("return to the premise step", "workflow.back", {"step": "premise"}),
    ("take me back to the casting stage", "workflow.back", {"step": "casting"}),
    ("let's go back to the storyboard", "workflow.back", {"step": "storyboard"}),
    ("back to the budget phase", "workflow.back", {"step": "budget"}),
    ("go to the previous step", "workflow.back", {}),
    ("previous stage", "workflow.back", {}),
    ("skip this stage", "workflow.skip", {}),
    ("leave out the casting step", "workflow.skip", {"step": "casting"}),
    ("skip the storyboard", "workflow.skip", {"step": "storyboard"}),
    ("pass over the colour grading stage", "workflow.skip", {"step": "colour grading"}),
    ("go on to the next step", "workflow.skip", {}),
    ("bypass the review for now", "workflow.skip", {"step": "review"}),
    ("no need for the budget step", "workflow.skip", {"step": "budget"}),
    ("which step are we in?", "workflow.progress", {}),
    ("how far along are we?", "workflow.progress", {}),
    ("show me the workflow", "workflow.progress", {}),
    ("how many steps are left", "workflow.progress", {}),
    ("what's left to do", "workflow.progress", {}),
    ("where are we in the process", "workflow.progress", {}),
]
EXPORTS = [
    ("export everything as a pdf", "export.create", {"format": "pdf"}),
    ("save the script as fountain", "export.create", {"format": "fountain"}),
    ("print scene 2", "export.create", {"scene": "s2"}),
    ("give me a pdf of the flood", "export.create", {"scene": "s2", "format": "pdf"}),
    ("turn the screenplay into an ebook", "export.create", {"format": "epub"}),
    ("download the film", "export.create", {}),
    ("export millstone to fountain", "export.create", {"scene": "s3", "format": "fountain"}),
    ("I want the whole thing on my kindle", "export.create", {"format": "epub"}),
    ("make a pdf of the film", "export.create", {"format": "pdf"}),
    ("can I have the script on paper", "export.create", {"format": "pdf"}),
]
JOBS = [
    ("render the flood", "job.start", {**RENDER, "scene": "s2"}),
    ("render 4", "job.start", {**RENDER, "scene": "s4"}),
    ("please render the whole film", "job.start", RENDER),
    ("kick off a render of scene 3", "job.start", {**RENDER, "scene": "s3"}),
    ("start rendering harvest dance", "job.start", {**RENDER, "scene": "s4"}),
    ("make a video of scene 1", "job.start", {**RENDER, "scene": "s1"}),
    ("turn grain into a video", "job.start", {**RENDER, "scene": "s1"}),
    ("list my jobs", "job.list", {}),
    ("which renders failed?", "job.list", {"status": "failed"}),
    ("what's still in the queue", "job.list", {"status": "queued"}),
    ("show me the queued jobs", "job.list", {"status": "queued"}),
    ("show me what's running", "job.list", {"status": "running"}),
    ("which jobs are done", "job.list", {"status": "done"}),
    ("is the render finished yet?", "job.status", RENDER),
    ("how's the export coming along", "job.status", EXPORT),
    ("what's the status of the render", "job.status", RENDER),
    ("how far is the render of scene 2", "job.status", {**RENDER, "scene": "s2"}),
    ("did the export work", "job.status", EXPORT),
    ("export status", "job.status", EXPORT),
    ("cancel the export", "job.cancel", EXPORT),
    ("abort job 4", "job.cancel", {"job": 4}),
    ("stop render number six", "job.cancel", {"job": 6}),
    ("kill the render of the flood", "job.cancel", {**RENDER, "scene": "s2"}),
    ("cancel the granary render", "job.cancel", {**RENDER, "scene": "s5"}),
    ("stop rendering", "job.cancel", RENDER),
    ("retry the render", "job.retry", RENDER),
    ("try the export again", "job.retry", EXPORT),
    ("restart job 9", "job.retry", {"job": 9}),
    ("run the failed export once more", "job.retry", {**EXPORT, "status": "failed"}),
    ("give the flood render one more try", "job.retry", {**RENDER, "scene": "s2"}),
]
PEOPLE = [
    ("share it with Hanna as a viewer", "share.add", {"user": "Hanna", "role": "viewer"}),
    ("share the film with Piotr as an editor", "share.add", {"user": "Piotr", "role": "editor"}),
    ("invite Lucia as a commenter", "share.add", {"user": "Lucia Ferri", "role": "commenter"}),
    ("give Hanna read only access", "share.add", {"user": "Hanna", "role": "viewer"}),
    ("let Piotr comment on it", "share.add", {"user": "Piotr", "role": "commenter"}),
    ("make Lucia Ferri an editor", "share.add", {"user": "Lucia Ferri", "role": "editor"}),
    ("bring Hanna in so she can edit", "share.add", {"user": "Hanna", "role": "editor"}),
    ("allow Piotr to make changes", "share.add", {"user": "Piotr", "role": "editor"}),
    ("Hanna may only look", "share.add", {"user": "Hanna", "role": "viewer"}),
    ("grant Piotr viewing rights", "share.add", {"user": "Piotr", "role": "viewer"}),
    ("stop sharing with Hanna", "share.remove", {"user": ["Hanna"]}),
    ("revoke Piotr's access", "share.remove", {"user": ["Piotr"]}),
    ("kick Lucia out", "share.remove", {"user": ["Lucia Ferri"]}),
    ("throw Piotr off the team", "share.remove", {"user": ["Piotr"]}),
    ("unshare it with Hanna and Piotr", "share.remove", {"user": ["Hanna", "Piotr"]}),
    ("Hanna should not see this any more", "share.remove", {"user": ["Hanna"]}),
    ("withdraw the permission of Lucia", "share.remove", {"user": ["Lucia Ferri"]}),
]
REMARKS = [
    ("comment on the flood: the water is too blue", "comment.add", {"scene": "s2", "text": "the water is too blue"}),
    ("leave a note on scene 3: ask about the noise", "comment.add", {"scene": "s3", "text": "ask about the noise"}),
    ("note for the poster: bigger title", "comment.add", {"target": "poster", "text": "bigger title"}),
    ("pin a remark to Edda: needs a hat", "comment.add", {"character": "c1", "text": "needs a hat"}),
    ("remark on shot 2 of scene 1: out of focus", "comment.add", {"shot": 2, "scene": "s1", "text": "out of focus"}),
    ("add a comment to harvest dance saying that it drags", "comment.add", {"scene": "s4", "text": "it drags"}),
    ("leave Piotr a note on grain: cut this?", "comment.add", {"scene": "s1", "text": "cut this"}),
    ("annotate scene 5 with check the light", "comment.add", {"scene": "s5", "text": "check the light"}),
]
AGAIN: dict[str, Any] = {"regenerate": True}
WRITING = [
    ("write me an outline", "story.generate", {"target": "outline"}),
    ("draft a new ending for the film", "story.generate", {"target": "ending"}),
    ("suggest three endings", "story.generate", {"count": 3, "target": "ending"}),
    ("give me two other openings", "story.generate", {"count": 2, "target": "opening"}),
    ("write dialogue for scene 2", "story.generate", {"target": "dialogue", "scene": "s2"}),
    ("rewrite the ending", "story.generate", {**AGAIN, "target": "ending"}),
    ("rewrite the ending so that Edda stays", "story.generate", {**AGAIN, "target": "ending", "prompt": "Edda stays"}),
    ("rework the dialogue in the flood so it's calmer", "story.generate", {
        **AGAIN, "target": "dialogue", "scene": "s2", "tone": "calmer"}),
    ("redo the opening in a gloomier tone", "story.generate", {**AGAIN, "target": "opening", "tone": "gloomier"}),
    ("make the ending darker", "story.generate", {**AGAIN, "target": "ending", "tone": "darker"}),
    ("the dialogue in scene 3 should be sharper", "story.generate", {
        **AGAIN, "target": "dialogue", "scene": "s3", "tone": "sharper"}),
    ("have another go at the finale", "story.generate", {**AGAIN, "target": "ending"}),
    ("add a plot twist", "story.generate", {"target": "twist"}),
    ("how many credits have I used this month", "usage.credits", {}),
    ("show my credit balance", "usage.credits", {}),
]  # fmt: skip
AGES = [
    ("Edda is thirty-four", "character.update", {"character": "c1", "age": 34}),
    ("make Old Pell eighty", "character.update", {"character": "c3", "age": 80}),
    ("Joss is about 50 years old", "character.update", {"character": "c2", "age": 50}),
    ("set Edda's age to 29", "character.update", {"character": "c1", "age": 29}),
    ("change the age of Joss to forty-two", "character.update", {"character": "c2", "age": 42}),
    ("turn Edda into a twelve-year-old", "character.update", {"character": "c1", "age": 12}),
]
ROWS = [*AGES, *MEDIA, *STEPS, *EXPORTS, *JOBS, *PEOPLE, *REMARKS, *WRITING]


@pytest.mark.parametrize(("sentence", "operation", "slots"), ROWS, ids=[row[0] for row in ROWS])
def test_what_comes_later_is_understood_with_all_it_says(sentence: str, operation: str, slots: dict[str, Any]) -> None:
    assert acts(read(sentence, MILL)) == [(operation, slots)]


@pytest.mark.parametrize(
    ("sentence", "operations"),
    [
        ("render the flood and tell me how many steps are left", ["job.start", "workflow.progress"]),
        ("stop the render, then try the export again", ["job.cancel", "job.retry"]),
        ("find pictures of mills and attach the first one to grain", ["media.search", "media.attach"]),
        ("invite Hanna as a viewer and leave her a note on scene 2: start here", ["share.add", "comment.add"]),
        ("kick Piotr out and make Hanna an editor", ["share.remove", "share.add"]),
        ("write an outline for the film and export it as a pdf", ["story.generate", "export.create"]),
        ("export grain as fountain and the film as an ebook", ["export.create", "export.create"]),
    ],
)
def test_free_text_ends_where_another_act_begins(sentence: str, operations: list[str]) -> None:
    assert [operation for operation, _ in acts(read(sentence, MILL))] == operations


@pytest.mark.parametrize(
    ("sentence", "missing", "known"),
    [
        ("share the film with Hanna", "role", {"user": "Hanna"}),
        ("share it with somebody", "user", {}),
        ("share with Wilhelmina as an editor", "user", {"role": "editor"}),
        ("comment on scene 2", "text", {"scene": "s2"}),
        ("stop sharing the film", "user", {}),
    ],
)
def test_what_is_missing_is_asked_for(sentence: str, missing: str, known: dict[str, Any]) -> None:
    said = read(sentence, MILL)
    assert isinstance(said, Unclear)
    assert said.slot == missing
    assert {slot: value for slot, value in said.choices[0].slots.items() if slot != missing} == known


def test_a_person_nobody_knows_is_asked_about_among_those_there_are() -> None:
    said = read("share with Wilhelmina as an editor", MILL)
    assert isinstance(said, Unclear)
    assert [choice.label for choice in said.choices] == ["Hanna", "Piotr", "Lucia Ferri"]


@pytest.mark.parametrize(
    ("answer", "role"),
    [("viewer", "viewer"), ("as an editor", "editor"), ("she only needs to read it", "viewer"), ("he can make changes", "editor")],
)
def test_the_role_that_was_asked_for_is_understood(answer: str, role: str) -> None:
    asked = Pending(kind="slot", operation="share.add", slots={"user": "Hanna"}, slot="role")
    assert acts(read(answer, MILL, waiting(asked))) == [("share.add", {"user": "Hanna", "role": role})]


@pytest.mark.parametrize(
    ("sentence", "operation"),
    [
        ("add a shot of the mill", "shot.add"),
        ("remove Edda from scene 2", "scene.update"),
        ("take five seconds off the flood", "scene.update"),
        ("redo", "history.redo"),
        ("go back one step", "history.undo"),
        ("save the project", "project.save"),
        ("write a story about a miller who cannot sleep", "project.generate"),
        ("open Blue Hour", "project.open"),
        ("how much space is left", "storage.show"),
        ("make Edda a smuggler", "character.update"),
        ("cancel", "dialog.deny"),
        ("write me a synopsis", "project.synopsis"),
    ],
)
def test_what_is_there_already_is_not_taken_for_what_comes_later(sentence: str, operation: str) -> None:
    assert [said for said, _ in acts(read(sentence, MILL, focus("s2")))] == [operation]
