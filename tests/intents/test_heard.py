"""Words as they are heard and typed: numbers and things by their sound, punctuation that is said, names run apart, shorthand."""

import pytest

from intents.shapes import Name, Vocabulary
from tests.intents.worlds import acts, focus, read, recogniser

TITLES = ["Low Tide", "The Customs Hall", "Bulkhead Nine", "What Oskar Saw", "Two Herons", "The Seamstress"]
WORLD = Vocabulary(
    names=(
        *(Name(kind="scene", id=f"s{at}", label=label, number=at) for at, label in enumerate(TITLES, 1)),
        Name(kind="project", id="p1", label="Act Two", number=1),
        Name(kind="character", id="c1", label="Oskar Brandt", number=1),
    )
)
MEANT = {
    "show me seen for": "show me scene four",
    "delete seen to": "delete scene two",
    "move seen tree in front of scene sicks": "move scene three in front of scene six",
    "put a note on seen to saying he is late": "put a note on scene two saying he is late",
    "add a shot to scene for wide of the pier": "add a shot to scene four wide of the pier",
    "move scene to to the end": "move scene two to the end",
    "swap scenes won and fore": "swap scenes one and four",
    "add a wide shot of the silo four scene six": "add a wide shot of the silo for scene six",
    "oskar is fifty ate": "oskar is fifty eight",
    "open act to": "open act two",
    "swap too herons and low tide": "swap two herons and low tide",
    "delete scene three full stop": "delete scene three",
    "um set it on on the the pier": "set it on the pier",
    "list the shots in bulk head nine": "list the shots in bulkhead nine",
    "srch 4 sum pics of kites": "search for some pics of kites",
    "shots 1 n 2": "shots 1 and 2",
}
AS_IT_IS = [
    "the ghost is seen to vanish",
    "have you seen to it",
    "she was last seen for a moment",
    "add a scene for the wedding",
    "move the scene to the end",
    "set the scene to night",
    "rename scene to Dusk",
    "he ate two apples",
    'call it "Seen To"',
    "sum up the story",
]


@pytest.mark.parametrize(("said", "meant"), MEANT.items())
def test_words_are_what_they_sound_like_where_that_is_due(said: str, meant: str) -> None:
    assert recogniser.view(said, WORLD).text == meant


@pytest.mark.parametrize("said", AS_IT_IS)
def test_other_words_are_what_they_are(said: str) -> None:
    assert recogniser.view(said, WORLD).text == recogniser.view(said, Vocabulary()).text == said.lower().replace('"', "")


def test_what_was_typed_is_still_there() -> None:
    view = recogniser.view("leev a note on seen to saying teh hat is blu", WORLD)
    assert view.original(0, len(view.words)) == "leev a note on seen to saying teh hat is blu"


def test_spoken_punctuation_parts_a_sentence_as_written_does() -> None:
    said = acts(read("delete scene two full stop undo that", WORLD, focus()))
    assert said == acts(read("delete scene two. undo that", WORLD, focus()))


def test_a_letter_alone_is_an_answer_and_no_shorthand() -> None:
    assert recogniser.view("n", WORLD).text == "n"
