"""Pages become Block Kit that shows exactly their words, within every limit, and pings nobody."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.slack.blocks import MAX_BLOCKS, MAX_MESSAGE_CHARS
from bot.platforms.slack.render import render, without_sharing
from briefings.model.languages import Language
from briefings.model.pages import (
    Anchor,
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Faint,
    Group,
    Heading,
    Mono,
    Page,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from tests.platforms.slack.desks import page
from tests.standins.slack_blocks import (
    BlockCheck,
    badly_escaped,
    mrkdwn_texts,
    pings,
    shown_texts,
)

HOSTILE = "<!channel> <@U1> <script>alert('&amp;')</script> *b* _i_ ~s~ `c` ```p``` :100: a|b @here"


def drawn(*blocks: Block | str) -> list[dict]:
    (part,) = render(page(*blocks))
    return json.loads(part.payload)["blocks"]


def mrkdwn(text: str) -> dict:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(text: str) -> dict:
    return {"type": "section", "text": mrkdwn(text)}


def rich(*elements: dict, kind: str = "rich_text_section") -> dict:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def test_a_message_is_the_exact_parameters_of_a_post():
    (part,) = render(page(Heading("핀테크 브리핑"), "첫 문장.", summary="핀테크 & 은행"))
    assert json.loads(part.payload) == {
        "text": "핀테크 &amp; 은행",
        "blocks": [
            {
                "type": "header",
                "text": {"type": "plain_text", "text": "핀테크 브리핑", "emoji": False},
            },
            section("첫 문장."),
        ],
        "unfurl_links": False,
        "unfurl_media": False,
    }
    assert part.plain == "핀테크 브리핑\n\n첫 문장."


def test_a_story_is_one_section_with_its_source_below_and_its_buttons():
    story = Group(
        (
            Paragraph((Strong("1. "), Anchor("은행 앱 개편", "https://a.example/1?x=1&y=2", True))),
            Paragraph((Text("은행이 앱을 고쳤다."),)),
            Paragraph((Faint("소식지 · 1월 5일"),)),
            Buttons((Button("1 자세히", "detail:7:1"), Button("원문", None, "https://a.example"))),
        )
    )
    plain = {"type": "plain_text", "emoji": False}
    assert drawn(story) == [
        section("*1.* *<https://a.example/1?x=1&amp;y=2|은행 앱 개편>*\n은행이 앱을 고쳤다."),
        {"type": "context", "elements": [mrkdwn("소식지 · 1월 5일")]},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": plain | {"text": "1 자세히"},
                    "action_id": "press-1",
                    "value": "detail:7:1",
                },
                {
                    "type": "button",
                    "text": plain | {"text": "원문"},
                    "action_id": "link-2",
                    "url": "https://a.example",
                },
            ],
        },
    ]


@pytest.mark.parametrize(
    ("inlines", "expected"),
    [
        ((Text("a & b < c > d"),), "a &amp; b &lt; c &gt; d"),
        ((Strong("굵게 "), Text("보통")), "*굵게* 보통"),
        ((Faint(" — 소식지"),), " — 소식지"),
        ((Text("x"), Faint(" — 소식지")), "x _— 소식지_"),
        ((Text("치세요: "), Mono("/brief fintech")), "치세요: `/brief fintech`"),
        ((Anchor("제목", "https://a.example/a b|c>d"),), "<https://a.example/a%20b%7Cc%3Ed|제목>"),
        ((Anchor("제목", "javascript:alert(1)"),), "제목"),
        ((Anchor("제목", "https://[bad"),), "제목"),
        ((Anchor("제목", "https://a.example/" + "x" * 3000),), "제목"),
        ((Text("snake_case 하나"),), "snake_case 하나"),
    ],
)
def test_words_are_written_in_slacks_markup(inlines: tuple, expected: str):
    (block,) = drawn(Paragraph(inlines))
    texts = [block["text"]] if block["type"] == "section" else block["elements"]
    assert texts == [mrkdwn(expected)]


@pytest.mark.parametrize(
    "text",
    [
        "*중요* 소식",
        "a_b_c",
        "~취소~",
        "`code`",
        "> 인용이 아니다",
        "첫 줄\n > 둘째 줄",
        ":100: 점",
        "10:30:45",
    ],
)
def test_words_that_slack_would_read_as_markup_are_drawn_as_rich_text(text: str):
    assert drawn(text) == [rich({"type": "text", "text": text})]


@pytest.mark.parametrize(
    ("inlines", "expected"),
    [
        (
            (Strong("핀테크"), Text("는 자란다")),
            [
                {"type": "text", "text": "핀테크", "style": {"bold": True}},
                {"type": "text", "text": "는 자란다"},
            ],
        ),
        (
            (Strong("별 * 하나"),),
            [{"type": "text", "text": "별 * 하나", "style": {"bold": True}}],
        ),
        (
            (Mono("a`b"),),
            [{"type": "text", "text": "a`b", "style": {"code": True}}],
        ),
        (
            (Anchor("가|나", "https://a.example", True),),
            [
                {
                    "type": "link",
                    "url": "https://a.example",
                    "text": "가|나",
                    "style": {"bold": True},
                }
            ],
        ),
        (
            (Text("앞 "), Faint("두\n줄")),
            [
                {"type": "text", "text": "앞 "},
                {"type": "text", "text": "두\n줄", "style": {"italic": True}},
            ],
        ),
    ],
)
def test_marks_that_would_not_hold_become_styles(inlines: tuple, expected: list):
    assert drawn(Paragraph(inlines)) == [rich(*expected)]


def test_bullets_quotes_and_rules_are_drawn():
    assert drawn(
        Bullets(((Text("하나"),), (Text("둘"),))), Divider(), Quote("그가 말했다\n이렇게")
    ) == [section("• 하나\n• 둘"), {"type": "divider"}, section("> 그가 말했다\n> 이렇게")]


def test_bullets_and_quotes_with_marks_keep_their_words():
    listed = {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "*하나*"}]},
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "둘"}]},
        ],
    }
    assert drawn(Bullets(((Text("*하나*"),), (Text("둘"),))), Quote("_그_")) == [
        {"type": "rich_text", "elements": [listed]},
        rich({"type": "text", "text": "_그_"}, kind="rich_text_quote"),
    ]


def test_what_shows_nothing_is_left_out_and_an_empty_page_says_its_summary():
    nothing = (Heading(" "), Paragraph((Text("\u200b\n"),)), Bullets(((Text(""),),)), Quote(""))
    assert drawn(*nothing, Buttons((Button("x"),))) == [section("요약")]
    assert render(page(*nothing, summary=" ")) == ()


def test_a_page_without_summary_is_announced_by_its_words():
    (part,) = render(page(Heading("제목"), "본문", summary=""))
    assert json.loads(part.payload)["text"] == "제목 본문"


def test_a_heading_too_long_for_a_header_becomes_bold_words():
    text = "가" * 151
    assert drawn(Heading(text)) == [section(f"*{text}*")]


def test_more_than_five_buttons_make_more_rows_with_ids_of_their_own():
    rows = drawn(Buttons(tuple(Button(f"{n}", f"detail:1:{n}") for n in range(1, 8))))
    assert [len(row["elements"]) for row in rows] == [5, 2]
    assert len({one["action_id"] for row in rows for one in row["elements"]}) == 7


def test_a_button_with_a_long_or_an_empty_label_is_still_a_button():
    (row,) = drawn(Buttons((Button("가" * 200, "more:1"), Button("\u200b", "more:2"))))
    labels = [one["text"]["text"] for one in row["elements"]]
    assert labels == ["가" * 74 + "…", "…"]


def test_a_paragraph_too_long_for_a_section_is_cut_between_sentences_without_loss():
    text = " ".join(f"{n}번째 문장은 여기서 끝난다." for n in range(400))
    blocks = drawn(text)
    assert all(len(block["text"]["text"]) <= 3000 for block in blocks)
    assert "".join(block["text"]["text"] for block in blocks) == text
    assert all(block["text"]["text"].rstrip().endswith("끝난다.") for block in blocks)


def test_a_page_too_long_for_a_message_is_split_between_stories_and_numbered():
    stories = [
        Group((Paragraph((Strong(f"{n}. 소식"),)), Paragraph((Text(f"{n} " + "내용 " * 400),))))
        for n in range(1, 15)
    ]
    parts = [json.loads(part.payload) for part in render(page(Heading("긴 브리핑"), *stories))]
    assert [part["text"] for part in parts] == ["요약 (1/2)", "요약 (2/2)"]
    assert [part["blocks"][-1]["elements"][0]["text"] for part in parts] == ["(1/2)", "(2/2)"]
    firsts = [block["text"]["text"].split("\n")[0] for block in parts[1]["blocks"][:-1]]
    assert firsts[0] in [f"*{n}. 소식*" for n in range(2, 15)]


def test_a_page_of_too_many_blocks_is_split():
    parts = render(page(*(f"{n}번" for n in range(120))))
    assert [len(json.loads(part.payload)["blocks"]) for part in parts] == [50, 50, 23]


def test_a_share_button_goes_where_all_see_the_page_anyway():
    both = Buttons((Button("더", "more:1"), Button("공유", "share:1")))
    only = Buttons((Button("공유", "share:1"),))
    assert without_sharing(page("글", Group((both,)), only)) == page(
        "글", Group((Buttons((Button("더", "more:1"),)),))
    )


def joined_words(parts: list[dict]) -> str:
    texts = [text for part in parts for text in shown_texts(part["blocks"])]
    plain = "".join(texts).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return "".join(plain.split())


TEXTS = st.one_of(
    st.text(max_size=80),
    st.sampled_from([HOSTILE, "> " + HOSTILE, "\ud800x", " "]),
    st.sampled_from(["가나다 ", "🇰🇷👩‍👩‍👧", "<&>", "*"]).map(lambda some: some * 500),
)
URLS = st.one_of(
    st.sampled_from(["https://a.example/?a=1&b=<x>|y", "http://", "ftp://a", "https://b.example"]),
    st.text(max_size=30).map("https://".__add__),
)
INLINES = st.one_of(
    st.builds(Text, TEXTS),
    st.builds(Strong, TEXTS),
    st.builds(Faint, TEXTS),
    st.builds(Mono, TEXTS),
    st.builds(Anchor, TEXTS, URLS, st.booleans()),
)
LINES = st.lists(INLINES, max_size=4).map(tuple)
BUTTONS = st.builds(
    Button, TEXTS, st.one_of(st.none(), st.just("detail:1:2")), st.one_of(st.none(), URLS)
)
BLOCKS = st.recursive(
    st.one_of(
        st.builds(Heading, TEXTS),
        st.builds(Paragraph, LINES),
        st.builds(Bullets, st.lists(LINES, max_size=4).map(tuple)),
        st.builds(Quote, TEXTS),
        st.just(Divider()),
        st.builds(Buttons, st.lists(BUTTONS, max_size=8).map(tuple)),
    ),
    lambda inner: st.builds(Group, st.lists(inner, max_size=4).map(tuple)),
    max_leaves=6,
)


@settings(max_examples=30, deadline=None)
@given(st.lists(BLOCKS, max_size=5), TEXTS)
def test_no_page_ever_breaks_a_limit_or_pings_anybody(blocks: list[Block], summary: str):
    parts = [
        json.loads(part.payload)
        for part in render(Page(blocks=tuple(blocks), summary=summary, language=Language.KOREAN))
    ]
    checks = [BlockCheck(part["blocks"]) for part in parts]
    assert [fault for check in checks for fault in check.faults] == []
    assert all(check.characters <= MAX_MESSAGE_CHARS for check in checks)
    assert all(1 <= len(part["blocks"]) <= MAX_BLOCKS for part in parts)
    texts = [text for part in parts for text in (part["text"], *mrkdwn_texts(part["blocks"]))]
    assert not any(badly_escaped(text) for text in texts)
    assert [ping for part in parts for ping in pings(part["text"], part["blocks"])] == []
    assert all(part["text"].strip() and len(part["text"]) < 4000 for part in parts)


@settings(max_examples=30, deadline=None)
@given(st.text("가나 *_~`>:<&|\n@!.", min_size=1, max_size=60).filter(str.strip))
def test_every_word_of_others_is_shown_as_it_is(text: str):
    parts = [json.loads(part.payload) for part in render(page(Paragraph((Text(text),))))]
    assert joined_words(parts) == "".join(text.split())
