"""The database: a URL in, short transactions on a checked schema out.

SQLite in WAL mode. Reads see one snapshot; writes take the write lock at once (`BEGIN IMMEDIATE`),
so that no write fails half way for a lock. `writing(durable=True)` waits until the disk has it:
meant for marking a message as sent; everything else may lose its last instant to a power cut,
never its consistency.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from briefings.errors import ConfigurationError, SchemaMismatch, StoreBusy, StoreError
from storage.schema import Standing, create_or_upgrade, standing

BUSY_TIMEOUT_SECONDS = 10.0
_BEGIN = "trendbrief_begin"
_CACHE_KIB = 16 * 1024
"""Pages that a connection keeps at most. At a million items, 200 of them anywhere in the file come
six times as fast as with SQLite's own 2 MiB; a small database never fills it."""


class Database:
    """Connections to one database, safe to share between threads. Close it when done."""

    def __init__(self, path: Path, *, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS) -> None:
        self.path = path
        self.engine = _engine(path, "NORMAL", busy_timeout_seconds)
        self.durable_engine = _engine(path, "FULL", busy_timeout_seconds)
        self._busy_timeout_seconds = busy_timeout_seconds
        self._one_writer = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of the database. Raises `StoreBusy` or `StoreError`."""
        with self._sorted_errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[Connection]:
        """One transaction that holds the write lock: committed at the end, undone on an error.

        Threads of this process queue here; other processes are waited for `busy_timeout_seconds`.
        Raises `StoreBusy` or `StoreError`.
        """
        engine = self.durable_engine if durable else self.engine
        with self._turn(), self._sorted_errors(), engine.connect() as opened:
            connection = opened.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give every connection back; the last one folds the WAL into the file."""
        self.engine.dispose()
        self.durable_engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._one_writer.acquire(timeout=self._busy_timeout_seconds):
            raise StoreBusy(f"{self.path} is still being written to by another thread")
        try:
            yield
        finally:
            self._one_writer.release()

    @contextmanager
    def _sorted_errors(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            sorted_error = _sorted(error, self.path)
            if sorted_error is None:
                raise
            raise sorted_error from error


def open_database(
    url: str, *, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS, create: bool = True
) -> Database:
    """Open the database of `url`, creating folder and schema where there is none yet.

    Raises `ConfigurationError` for a URL of another engine, `SchemaMismatch` where the schema is
    older, newer or not ours, `StoreError` where the file cannot be used.
    """
    path = database_path(url)
    _reach(path, create=create)
    database = Database(path, busy_timeout_seconds=busy_timeout_seconds)
    try:
        _check(database)
    except BaseException:
        database.close()
        raise
    return database


def upgrade(url: str) -> None:
    """Bring the schema of `url` to this program's; a new database is created.

    Raises as `open_database`, but an older schema is what it mends.
    """
    path = database_path(url)
    _reach(path, create=True)
    database = Database(path)
    try:
        with database.writing() as connection:
            stands = standing(connection)
            if stands in (Standing.NEWER, Standing.FOREIGN):
                raise _mismatch(stands, path)
            create_or_upgrade(connection)
    finally:
        database.close()


def database_path(url: str) -> Path:
    """The file that a database URL names. Raises `ConfigurationError` for any other engine."""
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite":
        raise ConfigurationError(
            f"the database engine {parsed.get_backend_name()!r} is not supported; "
            "use a URL such as sqlite:///data/trendbrief.db"
        )
    if not parsed.database or parsed.database == ":memory:":
        raise ConfigurationError(
            "the database needs a file; use a URL such as sqlite:///data/trendbrief.db"
        )
    return Path(parsed.database).expanduser()


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError(
            "the database URL cannot be read; use one such as sqlite:///data/trendbrief.db"
        ) from error


def _reach(path: Path, *, create: bool) -> None:
    if not create and not path.exists():
        raise StoreError(f"there is no database at {path}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder {path.parent} of the database cannot be made: {error.strerror}"
        ) from error


def _check(database: Database) -> None:
    with database.reading() as connection:
        stands = standing(connection)
    if stands is Standing.EMPTY:
        with database.writing() as connection:
            create_or_upgrade(connection)  # does nothing where another process was first
    elif stands is not Standing.CURRENT:
        raise _mismatch(stands, database.path)


def _mismatch(stands: Standing, path: Path) -> SchemaMismatch:
    return SchemaMismatch(
        {
            Standing.OLDER: f"the schema of {path} is older than this program: "
            "run `trendbrief database upgrade`",
            Standing.NEWER: f"the schema of {path} is newer than this program: "
            "install the version of trendbrief that wrote it, or restore a backup",
        }.get(
            stands,
            f"{path} holds tables that are not Trendbrief's: "
            "point TRENDBRIEF_DATABASE_URL at another file",
        )
    )


def _engine(path: Path, synchronous: str, busy_timeout_seconds: float) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": busy_timeout_seconds, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions begin where `_begin` says, not by guess
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            f"cache_size={-_CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))

    return engine


def _sorted(error: DatabaseError, path: Path) -> StoreError | None:
    text = str(error.orig)
    if isinstance(error, OperationalError) and ("locked" in text or "busy" in text):
        return StoreBusy(f"another process holds the database {path}; try again in a moment")
    if isinstance(error, OperationalError):
        return StoreError(f"the database {path} cannot be used: {text}")
    if type(error) is DatabaseError:
        return StoreError(
            f"{path} is damaged or not a database ({text}): restore a backup with "
            "`trendbrief database restore FILE`"
        )
    return None  # a broken promise of our own, such as a unique key: not for the store to hide
