"""Typed doors to SQLAlchemy: the table of a row class, and rows as instances of it."""

from __future__ import annotations

from typing import TypeVar, cast

from sqlalchemy import Connection, Executable, Table
from sqlmodel import SQLModel

Row = TypeVar("Row", bound=SQLModel)


def columns(row: type[SQLModel]) -> Table:
    """The table of a row class, for statements that are written without the ORM."""
    return cast("Table", row.__table__)  # type: ignore[attr-defined]  # set by SQLModel


def one(
    connection: Connection, row: type[Row], query: Executable, **values: str | int
) -> Row | None:
    """The first row that `query` over the whole table of `row` finds with these values."""
    found = connection.execute(query, values).mappings().first()
    return None if found is None else row(**found)


def every(connection: Connection, row: type[Row], query: Executable) -> list[Row]:
    """All rows that `query` over the whole table of `row` finds."""
    return [row(**found) for found in connection.execute(query).mappings()]
