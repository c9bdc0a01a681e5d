"""Marks of readers: kept items and muted words of a chat, and the erasing of all that is its."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.model.chats import ChatRef
from briefings.model.items import ItemId
from briefings.model.marks import ChatHoldings
from briefings.text.bigrams import fold
from storage.database import Database
from storage.tables import BriefingMessageRow, BriefingPickRow, BriefingRow, ChatRow
from storage.tables_curation import MutedWordRow, SavedItemRow
from storage.tables_delivery import OutboxPartRow, ProofRow, SubscriptionRow
from storage.typed import columns

_saved = columns(SavedItemRow)
_muted = columns(MutedWordRow)
_MUTED_BY = (
    select(_muted.c.word)
    .where(_muted.c.chat == bindparam("chat"))
    .order_by(_muted.c.muted_at, _muted.c.folded)
)
_briefing = columns(BriefingRow)
_pick = columns(BriefingPickRow)
_message = columns(BriefingMessageRow)
_subscription = columns(SubscriptionRow)
_part = columns(OutboxPartRow)
_chat = columns(ChatRow)
_proof = columns(ProofRow)


class StoredMarks:
    """The `MarkStore` of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, chat: ChatRef, item: ItemId, now: datetime) -> bool:
        """Keep the item; whether it was not kept before."""
        statement = upsert(_saved).values(chat=chat.key, item_id=item, saved_at=now)
        with self._database.writing() as connection:
            return connection.execute(statement.on_conflict_do_nothing()).rowcount == 1

    def unsave(self, chat: ChatRef, item: ItemId) -> bool:
        """Keep the item no longer; whether it was kept."""
        mine = (_saved.c.chat == chat.key) & (_saved.c.item_id == item)
        with self._database.writing() as connection:
            return connection.execute(delete(_saved).where(mine)).rowcount == 1

    def saved(self, chat: ChatRef) -> tuple[ItemId, ...]:
        """The items that the chat keeps, newest marks first."""
        query = (
            select(_saved.c.item_id)
            .where(_saved.c.chat == chat.key)
            .order_by(_saved.c.saved_at.desc(), _saved.c.item_id.desc())
        )
        with self._database.reading() as connection:
            return tuple(ItemId(item) for item in connection.execute(query).scalars())

    def mute(self, chat: ChatRef, words: Sequence[str], now: datetime) -> tuple[str, ...]:
        """Mute the words; those that were not muted before, however they were spelled."""
        with self._database.writing() as connection:
            return tuple(word for word in words if _mute(connection, chat, word, now))

    def unmute(self, chat: ChatRef, words: Sequence[str]) -> tuple[str, ...]:
        """Mute the words no longer; those that were muted."""
        with self._database.writing() as connection:
            return tuple(word for word in words if _unmute(connection, chat, word))

    def muted(self, chat: ChatRef) -> tuple[str, ...]:
        """The words that drop stories for the chat, oldest first."""
        with self._database.reading() as connection:
            return tuple(connection.execute(_MUTED_BY, {"chat": chat.key}).scalars())

    def held(self, chat: ChatRef) -> ChatHoldings:
        """How much of each kind is stored of the chat, in all its threads."""
        with self._database.reading() as connection:
            return _holdings(connection, chat)

    def forget(self, chat: ChatRef) -> ChatHoldings:
        """Erase everything of the chat, in all its threads; how much of each kind there was.

        Outlives a power cut. Slots go with their subscriptions, numbers with their briefings.
        """
        with self._database.writing(durable=True) as connection:
            held = _holdings(connection, chat)
            briefings = select(_briefing.c.id).where(_briefing.c.chat == chat.key)
            connection.execute(delete(_part).where(_part.c.chat == chat.key))
            connection.execute(delete(_subscription).where(_subscription.c.chat == chat.key))
            _approves_no_more(connection, chat)
            connection.execute(
                delete(_message).where(
                    or_(_message.c.chat == chat.key, _message.c.briefing_id.in_(briefings))
                )
            )
            connection.execute(delete(_pick).where(_pick.c.briefing_id.in_(briefings)))
            for table in (_briefing, _saved, _muted, _chat):
                connection.execute(delete(table).where(table.c.chat == chat.key))
            return held


def _approves_no_more(connection: Connection, chat: ChatRef) -> None:
    """Other chats' drafts are not shown here any more, and nobody here decides on them."""
    connection.execute(
        update(_subscription)
        .where(_subscription.c.approver == chat.key)
        .values(approval_minutes=None, approver=None)
    )
    connection.execute(
        update(_chat)
        .where(_chat.c.approver == chat.key)
        .values(approval_minutes=None, approver=None)
    )
    connection.execute(update(_proof).where(_proof.c.approver == chat.key).values(approver=""))


def _mute(connection: Connection, chat: ChatRef, word: str, now: datetime) -> bool:
    row = {"chat": chat.key, "folded": fold(word), "word": word, "muted_at": now}
    return connection.execute(upsert(_muted).values(row).on_conflict_do_nothing()).rowcount == 1


def _unmute(connection: Connection, chat: ChatRef, word: str) -> bool:
    mine = (_muted.c.chat == chat.key) & (_muted.c.folded == fold(word))
    return connection.execute(delete(_muted).where(mine)).rowcount == 1


def _holdings(connection: Connection, chat: ChatRef) -> ChatHoldings:
    chose = or_(
        *(
            _chat.c[name].is_not(None)
            for name in (
                "language",
                "zone",
                "length",
                "quiet",
                "nothing_new",
                "repeats_unsure",
                "approval_minutes",
            )
        )
    )

    def count(table: Table, *which: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(table).where(table.c.chat == chat.key, *which)
        return int(connection.execute(query).scalar_one())

    return ChatHoldings(
        subscriptions=count(_subscription),
        briefings=count(_briefing),
        messages=count(_message),
        saved=count(_saved),
        muted=count(_muted),
        settings=count(_chat, chose),
    )
