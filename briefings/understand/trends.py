"""Counts a subject per publication week, with the words that rise in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from briefings.model.briefings import Keyword, WeekCount
from briefings.model.items import Item
from briefings.model.times import Period, Precision
from briefings.understand.keywords import keywords

MIN_ITEMS = 8
"""With fewer published items than this a trend would be a guess."""

MIN_WEEKS = 2
MOST_WORDS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """Counts per week of the period, empty weeks too, and the words of its items.

    `unplaced` items say only their month, or no date, and are in no week's count.
    """

    period: Period
    weeks: tuple[WeekCount, ...]
    words: tuple[Keyword, ...]
    items: int
    unplaced: int = 0

    @property
    def is_too_little(self) -> bool:
        """Whether there is too little to speak of a trend; say `items`, draw nothing."""
        told = sum(week.count for week in self.weeks)
        return told < MIN_ITEMS or len(self.weeks) < MIN_WEEKS


def trend_of(
    items: Sequence[Item],
    background: Sequence[Item],
    *,
    period: Period,
    zone: tzinfo,
    most: int = MOST_WORDS,
    without: Collection[str] = (),
) -> Trend:
    """The trend of `items` within `period`; `background` are the items of the time before."""
    inside = [item for item in items if item.within(period, zone)]
    days = [day for item in inside if (day := _day(item, zone)) is not None]
    counts = Counter(_monday(day) for day in days)
    return Trend(
        period=period,
        weeks=tuple(WeekCount(monday=monday, count=counts[monday]) for monday in _mondays(period)),
        words=keywords(inside, background, most=most, without=without),
        items=len(inside),
        unplaced=len(inside) - len(days),
    )


def _day(item: Item, zone: tzinfo) -> date | None:
    if item.published is None or item.published.precision is Precision.MONTH:
        return None
    return item.published.first_day(zone)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _mondays(period: Period) -> tuple[date, ...]:
    first = _monday(period.since)
    weeks = (_monday(period.until) - first).days // 7 + 1
    return tuple(first + timedelta(weeks=week) for week in range(weeks))
