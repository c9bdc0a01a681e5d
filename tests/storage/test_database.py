"""Opening, checking and upgrading a database file."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from briefings.errors import ConfigurationError, SchemaMismatch, StoreBusy, StoreError
from storage.database import Database, open_database, upgrade
from storage.schema import MIGRATIONS, revisions
from storage.subscriptions import StoredSubscriptions


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "trendbrief.db"


def made(path: Path, **options: float) -> Database:
    return open_database(f"sqlite:///{path}", **options)


def stamped(path: Path, revision: str) -> None:
    made(path).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


def test_a_new_database_is_made_with_its_folder_and_schema(path: Path):
    database = made(path)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM item")).scalar() == 0
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.close()
    made(path).close()


def test_models_and_migrations_agree(path: Path):
    database = made(path)
    with database.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                # The index of the search is SQLite's own kind of table: migrations alone know it.
                "include_name": lambda name, kind, _: (
                    kind != "table" or not name.startswith("item_search")
                ),
            },
        )
        differences = compare_metadata(context, SQLModel.metadata)
    database.close()

    assert differences == []


def test_the_revisions_known_by_file_name_are_those_of_alembic():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)

    assert [script.revision for script in scripts.walk_revisions()] == list(reversed(revisions()))


def test_an_older_schema_is_refused_until_it_is_upgraded(path: Path):
    connection = sqlite3.connect(made_at(path, revisions()[0]))
    connection.execute("INSERT INTO source (name) VALUES ('kept')")
    connection.commit()
    connection.close()

    with pytest.raises(SchemaMismatch, match=r"older .*`trendbrief database upgrade`"):
        made(path)
    upgrade(f"sqlite:///{path}")

    database = made(path)
    with database.reading() as reader:
        assert reader.execute(text("SELECT name FROM source")).scalars().all() == ["kept"]
    database.close()


def test_subscriptions_and_their_slots_outlive_the_upgrade_that_brought_approval(path: Path):
    connection = sqlite3.connect(made_at(path, "0003"))
    connection.execute(
        "INSERT INTO subscription (id, chat, themes_json, words_json, without_json, schedule, zone,"
        " language, length, nothing_new, start_from, repeats_unsure, created_at, next_due_at,"
        " window_from, paused) VALUES (1, 'telegram:-1', '[]', '[]', '[]', 'weekly 0 09:00',"
        " 'Asia/Seoul', 'ko', 'short', 'say', 'now', 1, '2026-11-16 00:00:00',"
        " '2026-11-23 00:00:00', '2026-11-16 00:00:00', 0)"
    )
    connection.execute(
        "INSERT INTO slot (subscription_id, due_at, state, attempts, alerted)"
        " VALUES (1, '2026-11-16 00:00:00', 'due', 0, 0)"
    )
    connection.commit()
    connection.close()
    upgrade(f"sqlite:///{path}")

    database = made(path)
    subscriptions = StoredSubscriptions(database)
    [kept] = subscriptions.all()
    [slot] = subscriptions.slots(kept.id, limit=9)
    assert (kept.wish.approval, slot.draft_of) == (None, None)
    assert subscriptions.unassembled(slot.due_at, limit=9) == ((slot, kept),)
    database.close()


def made_at(path: Path, revision: str) -> Path:
    """A database as an older version of the program left it."""
    path.parent.mkdir(parents=True)
    database = Database(path)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    database.close()
    return path


def test_a_newer_schema_is_refused(path: Path):
    stamped(path, "9999")

    with pytest.raises(SchemaMismatch, match="newer than this program"):
        made(path)
    with pytest.raises(SchemaMismatch, match="newer than this program"):
        upgrade(f"sqlite:///{path}")


def test_tables_of_another_program_are_refused_and_left_alone(path: Path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")
    connection.close()

    with pytest.raises(SchemaMismatch, match="not Trendbrief's"):
        made(path)
    with pytest.raises(SchemaMismatch, match="not Trendbrief's"):
        upgrade(f"sqlite:///{path}")


def test_upgrading_makes_a_new_database_and_changes_a_current_one_in_nothing(path: Path):
    upgrade(f"sqlite:///{path}")
    upgrade(f"sqlite:///{path}")

    made(path).close()


def test_two_that_make_the_same_database_at_once_both_get_it(path: Path):
    faults: list[Exception] = []

    def make() -> None:
        try:
            made(path).close()
        except StoreError as error:
            faults.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    made(path).close()


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("postgresql://x/y", ConfigurationError),
        ("sqlite://", ConfigurationError),
        ("sqlite:///:memory:", ConfigurationError),
        ("no url", ConfigurationError),
        ("sqlite:////dev/null/x.db", StoreError),
        ("sqlite:////", StoreError),
    ],
)
def test_a_url_that_names_no_usable_file_is_refused(url: str, error: type[Exception]):
    with pytest.raises(error):
        open_database(url)


def test_a_file_that_is_no_database_is_named(path: Path):
    path.parent.mkdir()
    path.write_text("hello " * 500, encoding="utf-8")

    with pytest.raises(StoreError, match="not a database"):
        made(path)


def test_a_database_that_must_exist_is_not_made(path: Path):
    with pytest.raises(StoreError, match="no database at"):
        open_database(f"sqlite:///{path}", create=False)
    assert not path.exists()


def test_a_failed_write_leaves_nothing_behind(path: Path):
    database = made(path)
    with pytest.raises(IntegrityError), database.writing() as connection:  # noqa: PT012
        connection.execute(text("INSERT INTO source (name) VALUES ('a')"))
        connection.execute(text("INSERT INTO source (name) VALUES ('a')"))

    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM source")).scalar() == 0
    database.close()


def test_what_must_last_is_synced_in_full_and_the_rest_is_not(path: Path):
    database = made(path)
    with database.writing() as connection:
        usual = connection.execute(text("PRAGMA synchronous")).scalar()
    with database.writing(durable=True) as connection:
        durable = connection.execute(text("PRAGMA synchronous")).scalar()
    database.close()

    assert (usual, durable) == (1, 2)


def test_a_reader_sees_one_snapshot_while_others_write(path: Path):
    database = made(path)
    with database.reading() as reader:
        before = reader.execute(text("SELECT count(*) FROM source")).scalar()
        with database.writing() as writer:
            writer.execute(text("INSERT INTO source (name) VALUES ('a')"))
        after = reader.execute(text("SELECT count(*) FROM source")).scalar()
    database.close()

    assert (before, after) == (0, 0)


def test_a_write_takes_the_lock_before_its_first_statement(path: Path):
    database = made(path)
    begun: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_) -> None:
        begun.append(statement)

    with database.writing():
        pass
    with database.reading():
        pass
    database.close()

    assert begun == ["BEGIN IMMEDIATE", "BEGIN"]


def test_a_database_held_by_another_process_is_said_to_be_busy(path: Path):
    database = made(path, busy_timeout_seconds=0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreBusy, match=r"another process holds"), database.writing():
        pass
    other.execute("ROLLBACK")
    other.close()
    with database.writing():
        pass
    database.close()


def test_threads_of_one_process_write_in_turn(path: Path):
    database = made(path)

    def write(name: str) -> None:
        for number in range(20):
            with database.writing() as connection:
                connection.execute(
                    text("INSERT INTO source (name) VALUES (:name)"), {"name": f"{name}{number}"}
                )

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM source")).scalar() == 80
    database.close()
