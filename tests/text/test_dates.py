"""Dates as texts write them."""

from datetime import date

import pytest

from briefings.model.times import Published
from briefings.text.dates import find_dates, find_yearless, is_plausible, starts_range


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021. 1. 4.", "2021-01-04"),
        ("2021.01.04", "2021-01-04"),
        ("2021-01-04", "2021-01-04"),
        ("21.01.04", "2021-01-04"),
        ("’21.1.4", "2021-01-04"),
        ("20210104", "2021-01-04"),
        ("2021년 1월 4일(월) 오전 9:30", "2021-01-04T09:30:00+09:00"),
        ("2021/01/04 오후 3시 20분", "2021-01-04T15:20:00+09:00"),
        ("2021.01.04 12:05 AM", "2021-01-04T00:05:00+09:00"),
        ("2021-01-04T09:30:00Z", "2021-01-04T09:30:00+00:00"),
        ("2021-01-04 09:30 KST", "2021-01-04T09:30:00+09:00"),
        ("Mon, 04 Jan 2021 09:30:00 +0900", "2021-01-04T09:30:00+09:00"),
        ("Jan. 4, 2021", "2021-01-04"),
        ("by 글쓴이Jan 4. 2021", "2021-01-04"),
        ("January 4th, 2021 9:30 PM", "2021-01-04T21:30:00+09:00"),
        ("4 January 2021", "2021-01-04"),
        ("01/31/2021", "2021-01-31"),
        ("31/01/2021", "2021-01-31"),
        ("2021年1月4日", "2021-01-04"),
        ("2021년 1월", "2021-01"),
        ("2021.01", "2021-01"),
        ("January 2021", "2021-01"),
        ("분류2021.01.04 09:30", "2021-01-04T09:30:00+09:00"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(text, expected):
    assert [found.when.isoformat() for found in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2021.13.45",
        "1.77 조",
        "3.5%",
        "어제",
        "3시간 전",
        "yesterday",
        "1월 2주차",
        "May the best win",
        "10.0.0.1",
    ],
)
def test_what_is_no_date_gives_none(text):
    assert find_dates(text) == ()


def test_the_ends_of_a_span_of_days_are_told():
    text = "2021.01.04 ~ 2021.01.08"
    first, last = find_dates(text)
    assert (starts_range(text, first), last.range_end) == (True, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1월 4일", date(2021, 1, 4)),
        ("(한빛일보, 1/4)", date(2021, 1, 4)),
        ("Jan 4", date(2021, 1, 4)),
        ("12.30", date(2020, 12, 30)),
    ],
)
def test_a_day_without_a_year_is_the_last_one_before_the_document(text, expected):
    assert [found.when.day for found in find_yearless(text, date(2021, 1, 8))] == [expected]


def test_a_date_is_plausible_up_to_tomorrow():
    today = date(2021, 3, 5)
    days = [date(1970, 1, 1), date(2021, 3, 5), date(2021, 3, 6), date(2021, 3, 7)]
    assert [is_plausible(Published.on(day), today) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("July 9, 2002, 4:00 AM PT", "2002-07-09T04:00:00-07:00"),
        ("Jan 9, 2002, 4:00 AM ET", "2002-01-09T04:00:00-05:00"),
        ("Jan 9, 2002, 4:00 AM MST", "2002-01-09T04:00:00-07:00"),
    ],
)
def test_american_zones_are_read_with_summer_and_winter(text: str, moment: str):
    assert [found.when.isoformat() for found in find_dates(text)] == [moment]
