"""Pages of every shape, and short ways to write one in a test."""

from __future__ import annotations

import json

from hypothesis import strategies as st

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
    MessagePart,
    Mono,
    Page,
    Paragraph,
    Quote,
    Strong,
    Text,
)


def page(*blocks: Block, summary: str = "요약", language: Language = Language.KOREAN) -> Page:
    return Page(blocks=blocks, summary=summary, language=language)


def para(*inlines: Text | Strong | Faint | Mono | Anchor | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines))


def text_of(part: MessagePart) -> str:
    return str(json.loads(part.payload)["text"])


def rows_of(part: MessagePart) -> list[list[dict[str, str]]]:
    return json.loads(part.payload)["reply_markup"]["inline_keyboard"]


NASTY = st.text(
    st.one_of(
        st.sampled_from("<>&\"'`/\\@#_*[]()~|{}!.-+=$ \n\t가나다라 abc123"),
        st.sampled_from("\u200b\u200d\u202e\ufeff\u2028\r\x00\u0301\u0333\u3164👩🚀🇰🇷🏴\U000e0067"),
        st.characters(),
    ),
    max_size=60,
)
_MARKUP = st.sampled_from(
    ["<b>", "</b>", "<a href=", "<script>", "&lt;", "&#0;", "&nbsp;", "@channel", "<br/>", "-->"]
)
WORDS = st.one_of(NASTY, st.lists(st.one_of(NASTY, _MARKUP), max_size=4).map("".join))
URLS = st.one_of(
    st.sampled_from(
        [
            "https://example.com/a?b=1&c=\"d'",
            "http://한글.kr/가 나",
            "javascript:alert(1)",
            "https://localhost/x",
            "tg://user?id=1",
            "https://a.example/" + "x" * 3000,
        ]
    ),
    NASTY.map(lambda rest: f"https://news.example.com/{rest}"),
    NASTY.map(lambda host: f"https://{host}/"),
    NASTY,
)
_INLINES = st.one_of(
    st.builds(Text, WORDS),
    st.builds(Strong, WORDS),
    st.builds(Faint, WORDS),
    st.builds(Mono, WORDS),
    st.builds(Anchor, WORDS, URLS, st.booleans()),
)
_LINES = st.lists(_INLINES, max_size=5).map(tuple)
_LABELS = st.one_of(st.just("자세히"), NASTY)
_ACTIONS = st.one_of(st.none(), st.just("detail:12:3"), NASTY)
_BUTTONS = st.builds(Button, _LABELS, _ACTIONS, st.one_of(st.none(), URLS))
_LEAVES = st.one_of(
    st.builds(Heading, WORDS),
    st.builds(Paragraph, _LINES),
    st.builds(Bullets, st.lists(_LINES, max_size=5).map(tuple)),
    st.builds(Quote, WORDS),
    st.builds(Divider),
    st.builds(Buttons, st.lists(_BUTTONS, max_size=5).map(tuple)),
)
_BLOCKS = st.lists(
    st.recursive(_LEAVES, lambda some: st.builds(Group, st.lists(some, max_size=4).map(tuple))),
    max_size=8,
).map(tuple)

ANY_PAGE = st.builds(Page, blocks=_BLOCKS, summary=WORDS, language=st.sampled_from(list(Language)))


def repeated(short: Page, times: int) -> Page:
    return Page(blocks=short.blocks * times, summary=short.summary, language=short.language)
