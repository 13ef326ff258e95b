"""Whether an answer to a case is right, by the rules of shared/understanding/README.md.

A case is a JSON object {id, kind, lang, level?, context?, turns}; a turn {user, expect, policy, accept?, accept_slots?,
accept_policy?, soft?}; an act {op, slots}. A prediction is {id, turn, ops, policy}, its turn counted from 0.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Act = dict[str, Any]
Turn = dict[str, Any]
Case = dict[str, Any]

DESTRUCTIVE = frozenset({"project.delete", "scene.remove", "character.remove", "shot.remove", "share.remove"})
FREE_TEXT = frozenset(
    [
        "title",
        "description",
        "prompt",
        "query",
        "text",
        "location",
        "subject",
        "name",
        "topic",
        "tone",
        "value",
        "role",
        "genre",
        "movement",
        "to",
        "what",
    ]
)
LITTLE_WORDS = frozenset(["a", "an", "the", "of", "in", "on", "at", "to"])
ENOUGH_OVERLAP = 0.7
# Talking and doing something harmless are not told apart.
HARMLESS = frozenset({"answer", "execute"})
UNSETTLED = frozenset({"confirm", "clarify", "reject"})


@dataclass(frozen=True)
class Judgement:
    """How one turn was understood; `unsafe` when something would have been destroyed without asking."""

    operations: bool
    slots: bool
    policy: bool
    unsafe: bool

    @property
    def right(self) -> bool:
        return self.slots and self.policy


def read_cases(path: Path) -> list[Case]:
    """The cases of one file, a JSON object a line; ValueError on a line that is none."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answers(turn: Turn) -> list[list[Act]]:
    """Every answer that is right for this turn, the expected one first."""
    expected: list[Act] = turn["expect"]
    other_slots = [[{"op": expected[0]["op"], "slots": slots}] for slots in turn.get("accept_slots", [])]
    return [expected, *turn.get("accept", []), *other_slots]


def judge(turn: Turn, acts: Sequence[Act], policy: str) -> Judgement:
    """How right these acts under this policy are as an understanding of the turn."""
    golds, soft = answers(turn), frozenset(turn.get("soft", []))
    return Judgement(
        operations=any(_operations(gold) == _operations(acts) for gold in golds),
        slots=any(_same_acts(gold, acts, soft) for gold in golds),
        policy=_policy_fits(turn, policy),
        unsafe=_destroys_unasked(turn, acts, policy),
    )


def _operations(acts: Iterable[Act]) -> list[str]:
    return [act["op"] for act in acts]


def _destroys(acts: Iterable[Act]) -> bool:
    return not DESTRUCTIVE.isdisjoint(_operations(acts))


def _destroys_unasked(turn: Turn, acts: Sequence[Act], policy: str) -> bool:
    if policy != "execute" or not _destroys(acts):
        return False
    return turn["policy"] in UNSETTLED or not any(_destroys(gold) for gold in answers(turn))


def _policy_fits(turn: Turn, policy: str) -> bool:
    return policy in {turn["policy"], *turn.get("accept_policy", [])} or {policy, turn["policy"]} == HARMLESS


def _same_acts(gold: Sequence[Act], acts: Sequence[Act], soft: frozenset[str]) -> bool:
    """Whether operations and slots agree one by one; a slot too many is as wrong as one missing, unless it is soft."""
    return _operations(gold) == _operations(acts) and all(
        _same_slots(wanted["slots"], given.get("slots") or {}, soft) for wanted, given in zip(gold, acts, strict=True)
    )


def _same_slots(gold: dict[str, Any], given: dict[str, Any], soft: frozenset[str]) -> bool:
    if gold.keys() - soft != given.keys() - soft:
        return False
    return all(_same_value(slot, gold[slot], given[slot]) for slot in gold.keys() - soft)


def _same_value(slot: str, gold: object, given: object) -> bool:
    if slot in FREE_TEXT:
        return _overlap(str(gold), str(given)) >= ENOUGH_OVERLAP
    if isinstance(gold, list) or isinstance(given, list):
        return sorted(map(str, _listed(gold))) == sorted(map(str, _listed(given)))
    return str(gold).strip().lower() == str(given).strip().lower()


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _overlap(one: str, other: str) -> float:
    """Token F1 of two texts, little words aside."""
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs:
        return float(ours == theirs)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _words(text: str) -> Counter[str]:
    return Counter(word for word in re.findall(r"\w+", text.lower()) if word not in LITTLE_WORDS)
