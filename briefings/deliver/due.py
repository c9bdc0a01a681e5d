"""Due times: a schedule, a zone and an instant become the next instants that a briefing is due.

A due time is a local date with a wall time, turned into UTC: every local date that the schedule
names gives exactly one. A wall time that the clocks jump over falls on the first instant after
the gap; one that they show twice counts the first time. A date that a zone left out gives none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from briefings.model.subscriptions import Cadence, Schedule, SubscriptionWish

IsHoliday = Callable[[date], bool]
"""Whether a local date is a public holiday."""

MAX_DAYS_AHEAD = 3660
"""A schedule with no day within ten years has none."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_ANY_MONDAY = "1970-01-05"


def no_holidays(day: date) -> bool:
    """A calendar without public holidays."""
    del day
    return False


def next_due(
    schedule: Schedule, zone: ZoneInfo, after: datetime, is_holiday: IsHoliday = no_holidays
) -> datetime:
    """The first due instant strictly after `after`, in UTC.

    A biweekly schedule without an anchor starts with its first day after `after`. Raises
    `ValueError` for a schedule that names no day within ten years.
    """
    if schedule.cadence is Cadence.BIWEEKLY and schedule.anchor is None:
        schedule = replace(schedule, cadence=Cadence.WEEKLY)
    first = after.astimezone(zone).date()  # every earlier date's instant has passed by then
    for ahead in range(MAX_DAYS_AHEAD):
        day = first + ahead * _DAY
        if not falls_on(schedule, day, is_holiday):
            continue
        due = instant_of(day, schedule.at, zone)
        if due is not None and due > after:
            return due
    raise ValueError(f"the schedule {schedule.spec()!r} has no day within ten years")


def upcoming(
    schedule: Schedule,
    zone: ZoneInfo,
    after: datetime,
    count: int,
    is_holiday: IsHoliday = no_holidays,
) -> tuple[datetime, ...]:
    """The next `count` due instants after `after`, in UTC, earliest first."""
    return tuple(islice(_dues(schedule, zone, after, is_holiday), count))


def due_between(
    schedule: Schedule,
    zone: ZoneInfo,
    after: datetime,
    until: datetime,
    is_holiday: IsHoliday = no_holidays,
) -> Iterator[datetime]:
    """Due instants after `after`, up to and with `until`, in UTC, earliest first."""
    for due in _dues(schedule, zone, after, is_holiday):
        if due > until:
            return
        yield due


def falls_on(schedule: Schedule, day: date, is_holiday: IsHoliday = no_holidays) -> bool:
    """Whether `schedule` names the local date `day`."""
    return _names(schedule, day) and not (schedule.skips_holidays and is_holiday(day))


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The instant, in UTC, that clocks in `zone` show `at` on `day`.

    In a gap the first instant after it, in an overlap the first of the two. `None` where the
    zone left the whole date out.
    """
    local = datetime.combine(day, at, tzinfo=zone)
    before, after = local.utcoffset(), local.replace(fold=1).utcoffset()
    if before is None or after is None:
        raise ValueError(f"{zone} is no time zone with offsets")
    if after <= before:  # an ordinary time, or the first of two (PEP 495)
        return local.replace(tzinfo=UTC) - before
    if after - before >= _DAY:
        return None
    return _after_gap(local, before, after)


def anchored(
    schedule: Schedule, zone: ZoneInfo, now: datetime, is_holiday: IsHoliday = no_holidays
) -> Schedule:
    """A biweekly schedule with the week of its first due time as its anchor; others as they are."""
    if schedule.cadence is not Cadence.BIWEEKLY or schedule.anchor is not None:
        return schedule
    return anchored_at(schedule, next_due(schedule, zone, now, is_holiday), zone)


def anchored_at(schedule: Schedule, first_due: datetime, zone: ZoneInfo) -> Schedule:
    """A biweekly schedule without an anchor, with the week of `first_due` as its anchor."""
    if schedule.cadence is not Cadence.BIWEEKLY or schedule.anchor is not None:
        return schedule
    return replace(schedule, anchor=_monday(first_due.astimezone(zone).date()).isoformat())


def started(
    wish: SubscriptionWish, now: datetime, is_holiday: IsHoliday = no_holidays
) -> tuple[SubscriptionWish, datetime]:
    """The wish as it is stored (its schedule anchored), and its first due instant."""
    zone = ZoneInfo(wish.zone)
    schedule = anchored(wish.schedule, zone, now, is_holiday)
    return replace(wish, schedule=schedule), next_due(schedule, zone, now, is_holiday)


def _dues(
    schedule: Schedule, zone: ZoneInfo, after: datetime, is_holiday: IsHoliday
) -> Iterator[datetime]:
    schedule = anchored(schedule, zone, after, is_holiday)
    while True:
        after = next_due(schedule, zone, after, is_holiday)
        yield after


def _names(schedule: Schedule, day: date) -> bool:
    if schedule.cadence is Cadence.MONTHLY:
        is_last = (day + _DAY).month != day.month
        return day.day in schedule.days or (is_last and max(schedule.days) > day.day)
    if day.weekday() not in schedule.days:
        return False
    return schedule.cadence is Cadence.WEEKLY or _in_week_of_two(schedule, day)


def _in_week_of_two(schedule: Schedule, day: date) -> bool:
    anchor = date.fromisoformat(schedule.anchor or _ANY_MONDAY)
    return (_monday(day) - _monday(anchor)).days % 14 == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _after_gap(local: datetime, before: timedelta, after: timedelta) -> datetime:
    """The first instant after the gap that `local` falls in, found by halving."""
    wall, zone = local.replace(tzinfo=UTC), local.tzinfo
    early, late = wall - after, wall - before  # the clocks change after `early`, by `late`
    while late - early > _SECOND:
        middle = (early + (late - early) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == after:
            late = middle
        else:
            early = middle
    return late
