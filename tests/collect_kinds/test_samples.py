"""Every sample beside its expected items, compared whole."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.worker.reading import Reading
from briefings.model.documents import ParsedDocument, RawDocument, Role

PAGES = Path(__file__).parents[1] / "data" / "pages"
TODAY = date(2026, 11, 1)
SAMPLES = sorted(path for path in PAGES.iterdir() if path.with_name(f"{path.name}.json").exists())


@dataclass(frozen=True)
class Sample:
    raw: RawDocument
    expected: dict[str, object]

    @classmethod
    def of(cls, path: Path) -> "Sample":
        expected = json.loads(path.with_name(f"{path.name}.json").read_text())
        raw = RawDocument(
            name=path.name,
            content=path.read_bytes(),
            url=expected.pop("url"),
            media_type=expected.pop("media_type"),
        )
        return cls(raw=raw, expected=expected)


def told(document: ParsedDocument) -> dict[str, object]:
    return {
        "format": document.format,
        "title": document.title,
        "published": document.published and document.published.isoformat(),
        "doubts": list(document.doubts),
        "items": [
            {
                "title": item.title,
                "body": item.body,
                "published": item.published and item.published.isoformat(),
                "sources": [[source.name, source.url] for source in item.sources],
                "urls": list(item.urls),
                "language": item.language,
                "section": item.section,
                "quoted": document.text[slice(*item.span)],
            }
            for item in document.items
        ],
    }


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_its_expected_items(reading: Reading, path: Path):
    sample = Sample.of(path)
    assert told(reading.read_any(sample.raw, today=TODAY)) == sample.expected


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_explained_lines_are_the_text_that_spans_count_in(reading: Reading, path: Path):
    document = reading.read_any(Sample.of(path).raw, today=TODAY)
    shown = "\n".join(line.text for line in document.lines)
    assert "".join(shown.split()) == "".join(document.text.split())
    assert {line.item for line in document.lines if line.role is Role.TITLE} <= {
        item.position for item in document.items
    }


def test_reading_twice_gives_the_same(reading: Reading):
    sample = Sample.of(PAGES / "article-news.html")
    first, second = (reading.read_any(sample.raw, today=TODAY) for _ in range(2))
    assert first == second
