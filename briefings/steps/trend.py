"""A wish becomes a trend: find the items of the period and of the time before it, count them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.model.briefings import BriefingWish
from briefings.model.items import Item, ItemId
from briefings.model.times import Period
from briefings.ports import ItemStore
from briefings.steps.brief import BACKGROUND_DAYS, Reader
from briefings.text.words import Haystack
from briefings.understand.phrases import READ_CHARS
from briefings.understand.trends import Trend, trend_of

DEFAULT_WEEKS = 12
MAX_ITEMS = 60_000
"""Newest items that are counted; reading more takes longer than anybody waits."""

MAX_BACKGROUND_ITEMS = 10_000
_WINDOW_DAYS = 28
_MAX_LOOKS = 5
_LONG_AGO = date(1970, 1, 2)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundTrend:
    """A trend and what to say about how it was found.

    `moved_from` is the empty default period in whose stead the newest one was taken, `newest`
    the newest day that holds anything where the period holds nothing. `is_cut` says that more
    items lie in the period than were counted.
    """

    wish: BriefingWish
    trend: Trend
    moved_from: Period | None = None
    newest: date | None = None
    is_cut: bool = False


def default_period(today: date) -> Period:
    """Twelve weeks from Monday on, the one under way among them."""
    monday = today - timedelta(days=today.weekday())
    return Period(since=monday - timedelta(weeks=DEFAULT_WEEKS - 1), until=today)


def trend_on_demand(wish: BriefingWish, reader: Reader, items: ItemStore) -> FoundTrend:
    """The trend of the wished period; without one, of the last twelve weeks, or where these are
    empty, of the newest twelve that are not.
    """
    asked = wish.period or default_period(reader.today)
    found = _trend(wish, asked, reader, items)
    if found.trend.placed:
        return found
    if wish.period is not None:
        return replace(found, newest=_newest_day(wish, None, reader, items))
    return _moved(wish, asked, reader, items) or found


def _moved(
    wish: BriefingWish, asked: Period, reader: Reader, items: ItemStore
) -> FoundTrend | None:
    """The newest twelve weeks before `asked` with an item that says its day."""
    before = asked.since
    for _ in range(_MAX_LOOKS):
        newest = _newest_day(wish, before, reader, items)
        if newest is None:
            return None
        period = default_period(newest + timedelta(days=6 - newest.weekday()))
        found = _trend(wish, period, reader, items)
        if found.trend.placed:
            return replace(found, moved_from=asked, newest=newest)
        before = period.since
    return None


def _trend(wish: BriefingWish, period: Period, reader: Reader, items: ItemStore) -> FoundTrend:
    found = _found(wish, period, items, MAX_ITEMS)
    before = Period.last_days(max(BACKGROUND_DAYS, period.days), period.since - timedelta(days=1))
    background = _found(wish, before, items, MAX_BACKGROUND_ITEMS)
    trend = trend_of(
        found,
        [item for item in background if not item.within(period, reader.zone)],
        period=period,
        zone=reader.zone,
        without=wish.words,
    )
    return FoundTrend(wish=wish, trend=trend, is_cut=len(found) >= MAX_ITEMS)


def _found(wish: BriefingWish, period: Period, items: ItemStore, most: int) -> tuple[Item, ...]:
    """Items of the period, newest first, with the heads of their bodies only.

    They are read window by window, so that a long time of full texts is never held at once.
    """
    found: dict[ItemId, Item] = {}
    until = period.until
    while until >= period.since and len(found) < most:
        since = max(until - timedelta(days=_WINDOW_DAYS - 1), period.since)
        window = Period(since=since, until=until)
        for item in _within(wish, window, items, most - len(found)):
            found.setdefault(item.id, _head_of(item))
        until = since - timedelta(days=1)
    return tuple(found.values())


def _within(wish: BriefingWish, period: Period, items: ItemStore, most: int) -> Iterable[Item]:
    if not wish.words:
        near = items.published_within(period, themes=wish.themes, limit=most)
        return filter(_leaves_out(wish), near)
    results = items.search(
        wish.words,
        newest=True,
        limit=most,
        themes=wish.themes,
        period=period,
        without=wish.without,
    )
    return (result.item for result in results)


def _head_of(item: Item) -> Item:
    """What counting needs of an item: when, who, and the words that tell its subject."""
    return replace(item, body=item.body[:READ_CHARS], urls=(), labels=())


def _leaves_out(wish: BriefingWish) -> Callable[[Item], bool]:
    """Whether an item holds none of the unwanted words."""
    if not wish.without:
        return lambda _: True
    return lambda item: not any(map(Haystack.of(item.text).holds, wish.without))


def _newest_day(
    wish: BriefingWish, before: date | None, reader: Reader, items: ItemStore
) -> date | None:
    """The last day (before `before`) on which anything that fits counts."""
    if not wish.words:
        return items.newest_day(themes=wish.themes, before=before)
    past = Period(since=_LONG_AGO, until=before - timedelta(days=1)) if before else None
    results = items.search(
        wish.words, newest=True, limit=1, themes=wish.themes, period=past, without=wish.without
    )
    return max((result.item.last_day(reader.zone) for result in results), default=None)
