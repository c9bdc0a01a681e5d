"""Briefings as they are kept: numbered picks, the messages that speak for them, what was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.model.briefings import Briefing, BriefingId, StoredBriefing
from briefings.model.chats import ChatRef
from briefings.model.items import ItemId
from storage.database import Database
from storage.rows import briefing_model, briefing_values, load_ids, pick_values
from storage.tables import BriefingMessageRow, BriefingPickRow, BriefingRow
from storage.tables_delivery import ProofPickRow, ProofRow
from storage.typed import columns, every, one

_briefing = columns(BriefingRow)
_pick = columns(BriefingPickRow)
_message = columns(BriefingMessageRow)
_proof = columns(ProofRow)
_proof_pick = columns(ProofPickRow)

# Built once: the statements of every single briefing.
_KEEP = insert(_briefing).returning(_briefing.c.id)
_KEEP_PICKS = insert(_pick)
_TOLD = (
    select(_pick.c.item_id, _pick.c.others_json)
    .join(_briefing, _briefing.c.id == _pick.c.briefing_id)
    .where(
        _briefing.c.chat == bindparam("chat"),
        _briefing.c.thread.is_not_distinct_from(bindparam("thread")),
        _briefing.c.pushed_at >= bindparam("since"),
        _pick.c.number <= _briefing.c.shown,
    )
    .union_all(
        select(_proof_pick.c.item_id, _proof_pick.c.others_json)
        .join(_proof, _proof.c.id == _proof_pick.c.proof_id)
        .where(
            _proof.c.chat == bindparam("chat"),
            _proof.c.thread.is_not_distinct_from(bindparam("thread")),
            _proof.c.due_at >= bindparam("since"),
            _proof_pick.c.is_dropped,
        )
    )
)


def keep_briefing(connection: Connection, briefing: Briefing, chat: ChatRef | None) -> BriefingId:
    """Store a briefing with its numbered picks, inside the caller's transaction."""
    result = connection.execute(_KEEP, briefing_values(briefing, chat))
    number = BriefingId(result.scalar_one())
    if briefing.numbered:
        connection.execute(
            _KEEP_PICKS,
            [pick_values(pick) | {"briefing_id": number} for pick in briefing.numbered],
        )
    return number


def remember_messages(
    connection: Connection, briefing: BriefingId, chat: ChatRef, message_ids: Sequence[str]
) -> None:
    """Record the messages that speak for `briefing`, inside the caller's transaction.

    A message that spoke for another briefing (it was edited in place) speaks for this one now.
    """
    if not message_ids:
        return
    statement = upsert(_message)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["chat", "message_id"],
            set_={"briefing_id": statement.excluded.briefing_id},
        ),
        [
            {"chat": chat.key, "message_id": message_id, "briefing_id": briefing}
            for message_id in message_ids
        ],
    )


def mark_pushed(connection: Connection, briefing: BriefingId, now: datetime) -> None:
    """Record that a subscription's briefing reached its chat: from now on its items are told."""
    connection.execute(update(_briefing).where(_briefing.c.id == briefing).values(pushed_at=now))


def drop_briefing(connection: Connection, briefing: BriefingId) -> None:
    """Forget a briefing that was never shown to anybody."""
    connection.execute(delete(_pick).where(_pick.c.briefing_id == briefing))
    connection.execute(delete(_briefing).where(_briefing.c.id == briefing))


class StoredBriefings:
    """The `BriefingStore` of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, briefing: Briefing, chat: ChatRef | None) -> BriefingId:
        """Store a briefing with its numbered picks; numbers never change afterwards."""
        with self._database.writing() as connection:
            return keep_briefing(connection, briefing, chat)

    def briefing(self, briefing: BriefingId) -> StoredBriefing | None:
        """A stored briefing, or `None` where it does not exist (any more)."""
        with self._database.reading() as connection:
            row = one(connection, BriefingRow, select(_briefing).where(_briefing.c.id == briefing))
            if row is None:
                return None
            picks = every(
                connection,
                BriefingPickRow,
                select(_pick).where(_pick.c.briefing_id == briefing).order_by(_pick.c.number),
            )
            return briefing_model(row, picks)

    def shown(self, briefing: BriefingId, count: int) -> None:
        """Record that the first `count` picks were shown; a smaller count takes nothing back."""
        with self._database.writing() as connection:
            connection.execute(
                update(_briefing)
                .where(_briefing.c.id == briefing, _briefing.c.shown < count)
                .values(shown=count)
            )

    def remember_messages(
        self, briefing: BriefingId, chat: ChatRef, message_ids: Sequence[str]
    ) -> None:
        """Record the platform's ids of the messages that speak for `briefing`."""
        with self._database.writing() as connection:
            remember_messages(connection, briefing, chat, message_ids)

    def of_message(self, chat: ChatRef, message_id: str) -> BriefingId | None:
        """The briefing that a message speaks for."""
        with self._database.reading() as connection:
            found = connection.execute(
                select(_message.c.briefing_id).where(
                    _message.c.chat == chat.key, _message.c.message_id == message_id
                )
            ).scalar()
        return None if found is None else BriefingId(found)

    def newest(self, chat: ChatRef) -> BriefingId | None:
        """The newest briefing of the chat, or of its thread alone where one is given."""
        query = select(_briefing.c.id).where(_briefing.c.chat == chat.key)
        if chat.thread is not None:
            query = query.where(_briefing.c.thread == chat.thread)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(_briefing.c.id.desc()).limit(1)).scalar()
        return None if found is None else BriefingId(found)

    def told(self, chat: ChatRef, *, since: datetime) -> frozenset[ItemId]:
        """Items that pushed briefings have shown in this chat (and thread) since then, and those
        that an approver left out of one: neither comes again without new facts.
        """
        asked = {"chat": chat.key, "thread": chat.thread, "since": since}
        with self._database.reading() as connection:
            rows = connection.execute(_TOLD, asked).all()
        return frozenset(
            item for row in rows for item in (ItemId(row.item_id), *load_ids(row.others_json))
        )
