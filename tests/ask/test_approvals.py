"""How long before a briefing its draft is shown, out of words in Korean and English."""

from datetime import date, time

import pytest

from briefings.ask import questions as q
from briefings.ask.approvals import minutes_of, take_approval
from briefings.ask.grammar import Grammar
from briefings.errors import NotUnderstood
from briefings.model.items import ThemeId

GRAMMAR = Grammar({"핀테크": ThemeId("fintech"), "fintech": ThemeId("fintech")})
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "minutes", "left"),
    [
        ("승인 30분 전", 30, ()),
        ("승인은 30분 전에", 30, ()),
        ("초안 30분전", 30, ()),
        ("30분 전 승인", 30, ()),
        ("핀테크 30분 전에 초안을 평일", 30, ("핀테크", "평일")),
        ("핀테크 승인 1시간 평일 9시", 60, ("핀테크", "평일", "9시")),
        ("approve 30 min before", 30, ()),
        ("approval 45m fintech", 45, ("fintech",)),
        ("draft 2 hours before daily 09:00", 120, ("daily", "09:00")),
        ("승인 소식 매일 9시", None, ("승인", "소식", "매일", "9시")),
        ("대출 승인 9시", None, ("대출", "승인", "9시")),
        ("fintech daily 09:00", None, ("fintech", "daily", "09:00")),
        ("", None, ()),
    ],
)
def test_minutes_are_taken_out_of_words(typed, minutes, left):
    assert take_approval(typed.split()) == (minutes, left)


@pytest.mark.parametrize("typed", ["승인 0분 전", "approve 13h", "draft 999 hours before"])
def test_more_than_half_a_day_or_nothing_at_all_is_refused(typed):
    with pytest.raises(NotUnderstood, match="1 to"):
        take_approval(typed.split())


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("30", 30), ("30분", 30), ("30분 전", 30), ("1h", 60), ("1 hour", 60), ("３０", 30)],
)
def test_a_setting_takes_plain_minutes_too(typed, minutes):
    assert minutes_of(typed) == minutes


@pytest.mark.parametrize("typed", ["", "soon", "30분 소식", "9시", "-5", "30 30"])
def test_what_is_no_time_before_is_none(typed):
    assert minutes_of(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "/subscribe 핀테크 평일 9시 승인 30분 전",
        "/subscribe fintech approve 30 min before every weekday 9am",
    ],
)
def test_a_subscription_may_ask_for_a_draft(typed):
    question = GRAMMAR.read(typed, TODAY)
    assert isinstance(question, q.SubscribeQuestion)
    assert question.approval_minutes == 30
    assert question.wish.themes == (ThemeId("fintech"),)
    assert question.wish.words == ()
    assert question.schedule is not None
    assert (question.schedule.days, question.schedule.at) == ((0, 1, 2, 3, 4), time(9))
