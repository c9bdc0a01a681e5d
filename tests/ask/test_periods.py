from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.ask.periods import MAX_DAYS, take_period
from briefings.errors import NotUnderstood
from briefings.model.times import Period

TODAY = date(2026, 11, 22)  # a Sunday


def span(since: str, until: str) -> Period:
    return Period(since=date.fromisoformat(since), until=date.fromisoformat(until))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        (["7d"], span("2026-11-16", "2026-11-22")),
        (["2w"], span("2026-11-09", "2026-11-22")),
        (["30일"], span("2026-10-24", "2026-11-22")),
        (["최근", "3일"], span("2026-11-20", "2026-11-22")),
        (["last", "7", "days"], span("2026-11-16", "2026-11-22")),
        (["3개월"], span("2026-08-25", "2026-11-22")),
        (["오늘"], span("2026-11-22", "2026-11-22")),
        (["yesterday"], span("2026-11-21", "2026-11-21")),
        (["이번", "주"], span("2026-11-16", "2026-11-22")),
        (["이번주"], span("2026-11-16", "2026-11-22")),
        (["last", "week"], span("2026-11-09", "2026-11-15")),
        (["지난달"], span("2026-10-01", "2026-10-31")),
        (["last", "month"], span("2026-10-01", "2026-10-31")),
        (["이번", "달"], span("2026-11-01", "2026-11-22")),
        (["올해"], span("2026-01-01", "2026-11-22")),
        (["작년"], span("2025-01-01", "2025-12-31")),
        (["2021-01-04..2021-01-15"], span("2021-01-04", "2021-01-15")),
        (["2021.1.4~2021.1.15"], span("2021-01-04", "2021-01-15")),
        (["2021-01-04"], span("2021-01-04", "2021-01-04")),
        (["2021-02"], span("2021-02-01", "2021-02-28")),
        (["2021년", "1월"], span("2021-01-01", "2021-01-31")),
        (["2024년"], span("2024-01-01", "2024-12-31")),
        (["11월"], span("2026-11-01", "2026-11-30")),
        (["12월"], span("2025-12-01", "2025-12-31")),
        (["11월", "17일"], span("2026-11-17", "2026-11-17")),
        (["11월23일"], span("2025-11-23", "2025-11-23")),
        (["2021년", "1월", "4일"], span("2021-01-04", "2021-01-04")),
    ],
)
def test_a_period_is_read_in_either_language(words, period):
    assert take_period(words, TODAY) == (period, ())


def test_a_day_to_come_is_the_next_of_its_name():
    assert take_period(["12월", "24일"], TODAY, ahead=True)[0] == span("2026-12-24", "2026-12-24")
    assert take_period(["3월1일"], TODAY, ahead=True)[0] == span("2027-03-01", "2027-03-01")


def test_words_around_a_period_are_given_back_in_their_order():
    assert take_period(["핀테크", "이번", "주", "결제"], TODAY) == (
        span("2026-11-16", "2026-11-22"),
        ("핀테크", "결제"),
    )


@pytest.mark.parametrize(
    "words", [["핀테크"], ["주간"], ["5g"], ["지난", "이야기"], ["월"], ["13월"], []]
)
def test_other_words_are_no_period(words):
    assert take_period(words, TODAY) == (None, tuple(words))


@pytest.mark.parametrize(
    "words",
    [
        ["0d"],
        [f"{MAX_DAYS + 1}d"],
        ["2021-02-30"],
        ["2021-13"],
        ["2월", "30일"],
        ["2021-01-15..2021-01-04"],
        ["2021-01-04.."],
        ["7d", "2w"],
        ["0001-01-01..9999-12-31"],
    ],
)
def test_a_period_that_cannot_be_is_refused_with_an_example(words):
    with pytest.raises(NotUnderstood) as refused:
        take_period(words, TODAY)
    assert take_period([refused.value.example.split()[-1]], TODAY)[0] is not None


@given(st.lists(st.text(min_size=1, max_size=12), max_size=5))
def test_any_words_are_read_or_refused(words):
    try:
        _, left = take_period(words, TODAY)
    except NotUnderstood:
        return
    assert set(left) <= set(words)
