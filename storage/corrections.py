"""A document that came again with other content: its items keep who they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, bindparam, insert, select, update

from briefings.model.items import DocumentId, ItemId, Label, ParsedItem
from briefings.model.stored import DocumentReport
from storage.incoming import (
    Incoming,
    add_items,
    forget_marks,
    keep_text,
    values_of,
    write_marks,
)
from storage.links import comparable_link, comparable_links
from storage.matching import Known, pair_up
from storage.mending import mend_again, understood_labels
from storage.phrases import forget_phrases
from storage.rows import Values, dump_texts, load_pairs, load_texts
from storage.search import IndexRow, add_rows, remove_rows
from storage.tables import DocumentRow, ItemChangeRow, ItemRow
from storage.typed import columns

_item = columns(ItemRow)
_change = columns(ItemChangeRow)

GROWING_FORMAT = "feed"
"""Formats that begin so drop old items as a matter of course: nothing in them is ever gone."""

EXPORT_FORMAT = "jsonl"
"""Exports under other names may be of other days: what a later one lacks is not gone."""

MIN_KEPT_OF_ANOTHER_DAY = 0.3
"""A document that bears another day than before and keeps fewer items is the next issue."""

_PLACES = frozenset({"position", "span_start", "span_end", "last_day", "search_id", "mark"})
"""Columns that may move without the item saying anything else."""

_INDEXED = frozenset({"title", "body", "search_id"})
_SAID = frozenset({"title", "body"})
_UNMARKED = frozenset({"position", "span_start", "span_end", "title", "body", "mark"})
"""Columns that neither labels nor links depend on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """An item that was stored before, beside what it says now.

    `moved` are the columns that differ, with what they said before.
    """

    row: ItemRow
    place: int
    values: Values
    moved: Values
    labels_before: tuple[Label, ...]
    labels: tuple[Label, ...]

    @property
    def item(self) -> ItemId:
        """The item's number, which stays."""
        return ItemId(self.row.id or 0)

    @property
    def relabelled(self) -> bool:
        """Whether the labels differ, in whatever order."""
        return set(self.labels_before) != set(self.labels)

    @property
    def said(self) -> dict[str, str | None]:
        """What the item said before where it says something else now, by field."""
        texts = {
            name: None if value is None else str(value)
            for name, value in self.moved.items()
            if name not in _PLACES
        }
        if self.relabelled:
            texts["labels"] = dump_texts(
                [f"{label.theme} {label.score:.2f}" for label in self.labels_before]
            )
        return texts


def correct(
    connection: Connection, document: DocumentRow, incoming: Incoming
) -> DocumentReport | None:
    """Bring the stored items of `document` to what it says now; what changed.

    `None`, and nothing done, where no item is left of what was stored.
    """
    number = document.id or 0
    rows = _stored_items(connection, number)
    pairs = pair_up([_known(row) for row in rows], [_new(item) for item in incoming.items])
    kept = {pair for pair in pairs if pair is not None}
    if document.text_hash != incoming.text_hash and _is_other(document, incoming, rows, kept):
        return None
    text_id = keep_text(connection, number, incoming)
    corrections = _corrections(connection, incoming, rows, pairs)
    changed = _rewrite(connection, incoming, text_id, corrections)
    left = [row for place, row in enumerate(rows) if place not in kept]
    gone = 0 if _grows(document, incoming) else _leave_out(connection, left, incoming)
    fresh = [place for place, pair in enumerate(pairs) if pair is None]
    return DocumentReport(
        document=DocumentId(number),
        new=add_items(connection, number, text_id, incoming, fresh),
        changed=changed,
        unchanged=len(kept) - len(changed),
        gone=gone,
    )


def _is_other(
    document: DocumentRow, incoming: Incoming, rows: Sequence[ItemRow], kept: Collection[int]
) -> bool:
    """Whether it is another document of the same name: nothing is left of the items, or it bears
    another day and little more than the furniture of a series.
    """
    if not kept:
        return bool(rows)
    day = incoming.document.published
    if day is None or document.published in (None, day.isoformat()):
        return False
    stood = sum(row.gone_at is None for row in rows)
    return len(kept) < MIN_KEPT_OF_ANOTHER_DAY * min(stood, len(incoming.items))


def _grows(document: DocumentRow, incoming: Incoming) -> bool:
    """Whether what it no longer holds is not gone: feeds, and exports that overlap, move on."""
    format_name = incoming.document.format
    renamed = document.name != incoming.document.name
    return format_name.startswith(GROWING_FORMAT) or (renamed and format_name == EXPORT_FORMAT)


def _stored_items(connection: Connection, document: int) -> Sequence[ItemRow]:
    """The document's items, those that are gone last: they are found again if need be."""
    query = (
        select(_item)
        .where(_item.c.document_id == document)
        .order_by(_item.c.gone_at.is_not(None), _item.c.position, _item.c.id)
    )
    # Plain rows have the columns of an `ItemRow`, and cost a tenth of one.
    return cast("Sequence[ItemRow]", connection.execute(query).all())


def _known(row: ItemRow) -> Known:
    urls = (*(url for _, url in load_pairs(row.sources_json)), *load_texts(row.urls_json))
    links = [comparable_link(url) for url in urls if url]
    return Known(
        external_id=row.external_id,
        link=next((link for link in links if link), None),
        title=row.title,
        body=row.body,
    )


def _new(item: ParsedItem) -> Known:
    return Known(
        external_id=item.external_id,
        link=next(iter(comparable_links(item)), None),
        title=item.title,
        body=item.body,
    )


def _corrections(
    connection: Connection,
    incoming: Incoming,
    rows: Sequence[ItemRow],
    pairs: Sequence[int | None],
) -> list[Correction]:
    found = [(place, rows[pair]) for place, pair in enumerate(pairs) if pair is not None]
    labels = understood_labels(connection, [row.id or 0 for _, row in found])
    return [_correction(incoming, place, row, labels.get(row.id or 0, ())) for place, row in found]


def _correction(
    incoming: Incoming, place: int, row: ItemRow, labels_before: tuple[Label, ...]
) -> Correction:
    values = values_of(incoming, place, row.id or 0, row.stored_at)
    return Correction(
        row=row,
        place=place,
        values=values,
        moved={name: getattr(row, name) for name in values if getattr(row, name) != values[name]},
        labels_before=labels_before,
        labels=incoming.labels_at(place),
    )


def _rewrite(
    connection: Connection, incoming: Incoming, text_id: int, corrections: Sequence[Correction]
) -> tuple[ItemId, ...]:
    """Write what the items say now; which of them say something else than before."""
    if not corrections:
        return ()
    _reindex(connection, incoming, corrections)
    names = list(corrections[0].values)
    _write_rows(
        connection,
        text_id,
        [
            {"item": each.item, **{f"new_{name}": each.values[name] for name in names}}
            for each in corrections
            if each.moved
        ],
        names,
    )
    _write_rows(
        connection, text_id, [{"item": each.item} for each in corrections if not each.moved], ()
    )
    remarked = [each for each in corrections if each.moved.keys() - _UNMARKED or each.relabelled]
    for each in remarked:
        forget_marks(connection, each.item)
        write_marks(connection, incoming, {each.item: each.place}, each.row.stored_at)
    mend_again(connection, [each.item for each in remarked])
    forget_phrases(connection, [each.item for each in corrections if each.moved.keys() & _SAID])
    _note_changes(connection, incoming, corrections)
    return tuple(each.item for each in corrections if each.said)


def _write_rows(
    connection: Connection, text_id: int, rows: Sequence[Values], names: Iterable[str]
) -> None:
    """Set these columns, and that the items stand in the text `text_id`."""
    if not rows:
        return
    connection.execute(
        update(_item)
        .where(_item.c.id == bindparam("item"))
        .values({name: bindparam(f"new_{name}") for name in names})
        .values(text_id=text_id, gone_at=None),
        rows,
    )


def _reindex(connection: Connection, incoming: Incoming, corrections: Iterable[Correction]) -> None:
    stale = [each for each in corrections if each.row.gone_at or each.moved.keys() & _INDEXED]
    remove_rows(connection, [_indexed(each.row) for each in stale if each.row.gone_at is None])
    add_rows(
        connection,
        [
            IndexRow(
                search_id=incoming.search_id(each.place, each.item, each.row.stored_at),
                title=incoming.items[each.place].title,
                body=incoming.items[each.place].body,
            )
            for each in stale
        ],
    )


def _indexed(row: ItemRow) -> IndexRow:
    return IndexRow(search_id=row.search_id, title=row.title, body=row.body)


def _note_changes(
    connection: Connection, incoming: Incoming, corrections: Iterable[Correction]
) -> None:
    notes = [
        {"item_id": each.item, "changed_at": incoming.now, "field": field, "before": before}
        for each in corrections
        for field, before in each.said.items()
    ]
    if notes:
        connection.execute(insert(_change), notes)


def _leave_out(connection: Connection, rows: Sequence[ItemRow], incoming: Incoming) -> int:
    """Mark items that the document no longer holds; how many there are."""
    gone = [row for row in rows if row.gone_at is None]
    if not gone:
        return 0
    remove_rows(connection, [_indexed(row) for row in gone])
    connection.execute(
        update(_item).where(_item.c.id == bindparam("item")).values(gone_at=incoming.now),
        [{"item": row.id} for row in gone],
    )
    return len(gone)
