"""Drafts that are shown to an approver before a briefing goes out.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("subscription", "chat"):
        op.add_column(table, sa.Column("approval_minutes", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("approver", sa.String(), nullable=True))
    op.add_column("slot", sa.Column("draft_of", sa.DateTime(), nullable=True))
    op.create_index(
        "ix_subscription_approval",
        "subscription",
        ["next_due_at"],
        unique=False,
        sqlite_where=sa.text("approval_minutes IS NOT NULL"),
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("approver", sa.String(), nullable=False),
        sa.Column("window_until", sa.DateTime(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("keywords_json", sa.String(), nullable=False),
        sa.Column("stopped_by", sa.String(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slot_id"),
        sa.UniqueConstraint("subscription_id", "due_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proof_chat", "proof", ["chat", "thread"], unique=False)
    op.create_table(
        "proof_pick",
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("others_json", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("weights_json", sa.String(), nullable=False),
        sa.Column("is_update", sa.Boolean(), nullable=False),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"]),
        sa.ForeignKeyConstraint(["proof_id"], ["proof.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("proof_id", "number"),
    )
    op.create_index("ix_proof_pick_item_id", "proof_pick", ["item_id"], unique=False)
