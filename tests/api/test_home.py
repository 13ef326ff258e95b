"""The home is private, its key is its own, and settings are what the README says."""

import asyncio
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from api.home import KEY_BYTES, Home
from api.local import access, add_user
from api.logs import without_secrets
from api.server import assistant_for
from api.settings import PREFIX, SAYS, BadSetting, Settings, load
from assistant import NOBODY, SYSTEM
from assistant.errors import Conflict, Unauthenticated
from assistant.identity import Identity
from assistant.operations.accounts import AddUser, Login
from assistant.tiers import FREE
from tests.api.serving import served
from tests.patience import PATIENCE

README = Path(__file__).parents[2] / "README.md"


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_the_home_and_its_key_are_nobody_elses(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").make()
    key = home.key()
    assert len(key) >= KEY_BYTES
    assert (mode(home.path), mode(home.path / "signing.key")) == ("0o700", "0o600")
    assert Home(home.path).key() == key
    assert Home(tmp_path / "other").make().key() != key


def test_a_key_that_was_cut_is_refused(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").make()
    (home.path / "signing.key").write_bytes(b"short")
    with pytest.raises(ValueError, match="too short"):
        home.key()


async def test_a_new_home_has_nobody_with_a_password(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        users = await server.house.assistant.store.run(
            lambda db: db.exec_driver_sql("SELECT name, password_hash FROM users").all(), read_only=True
        )
        assert [tuple(row) for row in users] == [("owner", None)]


async def test_the_database_of_a_home_is_private_too(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        assert mode(server.settings.home) == "0o700"


def test_the_readme_lists_every_setting() -> None:
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| .*? \| (.*?) \|$", README.read_text(), re.MULTILINE))
    assert {name.lower(): text for name, text in rows.items()} == SAYS
    assert set(SAYS) == set(Settings.__struct_fields__)


def test_the_readme_gives_every_default() -> None:
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| (.*?) \|", README.read_text(), re.MULTILINE))
    plain = {name: str(getattr(Settings(), name)) for name in Settings.__struct_fields__}
    assert {name.lower(): value.strip("`") for name, value in rows.items()} == {key: value or "(empty)" for key, value in plain.items()}


def test_settings_come_from_the_environment_and_arguments_win() -> None:
    settings = load({"STORYCORE_PORT": "9001", "STORYCORE_HOME": "/x", "OTHER": "1"}, port=9002, host=None)
    assert (settings.port, str(settings.home), settings.host) == (9002, "/x", "127.0.0.1")


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("PORT", "70000"), ("RATE_LIMIT", "0"), ("ADOPT_FOLDERS", "perhaps")])
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name.lower()):
        load({PREFIX + name: value})


def test_secrets_never_reach_a_log() -> None:
    shown = without_secrets(None, "info", {"event": "x", "password": "p", "access_token": "t", "Authorization": "b", "user": "robin"})
    assert shown == {"event": "x", "password": "…", "access_token": "…", "Authorization": "…", "user": "robin"}


async def test_a_command_finds_the_running_server_or_starts_one(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        Home(server.settings.home).announce(server.url)
        async with access(server.settings) as found:
            assert (found.url, found.started) == (server.url, False)
        Home(server.settings.home).retract()
    async with access(server.settings) as own:
        assert own.started


async def test_a_user_is_added_once_and_signs_in(tmp_path: Path) -> None:
    settings = load({}, home=tmp_path / "home", projects_dir=tmp_path / "projects")
    added = await add_user(settings, AddUser(name="noor", password="a long password", role="producer"))
    assert (added.name, added.role, added.plan) == ("noor", "producer", "studio")
    with pytest.raises(Conflict, match="already"):
        await add_user(settings, AddUser(name="noor", password="another password"))


async def test_a_user_signs_in_with_name_or_address_and_the_token_names_the_tier(tmp_path: Path) -> None:
    settings = load({}, home=tmp_path / "home", projects_dir=tmp_path / "projects")
    await add_user(settings, AddUser(name="noor", password="a long password", email="Noor@Example.org", plan="free"))
    async with assistant_for(settings) as assistant:
        for name in ("noor", "noor@example.org", "NOOR@example.org"):
            tokens = await assistant.perform(Login(username=name, password="a long password"), by=NOBODY)
            assert assistant.identity.actor(tokens.access_token).tier is FREE
        with pytest.raises(Conflict, match=r"at noor@example\.org already"):
            await assistant.perform(AddUser(name="other", password="a long password", email="noor@example.org"), by=SYSTEM)


def test_a_password_is_kept_as_argon2id_and_compared_in_full() -> None:
    identity = Identity(b"k" * 48)
    hashed = identity.hash("a long password")
    assert hashed.startswith("$argon2id$")
    assert identity.matches("a long password", hashed)
    assert not identity.matches("a long passwor", hashed)
    assert not identity.matches("a long password", None)
    assert not identity.matches("a long password", "nonsense")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvd25lciJ9."])
def test_a_forged_token_is_refused(token: str) -> None:
    with pytest.raises(Unauthenticated):
        Identity(b"k" * 48).read(token, "access")


def test_help_answers_without_loading_the_house() -> None:
    heavy = "{'torch', 'litestar', 'sqlalchemy'}"
    script = f"""
import sys
from api.cli import main
try:
    main(['--help'])
except SystemExit:
    pass
print(sorted({heavy} & set(sys.modules)))
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=README.parent)
    assert found.stdout.strip().endswith("[]")


async def test_health_answers_while_the_model_is_loading(tmp_path: Path) -> None:
    import httpx

    async with served(tmp_path) as server, httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        assert (await client.get("/api/v1/health")).status_code == 200
        answer = await client.get("/api/v1/ready")
        assert answer.json()["embedder"] in ("loading", "ready")
        async with asyncio.timeout(90):
            while (await client.get("/api/v1/ready")).status_code != 200:
                await asyncio.sleep(0.2)
        assert (await client.get("/api/v1/ready")).json() == {"ready": True, "database": "ready", "embedder": "ready"}
