"""What keeps two events of one kind apart, and what agrees in other words."""

import pytest

from briefings.understand.stories import Relation, StoryText, relate


def told(title: str, text: str = "") -> StoryText:
    return StoryText(title=title, text=text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            told("이달의 앱 순위", "5월 첫째 주 1위는 물결톡이다."),
            told("이달의 앱 순위", "5월 둘째 주에도 1위는 물결톡이다."),
        ),
        (
            told("코스닥 마감: 로봇주 강세", "코스닥이 1.2% 뛰었다."),
            told("코스닥 마감: 로봇주 강세", "코스닥이 0.4% 올랐다."),
        ),
        (
            told(
                "작가협회, 오픈AI에 소송", "작가협회가 소설을 학습시킨 회사를 상대로 소송을 냈다."
            ),
            told("작가협회, 메타에 소송", "작가협회가 소설을 학습시킨 회사를 상대로 소송을 냈다."),
        ),
        (
            told("한빛증권 앱 접속 지연", "9일 15분 동안 접속이 늦어졌다."),
            told("한빛증권 앱 접속 지연", "22일 15분 동안 접속이 늦어졌다."),
        ),
        (
            told("별빛페이 20분 먹통", "별빛페이 결제가 20분 동안 되지 않았다."),
            told("별빛페이 또 20분 먹통", "별빛페이 송금이 20분 동안 되지 않았다."),
        ),
        (
            told("물결커머스 매출 10% 증가", "매출이 10% 늘었다."),
            told("물결커머스 매출 10% 감소", "매출이 10% 줄었다."),
        ),
    ],
)
def test_two_events_of_one_kind_are_kept_apart(one, other):
    assert relate(one, other).relation is Relation.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("물결커머스 3분기 매출 10% 증가", "물결커머스 3분기 매출 10% 늘어"),
        ("나래은행 6월 연체율 0.9%로 하락", "나래은행 6월 연체율 0.9%로 떨어져"),
    ],
)
def test_verbs_of_rise_and_fall_agree(one, other):
    assert relate(told(one), told(other)).relation is Relation.SAME


def test_a_figure_that_was_corrected_upwards_is_an_update():
    first = told(
        "나르고 킥보드 300대 회수", "나르고가 불이 날 수 있는 공유 킥보드 300대를 회수한다."
    )
    later = told(
        "나르고 킥보드 회수 1200대로 확대", "나르고가 회수하는 공유 킥보드를 1200대로 늘렸다."
    )
    assert relate(first, later).relation is Relation.UPDATE


def test_a_figure_rounded_in_the_other_text_is_the_same():
    exact = told("티어페이 미정산액 1조 2790억", "티어페이의 미정산액은 1조 2790억 원이다.")
    rounded = told("티어페이 미정산 1조 3천억", "티어페이가 주지 못한 돈은 1조 3000억 원이다.")
    assert relate(exact, rounded).relation is Relation.SAME
