"""Every nature can be told of a woman and of a man, in every language: no slot stays open, no verb without its ending."""

import re
from dataclasses import dataclass

import pytest

from assistant.story import cast, compose, lexicon
from assistant.story.model import Brief, Story

PEOPLE = {
    "en": ("Ruth, a nurse, must save a village", "Karel, a sailor, must save a village"),
    "fr": ("Odile, infirmière, doit sauver un village", "Karel, marin, doit sauver un village"),
    "es": ("Odalys, enfermera, debe salvar un pueblo", "Karel, marinero, debe salvar un pueblo"),
}


@dataclass
class Case:
    language: str
    nature: lexicon.Nature


def cases() -> list[Case]:
    found = []
    for language in lexicon.LANGUAGES:
        with lexicon.speaking(language):
            found += [Case(language, nature) for nature in lexicon.natures()]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.language}-{case.nature.need}")
def test_a_nature_fits_anyone(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cast, "natures", lambda: (case.nature,) * 8)
    for prompt in PEOPLE[case.language]:
        story = compose(Brief(prompt=prompt, language=case.language, scene_count=3))
        said = " ".join(texts(story))
        assert re.search(r"[<>{}|^⟦⟧]", said) is None, said


def texts(story: Story) -> list[str]:
    inner = [text for one in story.cast for text in (one.inner.lie, one.inner.ghost, one.inner.secret, one.inner.need, one.inner.voice)]
    return [*inner, *(one.description for one in story.cast), *(scene.description for scene in story.scenes)]


def test_the_natures_are_many_and_the_same_in_every_language() -> None:
    counts = set()
    for language in lexicon.LANGUAGES:
        with lexicon.speaking(language):
            known = lexicon.natures()
            counts.add(len(known))
            assert len({one.lie for one in known}) == len(known)
    assert len(counts) == 1
    assert min(counts) >= 44
