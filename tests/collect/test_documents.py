"""Golden documents: every sample in data/documents beside what must be read from it."""

import json
from pathlib import Path

import pytest

from briefings.collect.decode import decode
from briefings.collect.read import read_document
from briefings.model.documents import ParsedDocument, RawDocument, Role

SAMPLES = Path(__file__).parent.parent / "data" / "documents"
NAMES = sorted(path.name for path in SAMPLES.iterdir() if not path.name.endswith(".json"))


def read(name: str) -> ParsedDocument:
    return read_document(decode(RawDocument(name=name, content=(SAMPLES / name).read_bytes())))


def told(document: ParsedDocument) -> dict[str, object]:
    return {
        "format": document.format,
        "title": document.title,
        "credit": document.credit,
        "items": [
            {
                "title": item.title,
                "body": item.body,
                "published": item.published and item.published.isoformat(),
                "sources": [[source.name, source.url] for source in item.sources],
                "urls": list(item.urls),
                "language": item.language,
                "section": item.section,
            }
            for item in document.items
        ],
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_becomes_exactly_its_items(name):
    expected = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert told(read(name)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_with_confidence_and_without_doubts(name):
    document = read(name)
    assert document.confidence >= 0.5
    assert document.doubts == ()


@pytest.mark.parametrize("name", NAMES)
def test_positions_count_from_one_and_spans_follow_each_other(name):
    document = read(name)
    starts = [item.span[0] for item in document.items]
    assert [item.position for item in document.items] == list(range(1, len(document.items) + 1))
    assert starts == sorted(starts)
    assert all(start < end <= len(document.text) for start, end in (i.span for i in document.items))


@pytest.mark.parametrize("name", NAMES)
def test_the_span_of_an_item_holds_its_title(name):
    document = read(name)
    titled = [item for item in document.items if item.title is not None]
    missing = [
        item.title
        for item in titled
        if item.title.split()[-1].strip("*") not in document.text[slice(*item.span)]
    ]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_explained_once_with_its_own_text(name):
    document = read(name)
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert "".join(line.text for line in document.lines) == "".join(
        document.text.replace("\f", "\n").split("\n")
    )


def test_what_stands_around_the_items_is_named_for_what_it_is():
    lines = read("article-korean-page.txt").lines
    roles = {line.text.strip(): line.role for line in lines}
    assert roles["저작권자 ⓒ 가온경제 무단전재 및 재배포 금지"] is Role.FURNITURE
    assert roles["▲ 한 상인이 단말기를 시험하고 있다 /사진=김하늘 기자"] is Role.CAPTION
    assert roles["입력 2021.03.02 (화) 09:10 수정 2021.03.02 (화) 14:22"] is Role.DATE


def test_a_body_told_twice_is_marked_as_repeated():
    lines = read("article-body-twice.txt").lines
    assert [line.number for line in lines if line.role is Role.REPEATED] == [3]


def test_a_list_of_contents_is_marked_as_such():
    lines = read("newsletter-contents-reworded.txt").lines
    taken = [line.number for line in lines if line.role is Role.CONTENTS]
    assert taken == [5, 7, 8, 9, 10, 11, 12]
