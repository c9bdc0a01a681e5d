"""The small laws: charsets, dates, links, snippets, headers."""

from datetime import date

import pytest

from briefings.collect.feed_dates import plausible, read_date
from briefings.collect.feed_repair import repaired, without_prologue
from briefings.collect.html_charset import decode_markup
from briefings.collect.html_links import absolute, shared_parameters, untracked
from briefings.collect.html_snippet import Snippet, one_line, snippet
from briefings.collect.mail_parts import decoded_words
from briefings.model.times import Published


@pytest.mark.parametrize(
    ("content", "media_type", "text"),
    [
        ("한글".encode(), None, "한글"),
        ("한글".encode("utf-8-sig"), None, "한글"),
        ("한글 <p>".encode("utf-16"), None, "한글 <p>"),
        ("<p>a plain page</p>".encode("utf-16-le"), None, "<p>a plain page</p>"),
        ("<p>a plain page</p>".encode("utf-16-be"), None, "<p>a plain page</p>"),
        ("<p>똠방각하</p>".encode("cp949"), "text/html; charset=euc-kr", "<p>똠방각하</p>"),
        (
            '<meta charset="ks_c_5601-1987">한글'.encode("cp949"),
            None,
            '<meta charset="ks_c_5601-1987">한글',
        ),
        ('<meta charset="euc-kr">한글'.encode(), None, '<meta charset="euc-kr">한글'),
        ("<p>한글만 있다</p>".encode("cp949"), None, "<p>한글만 있다</p>"),
        ("<p>한글만 있다</p>".encode("cp949"), "text/html; charset=nonsense", "<p>한글만 있다</p>"),
        (
            "caf\u00e9 na\u00efve".encode("latin-1"),
            "text/html; charset=iso-8859-1",
            "caf\u00e9 na\u00efve",
        ),
        (
            "한글이 이어진다 ".encode() * 4 + b"\xed\x95" + "끝".encode(),
            None,
            "한글이 이어진다 " * 4 + "\ufffd끝",
        ),
        (
            "한글이 이어진다 ".encode() * 9 + "섞임".encode("cp949"),
            None,
            "한글이 이어진다 " * 9 + "섞임",
        ),
        (b"it\x00s", None, "its"),
    ],
)
def test_markup_is_decoded_whatever_it_claims(content: bytes, media_type: str | None, text: str):
    assert decode_markup(content, media_type=media_type) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Mon, 04 Jan 2021 09:00:00 +0900", "2021-01-04T09:00:00+09:00"),
        ("Mon, 04 Jan 2021 09:00:00 GMT", "2021-01-04T09:00:00+00:00"),
        ("4 Jan 21 9:05 KST", "2021-01-04T09:05:00+09:00"),
        ("월, 04 1월 2021 09:00:00 +0900", "2021-01-04T09:00:00+09:00"),
        ("2021-01-04T09:00:00Z", "2021-01-04T09:00:00+00:00"),
        ("2021-01-04T09:00:00.123+0900", "2021-01-04T09:00:00.123000+09:00"),
        ("2021-01-04 09:00:00", "2021-01-04T09:00:00+09:00"),
        ("2021-01-04", "2021-01-04"),
        ("2021-01", "2021-01"),
        ("20210104", "2021-01-04"),
        ("2021년 1월 4일(월) 오후 3:05", "2021-01-04T15:05:00+09:00"),
        ("2021.01.04 24:00", "2021-01-05T00:00:00+09:00"),
        ("January 4, 2021", "2021-01-04"),
        ("Mon Jan  4 09:00:00 KST 2021", "2021-01-04T09:00:00+09:00"),
    ],
)
def test_a_date_is_read_as_it_is_written(text: str, read: str):
    found = read_date(text)
    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize("text", ["", "soon", "2021", "2021-13-01", "2021-02-30", "99:99", "어제"])
def test_what_is_no_date_is_none(text: str):
    assert read_date(text) is None


def test_a_time_without_a_zone_is_only_a_day_outside_korea():
    assert read_date("2021-01-04 09:00", korean=False) == Published.on(date(2021, 1, 4))


@pytest.mark.parametrize(
    ("day", "true"),
    [
        (date(1970, 1, 1), False),
        (date(2021, 1, 4), True),
        (date(2021, 1, 5), True),
        (date(2021, 1, 6), False),
    ],
)
def test_dates_before_feeds_and_after_tomorrow_cannot_be(day: date, true: bool):
    assert plausible(Published.on(day), date(2021, 1, 4)) is true


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://a.example/x?utm_source=n&id=5&fbclid=z", "https://a.example/x?id=5"),
        ("https://a.example/x?utm_source=n", "https://a.example/x"),
        ("https://a.example/x?id=5#part", "https://a.example/x?id=5#part"),
        ("https://a.example/x?ref=weekly.example&id=5", "https://a.example/x?id=5"),
        ("https://a.example/x?ref=heads/main", "https://a.example/x?ref=heads/main"),
        ("https://a.example/x?abc_source=mail", "https://a.example/x"),
        (
            "https://click.m.example/t?u=https%3A%2F%2Fa.example%2F1%3Futm_medium%3De",
            "https://a.example/1",
        ),
        ("https://m.example/redirect?to=https://b.example/2&k=1", "https://b.example/2"),
        ("https://t.m.example/CL0/https:%2F%2Fa.example%2F3/1/abc", "https://a.example/3"),
        ("https://a.example/search?q=https", "https://a.example/search?q=https"),
        (
            "https://a.example/login?url=https://b.example",
            "https://a.example/login?url=https://b.example",
        ),
        (
            "https://web.example/web/2020/https://a.example/",
            "https://web.example/web/2020/https://a.example/",
        ),
        ("https://a.example/한글?q=가나", "https://a.example/한글?q=가나"),
    ],
)
def test_links_are_freed_of_what_only_counts_clicks(url: str, clean: str):
    assert untracked(url) == clean


def test_what_links_to_three_sites_carry_alike_was_put_there_by_the_letter():
    urls = [f"https://{name}.example/?id={name}&v=7&n=12" for name in ("a", "b", "c")]
    urls += ["https://a.example/2?v=7", "https://a.example/3?lang=ko"]
    assert shared_parameters(urls) == {"v=7", "n=12"}
    assert shared_parameters(urls[:2]) == frozenset()


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("/a?b=1&c=2", "https://s.example/a?b=1&c=2"),
        ("//o.example/x", "https://o.example/x"),
        (" \n/a\n", "https://s.example/a"),
        ("http://o.example/(x)", "http://o.example/(x)"),
        ("#top", None),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("file:///etc/passwd", None),
        ("http://[", None),
        ("", None),
        ("/" + "x" * 3000, None),
    ],
)
def test_a_link_is_absolute_or_none(href: str, link: str | None):
    assert absolute(href, "https://s.example/dir/page") == link


@pytest.mark.parametrize(
    ("html", "text", "links"),
    [
        ("<p>하나.</p><p>둘 &amp; 셋</p>", "하나.\n둘 & 셋", ()),
        ("a<br>b<br/>c", "a\nb\nc", ()),
        ("<script>if (a<b) alert('x')</script>글<style>p{}</style>", "글", ()),
        ("<!-- 숨김 -->보임<!-- 끝 없음", "보임", ()),
        (
            "<a href=\"/x?a=1&amp;b=2\">여기</a> 그리고 <a href='#'>위</a>",
            "여기 그리고 위",
            ("https://s.example/x?a=1&b=2",),
        ),
        ("줄 하나\n줄 둘", "줄 하나\n줄 둘", ()),
        ("3 < 4 & 5 > 2", "3 < 4 & 5 > 2", ()),
        ("<td>가</td><td>나</td>", "가 나", ()),
        ("한\u200b글\x07", "한글", ()),
        ("<img src='x' onerror='alert(1)'>", "", ()),
    ],
)
def test_a_snippet_is_what_a_reader_would_see(html: str, text: str, links: tuple[str, ...]):
    assert snippet(html, base="https://s.example/") == Snippet(text=text, links=links)


def test_a_title_is_one_line():
    assert one_line(" <b>새</b>\n 앱 &amp; 결제 ") == "새 앱 & 결제"


def test_mending_touches_only_what_is_broken():
    assert repaired("<t>A & B &amp; C &nbsp;&#0; 1 < 2<![CDATA[x & y]]></t>") == (
        "<t>A &amp; B &amp; C \xa0 1 &lt; 2<![CDATA[x & y]]></t>"
    )


def test_a_document_type_is_taken_away_with_its_entities():
    text = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a \"]>\"> <!ENTITY b SYSTEM 'file:///x'>]><r>&a;</r>"
    assert without_prologue(text) == "<r>&a;</r>"


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("=?utf-8?B?7JWI64WV?= =?utf-8?B?7ZWY7IS47JqU?=", "안녕하세요"),
        ("=?utf-8?B?7JWI64U=?= =?utf-8?B?le2VmA==?=", "안녕하"),
        ("=?euc-kr?B?vsiz5w==?= x", "안녕 x"),
        ("=?UTF-8?Q?The_Ledger=3A_robots?=", "The Ledger: robots"),
        ("[주간] =?utf-8?Q?=EC=83=88?= 소식", "[주간] 새 소식"),
        ("plain", "plain"),
        ("=?x?B?broken", "=?x?B?broken"),
    ],
)
def test_encoded_words_are_read_together(header: str, text: str):
    assert decoded_words(header) == text
