"""Ways to tell a story: each can be told in 3 to 60 scenes, is asked for by name, and ends as it should."""

import pytest

from assistant.story import compose, lexicon
from assistant.story.beats import FEWEST, MOST, STRUCTURES, asked, beats, suited
from assistant.story.model import Brief, Unwritable


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("count", [FEWEST, 4, 7, 10, 12, 13, 19, 20, 33, MOST])
def test_every_structure_fills_every_length(structure: str, count: int) -> None:
    told = beats(count, "find", structure)
    functions = [beat.function for beat in told]
    assert len(told) == count
    assert functions[-1] == "ending"
    assert "climax" in functions
    assert all(beat.label and beat.purpose for beat in told)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_a_sub_plot_opens_turns_and_closes_in_that_order_before_the_climax(structure: str) -> None:
    functions = [beat.function for beat in beats(30, "find", structure)]
    for thread in {beat.thread for beat in beats(30, "find", structure)} - {""}:
        at = [functions.index(f"{thread}-{part}") for part in ("open", "turn", "close")]
        assert at == sorted(at)
        assert at[-1] < functions.index("climax")


@pytest.mark.parametrize("language", lexicon.LANGUAGES)
def test_every_structure_has_a_name_and_its_labels_in_every_language(language: str) -> None:
    with lexicon.speaking(language):
        for name, shape in lexicon.structures().items():
            words = lexicon.structure_words()[name]
            assert words.name
            assert len(words.labels) in {0, len(shape.order)}


@pytest.mark.parametrize(
    ("prompt", "structure"),
    [
        ("A tragedy about a king who trusts nobody", "tragedy"),
        ("the hero's journey of a shy baker", "heros-journey"),
        ("A comedy of errors at a wedding", "comedy-of-errors"),
        ("A quiet film in the kishōtenketsu form about two gardeners", "kishotenketsu"),
        ("A baker bakes", None),
    ],
)
def test_a_prompt_can_ask_for_a_structure_by_name(prompt: str, structure: str | None) -> None:
    assert asked(prompt) == structure
    if structure:
        assert compose(Brief(prompt=prompt)).structure == structure


def test_without_a_word_the_genre_decides() -> None:
    assert suited("solve", "mystery", ()) == "clue-chain"
    assert suited("find", "fantasy", ()) == "heros-journey"
    assert suited("love", "comedy", ()) == "comedy-of-errors"
    assert suited("make", "drama", ()) == "three-act"


def test_a_structure_set_beside_the_prompt_is_obeyed_and_an_unknown_one_refused() -> None:
    brief = Brief(prompt="A nurse must save a child", structure="five-act", scene_count=13)
    story = compose(brief)
    assert story.structure == "five-act"
    assert story.scenes[0].why.beat == "Exposition: the world"
    with pytest.raises(Unwritable, match="three-act"):
        compose(Brief(prompt="A nurse must save a child", structure="sonata"))


def test_a_tragedy_ends_otherwise_than_the_same_story_told_in_three_acts() -> None:
    prompt = "A harbour master must save his brother from the sea"
    sad, usual = (compose(Brief(prompt=prompt, structure=name, scene_count=8)).scenes[-1] for name in ("tragedy", "three-act"))
    assert sad.description != usual.description
