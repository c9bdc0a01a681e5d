"""The rows of people's own hands: a curator's mendings, and the marks of readers.

Columns called `chat` hold `platform:address`, as everywhere, so that a chat's rows move with it.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.types import UtcDateTime


class ItemMendingRow(SQLModel, table=True):
    """What a curator changed in an item; the newest row of a kind or theme is what counts."""

    __tablename__ = "item_mending"

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    kind: str
    theme: str | None = None
    other_id: int | None = None
    made_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)


class UnderstoodThemeRow(SQLModel, table=True):
    """A label as the program itself found it, of an item whose labels a curator mended."""

    __tablename__ = "understood_theme"

    item_id: int = Field(foreign_key="item.id", primary_key=True)
    theme: str = Field(primary_key=True)
    score: float
    because_json: str = "[]"


class SavedItemRow(SQLModel, table=True):
    """An item that a chat keeps."""

    __tablename__ = "saved_item"

    chat: str = Field(primary_key=True)
    item_id: int = Field(foreign_key="item.id", primary_key=True)
    saved_at: datetime = Field(sa_type=UtcDateTime)


class MutedWordRow(SQLModel, table=True):
    """A word that drops stories for a chat; `folded` is the word as it is compared."""

    __tablename__ = "muted_word"

    chat: str = Field(primary_key=True)
    folded: str = Field(primary_key=True)
    word: str
    muted_at: datetime = Field(sa_type=UtcDateTime)
