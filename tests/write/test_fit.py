"""A page is split so that no word is lost and every part fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.languages import Language
from briefings.model.pages import (
    Anchor,
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Group,
    Heading,
    Inline,
    Page,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from briefings.write.borders import cut_before, is_border
from briefings.write.fit import fit, fit_blocks


def words(blocks: tuple[Block, ...]) -> str:
    return "".join(map(_block_words, blocks))


def _block_words(block: Block) -> str:
    match block:
        case Heading(text) | Quote(text):
            return text
        case Paragraph(inlines):
            return _line_words(inlines)
        case Bullets(lines):
            return "".join(map(_line_words, lines))
        case Group(blocks):
            return words(blocks)
        case Buttons(buttons):
            return "".join(button.label for button in buttons)
        case Divider():
            return ""


def _line_words(inlines: tuple[Inline, ...]) -> str:
    return "".join(inline.text for inline in inlines)


def at_most(limit: int):
    return lambda blocks: len(words(blocks)) <= limit


def para(text: str) -> Paragraph:
    return Paragraph((Text(text),))


inline_texts = st.text(st.sampled_from("가나 .\n다!a\u0301👩\u200d🚀🇰🇷\U0001f3fd"), max_size=12)
inlines = st.one_of(
    st.builds(Text, inline_texts),
    st.builds(Strong, inline_texts),
    st.builds(Anchor, inline_texts, st.just("https://example.com/a")),
)
lines = st.lists(inlines, max_size=4).map(tuple)
leaves = st.one_of(
    st.builds(Heading, inline_texts),
    st.builds(Paragraph, lines),
    st.builds(Bullets, st.lists(lines, max_size=4).map(tuple)),
    st.builds(Quote, inline_texts),
    st.builds(Divider),
)
blocks_of_all_kinds = st.lists(
    st.recursive(leaves, lambda some: st.builds(Group, st.lists(some, max_size=4).map(tuple))),
    max_size=8,
).map(tuple)


@given(blocks=blocks_of_all_kinds, limit=st.integers(1, 40))
def test_no_word_is_lost_none_changes_place_and_every_part_fits(blocks, limit):
    parts = fit_blocks(blocks, at_most(limit))
    assert "".join(map(words, parts)) == words(blocks)
    assert [part for part in parts if len(words(part)) > limit] == []


@given(blocks=blocks_of_all_kinds, limit=st.integers(1, 40))
def test_splitting_again_changes_nothing(blocks, limit):
    parts = fit_blocks(blocks, at_most(limit))
    assert tuple(fit_blocks(part, at_most(limit)) for part in parts) == tuple(
        (part,) for part in parts
    )


@given(st.lists(inline_texts.filter(bool), min_size=1, max_size=8), st.integers(12, 40))
def test_a_story_that_fits_a_message_is_never_broken(texts, limit):
    stories = tuple(Group((para(text),)) for text in texts)
    parts = fit_blocks(stories, at_most(limit))
    assert tuple(story for part in parts for story in part) == stories


@given(st.text(max_size=60), st.integers(1, 60))
def test_a_cut_is_never_behind_the_room_and_always_makes_progress(text, room):
    at = cut_before(text, room)
    assert min(1, len(text)) <= at <= min(room, len(text))


@given(
    st.lists(
        st.sampled_from(["가", "e\u0301", "👩\u200d🚀", "🇰🇷", "👍🏽", "각", " ", "❤\ufe0f"]),
        min_size=1,
        max_size=20,
    ),
    st.integers(3, 30),
)
def test_what_people_see_as_one_character_stays_whole(characters, room):
    text = "".join(characters)
    borders = {len("".join(characters[:count])) for count in range(len(characters) + 1)}
    assert cut_before(text, room) in borders


def test_a_page_that_fits_is_one_part():
    page = Page(blocks=(Heading("가"), para("나")), summary="", language=Language.KOREAN)
    assert fit(page, at_most(2)) == ((Heading("가"), para("나")),)


def test_an_empty_page_is_no_part():
    assert fit_blocks((), at_most(1)) == ()


def test_a_page_over_the_limit_is_split_between_stories():
    stories = tuple(Group((Heading(str(number)), para("가" * 9))) for number in range(4))
    assert fit_blocks(stories, at_most(20)) == (stories[:2], stories[2:])


def test_a_heading_goes_with_what_follows_it():
    blocks = (para("가" * 8), Heading("나"), para("다" * 5))
    assert fit_blocks(blocks, at_most(10)) == (blocks[:1], blocks[1:])


def test_a_heading_never_stands_alone_where_its_text_can_be_cut():
    blocks = (Heading("제목"), para("가나 다라 마바 사"))
    assert fit_blocks(blocks, at_most(10)) == (
        (Heading("제목"), para("가나 다라 마바")),
        (para(" 사"),),
    )


def test_a_heading_alone_at_the_end_of_a_story_is_carried_over():
    story = Group((para("가" * 8), Heading("나"), para("다" * 8)))
    assert fit_blocks((story,), at_most(10)) == (
        (Group((para("가" * 8),)),),
        (Group((Heading("나"), para("다" * 8))),),
    )


def test_a_long_paragraph_is_cut_after_a_sentence():
    text = "첫째 문장이다. 둘째 문장이다. 셋째 문장이다."
    assert fit_blocks((para(text),), at_most(20)) == (
        (para("첫째 문장이다. 둘째 문장이다. "),),
        (para("셋째 문장이다."),),
    )


def test_a_line_end_is_a_better_place_than_a_sentence_end():
    assert cut_before("하나다. 둘이고\n셋이다. 넷", 14) == len("하나다. 둘이고\n")


def test_words_stay_whole_where_no_sentence_ends():
    assert cut_before("alpha beta gamma", 12) == len("alpha beta ")


def test_a_long_list_is_split_between_its_lines():
    entries = tuple((Text("가" * 4),) for _ in range(3))
    assert fit_blocks((Bullets(entries),), at_most(9)) == (
        (Bullets(entries[:2]),),
        (Bullets(entries[2:]),),
    )


def test_the_rest_of_a_cut_line_is_no_new_point():
    bullets = Bullets(((Text("가" * 12),), (Text("나"),)))
    assert fit_blocks((bullets,), at_most(10)) == (
        (Bullets(((Text("가" * 10),),)),),
        (Paragraph((Text("가" * 2),)), Bullets(((Text("나"),),))),
    )


def test_bold_and_links_go_on_behind_a_cut():
    block = Paragraph((Strong("가" * 6), Anchor("나" * 6, "https://example.com/")))
    assert fit_blocks((block,), at_most(8)) == (
        (Paragraph((Strong("가" * 6), Anchor("나" * 2, "https://example.com/"))),),
        (Paragraph((Anchor("나" * 4, "https://example.com/"),)),),
    )


def test_a_rule_at_the_edge_of_a_part_is_dropped():
    blocks = (Divider(), para("가" * 5), Divider(), para("나" * 5), Divider())
    assert fit_blocks(blocks, at_most(5)) == ((para("가" * 5),), (para("나" * 5),))


def test_a_link_that_leaves_no_room_becomes_plain_words():
    def short_links_only(blocks):
        return "https://example.com/long" not in repr(blocks) and at_most(3)(blocks)

    line = (Text("가"), Anchor("나다", "https://example.com/long"))
    assert fit_blocks((Bullets((line,)),), short_links_only) == (
        (Bullets(((Text("가"),),)),),
        (Paragraph((Text("나다"),)),),
    )


def test_only_the_link_that_is_in_the_way_becomes_plain_words():
    def no_long_link_first(blocks):
        return not repr(blocks).startswith(
            "(Group(blocks=(Paragraph(inlines=(Anchor(text='가"
        ) and (at_most(4)(blocks))

    monster = Anchor("가나", "https://example.com/long", strong=True)
    story = Group((Paragraph((monster, Anchor("다라마", "https://example.com/"))),))
    assert fit_blocks((story,), no_long_link_first) == (
        (Group((Paragraph((Strong("가나"), Anchor("다라", "https://example.com/"))),)),),
        (Group((Paragraph((Anchor("마", "https://example.com/"),)),)),),
    )


def test_a_rule_that_fits_nowhere_becomes_the_edge_of_a_part():
    blocks = (para("가"), Divider(), para("나"))
    parts = fit_blocks(blocks, lambda some: Divider() not in some)
    assert parts == ((para("가"),), (para("나"),))


def test_a_quote_is_cut_into_quotes():
    assert fit_blocks((Quote("가나다라"),), at_most(3)) == ((Quote("가나다"),), (Quote("라"),))


def test_too_many_buttons_are_split_too():
    buttons = tuple(Button(str(number), action=f"a{number}") for number in range(5))
    assert fit_blocks((Buttons(buttons),), at_most(3)) == (
        (Buttons(buttons[:3]),),
        (Buttons(buttons[3:]),),
    )


def test_a_character_of_many_marks_longer_than_the_room_is_cut_all_the_same():
    assert cut_before("a" + "\u0301" * 50, 10) == 10


def test_a_limit_without_room_for_a_single_character_is_an_error():
    with pytest.raises(ValueError, match="no room"):
        fit_blocks((para("가"),), at_most(0))


@pytest.mark.parametrize(
    ("pair", "border"),
    [
        ("ab", True),
        ("가나", True),
        ("\r\n", False),
        ("\u1100\u1161", False),
        ("\u1161\u11a8", False),
        ("\u1100\u1100", False),
        ("\u11a8\u11a8", False),
        ("가\u11a8", False),
        ("각\u1161", True),
        ("각\u11a8", False),
        ("\U0001f468\u200d", False),
        ("\u200d\U0001f680", False),
        ("\ud83d\ude00", False),
        ("\U0001f44d\U0001f3fd", False),
        ("\U0001f1f0\U0001f1f7", False),
        ("क\u093f", False),
    ],
)
def test_borders_between_characters(pair, border):
    assert is_border(pair, 1) is border


def test_flags_are_kept_in_pairs():
    flags = "🇰🇷🇺🇸"
    assert [at for at in range(1, 4) if is_border(flags, at)] == [2]
