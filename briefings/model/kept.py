"""Items and their labels in numbers: kept as they are where they are few, else packed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from briefings.model.items import Label, ParsedItem, SourceRef, Span, ThemeId
from briefings.model.packed import Packing, kept
from briefings.model.times import Precision, Published

_Time = tuple[str, date, datetime | None]
_Item = tuple[
    int,
    str | None,
    str,
    _Time | None,
    tuple[tuple[str | None, str | None], ...],
    tuple[str, ...],
    str,
    str | None,
    Span,
    str | None,
    tuple[ThemeId, ...] | None,
]
_Label = tuple[ThemeId, float, tuple[str, ...]]


def kept_items(items: Iterable[ParsedItem]) -> Sequence[ParsedItem]:
    """The items of a document, in order."""
    return kept(items, _ITEMS)


def kept_labels(labels: Iterable[tuple[Label, ...]]) -> Sequence[tuple[Label, ...]]:
    """The labels of each item, in order."""
    return kept(labels, _LABELS)


def _plain_item(item: ParsedItem) -> _Item:
    when = item.published
    return (
        item.position,
        item.title,
        item.body,
        None if when is None else (when.precision.value, when.day, when.instant),
        tuple((source.name, source.url) for source in item.sources),
        item.urls,
        item.language,
        item.section,
        item.span,
        item.external_id,
        item.given_themes,
    )


def _item(plain: _Item) -> ParsedItem:
    position, title, body, when, sources, urls, language, section, span, own_id, themes = plain
    return ParsedItem(
        position=position,
        title=title,
        body=body,
        published=None if when is None else _published(when),
        sources=tuple(SourceRef(name=name, url=url) for name, url in sources),
        urls=urls,
        language=language,
        section=section,
        span=span,
        external_id=own_id,
        given_themes=themes,
    )


def _published(plain: _Time) -> Published:
    precision, day, instant = plain
    return Published(precision=Precision(precision), day=day, instant=instant)


def _plain_labels(labels: tuple[Label, ...]) -> tuple[_Label, ...]:
    return tuple((label.theme, label.score, label.because) for label in labels)


def _labels(plain: tuple[_Label, ...]) -> tuple[Label, ...]:
    return tuple(
        Label(theme=theme, score=score, because=because) for theme, score, because in plain
    )


_ITEMS = Packing(pack=_plain_item, unpack=_item)
_LABELS = Packing(pack=_plain_labels, unpack=_labels)
