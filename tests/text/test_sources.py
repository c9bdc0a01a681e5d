"""Who tells an item, however little it says of itself."""

from datetime import UTC, datetime

import pytest

from briefings.model.items import DocumentId, Item, ItemId, SourceRef
from briefings.text.sources import host_of, source_of


def told_by(
    *sources: SourceRef, outlet: str | None = None, document_title: str | None = None
) -> str:
    return source_of(
        Item(
            id=ItemId(1),
            document=DocumentId(1),
            document_name="report.md",
            position=1,
            title=None,
            body="본문",
            published=None,
            stored_at=datetime(2021, 1, 1, tzinfo=UTC),
            sources=sources,
            span=(0, 2),
            outlet=outlet,
            document_title=document_title,
        )
    )


def test_the_source_else_its_host_else_the_outlet_else_the_document():
    assert [
        told_by(SourceRef(name="한 신문"), outlet="주간 소식"),
        told_by(SourceRef(url="https://www.example.com/a"), outlet="주간 소식"),
        told_by(outlet="주간 소식"),
        told_by(document_title="물류 편지 7호"),
        told_by(),
    ] == ["한 신문", "example.com", "주간 소식", "물류 편지 7호", "report.md"]


@pytest.mark.parametrize("url", ["", "no link", "https://", "http://[broken"])
def test_what_is_no_link_has_no_host(url):
    assert host_of(url) is None
