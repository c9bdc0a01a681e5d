"""Where sentences end, in Korean, English, Chinese and Japanese."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.text.sentences import joined, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_a_newline_always_ends_a_sentence():
    assert cut("은행 앱 개편\n이용자 3백만 명\r\n\r\n내년 확대") == [
        "은행 앱 개편",
        "이용자 3백만 명",
        "내년 확대",
    ]


def test_korean_endings_with_and_without_a_space_after_the_stop():
    assert cut("대책을 냈다. 반응은 좋아요.다음 달에 나온다.") == [
        "대책을 냈다.",
        "반응은 좋아요.",
        "다음 달에 나온다.",
    ]


@pytest.mark.parametrize(
    "whole",
    [
        "매출은 1.77조 원, 점유율은 23.5%로 늘었다.",
        "규정은 2020. 11. 18. 공포됐다.",
        "Mr. Kim of Acme Inc. met U.S. officials at 3 p.m. in Seoul.",
        '김 대표는 "내년에도 한다. 꼭 한다."고 말했다.',
        "새 규정(초안. 2판)은 다음 달에 나온다.",
        "“정말 그런가?”라는 물음이 나온다.",
        "Yahoo! 이라는 이름은 남는다.",
    ],
)
def test_stops_that_end_nothing(whole):
    assert cut(whole) == [whole]


def test_a_quotation_that_ends_in_a_stop_ends_its_sentence():
    assert cut('"우리는 한다." 김 대표는 웃었다.') == ['"우리는 한다."', "김 대표는 웃었다."]


def test_an_ellipsis_ends_only_after_an_ending():
    assert cut("글쎄… 두고 보자는 말이 나온다… 그리고 끝났다.") == [
        "글쎄… 두고 보자는 말이 나온다…",
        "그리고 끝났다.",
    ]


def test_chinese_and_japanese_stops_need_no_space():
    assert cut("公司发布了芯片。价格未定！明日は晴れ？はい。") == [
        "公司发布了芯片。",
        "价格未定！",
        "明日は晴れ？",
        "はい。",
    ]


def test_marks_and_numbering_stay_outside():
    text = "- 첫째 줄\n  ▶ 둘째 줄\n1. 셋째 줄\n(2) 넷째 줄\n• 다섯째\n-5% 하락"
    assert cut(text) == ["첫째 줄", "둘째 줄", "셋째 줄", "넷째 줄", "다섯째", "-5% 하락"]


def test_section_marks_in_a_line_open_a_sentence():
    assert cut("앞말이 끝났다. ■카드사도 나선다 ◆은행은 기다린다") == [
        "앞말이 끝났다.",
        "카드사도 나선다",
        "은행은 기다린다",
    ]


def test_a_byline_is_cut_from_the_sentence_after_it():
    assert cut("(서울=샘플) 김하나 기자 = 정부가 대책을 냈다.") == [
        "(서울=샘플) 김하나 기자 =",
        "정부가 대책을 냈다.",
    ]


def test_runs_without_letters_are_no_sentences():
    assert cut("----\n***\n…\n\n") == []


def test_whole_sentences_are_joined_by_a_space_and_bullets_by_a_dot():
    assert joined(["앱을 개편", "가입자 확대", "끝났다."]) == "앱을 개편 · 가입자 확대 · 끝났다."
    assert joined(["앱을 개편했다.", "가입자는 늘었다."]) == "앱을 개편했다. 가입자는 늘었다."


@given(st.text(max_size=400))
def test_spans_are_in_order_and_lose_no_word(text):
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@given(st.text(alphabet="가나다라 .다요\n\"'()[]“”1A-•…", max_size=300))
def test_every_letter_is_in_a_sentence_or_a_mark(text):
    kept = "".join(text[start:end] for start, end in sentences(text))
    letters = [char for char in text if char in "라요A"]
    assert [char for char in kept if char in "라요A"] == letters


def test_time_grows_with_length_only():
    hostile = '"' * 50_000 + "(" * 50_000 + "다." * 50_000 + "[" * 50_000
    started = time.perf_counter()
    sentences(hostile)
    assert time.perf_counter() - started < 2
