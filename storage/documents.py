"""A document becomes rows, in one transaction: new, unchanged, or corrected."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, insert, select, update

from briefings.model.items import DocumentId
from briefings.model.stored import DocumentReport
from storage.corrections import correct
from storage.incoming import Incoming, add_items, keep_text
from storage.recognition import has_text, recognised
from storage.rows import Values
from storage.tables import (
    DocumentRow,
    ItemRow,
    SourceRow,
)
from storage.typed import columns, one

_source = columns(SourceRow)
_document = columns(DocumentRow)
_item = columns(ItemRow)

_NEWEST_NAMED = (
    select(_document)
    .where(_document.c.name == bindparam("name"))
    .order_by(_document.c.changed_at.desc(), _document.c.id.desc())
    .limit(1)
)
_OF_TEXT = select(_document).where(_document.c.text_hash == bindparam("hash")).limit(1)
_SOURCE = select(_source.c.id).where(_source.c.name == bindparam("name"))
_ADD_SOURCE = insert(_source).returning(_source.c.id)
_ADD_DOCUMENT = insert(_document).returning(_document.c.id)


def put(connection: Connection, incoming: Incoming) -> DocumentReport:
    """Store a document inside the caller's writing transaction; what it changed."""
    named = one(connection, DocumentRow, _NEWEST_NAMED, name=incoming.document.name)
    if named is not None and named.text_hash == incoming.text_hash:
        if named.read_hash == incoming.read_hash:
            return _nothing_new(connection, named)
        return _corrected(connection, named, incoming) or _add(connection, incoming)
    same = one(connection, DocumentRow, _OF_TEXT, hash=incoming.text_hash)
    if same is not None:
        return _nothing_new(connection, same)
    corrected = None if named is None else _corrected(connection, named, incoming)
    return corrected or _renamed(connection, incoming) or _add(connection, incoming)


def _renamed(connection: Connection, incoming: Incoming) -> DocumentReport | None:
    """Take it as a document that is stored under another name; `None` where it is none.

    It goes by its newest name from then on, and an earlier text of it under an earlier name
    changes nothing: both may lie in a folder that is read every night.
    """
    known = recognised(connection, incoming)
    if known is None:
        return None
    if has_text(connection, known, incoming.text_hash):
        return _nothing_new(connection, known)
    return _corrected(connection, known, incoming)


def _nothing_new(connection: Connection, document: DocumentRow) -> DocumentReport:
    count = connection.execute(
        select(func.count())
        .select_from(_item)
        .where(_item.c.document_id == document.id, _item.c.gone_at.is_(None))
    ).scalar_one()
    return DocumentReport(document=DocumentId(document.id or 0), unchanged=count)


def _add(connection: Connection, incoming: Incoming) -> DocumentReport:
    now = incoming.now
    values: Values = {
        "name": incoming.document.name,
        "stored_at": now,
        "changed_at": now,
        **_document_values(connection, incoming),
    }
    document = connection.execute(_ADD_DOCUMENT, values).scalar_one()
    text_id = keep_text(connection, document, incoming)
    places = range(len(incoming.document.items))
    new = add_items(connection, document, text_id, incoming, places)
    return DocumentReport(document=DocumentId(document), new=new)


def _corrected(
    connection: Connection, document: DocumentRow, incoming: Incoming
) -> DocumentReport | None:
    """`None` where nothing is in common: another document that happens to bear the name."""
    report = correct(connection, document, incoming)
    if report is None:
        return None
    connection.execute(
        update(_document)
        .where(_document.c.id == document.id)
        .values(
            name=incoming.document.name,
            changed_at=incoming.now,
            **{
                **_document_values(connection, incoming),
                "source_id": _source_id(connection, incoming.source) or document.source_id,
            },
        )
    )
    return report


def _document_values(connection: Connection, incoming: Incoming) -> Values:
    document = incoming.document
    return {
        "source_id": _source_id(connection, incoming.source),
        "format": document.format,
        "title": document.title,
        "published": None if document.published is None else document.published.isoformat(),
        "credit": document.credit,
        "text_hash": incoming.text_hash,
        "read_hash": incoming.read_hash,
    }


def _source_id(connection: Connection, name: str | None) -> int | None:
    if name is None:
        return None
    found = connection.execute(_SOURCE, {"name": name}).scalar()
    if found is None:
        found = connection.execute(_ADD_SOURCE, {"name": name}).scalar_one()
    return int(found)
