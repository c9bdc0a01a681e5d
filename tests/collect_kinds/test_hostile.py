"""Documents that mean harm: a clear error with their name, or correct items, soon."""

import os
import time
import zlib
from datetime import date
from pathlib import Path

import pytest

from bot.worker.reading import MAX_BYTES, Reading, known_formats
from briefings.collect.kinds import Kind
from briefings.errors import InputError, UnreadableDocument
from briefings.model.documents import ParsedDocument, RawDocument

PAGES = Path(__file__).parents[1] / "data" / "pages"
SECRET = "a secret line of another file"
ITEM = "<item><title>{}</title><link>http://a.example/1</link></item></channel></rss>"
DEEP = 60_000
NESTED_PARTS = "".join(
    f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(3_000)
)


def titles(document: ParsedDocument) -> list[str | None]:
    return [item.title for item in document.items]


def raw(name: str, content: bytes | str) -> RawDocument:
    data = content if isinstance(content, bytes) else content.encode()
    return RawDocument(name=name, content=data)


def refusal(reading: Reading, document: RawDocument) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        reading.read_any(document)
    return str(refused.value)


def test_an_entity_bomb_stays_small(reading: Reading):
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">{entities}]><rss><channel>'
    document = reading.read_any(raw("bomb.xml", bomb + ITEM.format("&a11; 제목")))
    assert titles(document) == ["&a11; 제목"]


def test_an_external_entity_opens_no_file(reading: Reading, tmp_path: Path):
    other = tmp_path / "other.txt"
    other.write_text(SECRET)
    text = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file://{other}">]><rss><channel>'
        + ITEM.format("앞 &x; 뒤")
    )
    assert titles(reading.read_any(raw("xxe.xml", text))) == ["앞 &x; 뒤"]


@pytest.mark.parametrize(
    "tag", ["iframe src", "object data", "embed src", "link href", "base href"]
)
def test_a_page_includes_no_other_file(reading: Reading, tmp_path: Path, tag: str):
    other = tmp_path / "other.html"
    other.write_text(f"<p>{SECRET}</p>")
    page = (
        f"<html><body><h1>제목</h1><{tag}='file://{other}'></{tag.split(maxsplit=1)[0]}>"
        "<p>본문 한 줄이 있다. 읽을 만큼은 길고 이만하면 넉넉하다.</p></body></html>"
    )
    assert SECRET not in reading.read_any(raw("page.html", page)).text


def test_a_name_that_is_a_path_opens_nothing(reading: Reading, tmp_path: Path):
    other = tmp_path / "feed.xml"
    other.write_text(f"<rss><channel>{ITEM.format(SECRET)}")
    broken = raw(str(other), b"<rss><channel><item><title>x</item>")
    assert titles(reading.read_any(broken)) == ["x"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.html", "<html><body>" + "<div>" * DEEP + "글"),
        ("deep.json", '{"version":"https://jsonfeed.org/version/1","items":' + "[" * DEEP),
        ("deep.eml", "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n" + NESTED_PARTS),
    ],
)
def test_what_nests_too_deep_is_refused_by_name(reading: Reading, name: str, text: str):
    assert refusal(reading, raw(name, text)).startswith(f"{name}: ")


def test_a_feed_that_nests_deep_is_read_all_the_same(reading: Reading):
    text = (
        "<rss><channel><item><title>깊은 글</title><description>"
        f"{'<b>' * DEEP}속</description></item></channel></rss>"
    )
    assert titles(reading.read_any(raw("deep.xml", text))) == ["깊은 글"]


@pytest.mark.parametrize(
    "text",
    [
        "<" * 500_000,
        "&" * 500_000,
        "<![CDATA[" * 60_000,
        "<!--" * 100_000,
        "<a href='" * 60_000,
        "<item>" * 15_000,
    ],
)
def test_sloppy_feeds_cost_no_more_than_their_length(reading: Reading, text: str):
    start = time.monotonic()
    start_of_feed = "<rss><channel><item><title>제목</title><description>"
    feed = raw("slow.xml", f"{start_of_feed}{text}</description></item>")
    document = reading.read_any(feed)
    assert titles(document)[0] == "제목"
    assert time.monotonic() - start < 15


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (Kind.HTML, b"<html><body>"),
        (Kind.PDF, b"%PDF-1.7\n"),
        (Kind.MAIL, b"Received: x\nFrom: a\nTo: b\n\n"),
    ],
)
def test_a_document_over_the_limit_is_refused_with_the_limit(
    reading: Reading, kind: Kind, start: bytes
):
    big = raw("big.bin", start + b"x" * MAX_BYTES[kind])
    assert refusal(reading, big) == (
        f"big.bin: 5.00 MB are more than the 5 MB that a document of kind {kind.value} may have; "
        "split it"
    )


def test_too_many_elements_are_refused_with_the_limit(reading: Reading):
    page = raw("many.html", "<html><body>" + "<p>a</p>" * 200_001)
    assert "more than the 200000" in refusal(reading, page)


def test_too_many_entries_are_refused_with_the_limit(reading: Reading):
    items = "<item><title>a</title></item>" * 20_001
    feed = raw("many.xml", f"<rss><channel>{items}</channel></rss>")
    assert "more than the 20000" in refusal(reading, feed)


def test_a_locked_pdf_says_so(reading: Reading):
    locked = raw("locked.pdf", (PAGES / "locked.pdf").read_bytes())
    assert refusal(reading, locked) == (
        "locked.pdf: the PDF is locked with a password; save an unlocked copy"
    )


def test_a_scanned_pdf_says_what_to_do(reading: Reading):
    scanned = raw("scanned.pdf", (PAGES / "scanned.pdf").read_bytes())
    assert refusal(reading, scanned) == (
        "scanned.pdf: the PDF holds pictures of pages, no text; run text recognition (OCR) first"
    )


def test_a_pdf_that_unpacks_without_end_ends_with_its_name(reading: Reading):
    stream = zlib.compress(bytes(400_000_000), 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream",
    )
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, 1))
    bomb = raw("bomb.pdf", b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>")
    assert refusal(reading, bomb).startswith("bomb.pdf: ")


def test_random_bytes_that_call_themselves_a_pdf_are_refused(reading: Reading):
    assert "a broken PDF" in refusal(reading, raw("fake.pdf", b"%PDF-1.7\n" + os.urandom(10_000)))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_page_in_wide_characters_is_read(reading: Reading, encoding: str):
    page = (
        "<html><head><title>A wide page</title></head><body><h1>A wide page</h1><p>Two "
        "bytes a sign. The text is long enough to be told from noise by now.</p></body>"
        "</html>"
    )
    assert titles(reading.read_any(raw("wide.html", page.encode(encoding)))) == ["A wide page"]


def test_nul_bytes_are_left_out(reading: Reading):
    page = (
        "<html><body><h1>제\x00목</h1><p>본문\x00 한 줄이 있다. 읽을 만큼은 길고 "
        "이만하면 넉넉하다.</p></body></html>"
    )
    assert titles(reading.read_any(raw("nul.html", page))) == ["제목"]


@pytest.mark.parametrize("name", ["empty.html", "empty.eml", "empty.pdf", "empty.xml"])
def test_an_empty_document_is_refused(reading: Reading, name: str):
    assert refusal(reading, raw(name, b"")).startswith(name)


def test_an_unknown_format_names_the_known_ones(reading: Reading):
    with pytest.raises(InputError, match="known formats: text, html, pdf, mail, feed"):
        reading.read_any(raw("a.html", "<html>"), format="nonsense")


def test_a_format_overrules_what_the_content_looks_like(reading: Reading):
    page = raw("page.txt", (PAGES / "stories-weekly-bold.html").read_bytes())
    plain = reading.read_any(page, format="html/article", today=date(2026, 1, 1))
    assert (plain.format, len(plain.items)) == ("html/article", 1)


def test_every_kind_and_plain_format_has_a_name():
    assert {kind.value for kind in Kind} < set(known_formats())
