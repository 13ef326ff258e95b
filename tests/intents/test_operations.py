"""Plain ways to ask for each operation, over a third world: the operation alone is checked here, slots are elsewhere."""

import pytest

from intents.shapes import Name, Vocabulary
from tests.intents.worlds import acts, focus, read

QUARRY = Vocabulary(
    names=tuple(
        Name(kind=kind, id=f"{kind[0]}{number}", label=label, number=number)
        for kind, labels in {
            "project": ["Night Boat", "Salt and Ash", "Tin Moon"],
            "scene": ["First Blast", "Market Day", "The Auction", "Frost", "The Bridge at Dusk"],
            "character": ["Ilya Marsh", "Mara", "Mayor Quill"],
        }.items()
        for number, label in enumerate(labels, 1)
    )
)
PLAIN = [
    ("scene.update", "let the auction run 15 seconds longer"),
    ("scene.update", "I'd like scene 2 to be ten seconds longer"),
    ("scene.update", "scene 1 needs to be at night"),
    ("scene.update", "have market day take place in the evening"),
    ("scene.update", "lengthen the last scene a bit"),
    ("scene.update", "knock five seconds off frost"),
    ("scene.update", "move the auction to dusk"),
    ("scene.update", "the auction should happen at the harbour"),
    ("scene.update", "relocate scene 4 to an abandoned mine"),
    ("scene.update", 'retitle scene 1 as "Ground Zero"'),
    ("scene.update", "Ilya should be in scene 2 as well"),
    ("scene.update", "bring Mara into the auction"),
    ("scene.update", "Mara isn't in scene 4"),
    ("scene.update", "change scene 2's title to Market Night"),
    ("scene.update", "make the first scene 12s"),
    ("scene.update", "make all scenes ten seconds long"),
    ("scene.update", "set scenes 1 and 2 to 30 seconds each"),
    ("scene.update", "make it 25 seconds instead"),
    ("scene.update", "make it dawn"),
    ("scene.update", "reduce scene 3 by a third"),
    ("scene.update", "scene 3: 20 seconds"),
    ("scene.move", "move frost up to the front"),
    ("scene.move", "place scene 2 between scenes 4 and 5"),
    ("scene.move", "scene 5 goes first"),
    ("scene.move", "put it last"),
    ("scene.remove", "please get rid of scenes 1 through 3"),
    ("scene.remove", "delete it"),
    ("scene.remove", "can you remove the auction for me?"),
    ("scene.remove", "kill the last two scenes"),
    ("scene.add", 'add a new scene titled "Cold Water" in the harbour at night, 20 seconds'),
    ("scene.add", "add a scene before the auction where Ilya meets Mara"),
    ("scene.add", "insert a scene between the auction and frost"),
    ("scene.add", "write another scene about the argument"),
    ("scene.add", "add a short scene at the beginning"),
    ("scene.list", "show all the scenes please"),
    ("scene.list", "what are the scenes?"),
    ("scene.list", "give me a list of scenes"),
    ("scene.show", "what's scene 2 about?"),
    ("scene.show", "describe the opening scene"),
    ("scene.explain", "why does scene 3 exist"),
    ("scene.explain", "why is the auction in the film?"),
    ("character.add", "add a new character named Bo who is a fisherman"),
    ("character.add", "create a character: Bo, a fisherman"),
    ("character.add", "add a detective named Holm"),
    ("character.update", "make Mara the villain"),
    ("character.update", "Ilya should be a retired boxer"),
    ("character.update", "set Mara's personality to stubborn and kind"),
    ("character.rename", "rename the mayor to Mayor Finch"),
    ("character.rename", "Ilya's new name is Boris"),
    ("character.remove", "cut Mara from the film"),
    ("character.list", "list all characters"),
    ("character.show", "show me Mara"),
    ("shot.add", "add a medium shot of the crowd to scene 3"),
    ("shot.add", "start scene 2 with a wide shot of the square"),
    ("shot.add", "add a tracking shot through the market to scene 2, 6 seconds"),
    ("shot.update", "make the second shot of scene 3 a close-up"),
    ("shot.update", "change shot 2 to a pan"),
    ("shot.update", "shot 3 should be 4 seconds"),
    ("shot.remove", "remove shot 1 from the auction"),
    ("shot.move", "move shot 2 to the end of scene 3"),
    ("shot.list", "what shots does scene 3 have"),
    ("sequence.retime", "retime the third scene to half a minute"),
    ("project.create", "start a new film called Cold Water"),
    ("project.open", "please open Tin Moon again"),
    ("project.save", "please save everything"),
    ("project.close", "close it without saving"),
    ("project.list", "which films do I have"),
    ("project.show", "how long is my film now"),
    ("project.update", "set the genre to noir"),
    ("project.update", "change the project's title to Ember"),
    ("project.retime", "get the whole thing down to two minutes"),
    ("project.retime", "the film should be three minutes long"),
    ("project.duplicate", "copy this project and call it Test"),
    ("project.delete", "delete Night Boat"),
    ("history.undo", "undo the last two"),
    ("history.undo", "undo my last change please"),
    ("history.undo", "no wait, undo that"),
    ("history.redo", "redo it"),
    ("snapshot.take", "save a snapshot named v1"),
    ("snapshot.restore", "go back to snapshot v1"),
    ("storage.show", "how much disk space am I using"),
    ("usage.show", "how many requests have I made today"),
    ("help.show", "what can I do here?"),
    ("help.show", "help me with scenes"),
    ("chat.smalltalk", "hi!"),
    ("chat.smalltalk", "thx"),
    ("chat.smalltalk", "good night"),
]


@pytest.mark.parametrize(("operation", "sentence"), PLAIN, ids=[row[1] for row in PLAIN])
def test_a_plain_request_is_that_operation(operation: str, sentence: str) -> None:
    assert [done for done, _ in acts(read(sentence, QUARRY, focus("s3", "c2", "p1")))] == [operation]
