"""Whether the checker tells sound stories from broken ones: shuffled, and with one fault planted each."""

from tests.benchmarks.rows import Row
from tests.benchmarks.story.tales import Failure, Missing, Outcome, Tale, share

FOUND, FALSE_ALARMS = 95, 5


def measure(tales: list[Tale]) -> Outcome:
    """With the plan's facts there are goals; by the texts alone, as in a project typed in, there is none."""
    try:
        from assistant.story.continuity import check, script_of_story
        from tests.assistant.story.continuity.measure import measure as found_in
    except ImportError as error:
        raise Missing(f"the continuity checker: {error}") from error
    scripts = [script_of_story(tale.story, tale.wish.prompt, tale.wish.seconds) for tale in tales]
    prompts = {script.title: tale.wish.prompt for script, tale in zip(scripts, tales, strict=True)}
    language = tales[0].wish.language
    rows: list[Row] = []
    failures: list[Failure] = []
    for name, part in found_in(scripts).items():
        if "flagged" in name:
            rows.append(share(name, part.hits, part.count, most=FALSE_ALARMS))
            continue
        goal = FOUND if name.endswith("with plan") else None
        rows.append(share(f"found: {name}", part.hits, part.count, goal=goal))
        if goal:
            failures += [Failure(f"not found: {name}", language, prompts.get(title, title), title) for title in part.missed]
    failures += [
        Failure(f"a sound story flagged: {note.rule}", language, script.prompt, note.said)
        for script in scripts
        for note in check(script)
        if note.severity != "hint"
    ]
    return Outcome(rows, failures)
