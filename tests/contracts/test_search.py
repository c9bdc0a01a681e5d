"""What a search finds, and in which order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from briefings.model.times import Period
from storage.database import Database, open_database
from storage.items import StoredItems
from tests.contracts.made import AI, FINTECH, SEOUL, a_document, about, an_item, found, put


def store_titles(items: StoredItems, *titles: str) -> None:
    """Store an item for each title, the later the newer."""
    made = [
        an_item(title, f"{place}번째 글이다.", published=f"2026-01-{place:02}")
        for place, title in enumerate(titles, 1)
    ]
    put(items, a_document(*made))


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("은행 점포가 줄었다", "은행"),
        ("은행이 점포를 줄였다", "은행"),
        ("인터넷은행 셋이 경쟁한다", "은행"),
        ("시중은행권 대출 금리", "은행권"),
        ("은행 점포가 줄었다", "은행은"),
        ("새벽 배송을 넓힌다", "새벽배송"),
        ("새벽배송을 넓힌다", "새벽 배송"),
        ("마이데이터 사업자", "마이데이터를"),
        ("OpenAI releases a model", "openai"),
        ("GPT-4o가 말을 한다", "gpt-4o"),
        ("GPT-4o가 말을 한다", "GPT4o"),
        ("GPT4를 쓴다", "gpt-4"),
        ("Quantum computers grow", "quantum computer"),
        ("ＡＩ 비서가 온다", "ai"),
        ("은\u200b행 앱", "은행"),
        ("Café 예약 앱", "cafe"),
        ("美 연준이 금리를 내렸다", "美"),
        ("量子コンピュータの実験", "量子"),
        ("5G 요금제", "5g"),
        ("1조7,700억 투자", "7,700억"),
        ("구글이 새 지도를 냈다", "Google"),
        ("Google maps in Seoul", "구글이"),
        ("동네 카페에 카카오페이 도입", "간편결제"),
        ("배민이 수수료를 바꿨다", "배달 앱"),
        ("배민이 수수료를 바꿨다", "배달 앱은"),
        ("QKD 회선을 빌려 쓴다", "양자 키 분배가"),
        ("HBM4 양산을 시작했다", "hbm"),
        ("Chipmakers ship HBM3E", "HBM"),
        ("A quantum computer is sold", "quantum computers"),
        ("A fintech company grows", "companies"),
        ("Two bots trade", "bot"),
    ],
)
def test_a_word_is_found_however_it_is_written(items: StoredItems, title: str, query: str):
    store_titles(items, title, "봄꽃이 피었다")

    assert found(items, query) == [title]
    assert found(items, query, newest=True) == [title]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("스페이스 기업이 로켓을 쐈다", "간편결제"),
        ("first aid kit", "ai"),
        ("A new law", "news"),
        ("배민이 수수료를 바꿨다", "요기요"),
        ("은행 점포가 줄었다", "OR"),
        ("은행 점포가 줄었다", "*"),
        ("은행 점포가 줄었다", '"'),
        ("은행 점포가 줄었다", "title:은행"),
    ],
)
def test_what_does_not_answer_is_not_found(items: StoredItems, title: str, query: str):
    store_titles(items, title)

    assert found(items, query, newest=True) == []


def test_a_word_inside_another_is_left_out_where_others_have_it_whole(items: StoredItems):
    store_titles(items, "이노스페이스 로켓 발사", "삼성페이가 교통카드가 된다", "페이 시장이 크다")

    assert found(items, "페이") == ["페이 시장이 크다", "삼성페이가 교통카드가 된다"]
    assert found(items, "페이", newest=True) == ["페이 시장이 크다", "삼성페이가 교통카드가 된다"]


def test_a_word_inside_another_is_found_where_nothing_else_is(items: StoredItems):
    store_titles(items, "이노스페이스 로켓 발사")

    assert found(items, "페이") == ["이노스페이스 로켓 발사"]


def test_a_title_goes_before_a_text_and_a_subject_before_a_remark(items: StoredItems):
    filler = "시장은 조용했다. " * 20
    put(
        items,
        a_document(
            an_item("시장 소식", f"{filler} 끝으로 로봇도 나왔다.", published="2026-01-09"),
            an_item("공장 소식", f"로봇이 일한다. 로봇은 쉬지 않는다. {filler}"),
            an_item("로봇이 짐을 나른다", "짐을 나르는 로봇이다.", published="2026-01-01"),
        ),
    )

    assert found(items, "로봇") == ["로봇이 짐을 나른다", "공장 소식", "시장 소식"]


def test_newest_first_is_by_publication_to_the_minute(items: StoredItems):
    put(
        items,
        a_document(
            an_item("가 은행", published="2026-01-05T09:30:00+09:00"),
            an_item("나 은행", published="2026-01-06"),
            an_item("다 은행", published="2026-01-05T09:31:00+09:00"),
        ),
    )

    assert found(items, "은행", newest=True) == ["나 은행", "다 은행", "가 은행"]


def test_newest_first_holds_every_word(items: StoredItems):
    store_titles(items, "은행 앱", "은행 규제", "앱 규제")

    assert found(items, "은행 규제", newest=True) == ["은행 규제"]


def test_best_first_goes_on_with_items_that_hold_most_words(items: StoredItems):
    store_titles(items, "은행 앱", "은행 규제", "날씨 소식")

    assert found(items, "은행 규제") == ["은행 규제", "은행 앱"]


def test_a_theme_name_finds_what_is_labelled_with_it(items: StoredItems):
    put(
        items,
        a_document(
            an_item("말을 알아듣는 비서", "문장을 지어낸다.", published="2026-01-02"),
            an_item("인공지능 규제안", "규제안이 나왔다.", published="2026-01-01"),
            an_item("다른 소식", "다르다."),
        ),
        about(AI, 0.8),
        about(AI, 0.9),
    )

    assert found(items, "AI") == ["인공지능 규제안", "말을 알아듣는 비서"]
    assert found(items, "인공지능 비서", newest=True) == ["말을 알아듣는 비서"]


def test_themes_periods_and_unwanted_words_narrow(items: StoredItems):
    put(
        items,
        a_document(
            an_item("은행 하나", published="2026-01"),
            an_item("은행 둘", published="2026-02-20"),
            an_item("은행 셋 광고", published="2026-01-10"),
            an_item("은행 넷", published="2026-01-10"),
        ),
        about(FINTECH),
        about(FINTECH),
        about(FINTECH),
    )

    results = items.search(
        ["은행"],
        newest=True,
        limit=9,
        themes=(FINTECH,),
        period=Period(since=date(2026, 1, 10), until=date(2026, 1, 12)),
        without=("광고",),
    )

    assert [result.item.title for result in results] == ["은행 하나"]


@pytest.mark.parametrize("newest", [True, False])
def test_pages_follow_one_another_without_gap_or_repeat(items: StoredItems, newest: bool):
    put(
        items,
        a_document(*(an_item(f"은행 소식 {n}", published=f"2026-01-{n:02}") for n in range(1, 26))),
    )

    def page(offset: int) -> list[str]:
        results = items.search(["은행"], newest=newest, limit=10, offset=offset)
        return [result.item.headline for result in results]

    assert len({*page(0), *page(10), *page(20)}) == 25
    assert page(30) == []


def test_a_corrected_text_is_found_by_its_new_words_alone(items: StoredItems):
    put(items, a_document(an_item("옛 제목", "같은 글이 이어진다.")))
    put(items, a_document(an_item("고친 이름", "같은 글이 이어진다.")))

    assert found(items, "고친") == ["고친 이름"]
    assert found(items, "옛") == []


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("카카오페이가 교통카드가 된다", "카카오패이"),
        ("마이데이터 사업자가 늘었다", "마이데이타"),
        ("OpenAI opens an office", "opneai"),
        ("인공지능이 돕는다", "dlsrhdwlsmd"),
        ("Google opens an office", "해ㅐ힏"),
    ],
)
def test_a_slip_of_the_finger_finds_what_was_meant_where_nothing_else_is(
    items: StoredItems, title: str, query: str
):
    store_titles(items, title, "봄꽃이 피었다")

    assert found(items, query) == [title]
    assert found(items, query, newest=True) == []
    assert found(items, query, newest=True, forgiving=True) == [title]


def test_a_word_that_nobody_wrote_is_left_out(items: StoredItems):
    store_titles(items, "노벨 재단 소식", "양자 얽힘 실험", "봄꽃이 피었다")

    assert found(items, "양자 홍길동전") == ["양자 얽힘 실험"]
    assert found(items, "양자 홍길동전", newest=True) == []
    assert found(items, "양자 홍길동전", newest=True, forgiving=True) == ["양자 얽힘 실험"]


def test_a_slip_hides_nothing_that_is_written_so(items: StoredItems):
    store_titles(items, "카카오패이 상표 분쟁", "카카오페이가 교통카드가 된다")

    assert found(items, "카카오패이")[0] == "카카오패이 상표 분쟁"
    assert found(items, "카카오패이", newest=True, forgiving=True) == ["카카오패이 상표 분쟁"]


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("배달 플랫폼이 수수료를 내린다", "배달수수료"),
        ("AI를 다스릴 규제가 나왔다", "AI규제"),
        ("QR로 하는 시장 결제", "QR결제"),
    ],
)
def test_words_written_in_one_are_found_apart(items: StoredItems, title: str, query: str):
    store_titles(items, title, "봄꽃이 피었다")

    assert found(items, query) == [title]


def test_scores_fall_from_the_first_to_the_last(items: StoredItems):
    store_titles(items, "은행 규제", "은행과 새 규제", "은행 앱", "규제 완화")

    scores = [result.score for result in items.search(["은행", "규제"], newest=False, limit=9)]

    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)


def test_tidying_changes_no_answer(items: StoredItems, database: Database):
    for number in range(40):
        put(items, a_document(an_item(f"은행 소식 {number}"), name=f"{number}.md"))
    before = found(items, "은행", newest=True, limit=50)

    items.tidy()
    items.tidy()

    assert len(before) == 40
    assert found(items, "은행", newest=True, limit=50) == before
    with database.writing() as connection:
        connection.execute(text("INSERT INTO item_search(item_search) VALUES('integrity-check')"))


@pytest.fixture(scope="module")
def some_items(tmp_path_factory: pytest.TempPathFactory):
    path: Path = tmp_path_factory.mktemp("search") / "search.db"
    database = open_database(f"sqlite:///{path}")
    items = StoredItems(database, zone=SEOUL)
    store_titles(items, "은행이 앱을 냈다", "AI 규제", "title body rowid", "美 은행 1조")
    yield items
    database.close()


queries = st.lists(
    st.text(max_size=20)
    | st.text(alphabet="은행앱ab\" *^():{}-+.\\'%_\x00\u200b|", max_size=12)
    | st.sampled_from(["OR", "AND", "NOT", "NEAR(은행 앱, 2)", "title:", "rowid", "은행", "*"]),
    max_size=4,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=queries, without=queries, newest=st.booleans())
def test_no_query_is_an_error(some_items: StoredItems, words, without, newest):
    results = some_items.search(words, newest=newest, limit=5, without=without)

    assert len(results) <= 4


@settings(max_examples=100, deadline=None)
@given(start=st.integers(0, 5), length=st.integers(2, 6))
def test_every_piece_of_two_syllables_or_more_is_found(
    some_items: StoredItems, start: int, length: int
):
    piece = "은행이앱을냈다"[start : start + length]

    results = some_items.search([piece], newest=True, limit=5)

    assert "은행이 앱을 냈다" in [result.item.title for result in results]
