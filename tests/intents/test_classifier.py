"""The classifier learns a few intents from a handful of sentences each, says how sure it is, and knows what it was never taught."""

import functools
import hashlib

import numpy as np
import pytest

from intents.classifier import Classifier
from intents.classifier.space import Matrix

TAUGHT = {
    "light": ("turn the lamp on", "make it brighter in here", "switch on the light", "more light please", "dim the lamp", "lamp off"),
    "music": ("play some jazz", "put a song on", "next song please", "stop the music", "play that song again", "louder music"),
    "rain": (
        "will it rain today",
        "do I need an umbrella",
        "is it going to be wet",
        "any rain tomorrow",
        "how wet is it outside",
        "rain later",
    ),
}
OUTSIDE = ("who wrote this book", "my knee hurts", "what does a kidney do", "sell all my shares")
SIDES = 64


def vector(text: str) -> Matrix:
    """Words as directions drawn from their own hash: sentences that share words are near, and nothing else is known of meaning."""
    drawn = [np.random.default_rng(int(hashlib.sha256(word.encode()).hexdigest()[:8], 16)).normal(size=SIDES) for word in text.split()]
    total = np.sum(drawn, axis=0)
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def vectors(texts: tuple[str, ...]) -> Matrix:
    return np.stack([vector(text) for text in texts])


@functools.cache
def taught(*, outside: bool = False, seed: int = 0) -> Classifier:
    texts = tuple(text for group in TAUGHT.values() for text in group)
    labels = tuple(label for label, group in TAUGHT.items() for _ in group)
    return Classifier.fit(texts, labels, vectors(texts), outside=(OUTSIDE, vectors(OUTSIDE)) if outside else None, seed=seed)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("switch the lamp on please", "light"),
        ("play another song", "music"),
        ("is there any rain today", "rain"),
        ("brighter lamp", "light"),
    ],
)
def test_a_sentence_like_the_examples_has_their_label(text: str, label: str) -> None:
    assert taught().scores(text, vector(text)).labels[0] == label


def test_a_word_spelt_wrongly_is_known_by_its_letters() -> None:
    assert taught().scores("umbrela", np.zeros(SIDES, dtype=np.float32)).labels[0] == "rain"


def test_every_label_is_ranked_and_the_probabilities_add_up() -> None:
    scored = taught(outside=True).scores("play the lamp", vector("play the lamp"))
    assert sorted(scored.labels) == sorted(TAUGHT)
    assert sum(scored.probabilities) == pytest.approx(1, abs=1e-5)
    assert list(scored.probabilities) == sorted(scored.probabilities, reverse=True)


@pytest.mark.parametrize("shown", [False, True])
def test_what_was_never_taught_is_outside(shown: bool) -> None:
    learnt = taught(outside=shown)
    strange = [learnt.scores(text, vector(text)).outside for text in ("how old do tortoises get", "recite a poem about Vienna")]
    known = [learnt.scores(text, vector(text)).outside for group in TAUGHT.values() for text in group]
    assert min(strange) > max(known)
    assert all(0 <= one <= 1 for one in strange + known)


def test_most_examples_are_not_outside() -> None:
    learnt = taught()
    assert all(learnt.scores(text, vector(text)).outside < 0.5 for group in TAUGHT.values() for text in group)


def test_the_same_examples_make_the_same_classifier() -> None:
    assert taught(outside=True, seed=3).dumps() == taught.__wrapped__(outside=True, seed=3).dumps()


@pytest.mark.parametrize("outside", [False, True])
def test_what_is_stored_and_read_again_scores_alike(outside: bool) -> None:
    learnt = taught(outside=outside)
    again = Classifier.loads(learnt.dumps())
    assert again.scores("play a song", vector("play a song")) == learnt.scores("play a song", vector("play a song"))
    assert again.dumps() == learnt.dumps()


@pytest.mark.parametrize("content", [b"", b"not a classifier", b"\x80"])
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="stored classifier"):
        Classifier.loads(content)


@pytest.mark.parametrize(("texts", "labels", "rows"), [(("a", "b"), ("x",), 2), (("a", "b"), ("x", "y"), 1), (("a", "b"), ("x", "x"), 2)])
def test_examples_that_do_not_fit_together_are_refused(texts: tuple[str, ...], labels: tuple[str, ...], rows: int) -> None:
    with pytest.raises(ValueError, match="labels"):
        Classifier.fit(texts, labels, vectors(texts)[:rows])


def test_an_empty_sentence_is_scored_too() -> None:
    assert len(taught().scores("", np.zeros(SIDES, dtype=np.float32)).labels) == len(TAUGHT)


def test_probabilities_are_honest_about_examples_not_learnt_from() -> None:
    """Points around centres that overlap, so that errors are many; the calibration error is over ten equal bins."""
    chance = np.random.default_rng(5)
    centres = chance.normal(size=(8, SIDES))
    labels = chance.integers(0, 8, size=1600)
    points = centres[labels] + 2.4 * chance.normal(size=(1600, SIDES))
    rows = np.asarray(points / np.linalg.norm(points, axis=1, keepdims=True), dtype=np.float32)
    names = [f"label {label}" for label in labels]
    learnt = Classifier.fit([""] * 800, names[:800], rows[:800])
    scored = [learnt.scores("", row) for row in rows[800:]]
    sure = np.array([one.probabilities[0] for one in scored])
    right = np.array([one.labels[0] == name for one, name in zip(scored, names[800:], strict=True)])
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(abs(sure[bins == at].sum() - right[bins == at].sum()) for at in range(10)) / len(sure)
    assert 0.3 < right.mean() < 0.98
    assert error < 0.06
