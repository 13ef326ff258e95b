"""`python -m tests.understanding.measure [N]`: what share of the cases (or of one in N) is understood, by kind, and what is taken for what.

Of the held-out world only totals are shown, so that nobody tunes to it.
"""

import asyncio
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from api.understanding.cases import Prediction, World
from api.understanding.command import talking
from api.understanding.run import predictions
from tests.understanding.scoring import judge, read_cases

HERE = Path(__file__).parent
HELD_OUT = HERE / "heldout"


@dataclass
class Score:
    """Turns of one kind: how many there are, and of how many operation, slots and policy were right."""

    turns: int = 0
    operations: int = 0
    slots: int = 0
    whole: int = 0


@dataclass
class Measured:
    """Scores by kind (`heldout kind` for the world nobody tunes to), what was taken for what, and what was destroyed unasked."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    unsafe: list[str] = field(default_factory=list)


def measured(one_in: int = 1) -> Measured:
    """The cases over all worlds, or one in so many of each, through the real parser and conversation."""
    return asyncio.run(_measured(one_in))


async def _measured(one_in: int) -> Measured:
    found = Measured()
    async with talking() as talk:
        for folder, cases in ((HERE, HERE / "cases"), (HELD_OUT, HELD_OUT)):
            for world in sorted((folder / "worlds").glob("*.json")):
                files = sorted(cases.glob(f"{world.stem}.*.jsonl"))
                known = msgspec.json.decode(world.read_bytes(), type=World)
                lines = [line for file in files for line in file.read_text("utf-8").splitlines()[::one_in]]
                given = [one async for one in predictions(known, lines, talk)]
                _count(found, files, given, "heldout " if folder is HELD_OUT else "")
    return found


def _count(found: Measured, files: Iterable[Path], given: list[Prediction], prefix: str) -> None:
    answered = {(one.id, one.turn): one for one in given}
    for case in (case for file in files for case in read_cases(file) if (case["id"], 0) in answered):
        for number, turn in enumerate(case["turns"]):
            said = answered[case["id"], number]
            acts = msgspec.to_builtins(said.ops)
            verdict = judge(turn, acts, said.policy)
            for kind in (f"{prefix}{case['kind']}", f"{prefix}all"):
                score = found.scores[kind]
                score.turns += 1
                score.operations += verdict.operations
                score.slots += verdict.slots
                score.whole += verdict.right
            if verdict.unsafe:
                found.unsafe.append(case["id"])
            if not verdict.operations and not prefix:
                found.confused[_named(turn["expect"]), _named(acts)] += 1


def _named(acts: list[dict[str, object]]) -> str:
    return " + ".join(str(act["op"]) for act in acts) or "nothing"


def main() -> int:
    found = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for kind, score in sorted(found.scores.items()):
        shares = "  ".join(f"{name} {100 * part / score.turns:5.1f}" for name, part in
                           (("operation", score.operations), ("with slots", score.slots), ("and policy", score.whole)))  # fmt: skip
        print(f"{kind:20} {score.turns:4}  {shares}")
    print(f"destroyed unasked: {len(found.unsafe)}")
    for (wanted, got), count in found.confused.most_common(40):
        print(f"{count:4}  {wanted}  taken for  {got}")
    return int(bool(found.unsafe))


if __name__ == "__main__":
    sys.exit(main())
