"""A document under a name that is not known: which stored document says nearly the same, if any.

Two issues of a series share furniture and perhaps a story, a clipping may quote the titles of
another document: only where most items are the same, on both sides, are they one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from briefings.text.bigrams import tokens
from storage.fingerprint import mark_of
from storage.incoming import Incoming
from storage.links import comparable_link, comparable_links
from storage.matching import Known, pair_up
from storage.rows import load_pairs, load_texts
from storage.tables import DocumentRow, DocumentTextRow, ItemRow, SourceRow
from storage.typed import columns, one

MIN_SHARE = 0.6
"""Of the items of the longer document so many are the same, and two at least."""

MIN_TITLES_SHARE = 0.8
"""Lists of bare titles have these in common sooner: two people clip the same day."""

MIN_LIKENESS_UNDER_TITLE = 0.6
MIN_LIKENESS = 0.8
MIN_BODY_TOKENS = 8
"""Fewer words are too few to know an item by, or a lone item by its title and them."""

MAX_MARKS = 500
MAX_CANDIDATES = 3
FEED = "feed"
"""Feeds move on: two that share entries are still two."""

_item = columns(ItemRow)
_document = columns(DocumentRow)
_text = columns(DocumentTextRow)
_source = columns(SourceRow)

_SHARING = (
    select(_item.c.document_id)
    .where(_item.c.mark.in_(bindparam("marks", expanding=True)))
    .group_by(_item.c.document_id)
    .order_by(func.count().desc(), _item.c.document_id.desc())
    .limit(MAX_CANDIDATES)
)
_ITEMS = select(
    _item.c.title,
    _item.c.body,
    _item.c.published,
    _item.c.external_id,
    _item.c.sources_json,
    _item.c.urls_json,
    _item.c.gone_at,
).where(_item.c.document_id == bindparam("document"))
_DOCUMENT = select(_document).where(_document.c.id == bindparam("document"))
_SOURCE_NAME = select(_source.c.name).where(_source.c.id == bindparam("source"))
_HAS_TEXT = select(_text.c.id).where(
    _text.c.document_id == bindparam("document"), _text.c.text_hash == bindparam("hash")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """An item as far as it tells whether another one is it, corrected."""

    title: str | None
    body: str
    published: str | None
    links: frozenset[str]
    external_id: str | None = None

    @property
    def known(self) -> Known:
        """What it is paired by."""
        return Known(
            external_id=self.external_id,
            link=min(self.links, default=None),
            title=self.title,
            body=self.body,
        )


def recognised(connection: Connection, incoming: Incoming) -> DocumentRow | None:
    """The stored document that this one is, perhaps corrected, by what its items say."""
    if not incoming.items or incoming.document.format.startswith(FEED):
        return None
    new = _tellings_of(incoming)
    for number in connection.execute(_SHARING, {"marks": _marks(incoming)}).scalars():
        document = one(connection, DocumentRow, _DOCUMENT, document=number)
        if (
            document is not None
            and not document.format.startswith(FEED)
            and _may_be_of(connection, document, incoming.source)
            and is_same(*_stored(connection, number), new)
        ):
            return document
    return None


def has_text(connection: Connection, document: DocumentRow, text_hash: str) -> bool:
    """Whether the document ever had this text."""
    values = {"document": document.id, "hash": text_hash}
    return connection.execute(_HAS_TEXT, values).first() is not None


def is_same(old: Sequence[Telling], offered: int, new: Sequence[Telling]) -> bool:
    """Whether these are the items of one document; `offered` of the old ones still stood in it."""
    pairs = pair_up([each.known for each in old], [each.known for each in new])
    same = [
        new[place]
        for place, pair in enumerate(pairs)
        if pair is not None and is_nearly(old[pair], new[place])
    ]
    most = max(offered, len(new))
    if most == 1:
        return len(same) == 1 and len(list(tokens(same[0].body))) >= MIN_BODY_TOKENS
    bare = sum(not each.body for each in same)
    share = MIN_TITLES_SHARE if 2 * bare > len(same) else MIN_SHARE
    return len(same) >= 2 and len(same) >= share * most


def is_nearly(old: Telling, new: Telling) -> bool:
    """Whether one of two items is the other one, at most corrected."""
    if old.links and new.links and not old.links & new.links:
        return False
    words, others = set(tokens(old.body)), set(tokens(new.body))
    known_by_body = min(len(words), len(others)) >= MIN_BODY_TOKENS
    if (old.title, old.body) == (new.title, new.body) and known_by_body:
        return True
    if not _agree(old.published, new.published):
        return False
    titled = list(tokens(old.title or "")) == list(tokens(new.title or "")) != []
    if not words and not others:
        return titled
    likeness = len(words & others) / len(words | others)
    return (titled and likeness >= MIN_LIKENESS_UNDER_TITLE) or (
        known_by_body and likeness >= MIN_LIKENESS
    )


def _agree(one_day: str | None, other: str | None) -> bool:
    """Whether two times may be the same: a month holds its days, no time holds all."""
    if one_day is None or other is None:
        return True
    one_day, other = one_day[:10], other[:10]
    return one_day.startswith(other) or other.startswith(one_day)


def _marks(incoming: Incoming) -> list[int]:
    """Those of all items, or of enough of them, evenly from the whole document."""
    step = -(-len(incoming.items) // MAX_MARKS)
    return [mark_of(item.title, item.body) for item in incoming.items[::step]]


def _may_be_of(connection: Connection, document: DocumentRow, source: str | None) -> bool:
    """Whether nothing says that the document came from another source."""
    if source is None or document.source_id is None:
        return True
    return bool(connection.execute(_SOURCE_NAME, {"source": document.source_id}).scalar() == source)


def _stored(connection: Connection, document: int) -> tuple[list[Telling], int]:
    """The document's items, those that are gone too, and how many are not."""
    rows = connection.execute(_ITEMS, {"document": document}).all()
    found = [
        Telling(
            title=row.title,
            body=row.body,
            published=row.published,
            links=_links(
                (*(url for _, url in load_pairs(row.sources_json)), *load_texts(row.urls_json))
            ),
            external_id=row.external_id,
        )
        for row in rows
    ]
    return found, sum(row.gone_at is None for row in rows)


def _links(urls: Sequence[str | None]) -> frozenset[str]:
    links = (comparable_link(url) for url in urls if url)
    return frozenset(link for link in links if link)


def _tellings_of(incoming: Incoming) -> list[Telling]:
    found = []
    for place, item in enumerate(incoming.items):
        published = incoming.published(place)
        found.append(
            Telling(
                title=item.title,
                body=item.body,
                published=None if published is None else published.isoformat(),
                links=frozenset(comparable_links(item)),
                external_id=item.external_id,
            )
        )
    return found
