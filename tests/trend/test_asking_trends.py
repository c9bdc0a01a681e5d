"""A chat asks for trends: bars per week, rising words, and honest words where there is little."""

from datetime import date, timedelta

import pytest

from bot.platforms.terminal.render import plain_text
from briefings.ask import questions as q
from briefings.model.briefings import BriefingWish
from briefings.model.charts import Bar
from briefings.model.chats import Answer
from briefings.model.languages import Language
from briefings.model.times import Period
from briefings.steps.answer import answer
from tests.builders import ask, document, parsed_item, product_in, store

TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
NOT_FOUND = "자료 부족 (n=0). ‘펀테크’에 관한 소식은 없습니다."
STARTS = ("누리페이가", "도담뱅크가", "한결은행이", "가온카드가")


def told(product, text: str, **fields) -> Answer:
    return answer(ask(text, **fields), product.newsroom)


def words_of(product, text: str, **fields) -> str:
    return plain_text(told(product, text, **fields).page)


def news(number: int, day: date | None, subject: str, *, theme: str = "fintech", source=None):
    start = STARTS[number % len(STARTS)]
    return parsed_item(
        number + 1,
        f"{start} {subject} {number}호점을 연다",
        f"{start} 올해 {number}번째로 {subject} 서비스를 알렸다.",
        day=day.isoformat() if day else None,
        source=source or f"매체{number % 5}",
        themes=[theme],
    )


@pytest.fixture
def product(tmp_path):
    with product_in(tmp_path) as built:
        yield built


@pytest.fixture
def stocked(product):
    """Three items on 환전 in each of eleven weeks; in the newest week nine on 얼굴결제 too."""
    weeks = [MONDAY - timedelta(weeks=back) for back in range(11)]
    steady = [news(n, weeks[n // 3], "환전") for n in range(33)]
    burst = [news(40 + n, MONDAY + timedelta(days=n % 4), "얼굴결제") for n in range(9)]
    store(product, document("steady.md", *steady), document("burst.md", *burst))
    return product


def test_a_trend_shows_twelve_weeks_a_bar_each_and_the_rising_words(stocked):
    assert words_of(stocked, "/trend 핀테크").splitlines() == [
        "핀테크 추세 · 8월 31일–11월 20일",
        "",
        "n=42 · 주 평균 3.5건 · 가장 많은 주 11월 16일부터 (12건)",
        "",
        "\u20078/31 · 0",
        "\u2007\u20079/7 ▇▇▇ 3",
        *(f"\u20079/{day} ▇▇▇ 3" for day in (14, 21, 28)),
        "\u200710/5 ▇▇▇ 3",
        *(f"10/{day} ▇▇▇ 3" for day in (12, 19, 26)),
        *(f"\u200711/{day} ▇▇▇ 3" for day in (2, 9)),
        "11/16 ▇▇▇▇▇▇▇▇▇▇▇▇ 12 (일부)",
        "",
        "오르는 낱말  얼굴결제 ↑9",
        "",
        "자주 나온 낱말  환전 33 · 누리페이 12 · 가온카드 10 · 도담뱅크 10 · 한결은행 10",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "/trend fintech",
        "/추세 핀테크",
        "트렌드 핀테크",
        "핀테크 추세 보여줘",
        "핀테크 추이",
        "/trends #핀테크",
    ],
)
def test_a_trend_is_asked_in_korean_and_english(stocked, typed):
    assert words_of(stocked, typed) == words_of(stocked, "/trend 핀테크")


def test_a_period_may_follow_the_word_for_a_trend(stocked):
    grammar = stocked.newsroom.grammar
    expected = q.TrendQuestion(
        wish=BriefingWish(themes=("fintech",), period=Period.last_days(56, TODAY))
    )
    assert grammar.read("핀테크 추세 8주", TODAY) == expected
    assert grammar.read("/trend 8w 핀테크", TODAY) == expected


def test_a_trend_word_amid_other_words_is_searched_for(stocked):
    question = stocked.newsroom.grammar.read("올해 소비 트렌드 강연회", TODAY)
    assert isinstance(question, q.BriefQuestion)


def test_words_narrow_a_trend_down_and_are_left_out_of_its_words(stocked):
    text = words_of(stocked, "/trend 핀테크 환전")
    assert text.startswith("핀테크 ‘환전’ 추세 · 8월 31일–11월 20일\n\nn=33 ")
    assert "환전 33" not in text


def test_a_word_left_out_is_not_counted(stocked):
    assert "\n\nn=33 " in words_of(stocked, "/trend 핀테크 -얼굴결제")


def test_themes_are_joined(stocked):
    store(stocked, document("q.md", news(77, MONDAY, "양자센서", theme="quantum")))
    assert "\n\nn=43 " in words_of(stocked, "/trend 핀테크 양자")


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (
            "/trend 핀테크 2026-09-01..2026-09-14",
            ["핀테크 추세 · 9월 1일–14일", "자료 부족 (n=6)", "예: /trend fintech 24w"],
        ),
        (
            "/trend 핀테크 3d",
            [
                "핀테크 추세 · 11월 18일–20일",
                "자료 부족 (n=4)",
                "추세를 보려면 적어도 두 주가 필요합니다.",
                "예: /trend fintech 24w",
            ],
        ),
        (
            "/trend 핀테크 2021-01",
            [
                "핀테크 추세 · 2021년 1월 1일–31일",
                "자료 부족 (n=0)",
                "조건에 맞는 가장 최근 소식은 11월 19일 것입니다.",
                "예: /trend fintech 2026-08-31..2026-11-19",
            ],
        ),
        ("/trend 양자", ["자료 부족 (n=0). 양자 소식은 아직 없습니다.", "예: /themes"]),
        (
            "/trend 펀테크",
            [
                f"{NOT_FOUND} 혹시 핀테크 아닌가요? /trend fintech",
                "예: /themes",
            ],
        ),
    ],
)
def test_too_little_is_said_with_its_number_and_a_mend_and_is_not_painted(stocked, typed, lines):
    said = told(stocked, typed)
    assert plain_text(said.page).strip().splitlines() == lines
    assert (said.chart, said.only_for_asker) == (None, True)


def test_an_empty_database_says_how_to_begin(product):
    assert "trendbrief ingest" in words_of(product, "/trend")


def test_old_items_alone_are_shown_in_their_own_twelve_weeks(product):
    mondays = [date(2021, 3, 1) - timedelta(weeks=n % 4) for n in range(16)]
    store(product, document("old.md", *(news(n, day, "송금") for n, day in enumerate(mondays))))
    lines = words_of(product, "/trend 핀테크").splitlines()
    assert lines[0] == "핀테크 추세 · 2020년 12월 14일–2021년 3월 7일"
    assert lines[2] == "8월 31일–11월 20일에는 소식이 없어 가장 최근 소식을 전해 드립니다."
    assert lines[-1].startswith("자주 나온 낱말")


def test_items_without_a_day_are_counted_apart(stocked):
    store(stocked, document("undated.md", news(90, None, "금고")))
    text = words_of(stocked, "/trend 핀테크")
    assert "\n\nn=42 " in text
    assert text.strip().endswith("날짜를 모르는 1건은 어느 주에도 넣지 않았습니다.")


def test_many_weeks_are_counted_together_and_nothing_is_lost(stocked):
    said = told(stocked, "/trend 핀테크 104w")
    assert sum(bar.count for bar in said.chart.bars) == 42
    assert (len(said.chart.bars), said.chart.bars_heading) == (53, "2주마다 나온 소식 수")
    assert "5주마다 나온 소식 수" in plain_text(said.page)


def test_a_trend_speaks_english(stocked):
    said = told(stocked, "/trend fintech", language=Language.ENGLISH)
    assert said.chart.title == "Fintech trend"
    assert "Rising words  얼굴결제 ↑9" in plain_text(said.page)


def test_the_chart_says_the_same_as_the_text(stocked):
    chart = told(stocked, "/추세 핀테크").chart
    assert chart is not None
    assert (chart.title, chart.subtitle) == ("핀테크 추세", "8월 31일–11월 20일 · n=42")
    assert chart.bars[0] == Bar(label="8/31", count=0)
    assert chart.bars[-1] == Bar(label="11/16", count=12, is_partial=True)
    assert sum(bar.count for bar in chart.bars) == 42
    assert [(word.word, word.count, word.rising) for word in chart.words][:1] == [
        ("얼굴결제", 9, True)
    ]


def test_muted_words_are_in_no_count_and_no_list(stocked):
    told(stocked, "/mute 얼굴결제")
    assert stocked.items.published_days(Period(since=MONDAY, until=TODAY), themes=()).items == 12
    said = words_of(stocked, "/trend 핀테크")
    assert "n=33" in said
    assert "얼굴결제" not in said


def test_a_muted_word_that_is_asked_for_is_told(stocked):
    told(stocked, "/mute 얼굴결제")
    assert "n=9" in words_of(stocked, "/trend 얼굴결제")
