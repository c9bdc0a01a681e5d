"""What storing promises of a document that comes again under another name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.items import ParsedItem
from briefings.model.times import Published
from storage.database import Database
from storage.items import StoredItems
from storage.mending import StoredMendings
from storage.recognition import Telling, is_same
from tests.contracts.made import AI, NOW, a_document, about, an_item, put

LOAN = an_item(
    "동네 은행이 대출 심사를 앱으로 옮겼다",
    "서류를 사진으로 내면 이틀 안에 답을 준다. 창구 심사는 다음 달에 끝난다.",
    url="https://news.example/loan",
)
BIKE = an_item(
    "공공 자전거에 예약 기능",
    "출발 한 시간 전부터 가까운 대여소의 자전거를 잡아 둘 수 있다. 요금은 그대로다.",
)
CHIP = an_item(
    "연구소가 상온에서 도는 양자 칩을 보였다",
    "큐비트 여덟 개를 사흘 동안 흔들림 없이 지켰다고 연구진이 말했다.",
)
VOICE = an_item(
    "콜센터 음성 비서 시험",
    "상담사 열 명이 두 달 동안 음성 비서와 함께 일했고 통화 시간이 삼 분 줄었다.",
)
SHELF = an_item(
    "편의점 진열을 살피는 카메라",
    "빈 선반을 보면 점주에게 알린다. 서울의 점포 마흔 곳이 먼저 쓴다.",
)
WEEK = (LOAN, BIKE, CHIP, VOICE, SHELF)


def corrected(item: ParsedItem, before: str, now: str) -> ParsedItem:
    return replace(item, body=item.body.replace(before, now))


def test_a_corrected_document_under_another_name_keeps_who_its_items_are(items: StoredItems):
    first = put(items, a_document(*WEEK, name="주간.md"))
    again = (
        LOAN,
        corrected(BIKE, "한 시간", "두 시간"),
        replace(CHIP, title="상온에서 도는 양자 칩, 연구소가 공개"),
        VOICE,
        an_item("새로 넣은 소식", "빠뜨렸던 이야기를 하나 더 적는다."),
    )

    report = put(items, a_document(*again, name="주간 (고침).md"))

    assert report.document == first.document
    assert report.changed == (first.new[1], first.new[2])
    assert report.unchanged == 2
    assert len(report.new) == 1
    assert report.gone == 1
    assert items.items(first.new[:1])[0].document_name == "주간 (고침).md"


def test_two_versions_that_lie_side_by_side_settle(items: StoredItems):
    draft = a_document(*WEEK, name="주간.md")
    final = a_document(corrected(LOAN, "이틀", "사흘"), *WEEK[1:], name="주간-최종.md")
    put(items, draft)
    put(items, final)

    once_more = [put(items, draft), put(items, final), put(items, draft)]

    assert [(each.new, each.changed, each.unchanged) for each in once_more] == [((), (), 5)] * 3
    assert items.item_count() == 5


def test_what_a_curator_hid_and_relabelled_stays_so_under_another_name(
    items: StoredItems, database: Database
):
    first = put(items, a_document(*WEEK, name="주간.md"))
    mending = StoredMendings(database)
    mending.hide(first.new[0], by="curator", now=NOW)
    mending.relabel(first.new[1], add=(AI,), remove=(), by="curator", now=NOW)

    put(items, a_document(*WEEK[:4], corrected(SHELF, "마흔", "쉰"), name="copy.md"),
        *[about(AI)] * 5)  # fmt: skip

    assert items.items(first.new[:1]) == ()
    assert items.item_count() == 4
    assert [label.theme for label in items.items(first.new[1:2])[0].labels] == [AI]


def test_the_next_issue_of_a_series_is_another_document(items: StoredItems):
    furniture = an_item("함께 만드는 사람들", "의견은 답장으로 보내 주시면 다음 호에 싣겠습니다.")
    first = put(items, a_document(LOAN, BIKE, CHIP, furniture, name="1호.md"))

    report = put(items, a_document(LOAN, VOICE, SHELF, furniture, name="2호.md"))

    assert report.document != first.document
    assert len(report.new) == 4


def test_the_next_issue_under_the_same_name_takes_nothing_away(items: StoredItems):
    furniture = an_item("함께 만드는 사람들", "의견은 답장으로 보내 주시면 다음 호에 싣겠습니다.")
    put(items, a_document(LOAN, BIKE, CHIP, furniture, published="2026-03-02"))

    report = put(items, a_document(an_item("남의 이야기", "아주 다른 글이다."), VOICE, SHELF,
                                   furniture, published="2026-03-09"))  # fmt: skip

    assert report.gone == 0
    assert items.item_count() == 8


def test_a_list_of_titles_does_not_become_the_document_that_it_quotes(items: StoredItems):
    first = put(items, a_document(*WEEK, name="주간.md"))

    report = put(items, a_document(*(replace(item, body="") for item in WEEK), name="목록.md"))

    assert report.document != first.document
    assert len(report.new) == 5


def test_a_selection_from_a_long_document_is_another_document(items: StoredItems):
    first = put(items, a_document(*WEEK, name="주간.md"))

    report = put(items, a_document(*WEEK[:2], name="뽑은 소식.md"))

    assert report.document != first.document


@pytest.mark.parametrize(
    ("again", "is_known"),
    [
        (corrected(LOAN, "이틀", "사흘"), True),
        (replace(LOAN, body="은행이 지점 열 곳의 문을 닫는다."), False),
        (replace(corrected(LOAN, "이틀", "사흘"), title="다른 제목"), False),
        (an_item(LOAN.title, LOAN.body, url="https://other.example/copy"), False),
        (replace(corrected(LOAN, "이틀", "사흘"), published=Published.parse("2026-04-01")), False),
    ],
    ids=["corrected", "same title only", "new title", "another outlet", "another day"],
)
def test_an_article_is_known_by_title_and_text_unless_day_or_link_differ(
    items: StoredItems, again: ParsedItem, is_known: bool
):
    first = put(items, a_document(replace(LOAN, published=Published.parse("2026-03-02")),
                                  name="a.txt"))  # fmt: skip

    report = put(items, a_document(again, name="b.txt", text="입력 10:00\n" + again.text))

    assert (report.document == first.document) is is_known


def test_a_copy_from_another_source_is_another_document(items: StoredItems):
    first = put(items, a_document(*WEEK, name="a.md"), source="한 신문")

    report = put(items, a_document(*WEEK[:4], CHIP, name="b.md"), source="딴 신문")

    assert report.document != first.document


def test_feeds_that_share_their_entries_stay_two(items: StoredItems):
    first = put(items, a_document(*WEEK, name="all.xml", format_name="feed"))

    report = put(items, a_document(*WEEK[:4], name="some.xml", format_name="feed"))

    assert report.document != first.document


def test_an_export_of_the_next_day_takes_nothing_from_that_of_the_day_before(items: StoredItems):
    first = put(items, a_document(*WEEK, name="0104.jsonl", format_name="jsonl"))

    report = put(
        items,
        a_document(*WEEK[1:], an_item("오늘", "새 글이다."), name="0105.jsonl",
                   format_name="jsonl"),
    )  # fmt: skip

    assert report.document == first.document
    assert report.gone == 0
    assert items.item_count() == 6


WORDS = st.lists(
    st.text(alphabet="가나다라마바사아자차카타파하", min_size=4, max_size=4),
    min_size=12,
    max_size=20,
    unique=True,
)
TELLINGS = st.lists(
    st.builds(
        lambda words: Telling(
            title=" ".join(words[:3]), body=" ".join(words), published=None, links=frozenset()
        ),
        WORDS,
    ),
    min_size=2,
    max_size=8,
    unique_by=lambda telling: telling.body,
)


@given(TELLINGS, st.randoms(use_true_random=False))
def test_items_in_any_order_are_the_same_document(tellings: list[Telling], random):
    shuffled = random.sample(tellings, len(tellings))

    assert is_same(tellings, len(tellings), shuffled)


@given(TELLINGS)
def test_no_document_is_recognised_by_less_than_half_of_it(tellings: list[Telling]):
    few = tellings[: (len(tellings) - 1) // 2]

    assert not is_same(tellings, len(tellings), few)
    assert not is_same(few, len(few), tellings)
