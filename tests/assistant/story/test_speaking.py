"""A film in one language leaves nothing behind in the next one's reading."""

from assistant.story.lexicon import speaking
from assistant.story.reading import patterns, vocabulary


def test_what_is_read_once_is_read_once_for_each_language() -> None:
    with speaking("fr"):
        french = patterns.number(), vocabulary.genre_words()
    with speaking("en"):
        english = patterns.number(), vocabulary.genre_words()
    assert "trois" in french[0]
    assert "three" in english[0]
    assert french[1] != english[1]
