"""A wish becomes a trend: find the items of the period and of the time before it, count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.model.briefings import BriefingWish
from briefings.model.items import Item
from briefings.model.stored import PublishedDays
from briefings.model.times import Period
from briefings.ports import ItemStore
from briefings.steps.brief import BACKGROUND_DAYS, Reader, said_above
from briefings.understand.phrases import READ_CHARS
from briefings.understand.trends import Trend, days_of, trend_of

DEFAULT_WEEKS = 12
MAX_ITEMS = 20_000
"""Newest items that hold a word and are counted; more take longer than anybody waits."""

MAX_SAMPLE = 4_000
"""Words are looked for in about so many items of a time, evenly drawn."""

_MAX_LOOKS = 5
_LONG_AGO = date(1970, 1, 2)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundTrend:
    """A trend and what to say about how it was found.

    `moved_from` is the empty default period in whose stead the newest one was taken, `newest`
    the newest day that holds anything where the period holds nothing. `is_cut` says that more
    items lie in the period than were counted, `is_sample` that the counts of words are estimates.
    """

    wish: BriefingWish
    trend: Trend
    moved_from: Period | None = None
    newest: date | None = None
    is_cut: bool = False
    is_sample: bool = False


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Period:
    """The items of a time: how many on each day, and those whose words are looked at."""

    counted: PublishedDays
    sample: Sequence[Item]
    one_in: int = 1
    is_cut: bool = False


def _trend(wish: BriefingWish, period: Period, reader: Reader, items: ItemStore) -> FoundTrend:
    now = _of(wish, period, reader, items)
    before = Period.last_days(max(BACKGROUND_DAYS, period.days), period.since - timedelta(days=1))
    earlier = _of(wish, before, reader, items).sample
    trend = trend_of(
        now.sample,
        [item for item in earlier if not item.within(period, reader.zone)],
        period=period,
        zone=reader.zone,
        without=(*said_above(wish, reader), *reader.muted),
        counted=now.counted,
        one_in=now.one_in,
    )
    return FoundTrend(wish=wish, trend=trend, is_cut=now.is_cut, is_sample=now.one_in > 1)


def _of(wish: BriefingWish, period: Period, reader: Reader, items: ItemStore) -> _Period:
    return (_searched if wish.words else _counted)(wish, period, reader, items)


def _searched(wish: BriefingWish, period: Period, reader: Reader, items: ItemStore) -> _Period:
    found = _holding(wish.words, wish, period, items, without=_unwanted(wish, reader))
    inside = [item for item in found if item.within(period, reader.zone)]
    one_in = _one_in(len(inside))
    return _Period(
        counted=days_of(inside, reader.zone),
        sample=inside[::one_in],
        one_in=one_in,
        is_cut=len(found) >= MAX_ITEMS,
    )


def _counted(wish: BriefingWish, period: Period, reader: Reader, items: ItemStore) -> _Period:
    """Counts come from the index alone; words from a sample, and what is unwanted is taken off."""
    counted = items.published_days(period, themes=wish.themes)
    one_in = _one_in(counted.items)
    ids = items.ids_published_within(
        period, themes=wish.themes, limit=2 * MAX_SAMPLE, one_in=one_in
    )
    unwanted = {
        item.id: item
        for word in _unwanted(wish, reader)
        for item in _holding((word,), wish, period, items)
        if item.within(period, reader.zone)
    }
    sample = items.items([number for number in ids if number not in unwanted])
    return _Period(
        counted=counted.less(days_of(tuple(unwanted.values()), reader.zone)),
        sample=sample,
        one_in=one_in,
    )


def _one_in(count: int) -> int:
    return max(1, -(-count // MAX_SAMPLE))


def _unwanted(wish: BriefingWish, reader: Reader) -> tuple[str, ...]:
    """Words whose items are left out; a word that is asked for is wanted, muted or not."""
    return (*wish.without, *(word for word in reader.muted if word not in wish.words))


def _holding(
    words: Sequence[str],
    wish: BriefingWish,
    period: Period,
    items: ItemStore,
    *,
    without: Sequence[str] = (),
) -> tuple[Item, ...]:
    """The newest items of the period that hold all words, with the heads of their bodies only."""
    results = items.search(
        words, newest=True, limit=MAX_ITEMS, themes=wish.themes, period=period, without=without
    )
    return tuple(_head_of(result.item) for result in results)


def _head_of(item: Item) -> Item:
    """What counting needs of an item: when, who, and the words that tell its subject."""
    return replace(item, body=item.body[:READ_CHARS], urls=(), labels=())


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
