"""An idea for a film is told from a command, from talk and from what is none of our business."""

import pytest

from intents.shapes import Match, NoMatch, Pending
from tests.intents.worlds import acts, focus, read, waiting

IDEAS = [
    "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet",
    "When her brother vanishes, a deaf lighthouse keeper must cross the strait.",
    "create a film about two clockmakers who stop time",
    "Write me a thriller about a translator who hears a murder confessed",
    "make a 90 second horror short about a lift that goes one floor too deep",
    "Create an intense, cinematic trailer for a cyberpunk reinterpretation of Snow White set in the year 2048",
    "I want a comedy where a funeral director becomes a wedding planner",
    "three sisters inherit a salt mine and find out why it was closed",
    "tell a story about a dog that guards an empty hotel",
    "could you write a short film about a beekeeper and the last queen?",
    "A retired diver returns to the lake that took her father. She is not alone down there.",
    "How about a story where a lighthouse falls in love with a ship",
    "An old man delivers letters to the dead, five scenes, two minutes",
    "let's make a western about a mail carrier who can't read",
]


@pytest.mark.parametrize("idea", IDEAS)
def test_an_idea_is_generated_word_for_word(idea: str) -> None:
    assert acts(read(idea, context=focus("s2", "c1"))) == [("project.generate", {"prompt": idea})]


def test_whatever_is_longer_than_any_command_is_an_idea() -> None:
    treatment = "Petra counts the boats. Oskar lies. " * 80
    assert acts(read(treatment)) == [("project.generate", {"prompt": treatment.strip()})]


@pytest.mark.parametrize(
    "text",
    [
        "create a shot of a sunset, 5 seconds",
        "add a scene about two clockmakers who stop time",
        "make the whole film two minutes",
        "the customs scene needs more air and a colder, quieter light",
        "what's the weather like in Tangier, is it cold and quiet there",
        "book me a flight to Tangier for three people and a dog",
        "tell me a joke about a detective and a ghost",
        "I am a bit lost and tired of all this, my mother is old",
        "can you recommend a thriller about a heist?",
        "who won the race across the desert in 1994",
    ],
)
def test_not_everything_that_tells_something_is_an_idea(text: str) -> None:
    said = read(text, context=focus("s2"))
    generated = isinstance(said, tuple) and any(match.operation == "project.generate" for match in said)
    assert not generated


@pytest.mark.parametrize("text", ["book me a flight", "what's the weather", "play some music", "order a pizza", "set an alarm for seven"])
def test_what_is_none_of_our_business_is_no_command(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", ["", "   ", "???", "…", "\n\n", "🎬"])
def test_nothing_said_is_nothing_understood(text: str) -> None:
    assert isinstance(read(text), NoMatch)


@pytest.mark.parametrize("command", ["make a film", "write a story", "create a movie"])
def test_without_an_idea_the_idea_is_asked_for(command: str) -> None:
    said = read(command)
    assert not isinstance(said, (tuple, NoMatch)) and said is not None
    assert (said.reason, said.slot, said.choices[0].operation) == ("missing", "prompt", "project.generate")


def test_the_idea_may_follow_when_it_was_asked_for() -> None:
    asked = waiting(Pending(kind="slot", operation="project.generate", slot="prompt"))
    assert acts(read("two thieves and a parrot", context=asked)) == [("project.generate", {"prompt": "two thieves and a parrot"})]


def test_an_idea_is_less_sure_than_a_command() -> None:
    idea, command = read(IDEAS[0]), read("undo that")
    assert isinstance(idea, tuple) and isinstance(command, tuple)
    assert isinstance(idea[0], Match)
    assert idea[0].confidence < command[0].confidence
