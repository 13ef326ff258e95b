"""What the assistant says in French: every reply with a real result, every question before something is lost."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import api.server
from assistant import Actor, Assistant
from assistant.conversation.questions import asked
from assistant.conversation.reply import told
from assistant.errors import Unconfirmed
from assistant.operation import registry
from assistant.operations.generation import FinalizeProject, GenerateProject
from assistant.operations.projects import OpenProject
from intents.catalogue import catalogue
from intents.replies import Replies
from tests.assistant.library.bringing import brought, picture
from tests.conftest import opened, signed_in

WORDS = catalogue("fr")
REPLIES = Replies(WORDS)
PROMPT = "Quand son frère disparaît, une gardienne de phare sourde doit traverser le détroit. Huit scènes, trois minutes."
# Each is done in turn in one film; the result is told by the operation's reply.
DONE: list[tuple[str, dict[str, Any]]] = [
    ("premise.show", {}),
    ("plan.show", {}),
    ("project.synopsis", {}),
    ("project.check", {"language": "fr"}),
    ("shot.check", {"language": "fr"}),
    ("shot.check", {"scene": 2, "language": "fr"}),
    ("scene.explain", {"scene": 3}),
    ("scene.ways", {"scene": 3}),
    ("scene.turn", {"scene": 3, "way": 1}),
    ("character.show", {"character": 1}),
    ("workflow.progress", {"said_in": "fr"}),
    ("workflow.choose", {"choice": 1, "said_in": "fr"}),
    ("workflow.back", {"said_in": "fr"}),
    ("workflow.next", {"said_in": "fr"}),
    ("workflow.back", {"step": "concept", "said_in": "fr"}),
    ("workflow.skip", {"said_in": "fr"}),
    ("project.show", {}),
    ("project.list", {}),
    ("session.list", {}),
    ("media.list", {}),
    ("media.search", {"query": "phare"}),
    ("media.search", {"query": "sous-marin", "kind": "audio"}),
    ("media.show", {"media": 1}),
    ("media.update", {"media": 1, "title": "La Lanterne", "tags": ["feu"]}),
    ("media.attach", {"item": 1, "scene": 2}),
    ("media.attach", {"item": 1, "scene": 2}),
    ("media.detach", {"scene": 2}),
    ("media.remove", {"media": 1}),
    ("media.list", {}),
    ("project.update", {"title": "Le Feu éteint", "genre": "noir"}),
    ("project.update", {"description": None}),
    ("scene.add", {"title": "Le Grain", "location": "digue", "time_of_day": "dusk", "duration": 12.5}),
    ("scene.update", {"scene": 1, "duration": "+10", "time_of_day": "night", "visual_notes": "brume"}),
    ("scene.update", {"scene": [1, 2], "title": "Deux fois le même"}),
    ("scene.update", {"scene": 1, "visual_notes": None, "add_character": 1}),
    ("scene.move", {"scene": 2, "position": "start"}),
    ("scene.swap", {"scene": 1, "other": 2}),
    ("scene.rebalance", {"scene": 2, "duration": "+2"}),
    ("scene.list", {}),
    ("scene.show", {"scene": 1}),
    ("character.add", {"name": "Rozenn", "role": "plongeuse"}),
    ("character.update", {"character": "Rozenn", "personality": "têtue", "appearance": "ciré jaune"}),
    ("character.rename", {"character": "Rozenn", "name": "Inès"}),
    ("character.list", {}),
    ("shot.add", {"scene": 1, "type": "close-up", "camera_movement": "pan", "description": "une main"}),
    ("shot.update", {"scene": 1, "shot": 1, "type": "wide", "duration": "+1"}),
    ("shot.move", {"scene": 1, "shot": 1, "position": "end"}),
    ("shot.list", {"scene": 1}),
    ("shot.cover", {"scene": 2}),
    ("shot.remove", {"scene": 1, "shot": 1}),
    ("sequence.retime", {"scene": 1, "duration": 20.0}),
    ("project.retime", {"duration": 120.0, "keep": [1]}),
    ("snapshot.take", {"name": "Ours"}),
    ("snapshot.list", {}),
    ("scene.remove", {"scene": [2, 3]}),
    ("character.remove", {"character": "Inès"}),
    ("history.undo", {"steps": 2}),
    ("history.redo", {}),
    ("history.list", {}),
    ("snapshot.restore", {"name": "Ours"}),
    ("project.duplicate", {"title": "Copie"}),
    ("project.save", {}),
    ("note.add", {"text": "Rozenn est gauchère"}),
    ("note.list", {}),
    ("note.remove", {"number": 1}),
    ("share.add", {"user": "Noor", "role": "editor"}),
    ("share.list", {}),
    ("share.remove", {"user": "Noor"}),
    ("share.accept", {}),
    ("storage.show", {}),
    ("usage.show", {}),
    ("project.close", {}),
    ("project.create", {"title": "Vide"}),
    ("plan.show", {}),
    ("character.list", {}),
    ("project.delete", {"project": "vide"}),
    ("project.open", {"project": "copie"}),
]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Assistant]:
    async with opened(f"sqlite:///{tmp_path / 'fr.db'}", tmp_path) as assistant:
        yield assistant


async def done(house: Assistant, by: Actor, operation: str, slots: dict[str, Any]) -> tuple[str, str]:
    """The question that was asked first, if any, and what was told afterwards."""
    command = registry[operation].command
    try:
        return "", told(REPLIES, operation, await house.perform(command(**slots), by=by), {})
    except Unconfirmed as problem:
        question, _ = asked(REPLIES, operation, slots, problem.data)
        return question, told(REPLIES, operation, await house.perform(command(**slots, confirmed=True), by=by), {})


async def test_every_reply_tells_a_real_result(house: Assistant, tmp_path: Path) -> None:
    by = await signed_in(house)
    preview = await house.perform(GenerateProject(prompt=PROMPT, language="fr"), by=by)
    assert "C’est un aperçu" in told(REPLIES, "project.generate", preview, {})
    kept = await house.perform(FinalizeProject(preview=preview.preview_id), by=by)
    assert "est enregistré sous" in told(REPLIES, "project.finalize", kept, {})
    await house.perform(OpenProject(project=kept.name), by=by)
    await brought(house, by, picture(tmp_path / "phare.png", (20, 30, 90)), description="le phare la nuit")
    said = {(number, name): await done(house, by, name, slots) for number, (name, slots) in enumerate(DONE)}
    for (_, name), (_, answer) in said.items():
        assert answer, name
        assert "None" not in answer, (name, answer)
    asked_first = {name for (_, name), (question, _) in said.items() if question}
    assert asked_first == {
        "scene.remove",
        "character.remove",
        "shot.remove",
        "snapshot.restore",
        "project.delete",
        "share.remove",
        "media.remove",
    }
    assert {name for name, _ in DONE} >= set(WORDS.operations) - {
        "help.show",
        "memory.recall",
        "memory.summary",
        "project.repair",
        "project.answer",
        "project.generate",
        "project.finalize",
    }


def test_the_file_fits_the_operations() -> None:
    api.server.check(WORDS)
    english = catalogue("en")
    assert set(WORDS.operations) == set(english.operations)
    assert set(WORDS.later) == set(english.later)
    assert set(english.messages) <= set(WORDS.messages)
    assert {name: (e.needs, e.changes) for name, e in WORDS.entries().items()} == {
        name: (e.needs, e.changes) for name, e in english.entries().items()
    }


@pytest.mark.parametrize("name", WORDS.operations)
def test_every_operation_has_its_sentences(name: str) -> None:
    entry = WORDS.operations[name]
    assert entry.say
    assert len(entry.examples) >= 8
    assert entry.never
    assert "«" in entry.help


def test_counts_lengths_and_lists_are_french() -> None:
    ways = {
        "{{ 0 | plural('scène') }}": "0 scène",
        "{{ 1 | plural('scène') }}": "1 scène",
        "{{ 2 | plural('scène') }}": "2 scènes",
        "{{ 12.5 | duration }}": "12,5 s",
        "{{ ['A', 'B', 'C'] | listing }}": "A, B et C",
        "{{ 'dusk' | called('time') }}": "crépuscule",
    }
    replies = Replies(WORDS.merged({"messages": {f"x{n}": source for n, source in enumerate(ways)}}))
    assert [replies.say(f"x{n}") for n in range(len(ways))] == list(ways.values())


def test_a_missing_value_is_asked_for_with_real_names() -> None:
    said = REPLIES.say("unclear.missing", slot="scene", choices=["L’Aube", "La Criée"], mentioned=None, operation="scene.show")
    assert said == "Quelle scène\u00a0? Il y a L’Aube et La Criée."


def test_help_gives_every_subject_and_finds_what_is_asked_for() -> None:
    overview = REPLIES.help()
    assert all(f"{WORDS.subjects[subject]}:" in overview for subject in ("project", "scene", "character", "shot"))
    assert REPLIES.about("renommer un personnage")[0] == "character.rename"
    assert WORDS.help("shot.add") in REPLIES.help("plans")
    assert WORDS.label("scene.remove") == "Supprimer une ou plusieurs scènes"
    assert REPLIES.say("not_understood").count("«") == 3
