from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from briefings.model.languages import Language
from briefings.model.times import Period, Published
from config.wording import wording

KO, EN = wording(Language.KOREAN), wording(Language.ENGLISH)
SEOUL = ZoneInfo("Asia/Seoul")
TODAY = date(2026, 11, 22)


def span(since: str, until: str) -> Period:
    return Period(since=date.fromisoformat(since), until=date.fromisoformat(until))


@pytest.mark.parametrize(
    ("period", "korean", "english"),
    [
        (span("2026-01-04", "2026-01-15"), "1월 4일–15일", "Jan 4–15"),
        (span("2026-01-28", "2026-02-03"), "1월 28일–2월 3일", "Jan 28 – Feb 3"),
        (span("2026-01-04", "2026-01-04"), "1월 4일", "Jan 4"),
        (span("2021-01-04", "2021-01-15"), "2021년 1월 4일–15일", "Jan 4–15, 2021"),
        (span("2021-01-28", "2021-02-03"), "2021년 1월 28일–2월 3일", "Jan 28 – Feb 3, 2021"),
        (
            span("2025-12-28", "2026-01-03"),
            "2025년 12월 28일–2026년 1월 3일",
            "Dec 28, 2025–Jan 3, 2026",
        ),
    ],
)
def test_a_period_names_a_year_only_where_it_is_needed(period, korean, english):
    assert KO.period(period, today=TODAY) == korean
    assert EN.period(period, today=TODAY) == english


def test_a_moment_is_told_in_local_time_with_its_weekday():
    moment = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    assert KO.moment(moment, SEOUL) == "11월 23일(월) 09:00"
    assert EN.moment(moment, SEOUL) == "Mon, Nov 23, 09:00"


@pytest.mark.parametrize(
    ("published", "korean", "english"),
    [
        (None, "날짜 없음", "undated"),
        (Published.in_month(2021, 1), "2021년 1월", "Jan 2021"),
        (Published.on(date(2026, 1, 4)), "1월 4일", "Jan 4"),
        (
            Published.at(datetime(2026, 1, 3, 20, 0, tzinfo=UTC)),
            "1월 4일",
            "Jan 4",
        ),
    ],
)
def test_a_publication_is_told_as_exactly_as_the_text_tells_it(published, korean, english):
    assert KO.published(published, SEOUL, today=TODAY) == korean
    assert EN.published(published, SEOUL, today=TODAY) == english


def test_values_take_the_particle_that_fits_them():
    assert KO.say("{word} is not a number.", word="둘") == "둘은 번호가 아닙니다."
    assert KO.say("{word} is not a number.", word="하나") == "하나는 번호가 아닙니다."


def test_counted_things_agree_with_their_number():
    said = [EN.say_many("{count} item", "{count} items", n) for n in (0, 1, 2, 1200)]
    assert said == ["0 items", "1 item", "2 items", "1,200 items"]
    assert KO.say_many("{count} item", "{count} items", 1200) == "1,200건"


def test_braces_in_a_value_are_left_alone():
    assert EN.say("There is no command {word}.", word="{x:을}") == "There is no command {x:을}."
