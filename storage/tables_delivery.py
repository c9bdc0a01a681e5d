"""The rows of delivery: subscriptions, their slots, the parts to send, and the rate gate.

Columns called `chat` hold `platform:address`, as everywhere, so that a chat's rows move with it.
Instants of the rate gate and of claims are of the steady clock, all others of the wall clock.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.types import UtcDateTime


class SubscriptionRow(SQLModel, table=True):
    """Who gets what when. `next_due_at` is the only truth about what is due."""

    __tablename__ = "subscription"
    __table_args__ = (
        Index("ix_subscription_due", "next_due_at", sqlite_where=text("paused = 0")),
        Index("ix_subscription_chat", "chat", "thread"),
        Index(
            "ix_subscription_approval",
            "next_due_at",
            sqlite_where=text("approval_minutes IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat: str
    thread: str | None = None
    themes_json: str = "[]"
    words_json: str = "[]"
    without_json: str = "[]"
    schedule: str
    zone: str
    language: str
    length: str
    nothing_new: str
    start_from: str
    quiet: str | None = None
    repeats_unsure: bool = True
    approval_minutes: int | None = None
    approver: str | None = None
    subscribed_by: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    next_due_at: datetime = Field(sa_type=UtcDateTime)
    window_from: datetime = Field(sa_type=UtcDateTime)
    paused: bool = False
    pause_reason: str | None = None
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SlotRow(SQLModel, table=True):
    """A due time of a subscription, from `due` to its end with a reason.

    `ends_as` is the end that it has once all parts are sent. `alerted` says that the operator
    was told of its silence. The slot of a draft, whose parts show it to its approver, has the
    due time of the briefing as `draft_of`, and is due at no whole second, as no briefing is: the
    two never meet.
    """

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("subscription_id", "due_at"),
        Index("ix_slot_open", "state", "due_at", sqlite_where=text("ended_at IS NULL")),
        Index("ix_slot_open_of", "subscription_id", sqlite_where=text("ended_at IS NULL")),
        Index("ix_slot_ended", "ended_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    subscription_id: int = Field(
        sa_column=Column(Integer, ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False)
    )
    due_at: datetime = Field(sa_type=UtcDateTime)
    state: str
    reason: str | None = None
    ends_as: str | None = None
    briefing_id: int | None = Field(
        default=None,
        sa_column=Column(
            Integer, ForeignKey("briefing.id", ondelete="SET NULL"), nullable=True, index=True
        ),
    )
    window_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    error: str | None = None
    alerted: bool = False
    draft_of: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OutboxPartRow(SQLModel, table=True):
    """A message to send. Only the first unsent part of a slot is `waiting`, later ones `queued`."""

    __tablename__ = "outbox_part"
    __table_args__ = (
        UniqueConstraint("slot_id", "number"),
        Index("ix_outbox_waiting", "platform", "id", sqlite_where=text("state = 'waiting'")),
        Index("ix_outbox_sending", "platform", "id", sqlite_where=text("state = 'sending'")),
        Index("ix_outbox_chat", "chat"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slot_id: int = Field(
        sa_column=Column(Integer, ForeignKey("slot.id", ondelete="CASCADE"), nullable=False)
    )
    platform: str
    chat: str
    thread: str | None = None
    number: int
    of: int
    payload: str
    plain_text: str
    delivery_key: str = Field(unique=True)
    state: str
    attempts: int = 0
    maybe_twice: int = 0
    not_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    unsure_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    without_markup: bool = False
    moved: bool = False
    error: str | None = None
    message_id: str | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ProofRow(SQLModel, table=True):
    """A draft that was made for an approver; its numbers are never used again (AUTOINCREMENT),
    so that an old button never means a new draft.
    """

    __tablename__ = "proof"
    __table_args__ = (
        UniqueConstraint("subscription_id", "due_at"),
        Index("ix_proof_chat", "chat", "thread"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    slot_id: int = Field(
        sa_column=Column(
            Integer, ForeignKey("slot.id", ondelete="CASCADE"), nullable=False, unique=True
        )
    )
    subscription_id: int
    due_at: datetime = Field(sa_type=UtcDateTime)
    chat: str
    thread: str | None = None
    approver: str
    window_until: datetime = Field(sa_type=UtcDateTime)
    since: date
    until: date
    keywords_json: str = "[]"
    stopped_by: str | None = None
    approved_by: str | None = None
    version: int = 0


class ProofPickRow(SQLModel, table=True):
    """A numbered pick of a draft, and what was decided about it."""

    __tablename__ = "proof_pick"

    proof_id: int = Field(
        sa_column=Column(Integer, ForeignKey("proof.id", ondelete="CASCADE"), primary_key=True)
    )
    number: int = Field(primary_key=True)
    item_id: int = Field(foreign_key="item.id", index=True)
    story_id: int | None = None
    others_json: str = "[]"
    score: float
    weights_json: str = "[]"
    is_update: bool = False
    is_dropped: bool = False
    pinned: int = 0


class GateRow(SQLModel, table=True):
    """The rate gate of a bot or a chat; `held_until` is set while a message is under way there."""

    __tablename__ = "gate"

    key: str = Field(primary_key=True)
    free_at: datetime = Field(sa_type=UtcDateTime)
    recent_json: str = "[]"
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    banned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    banned_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
