"""Documents without what no database can hold: lone halves of characters are replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefings.model.documents import ParsedDocument
from briefings.model.items import ParsedItem, SourceRef
from briefings.model.kept import kept_items

_HALF = re.compile("[\ud800-\udfff]")


def storable(document: ParsedDocument) -> ParsedDocument:
    """The document, with a replacement character for each lone surrogate (JSON can name them).

    One for one, so that spans still count right.
    """
    if not any(map(_HALF.search, _texts(document))):
        return document
    return replace(
        document,
        text=_whole(document.text),
        title=_maybe(document.title),
        credit=_maybe(document.credit),
        items=kept_items(_storable_item(item) for item in document.items),
    )


def _texts(document: ParsedDocument) -> Iterator[str]:
    yield from filter(None, (document.text, document.title, document.credit))
    for item in document.items:
        yield from filter(None, (item.title, item.body, item.section, item.external_id, *item.urls))
        for source in item.sources:
            yield from filter(None, (source.name, source.url))


def _storable_item(item: ParsedItem) -> ParsedItem:
    return replace(
        item,
        title=_maybe(item.title),
        body=_whole(item.body),
        section=_maybe(item.section),
        external_id=_maybe(item.external_id),
        urls=tuple(_whole(url) for url in item.urls),
        sources=tuple(
            SourceRef(name=_maybe(source.name), url=_maybe(source.url)) for source in item.sources
        ),
    )


def _whole(text: str) -> str:
    return _HALF.sub("\ufffd", text)


def _maybe(text: str | None) -> str | None:
    return None if text is None else _whole(text)
