"""Chats: what they chose, where they moved, and which platform events were seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import SQLModel

from briefings.model.chats import ChatKind, ChatRef, ChatSettings
from storage.database import Database
from storage.rows import Values, chat_model, chat_values
from storage.tables import ChatRow, SeenEventRow
from storage.typed import columns, one

_chat = columns(ChatRow)
_event = columns(SeenEventRow)

EVENTS_KEPT = timedelta(days=7)
"""Platforms repeat an event within hours (Telegram keeps them a day); a week is safe."""


class StoredChats:
    """The `ChatStore` of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settings(self, chat: ChatRef) -> ChatSettings:
        """What the chat chose; defaults (`None`) where it never did."""
        with self._database.reading() as connection:
            row = one(connection, ChatRow, select(_chat).where(_chat.c.chat == chat.key))
        return ChatSettings() if row is None else chat_model(row)

    def touch(self, chat: ChatRef, kind: ChatKind, language: str | None, now: datetime) -> None:
        """Record that the chat exists, its kind, and the person's language where known."""
        known: Values = {"kind": kind.value, "seen_at": now}
        if language is not None:
            known["person_language"] = language
        self._put(chat, known)

    def change(self, chat: ChatRef, settings: ChatSettings) -> None:
        """Store what the chat chose."""
        self._put(chat, chat_values(settings))

    def move(self, old: ChatRef, new: ChatRef) -> None:
        """The chat has a new address (Telegram supergroups): everything of it moves.

        What the new address chose already stays.
        """
        if old.key == new.key:
            return
        with self._database.writing() as connection:
            move_chat(connection, old, new)

    def first_time(self, event_key: str, now: datetime) -> bool:
        """Whether this event was never seen before; records it. Survives restarts."""
        with self._database.writing() as connection:
            connection.execute(delete(_event).where(_event.c.seen_at < now - EVENTS_KEPT))
            added = connection.execute(
                upsert(_event)
                .values(key=event_key, seen_at=now)
                .on_conflict_do_nothing(index_elements=["key"])
            )
            return added.rowcount == 1

    def _put(self, chat: ChatRef, values: Values) -> None:
        with self._database.writing() as connection:
            connection.execute(
                upsert(_chat)
                .values(chat=chat.key, **values)
                .on_conflict_do_update(index_elements=["chat"], set_=values)
            )


def move_chat(connection: Connection, old: ChatRef, new: ChatRef) -> None:
    """Move every row whose column `chat` or `approver` names the old address, in the caller's
    transaction.

    A row that would meet one of the new address (the same key) is dropped for it.
    """
    for table in SQLModel.metadata.sorted_tables:
        if "approver" in table.c:
            connection.execute(
                update(table).where(table.c.approver == old.key).values(approver=new.key)
            )
        if "chat" not in table.c:
            continue
        connection.execute(
            update(table)
            .prefix_with("OR IGNORE", dialect="sqlite")
            .where(table.c.chat == old.key)
            .values(chat=new.key)
        )
        connection.execute(delete(table).where(table.c.chat == old.key))
