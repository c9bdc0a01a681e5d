"""What holds for any bytes and any text, whoever reads them."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.collect.decode import decode
from briefings.collect.read import format_names, read_document
from briefings.errors import UnreadableDocument
from briefings.model.documents import DocumentText, ParsedDocument, RawDocument

PIECES = st.sampled_from(
    [
        "# ",
        "## 1. ",
        "**2. ",
        "**",
        "①",
        "▶ ",
        "■ ",
        "- ",
        "  - ",
        "1. ",
        "1) ",
        "[3] ",
        "Ⅰ. ",
        "제목 하나",
        "본문 문장이다. 둘째 문장이다.",
        "(한빛일보, 2021.03.02)",
        "출처: 매체(https://a.example/b)",
        "https://a.example/b",
        "[이름](https://a.example/b)",
        "2021. 3. 2. 10:11",
        "분류2021.03.02 10:11",
        "Posted by me",
        "\n",
        "\n\n",
        "\n---\n",
        "\f",
        "- 3 -",
        "---\ntitle: x\n---\n",
        "기타 소식",
        "목차",
        "사진 1) 출처: 어디",
        "저작권자 ⓒ 어디 무단전재",
        "홍길동 기자 a@b.example",
        "입력 2021-03-02 09:10",
        '{"title":"x"}',
        "{",
        "}",
        "|a|b|",
        "🔥 ",
        "\u200b",
        "\u3000",
        "\x00",
        "<br>",
        "](",
        "((((",
        "____",
        "TITLE: x\nDATE: 03/02/2021\n",
        "2021.03.01 ~ 2021.03.05",
        "　",
        "…",
        "A sentence. Another one.",
    ]
)


def assert_whole(document: ParsedDocument) -> None:
    size = len(document.text)
    spans = [item.span for item in document.items]
    assert all(0 <= start < end <= size for start, end in spans)
    assert [item.position for item in document.items] == list(range(1, len(spans) + 1))
    assert all(item.title or item.body for item in document.items)
    assert all(line.item <= len(spans) for line in document.lines)
    assert 0.0 <= document.confidence <= 1.0


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_become_items_or_the_projects_own_error(content):
    with suppress(UnreadableDocument):
        assert_whole(read_document(decode(RawDocument(name="x", content=content))))


@pytest.mark.parametrize("name", format_names())
@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_reader_survives_any_text_of_known_pieces(name, text):
    assert_whole(read_document(DocumentText(name="x", text=text), format=name))


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_a_text_of_known_pieces_is_read_by_some_kind_or_is_unsure(text):
    document = read_document(DocumentText(name="x", text=text))
    assert_whole(document)
    assert document.confidence >= 0.5 or document.doubts


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_reading_twice_gives_the_same(text):
    first, second = (read_document(DocumentText(name="x", text=text)) for _ in range(2))
    assert (first.items, first.doubts, list(first.lines)) == (
        second.items,
        second.doubts,
        list(second.lines),
    )
