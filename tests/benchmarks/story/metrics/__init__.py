"""The metrics by name, each a function from the stories of one language to an `Outcome`, or to `Missing` what it needs."""

from collections.abc import Callable

from tests.benchmarks.story.tales import Outcome, Tale

from . import constraints, continuity, diversity, entities, linting, phrases, repetition, retrieval, speed, timing

Metric = Callable[[list[Tale]], Outcome]
METRICS: dict[str, Metric] = {
    module.__name__.rpartition(".")[2]: module.measure
    for module in (constraints, entities, retrieval, diversity, repetition, phrases, continuity, linting, timing, speed)
}
