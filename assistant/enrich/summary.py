"""Whose wording it is, in one plain sentence."""

from itertools import groupby


def summary(count: int, kept: dict[int, str], film: str) -> str:
    """`kept` are the scenes (from 0) with the engine's wording and why; `film` why the logline is the engine's, or ''."""
    reasons = dict.fromkeys([*kept.values(), *([film] if film else [])])
    if len(kept) == count and film:
        return f"The wording is the engine's; the model's could not be used: {_listed(list(reasons))}."
    used = f"all {count}" if not kept else f"{count - len(kept) or 'none'} of {count}"
    said = f"The model's wording was used for {used} scenes"
    scenes = {reason: [index for index, why in kept.items() if why == reason] for reason in reasons}
    engine = [f"{_scenes(those)} ({reason})" for reason, those in scenes.items() if those]
    engine += [f"the logline ({film})"] if film else []
    return f"{said}; the engine's stays for {_listed(engine)}." if engine else f"{said}."


def _scenes(indexes: list[int]) -> str:
    """[2, 4, 5, 6] is 'scenes 3 and 5 to 7'."""
    told: list[str] = []
    for _, run in groupby(enumerate(indexes), lambda one: one[1] - one[0]):
        numbers = [str(index + 1) for _, index in run]
        told += [f"{numbers[0]} to {numbers[-1]}"] if len(numbers) > 2 else numbers
    return f"scene{'s' if len(indexes) > 1 else ''} {_listed(told)}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
