"""Subscriptions, slots, the outbox and the rate gate.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gate",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("free_at", sa.DateTime(), nullable=False),
        sa.Column("recent_json", sa.String(), nullable=False),
        sa.Column("held_until", sa.DateTime(), nullable=True),
        sa.Column("banned_at", sa.DateTime(), nullable=True),
        sa.Column("banned_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("themes_json", sa.String(), nullable=False),
        sa.Column("words_json", sa.String(), nullable=False),
        sa.Column("without_json", sa.String(), nullable=False),
        sa.Column("schedule", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("length", sa.String(), nullable=False),
        sa.Column("nothing_new", sa.String(), nullable=False),
        sa.Column("start_from", sa.String(), nullable=False),
        sa.Column("quiet", sa.String(), nullable=True),
        sa.Column("repeats_unsure", sa.Boolean(), nullable=False),
        sa.Column("subscribed_by", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("next_due_at", sa.DateTime(), nullable=False),
        sa.Column("window_from", sa.DateTime(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("pause_reason", sa.String(), nullable=True),
        sa.Column("paused_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_subscription_chat", "subscription", ["chat", "thread"], unique=False)
    op.create_index(
        "ix_subscription_due",
        "subscription",
        ["next_due_at"],
        unique=False,
        sqlite_where=sa.text("paused = 0"),
    )
    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("ends_as", sa.String(), nullable=True),
        sa.Column("briefing_id", sa.Integer(), nullable=True),
        sa.Column("window_until", sa.DateTime(), nullable=True),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("alerted", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["briefing_id"], ["briefing.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["subscription_id"], ["subscription.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subscription_id", "due_at"),
    )
    op.create_index(op.f("ix_slot_briefing_id"), "slot", ["briefing_id"], unique=False)
    op.create_index("ix_slot_ended", "slot", ["ended_at"], unique=False)
    op.create_index(
        "ix_slot_open",
        "slot",
        ["state", "due_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_slot_open_of",
        "slot",
        ["subscription_id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "outbox_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("plain_text", sa.String(), nullable=False),
        sa.Column("delivery_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("maybe_twice", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=True),
        sa.Column("leased_until", sa.DateTime(), nullable=True),
        sa.Column("unsure_since", sa.DateTime(), nullable=True),
        sa.Column("without_markup", sa.Boolean(), nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery_key"),
        sa.UniqueConstraint("slot_id", "number"),
    )
    op.create_index("ix_outbox_chat", "outbox_part", ["chat"], unique=False)
    op.create_index(
        "ix_outbox_sending",
        "outbox_part",
        ["platform", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox_part",
        ["platform", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
    )
