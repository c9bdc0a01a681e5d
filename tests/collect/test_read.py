"""Choosing a reader, and what holds for all of them."""

from datetime import date

import pytest

from briefings.collect.read import format_names, read_document
from briefings.collect.table import CONFIDENT, READERS
from briefings.errors import InputError, UnreadableDocument
from briefings.model.documents import DocumentText
from briefings.model.times import Published

REPORT = """# 주간 소식

## 1. 첫 소식
첫 소식의 본문이다. 두 문장으로 되어 있다.

## 2. 둘째 소식
둘째 소식의 본문이다. 여기에는 날짜가 없다.
"""


def read(text, **given):
    return read_document(DocumentText(name="note.txt", text=text), **given)


def test_the_table_names_each_kind_once():
    names = [reader.name for reader in READERS]
    assert names == list(format_names())
    assert len(set(names)) == len(names)


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(InputError) as refused:
        read(REPORT, format="poem")
    assert str(refused.value) == (
        "note.txt: there is no format 'poem'; known formats: "
        "report, newsletter, blog, article, release, sourced, clippings, records, jsonl."
    )


def test_a_text_of_no_kind_is_unsure_and_says_what_to_do():
    document = read("감자를 썬다\n양파를 볶는다\n접시에 담는다\n")
    assert document.confidence < CONFIDENT
    assert document.doubts[0].startswith("no kind of document fits well")
    assert document.doubts[0].endswith("name one with --format.")


def test_a_named_format_overrules_the_doubt():
    text = "한 줄 제목 (한빛일보, 2021.03.02)\n다른 줄 제목 (누리신문, 2021.03.03)\n"
    assert read(text).confidence < CONFIDENT
    document = read(text, format="clippings")
    assert document.confidence == 1.0
    assert [item.title for item in document.items] == ["한 줄 제목", "다른 줄 제목"]


def test_a_given_date_dates_a_document_that_says_nothing():
    given = Published.on(date(2021, 5, 3))
    assert [item.published for item in read(REPORT, published=given).items] == [given, given]


def test_a_given_date_does_not_overrule_what_the_text_says():
    document = read("2021.03.02\n\n" + REPORT, published=Published.on(date(2021, 5, 3)))
    assert {item.published for item in document.items} == {Published.on(date(2021, 3, 2))}


def test_a_date_in_the_future_is_dropped_with_a_doubt():
    document = read("2031.03.02\n\n" + REPORT, today=date(2021, 3, 5))
    assert [item.published for item in document.items] == [None, None]
    assert document.doubts == (
        "dropped an impossible publication date of the document: 2031-03-02",
    )


def test_the_date_of_a_reported_event_dates_nothing():
    text = REPORT.replace("여기에는 날짜가 없다.", "전시회는 2021년 9월 1일 열린다.")
    assert [item.published for item in read(text).items] == [None, None]


def test_the_span_of_a_week_gives_its_month_and_no_day():
    document = read("주간 동향 (2021.03.01 ~ 2021.03.05)\n\n" + REPORT)
    assert document.published == Published.in_month(2021, 3)


def test_a_week_without_a_year_gives_no_date():
    assert read(REPORT.replace("주간 소식", "3월 첫째 주 소식")).published is None


def test_a_day_without_a_year_takes_the_year_of_the_document():
    text = "2021.01.08\n\n" + REPORT.replace("첫 소식\n", "첫 소식 (한빛일보, 12월 30일)\n", 1)
    assert read(text).items[0].published == Published.on(date(2020, 12, 30))


def test_a_title_of_five_thousand_characters_is_shortened_between_words():
    document = read(REPORT.replace("1. 첫 소식", "1. " + "긴 제목 " * 1250))
    assert [item.title[:4] for item in document.items] == ["긴 제목", "둘째 소"]
    assert 250 < len(document.items[0].title) <= 500
    assert document.items[0].title.endswith("…")


def test_twenty_megabytes_in_one_line_are_read_in_bounded_pieces():
    document = read("가나 다라. " * 2_000_000)
    assert document.confidence < CONFIDENT
    assert sum(len(item.body) for item in document.items) <= 200_000


def test_picture_credits_and_thumbnails_are_no_sources():
    text = REPORT.replace(
        "두 문장으로 되어 있다.",
        "두 문장으로 되어 있다.\n사진 출처: 게티\n썸네일 URL: https://pic.example/1.png\n"
        "출처: 한빛일보",
    )
    first = read(text).items[0]
    assert [source.name for source in first.sources] == ["한빛일보"]
    assert first.urls == ()


def test_a_letter_says_whom_to_name():
    text = "이 소식지를 인용하실 때에는 출처를 '골목 소식'으로 밝혀 주세요.\n\n" + REPORT
    assert read(text).credit == "골목 소식"


def test_a_million_lines_are_refused_with_the_limit():
    with pytest.raises(UnreadableDocument) as refused:
        read("a\n" * 1_000_000)
    assert str(refused.value) == (
        "note.txt: 1,000,000 lines are over the limit of 500,000; split the file."
    )


def test_a_title_of_the_front_matter_alone_is_no_item():
    text = "---\ntitle: x\n---\n2021. 3. 2. 10:11본문 문장이다. 출처: 매체(https://a.example/b)"
    assert read_document(DocumentText(name="x", text=text)).items == ()
