from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.ask.when import parse_when
from briefings.errors import NotUnderstood
from briefings.model.subscriptions import Cadence, Schedule

DAILY = (0, 1, 2, 3, 4, 5, 6)
WORKDAYS = (0, 1, 2, 3, 4)


def weekly(days: tuple[int, ...], hour: int, minute: int = 0, **more: bool) -> Schedule:
    return Schedule(days=days, at=time(hour, minute), **more)


def biweekly(days: tuple[int, ...], hour: int, minute: int = 0) -> Schedule:
    return Schedule(cadence=Cadence.BIWEEKLY, days=days, at=time(hour, minute))


def monthly(days: tuple[int, ...], hour: int, minute: int = 0) -> Schedule:
    return Schedule(cadence=Cadence.MONTHLY, days=days, at=time(hour, minute))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("매일 09:00", weekly(DAILY, 9)),
        ("매일 9시", weekly(DAILY, 9)),
        ("매일 9시에", weekly(DAILY, 9)),
        ("매일아침9시반에", weekly(DAILY, 9, 30)),
        ("매일 아침 8시", weekly(DAILY, 8)),
        ("매일", weekly(DAILY, 9)),
        ("매일 정오", weekly(DAILY, 12)),
        ("매일 자정", weekly(DAILY, 0)),
        ("매일 낮 12시", weekly(DAILY, 12)),
        ("매일 밤 12시", weekly(DAILY, 0)),
        ("매일 밤 10시", weekly(DAILY, 22)),
        ("매일 새벽 6시", weekly(DAILY, 6)),
        ("매일 저녁 7시 반", weekly(DAILY, 19, 30)),
        ("매일 오후 6시 반", weekly(DAILY, 18, 30)),
        ("매일 오후 12시 15분", weekly(DAILY, 12, 15)),
        ("매일 오전 12시", weekly(DAILY, 0)),
        ("매일 아홉시", weekly(DAILY, 9)),
        ("매일 오후 여섯시 반", weekly(DAILY, 18, 30)),
        ("09：30", weekly(DAILY, 9, 30)),
        ("18:30", weekly(DAILY, 18, 30)),
        ("평일 9시", weekly(WORKDAYS, 9)),
        ("주중 9시", weekly(WORKDAYS, 9)),
        ("주말 10시", weekly((5, 6), 10)),
        ("평일(공휴일 제외) 9시", weekly(WORKDAYS, 9, skips_holidays=True)),
        ("평일 공휴일 빼고 9시", weekly(WORKDAYS, 9, skips_holidays=True)),
        ("영업일 9시", weekly(WORKDAYS, 9, skips_holidays=True)),
        ("월·목 18:30", weekly((0, 3), 18, 30)),
        ("월목 18:30", weekly((0, 3), 18, 30)),
        ("월,수,금 7시 30분", weekly((0, 2, 4), 7, 30)),
        ("월 수 금 7:30", weekly((0, 2, 4), 7, 30)),
        ("금 17:00", weekly((4,), 17)),
        ("월-금 8시", weekly(WORKDAYS, 8)),
        ("월~금 8시", weekly(WORKDAYS, 8)),
        ("월요일부터 금요일까지 8시", weekly(WORKDAYS, 8)),
        ("금-월 8시", weekly((0, 4, 5, 6), 8)),
        ("매주 월요일 오전 8시 30분", weekly((0,), 8, 30)),
        ("매주 월 08:30", weekly((0,), 8, 30)),
        ("월요일마다 9시", weekly((0,), 9)),
        ("월요일 9시", weekly((0,), 9)),
        ("매주 화요일과 목요일 9시", weekly((1, 3), 9)),
        ("격주 금 17:00", biweekly((4,), 17)),
        ("격주 금요일 오후 5시", biweekly((4,), 17)),
        ("2주마다 금 17:00", biweekly((4,), 17)),
        ("매월 1일 08:00", monthly((1,), 8)),
        ("매달 1일·15일 8시", monthly((1, 15), 8)),
        ("매월 1, 15일 8시", monthly((1, 15), 8)),
        ("매월 말일 18시", monthly((31,), 18)),
        ("매월 15일", monthly((15,), 9)),
        ("every weekday 9am", weekly(WORKDAYS, 9)),
        ("every weekday at 9", weekly(WORKDAYS, 9)),
        ("weekdays 9:30 pm", weekly(WORKDAYS, 21, 30)),
        ("weekdays except holidays 9am", weekly(WORKDAYS, 9, skips_holidays=True)),
        ("weekdays except public holidays at 9am", weekly(WORKDAYS, 9, skips_holidays=True)),
        ("every business day at 9am", weekly(WORKDAYS, 9, skips_holidays=True)),
        ("weekly mon 08:00", weekly((0,), 8)),
        ("weekly on mondays at 8", weekly((0,), 8)),
        ("daily 9:00", weekly(DAILY, 9)),
        ("daily 9", weekly(DAILY, 9)),
        ("every day at 9 am", weekly(DAILY, 9)),
        ("everyday noon", weekly(DAILY, 12)),
        ("daily at midnight", weekly(DAILY, 0)),
        ("daily 12am", weekly(DAILY, 0)),
        ("daily 12pm", weekly(DAILY, 12)),
        ("mon,thu 18:30", weekly((0, 3), 18, 30)),
        ("mon/wed/fri 7am", weekly((0, 2, 4), 7)),
        ("mon-fri 8am", weekly(WORKDAYS, 8)),
        ("monday through friday at 8am", weekly(WORKDAYS, 8)),
        ("every monday and thursday at 8:30 am", weekly((0, 3), 8, 30)),
        ("weekends 10am", weekly((5, 6), 10)),
        ("every other friday 17:00", biweekly((4,), 17)),
        ("biweekly fri 5pm", biweekly((4,), 17)),
        ("every two weeks on friday at 5pm", biweekly((4,), 17)),
        ("monthly on the 15th at 8am", monthly((15,), 8)),
        ("monthly 1 08:00", monthly((1,), 8)),
        ("on the 1st of every month at 8am", monthly((1,), 8)),
        ("the last day of the month 6pm", monthly((31,), 18)),
        ("every month on the 1st and 15th 8am", monthly((1, 15), 8)),
    ],
)
def test_a_schedule_in_words_is_read_whole(typed: str, expected: Schedule):
    words = typed.split()
    assert parse_when(words) == (expected, ())


@pytest.mark.parametrize(
    ("typed", "expected", "left"),
    [
        ("fintech ai", None, "fintech ai"),
        ("핀테크 매일 09:00", weekly(DAILY, 9), "핀테크"),
        ("매일 09:00 핀테크 -코인", weekly(DAILY, 9), "핀테크 -코인"),
        ("월·목 핀테크 18:30", weekly((0, 3), 18, 30), "핀테크"),
        ("매일 AI and fintech 9시", weekly(DAILY, 9), "AI and fintech"),
        ("금 시세", None, "금 시세"),
        ("금 시세 매일 9시", weekly(DAILY, 9), "금 시세"),
        ("black friday", None, "black friday"),
        ("black friday daily 9am", weekly(DAILY, 9), "black friday"),
        ("주말 여행", None, "주말 여행"),
        ("the sun", None, "the sun"),
        ("5G 2021 매일 7시", weekly(DAILY, 7), "5G 2021"),
        ("공휴일을 제외한 평일 9시", weekly(WORKDAYS, 9), "공휴일을 제외한"),
        ('"9시 뉴스" 매일 8시', weekly(DAILY, 8), '"9시 뉴스"'),
        ("-9시 매일 8시", weekly(DAILY, 8), "-9시"),
    ],
)
def test_words_about_something_else_are_left_over_in_their_order(
    typed: str, expected: Schedule | None, left: str
):
    schedule, leftover = parse_when(typed.split())
    assert (schedule, " ".join(leftover)) == (expected, left)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("매일 25:00", "There is no time 25:00; times run from 00:00 to 23:59."),
        ("매일 24시", "There is no time 24시; times run from 00:00 to 23:59."),
        ("매일 9:75", "There is no time 9:75; times run from 00:00 to 23:59."),
        ("매일 9시 75분", "There is no time 9시 75분; times run from 00:00 to 23:59."),
        ("daily 13am", "There is no time 13am 13am; times run from 00:00 to 23:59."),
        ("매일 9시 18시", "One time for a subscription, please; 9시, 18시 are more."),
        ("매주 9시", "On which day of the week?"),
        ("격주 9시", "On which day of the week?"),
        ("매월 9시", "On which day of the month?"),
        ("매월 32일 9시", "No month has a day 32."),
        ("매월 0일 9시", "No month has a day 0."),
        ("매월 월요일 9시", "Monthly briefings go by the day of the month, not of the week."),
        (
            "매월 첫째 월요일 9시",
            "Monthly briefings go by the day of the month; 첫째 was not understood.",
        ),
        ("매시간", "A briefing comes once a day at most; 매시간 is more often."),
        ("every 3 hours", "A briefing comes once a day at most; hours is more often."),
        ("매일 평일 9시", "Those days contradict each other."),
        ("매주 매월 1일 9시", "Every week or every month? One of them."),
        ("평일 오후", "오후 at what time?"),
        ("평일 공휴일 9시", "Public holidays can only be left out."),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_with_its_reason(typed: str, reason: str):
    with pytest.raises(NotUnderstood) as refused:
        parse_when(typed.split())
    assert str(refused.value) == reason
    assert refused.value.example.startswith("/subscribe ")


def test_every_example_of_a_refusal_is_understood():
    examples = (
        "평일 09:00",
        "매주 월 09:00",
        "매월 1일 09:00",
        "격주 금 17:00",
        "평일 오후 6시 반",
    )
    assert [parse_when(example.split())[1] for example in examples] == [()] * len(examples)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_any_words_give_a_schedule_words_or_a_refusal(words: list[str]):
    try:
        schedule, left = parse_when(words)
    except NotUnderstood:
        return
    assert schedule is not None or left == tuple(words)


@given(
    st.sampled_from(Cadence),
    st.sets(st.integers(0, 6), min_size=1),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.booleans(),
)
def test_a_schedule_reads_back_from_its_own_line(
    cadence: Cadence, days: set[int], at: time, skips: bool
):
    schedule = Schedule(cadence=cadence, days=tuple(sorted(days)), at=at, skips_holidays=skips)
    assert Schedule.parse(schedule.spec()) == schedule
