"""One started server for all of these tests; whoever needs other limits starts another."""

from collections.abc import Iterator

import pytest

from api import logs
from tests.api.served import Client, Served, serving


@pytest.fixture(autouse=True)
def quiet() -> None:
    """Requests are not logged into the output that tests look at."""
    logs.configure("console", "warning")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture
def robin(served: Served) -> Client:
    """A person with nothing of their own yet."""
    return served.somebody()


@pytest.fixture
def film(robin: Client) -> str:
    """The name of Robin's project: eight scenes, saved and open."""
    return robin.film(sceneCount=8)
