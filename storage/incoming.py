"""A document on its way into the store, and its new items as rows with all that hangs on them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.model.documents import ParsedDocument
from briefings.model.items import ItemId, Label, ParsedItem
from briefings.model.times import Published
from storage.links import comparable_links
from storage.rows import Values, item_values, label_values, last_day, moment
from storage.search import IndexRow, add_rows, search_id
from storage.tables import (
    DocumentTextRow,
    ItemLinkRow,
    ItemRow,
    ItemThemeRow,
    WindowEndRow,
)
from storage.typed import columns

_text = columns(DocumentTextRow)
_item = columns(ItemRow)
_theme = columns(ItemThemeRow)
_link = columns(ItemLinkRow)
_window_end = columns(WindowEndRow)


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """A document on its way into the store."""

    document: ParsedDocument
    labels: Sequence[tuple[Label, ...]]
    source: str | None
    now: datetime
    zone: tzinfo

    @property
    def items(self) -> tuple[ParsedItem, ...]:
        """The document's items."""
        return self.document.items

    def published(self, place: int) -> Published | None:
        """The time that the item at `place` counts by: its own, else the document's."""
        return self.items[place].published or self.document.published

    def search_id(self, place: int, item: int, stored_at: datetime) -> int:
        """The index row of the item at `place`."""
        return search_id(moment(self.published(place), stored_at, self.zone), item)

    def labels_at(self, place: int) -> tuple[Label, ...]:
        """The labels of the item at `place`, each theme once."""
        first = {label.theme: label for label in reversed(self.labels[place])}
        return tuple(first.values())

    @property
    def text_hash(self) -> str:
        """What the document's text is known by."""
        return hashlib.sha256(_encoded(self.document.text)).hexdigest()

    @property
    def read_hash(self) -> str:
        """What came of the text: another reading of the same text is told by it."""
        read = (
            self.document.format,
            self.document.title,
            self.document.published,
            self.document.credit,
            self.source,
            self.document.items,
            tuple(self.labels),
        )
        return hashlib.sha256(_encoded(repr(read))).hexdigest()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def unpacked(packed: bytes) -> str:
    """The text that `document_text` keeps compressed."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def keep_text(connection: Connection, document: int, incoming: Incoming) -> int:
    """Keep the document's text, once for each text that it ever had; its number."""
    connection.execute(
        upsert(_text)
        .values(
            document_id=document,
            text_hash=incoming.text_hash,
            packed=zlib.compress(_encoded(incoming.document.text)),
            stored_at=incoming.now,
        )
        .on_conflict_do_nothing(index_elements=["document_id", "text_hash"])
    )
    kept = select(_text.c.id).where(
        _text.c.document_id == document, _text.c.text_hash == incoming.text_hash
    )
    return int(connection.execute(kept).scalar_one())


def _stored_at(connection: Connection, now: datetime) -> datetime:
    """`now`, or just after the last window that was read to its end, so that none is missed."""
    until = connection.execute(select(_window_end.c.until)).scalar()
    return now if until is None else max(now, until + timedelta(microseconds=1))


def add_items(
    connection: Connection,
    document: int,
    text_id: int,
    incoming: Incoming,
    places: Sequence[int],
) -> tuple[ItemId, ...]:
    """Write the items at these places of the document as new ones; their numbers, in order."""
    if not places:
        return ()
    stored_at = _stored_at(connection, incoming.now)
    # The write lock is held: nobody else can take these numbers.
    first = connection.execute(select(func.coalesce(func.max(_item.c.id), 0))).scalar_one() + 1
    ids = tuple(ItemId(first + offset) for offset in range(len(places)))
    rows = [
        {
            "id": number,
            "document_id": document,
            "text_id": text_id,
            "stored_at": stored_at,
            **values_of(incoming, place, number, stored_at),
        }
        for number, place in zip(ids, places, strict=True)
    ]
    connection.execute(insert(_item), rows)
    add_rows(
        connection,
        [
            IndexRow(
                search_id=incoming.search_id(place, number, stored_at),
                title=incoming.items[place].title,
                body=incoming.items[place].body,
            )
            for number, place in zip(ids, places, strict=True)
        ],
    )
    write_marks(connection, incoming, dict(zip(ids, places, strict=True)), stored_at)
    return ids


def values_of(incoming: Incoming, place: int, item: int, stored_at: datetime) -> Values:
    """The columns of the item that the document decides."""
    return item_values(
        incoming.items[place], item, incoming.published(place), stored_at, incoming.zone
    )


def write_marks(
    connection: Connection, incoming: Incoming, places: dict[ItemId, int], stored_at: datetime
) -> None:
    """Write labels and links of items that have none yet; `places` says which items they are."""
    labels = [
        row
        for item, place in places.items()
        for row in label_rows(incoming, place, item, stored_at)
    ]
    links = [
        {"item_id": item, "link": link}
        for item, place in places.items()
        for link in comparable_links(incoming.items[place])
    ]
    if labels:
        connection.execute(insert(_theme), labels)
    if links:
        connection.execute(insert(_link), links)


def label_rows(incoming: Incoming, place: int, item: int, stored_at: datetime) -> list[Values]:
    """The rows of an item's labels."""
    published = incoming.published(place)
    own: Values = {
        "item_id": item,
        "search_id": incoming.search_id(place, item, stored_at),
        "last_day": last_day(published, stored_at, incoming.zone),
        "stored_at": stored_at,
    }
    return [{**own, **label_values(label)} for label in incoming.labels_at(place)]


def forget_marks(connection: Connection, item: int) -> None:
    """Take an item's labels and links away, so that they can be written anew."""
    connection.execute(delete(_theme).where(_theme.c.item_id == item))
    connection.execute(delete(_link).where(_link.c.item_id == item))
