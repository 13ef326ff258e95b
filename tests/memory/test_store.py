"""Attempts reach the database whole or not at all, many to a commit, on SQLite and on PostgreSQL."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, func, inspect, select

from memory import Store
from memory.migrations import configuration, migrate
from memory.people import User, add_user, user
from memory.tables import metadata
from memory.tables.people import users
from tests.databases import fresh_database


def robin(name: str) -> User:
    return User(id=f"user_{name}", name=name, role="user", created_at="2026-01-01T00:00:00Z")


@pytest.fixture
async def store(database: str) -> Store:
    return await Store.open(database)


async def test_what_an_attempt_did_is_there_afterwards(store: Store) -> None:
    await store.run(lambda db: add_user(db, robin("a")))
    assert await store.run(lambda db: user(db, "user_a"), read_only=True) == robin("a")
    await store.close()


async def test_a_failing_attempt_leaves_no_trace_and_its_neighbours_do(store: Store) -> None:
    def fail(db: Connection) -> None:
        add_user(db, robin("b"))
        raise ValueError("changed my mind")

    outcomes = await asyncio.gather(
        store.run(lambda db: add_user(db, robin("a"))),
        store.run(fail),
        store.run(lambda db: add_user(db, robin("c"))),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), ValueError, type(None)]
    names = await store.run(lambda db: set(db.execute(select(users.c.name)).scalars()), read_only=True)
    assert names == {"a", "c"}
    await store.close()


async def test_a_second_start_finds_everything(database: str) -> None:
    for name in ("a", "b"):
        store = await Store.open(database)
        await store.run(lambda db, name=name: add_user(db, robin(name)))  # type: ignore[misc]
        await store.close()
    store = await Store.open(database)
    assert await store.run(lambda db: db.execute(select(func.count()).select_from(users)).scalar_one(), read_only=True) == 2
    await store.close()


async def test_many_waiting_writers_share_a_commit(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    assert store._writer is not None
    commits: list[None] = []
    event.listen(store._writer._engine, "commit", lambda _: commits.append(None))
    await asyncio.gather(*(store.run(lambda db, n=n: add_user(db, robin(str(n)))) for n in range(200)))  # type: ignore[misc]
    assert await store.run(lambda db: db.execute(select(func.count()).select_from(users)).scalar_one(), read_only=True) == 200
    assert len(commits) < 50
    await store.close()


async def test_a_writer_that_goes_away_is_still_carried_through(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    task = asyncio.create_task(store.run(lambda db: add_user(db, robin("a"))))
    await asyncio.sleep(0)
    task.cancel()
    await store.close()
    store = await Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    assert await store.run(lambda db: user(db, "user_a"), read_only=True)
    await store.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_the_migrations_make_exactly_the_tables(kind: str, tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    async with fresh_database(kind, tmp_path, bare=True) as url:
        await (await Store.open(url)).close()
        if kind == "sqlite":
            with create_engine(url).connect() as db:
                assert compare_metadata(MigrationContext.configure(db), metadata) == []
                assert set(inspect(db).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_migration_can_be_taken_back(tmp_path: Path) -> None:
    from alembic import command

    with create_engine(f"sqlite:///{tmp_path / 'x.db'}").connect() as db:
        migrate(db)
        with db.begin():
            command.downgrade(configuration(db), "base")
        assert set(inspect(db).get_table_names()) == {"alembic_version"}


async def test_a_closed_store_leaves_one_whole_file(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    await store.run(lambda db: add_user(db, robin("a")))
    await store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["x.db"]


async def test_sqlite_needs_a_file() -> None:
    with pytest.raises(ValueError, match="sqlite:///path"):
        await Store.open("sqlite://")


async def test_the_log_is_folded_into_the_file_while_nobody_waits_for_it(tmp_path: Path) -> None:
    file = tmp_path / "storycore.db"
    store = await Store.open(f"sqlite:///{file}")
    before = file.stat().st_size
    for number in range(6):
        await store.run(lambda db, number=number: add_user(db, robin(f"{number}-{'x' * 1_000_000}")))  # type: ignore[misc]
    for _ in range(200):
        if file.stat().st_size > before + 4_000_000:
            break
        await asyncio.sleep(0.05)
    assert file.stat().st_size > before + 4_000_000
    assert await store.run(lambda db: db.scalar(select(func.count()).select_from(users)), read_only=True) == 6
    await store.close()
    assert not file.with_name("storycore.db-wal").exists()
