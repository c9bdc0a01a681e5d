"""Pages become messages that Telegram takes, whatever stands in them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.telegram.render import render
from briefings.model.pages import (
    Anchor,
    Bullets,
    Button,
    Buttons,
    Divider,
    Faint,
    Group,
    Heading,
    Mono,
    Quote,
    Strong,
    Text,
)
from tests.platforms.telegram.pages import ANY_PAGE, page, para, repeated, rows_of, text_of


def html(*blocks):
    (part,) = render(page(*blocks))
    return text_of(part)


def test_a_briefing_is_drawn_as_html():
    story = Group(
        (
            para("1. ", Anchor("은행 & 앱", "https://example.com/a?b=1&c=2", strong=True)),
            para("첫 문장이다."),
            para(Faint("예시신문 · 1월 4일")),
        )
    )
    (part,) = render(page(Heading("핀테크 브리핑"), story, Bullets(((Text("가"),), (Text("나"),)))))
    assert json.loads(part.payload) == {
        "text": (
            "<b>핀테크 브리핑</b>\n\n"
            '1. <a href="https://example.com/a?b=1&amp;c=2"><b>은행 &amp; 앱</b></a>\n'
            "첫 문장이다.\n"
            "<i>예시신문 · 1월 4일</i>\n\n"
            "• 가\n• 나"
        ),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    assert part.plain == (
        "핀테크 브리핑\n\n1. 은행 & 앱\n첫 문장이다.\n예시신문 · 1월 4일\n\n• 가\n• 나"
    )


def test_quotes_rules_and_words_to_type():
    assert html(Quote("남의 말\n"), Divider(), para("입력: ", Mono("/brief <ai>"))) == (
        "<blockquote>남의 말</blockquote>\n\n———\n\n입력: <code>/brief &lt;ai&gt;</code>"
    )


def test_markup_in_a_title_stays_words():
    assert html(Heading("<script>alert('1 & 2')</script>")) == (
        "<b>&lt;script&gt;alert('1 &amp; 2')&lt;/script&gt;</b>"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://user?id=1",
        "ftp://example.com/",
        "https://localhost/",
        "https://",
        "https:///a",
        "https://a b.example/",
        "https://bank.example@evil.example/",
        "https://example.com:0/",
        "https://example.com:70000/",
        "https://.example.com/",
        "https://[::1]/",
        "example.com",
        "https://example.com/" + "x" * 2048,
        "",
    ],
)
def test_a_link_to_no_web_page_is_plain_words(url):
    assert html(para("가 ", Anchor("나", url), Anchor("다", url, strong=True))) == "가 나<b>다</b>"


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("HTTPS://Example.com", "https://Example.com"),
        ("https://한글.kr/가 나", "https://한글.kr/가%20나"),
        ('https://example.com/?q="a"<b>', "https://example.com/?q=%22a%22%3Cb%3E"),
        ("https://example.com/\u200ba\nb", "https://example.com/a%0Ab"),
        ("http://127.0.0.1:8080/x#y", "http://127.0.0.1:8080/x#y"),
    ],
)
def test_an_odd_address_becomes_a_link_that_holds(url, href):
    assert html(para(Anchor("가", url))) == f'<a href="{href}">가</a>'


def test_unseen_and_turning_characters_go_and_emoji_stay():
    title = "제\u200b목\u202e \u2066뒤\u2069집기\ufeff\x07\u3164 👩\u200d🚀 🏴\U000e0067\U000e007f"
    assert html(Heading(f"{title}\u200d")) == "<b>제목 뒤집기 👩\u200d🚀 🏴\U000e0067\U000e007f</b>"


def test_piles_of_marks_and_of_empty_lines_are_lowered():
    assert html(para("a" + "\u0301" * 40 + "\n\n\n \n\nb")) == "a\u0301\u0301\u0301\n\nb"


def test_a_name_in_a_title_is_no_mention():
    assert html(Heading("(@someone 님) a@b.kr")) == "<b>(@\u2060someone 님) a@b.kr</b>"


def test_half_characters_are_marked():
    assert html(para("a\ud83db")) == "a\ufffdb"


def test_blanks_carry_no_markup_and_ends_carry_no_blanks():
    assert html(para("  \n", Strong("가"), Strong("  "), "나 \n ")) == "<b>가</b>  나"


def test_a_page_of_buttons_alone_says_its_summary():
    (part,) = render(page(Buttons((Button("더", action="more:1"),)), summary="끝 & 시작"))
    assert (text_of(part), part.plain) == ("끝 &amp; 시작", "끝 & 시작")


def test_a_page_that_says_nothing_is_no_message():
    assert render(page(para("\u200b \n"), summary=" ")) == ()


def test_buttons_keep_their_rows_under_the_message():
    story = Group(
        (para("가"), Buttons((Button("1 자세히", "detail:1:1"), Button("1 출처", "s:1"))))
    )
    (part,) = render(page(story, Buttons((Button("더 보기", action="more:1"),))))
    assert rows_of(part) == [
        [
            {"text": "1 자세히", "callback_data": "detail:1:1"},
            {"text": "1 출처", "callback_data": "s:1"},
        ],
        [{"text": "더 보기", "callback_data": "more:1"}],
    ]


def test_a_row_too_wide_for_a_telephone_is_broken_evenly():
    buttons = Buttons(tuple(Button(f"단추 {number}", f"a:{number}") for number in range(4)))
    (part,) = render(page(para("가"), buttons))
    assert [len(row) for row in rows_of(part)] == [2, 2]


def test_a_button_that_telegram_would_refuse_is_left_out():
    fine = Button("가 " * 60, action="가" * 21)
    bad = (
        Button("나", action="가" * 22),
        Button("다", action=""),
        Button("\u200b", action="a"),
        Button("라", url="javascript:1"),
        Button("마"),
    )
    (part,) = render(page(para("가"), Buttons((fine, *bad))))
    assert rows_of(part) == [[{"text": "가 " * 23 + "가…", "callback_data": "가" * 21}]]


def test_a_button_may_lead_to_a_web_page():
    (part,) = render(page(para("가"), Buttons((Button("원문", url="https://example.com/"),))))
    assert rows_of(part) == [[{"text": "원문", "url": "https://example.com/"}]]


def test_a_keyboard_larger_than_telegram_takes_loses_its_last_rows():
    rows = tuple(Buttons((Button(f"{n} " + "가" * 40, f"detail:{n}"),)) for n in range(120))
    (part,) = render(page(para("가"), *rows))
    kept = rows_of(part)
    assert (kept[0][0]["callback_data"], 30 < len(kept) <= 100) == ("detail:0", True)


def test_a_long_page_is_split_between_stories_and_numbered():
    stories = tuple(Group((para(Strong(f"{n}"), "가" * 1500),)) for n in range(5))
    buttons = Buttons((Button("더", action="more:1"),))
    parts = render(page(*stories, buttons))
    assert [text_of(part)[-5:] for part in parts] == ["(1/3)", "(2/3)", "(3/3)"]
    assert [len(part.plain) for part in parts] == [3011, 3011, 1508]
    assert ["reply_markup" in json.loads(part.payload) for part in parts] == [False, False, True]


def test_exactly_the_limit_is_one_message():
    assert len(render(page(para("가" * 4096)))) == 1
    assert len(render(page(para("가" * 4097)))) == 2


def test_characters_beyond_the_basic_plane_count_twice():
    assert len(render(page(para("🚀" * 2048)))) == 1
    assert len(render(page(para("🚀" * 2049)))) == 2


def test_the_raw_limit_counts_markup():
    links = tuple(para(Anchor(f"{n}", f"https://example.com/{n}?" + "&" * 1000)) for n in range(10))
    parts = render(page(*links))
    assert [len(text_of(part).encode()) <= 32_768 for part in parts] == [True, True]


def test_beyond_a_hundred_entities_links_come_first():
    bold = tuple(para(Strong("가"), " ", Anchor("나", "https://example.com/")) for _ in range(60))
    (part,) = render(page(*bold))
    assert (text_of(part).count("<a "), text_of(part).count("<b>")) == (60, 40)


def test_more_than_a_hundred_links_are_split_so_that_none_is_lost():
    links = tuple(para(Anchor("가", f"https://example.com/{n}")) for n in range(130))
    assert [text_of(part).count("<a ") for part in render(page(*links))] == [100, 30]


def test_a_title_of_five_thousand_characters_is_kept_whole():
    parts = render(page(Heading("긴 제목 " * 1000)))
    shown = " ".join(part.plain.rpartition("\n\n(")[0] for part in parts)
    assert shown.split() == ["긴", "제목"] * 1000


@settings(deadline=None)
@given(ANY_PAGE)
def test_every_part_of_any_page_is_within_the_limits(any_page):
    for part in render(any_page):
        assert 0 < len(part.plain.encode("utf-16-le")) // 2 <= 4096
        assert len(text_of(part).encode()) <= 32_768
        assert part.plain == part.plain.strip()


@settings(max_examples=30, deadline=None)
@given(ANY_PAGE, st.integers(8, 24))
def test_every_part_of_a_long_page_is_within_the_limits(any_page, times):
    for part in render(repeated(any_page, times)):
        assert 0 < len(part.plain.encode("utf-16-le")) // 2 <= 4096
