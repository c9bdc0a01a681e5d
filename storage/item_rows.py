"""Items read back: ids in, whole items with their labels out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import Connection, bindparam, select

from briefings.model.items import Item, Label, ThemeId
from storage.rows import ItemColumns, item_model, label_model
from storage.tables import DocumentRow, ItemPhrasesRow, ItemRow, ItemThemeRow, SourceRow
from storage.typed import columns

item_table = columns(ItemRow)
theme_table = columns(ItemThemeRow)
document_table = columns(DocumentRow)
source_table = columns(SourceRow)
phrases_table = columns(ItemPhrasesRow)

OFFERED = item_table.c.gone_at.is_(None) & item_table.c.hidden_at.is_(None)
"""What new briefings, searches and counts are made of."""

MAX_IDS = 1000
"""Ids in one statement; SQLite takes 32,766."""

# Statements are built once: SQLAlchemy then knows them again without looking at their parts.
_ALL_ITEMS = (
    select(
        *item_table.c,
        document_table.c.name.label("document_name"),
        document_table.c.title.label("document_title"),
        document_table.c.credit,
        source_table.c.name.label("outlet"),
        phrases_table.c.forms,
    )
    .join(document_table, document_table.c.id == item_table.c.document_id)
    .join(source_table, source_table.c.id == document_table.c.source_id, isouter=True)
    .join(phrases_table, phrases_table.c.item_id == item_table.c.id, isouter=True)
    .where(item_table.c.id.in_(bindparam("ids", expanding=True)))
)
_ITEMS = _ALL_ITEMS.where(item_table.c.hidden_at.is_(None))
_LABELS = (
    select(
        theme_table.c.item_id,
        theme_table.c.theme,
        theme_table.c.score,
        theme_table.c.because_json,
    )
    .where(theme_table.c.item_id.in_(bindparam("ids", expanding=True)))
    .order_by(theme_table.c.score.desc(), theme_table.c.theme)
)
_SCORES = select(theme_table.c.item_id, theme_table.c.theme, theme_table.c.score).where(
    theme_table.c.item_id.in_(bindparam("ids", expanding=True))
)


def items_by_id(
    connection: Connection, ids: Sequence[int], *, with_hidden: bool = False
) -> tuple[Item, ...]:
    """These items in the order asked for; unknown ids, and hidden ones, are left out."""
    statement = _ALL_ITEMS if with_hidden else _ITEMS
    labels = labels_of(connection, ids)
    found = {
        row.id: item_model(cast("ItemColumns", row), labels.get(row.id, ()))
        for some in batched(ids)
        for row in connection.execute(statement, {"ids": some}).all()
    }
    return tuple(found[number] for number in ids if number in found)


def labels_of(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[Label, ...]]:
    """The labels of each item, most certain first."""
    labels: defaultdict[int, list[Label]] = defaultdict(list)
    for some in batched(ids):
        for row in connection.execute(_LABELS, {"ids": some}).all():
            labels[row.item_id].append(label_model(cast("ItemThemeRow", row)))
    return {item: tuple(found) for item, found in labels.items()}


def theme_scores(connection: Connection, ids: Sequence[int]) -> dict[int, dict[ThemeId, float]]:
    """How surely each item has its themes: its labels without their reasons."""
    scores: defaultdict[int, dict[ThemeId, float]] = defaultdict(dict)
    for some in batched(ids):
        for row in connection.execute(_SCORES, {"ids": some}).all():
            scores[row.item_id][ThemeId(row.theme)] = row.score
    return dict(scores)


def batched(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in portions that one statement takes."""
    for start in range(0, len(ids), MAX_IDS):
        yield ids[start : start + MAX_IDS]
