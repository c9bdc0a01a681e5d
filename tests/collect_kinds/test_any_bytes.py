"""Reading any bytes of these kinds gives items or the project's own error, in bounded time."""

import contextlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.worker.documents import Wish, read_by_kind
from bot.worker.reading import Reading
from briefings.collect.feed_repair import repaired, without_prologue
from briefings.collect.feed_soup import well_formed
from briefings.collect.html_charset import decode_markup
from briefings.collect.html_links import absolute, untracked
from briefings.collect.html_snippet import snippet
from briefings.collect.kinds import Kind, sniff, unpacked
from briefings.collect.mail_parts import decoded_words, parse_mail
from briefings.errors import InputError, UnreadableDocument
from briefings.model.documents import ParsedDocument, RawDocument

PAGES = Path(__file__).parents[1] / "data" / "pages"
WISH = Wish(today=date(2026, 11, 1))
many = settings(
    max_examples=500,
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

WORDS = st.sampled_from(
    [
        "새 결제 앱이 나왔다. 관련기사 ",
        "출처: 한빛일보",
        "입력 2021.03.04 10:20",
        "1. 첫째 소식",
        "자세히 보기",
        "The city opened a lane.",
        "Read more",
        "&amp;",
        "&nbsp;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "\n",
        "\x00",
        "한",
        "http://a.example/1?x=1&y=2",
    ]
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='share'>",
        "</div>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<a href='/x'>",
        "<a href=http://b.example>",
        "</a>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "<strong>",
        "</strong>",
        "<nav>",
        "<article>",
        "<script type='application/ld+json'>",
        "</script>",
        "<noscript>",
        "<!--",
        "-->",
        "<time datetime='2021-01-01'>",
        "<meta property='article:published_time' content='2021-02-30'>",
        "<base href='http://['>",
    ]
)
FEED_TAGS = st.sampled_from(
    [
        "<rss version='2.0'>",
        "<channel>",
        "</channel>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<link>",
        "</link>",
        "<link href='/a'/>",
        "<description>",
        "</description>",
        "<![CDATA[",
        "]]>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
        "</entry>",
        "<content type='xhtml'>",
        "<pubDate>",
        "</pubDate>",
        "<guid isPermaLink='false'>",
        "</guid>",
        "<dc:date>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "&a;",
        "<?xml version='1.0' encoding='euc-kr'?>",
    ]
)
MAIL_LINES = st.sampled_from(
    [
        "From: a@b.example",
        "To: c@d.example",
        "Subject: =?euc-kr?B?vcg=?= x",
        "Subject: =?utf-8?Q?=EC=83?=",
        "Date: never",
        "Date: Mon, 04 Jan 2021 09:00:00 +0900",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=b",
        "Content-Type: text/html; charset=nonsense",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "--b",
        "--b--",
        "hello there",
        "<p>안녕하세요</p>",
        "=EC=95",
        "7JWI64WV",
        "Content-Disposition: attachment; filename*=utf-8''%FF",
        "Content-Type: message/rfc822",
    ]
)


def is_sound(document: ParsedDocument) -> bool:
    items, end = document.items, len(document.text)
    document.text.encode()
    return (
        [item.position for item in items] == list(range(1, len(items) + 1))
        and all(0 <= item.span[0] <= item.span[1] <= end for item in items)
        and all(item.title or item.body for item in items)
        and all(url.startswith("http") for item in items for url in item.urls)
    )


def sound_or_refused(read: Callable[[], ParsedDocument], name: str) -> bool:
    try:
        return is_sound(read())
    except InputError as error:
        return name in str(error)


def read(kind: Kind, content: bytes) -> bool:
    raw = RawDocument(name="any", content=content)
    return sound_or_refused(lambda: read_by_kind(kind, raw, WISH), "any")


@many
@given(st.lists(WORDS | TAGS, max_size=60).map("".join))
def test_any_page(text: str):
    assert read(Kind.HTML, text.encode("utf-8", "surrogatepass"))


@many
@given(st.lists(WORDS | FEED_TAGS, max_size=60).map("".join))
def test_any_feed(text: str):
    assert read(Kind.FEED, text.encode("utf-8", "surrogatepass"))


@many
@given(st.lists(MAIL_LINES | WORDS, max_size=40).map("\n".join), st.binary(max_size=40))
def test_any_mail(text: str, tail: bytes):
    assert read(Kind.MAIL, text.encode("utf-8", "surrogatepass") + tail)


@many
@given(
    st.binary(max_size=400), st.sampled_from(["a.html", "a.pdf", "a.eml", "a.xml", "a.json", "a"])
)
def test_any_bytes_under_any_name(reading: Reading, content: bytes, name: str):
    raw = RawDocument(name=name, content=content)
    assert sound_or_refused(lambda: reading.read_any(raw), name)


@pytest.mark.parametrize("sample", ["pdf-newsletter.pdf", "pdf-linked-titles.pdf"])
@many
@given(place=st.integers(0, 40_000), piece=st.binary(min_size=1, max_size=30))
def test_any_damaged_pdf(reading: Reading, sample: str, place: int, piece: bytes):
    whole = (PAGES / sample).read_bytes()
    at = place % len(whole)
    damaged = whole[:at] + piece + whole[at + len(piece) :]
    raw = RawDocument(name=sample, content=damaged)
    assert sound_or_refused(lambda: reading.read_any(raw, format="pdf"), sample)


@many
@example("<!-->&nbsp;")
@given(st.lists(WORDS | FEED_TAGS | TAGS, max_size=60).map("".join))
def test_a_mended_feed_is_well_formed(text: str):
    mended = well_formed(repaired(without_prologue(text)))
    ElementTree.fromstring(f"<channel>{mended}</channel>")  # noqa: S314 - made here


@many
@given(st.text(max_size=300) | st.lists(WORDS | TAGS, max_size=40).map("".join))
def test_a_snippet_holds_no_control_characters(text: str):
    found = snippet(text, base="http://a.example/")
    assert found.text == "" or found.text.replace("\n", "").strip() != ""
    found.text.encode()


@many
@given(st.text(max_size=200), st.none() | st.just("https://a.example/b/"))
def test_a_link_is_a_web_link_or_none(href: str, base: str | None):
    link = absolute(href, base)
    assert link is None or untracked(link).startswith(("http://", "https://"))


@many
@given(st.binary(max_size=300), st.none() | st.text(max_size=40))
def test_decoding_never_fails_and_leaves_no_nul(content: bytes, media_type: str | None):
    assert "\x00" not in decode_markup(content, media_type=media_type)


@many
@given(st.binary(max_size=300))
def test_the_kind_of_any_bytes_is_told_or_refused(content: bytes):
    raw = RawDocument(name="any", content=content)
    with contextlib.suppress(UnreadableDocument):
        assert sniff(unpacked(raw)) in Kind


@many
@given(st.text(max_size=200))
def test_any_header_is_decoded(text: str):
    decoded_words(text).encode("utf-8", "surrogateescape")


@many
@given(st.binary(max_size=500))
def test_any_mail_is_taken_apart(content: bytes):
    parse_mail(content)
