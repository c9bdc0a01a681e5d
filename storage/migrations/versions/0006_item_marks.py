"""A mark of each item, by which a document is known under another name.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

from storage.fingerprint import mark_of

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ITEMS_AT_ONCE = 5_000


def upgrade() -> None:
    op.add_column("item", sa.Column("mark", sa.BigInteger(), nullable=True))
    _fill(op.get_bind())
    op.create_index("ix_item_mark", "item", ["mark", "document_id"], unique=False)


def _fill(connection: sa.Connection) -> None:
    item = sa.table(
        "item", sa.column("id"), sa.column("title"), sa.column("body"), sa.column("mark")
    )
    read = sa.select(item.c.id, item.c.title, item.c.body).order_by(item.c.id).limit(ITEMS_AT_ONCE)
    write = sa.update(item).where(item.c.id == sa.bindparam("item"))
    last = 0
    while rows := connection.execute(read.where(item.c.id > last)).all():
        marks = [{"item": row.id, "new_mark": mark_of(row.title, row.body)} for row in rows]
        connection.execute(write.values(mark=sa.bindparam("new_mark")), marks)
        last = rows[-1].id
