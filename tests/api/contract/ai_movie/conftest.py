"""People of every plan on one started server, and what they have there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.api.contract.ai_movie.people import Person, person
from tests.api.served import Served, serving

Make = Callable[..., Person]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("movie")) as server:
        yield server


@pytest.fixture
def somebody(served: Served) -> Make:
    """Makes a new person with the plan that is named."""

    def make(plan: str = "studio") -> Person:
        return person(served, plan)

    return make


@pytest.fixture
def robin(somebody: Make) -> Person:
    return somebody()


@pytest.fixture
def noor(somebody: Make) -> Person:
    return somebody()


@pytest.fixture
def movie(robin: Person) -> dict[str, Any]:
    """A project of Robin's, as the contract shows it on creation."""
    return robin.project("Harbour Lights")
