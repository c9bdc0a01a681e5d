"""The rows as the database keeps them: documents, items, stories, briefings, chats.

Columns called `chat` hold `platform:address`; `moved` rows follow a chat to its new address by
that name. Text columns that end in `_json` hold JSON that `storage.rows` alone writes and reads.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, LargeBinary, String, text
from sqlmodel import Field, SQLModel

from storage.types import UtcDateTime


class SourceRow(SQLModel, table=True):
    """A source that documents were stored under."""

    __tablename__ = "source"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class DocumentRow(SQLModel, table=True):
    """A document under the name that it was given; `text_hash` is that of its newest text.

    A name is not unique: a file of the same name with nothing in common is another document.
    """

    __tablename__ = "document"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    source_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    format: str
    title: str | None = None
    published: str | None = None
    credit: str | None = None
    text_hash: str = Field(index=True)
    read_hash: str
    stored_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class DocumentTextRow(SQLModel, table=True):
    """A decoded text of a document, compressed; corrected documents have several."""

    __tablename__ = "document_text"
    __table_args__ = (Index("ix_document_text", "document_id", "text_hash", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id")
    text_hash: str
    packed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    stored_at: datetime = Field(sa_type=UtcDateTime)


class StoryRow(SQLModel, table=True):
    """What several items may tell: its number, and the item that told it first."""

    __tablename__ = "story"

    id: int | None = Field(default=None, primary_key=True)
    first_item_id: int


class ItemRow(SQLModel, table=True):
    """A piece of news.

    `search_id` is its row in the search index: made of its time (to the minute, in the default
    zone) and its number, so that newest first, and a range of days, are the order of an index.
    `last_day` is the last day on which it counts: another one only for what is dated by month.
    `gone_at` is set when a corrected document no longer holds it: old briefings still read it,
    new ones never do. `hidden_at` is set while a curator hides it: nobody reads it then, but it
    stays in the search index. `span_*` count in the text `text_id`. `mark` is what it is found by
    when its document comes under another name.
    """

    __tablename__ = "item"
    __table_args__ = (
        Index("ix_item_search", "search_id", "last_day", unique=True),
        Index("ix_item_stored", "stored_at", "id"),
        Index("ix_item_mark", "mark", "document_id"),
        Index("ix_item_storyless", "id", sqlite_where=text("story_id IS NULL")),
    )

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True)
    text_id: int = Field(foreign_key="document_text.id")
    position: int
    title: str | None = None
    body: str
    published: str | None = None
    last_day: date
    stored_at: datetime = Field(sa_type=UtcDateTime)
    language: str
    section: str | None = None
    span_start: int
    span_end: int
    external_id: str | None = None
    sources_json: str = "[]"
    urls_json: str = "[]"
    story_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("story.id"), nullable=True, index=True)
    )
    is_update: bool = False
    search_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    mark: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    gone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hidden_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ItemThemeRow(SQLModel, table=True):
    """A label of an item, with the item's times beside it so that one index answers."""

    __tablename__ = "item_theme"
    __table_args__ = (
        Index("ix_item_theme_day", "theme", "search_id", "last_day", "score"),
        Index("ix_item_theme_stored", "theme", "stored_at", "item_id"),
    )

    item_id: int = Field(foreign_key="item.id", primary_key=True)
    theme: str = Field(sa_column=Column(String, primary_key=True))
    score: float = Field(sa_column=Column(Float, nullable=False))
    because_json: str = "[]"
    search_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    last_day: date
    stored_at: datetime = Field(sa_type=UtcDateTime)


class ItemPhrasesRow(SQLModel, table=True):
    """The noun phrases that a tokeniser found in an item, one a line; no row where none read it."""

    __tablename__ = "item_phrases"

    item_id: int = Field(foreign_key="item.id", primary_key=True)
    forms: str


class ItemLinkRow(SQLModel, table=True):
    """A link of an item in its comparable form, to find the items that share it."""

    __tablename__ = "item_link"
    __table_args__ = (Index("ix_item_link_item", "item_id"),)

    link: str = Field(primary_key=True)
    item_id: int = Field(foreign_key="item.id", primary_key=True)


class ItemChangeRow(SQLModel, table=True):
    """What a corrected document changed in an item: the field and what it said before."""

    __tablename__ = "item_change"

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    field: str
    before: str | None = None


class WindowEndRow(SQLModel, table=True):
    """One row: the latest instant up to which pushed windows were read."""

    __tablename__ = "window_end"

    id: int = Field(default=1, primary_key=True)
    until: datetime = Field(sa_type=UtcDateTime)


class BriefingRow(SQLModel, table=True):
    """A briefing; `pushed_at` is set once its messages were sent by a subscription."""

    __tablename__ = "briefing"
    __table_args__ = (Index("ix_briefing_chat", "chat", "thread", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    chat: str = ""
    thread: str | None = None
    wish_json: str
    since: date
    until: date
    language: str
    written_at: datetime = Field(sa_type=UtcDateTime)
    shown: int
    pushed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BriefingPickRow(SQLModel, table=True):
    """A numbered pick; its number never changes."""

    __tablename__ = "briefing_pick"

    briefing_id: int = Field(foreign_key="briefing.id", primary_key=True)
    number: int = Field(primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    story_id: int | None = None
    others_json: str = "[]"
    score: float
    weights_json: str = "[]"
    is_update: bool = False


class BriefingMessageRow(SQLModel, table=True):
    """A platform message that speaks for a briefing."""

    __tablename__ = "briefing_message"

    chat: str = Field(primary_key=True)
    message_id: str = Field(primary_key=True)
    briefing_id: int = Field(foreign_key="briefing.id", index=True)


class ChatRow(SQLModel, table=True):
    """A chat: what is known of it and what it chose (`None`: the program's default)."""

    __tablename__ = "chat"

    chat: str = Field(primary_key=True)
    kind: str | None = None
    person_language: str | None = None
    language: str | None = None
    zone: str | None = None
    length: str | None = None
    quiet: str | None = None
    nothing_new: str | None = None
    repeats_unsure: bool | None = None
    approval_minutes: int | None = None
    approver: str | None = None
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SeenEventRow(SQLModel, table=True):
    """A platform event that was taken; platforms deliver some twice."""

    __tablename__ = "seen_event"

    key: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
