from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.deliver.due import (
    anchored,
    due_between,
    falls_on,
    instant_of,
    next_due,
    upcoming,
)
from briefings.model.subscriptions import Cadence, Schedule

DAILY = (0, 1, 2, 3, 4, 5, 6)
SEOUL = ZoneInfo("Asia/Seoul")
ZONES = sorted(available_timezones())
TRANSITION_ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Havana",
    "Atlantic/Azores",
    "America/Nuuk",
    "Asia/Gaza",
    "Pacific/Chatham",
    "Africa/El_Aaiun",
    "America/Asuncion",
    "Europe/Dublin",
    "Asia/Seoul",
)
WALL_TIMES = tuple(time(minutes // 60, minutes % 60) for minutes in range(0, 1440, 30))


def daily(at: time) -> Schedule:
    return Schedule(days=DAILY, at=at)


def local(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def named_dates(zone: ZoneInfo, at: time, first: date, days: int) -> list[date]:
    """The dates that a daily schedule serves: each due instant is mapped back to its date."""
    dates = [first + timedelta(days=n) for n in range(days)]
    start = datetime.combine(first, time(0), tzinfo=zone).astimezone(UTC) - timedelta(seconds=1)
    dues = upcoming(daily(at), zone, start, days)
    by_instant = {instant_of(day, at, zone): day for day in dates}
    return [by_instant[due] for due in dues]


@pytest.mark.parametrize("zone", TRANSITION_ZONES)
@pytest.mark.parametrize(
    "at", [time(0), time(0, 30), time(1, 30), time(2, 30), time(9), time(23, 30)]
)
def test_each_local_date_is_due_exactly_once_over_clock_changes(zone: str, at: time):
    dates = [date(2025, 12, 1) + timedelta(days=n) for n in range(500)]
    assert named_dates(ZoneInfo(zone), at, dates[0], len(dates)) == dates


@pytest.mark.soak
@pytest.mark.parametrize("zone", ZONES)
def test_each_local_date_is_due_exactly_once_in_every_zone_for_two_years(zone: str):
    dates = [date(2026, 1, 1) + timedelta(days=n) for n in range(731)]
    served = [named_dates(ZoneInfo(zone), at, dates[0], len(dates)) for at in WALL_TIMES]
    assert served == [dates] * len(WALL_TIMES)


@pytest.mark.parametrize(
    ("zone", "wall", "expected"),
    [
        ("Asia/Seoul", "2026-11-23T09:00", "2026-11-23T00:00+00:00"),
        # the hour from two to three does not exist: three o'clock
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00+00:00"),
        # half past one comes twice: the first
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30+00:00"),
        # clocks that move at midnight: the day begins at one
        ("America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00+00:00"),
        ("Africa/Cairo", "2026-04-24T00:30", "2026-04-23T22:00+00:00"),
        # a change of half an hour
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30+00:00"),
        # the last hour of a Saturday is left out: the first instant of Sunday
        ("America/Nuuk", "2026-03-28T23:30", "2026-03-29T01:00+00:00"),
    ],
)
def test_gaps_give_the_first_instant_after_and_overlaps_the_first_of_two(
    zone: str, wall: str, expected: str
):
    moment = datetime.fromisoformat(wall)
    due = instant_of(moment.date(), moment.time(), ZoneInfo(zone))
    assert due == datetime.fromisoformat(expected)


def test_a_date_that_a_zone_left_out_is_not_due():
    apia = ZoneInfo("Pacific/Apia")
    dues = upcoming(daily(time(9)), apia, local("Pacific/Apia", "2011-12-29T00:00"), 3)
    days = [due.astimezone(apia).date() for due in dues]
    assert days == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


def test_the_due_instant_itself_is_not_due_again():
    nine = local("Asia/Seoul", "2026-11-23T09:00")
    assert next_due(daily(time(9)), SEOUL, nine) == nine + timedelta(days=1)


def test_a_day_that_a_month_lacks_falls_on_its_last_one_once():
    schedule = Schedule(cadence=Cadence.MONTHLY, days=(30, 31), at=time(8))
    dues = upcoming(schedule, SEOUL, local("Asia/Seoul", "2028-01-01T00:00"), 5)
    days = [due.astimezone(SEOUL).date().isoformat() for due in dues]
    assert days == ["2028-01-30", "2028-01-31", "2028-02-29", "2028-03-30", "2028-03-31"]


def test_a_biweekly_schedule_is_anchored_at_its_first_due_week():
    schedule = Schedule(cadence=Cadence.BIWEEKLY, days=(4,), at=time(17))
    saturday = local("Asia/Seoul", "2026-11-21T10:00")
    fixed = anchored(schedule, SEOUL, saturday)
    days = [due.astimezone(SEOUL).date() for due in upcoming(fixed, SEOUL, saturday, 3)]
    assert fixed.anchor == "2026-11-23"
    assert days == [date(2026, 11, 27), date(2026, 12, 11), date(2026, 12, 25)]


def test_holidays_are_left_out_where_the_schedule_says_so():
    schedule = Schedule(days=(0, 1, 2, 3, 4), at=time(9), skips_holidays=True)
    friday = local("Asia/Seoul", "2026-11-20T12:00")
    due = next_due(schedule, SEOUL, friday, lambda day: day == date(2026, 11, 23))
    assert due == local("Asia/Seoul", "2026-11-24T09:00")


def test_a_schedule_that_can_never_be_due_is_an_error():
    schedule = Schedule(days=DAILY, at=time(9), skips_holidays=True)
    with pytest.raises(ValueError, match="no day within ten years"):
        next_due(schedule, SEOUL, datetime(2026, 1, 1, tzinfo=UTC), lambda _day: True)


SCHEDULES = st.builds(
    Schedule,
    cadence=st.sampled_from(Cadence),
    days=st.sets(st.integers(1, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
INSTANTS = st.integers(0, 4 * 365 * 86400).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@settings(max_examples=150, deadline=None)
@given(SCHEDULES, st.sampled_from(ZONES), INSTANTS)
def test_due_times_only_grow_and_each_day_named_is_served(
    schedule: Schedule, zone_name: str, after: datetime
):
    zone = ZoneInfo(zone_name)
    schedule, until = anchored(schedule, zone, after), after + timedelta(days=70)
    dues = tuple(due_between(schedule, zone, after, until))
    first = after.astimezone(zone).date() - timedelta(days=1)
    named = [first + timedelta(days=n) for n in range(74)]
    instants = [instant_of(day, schedule.at, zone) for day in named if falls_on(schedule, day)]
    assert list(dues) == sorted(i for i in instants if i is not None and after < i <= until)
