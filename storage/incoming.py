"""A document on its way into the store, and its new items as rows with all that hangs on them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from briefings.model.documents import ParsedDocument
from briefings.model.items import ItemId, Label, ParsedItem
from briefings.model.times import Published
from storage.links import comparable_links
from storage.rows import Values, item_values, label_values, last_day, moment
from storage.search import IndexRow, add_rows, search_id
from storage.storable import storable
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


BATCH_ITEMS = 1_000
"""So many items are written at a time: rows of more would take much room."""

PIECE_CHARS = 65_536

_INSERT_ITEM = insert(_item)
_INSERT_LABEL = insert(_theme)
_INSERT_LINK = insert(_link)
_INSERT_TEXT = (
    upsert(_text)
    .on_conflict_do_update(
        index_elements=["document_id", "text_hash"],
        set_={"text_hash": upsert(_text).excluded.text_hash},  # changes nothing, gives the number
    )
    .returning(_text.c.id)
)
_COUNTERS = select(
    select(func.coalesce(func.max(_item.c.id), 0)).scalar_subquery().label("last_item"),
    select(_window_end.c.until).scalar_subquery().label("window_end"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """A document on its way into the store.

    `text_hash` is what its text is known by; `read_hash` what came of the text: another reading of
    the same text is told by it.
    """

    document: ParsedDocument
    labels: Sequence[tuple[Label, ...]]
    source: str | None
    now: datetime
    zone: tzinfo
    text_hash: str
    read_hash: str

    @classmethod
    def of(
        cls,
        document: ParsedDocument,
        labels: Sequence[tuple[Label, ...]],
        *,
        source: str | None,
        now: datetime,
        zone: tzinfo,
    ) -> Incoming:
        """The document with its hashes; characters that no text can hold are replaced."""
        document = storable(document)
        return cls(
            document=document,
            labels=labels,
            source=source,
            now=now,
            zone=zone,
            text_hash=_hash_of(_encoded(document.text)),
            read_hash=_hash_of(map(str.encode, _reading(document, labels, source))),
        )

    def part(self, places: Sequence[int]) -> Incoming:
        """The items at these places with their labels, counted anew from place 0."""
        items = tuple(self.items[place] for place in places)
        labels = tuple(self.labels[place] for place in places)
        return replace(self, document=replace(self.document, items=items), labels=labels)

    @property
    def items(self) -> Sequence[ParsedItem]:
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


def _reading(
    document: ParsedDocument, labels: Sequence[tuple[Label, ...]], source: str | None
) -> Iterator[str]:
    """All that came of a text, written out piece by piece."""
    about = (document.format, document.title, document.published, document.credit, source)
    yield f"{repr(about)[:-1]}, "
    yield from _written(document.items)
    yield ", "
    yield from _written(labels)
    yield ")"


def _written(values: Iterable[object]) -> Iterator[str]:
    """The values as a tuple of them is written, however many they are."""
    count = 0
    for count, value in enumerate(values, start=1):
        yield f"{', ' if count > 1 else '('}{value!r}"
    yield "()" if count == 0 else ",)" if count == 1 else ")"


def _encoded(text: str) -> Iterator[bytes]:
    """The text as UTF-8, a piece at a time: a second copy of a big one would take its room."""
    return (
        text[start : start + PIECE_CHARS].encode() for start in range(0, len(text), PIECE_CHARS)
    )


def _hash_of(pieces: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def _packed(text: str) -> bytes:
    packer = zlib.compressobj()
    return b"".join((*map(packer.compress, _encoded(text)), packer.flush()))


def unpacked(packed: bytes) -> str:
    """The text that `document_text` keeps compressed."""
    return zlib.decompress(packed).decode()


def keep_text(connection: Connection, document: int, incoming: Incoming) -> int:
    """Keep the document's text, once for each text that it ever had; its number."""
    values: Values = {
        "document_id": document,
        "text_hash": incoming.text_hash,
        "packed": _packed(incoming.document.text),
        "stored_at": incoming.now,
    }
    return int(connection.execute(_INSERT_TEXT, values).scalar_one())


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
    last, window_end = connection.execute(_COUNTERS).one()
    stored_at = incoming.now  # or just after the last window read to its end: none is missed
    if window_end is not None:
        stored_at = max(stored_at, window_end + timedelta(microseconds=1))
    # The write lock is held: nobody else can take these numbers.
    ids = tuple(ItemId(number) for number in range(last + 1, last + 1 + len(places)))
    for start in range(0, len(ids), BATCH_ITEMS):
        part = incoming.part(places[start : start + BATCH_ITEMS])
        owner: Values = {"document_id": document, "text_id": text_id, "stored_at": stored_at}
        _add_part(connection, part, ids[start : start + BATCH_ITEMS], owner, stored_at)
    return ids


def _add_part(
    connection: Connection,
    part: Incoming,
    ids: Sequence[ItemId],
    owner: Values,
    stored_at: datetime,
) -> None:
    """Write some of a document's items: their rows, what is searched, labels and links."""
    connection.execute(
        _INSERT_ITEM,
        [
            {"id": number, **owner, **values_of(part, place, number, stored_at)}
            for place, number in enumerate(ids)
        ],
    )
    add_rows(
        connection,
        (
            IndexRow(
                search_id=part.search_id(place, number, stored_at),
                title=part.items[place].title,
                body=part.items[place].body,
            )
            for place, number in enumerate(ids)
        ),
    )
    write_marks(connection, part, {number: place for place, number in enumerate(ids)}, stored_at)


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
        connection.execute(_INSERT_LABEL, labels)
    if links:
        connection.execute(_INSERT_LINK, links)


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
