"""Counts a subject per publication week, with the words that rise in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from briefings.model.briefings import Keyword, WeekCount
from briefings.model.items import Item
from briefings.model.stored import PublishedDays
from briefings.model.times import Period, Precision
from briefings.understand.keywords import keywords
from briefings.understand.phrases import item_phrases, key_of

MIN_ITEMS = 8
"""With fewer published items than this a trend would be a guess."""

MIN_WEEKS = 2
MIN_SPLIT_WEEKS = 4
"""From so many weeks on, what rises is what rises at the end of the period."""

RECENT_SHARE = 4
"""The last quarter of the weeks is the end of a period: 3 weeks of 12."""

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
    def placed(self) -> int:
        """How many items the weeks count."""
        return sum(week.count for week in self.weeks)

    @property
    def is_too_little(self) -> bool:
        """Whether there is too little to speak of a trend; say `placed`, draw nothing."""
        return self.placed < MIN_ITEMS or len(self.weeks) < MIN_WEEKS


def trend_of(
    items: Sequence[Item],
    background: Sequence[Item],
    *,
    period: Period,
    zone: tzinfo,
    most: int = MOST_WORDS,
    without: Collection[str] = (),
    counted: PublishedDays | None = None,
    one_in: int = 1,
) -> Trend:
    """The trend of `items` within `period`; `background` are those before it.

    Where the items are but a sample, `counted` says how many there are, and `one_in` how many
    each of them stands for: the counts of words are estimates then.
    """
    inside = [item for item in items if item.within(period, zone)]
    found = days_of(inside, zone) if counted is None else counted
    weeks = Counter[date]()
    for day, count in found.days.items():
        weeks[_monday(day)] += count
    words = _words(inside, background, period, zone, most, without)
    return Trend(
        period=period,
        weeks=tuple(WeekCount(monday=monday, count=weeks[monday]) for monday in _mondays(period)),
        words=tuple(replace(word, count=word.count * one_in) for word in words),
        items=found.items,
        unplaced=found.unplaced,
    )


def days_of(items: Sequence[Item], zone: tzinfo) -> PublishedDays:
    """On which days the items were published."""
    days = Counter(day for item in items if (day := _day(item, zone)) is not None)
    return PublishedDays(days=days, unplaced=len(items) - days.total())


def recent_part(period: Period) -> Period | None:
    """The end of a long period, in which words may rise; `None` for a short one."""
    weeks = len(_mondays(period))
    if weeks < MIN_SPLIT_WEEKS:
        return None
    first = _monday(period.until) - timedelta(weeks=weeks // RECENT_SHARE - 1)
    return Period(since=max(first, period.since), until=period.until)


def _words(
    inside: Sequence[Item],
    background: Sequence[Item],
    period: Period,
    zone: tzinfo,
    most: int,
    without: Collection[str],
) -> tuple[Keyword, ...]:
    """Words that rise at the end of the period, then those of the whole of it, counted in it."""
    whole = keywords(inside, background, most=most, without=without)
    recent = recent_part(period)
    if recent is None:
        return whole
    late = [item for item in inside if _is_of(item, recent, zone)]
    early = [item for item in inside if not _is_of(item, recent, zone)]
    lately = keywords(late, (*early, *background), most=most, without=without)
    rising = _counted([word for word in lately if word.rising], inside)
    known = {key_of(word.word) for word in rising}
    return (*rising, *(word for word in whole if key_of(word.word) not in known))[:most]


def _is_of(item: Item, period: Period, zone: tzinfo) -> bool:
    day = _day(item, zone)
    return day is not None and period.touches(day, day)


def _counted(words: Sequence[Keyword], items: Sequence[Item]) -> tuple[Keyword, ...]:
    """The words with the number of `items` that hold them."""
    keys = {key_of(word.word) for word in words}
    counts = Counter(key for item in items for key in item_phrases(item) if key in keys)
    return tuple(replace(word, count=counts[key_of(word.word)]) for word in words)


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
