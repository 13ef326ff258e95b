"""Whether the shots of every story cut together, as the shot linter sees it."""

from tests.benchmarks.story.tales import Failure, Missing, Outcome, Tale, share


def measure(tales: list[Tale]) -> Outcome:
    """Errors and warnings must not be there; hints are counted too, without a goal."""
    try:
        from assistant.story.shots import covered, lint
    except ImportError as error:
        raise Missing(f"the shot linter: {error}") from error
    notes = [(tale, lint(covered(tale.story), tale.wish.language, tale.story.fps)) for tale in tales]
    failures = [
        Failure(f"shots: {note.rule} ({note.severity})", tale.wish.language, tale.wish.prompt, f"scene {note.scene.number}: {note.said}")
        for tale, found in notes
        for note in found
    ]
    clean = sum(all(note.severity == "hint" for note in found) for _, found in notes)
    silent = sum(not found for _, found in notes)
    return Outcome(
        [share("stories clean to the shot linter", clean, len(tales), goal=100), share("without even a hint", silent, len(tales))], failures
    )
