"""JSON Lines as other programs write them."""

from datetime import date

import pytest

from briefings.collect.read import read_document
from briefings.model.documents import DocumentText
from briefings.model.items import ParsedItem, SourceRef, ThemeId
from briefings.model.times import Published

GOOD = (
    '{"id":"a1","title":"첫 소식","body":"본문이다. https://b.example/2 참고.",'
    '"url":"https://a.example/1","published":"2021-03-02","source":"한빛일보",'
    '"themes":["ai"],"language":"ko"}'
)


def read(*lines: str):
    document = DocumentText(name="items.jsonl", text="\n".join(lines) + "\n")
    return read_document(document, today=date(2021, 6, 1))


def test_a_line_becomes_an_item_with_everything_it_gives():
    assert read(GOOD).items == (
        ParsedItem(
            position=1,
            title="첫 소식",
            body="본문이다. https://b.example/2 참고.",
            published=Published.on(date(2021, 3, 2)),
            sources=(SourceRef(name="한빛일보", url="https://a.example/1"),),
            urls=("https://a.example/1", "https://b.example/2"),
            language="ko",
            span=(0, len(GOOD)),
            external_id="a1",
            given_themes=(ThemeId("ai"),),
        ),
    )


def test_themes_that_are_not_given_stay_open_and_an_empty_list_is_given():
    document = read('{"title":"하나"}', '{"title":"둘","themes":[]}')
    assert [item.given_themes for item in document.items] == [None, ()]


def test_broken_lines_are_named_and_the_rest_is_read():
    document = read(GOOD, '{"title": broken', "[1, 2]", '{"id":"x"}', '{"title":"마지막"}')
    assert [item.title for item in document.items] == ["첫 소식", "마지막"]
    assert document.doubts == (
        "line 2: is no JSON object (Expecting value); mend or remove it",
        "line 3: is no JSON object; write one object a line",
        "line 4: has neither title nor body; give at least one",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            '{"id":7,"title":7,"body":["x"]}',
            '"title" is a number; write it as text or leave it out',
        ),
        ('{"title":"하나","body":["x"]}', '"body" is a list; write it as text or leave it out'),
        ('{"title":"하나","body":{}}', '"body" is an object; write it as text or leave it out'),
        ('{"title":true}', '"title" is true or false; write it as text or leave it out'),
        ('{"title":"하나","id":1.5}', '"id" is a number; write it as text or leave it out'),
        ('{"title":"하나","url":3}', '"url" is a number; write it as text or leave it out'),
        (
            '{"title":"하나","published":20210302}',
            '"published" is a number; write it as text or leave it out',
        ),
        ('{"title":"하나","source":["a"]}', '"source" is a list; write it as text or leave it out'),
        (
            '{"title":"하나","language":1}',
            '"language" is a number; write it as text or leave it out',
        ),
        (
            '{"title":"하나","themes":"ai"}',
            '"themes" is no list of names; write ["ai","fintech"] or leave it out',
        ),
        (
            '{"title":"하나","themes":[1]}',
            '"themes" is no list of names; write ["ai","fintech"] or leave it out',
        ),
    ],
)
def test_a_field_of_another_kind_is_refused_with_its_mend(line: str, said: str):
    document = read(GOOD, line)

    assert [item.title for item in document.items] == ["첫 소식"]
    assert document.doubts == (f"line 2: {said}",)


def test_a_number_is_an_id_and_null_is_nothing_given():
    (item,) = read(
        '{"id":7,"title":"하나","body":null,"url":null,"published":null,"themes":null}'
    ).items

    assert (item.external_id, item.title, item.body, item.given_themes) == ("7", "하나", "", None)


def test_a_file_without_any_good_line_says_what_is_wrong_with_each():
    document = read('{"title":7}', '{"title":["x"]}')

    assert document.items == ()
    assert document.unread_lines == 2
    assert document.doubts == (
        'line 1: "title" is a number; write it as text or leave it out',
        'line 2: "title" is a list; write it as text or leave it out',
    )


def test_dates_that_cannot_be_are_left_out_with_a_note():
    document = read(
        '{"title":"하나","published":"soon"}',
        '{"title":"둘","published":"2031-01-01"}',
        '{"title":"셋","published":"2021-03-04T09:30:00Z"}',
    )
    assert [item.published and item.published.isoformat() for item in document.items] == [
        None,
        None,
        "2021-03-04T09:30:00+00:00",
    ]
    assert len(document.doubts) == 2


def test_deep_nesting_is_a_broken_line_and_no_crash():
    document = read(GOOD, '{"a":' * 100_000, '{"title":' + "[" * 100_000)
    assert len(document.items) == 1
    assert len(document.doubts) == 2
