"""The schema: how a database's tables stand to this program's, and the way to bring them there."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Connection, text

MIGRATIONS = Path(__file__).parent / "migrations"


class Standing(Enum):
    """How the tables that were found stand to this program's."""

    EMPTY = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()
    FOREIGN = auto()


def revisions() -> tuple[str, ...]:
    """The revisions that this program knows, oldest first, from the names of their files.

    Alembic knows them too, but importing it would slow down every start.
    """
    return tuple(sorted(file.name[:4] for file in MIGRATIONS.glob("versions/[0-9]*_*.py")))


def standing(connection: Connection) -> Standing:
    """How the database of `connection` stands to this program."""
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    tables = set(names.scalars())
    if not tables:
        return Standing.EMPTY
    if "alembic_version" not in tables or "item" not in tables:
        return Standing.FOREIGN
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    known = revisions()
    if found == known[-1]:
        return Standing.CURRENT
    return Standing.OLDER if found in known else Standing.NEWER


def create_or_upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, inside the caller's transaction: all or none."""
    from alembic import command  # noqa: PLC0415 - costs a tenth of a second, needed here alone
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
