"""A copy of the database while it is in use, and back again: SQLite's own online backup."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from briefings.errors import InputError, StoreError
from storage.database import open_database

PAGES_A_STEP = 512
"""Pages copied between two looks at the writers, which go on meanwhile."""


def back_up(source: Path, target: Path) -> None:
    """Write a whole, consistent copy of `source` to `target`, which must not exist yet.

    Raises `InputError` where `target` exists or its folder does not, `StoreError` where there is
    nothing to copy or no room. A copy that broke off is not left behind.
    """
    if not source.is_file():
        raise StoreError(f"there is no database at {source}")
    if target.exists():
        raise InputError(f"{target} exists already; name a new file, or remove that one first")
    if not target.parent.is_dir():
        raise InputError(f"there is no folder {target.parent}; make it first, or name another")
    partial = target.with_name(f"{target.name}.part")
    try:
        _copy(source, partial)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise StoreError(f"the backup {target} could not be written: {error}") from error


def restore(backup: Path, target: Path) -> Path | None:
    """Put a backup in the place of `target`; gives back where the old database was kept, if any.

    The backup's schema is checked before anything is touched. To be called while no process uses
    `target`. Raises `InputError` for a file that is no backup, `SchemaMismatch` for another schema.
    """
    if not backup.is_file():
        raise InputError(f"there is no backup {backup}")
    arrived = target.with_name(f"{target.name}.restoring")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(backup, arrived)
    except (OSError, sqlite3.Error) as error:
        arrived.unlink(missing_ok=True)
        raise InputError(f"{backup} is no database that can be restored: {error}") from error
    try:
        open_database(f"sqlite:///{arrived}", create=False).close()
    except StoreError:
        _remove(arrived)
        raise
    kept = _set_aside(target)
    os.replace(arrived, target)  # noqa: PTH105 - atomic, over whatever is there
    _remove(arrived)
    return kept


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=PAGES_A_STEP)
        found = new.execute("PRAGMA quick_check").fetchone()
        tables = new.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables == (0,):
        raise sqlite3.DatabaseError(f"{source} holds nothing")
    if found != ("ok",):
        raise sqlite3.DatabaseError(f"the copy of {source} is damaged: {found}")


def _set_aside(target: Path) -> Path | None:
    if not target.exists():
        return None
    kept = target.with_name(f"{target.name}.before-restore")
    _copy(target, kept)  # with what its write-ahead log still holds
    _remove(target)
    return kept


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
