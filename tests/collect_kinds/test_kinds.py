import gzip

import pytest

from briefings.collect.kinds import MAX_UNPACKED_BYTES, Kind, sniff, unpacked
from briefings.errors import UnreadableDocument
from briefings.model.documents import RawDocument

MAIL = "Received: by mail\nFrom: a@b.example\nTo: c@d.example\nSubject: x\n\nbody"


def raw(content: str | bytes, name: str = "document", media_type: str | None = None) -> RawDocument:
    data = content if isinstance(content, bytes) else content.encode()
    return RawDocument(name=name, content=data, media_type=media_type)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<!doctype html><p>글</p>", Kind.HTML),
        ("<html><body>글</body></html>", Kind.HTML),
        ("<?xml version='1.0'?><!DOCTYPE html><html><head></head></html>", Kind.HTML),
        ("<div><p>하나</p><p>둘</p></div>", Kind.HTML),
        ("<!-- saved --><HTML><BODY>글", Kind.HTML),
        ("<html></html>".encode("utf-16"), Kind.HTML),
        ("%PDF-1.7\n", Kind.PDF),
        ("\n\njunk %PDF-1.4\n", Kind.PDF),
        (MAIL, Kind.MAIL),
        ("From x Mon Jan  4 09:00:00 2021\n" + MAIL, Kind.MAIL),
        ("<?xml version='1.0'?><rss version='2.0'></rss>", Kind.FEED),
        ("<rdf:RDF xmlns:rdf='r'></rdf:RDF>", Kind.FEED),
        ("<feed xmlns='http://www.w3.org/2005/Atom'></feed>", Kind.FEED),
        ("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'b'>]><rss></rss>", Kind.FEED),
        ("<?xml-stylesheet href='x'?><!-- x --><rss></rss>", Kind.FEED),
        ('{"version":"https://jsonfeed.org/version/1.1","items":[]}', Kind.JSON_FEED),
        ('{"title":"모음","items":[{"id":"1"}]}', Kind.JSON_FEED),
        ('{"id":"1","title":"제목","body":"본문"}\n{"id":"2"}', Kind.TEXT),
        ("---\ntitle: 주간\ndate: 2021-01-04\n---\n**1. 첫째**", Kind.TEXT),
        ("Title: 주간\nDate: 2021-01-04\n\n본문", Kind.TEXT),
        ("**1. 첫째**\n</br>\n- 본문 <br> 둘", Kind.TEXT),
        ("3 < 4 인 까닭", Kind.TEXT),
        ("", Kind.TEXT),
    ],
)
def test_the_content_tells_the_kind(content: str | bytes, kind: Kind):
    assert sniff(raw(content)) is kind


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.eml", "a.xml", "a.jpg"])
def test_a_name_that_lies_changes_nothing(name: str):
    assert sniff(raw("<html><body>글</body></html>", name)) is Kind.HTML


@pytest.mark.parametrize(
    ("content", "name", "media_type", "kind"),
    [
        ("<b>굵은 글</b> 조각", "a.html", None, Kind.HTML),
        ("<b>굵은 글</b> 조각", "a", "text/html; charset=utf-8", Kind.HTML),
        ("<b>굵은 글</b> 조각", "a.txt", None, Kind.TEXT),
        ("Subject: 하나뿐인 머리\n\n본문", "a.eml", None, Kind.MAIL),
        ("Subject: 하나뿐인 머리\n\n본문", "a.txt", None, Kind.TEXT),
        ("<channel2><item/>", "a", "application/rss+xml", Kind.FEED),
    ],
)
def test_where_the_content_leaves_doubt_the_name_decides(
    content: str, name: str, media_type: str | None, kind: Kind
):
    assert sniff(raw(content, name, media_type)) is kind


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04rest", "a ZIP archive or office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old office document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\x00", "a database"),
        (b"{\\rtf1 x}", "a rich text document"),
        (b"x" * 257 + b"ustar", "an archive"),
        (b"<?xml version='1.0'?><opml version='2.0'></opml>", "XML with <opml> at its top"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_kind(content: bytes, what: str):
    with pytest.raises(UnreadableDocument, match=f"^clip.txt: {what}"):
        sniff(raw(content, "clip.txt"))


def test_a_gzip_file_is_unpacked():
    assert unpacked(raw(gzip.compress(b"<rss></rss>"))).content == b"<rss></rss>"


def test_a_gzip_bomb_is_refused_with_the_limit():
    bomb = gzip.compress(bytes(MAX_UNPACKED_BYTES + 1))
    with pytest.raises(UnreadableDocument, match=r"^bomb.gz: unpacks to more than 20 MB"):
        unpacked(raw(bomb, "bomb.gz"))


def test_a_broken_gzip_file_is_refused():
    with pytest.raises(UnreadableDocument, match=r"^cut.gz: a broken gzip file"):
        unpacked(raw(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00nonsense", "cut.gz"))
