"""What storing a document promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from briefings.model.items import Label
from briefings.model.stored import DocumentReport, SourceSummary, ThemeCount
from briefings.model.times import Period, Published
from storage.database import Database
from storage.items import StoredItems
from storage.tables import ItemChangeRow
from storage.typed import columns
from tests.contracts.made import (
    AI,
    FINTECH,
    NOW,
    a_document,
    about,
    an_item,
    found,
    put,
    titles,
)

BANK = an_item("은행 앱 개편", "은행이 앱을 새로 냈다.", published="2026-03-02")
RIDES = an_item("택시 호출 요금 인하", "호출 요금을 내린다고 밝혔다.", published="2026-03-03")
ROBOT = an_item("로봇이 배운다", "사람의 손짓을 보고 배우는 로봇이다.", published="2026-03")


def changes(database: Database) -> list[tuple[str, str | None]]:
    table = columns(ItemChangeRow)
    with database.reading() as connection:
        rows = connection.execute(table.select().order_by(table.c.id)).all()
    return [(row.field, row.before) for row in rows]


def test_a_stored_item_comes_back_whole(items: StoredItems):
    item = replace(
        an_item("제목", "본문", published="2026-03-02T09:00:00+09:00", url="https://a.example/1"),
        section="금융",
        external_id="x1",
    )
    report = put(items, a_document(item, credit="글: 어느 모임"), about(AI, 0.75, "학습 모델"))

    (stored,) = items.items(report.new)

    assert stored.title == "제목"
    assert stored.body == "본문"
    assert stored.published == Published.parse("2026-03-02T09:00:00+09:00")
    assert stored.sources == item.sources
    assert stored.urls == item.urls
    assert stored.section == "금융"
    assert stored.external_id == "x1"
    assert stored.document_name == "주간.md"
    assert stored.credit == "글: 어느 모임"
    assert stored.stored_at == NOW
    assert stored.span == item.span
    assert stored.labels == (Label(theme=AI, score=0.75, because=("학습 모델",)),)


def test_the_same_content_again_changes_nothing_under_any_name(items: StoredItems):
    document = a_document(BANK, RIDES)
    first = put(items, document)

    again = put(items, document)
    renamed = put(items, replace(document, name="사본.md"))

    assert again == DocumentReport(document=first.document, unchanged=2)
    assert renamed == again
    assert items.item_count() == 2


def test_an_item_without_a_date_takes_that_of_its_document(items: StoredItems):
    report = put(items, a_document(an_item(published=None), published="2026-02-01"))

    assert items.items(report.new)[0].published == Published.parse("2026-02-01")


def test_a_corrected_document_keeps_who_its_items_are(items: StoredItems, database: Database):
    first = put(items, a_document(BANK, RIDES, ROBOT))
    bank, rides, robot = first.new
    corrected = replace(RIDES, body="호출 요금을 절반으로 내린다고 밝혔다.")

    report = put(items, a_document(corrected, BANK, an_item("새 소식", "덧붙인 글이다.")), now=NOW)

    assert report.changed == (rides,)
    assert report.unchanged == 1
    assert report.gone == 1
    assert len(report.new) == 1
    assert items.items([bank, rides, robot])[1].body == corrected.body
    assert changes(database) == [("body", RIDES.body)]


def test_an_item_that_left_its_document_is_readable_but_not_offered(items: StoredItems):
    first = put(items, a_document(BANK, RIDES), about(FINTECH), about(FINTECH))
    rides = first.new[1]

    put(items, a_document(BANK), about(FINTECH))

    march = Period(since=date(2026, 3, 1), until=date(2026, 3, 31))
    assert titles(items.items([rides])) == [RIDES.title]
    assert items.document_text(rides) == "\n\n".join([BANK.text, RIDES.text])
    assert titles(items.published_within(march, themes=(FINTECH,), limit=9)) == [BANK.title]
    assert titles(items.published_within(march, themes=(), limit=9)) == [BANK.title]
    assert found(items, "택시") == []
    assert items.item_count() == 1
    assert items.theme_counts() == (ThemeCount(theme=FINTECH, items=1, newest=date(2026, 3, 2)),)


def test_an_item_that_comes_back_is_the_same_item_again(items: StoredItems):
    first = put(items, a_document(BANK, RIDES))
    put(items, a_document(BANK))

    back = put(items, a_document(BANK, RIDES))

    assert back.new == ()
    assert back.unchanged == 2
    assert found(items, "택시") == [RIDES.title]
    assert items.items(first.new)[1].stored_at == NOW


def test_items_with_ids_of_their_own_are_known_by_them(items: StoredItems):
    first = put(
        items,
        a_document(
            an_item("처음 제목", "가", external_id="1"), an_item("둘째", "나", external_id="2")
        ),
    )

    report = put(
        items,
        a_document(
            an_item("처음 제목", "가", external_id="3"), an_item("고친 제목", "가", external_id="1")
        ),
    )

    assert report.changed == (first.new[0],)
    assert len(report.new) == 1
    assert report.gone == 1
    assert items.items(first.new[:1])[0].title == "고친 제목"


def test_an_item_with_a_new_title_and_text_is_known_by_its_link(items: StoredItems):
    first = put(
        items, a_document(BANK, an_item("가", "나", url="https://a.example/news/1?utm_x=1"))
    )

    report = put(
        items,
        a_document(
            BANK, an_item("아주 다른 제목", "아주 다른 글", url="http://www.a.example/news/1")
        ),
    )

    assert report.changed == (first.new[1],)


def test_a_rewritten_title_is_known_by_the_body(items: StoredItems):
    body = "도심의 작은 창고에서 삼십 분 안에 물건을 가져다주는 서비스가 시작됐다."
    first = put(items, a_document(BANK, an_item("빠른 배달", body)))

    report = put(items, a_document(BANK, an_item("삼십 분 배달 시작", body + " 다음 달 넓힌다.")))

    assert report.changed == (first.new[1],)


def test_another_document_of_the_same_name_takes_nothing_away(items: StoredItems):
    put(items, a_document(BANK, RIDES))

    report = put(items, a_document(an_item("전혀 다른 소식", "다른 폴더의 같은 이름이다.")))

    assert len(report.new) == 1
    assert report.gone == 0
    assert items.item_count() == 3


def test_a_feed_that_drops_old_entries_loses_no_items(items: StoredItems):
    put(items, a_document(BANK, RIDES, format_name="feed/rss"))

    report = put(items, a_document(RIDES, ROBOT, format_name="feed/rss"))

    assert report.gone == 0
    assert items.item_count() == 3


def test_another_reading_of_the_same_text_relabels_and_redates(
    items: StoredItems, database: Database
):
    undated = an_item("소식", "글", published=None)
    first = put(items, a_document(undated))

    report = put(items, a_document(replace(undated, published=Published.parse("2026-01-05"))),
                 about(AI))  # fmt: skip

    assert report.changed == first.new
    assert items.newest_day(themes=(AI,)) == date(2026, 1, 5)
    assert changes(database) == [("published", None), ("labels", "[]")]


def test_characters_that_no_database_holds_are_replaced(items: StoredItems):
    report = put(items, a_document(an_item("반쪽 \ud83d 글자", "본문 \udc00"), text="그대로"))

    assert items.items(report.new)[0].title == "반쪽 \ufffd 글자"


def test_an_item_with_ten_thousand_characters_and_nulls_is_kept(items: StoredItems):
    body = "가\x00나 " * 2500
    report = put(items, a_document(an_item(None, body)))

    assert items.items(report.new)[0].body == body


def test_sources_count_their_documents_and_items(items: StoredItems):
    put(items, a_document(BANK, RIDES), source="우리 편지")
    put(items, a_document(ROBOT, name="둘째.md"), source="우리 편지", now=NOW + timedelta(days=1))

    assert items.sources() == (
        SourceSummary(
            name="우리 편지", documents=2, items=3, last_stored_at=NOW + timedelta(days=1)
        ),
    )


def test_an_item_stored_after_a_window_was_closed_falls_into_the_next(items: StoredItems):
    """The document's clock was read before the push's, but it is written after the push read."""
    end = NOW + timedelta(minutes=1)
    items.close_window(end)
    items.close_window(end - timedelta(hours=1))

    put(items, a_document(BANK), now=NOW)

    assert items.ids_stored_within(NOW - timedelta(days=1), end, themes=(), limit=9) == ()
    later = items.ids_stored_within(end, end + timedelta(days=1), themes=(), limit=9)
    assert titles(items.items(later)) == [BANK.title]
