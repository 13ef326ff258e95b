"""A real server for tests: in this process, on a free port of this machine, over a fresh home, in a thread with a loop of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter

from api.server import address, house, listen, running
from api.settings import Settings
from assistant import SYSTEM, Assistant
from assistant.operations.accounts import AddUser, FindUser, InsertUser, StartLogin
from tests.databases import fresh_database
from tests.patience import PATIENCE

T = TypeVar("T")
USER, PASSWORD = "user@example.com", "secure_password"


class Served:
    """A started server. `home` and `projects` are its folders, `assistant` the one it serves."""

    def __init__(self, settings: Settings, url: str, assistant: Assistant, loop: asyncio.AbstractEventLoop) -> None:
        self.settings = settings
        self.url = url
        self.base = f"{url}/api/v1"
        self.home, self.projects = settings.home, settings.projects_dir
        self.assistant = assistant
        self._loop = loop
        self._people = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something on the server's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def nobody(self) -> "Client":
        """Someone who is not signed in."""
        return Client(self)

    def user(self) -> "Client":
        """USER, signed in by password."""
        client = Client(self)
        answer = client.post("/auth/login", {"username": USER, "password": PASSWORD})
        client.hold(answer.json()["access_token"])
        return client

    def somebody(self) -> "Client":
        """A new person, with nothing of their own yet."""
        self._people += 1
        person = InsertUser(name=f"person {self._people}", password_hash=None)  # hashing a password takes a while
        added = self.run(self.assistant.perform(person, by=SYSTEM))
        return self.session_of(added.id)

    def session_of(self, user_id: str) -> "Client":
        """A further session of a person."""
        client = Client(self, user_id)
        client.hold(self.run(self.assistant.perform(StartLogin(user_id=user_id), by=SYSTEM)).access_token)
        return client


class Client(requests.Session):
    """Requests below the contract's prefix; `data` is sent as JSON."""

    def __init__(self, served: Served, user_id: str = "") -> None:
        super().__init__()
        self.served = served
        self.user_id = user_id
        self.trust_env = False

    def hold(self, token: str) -> None:
        """Use this access token from now on."""
        self.headers["Authorization"] = f"Bearer {token}"

    def come_from(self, address: str) -> None:
        """Connect from another address of this machine (all of 127/8 is)."""
        self.mount("http://", _From(address))

    def send_to(self, method: str, path: str, data: Any = None, **more: Any) -> requests.Response:
        extra = {"json": data} if data is not None else {}
        return super().request(method, self.served.base + path, timeout=PATIENCE, **extra, **more)

    def get(self, path: str, **more: Any) -> requests.Response:  # type: ignore[override]
        return self.send_to("GET", path, **more)

    def post(self, path: str, data: Any = None, **more: Any) -> requests.Response:  # type: ignore[override]
        return self.send_to("POST", path, data, **more)

    def patch(self, path: str, data: Any = None, **more: Any) -> requests.Response:  # type: ignore[override]
        return self.send_to("PATCH", path, data, **more)

    def delete(self, path: str, **more: Any) -> requests.Response:  # type: ignore[override]
        return self.send_to("DELETE", path, **more)

    def generated(self, prompt: str, **preferences: Any) -> dict[str, Any]:
        """A preview."""
        answer = self.post("/generate/project", {"prompt": prompt, "preferences": preferences})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def film(self, prompt: str = "A lighthouse keeper finds a stranger's diary in the storm", **preferences: Any) -> str:
        """A project, generated, saved and open; its name."""
        preview = self.generated(prompt, **preferences)
        name = self.post("/generate/finalize", {"preview_id": preview["preview_id"]}).json()["project_name"]
        assert self.post("/projects/open", {"project_name": name}).status_code == 200
        return str(name)


class _From(HTTPAdapter):
    def __init__(self, source: str) -> None:
        self._source = source
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options, source_address=(self._source, 0))


def settings_in(folder: Path, **changes: Any) -> Settings:
    """A home and a projects' root below `folder`, and a window wide enough for a whole module of tests."""
    given = {"home": folder / "home", "projects_dir": folder / "projects", "port": 0, "rate_limit": 1_000_000, **changes}
    return Settings(**given)


@contextlib.contextmanager
def serving(folder: Path, **changes: Any) -> Iterator[Served]:
    """A started server until the block ends. USER is there; the same folder served again is the same home."""
    settings = settings_in(folder, **changes)
    thread = _Thread(settings)
    thread.start()
    try:
        yield thread.wait()
    finally:
        thread.stop()


@contextlib.contextmanager
def serving_on(kind: str, folder: Path) -> Iterator[Served]:
    """The same over an empty database of that kind (`tests.databases.DATABASES`)."""
    with asyncio.Runner() as runner:
        stack = contextlib.AsyncExitStack()

        async def enter() -> str:
            return await stack.enter_async_context(fresh_database(kind, folder))

        url = runner.run(enter())
        try:
            with serving(folder, database_url=url) as server:
                yield server
        finally:
            runner.run(stack.aclose())


class _Thread(threading.Thread):
    def __init__(self, settings: Settings) -> None:
        super().__init__(name="served", daemon=True)
        self._settings = settings
        self._up = threading.Event()
        self._served: Served | None = None
        self._failure: BaseException | None = None
        self._over = asyncio.Event()

    def wait(self) -> Served:
        assert self._up.wait(PATIENCE)
        if self._failure:
            raise self._failure
        assert self._served is not None
        return self._served

    def stop(self) -> None:
        if self._served:
            self._served._loop.call_soon_threadsafe(self._over.set)
        self.join(PATIENCE)
        assert not self.is_alive(), "the server did not stop"
        if self._failure:
            raise self._failure

    def run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as failure:
            self._failure = failure
        finally:
            self._up.set()

    async def _serve(self) -> None:
        settings = self._settings
        with contextlib.closing(listen(settings.host, settings.port)) as bound:
            async with house(settings) as open_house, running(open_house.app, bound, settings):
                await add_user(open_house.assistant)
                url = address(settings.host, bound)
                self._served = Served(settings, url, open_house.assistant, asyncio.get_running_loop())
                self._up.set()
                await self._over.wait()


async def add_user(assistant: Assistant) -> None:
    """USER, unless the home knows them already."""
    if await assistant.perform(FindUser(name=USER), by=SYSTEM) is None:
        await assistant.perform(AddUser(name=USER, password=PASSWORD), by=SYSTEM)
