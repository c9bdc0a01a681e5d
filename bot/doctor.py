"""The state of an installation: settings in, findings with their mends out."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import func, select

from bot.clock import Clock, SystemClock
from bot.worker.limits import MEGABYTE, TOKENIZING
from bot.worker.tokens import PACKAGE, WorkerTokenizer, is_installed
from briefings.errors import ConfigurationError, NotTokenized, SchemaMismatch, StoreError
from config.aliases import load_aliases
from config.catalogue import load_themes
from config.settings import ENV_FILE, Settings, Tokeniser, load_settings, name_of
from config.sources import load_source_weights
from storage.database import Database, database_path, open_database
from storage.tables import ItemRow
from storage.typed import columns

MADE_IN = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right shows an earlier time."""

CLOCK_SLACK = timedelta(minutes=10)
OLDEST_SQLITE = (3, 35, 0)
"""The first that gives back the rows that it wrote (RETURNING)."""

PICTURE_PACKAGES = ("matplotlib", "pylopdf_fonts_ko")

LOW_DISK_BYTES = 500 * 1024**2
NO_DISK_BYTES = 20 * 1024**2


class Level(StrEnum):
    """How grave a finding is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` says what to do, empty where all is well."""

    level: Level
    what: str
    mend: str = ""


def examine(env_file: Path | None = ENV_FILE, clock: Clock | None = None) -> tuple[Finding, ...]:
    """Look at settings, tokens, themes, database, font, tokeniser, folder, disk, SQLite and clock.

    Changes nothing: a database that is not there yet stays unmade. Wrong settings are reported
    alone, since the rest would be looked for in the wrong places.
    """
    try:
        settings = load_settings(env_file)
    except ConfigurationError as error:
        return tuple(
            _failed(line, "mend it in the environment or in .env")
            for line in str(error).splitlines()
        )
    return (
        _ok("settings are complete and readable"),
        *_file_of_secrets(env_file, settings),
        *_tokens(settings),
        *_configuration(settings),
        _sqlite(),
        _pictures(),
        _words(settings),
        *_place(database_path(settings.database_url)),
        *_database(settings, clock or SystemClock()),
    )


def _ok(what: str) -> Finding:
    return Finding(level=Level.OK, what=what)


def _warned(what: str, mend: str) -> Finding:
    return Finding(level=Level.WARN, what=what, mend=mend)


def _failed(what: str, mend: str) -> Finding:
    return Finding(level=Level.FAIL, what=what, mend=mend)


def _file_of_secrets(env_file: Path | None, settings: Settings) -> Iterator[Finding]:
    holds_tokens = settings.telegram.token is not None or settings.slack.bot_token is not None
    if env_file is None or not env_file.is_file() or not holds_tokens:
        return
    if env_file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield _warned(f"{env_file} can be read by other users", f"run `chmod 600 {env_file}`")


def _tokens(settings: Settings) -> Iterator[Finding]:
    if settings.telegram.token is None:
        yield _warned(
            "Telegram has no token",
            f"to use it, set {name_of('telegram', 'token')} to the token from @BotFather",
        )
    else:
        yield _ok("Telegram has a token")
    if settings.slack.missing is not None:
        yield _warned("Slack lacks a setting", f"set {settings.slack.missing}")
    elif settings.slack.bot_token is None:
        yield _warned(
            "Slack has no token",
            f"to use it, set {name_of('slack', 'bot_token')} and {name_of('slack', 'app_token')}",
        )
    else:
        mode = "Socket Mode" if settings.slack.app_token is not None else "HTTP mode"
        yield _ok(f"Slack has its tokens, {mode}")


def _configuration(settings: Settings) -> Iterator[Finding]:
    mend = f"mend the file, or {name_of('config_dir')}"
    try:
        themes = load_themes(settings.config_dir)
    except ConfigurationError as error:
        yield _failed(str(error), mend)
    else:
        yield _ok(f"{len(themes)} themes: {', '.join(theme.id for theme in themes)}")
    try:
        load_aliases(settings.config_dir)
        load_source_weights(settings.config_dir)
    except ConfigurationError as error:
        yield _failed(str(error), mend)


def _sqlite() -> Finding:
    version = ".".join(str(part) for part in sqlite3.sqlite_version_info)
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(word)")
    except sqlite3.OperationalError:
        return _failed(
            f"SQLite {version} lacks full-text search (FTS5)",
            "use a Python whose SQLite has FTS5, such as that of python.org or of Debian",
        )
    finally:
        connection.close()
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return _failed(f"SQLite {version} is too old", "use a Python with SQLite 3.35 or newer")
    return _ok(f"SQLite {version} with full-text search")


def _pictures() -> Finding:
    """What paints trends in Korean comes with packages, not with the system."""
    missing = [name for name in PICTURE_PACKAGES if find_spec(name) is None]
    if missing:
        return _warned(
            f"trends come without pictures: {', '.join(missing)} is not installed",
            "run `pip install --require-hashes -r requirements.lock` again",
        )
    from pylopdf_fonts_ko import sans_path  # noqa: PLC0415 - only now is it known to be there

    font = sans_path()
    if not font.is_file():
        return _warned(
            f"trends come without pictures: the font {font} is missing",
            "run `pip install --force-reinstall pylopdf-fonts-ko`",
        )
    return _ok(f"pictures are painted with {font.stem}")


def _words(settings: Settings) -> Finding:
    """Korean words are found by a tokeniser, which has no package for every machine."""
    if settings.understanding.tokeniser is Tokeniser.PLAIN:
        return _ok("words are found without a tokeniser, as the settings ask")
    if not is_installed():
        return _warned(
            f"words are found without a tokeniser: {PACKAGE} is not installed",
            "run `pip install --require-hashes -r requirements.lock` again; where it has no "
            f"package for this machine, set {name_of('understanding', 'tokeniser')}=plain",
        )
    tokenizer = WorkerTokenizer(())
    try:
        tokenizer.tokenize(["새벽배송"])
    except NotTokenized as error:
        return _warned(
            f"words are found without a tokeniser: {error}",
            f"free memory (it takes {TOKENIZING.memory_bytes // MEGABYTE} MB), or set "
            f"{name_of('understanding', 'tokeniser')}=plain",
        )
    finally:
        tokenizer.close()
    return _ok(f"Korean words are found by {PACKAGE}")


def _place(path: Path) -> Iterator[Finding]:
    """The folder of the database, or the nearest one above that exists already."""
    folder = next(each for each in path.absolute().parents if each.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield _failed(
            f"nothing can be written in {folder}: {error.strerror}",
            f"give this user the right to write there, or set {name_of('database_url')}",
        )
        return
    free = shutil.disk_usage(folder).free
    room = f"{free // 1024**2:,} MB free in {folder}"
    if free < NO_DISK_BYTES:
        yield _failed(f"the disk is full: {room}", "make room, or nothing new can be stored")
    elif free < LOW_DISK_BYTES:
        yield _warned(f"the disk is nearly full: {room}", "make room")
    else:
        yield _ok(room)


def _database(settings: Settings, clock: Clock) -> Iterator[Finding]:
    path = database_path(settings.database_url)
    if not path.exists():
        yield _ok(f"no database at {path} yet: it is made at the first use")
        yield from _clock(None, clock)
        return
    try:
        database = open_database(settings.database_url, create=False)
    except SchemaMismatch as error:
        what, _, mend = str(error).partition(": ")
        yield _failed(what, mend)
    except StoreError as error:
        yield _failed(str(error), "make the file usable, or restore a backup")
    else:
        try:
            yield from _contents(database, clock)
        finally:
            database.close()


def _contents(database: Database, clock: Clock) -> Iterator[Finding]:
    items = columns(ItemRow)
    query = select(func.count(), func.max(items.c.stored_at)).select_from(items)
    try:
        with database.reading() as connection:
            count, newest = connection.execute(query).one()
    except StoreError as error:
        yield _failed(str(error), "restore a backup, or try again when nobody holds it")
        return
    yield _ok(f"the database {database.path} is up to date and holds {count:,} items")
    yield from _clock(newest, clock)


def _clock(newest: datetime | None, clock: Clock) -> Iterator[Finding]:
    """A clock that is behind loses pushes, so what is stored is asked as a witness."""
    now = clock.now()
    if now < MADE_IN:
        yield _failed(
            f"the clock shows {now:%Y-%m-%d %H:%M} UTC, before this program was made",
            "set the clock, or switch time synchronisation on",
        )
    elif newest is not None and newest > now + CLOCK_SLACK:
        yield _warned(
            f"the clock shows {now:%Y-%m-%d %H:%M} UTC, but an item was stored at "
            f"{newest:%Y-%m-%d %H:%M} UTC",
            "set the clock, or switch time synchronisation on",
        )
    else:
        yield _ok(f"the clock shows {now:%Y-%m-%d %H:%M} UTC")
